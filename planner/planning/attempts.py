"""How the attempt to solve one day of one person ended."""

from __future__ import annotations

from dataclasses import dataclass

from planner.optimize.model.rules import RuleKey
from planner.optimize.model.week.context import WeekContext
from planner.planning.day import DayProblem, DaySolution


@dataclass(frozen=True)
class SolvedDay:
    """A day that has a solution.

    Attributes
    ----------
    day : int
        Counts from 1.
    context : WeekContext or None
        The other days and people it was solved for; None for a single day of one person.
    problem : DayProblem
        The problem that was solved, with the day's doses.
    solution : DaySolution
        The values found.
    """

    day: int
    context: WeekContext | None
    problem: DayProblem
    solution: DaySolution


@dataclass(frozen=True)
class UnsolvedDay:
    """A day that has no solution; `problem` is the one that was tried last.

    `missed` is empty where it is proven that there is none; else what the nearest values miss.
    """

    day: int
    context: WeekContext | None
    problem: DayProblem
    missed: frozenset[RuleKey] = frozenset()
