"""The uptake of calcium and vitamin B12, compared with published figures."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from planner.certification.uptake import (
    absorbable_calcium_mg,
    absorptive_index,
    age_notes,
    b12_taken_up_ug,
    share_of_load,
)
from planner.nutrition.foods.absorption import measured_calcium
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import nutrient_index
from planner.request.plan_request import PlanRequest, targets_of

FOODS = load_foods()


def eat(food_id: str, nutrient: str, amount: float, meal: str = "lunch") -> Portion:
    """Return the portion of a food with a given amount of a nutrient."""
    per_gram = FOODS.composition[FOODS.row(food_id), nutrient_index()[nutrient]] / 100.0
    return Portion(1, meal, food_id, amount / per_gram)


@pytest.mark.parametrize(
    ("load_mg", "share"), [(15, 0.628), (100, 0.445), (300, 0.339), (500, 0.290), (1, 0.628)]
)
def test_share_falls_with_the_load(load_mg: float, share: float) -> None:
    """0.889 - 0.0964 ln(mg), near the 64 % and 28.6 % measured at 15 and 500 mg (Heaney 1990)."""
    assert share_of_load(load_mg) == pytest.approx(share, abs=0.0006)


@pytest.mark.parametrize("row", measured_calcium(), ids=lambda row: row.id)
def test_a_serving_measured_comes_out_as_measured(row: object) -> None:
    """A food eaten alone at the measured load is absorbed by the published percentage."""
    food = next(f for f in FOODS.foods if row.covers(f))  # type: ignore[attr-defined]
    own = next(other for other in measured_calcium() if other.covers(food))
    portions = [eat(food.id, "calcium_mg", own.load_mg)]
    wanted = own.percent / 100.0 * own.load_mg
    assert absorbable_calcium_mg(portions, FOODS) == pytest.approx(wanted)


def test_spinach_gives_a_tenth_of_what_broccoli_gives() -> None:
    """The index of spinach is 0.12, of broccoli 1.12, of foods not measured that of milk."""
    assert absorptive_index(FOODS.food("spinach_boiled")) == pytest.approx(0.118, abs=0.001)
    assert absorptive_index(FOODS.food("broccoli_boiled")) == pytest.approx(1.123, abs=0.001)
    assert absorptive_index(FOODS.food("whole_wheat_bread")) > 1.3
    assert absorptive_index(FOODS.food("avocado")) == 1.0


def test_two_meals_take_up_more_calcium_than_one() -> None:
    """600 mg at once: 0.272 of it by milk's index; twice 300 mg: 0.321."""
    once = [eat("milk_whole", "calcium_mg", 600)]
    twice = [eat("milk_whole", "calcium_mg", 300, meal) for meal in ("lunch", "dinner")]
    index = 0.321 / (0.889 - 0.0964 * math.log(290))
    share = 0.889 - 0.0964 * math.log(600)
    assert absorbable_calcium_mg(once, FOODS) == pytest.approx(600 * share * index)
    assert absorbable_calcium_mg(twice, FOODS) > absorbable_calcium_mg(once, FOODS)


@pytest.mark.parametrize(
    ("dose", "taken_up"), [(0.5, 0.25), (1, 0.5), (3, 0.75), (5, 1.0), (15, 1.125), (80, 1.25)]
)
def test_b12_taken_up_flattens(dose: float, taken_up: float) -> None:
    """Half of 1 µg, a fifth of 5 µg, a twentieth of 25 µg; linear between, constant beyond."""
    portions = [eat("milk_whole", "vitamin_b12_ug", dose)]
    assert b12_taken_up_ug(portions, FOODS) == pytest.approx(taken_up)


def test_inactive_b12_is_not_taken_up() -> None:
    """The vitamin B12 of tempeh is not counted."""
    assert b12_taken_up_ug([eat("tempeh_cooked", "vitamin_b12_ug", 5)], FOODS) == 0.0


@pytest.mark.parametrize(
    ("amount", "little"), [(1.0, True), (1.3, False)], ids=["under half", "over half"]
)
def test_note_from_51_on_fortified_b12(
    amount: float, little: bool, ask: Callable[..., PlanRequest]
) -> None:
    """At 72 a note names the share from fortified foods; below half, also a supplement."""
    request = ask("old_woman")
    fortified = next(
        food.id
        for food in FOODS.foods
        if "vitamin_b12" in food.fortified
        and FOODS.composition[FOODS.row(food.id), nutrient_index()["vitamin_b12_ug"]] > 1
    )
    eaten = [eat(fortified, "vitamin_b12_ug", amount), Portion(1, "dinner", "milk_whole", 500)]
    ((note, source, _),) = age_notes(72, targets_of(request), eaten, FOODS)
    assert f"{amount:.2g} µg a day" in note
    assert "NASEM 1998" in source
    assert ("ask a clinician or pharmacist about a supplement" in note) is little
    assert not list(age_notes(50, targets_of(request), eaten, FOODS))
