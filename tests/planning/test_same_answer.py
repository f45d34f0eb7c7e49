"""The same request has the same plan, whatever the machine does beside and however it hashes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

ASK = """
import os, sys
if sys.argv[1:] == ["one core"]:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from planner import PlanRequest, make_person, make_plan
woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
for fields in ({"diet": "vegan", "effort": "quick"}, {"budget_usd": 7.0}):
    plan = make_plan(PlanRequest(person=woman, time_limit_seconds=300, **fields))
    assert not plan.solver.clock_struck
    print(plan.solver.nodes, *plan.portions, sep="\\n")
"""
BUSY = "while True: pass"


def answer(*arguments: str, seed: str = "0") -> str:
    """Ask in a process of its own, under a seed of hashing."""
    environment = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", ASK, *arguments],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture(scope="module")
def usual() -> str:
    """Return the answer of a process beside which nothing of ours runs."""
    found = answer()
    assert found.count("Portion(") > 20
    return found


def test_hashing_changes_nothing(usual: str) -> None:
    """Sets iterate in another order under another seed; the plans are the same."""
    assert answer(seed="4711") == usual


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no affinity of processes here")
def test_one_core_gives_the_same_plans(usual: str) -> None:
    """No thread decides anything."""
    assert answer("one core") == usual


def test_a_busy_machine_gives_the_same_plans(usual: str) -> None:
    """With every core busy a search takes longer and ends at the same node."""
    others = [
        subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(os.cpu_count() or 1)
    ]  # fmt: skip
    try:
        assert answer() == usual
    finally:
        for other in others:
            other.kill()
            other.wait()
