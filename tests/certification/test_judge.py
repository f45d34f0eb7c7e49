"""The certificate: each kind of spoilt plan breaks the right rule, on the right day."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import planner
from planner.certification.certificate import Adequacy, Breach, Certificate
from planner.certification.judge import certify
from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import core_nutrients, nutrient_ids, nutrient_index
from planner.planning.make import Plan
from planner.request.plan_request import PlanRequest, targets_of

Ask = Callable[..., PlanRequest]
Raw = dict[str, dict[str, str]]


def rules(certificate: Certificate) -> set[str]:
    """Return the names of the broken rules."""
    return {breach.rule for breach in certificate.breaches}


def breach_of(certificate: Certificate, rule: str) -> Breach:
    """Return the only breach of a rule."""
    (found,) = (breach for breach in certificate.breaches if breach.rule == rule)
    return found


def row_of(certificate: Certificate, nutrient: str, day: int = 1) -> Adequacy:
    """Return one nutrient's row on one day."""
    return next(row for row in certificate.adequacy if row.nutrient == nutrient and row.day == day)


def supply(portion: Portion, nutrient: str) -> float:
    """Return a nutrient of a portion: amount per 100 g times grams; unknown is zero."""
    table = load_foods()
    amount = table.composition[table.row(portion.food_id), nutrient_index()[nutrient]]
    return 0.0 if math.isnan(amount) else float(amount) * portion.grams / 100.0


def without(portions: Sequence[Portion], nutrient: str, below: float) -> list[Portion]:
    """Remove the richest portions until the day has less than `below`."""
    left = sorted(portions, key=lambda portion: supply(portion, nutrient))
    while sum(supply(portion, nutrient) for portion in left) >= below:
        left.pop()
    return left


# --- what counts ------------------------------------------------------------------------------


def test_plans_meet_their_floors_with_what_counts(vegan_plan: Plan) -> None:
    """Calcium, B12, iodine and niacin are credited by rules; other nutrients in full."""
    for row in vegan_plan.certificate.adequacy:
        assert row.credited <= row.intake * (1 + 1e-9) or row.nutrient == "niacin_mg"
        if row.nutrient in ("calcium_mg", "vitamin_b12_ug"):
            assert row.floor is not None
            assert row.credited >= row.floor * (1 - 1e-6)
        elif row.nutrient not in ("iodine_ug", "niacin_mg"):
            assert row.credited == pytest.approx(row.intake)


# --- independence -----------------------------------------------------------------------------


def imports_of(path: Path) -> set[str]:
    """Return the modules that a source file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_judge_shares_nothing_with_the_model() -> None:
    """judge.py imports, directly or indirectly, no model, solver or planning."""
    package = Path(planner.__file__).parent
    seen: set[str] = set()
    waiting = ["planner.certification.judge"]
    while waiting:
        name = waiting.pop()
        path = package.joinpath(*name.split(".")[1:]).with_suffix(".py")
        if name in seen or not path.is_file():
            continue
        seen.add(name)
        waiting += imports_of(path)
    rooms = {name.split(".")[1] for name in seen}
    assert {"certification", "request", "nutrition"} <= rooms
    assert not rooms & {"optimize", "planning", "explain"}
    outside = {top.split(".")[0] for name in seen for top in imports_of(
        package.joinpath(*name.split(".")[1:]).with_suffix(".py")
    )}  # fmt: skip
    assert not outside & {"pulp", "highspy"}


# --- sums by hand -----------------------------------------------------------------------------


def test_totals_are_those_of_a_hand(ask: Ask, tiny_foods: FoodTable) -> None:
    """Two cups of milk and 100 g of beef: 440 kcal, 576 mg calcium, 4.8 µg D, 2.5 µg B12."""
    eaten = [Portion(1, "breakfast", "milk", 480), Portion(1, "lunch", "beef", 100)]
    found = certify(eaten, ask("woman"), foods=tiny_foods)
    by_hand = {
        "energy_kcal": 2 * 120 + 200,
        "protein_g": 4.8 * 3 + 26,
        "calcium_mg": 4.8 * 120,
        "vitamin_d_ug": 4.8,
        "vitamin_b12_ug": 2.5,
        "magnesium_mg": 0.0,
    }
    for nutrient, amount in by_hand.items():
        assert row_of(found, nutrient).intake == pytest.approx(amount)
    assert row_of(found, "vitamin_b12_ug").status == "met"
    assert row_of(found, "vitamin_b12_ug").percent == pytest.approx(100 * 2.5 / 2.4)
    assert row_of(found, "calcium_mg").status == "short"


def test_unknown_counts_as_zero_and_lowers_coverage(ask: Ask, tiny_foods: FoodTable) -> None:
    """Beef's calcium is unknown: it counts as zero, and coverage is 480 of 580 g."""
    eaten = [Portion(1, "breakfast", "milk", 480), Portion(1, "lunch", "beef", 100)]
    row = row_of(certify(eaten, ask("woman"), foods=tiny_foods), "calcium_mg")
    assert row.intake == pytest.approx(576)
    assert row.coverage == pytest.approx(480 / 580)


