"""Rules over several days: repeated dishes, kinds of food and wishes, counted and judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import Food, FoodTable, load_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.preparation import preparation
from planner.nutrition.foods.variety_levels import variety_level
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.nutrition.people.safety import safety_rules_for
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import (
    WEEK,
    Subject,
    Wish,
    all_kinds,
    all_subjects,
    at_least_in,
    at_most_in,
    least_grams,
)

MAIN_MEALS = frozenset({"lunch", "dinner"})


class VarietyRule(Enum):
    """The rules over several days."""

    DISH_TIMES = auto()
    SUCCESSIVE = auto()
    KINDS = auto()
    FISH_DAYS = auto()
    WISH = auto()


@dataclass(frozen=True)
class VarietyFault:
    """A breach of a rule over several days.

    Attributes
    ----------
    rule : VarietyRule
        The rule.
    subject : str
        The base dish, the id of the kinds, or the text of the wish; empty for fish.
    day : int
        Day of the plan, from 1; 0 for all days together.
    message : str
        Description for users.
    """

    rule: VarietyRule
    subject: str
    day: int
    message: str


def covers(subject: Subject, food: Food) -> bool:
    """Return whether a subject covers a food."""
    return food.group in subject.groups or food.subgroup in subject.subgroups


def eats_fish(request: PlanRequest) -> bool:
    """Return whether the request allows any fish or shellfish."""
    rules = [get_diet(request.diet).rule, *(get_avoidance(name).rule for name in request.avoid)]
    barred = [rule for rule in safety_rules_for(request.person) if rule.limit_g is None]
    return any(
        food.id not in request.exclude
        and not any(rule.forbids(food) for rule in rules)
        and not any(rule.covers(food) for rule in barred)
        for food in load_foods().foods
        if covers(all_subjects()["fish"], food)
    )


def fish_days(request: PlanRequest) -> int:
    """Return the least number of days with fish in the request; 0 if it allows no fish."""
    if not request.week.fish_days or not eats_fish(request):
        return 0
    return at_least_in(request.week.fish_days, request.days)


def least_kinds(request: PlanRequest) -> dict[str, int]:
    """Return the least number of kinds over all days of the request, by id of `all_kinds`."""
    return {name: at_least_in(getattr(request.week, name), request.days) for name in all_kinds()}


def kinds_eaten(portions: Iterable[Portion], foods: FoodTable) -> dict[str, set[str]]:
    """Return the kinds of food eaten, by id of `all_kinds`."""
    found: dict[str, set[str]] = {name: set() for name in all_kinds()}
    for row in portions:
        food = foods.food(row.food_id)
        if row.grams < least_grams():
            continue
        for name, kinds in all_kinds().items():
            if food.group in kinds.groups:
                found[name].add(food.kind)
    return found


def meals_holding(
    portions: Iterable[Portion], subject: Subject, foods: FoodTable
) -> list[tuple[int, str]]:
    """Return the (day, meal) pairs with enough of a subject's foods to count, sorted."""
    grams: dict[tuple[int, str], float] = defaultdict(float)
    for row in portions:
        if covers(subject, foods.food(row.food_id)):
            grams[row.day, row.meal] += row.grams
    return sorted(key for key, amount in grams.items() if amount >= least_grams())


