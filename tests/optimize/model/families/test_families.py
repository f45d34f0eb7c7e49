"""Every rule family's coefficients and limits, computed by hand for five foods and three dishes.

The seven choices, with grams of the smallest helping and of a step: bread at breakfast and lunch
(50, 50), milk at both (120, 60), beef at lunch (50, 50), oil at lunch (13.5, 6.75), cereal at
breakfast (30, 30). The dishes add five (see conftest): toast at 7 and 8, milk toast at 9 and 10,
stew at 11, in servings. No solver is used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.items import build_items
from planner.nutrition.foods.meal_patterns import DayPattern
from planner.nutrition.foods.pairings import takes_side
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.people.macronutrient_ranges import macronutrient_floors
from planner.nutrition.people.safety import safety_rules_for
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.choices import build_choices
from planner.optimize.model.families import FAMILIES, build_rules
from planner.optimize.model.families.absorption import counted_per_gram
from planner.optimize.model.families.minimised import burden_per_gram
from planner.optimize.model.families.nutrients import MARGIN
from planner.optimize.model.families.pairings import dishes_taking
from planner.optimize.model.rules import Context, Rule
from planner.planning.day import build_day_problem
from planner.request.food_weight import weight_limits
from planner.request.plan_request import PlanRequest, targets_of

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
    """Compare a rule with coefficients and limits computed by hand."""
    assert rule.taken == pytest.approx(np.array(taken, dtype=float))
    assert rule.step == pytest.approx(np.array(step, dtype=float))
    assert (rule.lower, rule.upper) == pytest.approx((lower, upper))


def test_energy_is_a_band(tiny_context: Tiny) -> None:
    """The energy of the day is within five per cent of the requirement."""
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
    """Only milk has calcium, 1.2 mg a gram: 144 mg in half a cup, 72 mg for a quarter more."""
    rule = of(tiny_context(), "nutrient_floor", "calcium_mg")
    check(rule, [0, 0, 144, 144, 0, 0, 0], [0, 0, 72, 72, 0, 0, 0], 1000 * (1 + MARGIN), np.inf)
    assert rule.hard
    assert rule.name == "nutrient_floor:day:calcium_mg"
    assert "RDA" in rule.sentence


def test_nutrient_floor_stands_for_every_target_with_one(tiny_context: Tiny) -> None:
    """Each floor of the targets has a rule, except energy, which has a range."""
    context = tiny_context()
    wanted = {
        ("day", row.nutrient)
        for row in context.targets.rows
        if row.floor is not None and row.nutrient not in ("energy_kcal", "iodine_ug")
    }
    assert subjects(context, "nutrient_floor") == wanted


def test_nutrient_aim_is_soft(tiny_context: Tiny) -> None:
    """Iodine, known for too few foods, may be missed: all of it for 25 points."""
    rule = of(tiny_context(), "nutrient_aim", "iodine_ug")
    assert (rule.hard, rule.weight, rule.scale) == (False, 25.0, 150.0)
    assert (rule.lower, rule.upper) == (pytest.approx(150.0, rel=1e-3), np.inf)


def test_nutrient_aim_seeks_no_iodine_of_salt(ask: Callable[..., PlanRequest]) -> None:
    """Iodized salt counts toward the target, but no dish is chosen for what it holds of it."""
    context = build_day_problem(ask(diet="vegan")).context
    rule, choices = of(context, "nutrient_aim", "iodine_ug"), context.choices
    foods = choices.items.foods
    salt = foods.having("subgroup", frozenset({"salt"}))
    counted = np.where(salt, 0.0, counted_per_gram(foods, "iodine_ug"))
    assert counted_per_gram(foods, "iodine_ug")[salt].max() > 10
    np.testing.assert_allclose(rule.taken, choices.amount(counted) * choices.least)


def test_food_guide_holds_plant_milk_where_no_other_milk_is_served(
    ask: Callable[..., PlanRequest],
) -> None:
    """Each tenth of 500 g above it costs points; those who are served milk have no such rule."""
    context = build_day_problem(ask(diet="vegan")).context
    rule = of(context, "food_guide", "plant_milk")
    choices = context.choices
    kinds = frozenset({"fortified_soy_milk", "fortified_plant_milk", "plant_milk"})
    milk = choices.amount(choices.items.foods.having("subgroup", kinds).astype(float))
    np.testing.assert_allclose(rule.taken, milk * choices.least)
    assert (rule.hard, rule.upper, rule.scale) == (False, 500.0, 50.0)
    assert rule.weight == preferences().soft_rules.over_food_guide
    assert subjects(build_day_problem(ask()).context, "food_guide") == set()


def test_meal_credit_caps_what_counts_of_a_meal(dish_context: Tiny) -> None:
    """B12 of beef is 0.025, of cereal 0.2 µg a gram; at most 2.5 µg a meal are credited."""
    context = dish_context()
    floor = of(context, "nutrient_floor", "vitamin_b12_ug")
    breakfast = of(context, "meal_credit", "vitamin_b12_ug", "breakfast")
    lunch = of(context, "meal_credit", "vitamin_b12_ug", "lunch")
    check_per_unit(breakfast, twelve(_6=-0.2), -np.inf, 0.0)
    check_per_unit(lunch, twelve(_4=-0.025, _11=-2.5), -np.inf, 0.0)
    check_per_unit(floor, twelve(), 2.4 * (1 + MARGIN), np.inf)
    assert floor.shared == (*breakfast.shared, *lunch.shared)
    assert [(amount.most, amount.value) for amount in floor.shared] == [(2.5, 1.0)] * 2


def test_meal_credit_leaves_out_what_does_not_count(
    ask: Callable[..., PlanRequest], tiny_foods: FoodTable, tiny_pattern: DayPattern
) -> None:
    """If the cereal were a seaweed, its B12 is not credited; with plain totals it is."""
    foods = tuple(
        replace(food, subgroup="sea_vegetable") if food.id == "cereal" else food
        for food in tiny_foods.foods
    )
    table = FoodTable(foods, tiny_foods.composition, tiny_foods.facts)
    assert counted_per_gram(table, "vitamin_b12_ug") == pytest.approx([0, 0, 0.025, 0, 0])
    items = build_items(tiny_foods, ())
    request = ask(plain_totals=True)
    choices = build_choices(items, tiny_pattern, request)
    plain = Context(request, targets_of(request), choices)
    assert not any(subjects(plain, family) for family in ("meal_credit", "spread"))
    floor = of(plain, "nutrient_floor", "vitamin_b12_ug")
    per_gram = np.array([0, 0, 0, 0, 0.025, 0, 0.2])
    check(floor, per_gram * LEAST_G, per_gram * STEP_G, 2.4 * (1 + MARGIN), np.inf)
    assert floor.shared == ()


def test_spread_keeps_a_meal_near_500_mg_of_calcium(tiny_context: Tiny) -> None:
    """144 mg in the least milk, 72 in a quarter more; half a point for each 100 mg beyond."""
    rule = of(tiny_context(), "spread", "calcium_mg", "breakfast")
    check(rule, [0, 0, 144, 0, 0, 0, 0], [0, 0, 72, 0, 0, 0, 0], -np.inf, 500)
    assert (rule.weight, rule.scale) == (preferences().soft_rules.calcium_spread, 100.0)


def ill(
    ask: Callable[..., PlanRequest], foods: FoodTable, pattern: DayPattern, *conditions: str
) -> Context:
    """Build the context of the woman with some conditions."""
    request = ask()
    request = request.changed(person=request.person.changed(conditions=conditions))
    choices = build_choices(build_items(foods, ()), pattern, request)
    return Context(request, targets_of(request), choices)


def test_minimised_counts_phosphorus_as_it_is_taken_up(
    ask: Callable[..., PlanRequest], tiny_foods: FoodTable, tiny_pattern: DayPattern
) -> None:
    """40 % of a plant's, 60 % of an animal's, in kidney disease alone; always soft."""
    context = ill(ask, tiny_foods, tiny_pattern, "kidney_disease")
    kept_low = ("phosphorus_mg", "potassium_mg")
    assert subjects(context, "minimised") == {("day", name) for name in kept_low}
    rule = of(context, "minimised", "phosphorus_mg")
    per_gram = tiny_foods.nutrient_column("phosphorus_mg") / 100.0
    burden = burden_per_gram(tiny_foods, "phosphorus_mg")
    plant = [food.id for food in tiny_foods.foods].index("bread")
    animal = [food.id for food in tiny_foods.foods].index("beef")
    for row, share in ((plant, 0.4), (animal, 0.6)):
        assert burden[row] == pytest.approx(share * per_gram[row])
    assert not rule.hard
    assert rule.upper == 0.0
    assert rule.least_share > 0
    assert not subjects(ill(ask, tiny_foods, tiny_pattern), "minimised")


def test_guide_is_soft_and_a_little_under_the_table(tiny_context: Tiny) -> None:
    """Fiber above 98 % of the guide of 50 g costs points by the tenth, and is never refused."""
    context = tiny_context("woman")
    assert subjects(context, "guide") == {("day", "fiber_g")}
    rule = of(context, "guide", "fiber_g")
    assert not rule.hard
    assert (rule.upper, rule.scale) == pytest.approx((0.98 * 50, 5.0))
    assert rule.lower == -np.inf
    assert rule.least_share > 0


def check_meal(context: Context, family: str) -> Rule:
    """Compare a rule of breakfast's carbohydrate with that of its choices, and return it."""
    rule = of(context, family, "carbohydrate_g", "breakfast")
    meals = context.choices.pattern.meals
    here = np.array([meals[meal].name == "breakfast" for meal in context.choices.meal])
    carbohydrate = np.where(here, context.choices.nutrient("carbohydrate_g"), 0.0)
    assert rule.taken == pytest.approx(carbohydrate * LEAST_G)
    return rule


