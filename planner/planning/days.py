"""Several days for one or several people: day by day under the rules over days, then improved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planner.errors import SolverError
from planner.optimize.model.repetition_costs import WeekContext
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError, diagnose
from planner.planning.infeasible.requirement_model import DayInContext
from planner.planning.infeasible.week_remedies import milder_wishes
from planner.planning.plan import Plan, SolverReport, build_plan
from planner.planning.progress import Progress, go_on
from planner.planning.rolling_days import Diner, RollingPlanner
from planner.request.plan_request import PlanRequest
from planner.request.variety import judge_variety
from planner.request.week_rules import at_least_in


def _refuse_empty_wishes(seat: Diner) -> None:
    """Raise, before any day is planned, if no food is left for something wished for."""
    around = WeekContext(1)
    for wish in seat.request.week.read_wishes():
        wanted = wish.sense == ">=" and at_least_in(wish.times, seat.request.days) > 0
        if wanted and not seat.shaper.holding(wish.subject, surely=True).any():
            own = seat.request.for_day(1)
            question = seat.question.within_days(seat.shaper.terms(around), (), own)
            among = DayInContext(seat.request, around)
            raise diagnose(question, among, wishes=(wish,)).prefixed(seat.request.name)


def plan_days(
    seats: Sequence[Diner], days: Sequence[int], progress: Progress = go_on
) -> tuple[Plan, ...]:
    """Plan some days for the people at a table, in order; what stands on other days stays.

    Parameters
    ----------
    seats : sequence of Seat
        With the portions that stand.
    days : sequence of int
        Days to plan, counting from 1.
    progress : callable
        Told of every step; when it returns False the days done are the answer.

    Returns
    -------
    tuple of Plan
        One a person, in the order of `seats`.

    Raises
    ------
    NoCertifiedPlanError, SolverError
        As `make_plan`.
    """
    for seat in seats:
        _refuse_empty_wishes(seat)
    table = RollingPlanner(seats)
    done: list[int] = []
    for day in days:
        if not table.plan_day(day, progress):
            break
        done.append(day)
    if not done:
        raise SolverError("stopped before the first day was done; nothing is planned")
    if len(done) == len(days):
        table.improve(done, progress)
    planned = len({row.day for row in seats[0].portions})
    return tuple(_conclude(seat, planned) for seat in table.order)


def _conclude(seat: Diner, planned: int) -> Plan:
    """Certify one person's days and say what was averaged, missed or left."""
    request = seat.request
    notes = list(seat.notes)
    if planned < request.days:
        notes.append(f"stopped after {planned} of {request.days} days: these are planned in full")
        request = request.changed(days=planned)
    gap = sum(max(seat.objectives[day] - seat.bounds[day], 0.0) for day in seat.objectives)
    report = SolverReport(request.solver, seat.seconds, gap)
    question = replace(seat.question, request=request)
    reach = frozenset(seat.out_of_reach)
    days = {row.day for row in seat.portions}
    doses = [dose for dose in seat.doses if dose.day in days]
    made = build_plan(question, seat.portions, reach, report, doses=doses, settled=seat.settled)
    unmet = judge_variety(made.portions, request)
    # With days that stand, what all days together miss cannot be laid on those planned anew.
    past = [message for _, day, message in unmet if seat.settled and day in {0, *seat.settled}]
    notes += [f"with the days that stand: {message}" for message in past]
    reasons = tuple(message for _, _, message in unmet if message not in past)
    if reasons:
        milder = milder_wishes(made.portions, request, unmet)
        nearest = replace(made, status="nearest")
        raise NoCertifiedPlanError(reasons, tuple(milder), nearest, milder)
    planned_anew = " planned anew" if seat.settled else ""
    if any(row.status == "averaged" for row in made.certificate.adequacy):
        notes.append(
            f"the five core nutrients are met on every day{planned_anew}; the others average over "
            "the days, with at least 75 % of the target on each (--strict-days meets all of them "
            "every day)"
        )
    return replace(made, warnings=(*notes, *made.warnings))


def make_days(request: PlanRequest, progress: Progress = go_on) -> Plan:
    """Make a certified plan of several days for one person.

    Raises
    ------
    NoCertifiedPlanError
        If some day, or a rule over the days, cannot be met.
    SolverError
        If the solver failed or ran out of time with no plan.
    """
    return plan_days([Diner(request, frozenset(), [])], range(1, request.days + 1), progress)[0]


def replan(
    plans: Sequence[Plan],
    days: Sequence[int],
    *,
    at_home: Mapping[str, frozenset[str]] | None = None,
    progress: Progress = go_on,
) -> tuple[Plan, ...]:
    """Plan some days of standing plans anew; the other days stay as they are, eaten or planned.

    Parameters
    ----------
    plans : sequence of Plan
        One a person; their requests may be changed (locks, bans) from those they were made for.
    days : sequence of int
        Days to plan anew.
    at_home : mapping of str to frozenset of str, optional
        Shared meals by the person's name; none by default.
    """
    seats = [
        Diner(
            plan.request,
            (at_home or {}).get(plan.request.name, frozenset()),
            [row for row in plan.portions if row.day not in set(days)],
            [dose for dose in plan.doses if dose.day not in set(days)],
        )
        for plan in plans
    ]
    return plan_days(seats, sorted(set(days)), progress)
