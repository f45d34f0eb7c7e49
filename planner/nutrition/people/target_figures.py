"""The figures of a standard for a target, and the amounts per day that follow from them.

The functions take numbers or arrays, so that the targets of one person and of many people use the
same figures and formulas.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from planner.nutrition.nutrients import KCAL_PER_G, nutrient, nutrient_index
from planner.nutrition.people.reference_intakes import (
    AVERAGE_REQUIREMENTS,
    FLOOR_KINDS,
    Figure,
    FigureGroup,
    FloorKind,
    Per,
)

FloatArray = npt.NDArray[np.float64]
Amount = TypeVar("Amount", float, FloatArray)

_MJ_PER_KCAL = 1.0 / 238.83  # conversion used by EFSA


@dataclass(frozen=True)
class FloorFigures:
    """The figure of a floor, and the figures that change it.

    Attributes
    ----------
    kind : FloorKind
        Kind of `figure`.
    figure : Figure
        The floor as published.
    factor : Figure or None
        Multiplies `figure` (iron and zinc of a vegetarian diet).
    added : Figure or None
        Added to `figure`; never given together with `factor`.
    """

    kind: FloorKind
    figure: Figure
    factor: Figure | None = None
    added: Figure | None = None


@dataclass(frozen=True)
class NutrientFigures:
    """The figures of one nutrient for one group of people.

    Attributes
    ----------
    nutrient, unit : str
        Nutrient id, and the unit of its target.
    floor : FloorFigures or None
        None if the standard sets no floor.
    ceilings : tuple of Figure
        The lowest of them is the ceiling. If any is on total intake, the others are left out.
    requirement : Figure or None
        The average requirement.
    reference : Figure or None
        A published intake that is no goal.
    """

    nutrient: str
    unit: str
    floor: FloorFigures | None
    ceilings: tuple[Figure, ...]
    requirement: Figure | None = None
    reference: Figure | None = None

    @property
    def is_fixed(self) -> bool:
        """Whether both bounds are the same for every person of the group."""
        floor = None if self.floor is None else self.floor.figure
        others = (floor, self.requirement, self.reference)
        return all(figure is None or figure.per is Per.DAY for figure in (*others, *self.ceilings))


@lru_cache(maxsize=1024)  # the groups of all standards, twice
def nutrient_figures(group: FigureGroup, *, vegetarian: bool) -> tuple[NutrientFigures, ...]:
    """Return the figures of each nutrient with a target, in the order of the standard's table.

    Nutrients that the composition tables lack (iodine) have no target.
    """
    found = (
        NutrientFigures(
            name,
            nutrient(name).unit,
            _floor_figures(figures, vegetarian=vegetarian),
            _ceiling_figures(figures),
            _reference(figures, AVERAGE_REQUIREMENTS),
            _reference(figures, tuple(FLOOR_KINDS)),
        )
        for name, figures in group.figures.items()
        if name in nutrient_index()
    )
    return tuple(row for row in found if row.floor is not None or row.ceilings)


def _floor_figures(figures: tuple[Figure, ...], *, vegetarian: bool) -> FloorFigures | None:
    by_kind = {figure.kind: figure for figure in figures if figure.use != "reference"}
    kind = next((kind for kind in FLOOR_KINDS if kind in by_kind), None)
    if kind is None:
        return None
    factor = by_kind.get("VEGETARIAN_FACTOR")
    if vegetarian and factor is not None:
        return FloorFigures(kind, by_kind[kind], factor=factor)
    return FloorFigures(kind, by_kind[kind], added=by_kind.get("ADDED"))


def _ceiling_figures(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    ceilings = tuple(figure for figure in figures if figure.use == "ceiling")
    total = tuple(figure for figure in ceilings if figure.scope == "total")
    return total or ceilings


def _reference(figures: tuple[Figure, ...], kinds: tuple[str, ...]) -> Figure | None:
    """Return the first figure of some kinds that is for reference only."""
    return next((one for one in figures if one.use == "reference" and one.kind in kinds), None)


def amount_of(figure: Figure, weight_kg: Amount, energy_kcal: Amount) -> Amount:
    """Return a figure as an amount per day, in the nutrient's unit.

    Parameters
    ----------
    weight_kg, energy_kcal : float or ndarray, shape (people,)
        Body weight (before pregnancy) and energy target.
    """
    if figure.per is Per.ENERGY:
        return figure.value / 100.0 * energy_kcal / KCAL_PER_G[figure.nutrient]
    if figure.per is Per.BODY_WEIGHT:
        return figure.value * weight_kg
    if figure.per is Per.MEGAJOULE:
        return figure.value * energy_kcal * _MJ_PER_KCAL
    return figure.value + 0.0 * weight_kg


def floor_of(floor: FloorFigures, weight_kg: Amount, energy_kcal: Amount) -> Amount:
    """Return a floor in the nutrient's unit a day, not rounded."""
    amount = amount_of(floor.figure, weight_kg, energy_kcal)
    if floor.factor is not None:
        return amount * floor.factor.value
    if floor.added is not None:
        return amount + floor.added.value
    return amount
