"""Answer questions of the benchmarks with the version of the planner that Python finds first.

`benchmarks.versions` runs this file in a process of its own for each version compared, with the
folder of that version first on the path. Each line of input is a question in JSON, each line of
output its figures. It imports only what both versions have.
"""

from __future__ import annotations

import inspect
import json
import math
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import highspy

from benchmarks.clock import processor_seconds
from planner import Plan, PlanRequest, alternatives, make_household, make_person, make_plan
from planner.errors import NoPlanError, PlannerError
from planner.optimize.solve import solve
from planner.planning.day import build_day_problem
from planner.request.household import household_from_raw

Figures = dict[str, Any]
LONG_SECONDS = 1800.0
# The version before has the problems of the days in another module.
_MONOLITH = "benchmarks.monolith"
MODELS = import_module(_MONOLITH if find_spec(_MONOLITH) else "benchmarks.week")


@dataclass
class SolverClock:
    """Processor seconds spent inside HiGHS by all threads of this process."""

    seconds: float = 0.0

    def watch(self) -> None:
        """Count the time of every solve from now on."""
        lock, run = threading.Lock(), highspy.Highs.run

        def counted(highs: highspy.Highs, *rest: Any) -> Any:
            started = time.thread_time()
            try:
                return run(highs, *rest)
            finally:
                with lock:
                    self.seconds += time.thread_time() - started

        highspy.Highs.run = counted


CLOCK = SolverClock()


def request_of(raw: dict[str, Any]) -> PlanRequest:
    """Return the request of a question; fields that this version does not have are left out."""
    known = {name: value for name, value in raw.items() if name in PlanRequest.model_fields}
    return PlanRequest(**{**known, "person": make_person(**raw["person"])})


def objective_of(plan: Plan) -> float:
    """Return the objective of a plan, soft rules included: the sum over its days."""
    request = plan.request
    question = build_day_problem(request)
    models = [question.model()] if request.days == 1 else MODELS.day_models(question, request)
    more = (question,) if "question" in inspect.signature(MODELS.value_of).parameters else ()
    total: float = MODELS.value_of(
        plan, models, *more
    )  # the version before takes the problem as well
    return total


def measured(ask: Callable[[], Any]) -> tuple[Any, Figures]:
    """Return the answer, and its processor seconds in all, in HiGHS, and on the clock."""
    inside, processor, clock = CLOCK.seconds, processor_seconds(), time.perf_counter()
    try:
        answer, status = ask(), "planned"
    except NoPlanError as error:
        answer, status = None, f"no plan: {error}"
    except PlannerError as error:
        answer, status = None, f"{type(error).__name__}: {error}"
    return answer, {
        "seconds": processor_seconds() - processor,
        "waited": time.perf_counter() - clock,
        "in_solver": CLOCK.seconds - inside,
        "status": status,
    }


def day(raw: dict[str, Any]) -> Figures:
    """Plan one or several days of one person."""
    request = request_of(raw)
    plan, figures = measured(lambda: make_plan(request))
    if plan is not None:
        figures |= {
            "certified": plan.certificate.certified,
            "objective": objective_of(plan),
            "gap": plan.solver.gap,
            "portions": [[row.day, row.meal, row.food_id, row.grams] for row in plan.portions],
        }
    return figures


def swap(raw: dict[str, Any]) -> Figures:
    """Plan a day, then swap its dinner: the dish alone, and the whole meal."""
    plan = make_plan(request_of(raw))
    dish = next((row.dish for row in plan.portions if row.meal == "dinner" and row.dish), "")
    if not dish:
        return {"status": "no dish at dinner"}
    _, of_dish = measured(lambda: alternatives(plan, "dinner", dish=dish))
    _, of_meal = measured(lambda: alternatives(plan, "dinner"))
    return {"status": "planned", "dish": of_dish["seconds"], "meal": of_meal["seconds"]}


def household(raw: dict[str, Any]) -> Figures:
    """Plan the days of people who share meals."""
    asked = household_from_raw(raw, "benchmark")
    plans, figures = measured(lambda: make_household(asked))
    if plans is not None:
        figures["objective"] = math.fsum(objective_of(plan) for plan in plans)
    return figures


def week(raw: dict[str, Any]) -> Figures:
    """Plan the days of one person, or of people who share meals, and return every portion."""
    if isinstance(raw["person"], list):
        asked = household_from_raw(raw, "benchmark")
        plans, figures = measured(lambda: make_household(asked))
    else:
        request = request_of(raw)
        plan, figures = measured(lambda: make_plan(request))
        plans = None if plan is None else (plan,)
    if plans is not None:
        figures |= {
            "certified": all(plan.certificate.certified for plan in plans),
            "portions": [asdict(row) for plan in plans for row in plan.portions],
        }
    return figures


def best(raw: dict[str, Any]) -> Figures:
    """Return the objectives of a longer search and of the full problem in HiGHS."""
    request, seconds = request_of(raw), float(raw["seconds"])
    # By nodes alone: on a busy machine the clock would stop it where the usual search ends.
    longer = request.changed(effort="thorough", time_limit_seconds=LONG_SECONDS)
    thorough, _ = measured(lambda: make_plan(longer))
    problem = build_day_problem(request).model().problem
    full = solve(problem, "highs", time_limit_seconds=seconds)
    return {
        "status": "planned",
        "thorough": None if thorough is None else objective_of(thorough),
        "full": full.objective if full.found else None,
        "bound": full.bound,
    }


QUESTIONS: dict[str, Callable[[dict[str, Any]], Figures]] = {
    "day": day,
    "swap": swap,
    "household": household,
    "week": week,
    "best": best,
}


def main() -> None:
    """Answer each line of input."""
    CLOCK.watch()
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            figures = QUESTIONS[asked["ask"]](asked["about"])
        except PlannerError as error:
            figures = {"status": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(figures) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
