"""Every rule family's coefficients and limits, worked out by hand on five foods; no solver.

The seven choices, with grams of the least helping and of a step: bread at breakfast and lunch
(50, 50), milk at both (120, 60), beef at lunch (50, 50), oil at lunch (13.5, 6.75), cereal at
breakfast (30, 30).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from planner.model.families import FAMILIES, build_rules
from planner.model.families.meals import SHARE_POINTS
from planner.model.families.nutrition import MARGIN
from planner.model.families.pattern import POINTS_PER_HEI_POINT
from planner.model.rules import Context, Rule
from planner.safety import safety_rules_for
from planner.targets import macronutrient_floors

Tiny = Callable[..., Context]

LEAST_G = np.array([50, 50, 120, 120, 50, 13.5, 30])
STEP_G = np.array([50, 50, 60, 60, 50, 6.75, 30])
KCAL_PER_G = np.array([2.4, 2.4, 0.5, 0.5, 2.0, 8.84, 3.6])
NONE = [0.0] * 7


def of(context: Context, family: str, subject: str | None = None, scope: str = "day") -> Rule:
    """Return the only rule of a family with that subject and scope."""
    (found,) = (
        rule
        for rule in FAMILIES[family].build(context)
        if rule.scope == scope and subject in (None, rule.subject)
    )
    return found


def subjects(context: Context, family: str) -> set[tuple[str, str]]:
    """Return scope and subject of every rule of a family."""
    return {(rule.scope, rule.subject) for rule in FAMILIES[family].build(context)}


def check(rule: Rule, taken: object, step: object, lower: float, upper: float) -> None:
    """Compare a rule with what a hand computed."""
    assert rule.taken == pytest.approx(np.array(taken, dtype=float))
    assert rule.step == pytest.approx(np.array(step, dtype=float))
    assert (rule.lower, rule.upper) == pytest.approx((lower, upper))


def test_energy_is_a_band(tiny_context: Tiny) -> None:
    """The kilocalories of every choice lie within five per cent of the requirement."""
    context = tiny_context()
    kcal = context.energy_kcal
    rule = of(context, "energy")
    check(
        rule,
        KCAL_PER_G * LEAST_G,
        KCAL_PER_G * STEP_G,
        0.95 * kcal * (1 + MARGIN),
        1.05 * kcal * (1 - MARGIN),
    )
    assert rule.hard


def test_nutrient_floor_counts_unknown_as_nothing(tiny_context: Tiny) -> None:
    """Calcium comes from milk alone, 1.2 mg a gram: 144 mg in half a cup, 72 mg a quarter more."""
    rule = of(tiny_context(), "nutrient_floor", "calcium_mg")
    check(rule, [0, 0, 144, 144, 0, 0, 0], [0, 0, 72, 72, 0, 0, 0], 1000 * (1 + MARGIN), np.inf)
    assert rule.hard
    assert rule.name == "nutrient_floor:day:calcium_mg"
    assert "RDA" in rule.sentence


def test_nutrient_floor_stands_for_every_target_with_one(tiny_context: Tiny) -> None:
    """Each floor of the targets but energy's, which has a band of its own."""
    context = tiny_context()
    wanted = {
        ("day", row.nutrient)
        for row in context.targets.rows
        if row.floor is not None and row.nutrient != "energy_kcal"
    }
    assert subjects(context, "nutrient_floor") == wanted


def test_nutrient_ceiling_counts_what_it_covers(tiny_context: Tiny) -> None:
    """Sodium counts in all food; niacin only where it is added: 18 mg in a cup of cereal."""
    context = tiny_context()
    sodium = of(context, "nutrient_ceiling", "sodium_mg")
    check(
        sodium, [200, 200, 0, 0, 0, 0, 180], [200, 200, 0, 0, 0, 0, 180], -np.inf,
        2300 * (1 - MARGIN),
    )  # fmt: skip
    niacin = of(context, "nutrient_ceiling", "niacin_mg")
    check(niacin, [*NONE[:6], 18], [*NONE[:6], 18], -np.inf, 35 * (1 - MARGIN))


def test_nutrient_ceiling_leaves_supplements_out(tiny_context: Tiny) -> None:
    """The ceiling on magnesium is for supplements: no rule for food; energy has its band."""
    found = {subject for _, subject in subjects(tiny_context(), "nutrient_ceiling")}
    assert not {"magnesium_mg", "energy_kcal"} & found
    assert {"sodium_mg", "saturated_fat_g", "retinol_ug", "added_sugars_g"} <= found


