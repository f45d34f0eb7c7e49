"""Objectives: points computed by hand, and seeds that only break ties."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.foods.items import ItemTable, build_items
from planner.nutrition.foods.meal_patterns import day_pattern, meal_names
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.foods.preparation import preparation
from planner.optimize.model import objectives
from planner.optimize.model.choices import DISH, Choices, build_choices
from planner.optimize.model.families import build_rules
from planner.optimize.model.objectives import (
    balanced,
    cheapest,
    fewest_foods,
    lowest_carbon,
    quickest,
)
from planner.optimize.model.rules import Context
from planner.planning.day import DayProblem
from planner.planning.infeasible.diagnosis import diagnose
from planner.request.choices import OBJECTIVES
from planner.request.plan_request import PlanRequest, targets_of

POINTS = preferences().choices
Tiny = Callable[..., Context]


@pytest.fixture
def no_tastes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the random points of the seed."""
    monkeypatch.setattr(objectives, "_tastes", lambda choices, _: np.zeros(len(choices)))


def balanced_of(context: Context) -> objectives.ChoiceCosts:
    """Return the costs of the balanced objective."""
    return balanced(context.choices, context.request)


def test_every_objective_names_a_documented_function() -> None:
    """The functions named in the registry exist and have a one-line docstring."""
    for objective in OBJECTIVES.values():
        assert inspect.getdoc(inspect.unwrap(objective.costs))


def test_balanced_by_hand(tiny_context: Tiny, no_tastes: None) -> None:
    """Everyday bread, usually two slices: 1 point, half of a missing helping, and steps."""
    costs = balanced_of(tiny_context())
    assert costs.taken[0] == pytest.approx(POINTS.by_everyday[0] + 0.5 * POINTS.missing_helping)
    assert costs.usual_step[0] == pytest.approx(-0.5 * POINTS.missing_helping)
    assert costs.extra_step[0] == pytest.approx(0.5 * POINTS.extra_helping)
    # oil: a tablespoon is least and usual, so nothing is missing
    assert costs.taken[5] == pytest.approx(POINTS.by_everyday[0])
    assert costs.taken[4] > costs.taken[0]  # beef is no everyday food
    assert costs.taken[6] == pytest.approx(POINTS.by_everyday[2])


def test_usual_helping_is_cheapest(tiny_context: Tiny, no_tastes: None) -> None:
    """A usual helping costs the food's points; a smaller one is not cheaper."""
    context = tiny_context()
    choices, costs = context.choices, balanced_of(context)
    usual = costs.taken + costs.usual_step * choices.usual_steps
    foods = choices.items.foods.foods
    assert usual == pytest.approx(
        [POINTS.by_everyday[foods[row].everyday - 1] for row in choices.item]
    )
    assert (costs.usual_step <= 0).all()
    assert (costs.extra_step > 0).all()


def test_balanced_dishes_by_hand(dish_context: Tiny, no_tastes: None) -> None:
    """Toast is everyday; a variant costs more; stew is as usual as its beef."""
    context = dish_context()
    costs = balanced_of(context)
    usual = costs.taken + costs.usual_step * context.choices.usual_steps
    toast = POINTS.by_everyday[0]
    milk_toast = toast + POINTS.variant
    stew = (POINTS.by_everyday[0] + POINTS.by_everyday[1]) / 2
    assert usual[7:] == pytest.approx([toast, toast, milk_toast, milk_toast, stew])
    # half a serving a step: two make a helping; toast takes five minutes of work
    missing = POINTS.dish_missing_helping + 5 * POINTS.missing_of_work
    assert costs.usual_step[7:11] == pytest.approx([-missing / 2] * 4)
    assert costs.extra_step[7:11] == pytest.approx([POINTS.dish_extra_helping / 2] * 4)


def test_a_pinch_does_not_make_a_dish_special(dish_context: Tiny, no_tastes: None) -> None:
    """Special oil (10 g) does not make toast special; special bread (80 g) does."""
    for special, points in (("oil", 1.0), ("bread", (POINTS.by_everyday[2] + 1.0) / 2)):
        context = dish_context()
        items = context.choices.items
        foods = tuple(
            replace(food, everyday=3) if food.id == special else food for food in items.foods.foods
        )
        table = FoodTable(foods, items.foods.composition, items.foods.facts)
        choices = replace(context.choices, items=replace(items, foods=table))
        costs = balanced(choices, context.request)
        assert costs.taken[7] + costs.usual_step[7] == pytest.approx(points)


