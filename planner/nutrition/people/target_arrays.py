"""The daily targets of many people at once, as arrays; equal to those of `targets_for`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.errors import unknown_name
from planner.nutrition.people.energy import SPAN
from planner.nutrition.people.energy_arrays import PeopleArrays, energy_of_many
from planner.nutrition.people.person import Person
from planner.nutrition.people.reference_intakes import (
    SCOPES,
    FigureGroup,
    all_standards,
    figures_for,
)
from planner.nutrition.people.target_figures import (
    NutrientFigures,
    amount_of,
    floor_of,
    nutrient_figures,
)
from planner.nutrition.people.targets import ROOM

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

ENERGY = "energy_kcal"


@dataclass(frozen=True)
class TargetArrays:
    """The targets of many people; the arrays are read-only.

    Attributes
    ----------
    standard : str
        Name of the standard.
    nutrients : tuple of str
        Ids of the nutrients that at least one person has a target for, energy first.
    floor, ceiling : ndarray, shape (people, nutrients)
        Least and most a day, in the nutrient's unit; NaN without a bound.
    scope : ndarray of int8, shape (people, nutrients)
        Index in `SCOPES` of the intake that the ceiling limits; 0 without a ceiling.
    """

    standard: str
    nutrients: tuple[str, ...]
    floor: FloatArray
    ceiling: FloatArray
    scope: npt.NDArray[np.int8]

    def column(self, nutrient: str) -> int:
        """Return the column of a nutrient.

        Raises
        ------
        InputError
            If no person has a target for it.
        """
        if nutrient not in self.nutrients:
            raise unknown_name("nutrient with a target", nutrient, self.nutrients)
        return self.nutrients.index(nutrient)


def targets_of_many(
    people: Sequence[Person],
    standard: str = "nasem",
    *,
    vegetarian_iron: bool | Sequence[bool] | BoolArray = False,
) -> TargetArrays:
    """Return the daily targets of many people, exactly equal to those of `targets_for`.

    Parameters
    ----------
    people : sequence of Person
        The people, one per row of the result.
    standard : str
        One of `all_standards`.
    vegetarian_iron : bool, or one per person
        Whether iron comes from plants, dairy and eggs only.

    Raises
    ------
    InputError
        If the standard is unknown or has no figures for one of the people.
    ValueError
        If `vegetarian_iron` and `people` have different lengths.
    """
    if standard not in all_standards():
        raise unknown_name("standard", standard, all_standards())
    vegetarian = np.broadcast_to(np.asarray(vegetarian_iron, dtype=np.bool_), len(people))
    groups = _grouped(people, standard, vegetarian)
    found = {key: nutrient_figures(key[0], vegetarian=key[1]) for key in groups}
    arrays = PeopleArrays.of(people)
    kcal, safe_floor = energy_of_many(arrays, standard)
    nutrients = (ENERGY, *dict.fromkeys(row.nutrient for rows in found.values() for row in rows))
    columns = {nutrient: column for column, nutrient in enumerate(nutrients)}
    floor = np.full((len(people), len(nutrients)), np.nan)
    ceiling = floor.copy()
    scope = np.zeros(floor.shape, dtype=np.int8)
    floor[:, 0] = round_hundredths(np.maximum(kcal * (1 - SPAN), safe_floor))
    ceiling[:, 0] = round_hundredths(kcal * (1 + SPAN))
    scope[:, 0] = SCOPES.index("total")
    for key, members in groups.items():
        weight_kg, energy_kcal = arrays.usual_weight_kg[members], kcal[members]
        for row in found[key]:
            place = (members, columns[row.nutrient])
            floor[place], ceiling[place], scope[place] = _bounds(row, weight_kg, energy_kcal)
    for array in (floor, ceiling, scope):
        array.flags.writeable = False
    return TargetArrays(standard, nutrients, floor, ceiling, scope)


def _grouped(
    people: Sequence[Person], standard: str, vegetarian: BoolArray
) -> dict[tuple[FigureGroup, bool], IntArray]:
    """Return the rows of the people in each group that shares its figures."""
    rows: dict[tuple[FigureGroup, bool], list[int]] = defaultdict(list)
    for number, (person, is_vegetarian) in enumerate(zip(people, vegetarian.tolist(), strict=True)):
        rows[figures_for(person, standard), is_vegetarian].append(number)
    return {key: np.array(numbers, dtype=np.int64) for key, numbers in rows.items()}


def _bounds(
    row: NutrientFigures, weight_kg: FloatArray, energy_kcal: FloatArray
) -> tuple[FloatArray, FloatArray, npt.NDArray[np.int8]]:
    """Return floor, ceiling and scope of the ceiling for people of one group, shape (people,)."""
    none = np.full(len(weight_kg), np.nan)
    no_scope = np.zeros(len(weight_kg), dtype=np.int8)
    floor = none if row.floor is None else floor_of(row.floor, weight_kg, energy_kcal)
    lowest = round_hundredths(floor)
    if not row.ceilings:
        return lowest, none, no_scope
    amounts = np.array([amount_of(figure, weight_kg, energy_kcal) for figure in row.ceilings])
    least = amounts.argmin(axis=0)
    ceiling: FloatArray = amounts[least, np.arange(len(least))]
    scopes = np.array([SCOPES.index(figure.scope) for figure in row.ceilings], dtype=np.int8)
    scope = scopes[least]
    above = (floor > ceiling) & (scope == SCOPES.index("total"))  # a floor of NaN is never above
    lowest = np.where(above, round_hundredths(ceiling * (1 - ROOM)), lowest)
    return lowest, round_hundredths(ceiling), scope


def round_hundredths(values: FloatArray) -> FloatArray:
    """Round to two decimals exactly as Python's `round`, which decides ties by the exact value.

    Scaling by 100 can move a value across a tie, so the few values that close to one are rounded
    by Python itself.
    """
    scaled = values * 100.0
    rounded: FloatArray = np.rint(scaled) / 100.0
    near_a_tie = np.abs(scaled - np.floor(scaled) - 0.5) <= 1e-9 * (1.0 + np.abs(scaled))
    for number in np.flatnonzero(near_a_tie):
        rounded[number] = round(float(values[number]), 2)
    return rounded
