"""Compare with the version before the level form, and write the table in ``docs/benchmarks.md``.

``python -m benchmarks.side_by_side [--commit C] [--parts P ...] [--requests N] [--write] ...``:
both versions answer the same questions in turn, each in a process of its own; half of the days are
of a draw that the search was tuned on, half of one it was not. Ratios are of processor seconds.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from typing import Any

from benchmarks.page import seconds_without_pause, serving
from benchmarks.people import draw_requests
from benchmarks.side_by_side_report import Report, write_report
from benchmarks.versions import Version, both_versions

BEFORE = "806c4a1"  # the last commit before the level form
TUNED_SEED, FRESH_SEED = 7, 31415926
PARTS = ("days", "changes", "weeks", "best", "page")
CLICKS = 6
BODY = {"height_cm": 167, "weight_kg": 62, "activity": "active"}
WOMAN: dict[str, Any] = {"sex": "female", "age": 34, **BODY}
MAN: dict[str, Any] = {
    "sex": "male", "age": 45, "height_cm": 180, "weight_kg": 85, "activity": "low_active",
}  # fmt: skip
OLD_MAN: dict[str, Any] = {
    "sex": "male", "age": 70, "height_cm": 174, "weight_kg": 76, "activity": "low_active",
}  # fmt: skip
WEEKS: tuple[dict[str, Any], ...] = (
    {"person": WOMAN, "diet": "vegan"},
    {"person": MAN},
    {"person": OLD_MAN, "max_minutes": [[meal, 20] for meal in ("breakfast", "lunch", "dinner")]},
)
FAMILY: tuple[dict[str, Any], ...] = (
    {"name": "Ana", "sex": "female", "age": 38, "height": 165, "weight": 64},
    {"name": "Ben", "sex": "male", "age": 40, "height": 181, "weight": 84, "activity": "active"},
    {"name": "Cleo", "sex": "female", "age": 10, "height": 138, "weight": 33, "activity": "active"},
)
# Questions without a plan, each for a reason of another kind.
NO_PLAN: tuple[dict[str, Any], ...] = (
    {"person": MAN, "budget_usd": 1.5},
    {"person": WOMAN, "diet": "vegan", "limits": [["max_sodium_mg", 150]]},
    {"person": WOMAN, "diet": "vegan", "avoid": ["soy"], "limits": [["min_calcium_mg", 2490]],
     "cuisine": ["japanese"]},
    {"person": MAN, "diet": "vegetarian",
     "avoid": ["milk", "egg", "soy", "gluten", "tree_nuts", "legume"],
     "limits": [["min_protein_g", 140]]},
    {"person": OLD_MAN, "max_minutes": [[meal, 1] for meal in ("breakfast", "lunch", "dinner")],
     "budget_usd": 2.0},
)  # fmt: skip


@dataclass
class Measured:
    """The answers of both versions, question by question.

    Attributes
    ----------
    days : list of dict
        ``draw``, ``about``, and the figures ``before``, ``now`` and ``quick`` of one day.
    swaps, weeks, households, no_plan : list of dict
        ``about`` and the figures ``before`` and ``now``.
    best : list of dict
        ``about``, the figures ``now``, and the objectives found by longer ``ways``.
    clicks : list of dict
        ``before`` and ``now``: seconds from a click to another plan on the page, without a pause.
    """

    days: list[dict[str, Any]] = field(default_factory=list)
    swaps: list[dict[str, Any]] = field(default_factory=list)
    weeks: list[dict[str, Any]] = field(default_factory=list)
    households: list[dict[str, Any]] = field(default_factory=list)
    no_plan: list[dict[str, Any]] = field(default_factory=list)
    best: list[dict[str, Any]] = field(default_factory=list)
    clicks: list[dict[str, Any]] = field(default_factory=list)


def drawn_days(count: int) -> list[tuple[str, dict[str, Any]]]:
    """Return the drawn requests, each with the name of its draw."""
    found = []
    for draw, seed, many in (
        ("tuned", TUNED_SEED, count // 2),
        ("fresh", FRESH_SEED, count - count // 2),
    ):
        found += [
            (draw, request.model_dump(mode="json", exclude_defaults=True))
            for request in draw_requests(many, seed=seed)
        ]
    return found


def ask_both(
    question: str, about: dict[str, Any], versions: tuple[Version, Version]
) -> dict[str, Any]:
    """Return the figures of both versions for one question."""
    before, now = versions
    sys.stderr.write(f"{question}: {about}\n")
    answers = {"about": about, "before": before.ask(question, about)}
    return answers | {"now": now.ask(question, about)}


def ask_days(found: Measured, versions: tuple[Version, Version], count: int) -> None:
    """Ask the drawn days of both versions, and of this one the first certified plan."""
    for draw, about in drawn_days(count):
        row = {"draw": draw, **ask_both("day", about, versions)}
        found.days.append(row | {"quick": versions[1].ask("day", {**about, "effort": "quick"})})


def ask_changes(found: Measured, versions: tuple[Version, Version], count: int) -> None:
    """Ask for swaps of drawn days, and for what has no plan."""
    for _, about in drawn_days(max(count // 5, 2)):
        found.swaps.append(ask_both("swap", about, versions))
    found.no_plan += [ask_both("day", about, versions) for about in NO_PLAN]


def ask_weeks(found: Measured, versions: tuple[Version, Version]) -> None:
    """Ask for weeks of one person, of a household, and of each of its members alone."""
    for about in WEEKS:
        found.weeks.append(ask_both("day", {**about, "days": 7}, versions))
    for people in (FAMILY, *([one] for one in FAMILY)):
        about = {"days": 7, "person": list(people)}
        found.households.append(ask_both("household", about, versions))


def ask_best(found: Measured, versions: tuple[Version, Version], count: int, limit: float) -> None:
    """Solve days of the fresh draw by longer ways, to see what the search leaves."""
    asked = [about for draw, about in drawn_days(2 * count) if draw == "fresh"]
    for about in asked:
        sys.stderr.write(f"best: {about}\n")
        own = versions[1].ask("day", about)
        if own["status"] == "planned":
            ways = versions[1].ask("best", {**about, "seconds": limit})
            found.best.append({"about": about, "now": own, "ways": ways})


def ask_clicks(found: Measured, versions: tuple[Version, Version]) -> None:
    """Click for other days on the page of both versions, without a pause between clicks."""
    row: dict[str, Any] = {}
    for version in versions:
        with serving(version.folder) as url:
            row[version.name] = seconds_without_pause(url, CLICKS)
    found.clicks.append(row)


def measure(versions: tuple[Version, Version], asked: argparse.Namespace) -> Measured:
    """Ask the parts wanted; a first question, to load the tables, does not count."""
    found = Measured()
    ask_both("day", {"person": WOMAN, "seed": 4}, versions)
    if "days" in asked.parts:
        ask_days(found, versions, asked.requests)
    if "changes" in asked.parts:
        ask_changes(found, versions, asked.requests)
    if "weeks" in asked.parts:
        ask_weeks(found, versions)
    if "best" in asked.parts:
        ask_best(found, versions, asked.best, asked.seconds)
    if "page" in asked.parts:
        ask_clicks(found, versions)
    return found


def main() -> None:
    """Measure, print the table, and write it when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commit", default=BEFORE, help="the version to compare with")
    parser.add_argument("--requests", type=int, default=60, help="days asked of both versions")
    parser.add_argument("--best", type=int, default=10, help="days also solved by longer ways")
    parser.add_argument("--seconds", type=float, default=120.0, help="limit of the full MILP")
    parser.add_argument("--parts", nargs="+", default=PARTS, choices=PARTS, help="what to measure")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    asked = parser.parse_args()
    with both_versions(asked.commit) as versions:
        report = Report(asked.commit, asked.seconds, vars(measure(versions, asked)))
    sys.stdout.write(report.text())
    if asked.write:
        write_report(report)


if __name__ == "__main__":
    main()