def test_forgetting_a_value_can_break_a_certified_plan(vegan_plan: Plan) -> None:
    """If the calcium of every food is unknown, the same portions are not certified."""
    table = load_foods()
    blank = table.composition.copy()
    blank[:, nutrient_index()["calcium_mg"]] = np.nan
    found = certify(
        vegan_plan.portions,
        vegan_plan.request,
        foods=FoodTable(table.foods, blank, table.facts),
    )
    assert rules(found) == {"floor calcium_mg"}
    assert row_of(found, "calcium_mg").intake == 0
    assert row_of(found, "calcium_mg").coverage == 0


@pytest.mark.parametrize("nutrient", nutrient_ids())
def test_every_total_of_a_plan_is_that_of_a_hand(nutrient: str, vegan_plan: Plan) -> None:
    """The certificate's intake of every nutrient is the sum over the portions."""
    rows = [row for row in vegan_plan.certificate.adequacy if row.nutrient == nutrient]
    by_hand = sum(supply(portion, nutrient) for portion in vegan_plan.portions)
    for row in rows:
        assert row.intake == pytest.approx(by_hand, rel=1e-9, abs=1e-9)


def test_order_of_portions_does_not_matter(vegan_plan: Plan) -> None:
    """Rows sorted by hand in a spreadsheet are judged the same."""
    turned = certify(tuple(reversed(vegan_plan.portions)), vegan_plan.request)
    for one, other in zip(turned.adequacy, vegan_plan.certificate.adequacy, strict=True):
        assert one.intake == pytest.approx(other.intake)
        assert (one.nutrient, one.status) == (other.nutrient, other.status)


# --- floors and energy ------------------------------------------------------------------------


@pytest.mark.parametrize("nutrient", core_nutrients())
def test_taking_a_core_nutrient_away_breaks_its_floor(nutrient: str, vegan_plan: Plan) -> None:
    """Without its richest foods the day breaks the floor of a core nutrient in any case."""
    floor = targets_of(vegan_plan.request)[nutrient].floor
    assert floor is not None
    left = without(vegan_plan.portions, nutrient, floor)
    excused = certify(left, vegan_plan.request, out_of_reach=frozenset({nutrient}))
    for found in (certify(left, vegan_plan.request), excused):
        breach = next(b for b in found.breaches if b.rule == f"floor {nutrient}")
        assert breach.day == 1
        assert f"of {floor:.4g}" in breach.message


def test_other_shortfalls_are_named_only_where_proven(vegan_plan: Plan) -> None:
    """A missed tracked floor is a breach unless the caller has proven it out of reach."""
    left = without(vegan_plan.portions, "vitamin_c_mg", 75)
    assert "floor vitamin_c_mg" in rules(certify(left, vegan_plan.request))
    excused = certify(left, vegan_plan.request, out_of_reach=frozenset({"vitamin_c_mg"}))
    assert "floor vitamin_c_mg" not in rules(excused)
    assert any("Vitamin C" in sentence for sentence in excused.shortfalls)


def test_a_hair_below_a_floor_is_below(ask: Ask, tiny_foods: FoodTable) -> None:
    """A floor of 2.4 µg is met by 96 g of beef, not by 95.9 g."""
    for grams, status in ((96.0, "met"), (95.9, "short")):
        found = certify([Portion(1, "lunch", "beef", grams)], ask(), foods=tiny_foods)
        assert row_of(found, "vitamin_b12_ug").status == status


@pytest.mark.parametrize(
    ("factor", "rule"), [(0.8, "floor energy_kcal"), (1.2, "ceiling energy_kcal")]
)
def test_energy_out_of_its_band_breaks_the_plan(factor: float, rule: str, vegan_plan: Plan) -> None:
    """All portions a fifth smaller or larger miss the band of five per cent."""
    scaled = [replace(row, grams=row.grams * factor) for row in vegan_plan.portions]
    assert rule in rules(certify(scaled, vegan_plan.request))


def test_every_floor_counts(vegan_plan: Plan) -> None:
    """A day of water breaks every floor but those of nothing, and shares of energy, mere advice."""
    found = certify([Portion(1, "lunch", "water_tap", 3000.0)], vegan_plan.request)
    rows = targets_of(vegan_plan.request).rows
    floors = {
        row.nutrient for row in rows if row.floor and not (row.floor_is_advice or row.floor_is_aim)
    }
    assert any("known for too few foods" in words for words in found.shortfalls)
    assert {f"floor {name}" for name in floors - {"water_g"}} <= rules(found)
    assert "floor sodium_mg" not in rules(found)
    assert any("advice, not a limit" in words for words in found.shortfalls)


