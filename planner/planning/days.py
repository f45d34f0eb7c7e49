"""Plan one or several days for one or several people, certify them, and plan some days anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from planner.certification.certificate import whole_percent
from planner.errors import InputError, SolverError
from planner.nutrition.foods.supplements import Dose
from planner.optimize.model.week.constraints import day_constraints
from planner.optimize.model.week.context import WeekContext
from planner.optimize.solve import is_time_over, within_seconds
from planner.planning.aims import doses_for_aims, without_aims
from planner.planning.basket_exchanges import Exchanges
from planner.planning.diner import Diner
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError, diagnose
from planner.planning.infeasible.requirement_model import DayInContext
from planner.planning.infeasible.week_remedies import milder_wishes
from planner.planning.other_shops import OtherShopsNeeded, shop_notes, subgroups_instead
from planner.planning.plan import NOT_SOLVED, Plan, SolverReport, require_certified, solved_plan
from planner.planning.planned_days import PlannedDays
from planner.planning.progress import Course, Progress, StoppedError, go_on
from planner.planning.rolling_days import RollingPlanner, improve, pieces
from planner.planning.same_work import same_work_notes
from planner.planning.shared_meals import SharedMeals
from planner.planning.use_by import with_leftover_notes
from planner.planning.week_budget import basket_budget, within_basket_budget
from planner.planning.week_plan.choose import frame_of
from planner.request.plan_request import targets_of
from planner.request.variety import judge_variety
from planner.request.week_rules import at_least_in

# How often foods of other shops are opened to a person before it is said that there is no plan.
_MOST_OPENINGS = 2


def plan_days(
    diners: Sequence[Diner], days: Sequence[int], progress: Progress = go_on
) -> tuple[Plan, ...]:
    """Plan some days in order, each for everybody; the other days of the diners stay.

    Parameters
    ----------
    diners : sequence of Diner
        With the days that are planned already.
    days : sequence of int
        Days to plan, counting from 1.
    progress : callable
        Called with a `Step` before every solve; when it returns False, the days done are planned.

    Returns
    -------
    tuple of Plan
        One a person, in the order of `diners`.

    Raises
    ------
    NoCertifiedPlanError
        If some day, a shared meal or a rule over the days has no plan.
    SolverError
        If the solver failed or ran out of time with no plan, or `progress` stopped the first day.
    """
    longest = max(diner.request.time_limit_seconds for diner in diners)
    with within_seconds(longest * len(days) * len(diners)):
        if basket_budget(diners) is not None:
            return within_basket_budget(diners, lambda rich: plan_days(rich, days, progress))
        opened = 0
        diners = [_with_what_helps(diner) for diner in diners]
        while True:
            try:
                return _plan_days(SharedMeals(diners), days, progress)
            except OtherShopsNeeded as needed:
                opened += 1
                if opened > _MOST_OPENINGS * len(diners):
                    raise needed.explain() from None
                diners = [_begun_anew(diner, needed) for diner in diners]


def _with_what_helps(diner: Diner) -> Diner:
    """Return a diner who may be served food of other shops that makes their days much better."""
    subgroups = subgroups_instead(diner.food_problem)
    if not subgroups:
        return diner
    return replace(_opened(diner, frozenset(subgroups)), opened_instead=True)


def _begun_anew(diner: Diner, needed: OtherShopsNeeded) -> Diner:
    """Return a diner with no day planned anew, who may be served what they need of other shops."""
    own = diner.request.name == needed.name
    return _opened(diner, frozenset(needed.subgroups) if own else frozenset())


def _opened(diner: Diner, subgroups: frozenset[str]) -> Diner:
    """Return a diner with no day planned anew, who may be served some foods of other shops."""
    settled = diner.planned.settled
    planned = PlannedDays(
        [row for row in diner.planned.portions if row.day in settled],
        [dose for dose in diner.planned.doses if dose.day in settled],
    )
    request = diner.request.changed(can_get=(*diner.request.can_get, *subgroups))
    opened = diner.opened | subgroups
    return Diner(request, diner.at_home, planned, opened, diner.opened_instead)


def _plan_days(meals: SharedMeals, days: Sequence[int], progress: Progress) -> tuple[Plan, ...]:
    """Plan some days in order; see `plan_days`."""
    if not meals.is_single_day:
        for diner in meals.in_order:
            _refuse_empty_wishes(diner)
    meals.frame = frame_of(meals.in_order, days)
    course = Course(progress, meals.days, pieces(meals, days))
    if meals.frame is not None:
        # What the frame leaves without a plan may have one outside of it.
        with suppress(NoCertifiedPlanError, OtherShopsNeeded):
            _plan_each_day(meals, days, course)
            with suppress(SolverError):
                return _certified(meals)
        meals.frame = None
        for diner in meals.diners:
            diner.begin_anew()
    _plan_each_day(meals, days, course)
    return _certified(meals)


def _plan_each_day(meals: SharedMeals, days: Sequence[int], course: Course) -> None:
    """Plan some days in order, within the frame of the week if there is one; see `plan_days`."""
    planner, diners = RollingPlanner(meals), meals.in_order
    done: list[int] = []
    try:
        for day in days:
            planner.plan_day(day, course)
            course.finish_day()
            done.append(day)
        if meals.frame is None:
            improve(meals, done, course)
        else:
            Exchanges(meals, meals.frame, done, course).run()
        course.end(days[-1], meals.diners[-1].request.name)
    except StoppedError:
        if not done:
            raise SolverError("stopped before the first day was done; nothing is planned") from None
    except SolverError:
        if not done or len(done) == len(days) or not is_time_over():
            raise
        for diner in diners:
            diner.planned.discard(days[len(done)])
            diner.notes.append("the time limit was over; allow more time for all days")


def _certified(meals: SharedMeals) -> tuple[Plan, ...]:
    """Certify the days of all people; errors as for `_certified_plan`."""
    plans = with_leftover_notes([_certified_plan(diner) for diner in meals.in_order])
    notes = same_work_notes(plans)
    return tuple(replace(plan, warnings=(*plan.warnings, *notes)) for plan in plans)


def _refuse_empty_wishes(diner: Diner) -> None:
    """Raise, before any day is planned, if no food is left for something wished for."""
    request, no_days = diner.request, WeekContext(1)
    for wish in request.week.read_wishes():
        wanted = wish.sense == ">=" and at_least_in(wish.times, request.days) > 0
        if wanted and not diner.facts().surely_holding(wish.subject).any():
            constraints = day_constraints(diner.facts(), no_days)
            problem = diner.daily_problem().within_days(constraints, request.for_day(1))
            error = diagnose(problem, DayInContext(request, no_days), wishes=(wish,))
            raise error.prefixed(request.name)


def _certified_plan(diner: Diner) -> Plan:
    """Certify one person's days and say what was averaged, missed or left.

    Raises
    ------
    NoCertifiedPlanError
        If the days together break a rule that the days planned now could have kept.
    SolverError
        If the days do not pass their certificate.
    """
    request, planned, notes = diner.request, diner.planned, list(diner.notes)
    days = {row.day for row in planned.portions}
    if len(days) < request.days:
        notes.append(
            f"stopped after {len(days)} of {request.days} days: these are planned in full, and "
            f"what is met on average is met over these {len(days)} alone"
        )
        request = request.changed(days=len(days))
    targets = targets_of(request)
    doses = without_aims([dose for dose in planned.doses if dose.day in days], targets)

    def judged(taken: tuple[Dose, ...]) -> Plan:
        return solved_plan(
            request,
            planned.portions,
            doses=taken,
            out_of_reach=frozenset(planned.out_of_reach),
            solver=_report(planned),
            settled=planned.settled,
        )

    found = judged(doses)
    if more := doses_for_aims(request, targets, found.certificate):
        found = judged(tuple(sorted((*doses, *more), key=lambda dose: dose.day)))
    plan = require_certified(found)
    notes += shop_notes(diner.request, diner.opened, planned.portions, instead=diner.opened_instead)
    notes += _broken_by_settled_days(plan, planned.settled)
    notes += _averaged(plan, anew=bool(planned.settled))
    return replace(plan, warnings=(*notes, *plan.warnings))


def _averaged(plan: Plan, *, anew: bool) -> list[str]:
    """Say what is met only by the mean of the days, and how little of it a day has at least."""
    rows = [row for row in plan.certificate.adequacy if row.status == "averaged"]
    if not rows:
        return []
    count = len({row.nutrient for row in rows})
    names = "1 other is" if count == 1 else f"{count} others are"
    least = whole_percent(min(row.percent or 0.0 for row in rows))
    words = (
        f"the five core nutrients are met on every day{' planned anew' if anew else ''}; {names} "
        f"below the target on some days and met on average over the days, with {least} % of it or "
        "more on each day; strict days keep every target on every day"
    )
    return [words]


def _report(planned: PlannedDays) -> SolverReport:
    """Return how the days were found, with the gap of those that stand in the end."""
    return NOT_SOLVED if planned.report is None else replace(planned.report, gap=planned.gap())


def _broken_by_settled_days(plan: Plan, settled: frozenset[int]) -> list[str]:
    """Say which rules over days the settled days break: the days planned anew cannot mend those.

    Raises
    ------
    NoCertifiedPlanError
        If the days planned now break a rule over days.
    """
    broken = judge_variety(plan.portions, plan.request)
    past = [fault.message for fault in broken if settled and fault.day in {0, *settled}]
    reasons = tuple(fault.message for fault in broken if fault.message not in past)
    if reasons:
        milder = milder_wishes(plan.portions, plan.request, broken)
        nearest = replace(plan, status="nearest")
        raise NoCertifiedPlanError(reasons, tuple(milder), nearest, milder)
    return [f"with the days that stand: {message}" for message in past]


def replan(
    plans: Sequence[Plan],
    days: Sequence[int],
    *,
    at_home: Mapping[str, frozenset[str]] | None = None,
    progress: Progress = go_on,
) -> tuple[Plan, ...]:
    """Plan some days of finished plans anew; the other days stay as they are, eaten or planned.

    Parameters
    ----------
    plans : sequence of Plan
        One a person; their requests may differ (locks, bans) from those they were made for.
    days : sequence of int
        Days to plan anew, counting from 1.
    at_home : mapping of str to frozenset of str, optional
        Shared meals by the person's name; none by default.
    progress : callable
        As in `plan_days`.

    Returns
    -------
    tuple of Plan
        One a person, in the order of `plans`.

    Raises
    ------
    NoCertifiedPlanError, SolverError
        As `plan_days`.

    Examples
    --------
    >>> from planner import PlanRequest, make_person, make_plan, replan
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> plan = make_plan(PlanRequest(person=woman, diet="vegan"))
    >>> from dataclasses import replace
    >>> without_soy = plan.request.changed(avoid=("soy",))
    >>> (other,) = replan([replace(plan, request=without_soy)], [1])
    >>> other.status, any("soy" in row.food_id for row in other.portions)
    ('certified', False)
    """
    anew = set(days)
    diners = [
        Diner(
            plan.request,
            (at_home or {}).get(plan.request.name, frozenset()),
            PlannedDays(
                [row for row in plan.portions if row.day not in anew],
                [dose for dose in plan.doses if dose.day not in anew],
            ),
        )
        for plan in plans
    ]
    return plan_days(diners, sorted(anew), progress)


def missing_days(plans: Sequence[Plan], days: int) -> tuple[int, ...]:
    """Return the days up to some number that not all of the plans have, ascending."""
    held = [{row.day for row in plan.portions} for plan in plans]
    return tuple(day for day in range(1, days + 1) if not all(day in one for one in held))


def go_on_planning(
    plans: Sequence[Plan],
    days: int,
    *,
    at_home: Mapping[str, frozenset[str]] | None = None,
    progress: Progress = go_on,
) -> tuple[Plan, ...]:
    """Plan the days that a plan lacks, and keep those it has: of a week that was stopped, say.

    Parameters
    ----------
    plans : sequence of Plan
        One a person.
    days : int
        Number of days that the plans shall have.
    at_home : mapping of str to frozenset of str, optional
        Shared meals by the person's name; none by default.
    progress : callable
        As in `plan_days`.

    Returns
    -------
    tuple of Plan
        One a person, in the order of `plans`.

    Raises
    ------
    InputError
        If no day is missing, or a plan has more days than that.
    NoCertifiedPlanError, SolverError
        As `plan_days`.
    """
    last = max((row.day for plan in plans for row in plan.portions), default=0)
    missing = missing_days(plans, days)
    if not missing or last > days:
        raise InputError(
            f"the plan has day {last} already, and {days} days are asked for: ask for more days"
        )
    longer = [replace(plan, request=plan.request.changed(days=days)) for plan in plans]
    return replan(longer, missing, at_home=at_home, progress=progress)
