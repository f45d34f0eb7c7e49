"""A process killed during a save loses nothing that was saved before."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from sqlalchemy import URL

from planner.planning.make import Plan
from planner.store import SavedPlan

KILLS = 40


def test_killed_in_the_middle_of_saves(url: URL, tmp_path: Path, vegan_plan: Plan) -> None:
    """After 40 kills at random moments all saved plans are there and valid.

    The checks are in ``dying.py``.
    """
    document = tmp_path / "plan.json"
    document.write_text(SavedPlan.of([vegan_plan]).model_dump_json(), "utf-8")
    ran = subprocess.run(
        [
            sys.executable, Path(__file__).with_name("dying.py"),
            url.render_as_string(hide_password=False), document, str(KILLS),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["lives"] >= KILLS * 4 // 5
    assert found["saves"] > found["lives"]
