"""Plan for many random people and count certified plans, explanations and crashes.

``python -m benchmarks.coverage 200`` for everyone from 9 years up and every diet;
``python -m benchmarks.coverage 200 adults`` for adults on the five usual diets;
``python -m benchmarks.coverage 300 clinical`` for people with conditions and medicines.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from benchmarks.people import draw_clinical, draw_requests
from planner import NoPlanError, PlanRequest, SolverError, make_plan
from planner.nutrition.nutrients import core_nutrients
from planner.nutrition.people.conditions import declined_because


def answer(request: PlanRequest) -> tuple[str, str, float, dict[str, float | None]]:
    """Return status, words, seconds and scores of one request."""
    started = time.perf_counter()
    try:
        plan = make_plan(request)
        words = "; ".join(plan.certificate.shortfalls)
        scores = {score.id: score.value for score in plan.scores}
        core = [r.percent for r in plan.certificate.adequacy if r.nutrient in core_nutrients()]
        scores["lowest_core_percent"] = min(value for value in core if value is not None)
        status = "certified, with named shortfalls" if words else "certified"
    except NoPlanError as error:
        status, words, scores = "explained", str(error), {}
    except SolverError as error:
        late = "(time limit)" in str(error)  # by the clock: no fault on a busy machine
        status, words, scores = "out of time" if late else "crashed", str(error), {}
    except Exception as error:
        status, words, scores = "crashed", repr(error), {}
    return status, words, time.perf_counter() - started, scores


def _requests(count: int, modes: list[str]) -> tuple[list[PlanRequest], int]:
    """Draw the requests, and count the people that the planner declines to plan for."""
    if "clinical" not in modes:
        return draw_requests(count, seed=2026, adults="adults" in modes), 0
    people = draw_clinical(count, seed=2026)
    fit = [
        PlanRequest(person=person, diet=diet, seed=number)
        for number, (person, diet) in enumerate(people)
        if not declined_because(person)
    ]
    return fit, count - len(fit)


def main() -> None:
    """Print a line for each case that is not plainly certified, then the counts."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    requests, declined = _requests(count, sys.argv[2:])
    answers = []
    with ProcessPoolExecutor(max_workers=2) as pool:
        found = pool.map(answer, requests, chunksize=4)
        for request, (status, words, seconds, scores) in zip(requests, found, strict=True):
            answers.append((status, words, seconds, scores))
            if status != "certified":
                who = f"{request.person.label}; {request.diet}; without {', '.join(request.avoid)}"
                sys.stdout.write(f"[{status}, {seconds:.1f} s] {who}\n    {words}\n")
                sys.stdout.flush()
    tally = Counter(status for status, *_ in answers)
    if declined:
        tally["declined"] = declined
    times = sorted(seconds for _, _, seconds, _ in answers)
    sys.stdout.write(f"{dict(tally)} of {count}\n")
    sys.stdout.write(
        f"seconds: median {statistics.median(times):.2f}, 95th percentile "
        f"{times[int(0.95 * len(times))]:.2f}, longest {times[-1]:.2f}\n"
    )
    for name in (
        "hei2020",
        "mar",
        "lowest_nar",
        "lowest_core_percent",
        "distinct_foods",
        "active_minutes",
    ):
        values = [scores[name] for *_, scores in answers if scores.get(name) is not None]
        if values:
            sys.stdout.write(
                f"{name}: median {statistics.median(values):.3f}, least {min(values):.3f}\n"
            )  # type: ignore[type-var]


if __name__ == "__main__":
    main()