def test_meal_limit_holds_the_carbohydrate_of_a_meal(
    ask: Callable[..., PlanRequest], tiny_foods: FoodTable, tiny_pattern: DayPattern
) -> None:
    """Bread and cereal count at breakfast; nothing is limited without diabetes."""
    rule = check_meal(ill(ask, tiny_foods, tiny_pattern, "diabetes"), "meal_limit")
    assert rule.hard
    assert not subjects(ill(ask, tiny_foods, tiny_pattern), "meal_limit")


def test_meal_aim_is_a_fifth_under_the_limit(
    ask: Callable[..., PlanRequest], tiny_foods: FoodTable, tiny_pattern: DayPattern
) -> None:
    """The limit is a quarter more than the aim, which costs points only."""
    context = ill(ask, tiny_foods, tiny_pattern, "diabetes")
    aim = check_meal(context, "meal_aim")
    assert not aim.hard
    assert check_meal(context, "meal_limit").upper == pytest.approx(1.25 * aim.upper, rel=1e-2)


def weight_grams(context: Context) -> FloatArray:
    """Return the grams of the smallest helping of each choice; none of them is water."""
    foods = context.choices.items.foods.foods
    return context.choices.least * context.choices.amount(np.ones(len(foods)))


def test_food_weight_holds_the_grams_of_the_day_and_of_each_meal(tiny_context: Tiny) -> None:
    """Every helping counts by its grams, in the day and at its own meal."""
    context = tiny_context()
    limits = weight_limits(context.targets, context.choices.pattern, {})
    assert subjects(context, "food_weight") == {
        (limit.meal or "day", "food_weight_g") for limit in limits
    }
    for limit in limits:
        rule = of(context, "food_weight", scope=limit.meal or "day")
        here = (context.choices.meal_name == limit.meal) | (limit.meal == "")
        assert rule.taken == pytest.approx(np.where(here, weight_grams(context), 0.0))
        assert rule.upper == pytest.approx(limit.most * (1 - MARGIN))


