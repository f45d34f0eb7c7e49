"""Plan a day person by person, where no table for all was found: who has no plan eats apart."""

from __future__ import annotations

from planner.planning.attempts import SolvedDay, UnsolvedDay
from planner.planning.diner import Diner
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError, diagnose
from planner.planning.infeasible.requirement_model import DayInContext
from planner.planning.other_shops import OtherShopsNeeded, subgroups_needed
from planner.planning.person_day import solve_person_day, solve_supplemented
from planner.planning.progress import Course, StoppedError
from planner.planning.shared_meals import SharedMeals
from planner.planning.supplements import with_needed_doses


def plan_one_after_another(
    meals: SharedMeals, day: int, barred: frozenset[tuple[str, str]], course: Course
) -> None:
    """Plan a day for everybody: who has no plan with the dishes of the others eats apart."""
    for diner in meals.diners:
        begin_day(meals, diner, day, course)
        attempt = solve_person_day(diner, day, meals.context_of(diner, day, barred))
        if isinstance(attempt, UnsolvedDay):
            if diner is meals.diners[0]:
                attempt = _supplemented(diner, attempt)
            else:
                attempt = _solve_apart(meals, diner, attempt, barred)
        diner.planned.keep(attempt)
        course.finish("plan", day, diner.request.name)


def clear_day(meals: SharedMeals, day: int) -> None:
    """Forget what is planned of a day for anybody."""
    for diner in meals.diners:
        diner.planned.discard(day)


def begin_day(meals: SharedMeals, diner: Diner, day: int, course: Course) -> None:
    """Tell of what comes next; where the caller stops there, nothing is planned for the day."""
    try:
        course.begin(day, diner.request.name)
    except StoppedError:
        clear_day(meals, day)
        raise


def _solve_apart(
    meals: SharedMeals,
    diner: Diner,
    attempt: UnsolvedDay,
    barred: frozenset[tuple[str, str]],
) -> SolvedDay:
    """Solve a day with a dish of one's own at as few shared meals as possible."""
    day, last = attempt.day, attempt
    shared = sorted(diner.at_home)
    for apart in (*[frozenset({meal}) for meal in shared], frozenset(shared)):
        found = solve_person_day(diner, day, meals.context_of(diner, day, barred, apart))
        if isinstance(found, SolvedDay):
            diner.notes.append(f"day {day}: a dish of their own at {', '.join(sorted(apart))}")
            return found
        last = found
    return _supplemented(diner, attempt, last)


def _supplemented(
    diner: Diner, attempt: UnsolvedDay, explained: UnsolvedDay | None = None
) -> SolvedDay:
    """Solve a day beside supplements.

    Raises
    ------
    OtherShopsNeeded
        If foods that the person's shops lack may help.
    NoCertifiedPlanError
        If supplements are not allowed or do not help; says why `explained`, or else the attempt
        itself, has no plan.
    """
    found = solve_supplemented(diner, attempt)
    if isinstance(found, UnsolvedDay):
        if subgroups := subgroups_needed(diner.request):
            raise OtherShopsNeeded(
                diner.request.name, subgroups, lambda: _no_plan_error(diner, explained or attempt)
            )
        raise _no_plan_error(diner, explained or attempt)
    return found


def _no_plan_error(diner: Diner, attempt: UnsolvedDay) -> NoCertifiedPlanError:
    """Explain why a day has no plan: which requirements conflict, of whom, on which day."""
    problem, context = attempt.problem, attempt.context
    if context is None and not attempt.missed:
        return diagnose(with_needed_doses(problem))
    # Without a proof no floor may be missed, so a change has to hold them all to be offered.
    required = {
        rule.subject
        for rule in problem.rules
        if rule.key in problem.tracked_floors and rule.subject not in diner.unreachable()
    }
    if context is None:
        return diagnose(with_needed_doses(problem), None, required, missed=attempt.missed)
    in_context = DayInContext(diner.request, context)
    error = diagnose(problem, in_context, required, missed=attempt.missed)
    return error.prefixed(", ".join(filter(None, (diner.request.name, f"day {attempt.day}"))))
