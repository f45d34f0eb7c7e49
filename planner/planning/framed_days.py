"""What the frame of a week leaves open to one person on a day: dishes, servings and the basket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.optimize.model.week.open_basket import OpenBasket, grams_bought
from planner.planning.diner import Diner
from planner.planning.week_plan.basket_of_day import basket_on
from planner.planning.week_plan.frame import POT_MEALS, Room, WeekFrame


def framed_dishes(
    frame: WeekFrame | None, room: Room, diner: Diner, day: int, apart: frozenset[str]
) -> Mapping[str, frozenset[str]]:
    """Return the base dishes that the frame allows a person on a day, by meal.

    A day that is planned already keeps its lunch and dinner. Without a frame, and at the meals at
    which a person eats `apart`, nothing is limited.
    """
    if frame is None:
        return {}
    catalog, now = diner.request.catalog, dict[str, str]()
    eaten: dict[str, dict[int, str]] = {}
    for row in diner.planned.portions:
        if row.dish and row.day == day:
            now[row.meal] = catalog.dish(row.dish).base
        elif row.dish:
            eaten.setdefault(row.meal, {})[row.day] = catalog.dish(row.dish).base
    by_meal = {meal: tuple(days.values()) for meal, days in eaten.items()}
    framed = frame.served_at(diner.request.name, day, room, by_meal)
    for meal, base in now.items():
        own = frozenset({base})
        framed[meal] = own if meal in POT_MEALS else framed.get(meal, own) | own
    return {meal: bases for meal, bases in framed.items() if meal not in apart}


def pot_servings(
    frame: WeekFrame | None, room: Room, diner: Diner, day: int
) -> Mapping[str, frozenset[float]]:
    """Return the servings that empty the pots of a person who plans alone, by meal.

    Only within `Room.POTS` do the servings of a meal depend on its pot.
    """
    if frame is None or room is not Room.POTS:
        return {}
    rows = [row for row in diner.planned.portions if row.dish]
    eaten = {(row.day, row.meal): row.scale for row in rows if row.day != day}
    now = {row.meal: row.scale for row in rows if row.day == day}
    dishes = diner.request.catalog.dishes
    found = frame.servings_at(diner.request.name, day, eaten, dishes)
    return {
        meal: servings | ({now[meal]} if meal in now else set()) for meal, servings in found.items()
    }


def basket_left(
    frame: WeekFrame | None, room: Room, people: Sequence[Diner], diner: Diner, day: int
) -> OpenBasket | None:
    """Return what of the basket of all people one of them may use on a day."""
    if frame is None:
        return None
    choices = diner.facts().choices
    rows = [row for other in people for row in other.planned.portions]
    now = [row for row in diner.planned.portions if row.day == day]
    own = (diner.request.name, day)
    others = [row for row in rows if (row.person, row.day) != own]
    kept = grams_bought(now, choices, frame.forms) > 0
    return basket_on(frame, day, room, portions=others, choices=choices, kept=kept)
