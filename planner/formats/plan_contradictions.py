"""What a plan file says besides ids and grams, where it contradicts them: names, measures, figures.

A certificate counts ids and grams alone, so a cell that tells another story must not pass unsaid.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from planner.formats.plan_reader import dose_units, is_dose, supplement_id
from planner.formats.plan_table import read_plan_table
from planner.formats.spreadsheet_text import safe_text
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.portions import Portion, supplied
from planner.nutrition.foods.supplements import SUPPLEMENT, get_supplement
from planner.nutrition.nutrients import nutrient_ids, nutrient_index
from planner.nutrition.user_tables import Faults

MOST_SHOWN = 20  # most rows in the answer
_ROUNDED_G = 0.5  # a weight in whole grams is off by this much
_MOST_FIGURES = 3  # most figures of a row that are named
_WEIGHT = re.compile(r"(?:about )?(\d+(?:[.,]\d+)?) ?(g|grams?|kg)")
_TOLERANCE, _SLACK = 0.005, 1e-3  # files have six decimals of an amount; relative, absolute


class _Right(NamedTuple):
    """What the cells of a row should say, by the tables; its measure may be its weight instead."""

    item_id: str
    texts: Mapping[str, str]
    amounts: Mapping[str, float]
    of: str
    grams: float
    dish_fault: str = ""


def contradictions(path: Path, catalog: Catalog) -> tuple[str, ...]:
    """Return how the file was read, and a warning for every row that contradicts its id and grams.

    Compared are dish, name, source, measure and nutrients, where the file has them. An empty cell
    says nothing, and a weight is as good a measure as that of the table.

    Parameters
    ----------
    path : Path
        A plan file that `planner.formats.plan_reader.read_plan_rows` has read without a fault.
    catalog : Catalog
        Catalog of the foods that it names.
    """
    read = read_plan_table(path, ("food_id", "grams"), Faults())
    found = []
    for number, cells in read.table.records() if read else ():
        right = _of_dose(cells) if is_dose(cells) else _of_food(cells, catalog)
        faults = list(_faults(cells, right))
        if faults:
            words = f"row {number}, {right.item_id}: {'; '.join(faults)}"
            found.append(f"{words}; the id and the grams count")
    more = len(found) - MOST_SHOWN
    notes = read.notes if read else ()
    many = [f"{more} more rows contradict their ids"] if more > 0 else []
    return (*notes, *found[:MOST_SHOWN], *many)


def _of_food(cells: Mapping[str, str], catalog: Catalog) -> _Right:
    food, grams = catalog.foods.food(cells["food_id"]), float(cells["grams"])
    texts = {
        "food": food.name,
        "source": food.source,
        "source_id": food.source_id,
        "measure": food.write_grams(grams),
    }
    amounts = supplied(catalog.foods, Portion(1, "", food.id, grams))
    by_name = dict(zip(nutrient_ids(), amounts.tolist(), strict=True))
    fault = _dish_fault(cells.get("dish", ""), food.id, catalog)
    return _Right(food.id, texts, by_name, f"{grams:g} g", grams, fault)


def _dish_fault(name: str, food_id: str, catalog: Catalog) -> str:
    """Return why a food is not part of the dish that its row names; empty if it is or names none.

    A dish counts as its rows, so that a name that no recipe bears tells the reader another story.
    """
    dish = catalog.dishes.get(catalog.dish_id(name)) if name else None
    if not name or (dish is not None and food_id in dict(dish.ingredients)):
        return ""
    if dish is None:
        return f"dish {name!r} is no dish of the catalogue"
    return f"dish {name!r} has no such ingredient"


def _of_dose(cells: Mapping[str, str]) -> _Right:
    one = get_supplement(supplement_id(cells))
    units = round(dose_units(cells))
    texts = {
        "food": one.name,
        "source": SUPPLEMENT,
        "source_id": one.id,
        "measure": one.write_units(units),
    }
    amounts = {one.nutrient: one.amount * units}
    grams = one.grams_per_unit * units
    return _Right(one.id, texts, amounts, one.write_units(units), grams)


def _faults(cells: Mapping[str, str], right: _Right) -> Iterator[str]:
    for column, said in right.texts.items():
        cell = cells.get(column, "")
        if column == "measure" and _is_weight(cell, right.grams):
            continue
        if cell and _plain(cell) not in (_plain(said), _plain(safe_text(said))):
            yield f"{column} {cell!r} is {said!r} in the tables"
    if right.dish_fault:
        yield right.dish_fault
    odd = [words for name in nutrient_index() if (words := _odd_figure(name, cells, right))]
    if odd:
        more = f" and {len(odd) - _MOST_FIGURES} more" if len(odd) > _MOST_FIGURES else ""
        yield f"not what {right.of} supply: {', '.join(odd[:_MOST_FIGURES])}{more}"


def _is_weight(text: str, grams: float) -> bool:
    """Return whether a text is a weight, as people round it: "100 g", "0.1 kg"."""
    found = _WEIGHT.fullmatch(_plain(text))
    if found is None:
        return False
    said = float(found[1].replace(",", ".")) * (1000.0 if found[2] == "kg" else 1.0)
    return bool(np.isclose(said, grams, rtol=_TOLERANCE, atol=_ROUNDED_G))


def _plain(text: str) -> str:
    """Return a text without differences of case and white space."""
    return " ".join(text.split()).casefold()


def _odd_figure(name: str, cells: Mapping[str, str], right: _Right) -> str:
    """Return a figure and what it should be; empty if they agree."""
    cell = cells.get(name, "")
    if not cell:
        return ""
    try:
        said = float(cell)
    except ValueError:
        return f"{name} {cell!r}, no number"
    amount = right.amounts.get(name, math.nan)
    if math.isnan(amount):
        return f"{name} {cell}, of which the tables have no value"
    if np.isclose(said, amount, rtol=_TOLERANCE, atol=_SLACK):
        return ""
    return f"{name} {cell}, by the tables {amount:.4g}"
