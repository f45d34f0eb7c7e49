"""The page ``docs/benchmarks.md``: what was measured, against which goal, and on which machine."""

from __future__ import annotations

import math
import platform
import statistics
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.versions import ROOT

WRITTEN = (
    "Written by `python -m benchmarks.side_by_side --write` on {date}, commit {own}, beside "
    "commit {before}."
)
NOTE = (
    "Seconds are processor seconds from the request to the certified plan. Both versions answer "
    "each question in turn. Objectives are points, fewer are better; they compare only while both "
    "versions hold the same data. Where the time goes, which goals are not met and what was tried "
    "for them is told in [search.md](search.md)."
)
PAGE = ROOT / "docs" / "benchmarks.md"
Rows = list[dict[str, Any]]


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[math.ceil(share * len(ordered)) - 1]


def _beside(now: list[float], before: list[float], share: float) -> str:
    """Return a percentile of both versions, and their ratio."""
    new, old = percentile(now, share), percentile(before, share)
    return f"{new:.2f} s against {old:.2f} s: {new / old:.2f} x"


def machine() -> str:
    """Return processor, cores and versions as text."""
    names = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    parts = [f"{name} {version(name)}" for name in ("highspy", "pulp", "numpy", "pandas")]
    return (
        f"{len(names)} cores of {names[0] if names else platform.machine()}, "
        f"Python {platform.python_version()}, {', '.join(parts)}"
    )


def own_commit() -> str:
    """Return the short name of the commit measured, marked when files were changed."""
    asked = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603


def _planned(figures: dict[str, Any]) -> bool:
    return bool(figures["status"] == "planned")


def _seconds(figures: dict[str, Any]) -> float:
    return float(figures["seconds"])