def test_food_weight_aim_costs_points_for_each_tenth(tiny_context: Tiny) -> None:
    """The usual weight is aimed at, more strictly in the day than in a meal."""
    context = tiny_context()
    day = of(context, "food_weight_aim")
    limit = weight_limits(context.targets, context.choices.pattern, {})[0]
    assert (day.upper, day.scale) == pytest.approx((limit.aim, limit.aim / 10))
    assert day.weight == preferences().soft_rules.food_weight
    assert of(context, "food_weight_aim", scope="lunch").weight < day.weight


def test_food_weight_leaves_water_out(ask: Callable[..., PlanRequest]) -> None:
    """Plain water has no weight in any of the rules."""
    problem = build_day_problem(ask("woman"))
    water = problem.context.choices.is_water
    assert water.any()
    for rule in problem.rules:
        if rule.family.startswith("food_weight"):
            assert not rule.taken[water].any()
            assert not rule.step[water].any()


def test_fortified_share_is_asked_for_from_51(tiny_context: Tiny) -> None:
    """At 75 a soft rule asks for half of 2.4 µg from fortified cereal; at 34 there is none."""
    assert not subjects(tiny_context(), "fortified_share")
    rule = of(tiny_context("old_man"), "fortified_share", "vitamin_b12_ug")
    check(rule, [*NONE[:6], 6], [*NONE[:6], 6], 1.2, np.inf)
    assert not rule.hard


def test_nutrient_ceiling_counts_what_it_covers(tiny_context: Tiny) -> None:
    """Sodium counts in all food, niacin only if added: 18 mg in a cup of cereal."""
    context = tiny_context()
    sodium = of(context, "nutrient_ceiling", "sodium_mg")
    check(
        sodium, [200, 200, 0, 0, 0, 0, 180], [200, 200, 0, 0, 0, 0, 180], -np.inf,
        2300 * (1 - MARGIN),
    )  # fmt: skip
    niacin = of(context, "nutrient_ceiling", "niacin_mg")
    check(niacin, [*NONE[:6], 18], [*NONE[:6], 18], -np.inf, 35 * (1 - MARGIN))


def test_nutrient_ceiling_leaves_supplements_out(tiny_context: Tiny) -> None:
    """Magnesium's ceiling is for supplements, so no rule on food; energy has a range."""
    found = {subject for _, subject in subjects(tiny_context(), "nutrient_ceiling")}
    assert not {"magnesium_mg", "energy_kcal"} & found
    assert {"sodium_mg", "saturated_fat_g", "retinol_ug", "added_sugars_g"} <= found


def test_macronutrient_range_has_lower_bounds(tiny_context: Tiny) -> None:
    """The lower ends of the acceptable ranges of protein and carbohydrate, in grams."""
    context = tiny_context()
    for name, floor_g, _ in macronutrient_floors(context.targets):
        rule = of(context, "macronutrient_range", name)
        assert rule.lower == pytest.approx(floor_g * (1 + MARGIN))
        assert rule.upper == np.inf
    carbohydrate = of(context, "macronutrient_range", "carbohydrate_g")
    assert carbohydrate.taken == pytest.approx([20, 20, 6, 6, 0, 0, 24.9])


