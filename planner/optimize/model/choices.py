"""The choices of a day: a dish or food in a meal, in whole steps of a serving or measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import Food, FoodTable, subgroup_table
from planner.nutrition.foods.items import ItemTable
from planner.nutrition.foods.meal_patterns import DayPattern, Meal
from planner.nutrition.foods.pairings import NO_SIDE, side_of, side_roles, sides_at
from planner.nutrition.foods.preparation import preparation
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.nutrition.people.safety import safety_rules_for
from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray, TextArray
from planner.optimize.model.servings import serving
from planner.request.availability import why_not_sold
from planner.request.declared_contents import UNDECLARED
from planner.request.plan_request import PlanRequest
from planner.request.undeclared import minds_contents
from planner.request.versions import unneeded_dish, unneeded_food

DISH = "dish"  # the role of all dishes
KNOWN_SHARE = 0.9  # least share of an item's weight with a known fact, for the item's to be known
# Facts that an objective requires of every item.
_FACT_OF_OBJECTIVE = {"cheapest": "usd_per_100g", "lowest_carbon": "kgco2e_per_kg"}


@dataclass(frozen=True)
class Choices:
    """A table of choices; a unit is a gram of a food or a serving of a dish.

    A choice that is taken serves `least` units plus whole steps of `step` units: up to
    `usual_steps` lead to the usual helping, and up to `extra_steps` more to the largest one.

    Attributes
    ----------
    items : ItemTable
        All items, allowed or not.
    pattern : DayPattern
        The meals of the day.
    meal, item : ndarray of int, shape (choices,)
        Number of the meal, and row of the item.
    role : tuple of str
        Role of the item in the meal.
    least, step : ndarray, shape (choices,)
        Units in the smallest helping and in one step.
    usual_steps, extra_steps : ndarray, shape (choices,)
        Number of steps up to the usual helping, and above it.
    """

    items: ItemTable
    pattern: DayPattern
    meal: IntArray
    item: IntArray
    role: tuple[str, ...]
    least: FloatArray
    step: FloatArray
    usual_steps: FloatArray
    extra_steps: FloatArray

    def __post_init__(self) -> None:
        for values in (self.meal, self.item, self.least, self.step, self.usual_steps,
                       self.extra_steps):  # fmt: skip
            values.flags.writeable = False  # a request's choices are remembered and shared

    def __len__(self) -> int:
        return len(self.meal)

    def food(self, number: int) -> Food | None:
        """Return the food of a choice, or None if it is a dish."""
        item = int(self.item[number])
        return None if self.items.dish(item) else self.items.foods.foods[item]

    def dish(self, number: int) -> Dish | None:
        """Return the dish of a choice, or None if it is a food."""
        return self.items.dish(int(self.item[number]))

    @cached_property
    def work_minutes(self) -> FloatArray:
        """Minutes of work for each choice, shape (choices,)."""
        items, rows = self.items, self.item.tolist()
        return np.array([items.minutes(item)[0] for item in rows], dtype=np.float64)

    @cached_property
    def total_minutes(self) -> FloatArray:
        """Minutes until each choice is on the table, shape (choices,)."""
        items, rows = self.items, self.item.tolist()
        return np.array([items.minutes(item)[1] for item in rows], dtype=np.float64)

    def amount(self, per_gram: FloatArray) -> FloatArray:
        """Return a per-gram property of the foods summed over one unit, shape (choices,)."""
        return self.items.amount(per_gram)[self.item]

    def marked(self, attribute: str, values: frozenset[str]) -> FloatArray:
        """Return the grams of matching foods in one unit, shape (choices,)."""
        return self.items.marked(attribute, values)[self.item]

    def nutrient(self, name: str) -> FloatArray:
        """Return a nutrient per unit, with unknown values as zero, shape (choices,)."""
        per_unit: FloatArray = self.items.nutrients[self.item, nutrient_index()[name]]
        return per_unit

    def nutrient_at_most(self, name: str) -> FloatArray:
        """Return a nutrient per unit, unknown as the worst of its kind, shape (choices,)."""
        per_unit: FloatArray = self.items.nutrients_at_most[self.item, nutrient_index()[name]]
        return per_unit

    def role_mask(self, roles: frozenset[str]) -> BoolArray:
        """Return the mask of choices with one of the roles, shape (choices,)."""
        return np.array([role in roles for role in self.role], dtype=np.bool_)

    @property
    def ingredients(self) -> tuple[IntArray, IntArray, FloatArray]:
        """Choice, number of the food, and grams in one unit, of every ingredient of a choice."""
        item, food, grams = self.items.ingredients_at
        count = np.bincount(item, minlength=len(self.items.grams))
        repeated = count[self.item]
        choice = np.repeat(np.arange(len(self)), repeated)
        within = np.arange(len(choice)) - np.repeat(np.cumsum(repeated) - repeated, repeated)
        entry = (np.cumsum(count) - count)[self.item][choice] + within
        return choice, food[entry], grams[entry]

    @cached_property
    def meal_name(self) -> TextArray:
        """Name of each choice's meal, shape (choices,); read-only."""
        return _fixed(np.array([meal.name for meal in self.pattern.meals])[self.meal])

    @cached_property
    def item_id(self) -> TextArray:
        """Id of each choice's food or dish, shape (choices,); read-only."""
        return _fixed(np.array(self.items.ids())[self.item])

    @cached_property
    def base_id(self) -> TextArray:
        """Id of the dish that each choice is a variant of, shape (choices,); empty for a food."""
        dishes = map(self.dish, range(len(self)))
        return _fixed(np.array([dish.base if dish else "" for dish in dishes], dtype=np.str_))

    @cached_property
    def is_water(self) -> BoolArray:
        """Mask of the choices of plain water, shape (choices,); read-only."""
        foods = map(self.food, range(len(self)))
        mask = np.array([food is not None and food.is_water for food in foods], dtype=np.bool_)
        mask.flags.writeable = False
        return mask

    @cached_property
    def side(self) -> TextArray:
        """Side of ``data/sides.csv`` of each choice, shape (choices,); empty for a dish."""
        foods = map(self.food, range(len(self)))
        return _fixed(np.array([side_of(food) if food else "" for food in foods], dtype=np.str_))

    @cached_property
    def subgroup(self) -> tuple[str, ...]:
        """Subgroup of the food of each choice; empty for a dish."""
        foods = (self.food(number) for number in range(len(self)))
        return tuple(food.subgroup if food else "" for food in foods)


