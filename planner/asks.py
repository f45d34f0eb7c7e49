"""What a plan is asked to keep, each ask as one thing that may be set aside to see what clashes.

The choices here are all that safety leaves to a person; every ask bars some of them, or brings
rules, or both. What no ask brings (what makes up a meal, sensible caps) is the ground they stand
on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.diets import get_avoidance, get_diet
from planner.dishes import dish_name, known_dishes
from planner.foods import known_foods
from planner.limits import CAP
from planner.meals import meal_labels
from planner.model.choices import (
    KNOWN_SHARE,
    Choices,
    build_choices,
    forbidden_dish_reason,
    forbidden_reason,
    known_share,
    why_not_served,
)
from planner.model.day_points import Surroundings
from planner.model.days import DayShaper, DayTerms
from planner.model.families import FAMILIES
from planner.model.problem import BoolArray
from planner.model.rules import Context, Rule, count_rule
from planner.nutrients import core_nutrients, nutrient
from planner.planning import Question, prepare
from planner.request import PlanRequest
from planner.supplements import get_supplement, load_supplements
from planner.week_rules import WeekRules, Wish

_LOOSE = {
    "diet": "omnivore", "avoid": (), "exclude": (), "max_minutes": (), "budget_usd": None,
}  # fmt: skip
# Families whose every rule is an ask of its own.
_SINGLE = frozenset({"energy", "nutrient_floor", "nutrient_ceiling", "macronutrient_range", "lock"})
_OF_DIET = frozenset({"diet_minimum", "not_together"})
# What a request asks of the food, and the families that say so; the rest of the rules stands.
_OF_FOOD = ("diet", "avoid", "exclude", "max_minutes", "budget_usd", "lock")
_FOOD_FAMILIES = ("diet_minimum", "not_together", "lock", "budget")
# Kinds of ask that the days around bring.
_OF_DAYS = frozenset({"variety", "cooking", "table", "wish"})
# Which kinds of ask are set aside first: those at the front are named only where needed.
_ORDER = (
    "nutrient_ceiling", "macronutrient_range", "nutrient_floor", "energy", "limit", "variety",
    "diet", "exclude", "avoid", "minutes", "cooking", "budget", "table", "wish", "lock",
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """One thing that a plan is asked to keep.

    Attributes
    ----------
    kind, subject : str
        What sort of ask, and about what: ``avoid`` and ``fortified``.
    words : str
        As it stands in a list: "no fortified foods", "vitamin B12 at least 2.4 µg".
    rules : frozenset of str
        Names of the rules it brings.
    bars : ndarray of bool, shape (choices,)
        The choices it takes away.
    """

    kind: str
    subject: str
    words: str
    rules: frozenset[str]
    bars: BoolArray

    @property
    def key(self) -> str:
        """Unique name of the ask."""
        return f"{self.kind}:{self.subject}"


@dataclass(frozen=True)
class DayAmong:
    """A day among others: the request of all the days, and what stands around this one."""

    request: PlanRequest
    around: Surroundings


@dataclass(frozen=True)
class Scene:
    """Everything that safety leaves to choose from, and what is asked.

    Attributes
    ----------
    question : Question
        The question as it was put.
    choices : Choices
        All choices, barred by some ask or not.
    rules : tuple of Rule
        The hard rules over all choices; floors that a plan may miss are left out.
    asks : tuple of Ask
        First those that are best set aside, last those that are best named.
    among : DayAmong or None
        The days around, where the question is one day of several.
    must : frozenset of str
        Nutrients beside the core ones whose floor may not be missed.
    """

    question: Question
    choices: Choices
    rules: tuple[Rule, ...]
    asks: tuple[Ask, ...]
    among: DayAmong | None = None
    must: frozenset[str] = frozenset()

    @property
    def ground(self) -> tuple[Rule, ...]:
        """The rules that no ask brings."""
        asked = frozenset[str]().union(*(ask.rules for ask in self.asks))
        return tuple(rule for rule in self.rules if rule.name not in asked)

    def rules_of(self, ask: Ask) -> tuple[Rule, ...]:
        """Return the rules that an ask brings."""
        return tuple(rule for rule in self.rules if rule.name in ask.rules)

    def asking_only(self, kept: Collection[str]) -> Question:
        """Return the question with some asks alone, by their keys."""
        open_: BoolArray = np.ones(len(self.choices), dtype=np.bool_)
        dropped: set[str] = set()
        for ask in self.asks:
            if ask.key in kept:
                open_ &= ~ask.bars
            else:
                dropped |= ask.rules
        kept_choices = np.flatnonzero(open_)
        rules = tuple(
            replace(rule, taken=rule.taken[kept_choices], step=rule.step[kept_choices])
            for rule in self.rules
            if rule.name not in dropped
        )
        old = self.question.context
        context = Context(old.request, old.targets, self.choices.narrowed(open_))
        return Question(self.question.request, self.question.foods, context, rules)

    def after(self, request: PlanRequest) -> Question:
        """Return the question of a changed request; floors that a plan may miss are left out.

        Parameters
        ----------
        request : PlanRequest
            The request of all the days, where the scene is one of several.
        """
        own = request if self.among is None else request.for_day(self.among.around.day)
        if self._only_food_differs(request):
            anew = self._asked_anew(own)
            return anew.asking_only({ask.key for ask in anew.asks})
        question = prepare(own)
        if self.among is not None:
            shaper = DayShaper(request, question.context.choices, question.rules)
            question = question.among_days(shaper.terms(self.among.around), (), own)
        kept = {*core_nutrients(), *self.must}
        rules = tuple(
            rule
            for rule in question.rules
            if rule.hard and (rule.family != "nutrient_floor" or rule.subject in kept)
        )
        return replace(question, rules=rules)

    def _only_food_differs(self, request: PlanRequest) -> bool:
        """Tell whether all else is asked as before, so that the rules stand as they are."""
        old = self.question.request if self.among is None else self.among.request
        same = {name: getattr(old, name) for name in _OF_FOOD}
        return request.model_copy(update=same) == old

    def _asked_anew(self, request: PlanRequest) -> Scene:
        """Return the scene with what another request asks of the food."""
        context = Context(request, self.question.context.targets, self.choices)
        rules = [rule for rule in self.rules if rule.family not in _FOOD_FAMILIES]
        rules += [rule for name in _FOOD_FAMILIES for rule in FAMILIES[name].build(context)]
        loose = request.model_copy(update=_LOOSE)
        asks = [ask for ask in self.asks if ask.kind in _OF_DAYS]
        asks += _of_foods(request, loose, self.choices)
        asks += _of_rules(request, self.choices, rules)
        question = replace(self.question, request=request)
        return replace(self, question=question, rules=tuple(rules), asks=tuple(asks))


def build_scene(
    question: Question,
    among: DayAmong | None = None,
    must: Collection[str] = (),
    wishes: Sequence[Wish] = (),
) -> Scene:
    """Set the scene of a question that has no plan.

    Parameters
    ----------
    among : DayAmong, optional
        The days around it, where it is one of several.
    must : collection of str
        Nutrients beside the core ones whose floor may not be missed.
    wishes : sequence of Wish
        Wishes for the days together that this one has to bring something for.
    """
    request = question.request
    items, pattern = question.context.choices.items, question.context.choices.pattern
    loose = request.model_copy(update=_LOOSE)
    choices = build_choices(items, pattern, loose)
    context = Context(request, question.context.targets, choices)
    rules = [
        rule
        for family in FAMILIES.values()
        if not family.hardness.startswith("soft")
        for rule in family.build(context)
        if rule.hard
    ]
    if among is not None:
        shaper = DayShaper(among.request, choices, rules)
        terms = shaper.terms(among.around)
        rules = [_limited(rule, terms) for rule in (*rules, *terms.rules) if rule.hard]
        rules += [_due(wish, shaper) for wish in wishes]
    floors = set(core_nutrients()) | set(must)
    rules = [r for r in rules if r.family != "nutrient_floor" or r.subject in floors]
    asks = [*_of_foods(request, loose, choices), *_of_rules(request, choices, rules)]
    if among is not None:
        asks += _of_days(among, choices, rules)
    asks.sort(key=lambda ask: _ORDER.index(ask.kind))
    return Scene(question, choices, tuple(rules), tuple(asks), among, frozenset(must))


def _limited(rule: Rule, terms: DayTerms) -> Rule:
    """Return a rule with the limits that the days around leave it."""
    lower, upper = terms.limits.get(rule.name, (rule.lower, rule.upper))
    return replace(rule, lower=lower, upper=upper)


def _due(wish: Wish, shaper: DayShaper) -> Rule:
    """Write the rule that a day brings something of what is wished for."""
    taken, step = count_rule(shaper.holding(wish.subject, surely=True))
    return Rule(
        "wish", wish.text, "day", taken, step, 1.0, np.inf, "times", wish.words, "the request"
    )


def _barred(only: PlanRequest, choices: Choices) -> BoolArray:
    """Mark the choices that one thing asked of the foods takes away."""
    items = choices.items
    reasons = {food.id: forbidden_reason(food, only) for food in items.foods.foods}
    barred = [bool(reasons[food.id]) for food in items.foods.foods]
    barred += [bool(forbidden_dish_reason(dish, only, reasons)) for dish in items.dishes]
    mask: BoolArray = np.array(barred, dtype=np.bool_)[choices.item]
    return mask


def _of_foods(request: PlanRequest, loose: PlanRequest, choices: Choices) -> Iterator[Ask]:
    """List what is asked of the foods: what is left out, and how long a dish may take."""
    no_rules = frozenset[str]()
    for name in request.avoid:
        bars = _barred(loose.model_copy(update={"avoid": (name,)}), choices)
        words = f"no {get_avoidance(name).label.lower()}"
        yield Ask("avoid", name, words, no_rules, bars)
    for name in request.exclude:
        bars = _barred(loose.model_copy(update={"exclude": (name,)}), choices)
        yield Ask("exclude", name, f"no {item_name(name)}", no_rules, bars)
    meals = np.array([meal.name for meal in choices.pattern.meals])[choices.meal]
    ready = np.array([dish.total_minutes if (dish := choices.dish(number)) else 0
                      for number in range(len(choices))])  # fmt: skip
    for meal, minutes in request.max_minutes:
        bars = (meals == meal) & (ready > minutes)
        unit = "minute" if minutes == 1 else "minutes"
        words = f"{meal_labels()[meal].lower()} on the table in {minutes} {unit}"
        yield Ask("minutes", meal, words, no_rules, bars)


def _of_rules(request: PlanRequest, choices: Choices, rules: Sequence[Rule]) -> Iterator[Ask]:
    """List what rules ask for: the targets, what is asked for by name, the budget, the diet."""
    none: BoolArray = np.zeros(len(choices), dtype=np.bool_)
    diet = get_diet(request.diet)
    names = frozenset(rule.name for rule in rules if rule.family in _OF_DIET)
    if names or diet.rule.values:
        loose = request.model_copy(update={**_LOOSE, "diet": diet.id})
        words = f"{diet.label.lower()} food" if diet.id != "omnivore" else "the omnivore diet"
        yield Ask("diet", diet.id, words, names, _barred(loose, choices))
    limits = {name.removeprefix(CAP) for name, _ in request.limits}
    for rule in rules:
        own = frozenset({rule.name})
        if rule.family == "budget":
            known = known_share(choices.items, "usd_per_100g") >= KNOWN_SHARE
            words = f"at most {rule.upper:.2f} USD a day"
            yield Ask("budget", "cost", words, own, ~known[choices.item])
        elif rule.family == "group_cap" and rule.subject in limits:
            yield Ask("limit", rule.subject, rule.sentence, own, none)
        elif rule.family in _SINGLE:
            yield Ask(rule.family, rule.subject, _rule_words(rule), own, none)


def _of_days(among: DayAmong, choices: Choices, rules: Sequence[Rule]) -> Iterator[Ask]:
    """List what the days around bar: dishes served already, other tables, days without cooking."""
    request, around = among.request, among.around

    def closed(week: WeekRules, near: Surroundings) -> BoolArray:
        only = request.model_copy(update={"week": week})
        return ~DayShaper(only, choices, rules).terms(near).keep

    none: BoolArray = np.zeros(len(choices), dtype=np.bool_)
    for rule in rules:
        if rule.family in ("wish", "variety"):
            yield Ask(rule.family, rule.subject, rule.sentence, frozenset({rule.name}), none)
    alone = Surroundings(around.day)
    calm = request.week.model_copy(update={"wishes": (), "cook_days": ()})
    no_rules = frozenset[str]()
    # Cooking days decide which leftovers may come back, so they stay while the repeats are judged.
    keeping = request.week.model_copy(update={"wishes": ()})
    served = closed(keeping, Surroundings(around.day, around.standing))
    cooking = closed(keeping, alone) if request.week.cook_days else served & False
    repeats = served & ~cooking
    if repeats.any():
        words = "other dishes than the days around it serve"
        yield Ask("variety", "repeats", words, no_rules, repeats)
    if cooking.any():
        words = "little or no cooking on this day"
        yield Ask("cooking", "days", words, no_rules, cooking)
    table = closed(calm, Surroundings(around.day, dishes=around.dishes, barred=around.barred))
    if table.any():
        words = "the same dishes as the others at the table"
        yield Ask("table", "shared", words, no_rules, table)
    for wish in request.week.read_wishes():
        bars = closed(calm.model_copy(update={"wishes": (wish.text,)}), alone)
        if bars.any():
            yield Ask("wish", wish.text, wish.words, no_rules, bars)


def item_name(name: str) -> str:
    """Return what people call a food, dish or supplement, by its id."""
    if name in known_dishes():
        return dish_name(name)
    if name in load_supplements():
        return get_supplement(name).name[0].lower() + get_supplement(name).name[1:]
    food = known_foods().food(name).name
    return food[0].lower() + food[1:]


def why_never_served(request: PlanRequest, name: str, meal: str) -> str:
    """Say why a food or dish is no choice at all, in names that people know."""
    food_id, colon, why = why_not_served(request, name, meal).partition(": ")
    return f"{item_name(food_id)} is in it, and {why}" if colon else food_id


def _rule_words(rule: Rule) -> str:
    """Say a single rule as it stands in a list, without the figures' bases."""
    if rule.family == "lock":
        meal, _, name = rule.subject.rpartition("=")
        return f"{item_name(name)}{f' at {meal}' if meal else ''}"
    if rule.family in ("nutrient_floor", "macronutrient_range", "nutrient_ceiling"):
        known = nutrient(rule.subject)
        least = rule.family != "nutrient_ceiling"
        bound, limit = ("at least", rule.lower) if least else ("at most", rule.upper)
        return f"{known.in_sentence} {bound} {limit:.4g} {known.unit}"
    return rule.sentence