def test_food_cap_joins_the_meals(tiny_context: Tiny) -> None:
    """Bread and milk can exceed their daily caps in two meals; the others are in one meal."""
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
    """Every limit of the safety table is a rule over the grams of the foods it covers."""
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
    """The Mediterranean diet requires 13 g of olive oil; other diets have no minimum."""
    rule = of(tiny_context(diet="mediterranean"), "diet_minimum")
    check(rule, [0, 0, 0, 0, 0, 13.5, 0], [0, 0, 0, 0, 0, 6.75, 0], 13, np.inf)
    assert not subjects(tiny_context(), "diet_minimum")


def test_meal_size_counts_foods(tiny_context: Tiny) -> None:
    """Each choice of a meal counts once, whatever its helping."""
    context = tiny_context()
    check(of(context, "meal_size", scope="breakfast"), [1, 0, 1, 0, 0, 0, 1], NONE, 1, 3)
    check(of(context, "meal_size", scope="lunch"), [0, 1, 0, 1, 1, 1, 0], NONE, 2, 4)


def test_meal_roles_count_parts(tiny_context: Tiny) -> None:
    """Lunch has exactly one bread; breakfast at least one bread or cereal."""
    context = tiny_context()
    check(of(context, "meal_roles", "bread", "lunch"), [0, 1, *NONE[:5]], NONE, 1, 1)
    least = of(context, "meal_roles", "bread+cereal_least", "breakfast")
    check(least, [1, 0, 0, 0, 0, 0, 1], NONE, 1, np.inf)
    assert least.roles == ("bread", "cereal")


def test_meal_roles_that_nobody_fills_stay_when_asked_for(tiny_context: Tiny) -> None:
    """Without grains the rule on bread at lunch has no choices, so it is infeasible."""
    context = tiny_context(avoid=("grain",))
    rule = of(context, "meal_roles", "bread", "lunch")
    assert not rule.taken.any()
    assert rule.lower == 1
    assert ("breakfast", "bread") not in subjects(context, "meal_roles")


def test_repeats_limit_the_meals_of_a_food(tiny_context: Tiny) -> None:
    """Bread is in one meal only; milk may repeat, so it has no rule."""
    context = tiny_context()
    assert subjects(context, "repeats") == {("day", "bread")}
    check(of(context, "repeats", "bread"), [1, 1, *NONE[:5]], NONE, -np.inf, 1)


def test_goes_with_needs_a_partner(tiny_context: Tiny) -> None:
    """Cereal at breakfast needs milk; oil at lunch has no vegetable, so it is excluded."""
    context = tiny_context()
    cereal = of(context, "goes_with", "fortified_cereal", "breakfast")
    check(cereal, [0, 0, -1, 0, 0, 0, 1], NONE, -np.inf, 0)
    oil = of(context, "goes_with", "olive_oil", "lunch")
    check(oil, [0, 0, 0, 0, 0, 1, 0], NONE, -np.inf, 0)


def test_not_together_shares_a_switch(tiny_context: Tiny) -> None:
    """Kosher-style: for each meal, beef only with the switch on, milk only with it off."""
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
    """Breakfast has 40 % of the energy, within five percentage points, or costs points."""
    context = tiny_context()
    kcal = context.energy_kcal
    rule = of(context, "energy_share", scope="breakfast")
    own = np.array([1, 0, 1, 0, 0, 0, 1])
    check(rule, own * KCAL_PER_G * LEAST_G, own * KCAL_PER_G * STEP_G, 0.35 * kcal, 0.45 * kcal)
    assert (rule.weight, rule.scale) == pytest.approx(
        (preferences().soft_rules.energy_share, 0.05 * kcal)
    )


def test_food_pattern_asks_for_more_of_some(tiny_context: Tiny) -> None:
    """Dairy: 0.4 cup in 100 g of milk, full at 1.3 cups per 1000 kcal, worth ten HEI points."""
    context = tiny_context()
    rule = of(context, "food_pattern", "dairy")
    full = 1.3 * context.energy_kcal / 1000
    check(rule, [0, 0, 0.48, 0.48, 0, 0, 0], [0, 0, 0.24, 0.24, 0, 0, 0], full, np.inf)
    (lost,) = rule.shared
    assert (lost.name, lost.value) == ("lost dairy:day", pytest.approx(full / 10))


def test_food_pattern_asks_for_less_of_others(tiny_context: Tiny) -> None:
    """Saturated fat at 9 kcal a gram: full at 8 % of energy, nothing left at 16 %."""
    context = tiny_context()
    rule = of(context, "food_pattern", "saturated_fats")
    kcal = np.array([0.09, 0.09, 0.09, 0.09, 0.36, 1.26, 0])
    check(rule, kcal * LEAST_G, kcal * STEP_G, -np.inf, 0.08 * context.energy_kcal)
    (lost,) = rule.shared
    assert lost.value == pytest.approx(-0.08 * context.energy_kcal / 10)


