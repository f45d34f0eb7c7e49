"""Certified plans for everybody in a household."""

from __future__ import annotations

from planner.planning.days import plan_days
from planner.planning.diner import Diner
from planner.planning.plan import Plan
from planner.planning.progress import Progress, go_on
from planner.request.household import Household


def diners_of(household: Household) -> list[Diner]:
    """Return the people of a household as diners, in its order, with nothing planned yet."""
    return [Diner(member.request, member.at_home) for member in household.members]


def make_household(household: Household, progress: Progress = go_on) -> tuple[Plan, ...]:
    """Make a certified plan for everybody; shared meals hold the same dish, or a variant of it.

    Parameters
    ----------
    household : Household
        The people, their requests and the meals they share.
    progress : callable
        Called with a `Step` before every solve; when it returns False, the days done are planned.

    Returns
    -------
    tuple of Plan
        One a person, in the order of the household, each with a certificate of its own.

    Raises
    ------
    NoCertifiedPlanError
        If no dish suits everybody at a shared meal (names the people whose rules conflict), or
        somebody has no plan for a day.
    SolverError
        If the solver failed or ran out of time with no plan.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import make_household, read_household
    >>> people = '''
    ... [[person]]
    ... name = "Vera"
    ... sex = "female"
    ... age = 34
    ... height = 167
    ... weight = 62
    ... [[person]]
    ... name = "Ben"
    ... sex = "male"
    ... age = 36
    ... height = 181
    ... weight = 80
    ... '''
    >>> _ = Path("family.toml").write_text(people)
    >>> plans = make_household(read_household("family.toml"))
    >>> [(plan.request.name, plan.status) for plan in plans]
    [('Vera', 'certified'), ('Ben', 'certified')]
    """
    return plan_days(diners_of(household), range(1, household.days + 1), progress)