def test_nothing_taken_in_is_not_said_to_count_in_part(ask: Ask) -> None:
    """Bread holds no EPA and DHA: the shortfall names the target alone."""
    found = certify([Portion(1, "lunch", "whole_wheat_bread", 100.0)], ask("man", standard="efsa"))
    (words,) = [words for words in found.shortfalls if "EPA and DHA" in words]
    assert "taken in" not in words
    assert "striven for" in words


def test_a_day_without_its_pinches_of_salt_is_certified(ask: Ask, omnivore_plan: Plan) -> None:
    """Sodium below the adequate intake breaks nothing: salt is never added to reach it."""
    unsalted = [row for row in omnivore_plan.portions if not row.food_id.startswith("salt")]
    found = certify(unsalted, omnivore_plan.request)
    assert "floor sodium_mg" not in rules(found)
    sodium = row_of(found, "sodium_mg")
    assert (sodium.floor, sodium.percent, sodium.status) == (None, None, "met")


# --- ceilings ---------------------------------------------------------------------------------


def test_flaxseed_oil_over_a_share_of_energy_breaks_nothing(vegan_plan: Plan) -> None:
    """8 g of it pass the 1.2 % of energy of alpha-linolenic acid: advice only."""
    oil = Portion(1, "dinner", "flaxseed_oil_cold_pressed", 8.0)
    added = (*vegan_plan.portions, oil)
    found = certify(added, vegan_plan.request)
    assert row_of(found, "alpha_linolenic_acid_g").status == "over"
    broken = rules(found)
    assert "ceiling alpha_linolenic_acid_g" not in broken
    assert broken <= {"ceiling energy_kcal"}
    assert any("advice, not a limit" in words for words in found.shortfalls)


@pytest.mark.parametrize(
    ("food_id", "grams", "nutrient"),
    [("salt_plain", 10.0, "sodium_mg"), ("beef_liver", 80.0, "retinol_ug")],
)
def test_pushing_over_a_ceiling_breaks_it(
    food_id: str, grams: float, nutrient: str, omnivore_plan: Plan
) -> None:
    """Ten grams of salt, or 80 g of liver, exceed a ceiling."""
    added = (*omnivore_plan.portions, Portion(1, "dinner", food_id, grams))
    found = certify(added, omnivore_plan.request)
    breach = next(b for b in found.breaches if b.rule == f"ceiling {nutrient}")
    assert breach.day == 1
    assert " is over " in breach.message
    assert row_of(found, nutrient).status == "over"


def test_magnesium_of_food_has_no_ceiling(ask: Ask, tiny_foods: FoodTable) -> None:
    """A kilo of bread gives 800 mg, far over the 350 mg for supplements: met, not over."""
    targets = targets_of(ask())
    assert targets["magnesium_mg"].ceiling == 350
    found = certify([Portion(1, "lunch", "bread", 1000)], ask(), foods=tiny_foods)
    row = row_of(found, "magnesium_mg")
    assert row.intake == pytest.approx(800)
    assert (row.status, row.ceiling) == ("met", None)
    assert "ceiling magnesium_mg" not in rules(found)


def test_ceiling_of_added_niacin_counts_only_added_niacin(ask: Ask, tiny_foods: FoodTable) -> None:
    """35 mg: bread's own 40 mg are no breach, 36 mg from fortified cereal are."""
    own = certify([Portion(1, "lunch", "bread", 1000)], ask(), foods=tiny_foods)
    assert "ceiling niacin_mg" not in rules(own)
    added = certify([Portion(1, "lunch", "cereal", 60)], ask(), foods=tiny_foods)
    assert "ceiling niacin_mg" in rules(added)


# --- days -------------------------------------------------------------------------------------


def test_empty_plan_is_not_certified(ask: Ask) -> None:
    """A plan without food is not certified."""
    found = certify([], ask())
    assert not found.certified
    assert found.breaches[0].message == "the plan holds no food"


def test_each_day_is_judged_by_itself(vegan_plan: Plan) -> None:
    """A good day does not make up for a bad one: the breach is on day 2 only."""
    second = [replace(portion, day=2) for portion in vegan_plan.portions]
    both = certify([*vegan_plan.portions, *second], vegan_plan.request)
    assert both.certified
    assert {row.day for row in both.adequacy} == {1, 2}
    spoilt = [*second, Portion(2, "snack", "cheddar_cheese", 5.0)]
    found = certify([*vegan_plan.portions, *spoilt], vegan_plan.request)
    assert {breach.day for breach in found.breaches} == {2}
    assert breach_of(found, "diet vegan").food_id == "cheddar_cheese"