def dish_days(portions: Iterable[Portion], dishes: Mapping[str, Dish]) -> dict[str, list[int]]:
    """Return the days on which each dish or a variant of it is served, by id of the dish."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in portions:
        if row.dish:
            found[dishes[row.dish].base if row.dish in dishes else row.dish].add(row.day)
    return {base: sorted(days) for base, days in found.items()}


def most_times(base: str, request: PlanRequest) -> int:
    """Return on how many of seven days a dish may be served.

    Breakfasts and snacks take turns unless the days are to be varied; a lunch or dinner is served
    as often as a pot of it is eaten from.
    """
    dish, level = request.catalog.dishes.get(base), variety_level(request.variety)
    if dish is not None and not dish.meals & MAIN_MEALS and level.breakfasts < WEEK:
        return WEEK
    return max(request.week.dish_times, level.most_days)


def may_be_leftover(dish_id: str, request: PlanRequest) -> bool:
    """Return whether a dish may be served again the next day.

    Breakfasts and snacks may unless the days are to be varied. A lunch or dinner must keep, and
    the request must have leftovers or cooking days.
    """
    dish, level = request.catalog.dishes.get(dish_id), variety_level(request.variety)
    if dish is not None and not dish.meals & MAIN_MEALS and level.breakfasts < WEEK:
        return True
    wanted = request.week.leftovers or bool(request.week.cook_days) or level.lunch_from_dinner
    return wanted and dish is not None and dish.keeps_days >= 1


def judge_variety(portions: Sequence[Portion], request: PlanRequest) -> tuple[VarietyFault, ...]:
    """Return the breaches of the rules over several days by the days of one person."""
    if request.days == 1:
        return ()
    return (
        *_repeated(portions, request),
        *_too_few(portions, request),
        *(fault for wish in request.week.read_wishes() for fault in _wish(portions, request, wish)),
    )


def _repeated(portions: Sequence[Portion], request: PlanRequest) -> Iterator[VarietyFault]:
    catalog = request.catalog
    for base, days in dish_days(portions, catalog.dishes).items():
        most = most_times(base, request)
        name = catalog.dish_name(base)
        times, first = max((sum(day <= other < day + WEEK for other in days), -day) for day in days)
        if times > most:
            words = f"{name} on {times} of the seven days from day {-first}; at most {most}"
            yield VarietyFault(VarietyRule.DISH_TIMES, base, -first, words)
        for day in days:
            if day + 1 in days and not may_be_leftover(base, request):
                words = f"{name} on successive days {day} and {day + 1}"
                yield VarietyFault(VarietyRule.SUCCESSIVE, base, day + 1, words)


def _too_few(portions: Sequence[Portion], request: PlanRequest) -> Iterator[VarietyFault]:
    foods = request.catalog.foods
    eaten = kinds_eaten(portions, foods)
    for name, least in least_kinds(request).items():
        if len(eaten[name]) < least:
            words = f"{len(eaten[name])} {all_kinds()[name].label}; at least {least}"
            yield VarietyFault(VarietyRule.KINDS, name, 0, words)
    least = fish_days(request)
    days = {day for day, _ in meals_holding(portions, all_subjects()["fish"], foods)}
    if len(days) < least:
        words = f"fish on {len(days)} days; at least {least}"
        yield VarietyFault(VarietyRule.FISH_DAYS, "", 0, words)


def _wish(portions: Sequence[Portion], request: PlanRequest, wish: Wish) -> Iterator[VarietyFault]:
    """Yield the breaches of one wish."""
    if wish.sense == "@":
        for day in sorted({row.day for row in portions}):
            today = [row for row in portions if row.day == day]
            if request.weekday(day) in wish.days and not _kept_on(today, request, wish.subject):
                words = f"day {day}: no {wish.subject.label}"
                yield VarietyFault(VarietyRule.WISH, wish.text, day, words)
        return
    times = len(meals_holding(portions, wish.subject, request.catalog.foods))
    too_many = wish.sense == "<=" and times > at_most_in(wish.times, request.days)
    too_few = wish.sense == ">=" and times < at_least_in(wish.times, request.days)
    if too_many or too_few:
        words = f"{wish.words}: {times} meals hold it"
        yield VarietyFault(VarietyRule.WISH, wish.text, 0, words)


def _kept_on(today: Sequence[Portion], request: PlanRequest, subject: Subject) -> bool:
    """Return whether a day serves a subject, or keeps its time limit with all that is served."""
    if not subject.most_minutes:
        return bool(meals_holding(today, subject, request.catalog.foods))
    foods, dishes = request.catalog.foods, request.catalog.dishes
    return all(
        dishes[row.dish].total_minutes <= subject.most_minutes
        if row.dish in dishes
        else preparation(foods.food(row.food_id)).total_minutes <= subject.most_minutes
        for row in today
    )
