"""The servings of a dish that may be ladled out at a shared table, and the pots that suffice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from planner.nutrition.foods.dishes import Dish

TOLERANCE = 0.15  # by which an eater's share of the pot may differ from the share of energy needed
WIDE_TOLERANCE = 0.3  # the same where nobody finds a plan within it: still nearest to the need
_LEAST, _MOST = 0.5, 2.0  # servings that a shared dish offers, beyond the scales of its own
_RECIPE_PART = 0.5  # a pot is a whole number of recipes or halves of one
_TINY = 1e-6


def shared_scales(dish: Dish) -> tuple[float, ...]:
    """Return the servings that one eater may have of a dish which is cooked for several.

    In the dish's own steps (quarters of a serving, or whole pieces), from half a serving for a
    child to two for a big eater.
    """
    scales = dish.scales
    if len(scales) < 2:
        return scales
    step = scales[1] - scales[0]
    below = math.floor((scales[0] - max(_LEAST, step)) / step + _TINY)
    least = scales[0] - max(below, 0) * step
    above = math.floor((max(_MOST, scales[-1]) - least) / step + _TINY)
    return tuple(round(least + number * step, 6) for number in range(above + 1))


def holds_shares(servings: Sequence[float], needs: Sequence[float]) -> bool:
    """Tell whether everybody's share of a pot is their share of the energy needed, within 15 %.

    Parameters
    ----------
    servings, needs : sequence of float
        Servings of the dish, and the energy need, of each eater.
    """
    pot, need = sum(servings), sum(needs)
    return all(
        abs(own / pot / (energy / need) - 1.0) <= TOLERANCE + _TINY
        for own, energy in zip(servings, needs, strict=True)
    )


def is_whole_pot(dish: Dish, servings: float) -> bool:
    """Tell whether a pot is a whole number of recipes, or halves of one."""
    parts = servings / (dish.servings * _RECIPE_PART)
    return abs(parts - round(parts)) < _TINY


def pots(
    dish: Dish, needs: Sequence[float], *, whole: bool = True, tolerance: float = TOLERANCE
) -> tuple[tuple[float, ...], ...]:
    """Return the ways to share a dish out by energy need, the best one for each size of the pot.

    Parameters
    ----------
    dish : Dish
        The dish.
    needs : sequence of float
        Energy need of each eater.
    whole : bool
        Only pots that are whole recipes or halves of one, where such a pot can be shared out.
    tolerance : float
        By which a share may differ from that of the energy needed.

    Returns
    -------
    tuple of tuple of float
        Servings of each eater. Empty where no pot can be shared out.
    """
    found = _pots(shared_scales(dish), tuple(needs), tolerance)
    fitting = tuple(own for own in found if is_whole_pot(dish, sum(own)))
    return fitting if whole and fitting else found


@cache
def _pots(
    scales: tuple[float, ...], needs: tuple[float, ...], tolerance: float
) -> tuple[tuple[float, ...], ...]:
    step = scales[1] - scales[0] if len(scales) > 1 else 1.0
    most = len(needs) * (len(scales) - 1)
    sizes = (len(needs) * scales[0] + number * step for number in range(most + 1))
    return tuple(own for pot in sizes if (own := _shared_out(pot, scales, needs, tolerance)))


def _shared_out(
    pot: float, scales: tuple[float, ...], needs: tuple[float, ...], tolerance: float
) -> tuple[float, ...]:
    """Share a pot out, each share as near to that of the energy needed as can be; empty if none is.

    Serving after serving goes to whom it brings nearest: since the squared distances are convex,
    that is the best way.
    """
    shares = [pot * need / sum(needs) for need in needs]
    fitting = [
        [
            number
            for number, scale in enumerate(scales)
            if abs(scale / share - 1.0) <= tolerance + _TINY
        ]
        for share in shares
    ]
    if not all(fitting):
        return ()
    taken = [numbers[0] for numbers in fitting]

    def gain(eater: int) -> float:
        now, more = scales[taken[eater]], scales[taken[eater] + 1]
        return (more / shares[eater] - 1.0) ** 2 - (now / shares[eater] - 1.0) ** 2

    while pot - sum(scales[number] for number in taken) > _TINY:
        open_ = [eater for eater in range(len(needs)) if taken[eater] < fitting[eater][-1]]
        if not open_:
            return ()
        taken[min(open_, key=gain)] += 1
    servings = tuple(scales[number] for number in taken)
    return servings if abs(sum(servings) - pot) <= _TINY else ()