def test_seed_moves_points_within_the_spread(tiny_context: Tiny, dish_context: Tiny) -> None:
    """Different seeds draw different points within the spread; equal seeds equal points."""
    one, other, again = (balanced_of(tiny_context(seed=seed)).taken for seed in (1, 2, 1))
    assert np.abs(one - other).max() <= POINTS.taste_spread
    assert np.abs(one - other).min() > 0
    assert (again == one).all()
    one, other, again = (balanced_of(dish_context(seed=seed)).taken for seed in (1, 2, 1))
    assert np.abs(one - other)[:7].max() <= POINTS.taste_spread
    assert np.abs(one - other)[7:].max() <= POINTS.dish_taste_spread
    assert np.abs(one - other).min() > 0
    assert (again == one).all()


def test_people_differ_in_taste_and_weight_changes_none(dish_context: Tiny) -> None:
    """Another person draws other points with the same seed; another weight draws the same."""
    woman, man = (balanced_of(dish_context(who)).taken for who in ("woman", "man"))
    assert np.abs(woman - man).min() > 0
    context = dish_context("woman")
    person = context.request.person
    heavier = person.model_copy(update={"weight_kg": person.weight_kg + 5})
    own = objectives._whose(context.request.changed(person=heavier, diet="vegan"))
    assert own == objectives._whose(context.request)


def test_tastes_and_wishes_weigh_more_where_choice_is_thin(ask: Callable[..., PlanRequest]) -> None:
    """For a vegan, tastes for dishes and a like count several times what they do for others."""
    points = []
    for diet in ("omnivore", "vegan"):
        request = ask("man", diet=diet)
        choices = real_choices(request, load_catalog().items)
        liked = request.changed(tastes=(("mujaddara_salad", 1.0),))
        at = choices.item_id.tolist().index("mujaddara_salad")
        points.append(
            balanced_of(Context(request, targets_of(request), choices)).taken[at]
            - balanced_of(Context(liked, targets_of(liked), choices)).taken[at]
        )
    assert points == pytest.approx([POINTS.like, POINTS.like * POINTS.thin_choice])


def test_versions_of_a_dish_share_the_taste(ask: Callable[..., PlanRequest]) -> None:
    """A dish that is not fancied is not served in another version: what is drawn is the dish's."""
    choices = real_choices(ask("man"), load_catalog().items)
    tastes = objectives._tastes(choices, "3") / spreads(choices)
    drawn: dict[str, list[float]] = {}
    for number, taste in enumerate(tastes):
        dish = choices.dish(number)
        if dish is not None:
            drawn.setdefault(dish.base, []).append(taste)
    several = [own for own in drawn.values() if len(own) > 3]
    assert len(several) > 50
    assert max(max(own) - min(own) for own in several) <= 0.25


SIMPLE = frozenset(meal_names())


def real_choices(
    request: PlanRequest, items: ItemTable, simple: frozenset[str] = frozenset()
) -> Choices:
    """Return the choices of a request over a table of items."""
    return build_choices(items, day_pattern(simple), request)


def spreads(choices: Choices) -> np.ndarray:
    """Return the largest random points of each choice."""
    return np.where(
        choices.role_mask(frozenset({DISH})), POINTS.dish_taste_spread, POINTS.taste_spread
    )


@pytest.mark.parametrize("simple", [frozenset[str](), SIMPLE])
def test_every_item_draws_for_itself(
    simple: frozenset[str], ask: Callable[..., PlanRequest]
) -> None:
    """A thousand items draw different points, also with similar ids."""
    choices = real_choices(ask("man"), load_catalog().items, simple)
    tastes = objectives._tastes(choices, "3")
    own = tastes / spreads(choices)
    first_meal = {
        int(item): taste for item, taste in zip(choices.item[::-1], own[::-1], strict=True)
    }
    assert len(set(first_meal.values())) == len(first_meal) > 400
    assert 0 <= own.min() <= own.max() <= 1


def test_ids_that_end_alike_draw_apart(dish_context: Tiny) -> None:
    """Items whose ids end alike draw different points."""
    context = dish_context()
    items = context.choices.items
    ends = [f"{start}_with_a_long_common_end" for start in ("one", "two", "three")]
    dishes = tuple(replace(dish, id=name) for dish, name in zip(items.dishes, ends, strict=True))
    choices = replace(context.choices, items=replace(items, dishes=dishes))
    own = objectives._tastes(choices, "3")[7:] / POINTS.dish_taste_spread
    assert len(set(own.tolist())) == 5