@dataclass(frozen=True)
class Bar:
    """The reason why an item may not be served; `food_id` is the ingredient concerned, if any."""

    why: str
    food_id: str = ""


def _fixed(array: TextArray) -> TextArray:
    array.flags.writeable = False
    return array


def known_share(items: ItemTable, fact: str) -> FloatArray:
    """Return the share of each item's weight, without water, with a known fact, shape (items,)."""
    foods = items.foods.foods
    dry = np.array([not food.is_water for food in foods])
    known = dry & ~np.isnan(items.foods.fact_column(fact))
    weight = items.amount(dry.astype(np.float64))
    share: FloatArray = np.divide(
        items.amount(known.astype(np.float64)), weight, out=np.ones(len(weight)), where=weight > 0
    )
    return share


def forbidden_reason(food: Food, request: PlanRequest) -> str:
    """Return why a food may not be served to this person; empty if it may.

    Diet, avoidances, exclusions, safety rules, shops and the need of a free-from or plant version
    are tested in this order.
    """
    return (
        _ruled_out(food, request)
        or why_not_sold(food, request)
        or unneeded_food(food, request, lambda ordinary: _ruled_out(ordinary, request))
    )


def _ruled_out(food: Food, request: PlanRequest) -> str:
    """Return which rule of the person leaves a food out; empty if none does."""
    if food.is_own and (own := _why_own_food_is_not_served(food, request)):
        return own
    diet = get_diet(request.diet)
    why = diet.rule.forbids(food)
    if why:
        return f"the {diet.label.lower()} diet leaves out {why}"
    for name in request.avoid:
        avoidance = get_avoidance(name)
        if avoidance.rule.forbids(food):
            return f"{avoidance.label.lower()} is avoided"
    if food.id in request.exclude:
        return "it is excluded by name"
    for rule in safety_rules_for(request.person):
        if rule.limit_g is None and rule.covers(food):
            return rule.sentence
    return ""


def _why_own_food_is_not_served(food: Food, request: PlanRequest) -> str:
    """Return what is not known of an own food that this person's plan needs to know."""
    if not food.is_declared and (request.avoid or not get_diet(request.diet).rule.is_empty):
        return UNDECLARED
    foods = request.catalog.foods
    column = nutrient_index()["energy_kcal"]
    if food.id in foods and np.isnan(foods.composition[foods.row(food.id), column]):
        return "its energy is not known"
    return ""


def forbidden_dish_reason(
    dish: Dish, request: PlanRequest, reasons: dict[str, str], foods: FoodTable
) -> Bar | None:
    """Return why a dish may not be served; None if it may.

    A dish is forbidden if it is excluded, if an ingredient is forbidden, if it is a free-from or
    plant version that the person does not need, or if it combines animal origins that the diet
    keeps apart.

    Parameters
    ----------
    dish : Dish
        The dish.
    request : PlanRequest
        The request.
    reasons : dict of str to str
        `forbidden_reason` of each food by id.
    foods : FoodTable
        The food table of the request.
    """
    if dish.id in request.exclude or dish.base in request.exclude:
        return Bar("it is excluded by name")
    for food_id, _ in dish.ingredients:
        if reasons[food_id]:
            return Bar(reasons[food_id], food_id)
    if minds_contents(request) and not dish.is_declared(foods):
        return Bar(UNDECLARED)
    if why := unneeded_dish(dish, request, reasons):
        return Bar(why)
    apart = get_diet(request.diet).not_together
    foods_of_dish = dish.foods(foods) if apart else ()
    origins = frozenset[str]().union(*(food.animal for food in foods_of_dish))
    for one, other in apart:
        if origins & one and origins & other:
            return Bar(f"it combines {' and '.join(sorted(origins & (one | other)))}")
    return None


