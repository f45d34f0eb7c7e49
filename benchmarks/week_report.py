"""The figures of planned weeks, their goals, and the page ``docs/benchmarks_week.md``."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from benchmarks.side_by_side_report import machine, own_commit
from benchmarks.versions import ROOT
from planner.nutrition.foods.basket import Basket, basket_of
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.portions import Portion

PAGE = ROOT / "docs" / "benchmarks_week.md"
WEEKDAYS = 5
WRITTEN = (
    "Written by `python -m benchmarks.week --write` on {date}, commit {own}, beside commit "
    "{before}."
)
NOTE = (
    "Foods to buy, packs and prices are without staples; prices are US averages of 2017-18, "
    "and what has none counts as like foods do. Basket is the price of the packs, eaten the "
    "price of what is eaten of them. Perishables are what keeps for 30 days or less as "
    "bought, outside a freezer; unused is the share of their weight. Dishes cooked are those "
    "of lunches and dinners; one cooked once and eaten again counts once. Work is active "
    "minutes of dishes and of foods served by themselves on Monday to Friday, the mean and "
    "the most; elapsed is the most minutes on the clock. Seconds are processor seconds from "
    "the request to the certified plan, in a process of its own."
)
_COLUMNS = (
    "week", "version", "foods to buy", "basket / eaten", "perishables unused", "dishes cooked",
    "work a weekday, elapsed", "USD basket, eaten", "seconds", "certified",
)  # fmt: skip
HEAD = (f"| {' | '.join(_COLUMNS)} |", "|" + "---|" * len(_COLUMNS))


@dataclass(frozen=True)
class PlannedWeek:
    """A week planned by one version.

    Attributes
    ----------
    name : str
        The week.
    people : int
        How many people eat it.
    version : str
        ``before`` or ``now``.
    status : str
        ``planned``, else why there is no plan.
    seconds : float
        Processor seconds.
    certified : bool
        Whether everybody's plan is certified.
    basket : Basket
        What it makes the kitchen buy, throw away and cook; empty without a plan.
    """

    name: str
    people: int
    version: str
    status: str
    seconds: float
    certified: bool
    basket: Basket

    @property
    def weekday_work(self) -> list[int]:
        """Active minutes of each weekday; the first day is a Monday."""
        return [day.active_minutes for day in self.basket.work if day.day <= WEEKDAYS]

    @property
    def weekday_elapsed(self) -> list[int]:
        """Minutes on the clock of each weekday."""
        return [day.elapsed_minutes for day in self.basket.work if day.day <= WEEKDAYS]


def week_of(name: str, people: int, version: str, answer: dict[str, Any]) -> PlannedWeek:
    """Count the week that a version answered with.

    Raises
    ------
    InputError
        If it serves a food that this version does not know.
    """
    portions = [Portion(**row) for row in answer.get("portions", ())]
    return PlannedWeek(
        name=name,
        people=people,
        version=version,
        status=answer["status"],
        seconds=float(answer.get("seconds", math.nan)),
        certified=bool(answer.get("certified")),
        basket=basket_of(portions, load_catalog()),
    )


def line_of(week: PlannedWeek) -> str:
    """Return the line of the table for one week."""
    found = week.basket
    if not found.lines:
        return f"| {week.name} | {week.version} | {week.status[:80]} |" + " |" * 7
    work, elapsed = week.weekday_work, week.weekday_elapsed
    cells = [
        week.name,
        week.version,
        str(found.different_foods),
        f"{found.basket_per_eaten:.2f}",
        f"{found.perishables_left:.0%}",
        str(found.dishes_cooked),
        f"{statistics.mean(work):.0f}, {max(work)} min, {max(elapsed)} min",
        f"{found.basket_usd:.0f}, {found.eaten_usd:.0f}",
        f"{week.seconds:.1f}",
        "yes" if week.certified else "no",
    ]
    return f"| {' | '.join(cells)} |"


@dataclass(frozen=True)
class Goal:
    """A goal for the weeks: what is measured, and the most for one person and for several.

    Attributes
    ----------
    what : str
        What is measured.
    figure : callable
        Returns it for a planned week.
    alone, together : float
        The most for one person, and for several.
    written : str
        Format of the figure.
    """

    what: str
    figure: Callable[[PlannedWeek], float]
    alone: float
    together: float
    written: str = ".0f"


GOALS = (
    Goal("different foods to buy", lambda week: week.basket.different_foods, 45, 60),
    Goal(
        "basket price / price of what is eaten",
        lambda week: week.basket.basket_per_eaten, 1.35, 1.2, ".2f",
    ),
    Goal("perishables unused", lambda week: week.basket.perishables_left, 0.10, 0.10, ".0%"),
    Goal("dishes cooked", lambda week: week.basket.dishes_cooked, 8, 8),
    Goal("work on a weekday, the most (min)", lambda week: max(week.weekday_work), 45, 45),
    Goal("processor seconds", lambda week: week.seconds, 10, 40, ".1f"),
)  # fmt: skip


@dataclass
class WeekReport:
    """The weeks measured.

    Attributes
    ----------
    commit : str
        The version before.
    weeks : list of PlannedWeek
        In the order measured.
    """

    commit: str
    weeks: list[PlannedWeek] = field(default_factory=list)

    def goals(self) -> list[str]:
        """Return the lines of the table of goals."""
        lines = ["| what | before | now | goal | weeks that reach it |", "|---|---|---|---|---|"]
        for goal in GOALS:
            for alone, most in ((True, goal.alone), (False, goal.together)):
                before, now = (self._figures(goal, version, alone) for version in ("before", "now"))
                if now:
                    reached = sum(figure <= most for figure in now)
                    who = "one person" if alone else "several people"
                    lines.append(
                        f"| {goal.what}: {who} | {_range(before, goal)} | {_range(now, goal)} | "
                        f"{most:{goal.written}} | {reached} of {len(now)} |"
                    )
        ours = [week for week in self.weeks if week.version == "now"]
        certified = sum(week.certified for week in ours)
        lines.append(f"| certified | | | all | {certified} of {len(ours)} |")
        return lines

    def _figures(self, goal: Goal, version: str, alone: bool) -> list[float]:
        return [
            goal.figure(week)
            for week in self.weeks
            if week.version == version and week.basket.lines and (week.people == 1) == alone
        ]

    def text(self) -> str:
        """Return the page."""
        return "\n".join(
            [
                "# Ten weeks, to shop for, cook and finish",
                "",
                WRITTEN.format(date=datetime.now(UTC).date(), own=own_commit(), before=self.commit),
                "",
                f"Machine: {machine()}.",
                "",
                NOTE,
                "",
                *self.goals(),
                "",
                "## Every week",
                "",
                *HEAD,
                *map(line_of, self.weeks),
                "",
            ]
        )


def _range(figures: Iterable[float], goal: Goal) -> str:
    found = sorted(figures)
    if not found:
        return "no plan"
    least, most = (f"{figure:{goal.written}}" for figure in (found[0], found[-1]))
    return least if least == most else f"{least} to {most}"


def write_report(report: WeekReport) -> None:
    """Write the page."""
    PAGE.write_text(report.text(), encoding="utf-8")
