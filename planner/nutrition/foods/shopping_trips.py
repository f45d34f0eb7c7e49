"""When what a list holds is bought: on the first day, or later where it does not keep so long.

What is needed past the days that it keeps is frozen, if it freezes, or bought again in the middle
of the week. As few such days as possible serve all foods.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.nutrition.foods.keeping import Place
from planner.nutrition.foods.shopping_lines import Line

_SPARE = 1e-6
_FRESH = "produce"  # the aisle of what is eaten fresh, and so is not frozen for a later day


@dataclass(frozen=True)
class Errand:
    """When a line is bought, and what of it is frozen.

    Attributes
    ----------
    packs : mapping of int to int
        Packs to buy by day of the plan; together those of the line.
    frozen_g, frozen_for : float, tuple of int
        Grams to freeze on the first day, and the days on which they are used.
    late_for : tuple of int
        Days on which it is used past the days it keeps, where no pack is left to buy later.
    served_later : mapping of int to tuple of int
        For each later day of shopping the days that its packs are for.
    """

    packs: Mapping[int, int]
    frozen_g: float = 0.0
    frozen_for: tuple[int, ...] = ()
    late_for: tuple[int, ...] = ()
    served_later: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def is_for(self, use_day: int, shopping_day: int) -> bool:
        """Return whether what is eaten on a day is bought on a day of shopping."""
        if shopping_day in self.served_later:
            return use_day in self.served_later[shopping_day]
        return not any(use_day in days for days in self.served_later.values())


@dataclass(frozen=True)
class _Needs:
    """What a line needs by day, in time and past the days that it keeps."""

    keeps: int
    freezes: bool
    early_g: float
    late: Mapping[int, float] = field(default_factory=dict)


def errands(lines: Sequence[Line], first_day: int) -> tuple[Errand, ...]:
    """Return when each line is bought.

    Parameters
    ----------
    lines : sequence of Line
        The lines of a list.
    first_day : int
        The day on which the list is taken to the shop.

    Returns
    -------
    tuple of Errand
        One a line, in their order.
    """
    needs = [_needs(line, first_day) for line in lines]
    waiting = [
        (day - one.keeps, day) for one in needs if not one.freezes and one.keeps for day in one.late
    ]
    days = _fewest_days(waiting)
    return tuple(
        _errand(line, one, first_day, days) for line, one in zip(lines, needs, strict=True)
    )


def _needs(line: Line, first_day: int) -> _Needs:
    """Return what has to be bought of a line by day; what is at home is eaten first."""
    left = line.at_home
    by_day: dict[int, float] = {}
    for use in sorted(line.uses, key=lambda one: one.day):
        taken = min(left, use.grams)
        left -= taken
        by_day[use.day] = by_day.get(use.day, 0.0) + use.grams - taken
    keeping = line.keeping
    if keeping is None or keeping.place is Place.FREEZER or line.unit.staple:
        return _Needs(0, freezes=False, early_g=math.fsum(by_day.values()))
    until = first_day + keeping.days_unopened
    late = {day: grams for day, grams in by_day.items() if day > until and grams > _SPARE}
    early = math.fsum(grams for day, grams in by_day.items() if day not in late)
    freezes = keeping.freezes and line.aisle != _FRESH
    return _Needs(keeping.days_unopened, freezes, early, late)


def _fewest_days(spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return the fewest days of which each span, ends included, holds one.

    Of the days that serve the same spans, the one in the middle.
    """
    shared: list[tuple[int, int]] = []
    for first, last in sorted(spans, key=lambda span: span[1]):
        if shared and first <= shared[-1][1]:
            shared[-1] = (max(first, shared[-1][0]), shared[-1][1])
        else:
            shared.append((first, last))
    return tuple((first + last) // 2 for first, last in shared)


def _errand(line: Line, needs: _Needs, first_day: int, days: Sequence[int]) -> Errand:
    """Return when a line is bought, given the days on which people go to the shop again."""
    if not needs.late:
        return Errand({first_day: line.packs} if line.packs else {})
    chosen = {day: _trip(day, needs.keeps, days) for day in needs.late}
    late_only = needs.early_g <= _SPARE
    if needs.freezes and (not late_only or None in chosen.values()):
        return Errand(
            {first_day: line.packs}, math.fsum(needs.late.values()), tuple(sorted(needs.late))
        )
    first = min(_packs(line, needs.early_g), line.packs)
    packs, left = {first_day: first}, line.packs - first
    past: list[int] = []
    later: dict[int, tuple[int, ...]] = {}
    for trip in sorted({trip for trip in chosen.values() if trip is not None}):
        served = [day for day, on in chosen.items() if on == trip]
        wanted = _packs(line, math.fsum(needs.late[day] for day in served))
        bought = min(wanted, left)
        if bought:
            packs[trip] = bought
            later[trip] = tuple(sorted(served))
            left -= bought
        else:
            past += served
    packs[max(packs)] += left
    return Errand(
        {day: count for day, count in packs.items() if count},
        late_for=tuple(past),
        served_later=later,
    )


def _trip(day: int, keeps: int, days: Sequence[int]) -> int | None:
    """Return the latest day of shopping from which food keeps until a day; None without any."""
    return max((one for one in days if day - keeps <= one <= day), default=None)


def _packs(line: Line, grams: float) -> int:
    return max(math.ceil(grams / line.unit.pack_grams - _SPARE), 0)