def test_draws_do_not_depend_on_the_rows(ask: Callable[..., PlanRequest]) -> None:
    """An item's draw does not depend on the order or size of the table."""
    items = load_catalog().items
    table = items.foods

    def foods_in(order: np.ndarray) -> FoodTable:
        foods = tuple(table.foods[row] for row in order)
        return FoodTable(foods, table.composition[order], table.facts.iloc[order])

    rows = np.arange(len(table.foods))[::-1]
    fewer_foods = build_items(foods_in(rows[::2]), ())
    fewer_dishes = build_items(foods_in(rows), items.dishes[::-2])
    for part, simple in ((fewer_foods, SIMPLE), (fewer_dishes, frozenset[str]())):
        draws = []
        for some in (items, part):
            choices = real_choices(ask("man"), some, simple)
            ids = some.ids()
            keys = zip(choices.item, choices.meal, strict=True)
            names = [(ids[item], int(meal)) for item, meal in keys]
            draws.append(dict(zip(names, objectives._tastes(choices, "5"), strict=True)))
        assert draws[1].items() <= draws[0].items()
        assert len(draws[1]) > 400


@pytest.mark.parametrize("simple", [frozenset[str](), SIMPLE])
def test_water_is_nearly_free(simple: frozenset[str], ask: Callable[..., PlanRequest]) -> None:
    """Water costs little and has no random points."""
    request = ask("man")
    choices = real_choices(request, load_catalog().items, simple)
    water = choices.is_water
    assert water.any()
    assert (water == choices.role_mask(frozenset({"water"}))).all()
    assert set(balanced(choices, request).taken[water]) == {POINTS.water}
    assert cheapest(choices, request).usual_step[water].max() == 0
    for build in (quickest, fewest_foods, lowest_carbon, cheapest):
        assert build(choices, request).taken[water].max() <= 0.1 * POINTS.water + 1e-12


USD = {"usd_per_100g": [0.5, 0.1, 1.0, 2.0, np.nan]}
KG = {"kgco2e_per_kg": [1.0, 3.0, 30.0, 6.0, np.nan]}


def test_cheapest_counts_dollars(dish_context: Tiny) -> None:
    """Bread at 0.50 dollars per 100 g costs a quarter for each slice."""
    context = dish_context(facts=USD, objective="cheapest")
    costs = cheapest(context.choices, context.request)
    food = [0.25, 0.25, 0.06, 0.06, 0.5, 0.135]  # the cereal, without a price, is no choice
    assert costs.usual_step == pytest.approx([*food, 0.3, 0.3, 0.26, 0.26, 1.06])
    assert costs.extra_step == pytest.approx(costs.usual_step)
    assert costs.taken[0] == pytest.approx(0.25, abs=0.01)
    assert costs.taken[6] == pytest.approx(0.3, abs=0.02)  # half a serving of toast
    assert costs.pattern_weight < 0.01


def test_lowest_carbon_counts_kilograms(dish_context: Tiny) -> None:
    """Beef at 30 kg per kilogram: 1.5 kg for 50 g; stew 3 kg and 0.18 kg of its milk."""
    context = dish_context(facts=KG, objective="lowest_carbon")
    costs = lowest_carbon(context.choices, context.request)
    food = [0.05, 0.05, 0.18, 0.18, 1.5, 0.0405]
    assert costs.usual_step == pytest.approx([*food, 0.07, 0.07, 0.22, 0.22, 3.18])
    assert costs.extra_step == pytest.approx(costs.usual_step)
    least = np.array([0.05, 0.05, 0.36, 0.36, 1.5, 0.081, 0.07, 0.07, 0.22, 0.22, 3.18])
    assert costs.taken == pytest.approx(least, abs=0.02)
    assert costs.pattern_weight < 0.01


def test_quickest_counts_minutes_of_work(dish_context: Tiny) -> None:
    """Toast takes 5 minutes of work, stew 30, a food its own time, whatever the helping."""
    context = dish_context()
    costs, usual = quickest(context.choices, context.request), balanced_of(context)
    foods = [
        float(preparation(context.choices.items.ingredients(item)[0]).active_minutes)
        for item in context.choices.item.tolist()[:7]
    ]
    minutes = [*foods, 5, 5, 5, 5, 30]
    assert costs.taken - 0.1 * usual.taken == pytest.approx(minutes)
    assert costs.usual_step == pytest.approx(0.1 * usual.usual_step)
    assert costs.extra_step == pytest.approx(0.1 * usual.extra_step)
    assert costs.pattern_weight == pytest.approx(0.1)


def test_fewest_foods_counts_what_a_dish_holds(dish_context: Tiny) -> None:
    """A food counts one food to buy; each dish counts its two."""
    context = dish_context()
    costs, usual = fewest_foods(context.choices, context.request), balanced_of(context)
    assert costs.taken - 0.1 * usual.taken == pytest.approx([1] * 7 + [2] * 5)
    assert costs.usual_step == pytest.approx(0.1 * usual.usual_step)
    assert costs.pattern_weight == pytest.approx(0.1)


