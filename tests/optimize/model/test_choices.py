"""Choices: meals, helpings, and reasons of exclusion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.items import build_items
from planner.nutrition.foods.meal_patterns import day_pattern, meal_names
from planner.optimize.model.choices import (
    DISH,
    KNOWN_SHARE,
    Bar,
    Choices,
    build_choices,
    forbidden_dish_reason,
    forbidden_reason,
    known_share,
    why_not_served,
)
from planner.optimize.model.rules import Context
from planner.optimize.model.servings import LARGEST_HELPING
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
Tiny = Callable[..., Context]
SIMPLE = frozenset(meal_names())
DISHES = ["breakfast toast", "lunch toast", "breakfast milk_toast", "lunch milk_toast"]


def names(context: Context) -> list[str]:
    """Return meal and item of each choice."""
    choices = context.choices
    ids = choices.items.ids()
    return [
        f"{choices.pattern.meals[meal].id} {ids[item]}"
        for meal, item in zip(choices.meal, choices.item, strict=True)
    ]


def test_choices_are_meals_times_foods_that_suit(tiny_context: Tiny) -> None:
    """A food is a choice in the meals it suits, if the meal serves its role."""
    assert names(tiny_context()) == [
        "breakfast bread",
        "lunch bread",
        "breakfast milk",
        "lunch milk",
        "lunch beef",
        "lunch oil",
        "breakfast cereal",
    ]


def test_helpings_are_whole_steps(tiny_context: Tiny) -> None:
    """Bread has 50 g, one step to the usual helping, one above; milk 120 g, and 300 g at most."""
    choices = tiny_context().choices
    assert choices.least.tolist() == [50, 50, 120, 120, 50, 13.5, 30]
    assert choices.step.tolist() == [50, 50, 60, 60, 50, 6.75, 30]
    assert choices.usual_steps.tolist() == [1, 1, 2, 2, 1, 0, 0]
    assert choices.extra_steps.tolist() == [1, 1, 1, 1, 1, 1, 0]


def test_forbidden_foods_are_no_choices(tiny_context: Tiny) -> None:
    """A vegan has bread, oil and cereal; without cereals only oil."""
    assert {name.split()[1] for name in names(tiny_context(diet="vegan"))} == {
        *("bread", "oil", "cereal"),
    }
    left = names(tiny_context(diet="vegan", avoid=("grain",)))
    assert left == ["lunch oil"]


def test_nothing_left_is_an_empty_table(tiny_context: Tiny, dish_context: Tiny) -> None:
    """Without foods there are no choices, and the arrays have their shapes."""
    for build in (tiny_context, dish_context):
        choices = build(diet="vegan", avoid=("grain", "fat")).choices
        assert len(choices) == 0
        assert choices.nutrient("energy_kcal").shape == (0,)
        assert choices.marked("group", frozenset({"fat"})).shape == (0,)
        assert choices.role_mask(frozenset({DISH})).shape == (0,)
        assert choices.least.shape == choices.extra_steps.shape == (0,)


@pytest.mark.parametrize(
    ("food_id", "fields", "words"),
    [
        ("cheddar_cheese", {"diet": "vegan"}, "the vegan diet leaves out milk"),
        ("almonds", {"avoid": ("tree_nuts",)}, "tree nuts is avoided"),
        ("almonds", {"exclude": ("almonds",)}, "it is excluded by name"),
        ("wine_red", {}, "no alcohol by default"),
        ("lentils_boiled", {}, ""),
    ],
)
def test_reason_names_what_forbids(
    food_id: str, fields: dict[str, str], words: str, ask: Ask
) -> None:
    """Diet, allergen, exclusion and safety have their reasons; an allowed food has none."""
    reason = forbidden_reason(load_foods().food(food_id), ask("woman", **fields))
    assert reason.startswith(words)
    assert bool(reason) == bool(words)


def test_marks_spread_over_choices(tiny_context: Tiny) -> None:
    """Masks of foods or roles give the choices of those foods, in grams."""
    choices = tiny_context().choices
    dairy = choices.marked("group", frozenset({"dairy"}))
    assert dairy.tolist() == [0, 0, 1, 1, 0, 0, 0]
    assert choices.role_mask(frozenset({"bread"})).tolist() == [True, True, *[False] * 5]
    wheat = choices.marked("contains", frozenset({"wheat"}))
    assert wheat.tolist() == [1, 1, *[0] * 5]


def test_dishes_stand_after_the_foods(tiny_context: Tiny, dish_context: Tiny) -> None:
    """The choices of foods come first, then each dish in the meals it suits."""
    found = dish_context()
    assert names(found) == [*names(tiny_context()), *DISHES, "lunch stew"]
    assert found.choices.role[7:] == (DISH,) * 5
    assert found.choices.subgroup[7:] == ("",) * 5
    dish = found.choices.dish(11)
    assert dish is not None
    assert dish.id == "stew"
    assert found.choices.food(11) is None
    assert found.choices.dish(0) is None
    food = found.choices.food(0)
    assert food is not None
    assert food.id == "bread"


def test_a_meal_without_the_role_serves_no_dish(
    ask: Ask, dish_context: Tiny, tiny_context: Tiny
) -> None:
    """With simple meals the same items give the choices of foods only."""
    simple = tiny_context()
    items = dish_context().choices.items
    choices = build_choices(items, simple.choices.pattern, ask())
    assert names(replace(simple, choices=choices)) == names(simple)


def test_scales_of_a_dish_are_its_steps(dish_context: Tiny) -> None:
    """Toast at 1/2, 1, 1 1/2 and 2: half a serving, a step up to one, two above; stew only at 1."""
    choices = dish_context().choices
    assert choices.least[7:].tolist() == [0.5, 0.5, 0.5, 0.5, 1]
    assert choices.step[7:11].tolist() == [0.5] * 4
    assert choices.usual_steps[7:].tolist() == [1, 1, 1, 1, 0]
    assert choices.extra_steps[7:].tolist() == [2, 2, 1, 1, 0]


@pytest.mark.parametrize(
    ("scales", "wanted"),
    [
        ((0.5, 0.75, 1.0, 1.25, 1.5), (0.5, 0.25, 2, 2)),
        ((0.75, 1.0), (0.75, 0.25, 1, 0)),
        ((1.0, 1.5, 2.0), (1, 0.5, 0, 2)),
    ],
)
def test_scales_of_any_spacing(
    scales: tuple[float, ...],
    wanted: tuple[float, ...],
    ask: Ask,
    dish_context: Tiny,
) -> None:
    """The smallest scale, the step, and the steps up to and above one serving."""
    choices = dish_context().choices
    toast = replace(choices.items.dishes[0], scales=scales)
    items = build_items(choices.items.foods, (toast,))
    new = build_choices(items, choices.pattern, ask())
    columns = (new.least, new.step, new.usual_steps, new.extra_steps)
    assert tuple(float(column[-1]) for column in columns) == wanted


def test_dish_nutrients_are_those_of_a_serving(dish_context: Tiny) -> None:
    """Toast: 80 g of bread at 240 and 10 g of oil at 884 kcal; milk toast has 144 mg of calcium."""
    choices = dish_context().choices
    kcal = choices.nutrient("energy_kcal")
    assert kcal[7:] == pytest.approx([280.4, 280.4, 252, 252, 230])
    assert kcal[:7] == pytest.approx([2.4, 2.4, 0.5, 0.5, 2, 8.84, 3.6])
    assert choices.nutrient("calcium_mg")[7:] == pytest.approx([0, 0, 144, 144, 72])
    assert choices.amount(np.ones(5))[7:] == pytest.approx([90, 90, 200, 200, 160])


def test_marks_of_a_dish_are_grams_in_a_serving(dish_context: Tiny) -> None:
    """Milk is in milk toast and stew, wheat in both toasts, beef in the stew."""
    choices = dish_context().choices
    assert choices.marked("contains", frozenset({"milk"}))[7:].tolist() == [0, 0, 120, 120, 60]
    assert choices.marked("contains", frozenset({"wheat"}))[7:].tolist() == [80, 80, 80, 80, 0]
    assert choices.marked("animal", frozenset({"beef"}))[7:].tolist() == [0, 0, 0, 0, 100]


def test_allergens_of_a_dish_are_those_of_its_foods(dish_context: Tiny) -> None:
    """Without milk, plain toast is the only dish."""
    items = dish_context().choices.items
    allergens = [dish.contains(items.foods) for dish in items.dishes]
    assert allergens == [
        {"wheat", "gluten"}, {"wheat", "gluten", "milk", "lactose"}, {"milk", "lactose"},
    ]  # fmt: skip
    left = names(dish_context(avoid=("milk",)))
    assert [name for name in left if "toast" in name or "stew" in name] == DISHES[:2]
    assert not any("toast" in name for name in names(dish_context(avoid=("wheat",))))


def test_kosher_leaves_out_meat_with_milk_in_one_dish(dish_context: Tiny, ask: Ask) -> None:
    """Stew has beef and milk, so it is excluded; milk toast and beef are allowed."""
    left = names(dish_context(diet="kosher_style"))
    assert left == [name for name in names(dish_context()) if name != "lunch stew"]
    stew = dish_context().choices.items.dishes[2]
    allowed = dict.fromkeys(("beef", "milk"), "")
    foods = dish_context().choices.items.foods
    reason = forbidden_dish_reason(stew, ask(diet="kosher_style"), allowed, foods)
    assert reason == Bar("it combines beef and milk")
    assert forbidden_dish_reason(stew, ask(), allowed, foods) is None


def test_exclusion_of_a_dish_takes_its_variants(dish_context: Tiny) -> None:
    """Excluding toast excludes milk toast too; excluding milk toast does not exclude toast."""
    left = names(dish_context(wishes={"exclude": ("toast",)}))
    assert not any("toast" in name for name in left)
    left = names(dish_context(wishes={"exclude": ("milk_toast",)}))
    assert [name for name in left if "toast" in name] == DISHES[:2]


def test_exclusion_of_a_food_takes_the_dishes_that_hold_it(dish_context: Tiny) -> None:
    """Without oil there is no toast, but its variant milk toast, which has none."""
    context = dish_context(wishes={"exclude": ("oil",)})
    assert [name for name in names(context) if "toast" in name] == DISHES[2:]
    toast = context.choices.items.dishes[0]
    reasons = {"bread": "", "oil": "it is excluded by name"}
    reason = forbidden_dish_reason(toast, context.request, reasons, context.choices.items.foods)
    assert reason == Bar("it is excluded by name", "oil")


def test_minutes_hold_for_their_meal(dish_context: Tiny) -> None:
    """Toast takes ten minutes: a limit of nine excludes it from breakfast, ten does not."""
    left = names(dish_context(max_minutes=(("breakfast", 9), ("lunch", 10))))
    assert [name for name in left if "toast" in name] == [DISHES[1], DISHES[3]]
    assert "lunch stew" not in left


PRICES = [0.5, 0.1, 1.0, 2.0, np.nan]


@pytest.mark.parametrize(
    ("fact", "fields"),
    [
        ("usd_per_100g", {"objective": "cheapest"}),
        ("usd_per_100g", {"budget_usd": 9.0}),
        ("kgco2e_per_kg", {"objective": "lowest_carbon"}),
    ],
)
def test_items_without_a_needed_figure_are_no_choices(
    fact: str, fields: dict[str, object], dish_context: Tiny
) -> None:
    """Without a price (or footprint) cereal is excluded, if the objective needs it."""
    everything = names(dish_context())
    assert names(dish_context(facts={fact: PRICES})) == everything
    left = names(dish_context(facts={fact: PRICES}, **fields))
    assert left == [name for name in everything if name != "breakfast cereal"]


def test_known_share_counts_weight(dish_context: Tiny) -> None:
    """Without a price of oil, 80 of 90 g of toast are known, too little; stew is known."""
    figures = {"usd_per_100g": [0.5, 0.1, 1.0, np.nan, 1.0]}
    context = dish_context(facts=figures, objective="cheapest")
    items = context.choices.items
    share = known_share(items, "usd_per_100g")
    assert share == pytest.approx([1, 1, 1, 0, 1, 80 / 90, 1, 1])
    assert KNOWN_SHARE > 80 / 90
    left = names(context)
    assert [name for name in left if "toast" in name or "stew" in name] == [
        *DISHES[2:],
        "lunch stew",
    ]


def test_without_any_figure_there_is_no_choice(dish_context: Tiny) -> None:
    """Without any price there are no choices for the cheapest plan."""
    blank = {"usd_per_100g": [np.nan] * 5}
    assert len(dish_context(facts=blank, objective="cheapest").choices) == 0
    assert len(dish_context(facts=blank, budget_usd=5.0).choices) == 0


def real(simple: frozenset[str], request: PlanRequest) -> Choices:
    """Return the choices of a request over the whole catalogue."""
    return build_choices(load_catalog().items, day_pattern(simple), request)


@pytest.mark.parametrize("simple", [frozenset[str](), SIMPLE])
def test_every_real_choice_can_be_taken(simple: frozenset[str], ask: Ask) -> None:
    """In the whole table steps are never negative and no helping exceeds the food's cap."""
    choices = real(simple, ask("man"))
    assert len(choices) > 1000
    assert (choices.least > 0).all()
    assert (choices.step > 0).all()
    assert (choices.usual_steps >= 0).all()
    assert (choices.extra_steps >= 0).all()
    largest = choices.least + choices.step * (choices.usual_steps + choices.extra_steps)
    plain = ~choices.role_mask(frozenset({DISH}))
    foods = [choices.items.foods.foods[item] for item in choices.item[plain]]
    caps = np.array([food.day_max_g for food in foods])
    usual = np.array([food.usual * food.measure_g for food in foods])
    assert (largest[plain] <= caps + 1e-6).all()
    at_least = np.maximum(LARGEST_HELPING * usual, choices.least[plain])
    assert (largest[plain] <= at_least + 1e-6).all()


