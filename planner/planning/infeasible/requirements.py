"""The requirements of a request: each can be set aside to see which of them conflict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

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
from planner.request.availability import foods_at_hand
from planner.request.choices import AVAILABILITIES
from planner.request.limit_names import LimitKind, values_of
from planner.request.locks import read_lock
from planner.request.own_limits import clinical_caps
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import WeekRules

# A request without restrictions on the food: only safety bars choices.
NO_FOOD_RULES = {
    "diet": "omnivore", "avoid": (), "exclude": (), "max_minutes": (), "budget_usd": None,
    "availability": "any", "versions": "any",
}  # fmt: skip
# Kinds of requirements that come from the other days and people.
OF_DAYS = frozenset({"variety", "cooking", "table", "wish"})
# Families whose every rule is a requirement of its own.
_SINGLE = frozenset(
    {
        "energy",
        "nutrient_floor",
        "nutrient_ceiling",
        "macronutrient_range",
        "meal_limit",
        "food_weight",
    }
)
_OF_DIET = frozenset({"diet_minimum", "not_together"})


@dataclass(frozen=True)
class Requirement:
    """One thing that a plan is asked to keep.

    Attributes
    ----------
    kind, subject : str
        What sort of requirement, and about what: ``avoid`` and ``fortified``.
    words : str
        As an item of a list: "no fortified foods", "vitamin B12 at least 2.4 µg".
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
        """Unique name of the requirement."""
        return f"{self.kind}:{self.subject}"


NO_REQUIREMENTS: Mapping[str, Requirement] = MappingProxyType({})
# Requirements that bar the same choices whatever else is left out of the food.
KEPT_KINDS = frozenset({"avoid", "exclude", "diet"})


def _barred(request: PlanRequest, choices: Choices) -> BoolArray:
    """Mark the choices that a request bars."""
    items = choices.items
    reasons = {food.id: forbidden_reason(food, request) for food in items.foods.foods}
    barred = [bool(reasons[food.id]) for food in items.foods.foods]
    barred += [
        bool(forbidden_dish_reason(dish, request, reasons, items.foods)) for dish in items.dishes
    ]
    mask: BoolArray = np.array(barred, dtype=np.bool_)[choices.item]
    return mask


def requirements_of_foods(
    request: PlanRequest, choices: Choices, earlier: Mapping[str, Requirement] = NO_REQUIREMENTS
) -> Iterator[Requirement]:
    """List what a request leaves out of the food, and how long a dish or food may take.

    Those of `KEPT_KINDS` are taken from `earlier`, by their keys, where they are there.
    """
    loose = request.changed(**NO_FOOD_RULES)
    no_rules = frozenset[RuleKey]()
    for name in request.avoid:
        if found := earlier.get(f"avoid:{name}"):
            yield found
            continue
        bars = _barred(loose.changed(avoid=(name,)), choices)
        words = f"no {get_avoidance(name).label.lower()}"
        yield Requirement("avoid", name, words, no_rules, bars)
    for name in request.exclude:
        if found := earlier.get(f"exclude:{name}"):
            yield found
            continue
        bars = _barred(loose.changed(exclude=(name,)), choices)
        yield Requirement("exclude", name, f"no {request.catalog.item_name(name)}", no_rules, bars)
    if request.availability != "any":
        shops = {"availability": request.availability, "can_get": foods_at_hand(request)}
        bars = _barred(loose.changed(**shops), choices)
        words = f"only food of {AVAILABILITIES[request.availability].label}"
        yield Requirement("availability", request.availability, words, no_rules, bars)
    if request.versions != "any":
        bars = _barred(request, choices) & ~_barred(request.changed(versions="any"), choices)
        words = "free-from and plant versions only where needed"
        yield Requirement("versions", request.versions, words, no_rules, bars)
    for meal, minutes in request.max_minutes:
        bars = (choices.meal_name == meal) & (choices.total_minutes > minutes)
        unit = "minute" if minutes == 1 else "minutes"
        words = f"{meal_labels()[meal].lower()} on the table in {minutes} {unit}"
        yield Requirement("minutes", meal, words, no_rules, bars)