@pytest.mark.parametrize("subgroup", ["spice", "herb", "salt", "water"])
def test_fewest_foods_leaves_seasonings_out(subgroup: str, dish_context: Tiny) -> None:
    """Spices do not count as foods to buy."""
    context = dish_context()
    items = context.choices.items
    foods = tuple(
        replace(food, subgroup=subgroup) if food.id == "oil" else food for food in items.foods.foods
    )
    table = FoodTable(foods, items.foods.composition, items.foods.facts)
    choices = replace(context.choices, items=replace(items, foods=table))
    costs, usual = fewest_foods(choices, context.request), balanced(choices, context.request)
    assert costs.taken[7:9] - 0.1 * usual.taken[7:9] == pytest.approx([1, 1])


def moved(dish_context: Tiny, **wishes: object) -> np.ndarray:
    """Return the change of each choice's points by a taste; steps do not change."""
    with_wish, without = balanced_of(dish_context(wishes=wishes)), balanced_of(dish_context())
    assert (with_wish.usual_step == without.usual_step).all()
    assert (with_wish.extra_step == without.extra_step).all()
    difference: np.ndarray = with_wish.taken - without.taken
    return difference


@pytest.mark.parametrize(
    ("taste", "weight", "wanted"),
    [
        # a usual helping of bread is 100 g: two slices hold all of it, toast 80 g
        ("bread", 2.0, [-2, -2, 0, 0, 0, 0, 0, -1.6, -1.6, -1.6, -1.6, 0]),
        ("bread", -1.0, [1, 1, 0, 0, 0, 0, 0, 0.8, 0.8, 0.8, 0.8, 0]),
        # stew holds a whole usual helping of beef: more than that would not count for more
        ("beef", 1.0, [0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, -1]),
        ("oil", 1.0, [0, 0, 0, 0, 0, -1, 0, -10 / 13.5, -10 / 13.5, 0, 0, 0]),
        # a dish by name is that dish alone
        ("toast", 3.0, [0] * 7 + [-3, -3, 0, 0, 0]),
        ("stew", -3.0, [0] * 11 + [3]),
        # a subgroup is every item that holds some of it
        ("red_meat", 0.5, [0, 0, 0, 0, -0.5, 0, 0, 0, 0, 0, 0, -0.5]),
        ("whole_grain_bread", -1.0, [1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0]),
    ],
)
def test_tastes_by_hand(taste: str, weight: float, wanted: list[float], dish_context: Tiny) -> None:
    """A like subtracts points by its weight and by the share of a helping."""
    assert moved(dish_context, tastes=((taste, weight),)) == pytest.approx(
        np.array(wanted) * POINTS.like
    )


def test_tastes_add_up(dish_context: Tiny) -> None:
    """Two tastes are added."""
    both = moved(dish_context, tastes=(("bread", 1.0), ("toast", -1.0)))
    one = moved(dish_context, tastes=(("bread", 1.0),))
    assert both == pytest.approx(one + moved(dish_context, tastes=(("toast", -1.0),)))


def test_pantry_by_hand(dish_context: Tiny) -> None:
    """Of a helping of 240 g milk uses all, milk toast half, stew a quarter."""
    used = np.array([0, 0, 1, 1, 0, 0, 0, 0, 0, 0.5, 0.5, 0.25])
    assert moved(dish_context, pantry=("milk",)) == pytest.approx(-POINTS.pantry * used)


def test_cuisine_by_hand(dish_context: Tiny) -> None:
    """A preferred cuisine gives points to its dishes, not to foods."""
    wanted = np.array([0.0] * 11 + [1])
    assert moved(dish_context, cuisine=("german",)) == pytest.approx(-POINTS.cuisine * wanted)
    toasts = np.array([0.0] * 7 + [1, 1, 1, 1, 0])
    assert moved(dish_context, cuisine=("french",)) == pytest.approx(-POINTS.cuisine * toasts)


def test_kitchen_of_the_diet_by_hand(dish_context: Tiny) -> None:
    """A Mediterranean plan prefers French dishes to German ones, and seldom serves milk alone."""
    plain = balanced_of(dish_context()).taken
    own = balanced_of(dish_context(diet="mediterranean")).taken
    toasts = np.array([0.0] * 7 + [1, 1, 1, 1, 0])
    seldom = np.array([0, 0, 1, 1, 0, 0, 1] + [0.0] * 5)  # milk and fortified cereal alone
    assert own - plain == pytest.approx(POINTS.kitchen * (seldom - toasts))


def test_cheapest_without_prices_is_refused(dish_context: Tiny) -> None:
    """Without any price the cheapest plan is refused; the message says what is missing."""
    blank = {"usd_per_100g": [np.nan] * 5}
    context = dish_context(facts=blank, objective="cheapest")
    assert len(context.choices) == 0
    question = DayProblem(context.request, load_foods(), context, build_rules(context))
    (reason,) = diagnose(question).reasons
    assert "no food left" in reason
    assert "known figure" in reason
