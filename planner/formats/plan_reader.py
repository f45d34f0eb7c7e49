"""Read plan files (CSV), also those edited by hand; only ids and grams are used."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from planner.errors import InputError, unknown_name
from planner.formats.plan_table import read_plan_table
from planner.nutrition.foods.catalog import Catalog, load_catalog
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import SUPPLEMENT, Dose, get_supplement, load_supplements
from planner.nutrition.user_tables import Faults

WHOLE = 0.01  # largest deviation of a number of units from a whole number
_NEEDED = ("day", "meal", "food_id", "grams")


class PlanRows(NamedTuple):
    """The rows of a plan file: portions of food, and doses of supplements."""

    portions: tuple[Portion, ...]
    doses: tuple[Dose, ...]

    @property
    def person_days(self) -> set[tuple[str, int]]:
        """The (person, day) pairs in the file."""
        portions = {(row.person, row.day) for row in self.portions}
        return portions | {(row.person, row.day) for row in self.doses}

    def of_person(self, name: str) -> PlanRows:
        """Return one person's rows."""
        return PlanRows(
            tuple(row for row in self.portions if row.person == name),
            tuple(row for row in self.doses if row.person == name),
        )


def read_plan_rows(path: Path, catalog: Catalog | None = None) -> PlanRows:
    """Read the portions and doses of a plan file.

    Parameters
    ----------
    path : Path
        The file.
    catalog : Catalog, optional
        Catalog of the foods and dishes that it may name; that of ``data/`` by default.

    Raises
    ------
    InputError
        If the file cannot be read or is too large.
    DataError
        If a column is missing or a row is not valid (unknown food, supplement or meal; a day,
        weight or number of units that is not allowed); the message lists every fault.
    """
    catalog = catalog or load_catalog()
    portions: list[Portion] = []
    doses: list[Dose] = []
    faults = Faults()
    read = read_plan_table(path, _NEEDED, faults)
    for number, cells in read.table.records() if read else ():
        fault = _dose_fault(cells) if is_dose(cells) else _fault(cells, catalog.foods)
        if fault:
            faults.add(f"{path}, row {number}: {fault}")
        elif is_dose(cells):
            doses.append(_dose(cells))
        else:
            portions.append(
                Portion(
                    day=int(cells["day"]),
                    meal=cells["meal"],
                    food_id=cells["food_id"],
                    grams=float(cells["grams"]),
                    dish=catalog.dish_id(cells.get("dish", "")),
                    person=cells.get("person", ""),
                )
            )
    if faults:
        raise faults.as_error()
    scaled = (replace(row, scale=_scale(row, catalog)) for row in portions)
    return PlanRows(tuple(scaled), tuple(doses))


def _scale(row: Portion, catalog: Catalog) -> float:
    """Return the servings of the dish, from a portion's grams; 1 for a food served alone."""
    if row.dish not in catalog.dishes:
        return 1.0
    served = dict(catalog.dishes[row.dish].ingredients).get(row.food_id)
    return round(row.grams / served, 4) if served else 1.0


def is_dose(cells: Mapping[str, str]) -> bool:
    """Return whether a row is a dose of a supplement."""
    return cells.get("source") == SUPPLEMENT


def dose_units(cells: Mapping[str, str]) -> float:
    """Return the number of units, from the grams of a dose."""
    return float(cells["grams"]) / get_supplement(supplement_id(cells)).grams_per_unit


def supplement_id(cells: Mapping[str, str]) -> str:
    """Return the id of the supplement of a dose row."""
    return cells.get("source_id") or cells["food_id"]


def _dose(cells: dict[str, str]) -> Dose:
    return Dose(
        day=int(cells["day"]),
        meal=cells["meal"],
        supplement_id=supplement_id(cells),
        units=round(dose_units(cells)),
        person=cells.get("person", ""),
    )


def _dose_fault(cells: dict[str, str]) -> str:
    """Return the fault of a dose row; empty if it is valid."""
    name = supplement_id(cells)
    if name not in load_supplements():
        return str(unknown_name("supplement", name, load_supplements()))
    fault = _place_fault(cells) or _grams_fault(cells)
    if fault:
        return fault
    units = dose_units(cells)
    if round(units) < 1 or abs(units - round(units)) > WHOLE:
        one = get_supplement(name)
        return (
            f"grams {cells['grams']!r}: a dose of {name} is a whole number of {one.unit_plural}, "
            f"each {one.grams_per_unit:.7g} g of the nutrient ({one.write_units(1)})"
        )
    return ""


def _fault(cells: dict[str, str], foods: FoodTable) -> str:
    """Return the fault of a portion row; empty if it is valid."""
    if cells["food_id"] not in foods:
        try:
            foods.row(cells["food_id"])
        except InputError as error:
            return str(error)
    return _place_fault(cells) or _grams_fault(cells)


def _place_fault(cells: dict[str, str]) -> str:
    if cells["meal"] not in meal_names():
        return f"meal {cells['meal']!r}: allowed are {', '.join(meal_names())}"
    if not (
        cells["day"].isascii() and cells["day"].isdigit() and 1 <= int(cells["day"][:6]) <= 366
    ):
        return f"day {cells['day']!r}: give a whole number from 1 to 366"
    return ""


def _grams_fault(cells: dict[str, str]) -> str:
    try:
        grams = float(cells["grams"])
    except ValueError:
        grams = math.nan
    if not 0 < grams <= 10_000:
        return f"grams {cells['grams']!r}: give a number above 0, at most 10000"
    return ""
