"""The visitor's pantry as a plan sees it: grams at home, and what must be eaten by which day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from planner.dashboard.session import visitor_items
from planner.errors import PlannerError
from planner.nutrition.foods.food_table import FoodTable
from planner.request.plan_request import PlanRequest
from planner.request.use_by import MOST_AT_HOME_G, UseBy


@dataclass(frozen=True)
class AtHome:
    """What is at home for a plan.

    Attributes
    ----------
    grams : dict of str to float
        Grams as bought, by food id, without what is past its day.
    use_by : tuple of UseBy
        What of it must be eaten by a day of the plan.
    """

    grams: dict[str, float]
    use_by: tuple[UseBy, ...]


def today() -> datetime.date:
    """Return the date of today."""
    return datetime.datetime.now(tz=datetime.UTC).astimezone().date()


def first_day(request: PlanRequest) -> datetime.date:
    """Return the date of the first day of a plan; a plan without dates starts today."""
    return request.start or today()


def at_home(request: PlanRequest, foods: FoodTable) -> AtHome:
    """Return what the pantry holds for a plan; foods that do not exist any more are left out.

    Saved data that cannot be read is noted for `visitor_items.report`, and counts as nothing.
    """
    try:
        saved = visitor_items.pantry()
    except PlannerError as error:
        visitor_items.note(error)
        saved = {}
    kept = {name: grams for name, grams in saved.items() if name in foods}
    return of_dates(kept, visitor_items.habits().eat_by, first_day(request))


def of_dates(
    grams: Mapping[str, float], dates: Mapping[str, datetime.date], first: datetime.date
) -> AtHome:
    """Return what counts of a pantry from a day on, with the days by which to eat it.

    Parameters
    ----------
    grams : mapping of str to float
        Grams as bought, by food id.
    dates : mapping of str to date
        The last day on which to eat a food, by its id.
    first : date
        The first day of the plan.
    """
    kept = {name: one for name, one in grams.items() if dates.get(name, first) >= first}
    dated = tuple(
        UseBy(food=name, grams=min(one, MOST_AT_HOME_G), day=(dates[name] - first).days + 1)
        for name, one in kept.items()
        if name in dates
    )
    return AtHome(kept, dated)
