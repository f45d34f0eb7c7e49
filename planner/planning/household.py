"""Certified plans for everybody in a household."""

from __future__ import annotations

from planner.planning.days import plan_days
from planner.planning.plan import Plan
from planner.planning.progress import Progress, go_on
from planner.planning.rolling_days import Diner
from planner.request.household import Household


def seats_of(household: Household) -> list[Diner]:
    """Return everybody's place at the table, with nothing planned yet."""
    return [Diner(member.request, member.at_home, []) for member in household.members]


def make_household(household: Household, progress: Progress = go_on) -> tuple[Plan, ...]:
    """Make a certified plan for everybody; shared meals hold the same dish, or a variant of it.

    Returns
    -------
    tuple of Plan
        One a person, in the order of the household, each with a certificate of its own.

    Raises
    ------
    NoPlanError
        If no dish suits everybody at a shared meal (names whose rules clash), or as `make_plan`.
    """
    return plan_days(seats_of(household), range(1, household.days + 1), progress)
