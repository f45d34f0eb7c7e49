"""One question in, one certified plan out."""

from __future__ import annotations

from planner.planning.day import build_day_problem, read_portions
from planner.planning.days import make_days
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError, diagnose
from planner.planning.plan import Plan, plan_from_solution
from planner.planning.progress import Progress
from planner.planning.supplements import solve_day_food_first, with_needed_doses
from planner.request.plan_request import PlanRequest


def make_plan(request: PlanRequest, progress: Progress | None = None) -> Plan:
    """Make a certified plan of one day, or of several.

    Parameters
    ----------
    request : PlanRequest
        Who it is for, their diet, what to leave out, and how to choose.
    progress : callable, optional
        Told which day of several comes next; when it returns False, the days done are the answer.

    Raises
    ------
    NoCertifiedPlanError
        If no plan can meet the targets; its message names what clashes, `nearest` holds the
        nearest plan and `changes` what would make a plan possible.
    SolverError
        If the solver failed or ran out of time with no plan.
    """
    if request.days > 1:
        return make_days(request, progress) if progress else make_days(request)
    request = request.for_day(1)
    question = build_day_problem(request)
    answer = solve_day_food_first(question)
    if answer is None:
        raise diagnose(with_needed_doses(question))
    asked, found = answer
    return plan_from_solution(asked, read_portions(asked, found), found)


__all__ = ["NoCertifiedPlanError", "Plan", "make_plan"]