def test_macronutrient_range_has_lower_bounds(tiny_context: Tiny) -> None:
    """Grams of protein and carbohydrate below which the acceptable ranges do not go."""
    context = tiny_context()
    for name, floor_g, _ in macronutrient_floors(context.targets):
        rule = of(context, "macronutrient_range", name)
        assert rule.lower == pytest.approx(floor_g * (1 + MARGIN))
        assert rule.upper == np.inf
    carbohydrate = of(context, "macronutrient_range", "carbohydrate_g")
    assert carbohydrate.taken == pytest.approx([20, 20, 6, 6, 0, 0, 24.9])


def test_food_cap_joins_the_meals(tiny_context: Tiny) -> None:
    """Bread and milk could pass their daily caps over two meals; the others stand in one."""
    context = tiny_context()
    assert subjects(context, "food_cap") == {("day", "bread"), ("day", "milk")}
    check(
        of(context, "food_cap", "milk"),
        [0, 0, 120, 120, 0, 0, 0],
        [0, 0, 60, 60, 0, 0, 0],
        -np.inf,
        360,
    )


def test_group_cap_is_in_grams_of_the_group(tiny_context: Tiny) -> None:
    """Every limit of the safety table is a rule over the grams of the foods it speaks of."""
    context = tiny_context()
    limits = {
        ("day", rule.id): rule.limit_g
        for rule in safety_rules_for(context.request.person)
        if rule.limit_g is not None
    }
    assert subjects(context, "group_cap") == set(limits)
    red_meat = of(context, "group_cap", "red_meat")
    check(
        red_meat,
        [0, 0, 0, 0, 50, 0, 0],
        [0, 0, 0, 0, 50, 0, 0],
        -np.inf,
        limits["day", "red_meat"] or 0,
    )


def test_diet_minimum_is_what_the_diet_asks_for(tiny_context: Tiny) -> None:
    """Mediterranean asks for 13 g of olive oil; other diets ask for nothing."""
    rule = of(tiny_context(diet="mediterranean"), "diet_minimum")
    check(rule, [0, 0, 0, 0, 0, 13.5, 0], [0, 0, 0, 0, 0, 6.75, 0], 13, np.inf)
    assert not subjects(tiny_context(), "diet_minimum")


def test_meal_size_counts_foods(tiny_context: Tiny) -> None:
    """Each choice of a meal counts once, however large its helping."""
    context = tiny_context()
    check(of(context, "meal_size", scope="breakfast"), [1, 0, 1, 0, 0, 0, 1], NONE, 1, 3)
    check(of(context, "meal_size", scope="lunch"), [0, 1, 0, 1, 1, 1, 0], NONE, 2, 4)


def test_meal_roles_count_parts(tiny_context: Tiny) -> None:
    """Lunch has exactly one bread; breakfast a bread or cereal at least, without upper limit."""
    context = tiny_context()
    check(of(context, "meal_roles", "bread", "lunch"), [0, 1, *NONE[:5]], NONE, 1, 1)
    least = of(context, "meal_roles", "bread+cereal_least", "breakfast")
    check(least, [1, 0, 0, 0, 0, 0, 1], NONE, 1, np.inf)


def test_meal_roles_that_nobody_fills_stay_when_asked_for(tiny_context: Tiny) -> None:
    """Without grains the rule that lunch has one bread stands, empty: there is no such lunch."""
    context = tiny_context(avoid=("grain",))
    rule = of(context, "meal_roles", "bread", "lunch")
    assert not rule.taken.any()
    assert rule.lower == 1
    assert ("breakfast", "bread") not in subjects(context, "meal_roles")


def test_repeats_limit_the_meals_of_a_food(tiny_context: Tiny) -> None:
    """Bread in one meal only; milk may come back, so it needs no rule."""
    context = tiny_context()
    assert subjects(context, "repeats") == {("day", "bread")}
    check(of(context, "repeats", "bread"), [1, 1, *NONE[:5]], NONE, -np.inf, 1)


def test_goes_with_needs_a_partner(tiny_context: Tiny) -> None:
    """Cereal at breakfast only beside milk; oil at lunch has no vegetable, so never."""
    context = tiny_context()
    cereal = of(context, "goes_with", "fortified_cereal", "breakfast")
    check(cereal, [0, 0, -1, 0, 0, 0, 1], NONE, -np.inf, 0)
    oil = of(context, "goes_with", "olive_oil", "lunch")
    check(oil, [0, 0, 0, 0, 0, 1, 0], NONE, -np.inf, 0)