@dataclass
class Report:
    """The figures of one run.

    Attributes
    ----------
    commit : str
        The version before.
    full_seconds : float
        Time limit of the full problem in HiGHS.
    found : dict
        The rows of `benchmarks.side_by_side.Measured`.
    """

    commit: str
    full_seconds: float
    found: dict[str, Rows]

    @property
    def day_seconds(self) -> float:
        """Median processor seconds of a day now; not a number when no day was asked."""
        spent = [_seconds(row["now"]) for row in self._days()]
        return statistics.median(spent) if spent else math.nan

    def _days(self, draw: str = "") -> Rows:
        return [
            row
            for row in self.found["days"]
            if draw in ("", row["draw"]) and _planned(row["now"]) and _planned(row["before"])
        ]

    def goals(self) -> list[tuple[str, str, str]]:
        """Return what was measured, the figure and the goal."""
        rows = [*self._day_goals(), *self._other_goals()]
        return [row for row in rows if row[1]]

    def _day_goals(self) -> list[tuple[str, str, str]]:
        lines = []
        for draw, words in (("tuned", "draw used for tuning"), ("fresh", "fresh draw")):
            days = self._days(draw)
            if not days:
                return []
            spent = [_seconds(row["now"]) for row in days]
            was = [_seconds(row["before"]) for row in days]
            changes = [row["now"]["objective"] / row["before"]["objective"] - 1 for row in days]
            first = [_seconds(row["quick"]) / _seconds(row["now"]) for row in days]
            gaps = [row["now"]["gap"] / row["now"]["objective"] for row in days]
            lines += [
                (
                    f"cold day, {words} ({len(days)} requests): median, 95th percentile",
                    _beside(spent, was, 0.5) + "; " + _beside(spent, was, 0.95),
                    "0.25 x",
                ),
                (
                    f"objective, {words}: mean, worst against before",
                    f"{statistics.mean(changes):+.1%}, {max(changes):+.1%}",
                    "mean below 0",
                ),
                (
                    f"first certified plan, {words}: of the whole day, median",
                    f"{statistics.median(first):.2f} x",
                    "0.4 x",
                ),
                (
                    f"gap to the bound of the relaxation, {words}: median, most",
                    f"{statistics.median(gaps):.0%}, {max(gaps):.0%}",
                    "",
                ),
            ]
        outside = [1 - row["now"]["in_solver"] / _seconds(row["now"]) for row in self._days()]
        return [
            *lines,
            (
                "share of a day outside HiGHS: median, 95th percentile",
                f"{statistics.median(outside):.0%}, {percentile(outside, 0.95):.0%}",
                "15 %",
            ),
        ]

    def _other_goals(self) -> list[tuple[str, str, str]]:
        day = self.day_seconds
        lines = [self._best_goal()]
        for part in ("dish", "meal"):
            spent = [row["now"][part] / day for row in self.found["swaps"] if _planned(row["now"])]
            if not spent:
                return lines
            lines.append(
                (
                    f"swap of a {part}, three alternatives: of a day, median, most",
                    f"{statistics.median(spent):.2f} x, {max(spent):.2f} x",
                    "0.5 x",
                )
            )
        lines += self._no_plan_goals()
        lines += [_week_goal(row, day) for row in self.found["weeks"] if _planned(row["now"])]
        return [*lines, *self._household_goals(), *self._click_goals()]

    def _click_goals(self) -> list[tuple[str, str, str]]:
        return [
            (
                f"click to another day on the page, {len(row['now'])} without a pause: median",
                _beside(row["now"], row["before"], 0.5),
                "0.35 x",
            )
            for row in self.found["clicks"]
        ]

    def _no_plan_goals(self) -> list[tuple[str, str, str]]:
        asked = self.found["no_plan"]
        rows = [row["now"] for row in asked if row["now"]["status"].startswith("no plan")]
        if not rows:
            return []
        spent = [_seconds(row) / self.day_seconds for row in rows]
        words = f"no plan ({len(rows)} of {len(asked)} questions without one), explained with "
        words += "checked remedies: of a day, median, most"
        return [(words, f"{statistics.median(spent):.1f} x, {max(spent):.1f} x", "2 x")]

    def _best_goal(self) -> tuple[str, str, str]:
        worse = [
            row["now"]["objective"] / min(known) - 1
            for row in self.found["best"]
            if (known := [row["ways"][way] for way in ("thorough", "full") if row["ways"][way]])
        ]
        words = (
            "objective against the best of a thorough search and of the full problem in HiGHS "
            f"({self.full_seconds:g} s), {len(worse)} requests of the fresh draw: median, worst"
        )
        return (
            words,
            f"{statistics.median(worse):+.1%}, {max(worse):+.1%}" if worse else "",
            "+3 %",
        )

    def _household_goals(self) -> list[tuple[str, str, str]]:
        if not self.found["households"]:
            return []
        family, *singles = self.found["households"]
        lines = []
        for version_ in ("before", "now"):
            mean = statistics.mean(_seconds(row[version_]) for row in singles)
            spent = _seconds(family[version_])
            lines.append(
                (
                    f"week of a household of three, {version_}: seconds, of the mean single week",
                    f"{spent:.1f} s, {spent / mean:.1f} x",
                    "2.5 x" if version_ == "now" else "",
                )
            )
        return lines

    def text(self) -> str:
        """Return the page."""
        lines = [
            "# Benchmarks",
            "",
            WRITTEN.format(date=datetime.now(UTC).date(), own=own_commit(), before=self.commit),
            "",
            f"Machine: {machine()}.",
            "",
            NOTE,
            "",
            "| measured | figure | goal |",
            "|---|---|---|",
            *(f"| {what} | {figure} | {goal} |" for what, figure, goal in self.goals()),
            "",
            *self._requests(),
        ]
        return "\n".join(lines)

    def _requests(self) -> list[str]:
        lines = [
            "## Every day asked",
            "",
            "| draw | person, diet | objective before | now | seconds before | now | first plan |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [f"| {' | '.join(_cells(row))} |" for row in self.found["days"]]
        return [*lines, ""]


def _cells(row: dict[str, Any]) -> list[str]:
    """Return the cells of one day in the table of all."""
    figures = [
        row[version_].get(what, math.nan)
        for what in ("objective", "seconds")
        for version_ in ("before", "now")
    ]
    cells = [f"{figure:.2f}" for figure in (*figures, row["quick"].get("seconds", math.nan))]
    return [row["draw"], _words(row["about"]), *cells]


def _words(about: dict[str, Any]) -> str:
    """Return a request in a few words."""
    person = about["person"]
    words = f"{person['sex']} {person['age']}, {about.get('diet', 'omnivore')}"
    return words + (f", without {' '.join(about['avoid'])}" if about.get("avoid") else "")


def _week_goal(row: dict[str, Any], day: float) -> tuple[str, str, str]:
    """Return time and objective of one week."""
    spent, beside = _seconds(row["now"]), ""
    if _planned(row["before"]):
        change = row["now"]["objective"] / row["before"]["objective"] - 1
        beside = f"; before {_seconds(row['before']):.1f} s; objective {change:+.1%}"
    return (
        f"week: {_words(row['about'])}",
        f"{spent:.1f} s, {spent / day:.1f} days{beside}",
        "5 days",
    )


def write_report(report: Report) -> None:
    """Write the page."""
    PAGE.write_text(report.text(), encoding="utf-8")