@pytest.mark.parametrize(("guidelines", "lost"), [("everyday", 28), ("healthy", 18), ("strict", 8)])
def test_healthy_eating_prices_only_points_below_the_aim(
    guidelines: str, lost: float, tiny_context: Tiny
) -> None:
    """All 13 components together may lose 100 points less the aim, and two to spare."""
    rule = of(tiny_context(guidelines=guidelines), "healthy_eating", "hei2020")
    assert not rule.taken.any()
    assert len(rule.shared) == 13
    assert {amount.value for amount in rule.shared} == {1.0}
    assert (rule.upper, rule.weight) == (lost, preferences().soft_rules.hei_point)


def test_food_pattern_clears_the_fraction_of_fats(tiny_context: Tiny) -> None:
    """(mono + poly) - 2.5 saturated, per gram: bread 0.02 - 0.025, beef 0.04 - 0.1."""
    rule = of(tiny_context(), "food_pattern", "fatty_acids")
    per_gram = np.array([-0.005, -0.005, -0.025, -0.025, -0.06, 0.38, 0])
    check(rule, per_gram * LEAST_G, per_gram * STEP_G, 0, np.inf)


DISH_LEAST = np.append(LEAST_G, [0.5, 0.5, 0.5, 0.5, 1])
DISH_STEP = np.append(STEP_G, [0.5, 0.5, 0.5, 0.5, 1])


def twelve(**values: float) -> np.ndarray:
    """Return a row over the twelve choices of `dish_context` from values such as ``_9=1``."""
    row = np.zeros(12)
    for number, value in values.items():
        row[int(number.removeprefix("_"))] = value
    return row


def check_per_unit(rule: Rule, per_unit: np.ndarray, lower: float, upper: float) -> None:
    """Compare a rule on amounts with values per gram and per serving computed by hand."""
    check(rule, per_unit * DISH_LEAST, per_unit * DISH_STEP, lower, upper)


def test_energy_of_dishes(dish_context: Tiny) -> None:
    """Toast has 280.4 kcal a serving, milk toast 252, stew 230."""
    context = dish_context()
    per_unit = np.append(KCAL_PER_G, [280.4, 280.4, 252, 252, 230])
    kcal = context.energy_kcal
    limits = 0.95 * kcal * (1 + MARGIN), 1.05 * kcal * (1 - MARGIN)
    check_per_unit(of(context, "energy"), per_unit, *limits)


def test_nutrient_floor_of_dishes(dish_context: Tiny) -> None:
    """Milk toast has the calcium of 120 g of milk a serving, stew that of 60 g."""
    rule = of(dish_context(), "nutrient_floor", "calcium_mg")
    per_unit = twelve(_2=1.2, _3=1.2, _9=144, _10=144, _11=72)
    check_per_unit(rule, per_unit, 1000 * (1 + MARGIN), np.inf)


def test_food_cap_counts_what_dishes_hold(dish_context: Tiny) -> None:
    """Beef and oil, alone and in dishes, can exceed their caps; cereal is in no dish."""
    context = dish_context()
    capped = ("bread", "milk", "beef", "oil")
    assert subjects(context, "food_cap") == {("day", food) for food in capped}
    amounts = {
        "bread": (twelve(_0=1, _1=1, _7=80, _8=80, _9=80, _10=80), 150),
        "milk": (twelve(_2=1, _3=1, _9=120, _10=120, _11=60), 360),
        "beef": (twelve(_4=1, _11=100), 150),
        "oil": (twelve(_5=1, _7=10, _8=10), 20.25),
    }
    for food, (per_unit, limit) in amounts.items():
        check_per_unit(of(context, "food_cap", food), per_unit, -np.inf, limit)


def test_group_cap_counts_what_dishes_hold(dish_context: Tiny) -> None:
    """A serving of stew has 100 g of red meat."""
    context = dish_context()
    (limit,) = (
        rule.limit_g for rule in safety_rules_for(context.request.person) if rule.id == "red_meat"
    )
    rule = of(context, "group_cap", "red_meat")
    check_per_unit(rule, twelve(_4=1, _11=100), -np.inf, limit or 0)


def test_diet_minimum_counts_what_dishes_hold(dish_context: Tiny) -> None:
    """The oil on toast counts as olive oil."""
    rule = of(dish_context(diet="mediterranean"), "diet_minimum")
    check_per_unit(rule, twelve(_5=1, _7=10, _8=10), 13, np.inf)


def test_meal_size_counts_a_dish_once(dish_context: Tiny) -> None:
    """A dish counts as one food of a meal."""
    context = dish_context()
    breakfast = twelve(_0=1, _2=1, _6=1, _7=1, _9=1)
    check(of(context, "meal_size", scope="breakfast"), breakfast, np.zeros(12), 1, 3)
    check(of(context, "meal_size", scope="lunch"), 1 - breakfast, np.zeros(12), 2, 4)


def test_meal_roles_count_dishes(dish_context: Tiny) -> None:
    """A meal has at most one dish; bread in a dish does not count as a side."""
    context = dish_context()
    dishes = twelve(_8=1, _10=1, _11=1)
    check(of(context, "meal_roles", "dish", "lunch"), dishes, np.zeros(12), 0, 1)
    check(of(context, "meal_roles", "bread", "lunch"), twelve(_1=1), np.zeros(12), 1, 1)


