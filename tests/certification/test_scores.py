"""Scores of a few portions, compared with hand computations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from planner.certification import scores
from planner.certification.certificate import Certificate
from planner.certification.judge import certify
from planner.certification.scores import Score, adequacy_ratios, compared_scores, score_plan
from planner.errors import DataError
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.price_index import price_rise
from planner.nutrition.tables import read_rows
from planner.planning.make import Plan
from planner.request.own_catalog import catalog_of
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
LUNCH = (
    Portion(1, "lunch", "bread", 100.0),
    Portion(1, "lunch", "milk", 240.0),
    Portion(1, "lunch", "beef", 100.0),
)  # 240 + 120 + 200 = 560 kcal


def by_id(found: tuple[Score, ...]) -> dict[str, float | None]:
    """Return values by score."""
    return {score.id: score.value for score in found}


def _scored(foods: FoodTable, eaten: Sequence[Portion], found: Certificate) -> tuple[Score, ...]:
    return score_plan(Catalog(foods, load_dishes()), eaten, found)


def test_adequacy_counts_up_to_one(ask: Ask, tiny_foods: FoodTable) -> None:
    """The ratio of a nutrient is at most one, however far its intake is above the floor."""
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
    """If most of the weight has no price, the cost is unknown."""
    facts = tiny_foods.facts.copy()
    facts["usd_per_100g"] = float("nan")
    unpriced = FoodTable(tiny_foods.foods, tiny_foods.composition, facts)
    values = by_id(_scored(unpriced, LUNCH, certify(LUNCH, ask(), foods=unpriced)))
    assert values["cost"] is None


def test_cost_and_carbon_are_a_days(ask: Ask, tiny_foods: FoodTable) -> None:
    """The same food on two days has the same cost per day as on one."""
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
    """Every score of a plan has a name, a sentence and a source; the ratios but iodine's are 1."""
    values = by_id(vegan_plan.scores)
    ratios = adequacy_ratios(vegan_plan.certificate)
    assert sorted(ratios)[1:] == pytest.approx([1.0] * (len(ratios) - 1), abs=0.001)
    assert values["mar"] == pytest.approx(np.mean(ratios))
    assert 0 <= (values["hei2020"] or 0) <= 100
    for score in vegan_plan.scores:
        assert score.name
        assert score.sentence
        assert score.source
        assert not set("{}") & set(score.name + score.unit + score.sentence + score.source)


def test_cost_says_at_which_prices(vegan_plan: Plan) -> None:
    """Lifted prices raise the cost by the index, and the sentence names them."""

    def cost(year: int | None) -> Score:
        catalog = catalog_of(price_year=year)
        found = score_plan(catalog, vegan_plan.portions, vegan_plan.certificate)
        return next(score for score in found if score.id == "cost")

    usual, lifted = cost(None), cost(2025)
    assert lifted.value == pytest.approx((usual.value or 0.0) * price_rise(2025))
    assert usual.sentence.startswith("At average US prices of 2017-18; known for")
    assert "lifted to 2025 as an estimate" in lifted.sentence


def test_the_table_of_scores_is_the_one_that_is_measured(
    vegan_plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scores have the order of data/scores.csv; a row without a measure is an error."""
    ids = [score.id for score in vegan_plan.scores]
    order = [row["score"] for row in read_rows("scores.csv") if not row["each"]]
    assert [name for name in ids if name in order] == order
    assert compared_scores() < set(ids)
    rows = [*read_rows("scores.csv"), {**read_rows("scores.csv")[0], "score": "beauty"}]
    monkeypatch.setattr(scores, "read_rows", lambda _: rows)
    scores._score_rows.cache_clear()
    with pytest.raises(DataError, match="beauty"):
        score_plan(vegan_plan.request.catalog, vegan_plan.portions, vegan_plan.certificate)
    scores._score_rows.cache_clear()
