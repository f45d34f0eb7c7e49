"""What makes one timetable of a week better than another: work, fish, wishes, good days."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from planner.planning.week_plan.timetable import Timetable

WEEKDAY_MINUTES = 45.0  # of work on a weekday, beyond which another day is better
_NO_DAY = 60.0  # points for a day whose lunch and dinner have no plan together


def limit_work(table: Timetable) -> None:
    """Limit the work of a day, and leave cooking to the evening of a weekday."""
    minutes = np.array([float(one.dish.active_minutes) for one in table.served])
    for number, day in enumerate(table.days):
        weekday = table.request.weekday(day)
        asked = table.request.week.most_minutes(weekday)
        usual = WEEKDAY_MINUTES if weekday < 5 else 2 * WEEKDAY_MINUTES
        most = min(asked, usual)
        above = table.writer.add_columns(np.array([0.5]), np.array([np.inf]), integer=False)
        columns = np.append(table.cooked[:, number], above)
        table.writer.add_row(f"work:{day}", columns, np.append(minutes, -1.0), -np.inf, most)
        if weekday >= 5 or (day, "lunch") not in table.slots:
            continue
        lunch = table.slots.index((day, "lunch"))
        for place, one in enumerate(table.served):
            points = np.array([0.1 * one.dish.active_minutes])
            both = table.writer.add_columns(points, np.ones(1), integer=False)
            columns = np.array([table.eaten[place, lunch], table.cooked[place, number], both[0]])
            table.writer.add_row(
                f"lunch:{place}:{day}", columns, np.array([1.0, 1.0, -1.0]), -np.inf, 1.0
            )


def price_days(table: Timetable, day_points: Mapping[tuple[str, str], float]) -> None:
    """Price each day by its pair of lunch and dinner, of which at most one is served.

    Parameters
    ----------
    table : Timetable
        The timetable.
    day_points : mapping of (str, str) to float
        Points of a day with one dish for lunch and another for dinner; infinite where such a day
        has no plan. Pairs that are left out cost nothing.
    """
    count = len(table.served)
    ids = [one.dish.id for one in table.served]
    points = np.array([[day_points.get((a, b), 0.0) for b in ids] for a in ids])
    np.fill_diagonal(points, np.inf)
    if not day_points:
        return
    upper = np.where(np.isfinite(points), 1.0, 0.0)
    costs = np.where(np.isfinite(points), points, 0.0).ravel()
    for day in table.days:
        if not {(day, "lunch"), (day, "dinner")} <= set(table.slots):
            continue
        pairs = table.writer.add_columns(costs, upper.ravel(), integer=True)
        table.writer.add_row(f"pair:{day}", pairs, np.ones(len(pairs)), -np.inf, 1.0)
        grid = pairs.reshape(count, count)
        misfit = table.writer.add_columns(np.array([_NO_DAY]), np.ones(1), integer=False)
        for meal, lines in (("lunch", grid), ("dinner", grid.T)):
            slot = table.slots.index((day, meal))
            for place, own in enumerate(lines):
                columns = np.concatenate([own, [table.eaten[place, slot]], misfit])
                values = np.concatenate([np.ones(count), [-1.0, 1.0]])
                table.writer.add_row(f"{meal}:{day}:{place}", columns, values, 0.0, np.inf)


def limit_fish(table: Timetable) -> None:
    """Serve fish at one meal of a day and not on two days in succession, where that goes."""
    fish = [one.fish for one in table.served]
    if not any(fish):
        return
    for day in table.days:
        for last, points in ((day, 4.0), (day + 1, 0.5)):
            at = table.eaten[fish][:, [day <= slot[0] <= last for slot in table.slots]].ravel()
            above = table.writer.add_columns(np.array([points]), np.array([9.0]), integer=False)
            values = np.append(np.ones(len(at)), -1.0)
            name = f"fish:{day}:{last}"
            table.writer.add_row(name, np.append(at, above), values, -np.inf, 1.0)


def keep_wishes(table: Timetable) -> None:
    """Serve what is wished for on a weekday on that day."""
    for wish in table.request.week.read_wishes():
        if wish.sense != "@" or wish.subject.most_minutes:
            continue
        holding = [wish.text in one.holds for one in table.served]
        for day in table.days:
            if not any(holding) or table.request.weekday(day) not in wish.days:
                continue
            at = table.eaten[holding][:, [slot[0] == day for slot in table.slots]].ravel()
            short = table.writer.add_columns(np.array([20.0]), np.ones(1), integer=False)
            columns, values = np.append(at, short), np.ones(len(at) + 1)
            table.writer.add_row(f"wish:{wish.text}:{day}", columns, values, 1.0, np.inf)