def test_repeats_cover_the_variants_of_a_dish(dish_context: Tiny) -> None:
    """Toast and milk toast count as one dish, served once a day; stew is in one meal only."""
    context = dish_context()
    assert subjects(context, "repeats") == {("day", "bread"), ("day", "dish toast")}
    rule = of(context, "repeats", "dish toast")
    check(rule, twelve(_7=1, _8=1, _9=1, _10=1), np.zeros(12), -np.inf, 1)
    assert rule.sentence == "Toast in at most 1 meal of a day"
    check(of(context, "repeats", "bread"), twelve(_0=1, _1=1), np.zeros(12), -np.inf, 1)


def test_goes_with_a_dish_that_holds_the_partner(dish_context: Tiny) -> None:
    """Cereal needs milk or milk toast in the same meal; milk at lunch does not count."""
    rule = of(dish_context(), "goes_with", "fortified_cereal", "breakfast")
    check(rule, twelve(_6=1, _2=-1, _9=-1), np.zeros(12), -np.inf, 0)


def test_pairing_bars_a_side_from_dishes_that_do_not_take_it(dish_context: Tiny) -> None:
    """Stew takes bread and milk, a stir-fry neither; own dishes, of no kind, take every side."""
    assert not subjects(dish_context(), "pairing")
    kinds = {"toast": "stir_fry", "stew": "stew"}
    context = dish_context(kinds=kinds)
    assert subjects(context, "pairing") == {
        ("breakfast", "sliced_bread"),
        ("breakfast", "milk"),
        ("lunch", "sliced_bread"),
        ("lunch", "milk"),
    }
    bread = of(context, "pairing", "sliced_bread", "lunch")
    check(bread, twelve(_1=1, _8=1), np.zeros(12), -np.inf, 1)
    milk = of(context, "pairing", "milk", "lunch")
    check(milk, twelve(_3=1, _8=1), np.zeros(12), -np.inf, 1)


def test_pairing_needs_a_dish_that_takes_the_side(dish_context: Tiny) -> None:
    """Where a meal always has a dish, a side is at most the dishes that take it."""
    context = dish_context(kinds={"toast": "stir_fry", "stew": "stew"}, always=True)
    milk = of(context, "pairing", "milk", "lunch")
    check(milk, twelve(_3=1, _10=-1, _11=-1), np.zeros(12), -np.inf, 0)


def test_pairing_counts_what_a_serving_holds(dish_context: Tiny) -> None:
    """Stew takes bread and milk, but not if a serving holds them already."""
    context = dish_context(kinds=dict.fromkeys(("toast", "milk_toast", "stew"), "stew"))
    bread = of(context, "pairing", "sliced_bread", "breakfast")
    check(bread, twelve(_0=1, _7=1, _9=1), np.zeros(12), -np.inf, 1)
    milk = of(context, "pairing", "milk", "breakfast")
    check(milk, twelve(_2=1, _9=1), np.zeros(12), -np.inf, 1)


def test_pairing_rows_are_what_the_tables_say(ask: Callable[..., PlanRequest]) -> None:
    """For every dish and side of a day, the rows tell the same as the tables dish by dish."""
    choices = build_day_problem(ask()).context.choices
    foods = choices.items.foods
    taking = dishes_taking(choices)
    for number in np.flatnonzero(choices.base_id != "")[::7].tolist():
        dish, meal = choices.dish(number), str(choices.meal_name[number])
        assert dish is not None
        found = {side for side, mask in taking.items() if mask[number]}
        assert found == {side for side in taking if takes_side(dish, side, meal, foods)}, dish.id


def test_one_drink_counts_milk_but_not_with_a_cereal(tiny_context: Tiny) -> None:
    """A meal of the small table has one drink at most, so that no rule is needed."""
    assert not subjects(tiny_context(), "one_drink")


def test_sort_opened_by_dishes_and_by_the_food_alone(dish_context: Tiny) -> None:
    """A glass of milk opens milk whole, as does milk toast; 60 g in a stew opens any milk."""
    context = dish_context()
    alone = of(context, "sort_opened", "milk_milk_alone", "lunch")
    check(alone, twelve(_3=1), np.zeros(12), -np.inf, 0)
    (column,) = alone.shared
    assert (column.name, column.most, column.value) == ("milk milk:day", 1, -1)
    lunch = of(context, "sort_opened", "milk_milk_dish", "lunch")
    check(lunch, twelve(_10=1), np.zeros(12), -np.inf, 0)
    stew = of(context, "sort_opened", "milk_any_milk_dish", "lunch")
    check(stew, twelve(_11=1), np.zeros(12), -np.inf, 0)
    assert [amount.name for amount in stew.shared] == ["milk any milk:day", "milk milk:day"]
    bread = of(context, "sort_opened", "bread_bread_dish", "lunch")
    check(bread, twelve(_8=1, _10=1), np.zeros(12), -np.inf, 0)


def test_one_sort_a_day(dish_context: Tiny) -> None:
    """A stew with 60 g of milk needs any milk of the kind: the day counts two ways to open one."""
    context = dish_context()
    rule = of(context, "one_sort", "milk")
    assert not rule.taken.any()
    assert [amount.value for amount in rule.shared] == [1, 1]
    assert rule.upper == 1
    assert not subjects(context, "second_sort")


