"""What one day of a framed week may use of the basket, and at what price."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.nutrition.foods.portions import Portion
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.week.open_basket import OpenBasket, grams_bought
from planner.planning.week_plan.frame import Room, WeekFrame

_AHEAD = 1.2  # times an equal share of what the week as one uses, that a day should use
_SOON = 4.0  # a little more than is bought costs as much as so much more: a whole pack


def basket_on(
    frame: WeekFrame,
    day: int,
    room: Room,
    *,
    portions: Sequence[Portion],
    choices: Choices,
    kept: BoolArray,
) -> OpenBasket | None:
    """Return what one day may use of the basket.

    Parameters
    ----------
    frame : WeekFrame
        The frame of the week.
    day : int
        The day.
    room : Room
        How far it may leave the frame.
    portions : sequence of Portion
        What everybody eats on the other days, and the others on this day.
    choices : Choices
        Of the person.
    kept : ndarray of bool, shape (forms,)
        Forms that the day uses so far.
    """
    if room is Room.FREE:
        return None
    points = frame.points
    used = grams_bought(portions, choices, frame.forms)
    own = frame.reserved.get(day, np.zeros(len(used)))
    planned = {row.day for row in portions}
    open_days = [other for other in frame.days if other not in planned and other != day]
    later = np.sum([frame.reserved[other] for other in open_days], axis=0) if open_days else 0.0
    packs = points.packs(used + own)
    if open_days:
        packs = np.maximum(frame.packs, packs)
    at_hand = points.home_g + packs * points.pack_g
    free = np.maximum(at_hand - used - later, 0.0)
    own = np.minimum(own, free)
    pace = free
    if open_days:
        still = np.clip(frame.used_g - used - later - own, 0.0, free - own)
        pace = np.minimum(own + _AHEAD * still / (len(open_days) + 1), free)
    first = points.thing - points.pack + points.doubling(packs)
    pack = points.pack + np.where(at_hand > 0, 0.0, first)
    a_pack = pack + 0.5 * points.left * points.pack_g
    return OpenBasket(
        frame.forms,
        _open_forms(frame, room, at_hand, kept),
        free,
        pace,
        _SOON * a_pack / points.pack_g,
        points.left,
        is_wide=room >= Room.OTHER_FOODS,
    )


def _open_forms(frame: WeekFrame, room: Room, at_hand: FloatArray, kept: BoolArray) -> BoolArray:
    """Return the mask of the forms that a day may use, shape (forms,)."""
    is_open: BoolArray = frame.forms.is_staple | (at_hand > 0) | (frame.packs > 0)
    is_open |= room >= Room.OTHER_FOODS
    is_open[kept] = True
    if frame.barred:
        is_open[sorted(frame.barred)] = False
    return is_open
