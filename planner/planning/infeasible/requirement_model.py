"""A day problem without a plan, written as requirements that can be set aside one by one.

Every requirement bars choices, brings rules, or both. The rules that no requirement brings (what
makes up a meal, sensible caps) are the structural rules; they always hold.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from planner.nutrition.nutrients import core_nutrients
from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.any_day import AnyDay
from planner.optimize.model.choices import Choices, build_choices
from planner.optimize.model.families import FAMILIES
from planner.optimize.model.rules import Context, Rule, RuleKey
from planner.optimize.model.week.constraints import day_constraints
from planner.optimize.model.week.context import WeekContext, week_rule
from planner.optimize.model.week.facts import DayFacts
from planner.planning.day import DayProblem, build_day_problem
from planner.planning.infeasible.requirements import (
    KEPT_KINDS,
    NO_FOOD_RULES,
    OF_DAYS,
    Requirement,
    requirements_of_days,
    requirements_of_foods,
    requirements_of_rules,
)
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import Wish

# Fields of a request that restrict the food, and the families whose rules depend on them.
_OF_FOOD = frozenset(
    {
        "diet",
        "avoid",
        "exclude",
        "max_minutes",
        "budget_usd",
        "lock",
        "availability",
        "can_get",
        "versions",
    }
)
_FOOD_FAMILIES = ("diet_minimum", "not_together", "lock", "budget")
# Kinds of requirements in the order in which the deletion filter sets them aside: those at the
# front are named only where they are needed, those at the end are the best to name.
_ORDER = (
    "availability", "versions", "nutrient_ceiling", "macronutrient_range", "meal_limit",
    "nutrient_floor", "energy", "food_weight", "limit", "variety", "diet", "exclude", "avoid",
    "minutes", "cooking", "budget", "table", "wish", "lock",
)  # fmt: skip


@dataclass(frozen=True)
class DayInContext:
    """One day of several: the request for all days, and the other days and people around it."""

    request: PlanRequest
    week: WeekContext


@dataclass(frozen=True)
class RequirementModel:
    """The choices and rules of a day problem, and the requirements they come from.

    Attributes
    ----------
    problem : DayProblem
        The problem that has no plan.
    choices : Choices
        All choices that safety allows, whether or not a requirement bars them.
    rules : tuple of Rule
        The hard rules over all choices, without the floors that a plan may miss.
    requirements : tuple of Requirement
        In the order in which they are set aside.
    in_context : DayInContext or None
        The other days and people, where the problem is one day of several.
    required_floors : frozenset of str
        Nutrients beside the core ones whose floor may not be missed.
    any_day : AnyDay or None
        The choices and structural rules, written once for all sets of requirements.
    """

    problem: DayProblem
    choices: Choices
    rules: tuple[Rule, ...]
    requirements: tuple[Requirement, ...]
    in_context: DayInContext | None = None
    required_floors: frozenset[str] = frozenset()
    any_day: AnyDay | None = field(default=None, repr=False, compare=False)

    @property
    def request(self) -> PlanRequest:
        """The request for all days."""
        return self.in_context.request if self.in_context else self.problem.request

    @property
    def structural_rules(self) -> tuple[Rule, ...]:
        """The rules that no requirement brings."""
        required = frozenset[RuleKey]().union(*(found.rules for found in self.requirements))
        return tuple(rule for rule in self.rules if rule.key not in required)

    def rules_of(self, requirement: Requirement) -> tuple[Rule, ...]:
        """Return the rules that a requirement brings."""
        return tuple(rule for rule in self.rules if rule.key in requirement.rules)

    def with_only(self, keys: Collection[str]) -> DayProblem:
        """Return the problem with some of the requirements, by their keys."""
        is_open: BoolArray = np.ones(len(self.choices), dtype=np.bool_)
        dropped: set[RuleKey] = set()
        for requirement in self.requirements:
            if requirement.key in keys:
                is_open &= ~requirement.bars
            else:
                dropped |= requirement.rules
        rules = tuple(rule for rule in self.rules if rule.key not in dropped)
        old = self.problem
        context = Context(old.context.request, old.context.targets, self.choices)
        return DayProblem(
            old.request, old.foods, context, rules, is_open=is_open, any_day=self.any_day
        )

    def with_request(self, request: PlanRequest) -> DayProblem:
        """Return the day problem of a changed request, without the floors that a plan may miss.

        Parameters
        ----------
        request : PlanRequest
            The changed request for all days.
        """
        own = request if self.in_context is None else request.for_day(self.in_context.week.day)
        if self._differs_only_in_food(request):
            changed = self._with_food_of(own)
            return changed.with_only({found.key for found in changed.requirements})
        problem = build_day_problem(own)
        if self.in_context is not None:
            facts = DayFacts(request, problem.context.choices, problem.rules)
            problem = problem.within_days(day_constraints(facts, self.in_context.week), own)
        kept = {*core_nutrients(), *self.required_floors}
        rules = tuple(
            rule
            for rule in problem.rules
            if rule.hard
            and not rule.advice
            and (rule.family != "nutrient_floor" or rule.subject in kept)
        )
        return replace(problem, rules=rules)

    def _differs_only_in_food(self, request: PlanRequest) -> bool:
        """Tell whether a request restricts other foods and is the same otherwise."""
        others = set(PlanRequest.model_fields) - _OF_FOOD
        return all(getattr(request, name) == getattr(self.request, name) for name in others)

    def _with_food_of(self, request: PlanRequest) -> RequirementModel:
        """Return the model with the food requirements of another request."""
        context = Context(request, self.problem.context.targets, self.choices)
        rules = [rule for rule in self.rules if rule.family not in _FOOD_FAMILIES]
        rules += [rule for name in _FOOD_FAMILIES for rule in FAMILIES[name].build(context)]
        requirements = [found for found in self.requirements if found.kind in OF_DAYS]
        known = {found.key: found for found in self.requirements if found.kind in KEPT_KINDS}
        requirements += requirements_of_foods(request, self.choices, known)
        requirements += requirements_of_rules(request, self.choices, rules, known)
        return replace(
            self,
            problem=replace(self.problem, request=request),
            rules=tuple(rules),
            requirements=tuple(requirements),
        )


def build_requirement_model(
    problem: DayProblem,
    in_context: DayInContext | None = None,
    required_floors: Collection[str] = (),
    wishes: Sequence[Wish] = (),
) -> RequirementModel:
    """Write a day problem that has no plan as requirements.

    Parameters
    ----------
    problem : DayProblem
        The problem.
    in_context : DayInContext, optional
        The other days and people, where the problem is one day of several.
    required_floors : collection of str
        Nutrients beside the core ones whose floor may not be missed.
    wishes : sequence of Wish
        Wishes for the days together that this day has to bring something for.
    """
    request = problem.request
    items, pattern = problem.context.choices.items, problem.context.choices.pattern
    choices = build_choices(items, pattern, request.changed(**NO_FOOD_RULES))
    context = Context(request, problem.context.targets, choices)
    rules = [
        rule
        for family in FAMILIES.values()
        if family.is_hard
        for rule in family.build(context)
        if rule.hard
    ]
    if in_context is not None:
        facts = DayFacts(in_context.request, choices, rules)
        constraints = day_constraints(facts, in_context.week)
        rules = [constraints.limited(rule) for rule in (*rules, *constraints.rules) if rule.hard]
        rules += [_wish_rule(wish, facts) for wish in wishes]
    floors = set(core_nutrients()) | set(required_floors)
    rules = [
        rule
        for rule in rules
        if not rule.advice and (rule.family != "nutrient_floor" or rule.subject in floors)
    ]
    requirements = [
        *requirements_of_foods(request, choices),
        *requirements_of_rules(request, choices, rules),
    ]
    if in_context is not None:
        requirements += requirements_of_days(in_context.request, in_context.week, choices, rules)
    requirements.sort(key=lambda found: _ORDER.index(found.kind))
    model = RequirementModel(
        problem, choices, tuple(rules), tuple(requirements), in_context, frozenset(required_floors)
    )
    return replace(model, any_day=AnyDay(choices, model.structural_rules, request))


def _wish_rule(wish: Wish, facts: DayFacts) -> Rule:
    """Write the rule that a day brings something of what is wished for."""
    return week_rule(
        "wish", wish.text, facts.surely_holding(wish.subject), (1.0, np.inf), wish.words
    )
