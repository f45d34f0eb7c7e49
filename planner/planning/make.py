"""A request in, a certified plan out."""

from __future__ import annotations

from planner.planning.days import plan_days
from planner.planning.diner import Diner
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.plan import Plan
from planner.planning.progress import Progress, go_on
from planner.request.plan_request import PlanRequest


def make_plan(request: PlanRequest, progress: Progress | None = None) -> Plan:
    """Make a certified plan of one day, or of several.

    Parameters
    ----------
    request : PlanRequest
        Who it is for, their diet, what to leave out, and how to choose.
    progress : callable, optional
        Called with a `Step` before every solve; when it returns False, the days done are planned.

    Raises
    ------
    NoCertifiedPlanError
        If no plan can meet the targets. Its message names the requirements that conflict,
        `changes` what would make a plan possible, and `find_nearest()` solves for the nearest
        plan.
    SolverError
        If the solver failed or ran out of time with no plan.

    Examples
    --------
    >>> from planner import PlanRequest, make_person, make_plan
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> plan = make_plan(PlanRequest(person=woman, diet="vegan"))
    >>> plan.status
    'certified'
    >>> sorted({row.meal for row in plan.portions})
    ['breakfast', 'dinner', 'lunch', 'snack']
    >>> {row.status for row in plan.certificate.adequacy} <= {"met", "short", "averaged"}
    True
    """
    own = request if request.days > 1 else request.for_day(1)
    (plan,) = plan_days([Diner(own)], range(1, own.days + 1), progress or go_on)
    return plan


__all__ = ["NoCertifiedPlanError", "Plan", "make_plan"]
