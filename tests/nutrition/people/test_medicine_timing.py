"""When to take a medicine: meals of the plan that are rich in a nutrient."""

from __future__ import annotations

from typing import Any

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.conditions import load_medications
from planner.nutrition.people.medicine_timing import (
    RICH_MEAL,
    amounts_to_show,
    rich_meals,
    timing_sentences,
)
from planner.nutrition.people.person import make_person
from planner.request.own_limits import own_targets

FOODS = load_foods()
APART = [name for name, row in load_medications().items() if row.apart_from]
MILK_MG = FOODS.nutrient_column("calcium_mg")[FOODS.row("milk_whole")] / 100.0


def milk(meal: str, calcium_mg: float, day: int = 1) -> Portion:
    """Return a portion of milk with an amount of calcium."""
    return Portion(day, meal, "milk_whole", calcium_mg / MILK_MG)


def person(*medications: str) -> Any:
    """Return a woman who takes some medicines."""
    return make_person(sex="female", age=60, height_cm=165, weight_kg=75, medications=medications)


def effects(*medications: str) -> Any:
    """Return what some medicines change for an adult."""
    return effects_for(person(*medications))


def targets(*medications: str) -> Any:
    """Return an adult's targets as some medicines leave them."""
    return own_targets(person(*medications), "omnivore", "nasem")


def test_rich_meals_hold_a_fifth_of_the_daily_value() -> None:
    """With a target of 1300 mg of calcium, 261 mg is rich, 259 mg is not; meals are in order."""
    plan = [milk("dinner", 261), milk("breakfast", 300), milk("lunch", 259)]
    assert list(rich_meals("calcium_mg", plan, FOODS)) == ["breakfast", "dinner"]
    assert RICH_MEAL["calcium_mg"] == pytest.approx(0.2 * 1300)
    assert RICH_MEAL["magnesium_mg"] == pytest.approx(0.2 * 420)
    assert RICH_MEAL["iron_mg"] == pytest.approx(0.2 * 18)


def test_days_are_told_where_there_are_several() -> None:
    """Rich meals are named with their days."""
    plan = [milk("breakfast", 300, 1), milk("breakfast", 50, 2), milk("breakfast", 300, 3)]
    assert rich_meals("calcium_mg", plan, FOODS) == {"breakfast": (1, 3)}
    (sentence,) = timing_sentences(effects("bisphosphonate"), plan, FOODS)
    assert "calcium in breakfast (day 1, 3)" in sentence


@pytest.mark.parametrize("name", APART)
def test_each_medicine_apart_from_minerals_names_the_meal(name: str) -> None:
    """Calcium at breakfast is named where food matters, not where only supplements do."""
    row = load_medications()[name]
    (sentence,) = timing_sentences(effects(name), [milk("breakfast", 400)], FOODS)
    assert sentence.startswith(row.timing)
    by_meals = row.apart_scope == "meals"
    assert ("rich in this plan: calcium in breakfast" in sentence) is by_meals
    assert 2 <= row.apart_hours <= 6
    assert f"{row.apart_hours:g} hours" in row.timing


@pytest.mark.parametrize("name", ["levothyroxine", "tetracycline", "quinolone", "bisphosphonate"])
def test_the_promised_medicines_keep_apart(name: str) -> None:
    """Each of the four medicines has to be taken apart from calcium and magnesium."""
    assert {"calcium_mg", "magnesium_mg"} <= set(load_medications()[name].apart_from)


def test_no_meal_is_named_where_none_is_rich() -> None:
    """Without a rich meal only the timing is given."""
    (sentence,) = timing_sentences(effects("levothyroxine"), [milk("lunch", 5)], FOODS)
    assert sentence == load_medications()["levothyroxine"].timing
    assert timing_sentences(effects("statin"), [milk("lunch", 400)], FOODS) == ()


def test_amount_of_a_nutrient_without_target_is_shown() -> None:
    """A litre of milk on each of two days: the potassium a day is shown for the clinician."""
    plan = [Portion(day, "lunch", "milk_whole", 1000) for day in (1, 2)]
    potassium = 10 * FOODS.nutrient_column("potassium_mg")[FOODS.row("milk_whole")]
    (sentence,) = amounts_to_show(targets("arb"), plan, FOODS)
    assert f"{potassium:.0f} mg of potassium (at most 2600)" in sentence
    assert amounts_to_show(targets("ppi"), plan, FOODS) == ()


def test_only_a_clinical_limit_is_named() -> None:
    """The UL of phosphorus for healthy people is no answer in kidney disease: it is not told."""
    patient = make_person(
        sex="male", age=66, height_cm=175, weight_kg=80, conditions=("kidney_disease",)
    )
    plan = [Portion(1, "lunch", "milk_whole", 1000)]
    (sentence,) = amounts_to_show(own_targets(patient, "omnivore", "nasem"), plan, FOODS)
    assert " mg of phosphorus;" in sentence
    assert "mg of potassium (at most 3000)" in sentence
    assert "g of water, that in food included" in sentence
    assert "everybody" not in sentence
    assert "no limit" not in sentence
