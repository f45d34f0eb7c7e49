"""One person in the problem of a week: the mean of their days, and where it stands in the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.nutrition.nutrients import core_nutrients
from planner.nutrition.people.safety import safety_rules_for
from planner.optimize.linear_problem import BoolArray, IntArray, LinearProblem
from planner.optimize.model.day_model import DayModel
from planner.optimize.model.rules import RuleKey
from planner.optimize.model.week.facts import DayFacts

# Whole servings do not just meet what their mean meets, least so on every day; project choice.
CORE_MARGIN, FLOOR_MARGIN = 1.05, 1.02


@dataclass(frozen=True, eq=False)
class Eater:
    """One person whose days are planned together.

    Attributes
    ----------
    name : str
        The person's name in the household.
    model : DayModel
        The model of any of their days.
    facts : DayFacts
        Facts about the choices.
    shared : frozenset of str
        Meals eaten at the table of the household.
    """

    name: str
    model: DayModel
    facts: DayFacts
    shared: frozenset[str] = frozenset()

    @property
    def levels(self) -> int:
        """Number of levels: the first columns of the model."""
        return len(self.model.levels)

    @property
    def choice(self) -> IntArray:
        """Choice of each level, shape (levels,)."""
        return self.model.levels.choice

    def at_level(self, of_choice: BoolArray) -> IntArray:
        """Return the levels of the choices that a mask marks, shape (choices,)."""
        return np.flatnonzero(of_choice[self.choice])

    def levels_by_base(self, meals: Sequence[str]) -> dict[str, IntArray]:
        """Return the levels that serve each base dish, or a variant, at some meals."""
        return self.model.levels.by_base(self.model.choices, meals)


def mean_days(eater: Eater, days: int) -> LinearProblem:
    """Return the relaxation of some days together, as if all of them were the mean of them.

    A level counts how often it is served. All bounds and the columns of each person's day are
    those of a day, times the days; a limit over several days is spread over those.

    Parameters
    ----------
    eater : Eater
        The person.
    days : int
        How many days are planned.
    """
    problem = eater.model.problem
    lower, upper = problem.row_lower * days, problem.row_upper * days
    core = core_nutrients()
    for key, row in eater.model.rows.items():
        if key.family == "nutrient_floor":
            lower[row] *= CORE_MARGIN if key.subject in core else FLOOR_MARGIN
    for limit in safety_rules_for(eater.facts.request.person):
        capped = eater.model.rows.get(RuleKey("group_cap", "day", limit.id))
        if capped is not None and limit.limit_g is not None and limit.days > 1:
            upper[capped] = limit.limit_g * -(-days // limit.days)
    return replace(
        problem,
        row_lower=lower,
        row_upper=upper,
        column_lower=problem.column_lower * days,
        column_upper=problem.column_upper * days,
        integer=np.zeros(problem.columns, dtype=np.bool_),
    )
