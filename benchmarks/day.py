"""Time to plan a day, as ratios within one run (``make bench``).

The search is compared with the full mixed-integer problem in HiGHS and in CBC by PuLP, on the
same model and at the same absolute gap. The full solves stop after a time limit, so the printed
ratios are lower bounds. Times are processor seconds.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.clock import processor_seconds, timed
from benchmarks.people import draw_requests
from planner import PlanRequest, make_plan
from planner.errors import PlannerError
from planner.optimize.solve import search_levels, search_options, solve
from planner.planning.day import DayProblem, build_day_problem, structure_of
from planner.planning.swap import alternatives

ABSOLUTE_GAP = 0.02
FULL_SECONDS = 25.0
FULL = {"highs": "full MILP in HiGHS", "cbc": "plain PuLP and CBC"}


@dataclass(frozen=True)
class Times:
    """The times that one person waits, in processor seconds.

    Attributes
    ----------
    plan, built : float
        For the certified plan, and for choices, rules and problem alone.
    outside : float
        Share of the wall-clock time for the plan that is not spent in the solver.
    seed, lock, swap : float
        For the plan with another seed, with a lock, and for three other dinners; NaN without one.
    """

    plan: float
    built: float
    outside: float
    seed: float
    lock: float
    swap: float


def measure(request: PlanRequest) -> Times | None:
    """Plan a day, then change it in the usual ways; None if there is no certified plan."""
    started = time.perf_counter()
    try:
        plan, first = timed(lambda: make_plan(request))
    except PlannerError:
        return None
    outside = 1.0 - plan.solver.seconds / (time.perf_counter() - started)
    dishes = {row.meal: row.dish for row in plan.portions if row.dish}
    again: list[Callable[[], object]] = [
        lambda: make_plan(request.changed(seed=request.seed + 1000)),
        lambda: make_plan(request.changed(lock=(f"dinner={dishes['dinner']}",), seed=77)),
        lambda: alternatives(plan, "dinner"),
    ]
    seconds = [_seconds_or_nan(ask) for ask in again]
    other = request.changed(exclude=("watercress_raw",))  # alike, but not built yet
    built = timed(lambda: build_day_problem(other).model())[1]
    return Times(first, built, outside, *seconds)


def _seconds_or_nan(ask: Callable[[], object]) -> float:
    try:
        return timed(ask)[1]
    except PlannerError:
        return math.nan


def compare(question: DayProblem, seconds: float) -> dict[str, tuple[float, float, float]]:
    """Return (seconds, objective, bound of the relaxation) of the search and the full solves."""
    model = question.model()
    (found, relaxed), spent = timed(
        lambda: search_levels(
            model.problem, structure_of(model), "highs", search_options("normal", 60.0)
        )
    )
    answers = {"search": (spent, found.objective, relaxed.objective)}
    for solver in FULL:
        full, spent = timed(
            lambda solver=solver: solve(
                model.problem, solver, time_limit_seconds=seconds, absolute_gap=ABSOLUTE_GAP
            )
        )
        answers[solver] = (spent, full.objective, full.bound)
    return answers


def write_times(rows: list[Times]) -> None:
    """Print the times that people wait."""
    whole = sorted(row.plan for row in rows)
    sys.stdout.write(
        f"certified plan: median {statistics.median(whole):.2f} s, 95th percentile "
        f"{whole[int(0.95 * (len(whole) - 1))]:.2f} s\n"
        f"outside the solver: median {statistics.median(row.outside for row in rows):.0%} of the "
        f"time; building the model: median {statistics.median(row.built for row in rows):.3f} s\n"
    )
    for name, words in (("seed", "another seed"), ("lock", "a lock"), ("swap", "three swaps")):
        ratios = [getattr(row, name) / row.plan for row in rows]
        known = [ratio for ratio in ratios if not math.isnan(ratio)]
        if known:
            sys.stdout.write(
                f"after a change ({words}): median {statistics.median(known):.2f} of the plan\n"
            )


def write_comparison(rows: list[dict[str, tuple[float, float, float]]], seconds: float) -> None:
    """Compare the search with the full solves and the relaxation."""
    gaps = [row["search"][1] / row["search"][2] - 1.0 for row in rows]
    sys.stdout.write(
        f"the search above the bound of the relaxation: median {statistics.median(gaps):.0%}, "
        f"most {max(gaps):.0%}\n"
    )
    for solver, words in FULL.items():
        ratios = [row["search"][0] / row[solver][0] for row in rows]
        worse = [
            row["search"][1] / row[solver][1] - 1.0
            for row in rows
            if not math.isnan(row[solver][1])
        ]
        sys.stdout.write(
            f"against the {words} (absolute gap {ABSOLUTE_GAP:g}, stopped at {seconds:g} s): "
            f"time ratio median {statistics.median(ratios):.3f}, largest {max(ratios):.3f}; "
            f"it found a plan for {len(worse)} of {len(rows)}"
        )
        sys.stdout.write(
            f"; the search at most {max(worse):+.1%} worse, median "
            f"{statistics.median(worse):+.1%}\n"
            if worse
            else "\n"
        )


def main() -> None:
    """Print the figures: ``python -m benchmarks.day [REQUESTS] [COMPARED] [SECONDS]``."""
    numbers = [float(word) for word in sys.argv[1:]]
    count, compared, seconds = (*numbers, *(30.0, 30.0, FULL_SECONDS)[len(numbers) :])
    requests = draw_requests(max(int(count), int(compared)), seed=7)
    times = [found for request in requests[: int(count)] if (found := measure(request)) is not None]
    sys.stdout.write(f"requests of different people: {int(count)}; certified: {len(times)}\n")
    if times:
        write_times(times)
    rows = []
    for request in requests[: int(compared)]:
        row = compare(build_day_problem(request), seconds)
        if not math.isnan(row["search"][1]):
            rows.append(row)
            sys.stderr.write(f"{request.person.label}, {request.diet}: {row}\n")
    if rows:
        write_comparison(rows, seconds)
    sys.stdout.write(f"in all {processor_seconds():.0f} s of processor time\n")


if __name__ == "__main__":
    main()