def test_second_sort_is_priced_where_food_is_locked(dish_context: Tiny) -> None:
    """Who asks for stew and milk toast gets both, though they need two sorts of milk."""
    context = dish_context(wishes={"lock": ("stew",)})
    assert not subjects(context, "one_sort")
    rule = of(context, "second_sort", "milk")
    assert rule.weight == preferences().soft_rules.second_sort


def test_once_a_day_counts_dishes_and_foods_that_hold_the_kind(
    ask: Callable[..., PlanRequest],
) -> None:
    """The second fish costs: each choice counts whose usual helping holds 25 g of it."""
    context = build_day_problem(ask()).context
    rule = of(context, "once_a_day", "fish")
    choices = context.choices
    fish = choices.marked("group", frozenset({"fish"}))
    usual = choices.least + choices.step * choices.usual_steps
    roe = choices.marked("subgroup", frozenset({"fish_roe"}))
    np.testing.assert_array_equal(rule.taken, (fish - roe) * usual >= 25.0)
    assert rule.taken.sum() > 20
    pasta = of(context, "once_a_day", "pasta").taken > 0
    assert {choices.dish(number).kind for number in np.flatnonzero(pasta)} == {"pasta", "noodles"}
    assert rule.upper == 1
    assert rule.weight == preferences().soft_rules.once_again


def test_medas_question_counts_what_it_asks_for(tiny_context: Tiny) -> None:
    """Oil counts toward 54 g a day, and beef toward less than 100 g."""
    context = tiny_context(diet="mediterranean")
    oil = of(context, "medas_question", "2.0")
    check(oil, [0] * 5 + [13.5, 0], [0] * 5 + [6.75, 0], 54 * 1.001, np.inf)
    meat = of(context, "medas_question", "5.0")
    check(meat, [0] * 4 + [50, 0, 0], [0] * 4 + [50, 0, 0], -np.inf, 100 * 0.999)


def test_medas_aims_at_ten_points_of_the_diet_that_it_scores(tiny_context: Tiny) -> None:
    """Of 13 points that can be had, 10 and a surplus are aimed at; other diets are not scored."""
    context = tiny_context(diet="mediterranean")
    aim = of(context, "medas")
    assert (aim.upper, aim.weight) == (1.5, preferences().soft_rules.medas_point)
    questions = FAMILIES["medas_question"].build(context)
    lost = {amount.name for rule in questions for amount in rule.shared}
    assert lost == {amount.name for amount in aim.shared}
    assert len(lost) == 13
    assert not subjects(tiny_context(), "medas") | subjects(tiny_context(), "medas_question")


def test_not_together_covers_what_dishes_hold(dish_context: Tiny) -> None:
    """Milk toast counts as milk; stew has milk and beef, so it is not a choice."""
    context = dish_context(diet="kosher_style")
    assert len(context.choices) == 11
    none = np.zeros(11)
    meat = of(context, "not_together", "kosher_style_0_0", "lunch")
    milk = of(context, "not_together", "kosher_style_0_1", "lunch")
    check(meat, twelve(_4=1)[:11], none, -np.inf, 0)
    check(milk, twelve(_3=1, _10=1)[:11], none, -np.inf, 4)
    early = of(context, "not_together", "kosher_style_0_1", "breakfast")
    check(early, twelve(_2=1, _9=1)[:11], none, -np.inf, 3)


def test_energy_share_counts_dishes(dish_context: Tiny) -> None:
    """Toast and milk toast count toward the energy of breakfast."""
    context = dish_context()
    kcal = context.energy_kcal
    per_unit = twelve(_0=2.4, _2=0.5, _6=3.6, _7=280.4, _9=252)
    rule = of(context, "energy_share", scope="breakfast")
    check_per_unit(rule, per_unit, 0.35 * kcal, 0.45 * kcal)


def test_food_pattern_counts_what_dishes_hold(dish_context: Tiny) -> None:
    """Dairy: 0.4 cup in 100 g of milk, 0.48 in a serving of milk toast, 0.24 in one of stew."""
    context = dish_context()
    per_unit = twelve(_2=0.004, _3=0.004, _9=0.48, _10=0.48, _11=0.24)
    full = 1.3 * context.energy_kcal / 1000
    check_per_unit(of(context, "food_pattern", "dairy"), per_unit, full, np.inf)


@pytest.mark.parametrize(
    ("lock", "numbers"),
    [
        ("toast", (7, 8)),  # the dish itself: a variant is another wish
        ("lunch=toast", (8,)),
        ("milk_toast", (9, 10)),
        ("bread", (0, 1)),  # served alone: what is in a dish does not count
        ("breakfast=milk", (2,)),
        ("breakfast=beef", ()),  # never served then: an empty rule that nothing can keep
    ],
)
def test_lock_counts_the_choices_of_an_item(
    lock: str, numbers: tuple[int, ...], dish_context: Tiny
) -> None:
    """At least one choice of the item is taken, in the named meal or in any."""
    context = dish_context(wishes={"lock": (lock,)})
    rule = of(context, "lock")
    check(rule, twelve(**{f"_{number}": 1 for number in numbers}), np.zeros(12), 1, np.inf)
    assert (rule.subject, rule.hard) == (lock, True)
    meal, _, item = lock.rpartition("=")
    assert rule.sentence == f"{item.replace('_', ' ')} in {meal or 'the day'}, as asked"


