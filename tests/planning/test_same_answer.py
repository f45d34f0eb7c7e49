"""The same request gives the same plan, whatever the machine does meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from planner import PlanRequest, make_person, make_plan

WOMAN = {"sex": "female", "age": 29, "height_cm": 163, "weight_kg": 58, "activity": "low_active"}
ASKED: dict[str, Any] = {"diet": "vegetarian", "seed": 11, "days": 2, "time_limit_seconds": 600}
PLAN = f"""
import json
from planner import PlanRequest, make_person, make_plan
plan = make_plan(PlanRequest(person=make_person(**{WOMAN!r}), **{ASKED!r}))
print(json.dumps([[row.day, row.meal, row.dish, row.food_id, row.grams] for row in plan.portions]))
"""
BUSY = "while True: pass"


@contextmanager
def busy_cores(count: int) -> Iterator[None]:
    """Keep some cores busy."""
    running = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def planned_elsewhere(*, one_core: bool = False, **environment: str) -> list[Any]:
    """Return the portions of a plan made in a process of its own."""
    code = PLAN
    if one_core:
        code = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n" + PLAN
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    portions: list[Any] = json.loads(ran.stdout)
    return portions


@pytest.fixture(scope="module")
def planned_here() -> list[Any]:
    """Return the portions of the plan made in this process."""
    plan = make_plan(PlanRequest(person=make_person(**WOMAN), **ASKED))
    assert not plan.solver.clock_struck
    return [[row.day, row.meal, row.dish, row.food_id, row.grams] for row in plan.portions]


def test_another_hash_seed_changes_nothing(planned_here: list[Any]) -> None:
    """Sets and dictionaries of texts are ordered anew by ``PYTHONHASHSEED``; the plan is not."""
    assert planned_elsewhere(PYTHONHASHSEED="4711") == planned_here


def test_busy_cores_change_nothing(planned_here: list[Any]) -> None:
    """With every core busy, the plan is that of an idle machine."""
    with busy_cores(os.cpu_count() or 1):
        assert planned_elsewhere() == planned_here


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system cannot bind a core")
def test_one_core_changes_nothing(planned_here: list[Any]) -> None:
    """On one core the threads of the search take turns, and the plan is the same."""
    assert planned_elsewhere(one_core=True) == planned_here
