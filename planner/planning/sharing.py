"""Share a dish that is cooked once out among the people at a table, by the energy they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.shared_scales import (
    TOLERANCE,
    holds_shares,
    is_whole_pot,
    pots,
)
from planner.planning.diner import Diner

_CLOSE = 0.01  # servings: far less than a step of any dish


@dataclass(frozen=True)
class SharedDish:
    """A dish on the table, and how the pot is shared out.

    Attributes
    ----------
    base : str
        Id of the base dish; somebody may be served a variant of it.
    servings : mapping of str to float
        Servings of each eater, by name.
    ways : tuple of mapping of str to float
        All ways to share it out, that of `servings` among them.
    """

    base: str
    servings: Mapping[str, float]
    ways: tuple[Mapping[str, float], ...] = ()

    def open_to(self, name: str) -> frozenset[float]:
        """Return the servings that an eater may have."""
        return frozenset(way[name] for way in self.ways or (self.servings,))

    def with_served(self, name: str, servings: float) -> SharedDish:
        """Return the dish with what somebody is served; the ways that give something else go."""
        ways = tuple(way for way in self.ways if abs(way[name] - servings) < _CLOSE)
        return replace(self, servings=ways[0] if ways else {}, ways=ways)

    @property
    def is_served_as_shared(self) -> bool:
        """Whether what is served so far leaves a way to share the dish out."""
        return bool(self.servings)


def ways_to_share(
    base: str, eaters: Sequence[Diner], *, whole: bool = True, tolerance: float = TOLERANCE
) -> tuple[SharedDish, ...]:
    """Return the ways to share a base dish out by energy need; options as in `pots`."""
    dish = eaters[0].request.catalog.dish(base)
    names = [diner.request.name for diner in eaters]
    needs = [diner.energy_kcal for diner in eaters]
    ways = tuple(
        dict(zip(names, servings, strict=True))
        for servings in pots(dish, needs, whole=whole, tolerance=tolerance)
    )
    return tuple(SharedDish(base, way, ways) for way in ways)


def sharing_notes(eaters: Sequence[Diner], day: int, meal: str) -> tuple[str, ...]:
    """Say what of a day's shared dish is not as it should be, measured on what is planned.

    Shares that do not follow the energy needs, and a pot that is not a whole number of recipes or
    halves. Who eats a dish of their own at the meal has no share.
    """
    served = [(row, eater.energy_kcal) for eater in eaters if (row := _served(eater, day, meal))]
    where = f"day {day}, {meal_labels()[meal].lower()}"
    notes = []
    for base in sorted({row.base for row, _ in served}):
        servings = [row.servings for row, _ in served if row.base == base]
        needs = [energy for row, energy in served if row.base == base]
        dish = eaters[0].request.catalog.dish(base)
        if len(servings) < 2:
            continue
        if not holds_shares(servings, needs):
            notes.append(
                f"{where}: the servings of {dish.name} do not follow the energy needs of those at "
                "the table; no plan was found with such shares"
            )
        elif not is_whole_pot(dish, sum(servings)):
            notes.append(
                f"{where}: {sum(servings):g} servings of {dish.name} are eaten, of a recipe for "
                f"{dish.servings}; no plan was found with whole or half recipes"
            )
    return tuple(notes)


@dataclass(frozen=True)
class _Served:
    base: str
    servings: float


def _served(diner: Diner, day: int, meal: str) -> _Served | None:
    """Return what dish a person is planned to eat at a meal, and how much."""
    rows: list[Portion] = [
        row for row in diner.planned.portions if (row.day, row.meal) == (day, meal) and row.dish
    ]
    if not rows:
        return None
    return _Served(diner.request.catalog.dish(rows[0].dish).base, rows[0].scale)