def test_lock_is_one_rule_a_wish(dish_context: Tiny) -> None:
    """There is one rule for each lock."""
    context = dish_context(wishes={"lock": ("lunch=toast", "oil")})
    assert subjects(context, "lock") == {("day", "lunch=toast"), ("day", "oil")}
    assert not subjects(dish_context(), "lock")


def test_lock_holds_for_any_meal_of_that_name(dish_context: Tiny) -> None:
    """A lock on snack can be met by any snack of the day."""
    context = dish_context(wishes={"lock": ("snack=toast",)})
    pattern = context.choices.pattern
    snacks = tuple(replace(meal, name="snack") for meal in pattern.meals)
    choices = replace(context.choices, pattern=replace(pattern, meals=snacks))
    rule = of(replace(context, choices=choices), "lock")
    check(rule, twelve(_7=1, _8=1), np.zeros(12), 1, np.inf)


def test_budget_counts_dollars(dish_context: Tiny) -> None:
    """Bread at 0.50 dollars in 100 g, oil at 2.00: toast is 0.40 + 0.20 a serving."""
    prices = {"usd_per_100g": [0.5, 0.1, 1.0, 2.0, 0.8]}
    rule = of(dish_context(facts=prices, budget_usd=7.5), "budget", "cost")
    food = [0.005, 0.005, 0.001, 0.001, 0.01, 0.02, 0.008]
    per_unit = np.array([*food, 0.6, 0.6, 0.52, 0.52, 1.06])
    check_per_unit(rule, per_unit, -np.inf, 7.5)
    assert rule.hard
    assert rule.unit == "USD"
    assert "7.50 USD" in rule.sentence


def test_budget_is_a_rule_only_when_asked_for(dish_context: Tiny) -> None:
    """Without a budget there is no rule; with one, items without a price are no choices."""
    assert not subjects(dish_context(), "budget")
    prices = {"usd_per_100g": [0.5, 0.1, 1.0, 2.0, np.nan]}
    rule = of(dish_context(facts=prices, budget_usd=7.5), "budget")
    assert len(rule.taken) == 11
    assert (rule.taken > 0).all()


def test_usual_cost_is_that_of_the_moderate_plan(dish_context: Tiny) -> None:
    """A woman of 34 has 60.10 dollars a week: a day of more costs points, by tenths."""
    prices = {"usd_per_100g": [0.5, 0.1, 1.0, 2.0, 0.8]}
    rule = of(dish_context(facts=prices), "usual_cost", "cost")
    food = [0.005, 0.005, 0.001, 0.001, 0.01, 0.02, 0.008]
    check_per_unit(rule, np.array([*food, 0.6, 0.6, 0.52, 0.52, 1.06]), -np.inf, 60.1 / 7)
    assert rule.scale == pytest.approx(6.01 / 7)
    assert not rule.hard
    assert "8.59 USD" in rule.sentence


def test_usual_cost_steps_back_where_money_is_asked_about(dish_context: Tiny) -> None:
    """With a budget, or another objective, there is no such rule."""
    assert not subjects(dish_context(budget_usd=30.0), "usual_cost")
    assert not subjects(dish_context(objective="cheapest"), "usual_cost")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_a_test_and_a_text(family: str) -> None:
    """Every family has a test of its name here, and its texts."""
    assert any(name.startswith(f"test_{family}_") for name in globals()), f"no test of {family}"
    entry = FAMILIES[family]
    assert all((entry.title, entry.formula, entry.unit, entry.hardness, entry.source))
    assert entry.hardness.startswith("hard" if entry.is_hard else "soft")


@pytest.mark.parametrize("diet", ["omnivore", "kosher_style", "mediterranean"])
@pytest.mark.parametrize("dishes", [False, True])
def test_rules_are_whole(diet: str, dishes: bool, tiny_context: Tiny, dish_context: Tiny) -> None:
    """Keys and names are unique, hardness is the family's, texts exist, no value is NaN."""
    wishes = {"lock": ("bread", "lunch=toast"), "budget_usd": 9.0}
    context = dish_context(diet=diet, wishes=wishes) if dishes else tiny_context(diet=diet)
    rules = build_rules(context)
    assert len({rule.key for rule in rules}) == len({rule.name for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.family in FAMILIES
        assert rule.hard is FAMILIES[rule.family].is_hard, rule.name
        assert all((rule.sentence, rule.unit, rule.source)), rule.name
        assert rule.taken.shape == rule.step.shape == (len(context.choices),)
        assert np.isfinite(rule.taken).all(), rule.name
        assert np.isfinite(rule.step).all(), rule.name
        assert rule.lower <= rule.upper, rule.name
        assert rule.scale > 0, rule.name
