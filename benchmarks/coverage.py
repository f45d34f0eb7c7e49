"""Plan for many random people and count certified plans, explanations and crashes.

``python -m benchmarks.coverage 200`` for everyone from 9 years up and every diet;
``python -m benchmarks.coverage 200 adults`` for adults on the five usual diets;
``python -m benchmarks.coverage 300 clinical`` for people with conditions and medicines.
``--workers N`` sets the number of processes, 2 by default.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from benchmarks.people import draw_clinical, draw_requests
from planner import NoPlanError, PlanRequest, SolverError, make_plan
from planner.nutrition.nutrients import core_nutrients
from planner.nutrition.people.conditions import with_groups
from planner.nutrition.people.declines import declined_because
from planner.planning.make import Plan

SCORES = ("hei2020", "mar", "lowest_nar", "lowest_core_percent", "distinct_foods", "active_minutes")


def answer(request: PlanRequest) -> tuple[str, str, float, dict[str, float | None]]:
    """Return status, words, processor seconds and scores of one request."""
    started = time.process_time()
    scores: dict[str, float | None] = {}
    try:
        plan = make_plan(request)
        words = "; ".join(plan.certificate.shortfalls)
        scores = {score.id: score.value for score in plan.scores}
        rows = [r for r in plan.certificate.adequacy if r.nutrient in core_nutrients()]
        percents = [row.percent for row in rows if row.percent is not None]
        scores["lowest_core_percent"] = min(percents, default=None)
        status = "certified, with named shortfalls" if words else "certified"
        if not plan.certificate.certified or unsafe(plan, request):
            status, words = "unsafe", unsafe(plan, request) or "served, but not certified"
    except NoPlanError as error:
        status, words = "explained", str(error)
    except SolverError as error:
        late = "(time limit)" in str(error)  # by the clock: no fault on a busy machine
        status, words = "out of time" if late else "crashed", str(error)
    except Exception as error:
        status, words = "crashed", repr(error)
    return status, words, time.process_time() - started, scores


def unsafe(plan: Plan, request: PlanRequest) -> str:
    """Tell what is wrong with the potassium of a plan; nothing where all is well."""
    person = request.person
    if "potassium_risk" not in with_groups((*person.conditions, *person.medications)):
        return ""
    for row in plan.certificate.adequacy:
        if row.nutrient == "potassium_mg" and (row.ceiling is None or row.intake > row.ceiling):
            return f"potassium {row.intake:.0f} mg, limit {row.ceiling}"
    return ""


def _requests(count: int, mode: str) -> tuple[list[PlanRequest], int]:
    """Draw the requests, and count the people that the planner declines to plan for."""
    if mode != "clinical":
        return draw_requests(count, seed=2026, adults=mode == "adults"), 0
    people = draw_clinical(count, seed=2026)
    fit = [
        PlanRequest(person=person, diet=diet, seed=number, time_limit_seconds=300)
        for number, (person, diet) in enumerate(people)
        if not declined_because(person)
    ]
    return fit, count - len(fit)


def main() -> None:
    """Print a line for each case that is not plainly certified, then the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("mode", choices=("everyone", "adults", "clinical"), nargs="?",
                        default="everyone")  # fmt: skip
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    requests, declined = _requests(asked.count, asked.mode)
    answers = []
    with ProcessPoolExecutor(max_workers=asked.workers) as pool:
        found = pool.map(answer, requests, chunksize=1)
        for request, (status, words, seconds, scores) in zip(requests, found, strict=True):
            answers.append((status, words, seconds, scores))
            if status != "certified":
                person = request.person
                ills = ", ".join((*person.conditions, *person.medications))
                who = f"{person.label}; {request.diet}; {ills}; avoids {', '.join(request.avoid)}"
                sys.stdout.write(f"[{status}, {seconds:.1f} s] {who}\n    {words}\n")
                sys.stdout.flush()
    tally = Counter(status for status, *_ in answers)
    if declined:
        tally["declined"] = declined
    times = sorted(seconds for _, _, seconds, _ in answers)
    sys.stdout.write(f"{dict(tally)} of {asked.count}\n")
    sys.stdout.write(
        f"processor seconds: median {statistics.median(times):.2f}, 95th percentile "
        f"{times[int(0.95 * len(times))]:.2f}, longest {times[-1]:.2f}\n"
    )
    for name in SCORES:
        values = [value for *_, scores in answers if (value := scores.get(name)) is not None]
        if values:
            middle = statistics.median(values)
            sys.stdout.write(f"{name}: median {middle:.3f}, least {min(values):.3f}\n")


if __name__ == "__main__":
    main()
