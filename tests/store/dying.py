"""Processes that save one plan after another until they are killed (``dying.py URL FILE KILLS``).

One process reads the tables once and forks every saver, so that savers start fast and are killed
during a save. After each kill all plans that were reported as saved are read back.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from sqlalchemy import URL, make_url, text

from planner.store import PLAN, SavedPlan, Shelf, open_database

NAMES_A_LIFE = 5
SECONDS_TO_LIVE = 0.08
SECONDS_TO_START = 60


def save_without_end(url: URL, life: int, plan: SavedPlan, reports: int) -> None:
    """Save, report each plan that is committed, and never stop."""
    shelf = Shelf(open_database(url), "alice")
    for number in range(1_000_000):
        plate = plan.plates[0].changed(explanation=(f"{life}:{number}",))
        name = f"plan {life}:{number % NAMES_A_LIFE}"
        saved = shelf.save(PLAN, name, SavedPlan(plates=(plate,)), replace=True)
        os.write(reports, f"{saved} {number}\n".encode())


def live_and_die(url: URL, life: int, plan: SavedPlan, seconds: float) -> dict[str, int]:
    """Fork a saver, kill it with SIGKILL, and return its reports: id and number of each save.

    Every fifth is killed before its first report, which may be while it opens the database.
    """
    reports, end = os.pipe()
    saver = os.fork()
    if saver == 0:
        try:
            save_without_end(url, life, plan, end)
        finally:
            os._exit(1)
    os.close(end)
    if life % 5:
        select.select([reports], [], [], SECONDS_TO_START)
    time.sleep(seconds)
    os.kill(saver, signal.SIGKILL)
    _, status = os.waitpid(saver, 0)
    assert os.WIFSIGNALED(status), "the saver ended before it was killed"
    with os.fdopen(reports, "rb") as pipe:
        lines = pipe.read().decode().split("\n")[:-1]  # the last may be cut short
    return {saved: int(number) for saved, number in (line.split() for line in lines)}


def check(url: URL, life: int, reported: dict[str, int]) -> None:
    """Read all plans; those reported must be there, in that version or a later one."""
    engine = open_database(url)
    held = {entry.id: entry for entry in Shelf(engine, "alice").entries(PLAN)}
    assert reported.keys() <= held.keys()
    for saved in held.keys() & reported.keys():
        (words,) = Shelf(engine, "alice").load(PLAN, saved).plates[0].explanation
        # The save that was under way when the process died may have replaced it, but whole.
        assert words in {f"{life}:{reported[saved] + more}" for more in (0, NAMES_A_LIFE)}
    if url.get_backend_name() == "sqlite":
        with engine.connect() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    engine.dispose()


def main() -> None:
    """Start and kill savers; print the numbers of saves and of processes."""
    url, kills = make_url(sys.argv[1]), int(sys.argv[3])
    plan = PLAN.read(Path(sys.argv[2]).read_text("utf-8"), "plan")
    moments = random.Random(6)  # noqa: S311 - the same moments on every run
    lives: dict[int, dict[str, int]] = {}
    for life in range(kills):
        lives[life] = live_and_die(url, life, plan, moments.uniform(0.0, SECONDS_TO_LIVE))
        check(url, life, lives[life])
    for life, reported in lives.items():
        check(url, life, reported)
    saves = sum(max(reported.values(), default=-1) + 1 for reported in lives.values())
    print(json.dumps({"saves": saves, "lives": sum(map(bool, lives.values()))}))  # noqa: T201


if __name__ == "__main__":
    main()
