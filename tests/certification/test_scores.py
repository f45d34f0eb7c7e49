"""Scores: worked out by hand on a few portions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from planner.certification.certificate import Certificate
from planner.certification.judge import certify
from planner.certification.scores import Score, adequacy_ratios, hei2020, score_plan
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.healthy_pattern import hei_components
from planner.nutrition.foods.portions import Portion
from planner.planning.make import Plan
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
LUNCH = (
    Portion(1, "lunch", "bread", 100.0),
    Portion(1, "lunch", "milk", 240.0),
    Portion(1, "lunch", "beef", 100.0),
)  # 240 + 120 + 200 = 560 kcal


def by_id(scores: tuple[Score, ...]) -> dict[str, float | None]:
    """Return values by score."""
    return {score.id: score.value for score in scores}


def _scored(foods: FoodTable, eaten: Sequence[Portion], found: Certificate) -> tuple[Score, ...]:
    return score_plan(Catalog(foods, load_dishes()), eaten, found)


def test_healthy_eating_index_by_hand(tiny_foods: FoodTable) -> None:
    """560 kcal with 3 oz of whole grain, 0.96 cup of dairy and 3.5 oz of meat."""
    points = hei2020(tiny_foods, LUNCH)
    assert points["whole_grains"] == 10  # 5.4 oz per 1000 kcal, full at 1.5
    assert points["dairy"] == 10  # 1.71 cups per 1000 kcal, full at 1.3
    assert points["total_protein_foods"] == 5  # 6.25 oz per 1000 kcal, full at 2.5
    assert points["seafood_and_plant_proteins"] == 0
    assert points["total_vegetables"] == 0
    assert points["refined_grains"] == 10
    assert points["added_sugars"] == 10
    # saturated fat 1 + 2.4 + 4 = 7.4 g are 11.9 % of energy, between 16 % (none) and 8 % (full)
    share = 100 * 7.4 * 9 / 560
    assert points["saturated_fats"] == pytest.approx(10 * (16 - share) / 8)
    # unsaturated 1 + 1 + 4 = 6 g to saturated 7.4 g stand below the 1.2 that earns the first point
    assert points["fatty_acids"] == 0
    # sodium 400 mg in 560 kcal are 0.71 g per 1000 kcal, under the 1.1 of a full score
    assert points["sodium"] == 10


def test_components_make_a_hundred() -> None:
    """The thirteen components of the published standards hold a hundred points."""
    assert len(hei_components()) == 13
    assert hei_components()["max_points"].sum() == 100


def test_nothing_eaten_earns_nothing_for_adequacy(tiny_foods: FoodTable) -> None:
    """An empty day has no ratio to fail on, and no points for what it lacks."""
    points = hei2020(tiny_foods, [])
    assert points["total_fruits"] == points["whole_grains"] == points["dairy"] == 0


def test_adequacy_counts_up_to_one(ask: Ask, tiny_foods: FoodTable) -> None:
    """Each nutrient counts at most one, however far above its floor it stands."""
    found = certify(LUNCH, ask(), foods=tiny_foods)
    ratios = adequacy_ratios(found)
    scored = {row.nutrient for row in found.adequacy if row.floor and row.nutrient != "water_g"}
    assert len(ratios) <= len(scored)
    assert max(ratios) == 1.0  # vitamin B12: 2.5 of 2.4
    assert min(ratios) == 0.0  # vitamin C: unknown in all three
    values = by_id(_scored(tiny_foods, LUNCH, found))
    assert values["mar"] == pytest.approx(sum(ratios) / len(ratios))
    assert values["lowest_nar"] == 0.0


def test_money_carbon_and_counts_by_hand(ask: Ask, tiny_foods: FoodTable) -> None:
    """Per 100 g: bread 0.30, milk 0.10, beef 1.20 dollars; per kg 1, 3 and 30 kg CO2e."""
    facts = tiny_foods.facts.copy()
    for name, usd, carbon in (("bread", 0.3, 1.0), ("milk", 0.1, 3.0), ("beef", 1.2, 30.0)):
        facts.loc[name, ["usd_per_100g", "kgco2e_per_kg"]] = [usd, carbon]
    priced = FoodTable(tiny_foods.foods, tiny_foods.composition, facts)
    values = by_id(_scored(priced, LUNCH, certify(LUNCH, ask(), foods=priced)))
    assert values["cost"] == pytest.approx(0.3 + 0.24 + 1.2)
    assert values["carbon"] == pytest.approx(0.1 + 0.72 + 3.0)
    assert values["distinct_foods"] == 3
    assert values["calcium_magnesium"] == pytest.approx(288 / 80)


def test_unknown_price_is_no_price(ask: Ask, tiny_foods: FoodTable) -> None:
    """Where most of the weight has no price the cost is unknown, not small."""
    facts = tiny_foods.facts.copy()
    facts["usd_per_100g"] = float("nan")
    unpriced = FoodTable(tiny_foods.foods, tiny_foods.composition, facts)
    values = by_id(_scored(unpriced, LUNCH, certify(LUNCH, ask(), foods=unpriced)))
    assert values["cost"] is None


def test_cost_and_carbon_are_a_days(ask: Ask, tiny_foods: FoodTable) -> None:
    """The same food on two days costs as much a day as on one."""
    facts = tiny_foods.facts.copy()
    facts["usd_per_100g"] = 1.0
    priced = FoodTable(tiny_foods.foods, tiny_foods.composition, facts)
    twice = [
        Portion(day, portion.meal, portion.food_id, portion.grams)
        for day in (1, 2)
        for portion in LUNCH
    ]
    one, two = (
        by_id(_scored(priced, eaten, certify(eaten, ask(), foods=priced)))
        for eaten in (LUNCH, twice)
    )
    assert one["cost"] == pytest.approx(two["cost"])


def test_a_certified_plan_scores_full_adequacy(vegan_plan: Plan) -> None:
    """Every score of a real plan has a name, a sentence and a source, and adequacy is one."""
    values = by_id(vegan_plan.scores)
    assert values["mar"] == pytest.approx(1.0, abs=0.01)
    assert 0 <= (values["hei2020"] or 0) <= 100
    for score in vegan_plan.scores:
        assert score.name
        assert score.sentence
        assert score.source
