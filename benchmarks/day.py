"""How long a day takes, as ratios within one run (``make bench``).

Compared, on the same model and at the same absolute gap: kernel search, the full mixed-integer
problem in HiGHS, and the plain way of PuLP with CBC. Both full solves stop after a time limit,
so that their ratios are at least what is printed.
"""

from __future__ import annotations

import statistics
import sys
import time

from benchmarks.people import draw_requests
from planner.planning import Question, attempt, finish, prepare, read_portions, structure_of
from planner.solve import KernelOptions, solve, solve_by_kernel

ABSOLUTE_GAP = 1.0
FULL_SECONDS = 20.0


def plan_seconds(question: Question) -> tuple[float, float, float]:
    """Return seconds to a certified plan, seconds in the solver, and to build the request."""
    started = time.perf_counter()
    question = prepare(question.request)
    built = time.perf_counter() - started
    found = attempt(question)
    if found is None:
        return time.perf_counter() - started, 0.0, built
    finish(question, read_portions(question, found), found)
    return time.perf_counter() - started, found.solution.seconds, built


def compare(question: Question, seconds: float) -> dict[str, tuple[float, float]]:
    """Return (seconds, objective) of kernel search and of the full problem in both solvers."""
    model = question.model()
    answers = {}
    started = time.perf_counter()
    options = KernelOptions(relative_gap=0.0, absolute_gap=ABSOLUTE_GAP)
    kernel, _ = solve_by_kernel(model.problem, structure_of(model), "highs", options)
    answers["kernel"] = (time.perf_counter() - started, kernel.objective)
    for solver in ("highs", "cbc"):
        started = time.perf_counter()
        full = solve(model.problem, solver, time_limit_seconds=seconds, absolute_gap=ABSOLUTE_GAP)
        answers[solver] = (time.perf_counter() - started, full.objective)
    return answers


def main() -> None:
    """Print the figures: ``python -m benchmarks.day [REQUESTS] [COMPARED] [SECONDS]``."""
    numbers = [float(word) for word in sys.argv[1:]]
    count, compared, seconds = (*numbers, *(30.0, 6.0, FULL_SECONDS)[len(numbers) :])
    questions = [prepare(request) for request in draw_requests(int(count), seed=7)]
    write = sys.stdout.write
    times = [plan_seconds(question) for question in questions]
    whole = sorted(seconds_ for seconds_, _, _ in times)
    outside = [1.0 - solver / all_ for all_, solver, _ in times if solver]
    write(f"requests {len(questions)}, each another person\n")
    write(
        f"certified plan: median {statistics.median(whole):.2f} s, 95th percentile "
        f"{whole[int(0.95 * (len(whole) - 1))]:.2f} s\n"
        f"outside the solver: median {statistics.median(outside):.0%} of the time; "
        f"building the model: median {statistics.median(b for _, _, b in times):.3f} s\n"
    )
    rows = [compare(question, seconds) for question in questions[: int(compared)]]
    for solver, words in (("highs", "full MILP in HiGHS"), ("cbc", "plain PuLP and CBC")):
        ratios = [row["kernel"][0] / row[solver][0] for row in rows]
        worse = [
            row["kernel"][1] / row[solver][1] - 1.0
            for row in rows
            if row[solver][1] == row[solver][1]
        ]
        write(
            f"against the {words} (absolute gap {ABSOLUTE_GAP:g}, stopped at {seconds:g} s): "
            f"time ratio median {statistics.median(ratios):.3f}, largest {max(ratios):.3f}; "
        )
        write(
            f"objective at most {max(worse):+.1%} worse, median {statistics.median(worse):+.1%}\n"
            if worse
            else "it found nothing\n"
        )


if __name__ == "__main__":
    main()