def requirements_of_rules(
    request: PlanRequest,
    choices: Choices,
    rules: Sequence[Rule],
    earlier: Mapping[str, Requirement] = NO_REQUIREMENTS,
) -> Iterator[Requirement]:
    """List the requirements that bring rules: targets, limits, locks, the budget, the diet.

    What the diet bars is taken from `earlier`, by its key, where it is there.
    """
    none: BoolArray = np.zeros(len(choices), dtype=np.bool_)
    diet = get_diet(request.diet)
    own_rules = frozenset(rule.key for rule in rules if rule.family in _OF_DIET)
    if own_rules or diet.rule.values:
        loose = request.changed(**{**NO_FOOD_RULES, "diet": diet.id})
        words = f"{diet.label.lower()} food" if diet.id != "omnivore" else "the omnivore diet"
        found = earlier.get(f"diet:{diet.id}")
        bars = _barred(loose, choices) if found is None else found.bars
        yield Requirement("diet", diet.id, words, own_rules, bars)
    caps = values_of(request.limits, LimitKind.CAP).keys() | clinical_caps()
    for rule in rules:
        own = frozenset({rule.key})
        if rule.family == "budget":
            known = known_share(choices.items, "usd_per_100g") >= KNOWN_SHARE
            words = f"at most {rule.upper:.2f} USD a day"
            yield Requirement("budget", "cost", words, own, ~known[choices.item])
        elif rule.family == "group_cap" and rule.subject in caps:
            yield Requirement("limit", rule.subject, rule.sentence, own, none)
        elif rule.family == "lock":
            lock = read_lock(rule.subject)
            words = (
                f"{request.catalog.item_name(lock.item)}{f' at {lock.meal}' if lock.meal else ''}"
            )
            yield Requirement("lock", rule.subject, words, own, none)
        elif rule.family in _SINGLE:
            subject = f"{rule.subject}:{rule.scope}" if rule.scope != "day" else rule.subject
            yield Requirement(rule.family, subject, _rule_words(rule), own, none)


def requirements_of_days(
    request: PlanRequest, context: WeekContext, choices: Choices, rules: Sequence[Rule]
) -> Iterator[Requirement]:
    """List the requirements that come from the other days and people.

    Wishes and variety rules; choices closed because they were served already, because others at
    the table eat something else, or because nobody cooks on this day.
    """

    def closed(week: WeekRules, part: WeekContext) -> BoolArray:
        facts = DayFacts(request.changed(week=week), choices, rules)
        return ~open_choices(DayContext(facts, part))

    none: BoolArray = np.zeros(len(choices), dtype=np.bool_)
    for rule in rules:
        if rule.family in ("wish", "variety"):
            yield Requirement(rule.family, rule.subject, rule.sentence, frozenset({rule.key}), none)
    no_context = WeekContext(context.day)
    only_repeats = request.week.changed(wishes=(), cook_days=())
    no_rules = frozenset[RuleKey]()
    # Cooking days decide which leftovers may come back, so they stay while repeats are judged.
    without_wishes = request.week.changed(wishes=())
    served = closed(without_wishes, WeekContext(context.day, context.portions))
    cooking = closed(without_wishes, no_context) if request.week.cook_days else served & False
    repeats = served & ~cooking
    if repeats.any():
        words = "other dishes than the days around it serve"
        yield Requirement("variety", "repeats", words, no_rules, repeats)
    if cooking.any():
        words = "little or no cooking on this day"
        yield Requirement("cooking", "days", words, no_rules, cooking)
    at_table = WeekContext(context.day, dishes=context.dishes, barred=context.barred)
    not_shared = closed(only_repeats, at_table)
    if not_shared.any():
        words = "the same dishes as the others at the table"
        yield Requirement("table", "shared", words, no_rules, not_shared)
    for wish in request.week.read_wishes():
        bars = closed(only_repeats.changed(wishes=(wish.text,)), no_context)
        if bars.any():
            yield Requirement("wish", wish.text, wish.words, no_rules, bars)


def why_never_served(request: PlanRequest, name: str, meal: str) -> str:
    """Say why a food or dish is not among the choices, by its name for people."""
    bar = why_not_served(request, name, meal)
    if not bar.food_id:
        return bar.why
    return f"{request.catalog.item_name(bar.food_id)} is in it, and {bar.why}"


def _rule_words(rule: Rule) -> str:
    """Word a rule as an item of a list, without the source of its figure."""
    if rule.family in ("nutrient_floor", "macronutrient_range", "nutrient_ceiling"):
        known = nutrient(rule.subject)
        least = rule.family != "nutrient_ceiling"
        bound, limit = ("at least", rule.lower) if least else ("at most", rule.upper)
        return f"{known.in_sentence} {bound} {limit:.4g} {known.unit}"
    return rule.sentence
