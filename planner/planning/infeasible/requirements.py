"""What a plan is asked to keep, each ask as one thing that may be set aside to see what clashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.choices import (
    KNOWN_SHARE,
    Choices,
    forbidden_dish_reason,
    forbidden_reason,
    known_share,
    why_not_served,
)
from planner.optimize.model.rules import Rule, RuleKey
from planner.optimize.model.week.context import DayContext, WeekContext
from planner.optimize.model.week.facts import DayFacts
from planner.optimize.model.week.repeats import open_choices
from planner.request.locks import read_lock
from planner.request.own_limits import CAP
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import WeekRules

# A request that asks nothing of the food: what is left is barred by safety alone.
LOOSE = {
    "diet": "omnivore", "avoid": (), "exclude": (), "max_minutes": (), "budget_usd": None,
}  # fmt: skip
# Kinds of ask that the days around bring.
OF_DAYS = frozenset({"variety", "cooking", "table", "wish"})
# Families whose every rule is an ask of its own.
_SINGLE = frozenset({"energy", "nutrient_floor", "nutrient_ceiling", "macronutrient_range"})
_OF_DIET = frozenset({"diet_minimum", "not_together"})


@dataclass(frozen=True)
class Requirement:
    """One thing that a plan is asked to keep.

    Attributes
    ----------
    kind, subject : str
        What sort of ask, and about what: ``avoid`` and ``fortified``.
    words : str
        As it stands in a list: "no fortified foods", "vitamin B12 at least 2.4 µg".
    rules : frozenset of RuleKey
        The rules it brings.
    bars : ndarray of bool, shape (choices,)
        The choices it takes away.
    """

    kind: str
    subject: str
    words: str
    rules: frozenset[RuleKey]
    bars: BoolArray

    @property
    def key(self) -> str:
        """Unique name of the ask."""
        return f"{self.kind}:{self.subject}"


def _barred(only: PlanRequest, choices: Choices) -> BoolArray:
    """Mark the choices that one thing asked of the foods takes away."""
    items = choices.items
    reasons = {food.id: forbidden_reason(food, only) for food in items.foods.foods}
    barred = [bool(reasons[food.id]) for food in items.foods.foods]
    barred += [
        bool(forbidden_dish_reason(dish, only, reasons, items.foods)) for dish in items.dishes
    ]
    mask: BoolArray = np.array(barred, dtype=np.bool_)[choices.item]
    return mask


def requirements_of_foods(request: PlanRequest, choices: Choices) -> Iterator[Requirement]:
    """List what is asked of the foods: what is left out, and how long a dish may take."""
    loose = request.changed(**LOOSE)
    no_rules = frozenset[RuleKey]()
    for name in request.avoid:
        bars = _barred(loose.changed(avoid=(name,)), choices)
        words = f"no {get_avoidance(name).label.lower()}"
        yield Requirement("avoid", name, words, no_rules, bars)
    for name in request.exclude:
        bars = _barred(loose.changed(exclude=(name,)), choices)
        yield Requirement("exclude", name, f"no {request.catalog.item_name(name)}", no_rules, bars)
    ready = np.array([dish.total_minutes if (dish := choices.dish(number)) else 0
                      for number in range(len(choices))])  # fmt: skip
    for meal, minutes in request.max_minutes:
        bars = (choices.meal_name == meal) & (ready > minutes)
        unit = "minute" if minutes == 1 else "minutes"
        words = f"{meal_labels()[meal].lower()} on the table in {minutes} {unit}"
        yield Requirement("minutes", meal, words, no_rules, bars)


def requirements_of_rules(
    request: PlanRequest, choices: Choices, rules: Sequence[Rule]
) -> Iterator[Requirement]:
    """List what rules ask for: the targets, what is asked for by name, the budget, the diet."""
    none: BoolArray = np.zeros(len(choices), dtype=np.bool_)
    diet = get_diet(request.diet)
    own_rules = frozenset(rule.key for rule in rules if rule.family in _OF_DIET)
    if own_rules or diet.rule.values:
        loose = request.changed(**{**LOOSE, "diet": diet.id})
        words = f"{diet.label.lower()} food" if diet.id != "omnivore" else "the omnivore diet"
        yield Requirement("diet", diet.id, words, own_rules, _barred(loose, choices))
    limits = {name.removeprefix(CAP) for name, _ in request.limits}
    for rule in rules:
        own = frozenset({rule.key})
        if rule.family == "budget":
            known = known_share(choices.items, "usd_per_100g") >= KNOWN_SHARE
            words = f"at most {rule.upper:.2f} USD a day"
            yield Requirement("budget", "cost", words, own, ~known[choices.item])
        elif rule.family == "group_cap" and rule.subject in limits:
            yield Requirement("limit", rule.subject, rule.sentence, own, none)
        elif rule.family == "lock":
            lock = read_lock(rule.subject)
            words = (
                f"{request.catalog.item_name(lock.item)}{f' at {lock.meal}' if lock.meal else ''}"
            )
            yield Requirement("lock", rule.subject, words, own, none)
        elif rule.family in _SINGLE:
            yield Requirement(rule.family, rule.subject, _rule_words(rule), own, none)


def requirements_of_days(
    request: PlanRequest, around: WeekContext, choices: Choices, rules: Sequence[Rule]
) -> Iterator[Requirement]:
    """List what the days around bar: dishes served already, other tables, days without cooking."""

    def closed(week: WeekRules, near: WeekContext) -> BoolArray:
        only = request.changed(week=week)
        return ~open_choices(DayContext(DayFacts(only, choices, rules), near))

    none: BoolArray = np.zeros(len(choices), dtype=np.bool_)
    for rule in rules:
        if rule.family in ("wish", "variety"):
            yield Requirement(rule.family, rule.subject, rule.sentence, frozenset({rule.key}), none)
    alone = WeekContext(around.day)
    calm = request.week.changed(wishes=(), cook_days=())
    no_rules = frozenset[RuleKey]()
    # Cooking days decide which leftovers may come back, so they stay while the repeats are judged.
    keeping = request.week.changed(wishes=())
    served = closed(keeping, WeekContext(around.day, around.portions))
    cooking = closed(keeping, alone) if request.week.cook_days else served & False
    repeats = served & ~cooking
    if repeats.any():
        words = "other dishes than the days around it serve"
        yield Requirement("variety", "repeats", words, no_rules, repeats)
    if cooking.any():
        words = "little or no cooking on this day"
        yield Requirement("cooking", "days", words, no_rules, cooking)
    table = closed(calm, WeekContext(around.day, dishes=around.dishes, barred=around.barred))
    if table.any():
        words = "the same dishes as the others at the table"
        yield Requirement("table", "shared", words, no_rules, table)
    for wish in request.week.read_wishes():
        bars = closed(calm.changed(wishes=(wish.text,)), alone)
        if bars.any():
            yield Requirement("wish", wish.text, wish.words, no_rules, bars)


def why_never_served(request: PlanRequest, name: str, meal: str) -> str:
    """Say why a food or dish is no choice at all, in names that people know."""
    bar = why_not_served(request, name, meal)
    if not bar.food_id:
        return bar.why
    return f"{request.catalog.item_name(bar.food_id)} is in it, and {bar.why}"


def _rule_words(rule: Rule) -> str:
    """Say a single rule as it stands in a list, without the figures' bases."""
    if rule.family in ("nutrient_floor", "macronutrient_range", "nutrient_ceiling"):
        known = nutrient(rule.subject)
        least = rule.family != "nutrient_ceiling"
        bound, limit = ("at least", rule.lower) if least else ("at most", rule.upper)
        return f"{known.in_sentence} {bound} {limit:.4g} {known.unit}"
    return rule.sentence
