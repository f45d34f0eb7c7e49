"""Ten weeks: what they make people buy, throw away and cook, beside the version before.

``python -m benchmarks.week [--commit C] [--weeks NAME ...] [--keep FOLDER] [--write]``: each week
is planned in a process of its own by both versions, and its line is printed as soon as it is known.
The portions of both are counted by this version's prices, packs and keeping times. With
``--keep`` the answers are stored in a folder, and what is there already is not planned again.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.side_by_side import FAMILY, MAN, OLD_MAN, WOMAN
from benchmarks.side_by_side_report import own_commit
from benchmarks.versions import ROOT, Version, version_of_commit
from benchmarks.week_report import HEAD, WeekReport, line_of, week_of, write_report

BEFORE = "806c4a1"  # planned day by day, before packs were known
SECONDS = 600.0  # on the clock a day and person, so that a busy machine cuts nothing short
WEEKS: dict[str, dict[str, Any]] = {
    "vegan woman of 34": {"person": WOMAN, "diet": "vegan"},
    "man of 45, 45 minutes": {
        "person": MAN,
        "max_minutes": [[meal, 45] for meal in ("breakfast", "lunch", "dinner")],
    },
    "man of 70, 20 minutes": {
        "person": OLD_MAN,
        "max_minutes": [[meal, 20] for meal in ("breakfast", "lunch", "dinner")],
    },
    "man of 58 with diabetes": {
        "person": {
            "sex": "male", "age": 58, "height_cm": 176, "weight_kg": 88, "activity": "low_active",
            "conditions": ["diabetes"],
        },
    },
    "woman of 78, 47 kg": {
        "person": {
            "sex": "female", "age": 78, "height_cm": 156, "weight_kg": 47,
            "activity": "low_active",
        },
    },
    "boy of 9": {
        "person": {
            "sex": "male", "age": 9, "height_cm": 134, "weight_kg": 29, "activity": "active",
        },
    },
    "pregnant woman of 31": {
        "person": {
            "sex": "female", "age": 31, "height_cm": 168, "weight_kg": 70,
            "activity": "low_active", "pregnant_weeks": 24, "pre_pregnancy_weight_kg": 63,
        },
    },
    "two flatmates": {
        "person": [
            {"name": "Ida", "sex": "female", "age": 26, "height": 170, "weight": 62},
            {"name": "Jon", "sex": "male", "age": 27, "height": 182, "weight": 77},
        ],
    },
    "family of three": {"person": list(FAMILY)},
    "family of four, milk allergy": {
        "person": [
            {"name": "Mia", "sex": "female", "age": 37, "height": 166, "weight": 65},
            {"name": "Leo", "sex": "male", "age": 39, "height": 180, "weight": 82},
            {"name": "Nora", "sex": "female", "age": 11, "height": 145, "weight": 38},
            {"name": "Paul", "sex": "male", "age": 6, "height": 117, "weight": 21,
             "avoid": ["milk"]},
        ],
    },
}  # fmt: skip


def answer(version: str, folder: Path, name: str, keep: Path | None) -> dict[str, Any]:
    """Return a version's answer for one week, planned in a process of its own or kept before."""
    stored = keep / f"{version} {name}.json" if keep else None
    if stored is not None and stored.is_file():
        kept: dict[str, Any] = json.loads(stored.read_text("utf-8"))
        return kept
    asked = Version(version, folder)
    try:
        figures = asked.ask("week", {**WEEKS[name], "days": 7, "time_limit_seconds": SECONDS})
    finally:
        asked.close()
    if stored is not None:
        stored.parent.mkdir(parents=True, exist_ok=True)
        stored.write_text(json.dumps(figures), "utf-8")
    return figures


def measure(report: WeekReport, folder: Path, keep: Path | None, names: list[str]) -> None:
    """Plan the weeks with both versions, and print each line as it is known."""
    own = own_commit()
    sys.stdout.write("\n".join(HEAD) + "\n")
    for name in names:
        for version, label, home in (
            ("before", report.commit, folder),
            ("now", own, ROOT),
        ):
            people = WEEKS[name]["person"]
            count = len(people) if isinstance(people, list) else 1
            week = week_of(name, count, version, answer(label, home, name, keep))
            report.weeks.append(week)
            sys.stdout.write(line_of(week) + "\n")
            sys.stdout.flush()


def main() -> None:
    """Measure, print the goals, and write the page when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commit", default=BEFORE, help="the version to compare with")
    parser.add_argument("--weeks", nargs="+", default=list(WEEKS), choices=WEEKS, help="which")
    parser.add_argument("--keep", type=Path, help="folder for the answers of both versions")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks_week.md")
    asked = parser.parse_args()
    report = WeekReport(asked.commit)
    with version_of_commit(asked.commit) as folder:
        measure(report, folder, asked.keep, asked.weeks)
    sys.stdout.write("\n".join(["", *report.goals(), ""]))
    if asked.write:
        write_report(report)


if __name__ == "__main__":
    main()