def items_for(request: PlanRequest) -> ItemTable:
    """Return the items a request may choose from: those of ``data/`` and the user's own."""
    return request.catalog.items


def why_not_served(request: PlanRequest, item_id: str, meal: str) -> Bar:
    """Return why no choice of a request serves an item, at a meal or (if empty) at any meal."""
    items = items_for(request)
    dishes = items.dishes_by_id
    if item_id not in dishes:
        food = items.foods.food(item_id)
        alone = f"it is not served alone at {meal or 'any meal'}" + _suitable_meals(food.meals)
        minutes = preparation(food).total_minutes
        if meal in food.meals and minutes > request.most_minutes(meal):
            alone = f"it takes {minutes} minutes"
        return Bar(forbidden_reason(food, request) or alone)
    reasons = {food.id: forbidden_reason(food, request) for food in items.foods.foods}
    dish = dishes[item_id]
    if why := forbidden_dish_reason(dish, request, reasons, items.foods):
        return why
    if meal and meal not in dish.meals:
        return Bar(f"it is not served at {meal}" + _suitable_meals(dish.meals))
    return Bar(f"it takes {dish.total_minutes} minutes, or its meal is made of simple foods")


def _suitable_meals(meals: frozenset[str]) -> str:
    """Return the words on the meals that an item suits; empty if there are none."""
    return f"; it suits {', '.join(sorted(meals))}" if meals else ""


def build_choices(
    items: ItemTable,
    pattern: DayPattern,
    request: PlanRequest,
    shared: frozenset[str] = frozenset(),
) -> Choices:
    """Return the choices: every item that may be served, in every meal it suits.

    Parameters
    ----------
    items : ItemTable
        The items.
    pattern : DayPattern
        The meals of the day.
    request : PlanRequest
        Says what may be served.
    shared : frozenset of str
        Meals at a table with others, where a dish is ladled out of one pot.
    """
    reasons = {food.id: forbidden_reason(food, request) for food in items.foods.foods}
    rows = _food_rows(items, pattern, request, reasons) + _dish_rows(
        items, pattern, request, reasons
    )
    needed = {_FACT_OF_OBJECTIVE.get(request.objective, "")}
    if request.budget_usd is not None:
        needed.add("usd_per_100g")
    for fact in needed - {""}:
        known = known_share(items, fact) >= KNOWN_SHARE
        rows = [row for row in rows if known[row[1]]]
    servings = np.array(
        [
            serving(items, item, is_shared=pattern.meals[meal].name in shared)
            for meal, item, _ in rows
        ],
        dtype=np.float64,
    )
    columns = servings.reshape(-1, 4)
    return Choices(
        items=items,
        pattern=pattern,
        meal=np.array([meal for meal, _, _ in rows], dtype=np.int64),
        item=np.array([item for _, item, _ in rows], dtype=np.int64),
        role=tuple(role for _, _, role in rows),
        least=columns[:, 0],
        step=columns[:, 1],
        usual_steps=columns[:, 2],
        extra_steps=columns[:, 3],
    )


def _food_rows(
    items: ItemTable, pattern: DayPattern, request: PlanRequest, reasons: dict[str, str]
) -> list[tuple[int, int, str]]:
    """Return (meal, item, role) of every food that may be served alone."""
    roles = subgroup_table()["role"].to_dict()
    return [
        (number, item, roles[food.subgroup])
        for item, food in enumerate(items.foods.foods)
        if food.meals and not reasons[food.id]
        for number, meal in enumerate(pattern.meals)
        if meal.name in food.meals
        and roles[food.subgroup] in meal.served_roles
        and _has_a_place(food, roles[food.subgroup], meal)
        and items.minutes(item)[1] <= request.most_minutes(meal.name)
    ]


def _has_a_place(food: Food, role: str, meal: Meal) -> bool:
    """Tell whether some kind of dish takes the food beside it; in a meal without, it stands alone.

    Vegetables that are used in cooking only, boiled onions or canned tomatoes, have no place.
    """
    if DISH not in meal.served_roles:
        return role != "vegetable" or side_of(food) != NO_SIDE
    if role not in side_roles():
        return True
    return side_of(food) in sides_at(meal.name)


def _dish_rows(
    items: ItemTable, pattern: DayPattern, request: PlanRequest, reasons: dict[str, str]
) -> list[tuple[int, int, str]]:
    """Return (meal, item, role) of every dish that may be served."""
    first = len(items.foods.foods)
    return [
        (number, first + place, DISH)
        for place, dish in enumerate(items.dishes)
        if not forbidden_dish_reason(dish, request, reasons, items.foods)
        for number, meal in enumerate(pattern.meals)
        if meal.name in dish.meals
        and DISH in meal.served_roles
        and dish.total_minutes <= request.most_minutes(meal.name)
    ]