def test_every_real_dish_can_be_served_once(ask: Ask) -> None:
    """One serving is a scale of every dish; steps lead from the smallest to the largest."""
    choices = real(frozenset(), ask("man"))
    numbers = np.flatnonzero(choices.role_mask(frozenset({DISH})))
    assert len(numbers) > 240
    for number in numbers:
        dish = choices.dish(number)
        assert dish is not None
        least, step = choices.least[number], choices.step[number]
        assert least + step * choices.usual_steps[number] == pytest.approx(1)
        most = choices.usual_steps[number] + choices.extra_steps[number]
        assert least == dish.scales[0]
        assert least + step * most == pytest.approx(dish.scales[-1])


def test_simple_meals_hold_no_dish(ask: Ask) -> None:
    """A day of simple meals has no dishes."""
    assert DISH not in real(SIMPLE, ask("man")).role


@pytest.mark.parametrize("simple", [frozenset[str](), SIMPLE])
def test_seasonings_are_no_dish(simple: frozenset[str], ask: Ask) -> None:
    """Salt, spices and flour are ingredients and not served alone."""
    choices = real(simple, ask("man"))
    assert not {"salt", "spice", "flour", "leavening"} & set(choices.subgroup)


@pytest.mark.parametrize(
    ("item_id", "meal", "fields", "words"),
    [
        ("cheddar_cheese", "", {"diet": "vegan"}, "the vegan diet leaves out milk"),
        ("beer", "", {}, "no alcohol by default: it makes"),
        ("salt_plain", "lunch", {}, "it is not served alone at lunch"),
        ("salmon_spinach_pasta", "", {"diet": "vegan"}, "the vegan diet leaves out fish"),
        ("salmon_spinach_pasta", "breakfast", {}, "it is not served at breakfast; it suits "),
        ("salmon_spinach_pasta", "dinner", {"max_minutes": (("dinner", 1),)}, "it takes "),
    ],
)
def test_why_not_served_says_what_stands_in_the_way(
    item_id: str, meal: str, fields: dict[str, object], words: str, ask: Ask
) -> None:
    """Reasons: a forbidden food, an ingredient, a dish with one, a wrong meal, no time."""
    bar = why_not_served(ask("woman", **fields), item_id, meal)
    assert words in bar.why
    assert bar.food_id == ("canned_sockeye_salmon" if "leaves out fish" in words else "")


def test_names_of_choices_are_arrays_that_nobody_changes(dish_context: Callable[..., Any]) -> None:
    """Each choice has meal, item and base dish, and the shared arrays are read-only."""
    choices = dish_context().choices
    for number in range(len(choices)):
        dish, food = choices.dish(number), choices.food(number)
        assert choices.meal_name[number] == choices.pattern.meals[choices.meal[number]].name
        assert choices.item_id[number] == (dish or food).id
        assert choices.base_id[number] == (dish.base if dish else "")
    assert "" in choices.base_id
    assert set(choices.base_id) > {""}
    for array in (choices.meal_name, choices.item_id, choices.base_id):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = "other"
