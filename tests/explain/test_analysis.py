"""Explanations: every number is recomputed from the food table or the certificate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.certification.judge import certify
from planner.explain.analysis import (
    GOOD_HELPING,
    Explanation,
    explain_plan,
    find_binding,
    find_contributions,
    find_scarce,
    top_foods,
)
from planner.explain.markdown import explanation_lines
from planner.explain.sentences import part_sentence, scarce_sentence, short_explanation
from planner.nutrition.foods.food_table import load_foods, subgroup_table
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.nutrients import nutrient_index
from planner.planning.day import build_day_problem
from planner.planning.make import Plan


@pytest.fixture(scope="module")
def explained(vegan_plan: Plan) -> Explanation:
    """Explain the vegan woman's plan once."""
    return explain_plan(vegan_plan)


def test_leaving_a_part_out_is_recomputed_exactly(vegan_plan: Plan, explained: Explanation) -> None:
    """The effect of a dish or food is that of the certificate of the day without it."""
    assert any(part.falls for part in explained.parts)
    for part in explained.parts:
        rest = [
            row for row in vegan_plan.portions
            if (row.meal, row.dish or row.food_id) != (part.meal, part.item)
        ]  # fmt: skip
        percents = {row.nutrient: row.percent for row in certify(rest, vegan_plan.request).adequacy}
        for name, percent in part.falls:
            assert percent == percents[name]
            assert percent < 100


def test_every_dish_and_food_is_a_part_but_water(vegan_plan: Plan, explained: Explanation) -> None:
    """Each served dish and food is explained once."""
    foods = load_foods()
    served = {
        (row.meal, row.dish or row.food_id)
        for row in vegan_plan.portions
        if row.dish or foods.food(row.food_id).subgroup != "water"
    }
    assert {(part.meal, part.item) for part in explained.parts} == served


def test_top_foods_share_what_the_day_holds(vegan_plan: Plan) -> None:
    """A food's share of a nutrient is the amount in its portions over the total intake."""
    foods, top = load_foods(), top_foods(vegan_plan)
    column = nutrient_index()["vitamin_b12_ug"]
    (first, share), *_ = top["vitamin_b12_ug"]
    own = [row for row in vegan_plan.portions if row.food_id == first]
    whole = total(foods, vegan_plan.portions)[column]
    assert share == pytest.approx(total(foods, own)[column] / whole)
    for given in top.values():
        shares = [part for _, part in given]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1 + 1e-9


def test_scarce_nutrient_has_no_other_source(vegan_plan: Plan) -> None:
    """Of vegan foods at hand, few kinds supply a fifth of the vitamin D target; all are named."""
    breakfast = [row for row in vegan_plan.portions if row.meal == "breakfast"]
    too_little = replace(vegan_plan, certificate=certify(breakfast, vegan_plan.request))
    (found,) = [one for one in find_scarce(too_little) if one.nutrient == "vitamin_d_ug"]
    labels = subgroup_table()["label"]
    floor = vegan_plan.targets["vitamin_d_ug"].floor
    assert floor is not None
    choices = build_day_problem(vegan_plan.request.for_day(1)).context.choices
    foods = choices.items.foods
    held = choices.items.grams[np.unique(choices.item)].sum(axis=0) > 0
    kinds = set()
    for food, there in zip(foods.foods, held, strict=True):
        helping = min(food.usual * food.measure_g, food.day_max_g)
        amount = np.nan_to_num(foods.nutrient_column("vitamin_d_ug"))[foods.row(food.id)]
        if there and amount * helping / 100 >= GOOD_HELPING * floor:
            kinds.add(str(labels[food.subgroup]).lower())
    assert set(found.kinds) == kinds
    words = scarce_sentence(vegan_plan, found)
    kind = "this kind" if len(kinds) == 1 else "these kinds"
    assert words.startswith(f"Only {kind} of vegan food can supply a fifth of the vitamin D")
    assert all(kind in words for kind in kinds)


def test_who_eats_everything_lacks_fewer_sources(vegan_plan: Plan, omnivore_plan: Plan) -> None:
    """With too little on the plate vitamin B12 is scarce for a vegan, and not for an omnivore."""
    for plan, is_scarce in ((vegan_plan, True), (omnivore_plan, False)):
        water = [Portion(1, "breakfast", "water_tap", 237.0)]
        thirsty = replace(plan, certificate=certify(water, plan.request))
        assert ("vitamin_b12_ug" in {one.nutrient for one in find_scarce(thirsty)}) == is_scarce


def test_what_is_met_far_above_its_floor_is_not_scarce(vegan_plan: Plan) -> None:
    """Scarce is only what the plan's food supplies with less than a fifth above the floor."""
    held = {row.nutrient: row for row in vegan_plan.certificate.adequacy}
    assert any((row.percent or 0) > 200 for row in held.values())
    for one in find_scarce(vegan_plan):
        row = held[one.nutrient]
        assert row.floor is not None
        assert row.food <= 1.2 * row.floor


def test_binding_targets_leave_next_to_nothing(vegan_plan: Plan) -> None:
    """The binding targets are exactly those within 5 % of floor or ceiling."""
    found = {(one.nutrient, one.at_floor) for one in find_binding(vegan_plan)}
    for row in vegan_plan.certificate.adequacy:
        if row.percent is not None and row.nutrient not in ("energy_kcal", "water_g"):
            assert ((row.nutrient, True) in found) == (100 <= row.percent <= 105)


def test_prices_are_told_dearest_first(explained: Explanation) -> None:
    """The costs of the rules are positive and sorted; their amounts are approximate."""
    points = [price.points for price in explained.prices]
    assert points
    assert points == sorted(points, reverse=True)
    assert min(points) > 0


def test_sentences_hold_no_ids(vegan_plan: Plan, explained: Explanation) -> None:
    """Users see no ids, and each line is a sentence."""
    lines = [*explanation_lines(vegan_plan, explained), *short_explanation(vegan_plan)]
    assert not [line for line in lines if "_" in line]
    assert any(line.startswith("Without ") for line in lines)


def test_short_explanation_of_days_speaks_of_their_mean(omnivore_plan: Plan) -> None:
    """Two equal days are explained by their mean."""
    request = omnivore_plan.request.changed(days=2)
    days = tuple(replace(row, day=day) for day in (1, 2) for row in omnivore_plan.portions)
    plan = replace(
        omnivore_plan, request=request, portions=days, certificate=certify(days, request)
    )
    sentences = short_explanation(plan)
    assert not [line for line in sentences if line.startswith("Without ")]
    assert {part.day for part in find_contributions(plan)} == {1, 2}
    said = [part_sentence(part, plan.request.catalog) for part in find_contributions(plan)]
    assert any("of day 2" in sentence for sentence in said)
