"""The constraints of the other days and people on one day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.levels import UnitRange
from planner.optimize.model.rules import Rule, RuleKey
from planner.optimize.model.week.averages import averaged_floors, limits_over_days
from planner.optimize.model.week.context import DayContext, WeekContext
from planner.optimize.model.week.cooking import cooking_demands, cooking_rules, cooking_work
from planner.optimize.model.week.facts import DayFacts
from planner.optimize.model.week.repeats import leftover_demands, open_choices
from planner.optimize.model.week.repetition_costs import day_points
from planner.optimize.model.week.shares import servings_allowed
from planner.optimize.model.week.variety import fish_demands, kind_demands
from planner.optimize.model.week.wishes import wish_demands, wish_rules


@dataclass(frozen=True)
class DayConstraints:
    """The constraints of the other days and people on a day.

    Attributes
    ----------
    keep : ndarray of bool, shape (choices,)
        Mask of the choices that may be served.
    points : ndarray, shape (choices,)
        Added to the objective for taking a choice.
    limits : dict of RuleKey to (float, float)
        Changed limits of the day's rules.
    rules : tuple of Rule
        Additional rules.
    demands : tuple of Rule
        Additional rules that are dropped if the day cannot meet them, for a later day to meet.
    units : UnitRange or None
        How much of each choice may be served; None where any of its levels may.
    """

    keep: BoolArray
    points: FloatArray
    limits: dict[RuleKey, tuple[float, float]]
    rules: tuple[Rule, ...]
    demands: tuple[Rule, ...]
    units: UnitRange | None = None

    def limited(self, rule: Rule) -> Rule:
        """Return a rule with its limits on this day; the rule itself where they do not change."""
        limits = self.limits.get(rule.key)
        return rule if limits is None else replace(rule, lower=limits[0], upper=limits[1])


def day_limits(day: DayContext) -> dict[RuleKey, tuple[float, float]]:
    """Return the limits that the rules of a day have because of the other days."""
    return {**dict(averaged_floors(day)), **dict(limits_over_days(day))}


def day_constraints(facts: DayFacts, week: WeekContext) -> DayConstraints:
    """Return the constraints of the other days and people on a day."""
    day = DayContext(facts, week)
    work = cooking_work(day)
    return DayConstraints(
        keep=open_choices(day),
        points=day_points(day),
        limits=day_limits(day),
        rules=(*wish_rules(day), *cooking_rules(day, work)),
        units=servings_allowed(day),
        demands=(
            *leftover_demands(day),
            *cooking_demands(day, work),
            *fish_demands(day),
            *wish_demands(day),
            *kind_demands(day),
        ),
    )
