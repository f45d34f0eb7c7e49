"""The rules over several days on a week as one: fish days, kinds of food and wishes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from planner.optimize.linear_problem import IntArray, ProblemWriter
from planner.optimize.model.week_basket.eater import Eater
from planner.request.plan_request import PlanRequest
from planner.request.variety import eats_fish, fish_days, least_kinds
from planner.request.week_rules import Wish, all_subjects, at_least_in, at_most_in


def write_variety_rows(
    writer: ProblemWriter, eater: Eater, first: int, open_days: Iterable[int]
) -> None:
    """Write the rules over the days of one person.

    Parameters
    ----------
    writer : ProblemWriter
        With the mean days of the person.
    eater : Eater
        The person.
    first : int
        Their first column.
    open_days : iterable of int
        The days that are planned.
    """
    facts, request = eater.facts, eater.facts.request
    fish = fish_days(request) if eats_fish(request) else 0
    if fish:
        at = eater.at_level(facts.surely_holding(all_subjects()["fish"])) + first
        writer.add_row("fish_days", at, np.ones(len(at)), float(fish), np.inf)
    for wish in request.week.read_wishes():
        _write_wish(writer, eater, first, wish, tuple(open_days))
    for name, least in least_kinds(request).items():
        if least:
            _write_kinds(writer, eater, first, name, least)


def _write_wish(
    writer: ProblemWriter, eater: Eater, first: int, wish: Wish, open_days: tuple[int, ...]
) -> None:
    facts, request = eater.facts, eater.facts.request
    if wish.subject.most_minutes:
        return  # a matter of the days, not of what is bought
    lower, upper = -np.inf, np.inf
    mask = facts.surely_holding(wish.subject)
    if wish.sense == "<=":
        mask, upper = facts.possibly_holding(wish.subject), at_most_in(wish.times, request.days)
    elif wish.sense == ">=":
        lower = at_least_in(wish.times, request.days)
    else:
        lower = _days_of(wish, request, open_days)
    at: IntArray = eater.at_level(mask) + first
    writer.add_row(f"wish:{wish.text}", at, np.ones(len(at)), float(lower), float(upper))


def _days_of(wish: Wish, request: PlanRequest, open_days: tuple[int, ...]) -> int:
    return sum(request.weekday(day) in wish.days for day in open_days)


def _write_kinds(writer: ProblemWriter, eater: Eater, first: int, name: str, least: int) -> None:
    """Write that a number of kinds is served: each counts once, however often it is."""
    kinds = eater.facts.kinds[name]
    column = writer.add_columns(np.zeros(len(kinds)), np.ones(len(kinds)), integer=False)
    for own, (kind, mask) in zip(column.tolist(), kinds.items(), strict=True):
        at = np.append(eater.at_level(mask) + first, own)
        values = np.append(np.ones(len(at) - 1), -1.0)
        writer.add_row(f"kind:{name}:{kind}", at, values, 0.0, np.inf)
    writer.add_row(f"kinds:{name}", column, np.ones(len(column)), float(least), np.inf)
