"""A day problem without a plan, written as the requirements that are asked of it.

Every ask bars some choices, or brings rules, or both. What no ask brings (what makes up a meal,
sensible caps) is the ground they stand on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.nutrition.nutrients import core_nutrients
from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.choices import Choices, build_choices
from planner.optimize.model.families import FAMILIES
from planner.optimize.model.rules import Context, Rule, RuleKey
from planner.optimize.model.week.constraints import day_constraints
from planner.optimize.model.week.context import WeekContext, week_rule
from planner.optimize.model.week.facts import DayFacts
from planner.planning.day import DayProblem, build_day_problem
from planner.planning.infeasible.requirements import (
    LOOSE,
    OF_DAYS,
    Requirement,
    requirements_of_days,
    requirements_of_foods,
    requirements_of_rules,
)
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import Wish

# What a request asks of the food, and the families that say so; the rest of the rules stands.
_OF_FOOD = frozenset({"diet", "avoid", "exclude", "max_minutes", "budget_usd", "lock"})
_FOOD_FAMILIES = ("diet_minimum", "not_together", "lock", "budget")
# Which kinds of ask are set aside first: those at the front are named only where needed.
_ORDER = (
    "nutrient_ceiling", "macronutrient_range", "nutrient_floor", "energy", "limit", "variety",
    "diet", "exclude", "avoid", "minutes", "cooking", "budget", "table", "wish", "lock",
)  # fmt: skip


@dataclass(frozen=True)
class DayInContext:
    """A day among others: the request of all the days, and what stands around this one."""

    request: PlanRequest
    around: WeekContext


@dataclass(frozen=True)
class RequirementModel:
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

    question: DayProblem
    choices: Choices
    rules: tuple[Rule, ...]
    requirements: tuple[Requirement, ...]
    among: DayInContext | None = None
    must: frozenset[str] = frozenset()

    @property
    def structural_rules(self) -> tuple[Rule, ...]:
        """The rules that no ask brings."""
        asked = frozenset[RuleKey]().union(*(ask.rules for ask in self.requirements))
        return tuple(rule for rule in self.rules if rule.key not in asked)

    def rules_of(self, ask: Requirement) -> tuple[Rule, ...]:
        """Return the rules that an ask brings."""
        return tuple(rule for rule in self.rules if rule.key in ask.rules)

    def asking_only(self, kept: Collection[str]) -> DayProblem:
        """Return the question with some asks alone, by their keys."""
        open_: BoolArray = np.ones(len(self.choices), dtype=np.bool_)
        dropped: set[RuleKey] = set()
        for ask in self.requirements:
            if ask.key in kept:
                open_ &= ~ask.bars
            else:
                dropped |= ask.rules
        kept_choices = np.flatnonzero(open_)
        rules = tuple(
            replace(rule, taken=rule.taken[kept_choices], step=rule.step[kept_choices])
            for rule in self.rules
            if rule.key not in dropped
        )
        old = self.question.context
        context = Context(old.request, old.targets, self.choices.narrowed(open_))
        return DayProblem(self.question.request, self.question.foods, context, rules)

    def after(self, request: PlanRequest) -> DayProblem:
        """Return the question of a changed request; floors that a plan may miss are left out.

        Parameters
        ----------
        request : PlanRequest
            The request of all the days, where the requirement_model is one of several.
        """
        own = request if self.among is None else request.for_day(self.among.around.day)
        if self._only_food_differs(request):
            anew = self._asked_anew(own)
            return anew.asking_only({ask.key for ask in anew.requirements})
        question = build_day_problem(own)
        if self.among is not None:
            facts = DayFacts(request, question.context.choices, question.rules)
            question = question.within_days(day_constraints(facts, self.among.around), own)
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
        others = set(PlanRequest.model_fields) - _OF_FOOD
        return all(getattr(request, name) == getattr(old, name) for name in others)

    def _asked_anew(self, request: PlanRequest) -> RequirementModel:
        """Return the requirement_model with what another request asks of the food."""
        context = Context(request, self.question.context.targets, self.choices)
        rules = [rule for rule in self.rules if rule.family not in _FOOD_FAMILIES]
        rules += [rule for name in _FOOD_FAMILIES for rule in FAMILIES[name].build(context)]
        asks = [ask for ask in self.requirements if ask.kind in OF_DAYS]
        asks += requirements_of_foods(request, self.choices)
        asks += requirements_of_rules(request, self.choices, rules)
        question = replace(self.question, request=request)
        return replace(self, question=question, rules=tuple(rules), requirements=tuple(asks))


def build_requirement_model(
    question: DayProblem,
    among: DayInContext | None = None,
    must: Collection[str] = (),
    wishes: Sequence[Wish] = (),
) -> RequirementModel:
    """Set the requirement_model of a question that has no plan.

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
    loose = request.changed(**LOOSE)
    choices = build_choices(items, pattern, loose)
    context = Context(request, question.context.targets, choices)
    rules = [
        rule
        for family in FAMILIES.values()
        if family.is_hard
        for rule in family.build(context)
        if rule.hard
    ]
    if among is not None:
        facts = DayFacts(among.request, choices, rules)
        constraints = day_constraints(facts, among.around)
        rules = [constraints.limited(rule) for rule in (*rules, *constraints.rules) if rule.hard]
        rules += [_due(wish, facts) for wish in wishes]
    floors = set(core_nutrients()) | set(must)
    rules = [r for r in rules if r.family != "nutrient_floor" or r.subject in floors]
    asks = [
        *requirements_of_foods(request, choices),
        *requirements_of_rules(request, choices, rules),
    ]
    if among is not None:
        asks += requirements_of_days(among.request, among.around, choices, rules)
    asks.sort(key=lambda ask: _ORDER.index(ask.kind))
    return RequirementModel(question, choices, tuple(rules), tuple(asks), among, frozenset(must))


def _due(wish: Wish, facts: DayFacts) -> Rule:
    """Write the rule that a day brings something of what is wished for."""
    return week_rule(
        "wish", wish.text, facts.surely_holding(wish.subject), (1.0, np.inf), wish.words
    )