def test_not_together_shares_a_switch(tiny_context: Tiny) -> None:
    """Kosher-style: beef only with the switch on, milk only with it off, meal by meal."""
    context = tiny_context(diet="kosher_style")
    meat = of(context, "not_together", "kosher_style_0_0", "lunch")
    milk = of(context, "not_together", "kosher_style_0_1", "lunch")
    check(meat, [0, 0, 0, 0, 1, 0, 0], NONE, -np.inf, 0)
    check(milk, [0, 0, 0, 1, 0, 0, 0], NONE, -np.inf, 4)
    assert meat.switch == milk.switch
    assert (meat.switch_value, milk.switch_value) == (-4, 4)
    assert of(context, "not_together", "kosher_style_0_0", "breakfast").switch != meat.switch
    assert not subjects(tiny_context(), "not_together")


def test_energy_share_is_soft(tiny_context: Tiny) -> None:
    """Breakfast within five points of its 40 %, or points are lost."""
    context = tiny_context()
    kcal = context.energy_kcal
    rule = of(context, "energy_share", scope="breakfast")
    own = np.array([1, 0, 1, 0, 0, 0, 1])
    check(rule, own * KCAL_PER_G * LEAST_G, own * KCAL_PER_G * STEP_G, 0.35 * kcal, 0.45 * kcal)
    assert (rule.weight, rule.scale) == pytest.approx((SHARE_POINTS, 0.05 * kcal))


def test_food_pattern_asks_for_more_of_some(tiny_context: Tiny) -> None:
    """Dairy: 0.4 cup in 100 g of milk, full at 1.3 cups per 1000 kcal, worth ten HEI points."""
    context = tiny_context()
    rule = of(context, "food_pattern", "dairy")
    full = 1.3 * context.energy_kcal / 1000
    check(rule, [0, 0, 0.48, 0.48, 0, 0, 0], [0, 0, 0.24, 0.24, 0, 0, 0], full, np.inf)
    assert rule.weight == pytest.approx(10 * POINTS_PER_HEI_POINT)
    assert rule.scale == pytest.approx(full)


def test_food_pattern_asks_for_less_of_others(tiny_context: Tiny) -> None:
    """Saturated fat at 9 kcal a gram: full at 8 % of energy, nothing left at 16 %."""
    context = tiny_context()
    rule = of(context, "food_pattern", "saturated_fats")
    kcal = np.array([0.09, 0.09, 0.09, 0.09, 0.36, 1.26, 0])
    check(rule, kcal * LEAST_G, kcal * STEP_G, -np.inf, 0.08 * context.energy_kcal)
    assert rule.scale == pytest.approx(0.08 * context.energy_kcal)


def test_food_pattern_clears_the_fraction_of_fats(tiny_context: Tiny) -> None:
    """(mono + poly) - 2.5 saturated, per gram: bread 0.02 - 0.025, beef 0.04 - 0.1."""
    rule = of(tiny_context(), "food_pattern", "fatty_acids")
    per_gram = np.array([-0.005, -0.005, -0.025, -0.025, -0.06, 0.38, 0])
    check(rule, per_gram * LEAST_G, per_gram * STEP_G, 0, np.inf)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_a_test_and_a_text(family: str) -> None:
    """A family without a test of its name here, or without its words, fails."""
    assert any(name.startswith(f"test_{family}_") for name in globals()), f"no test of {family}"
    entry = FAMILIES[family]
    assert all((entry.title, entry.formula, entry.unit, entry.hardness, entry.source))


@pytest.mark.parametrize("diet", ["omnivore", "kosher_style", "mediterranean"])
def test_rules_are_whole(diet: str, tiny_context: Tiny) -> None:
    """Names are unique; sentence, unit and source are there; no coefficient is NaN."""
    context = tiny_context(diet=diet)
    rules = build_rules(context)
    assert len({rule.name for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.family in FAMILIES
        assert all((rule.sentence, rule.unit, rule.source)), rule.name
        assert rule.taken.shape == rule.step.shape == (len(context.choices),)
        assert np.isfinite(rule.taken).all(), rule.name
        assert np.isfinite(rule.step).all(), rule.name
        assert rule.lower <= rule.upper, rule.name
        assert rule.scale > 0, rule.name
