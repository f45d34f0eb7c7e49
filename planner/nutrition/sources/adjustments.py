"""Figures that do not stand for what is eaten: label rounding, corrections, added sugars.

Three hand-written tables change what the sources say: ``data/label_rounding.csv`` (what labels
round to whole units), ``data/corrections.csv`` (one figure of one food; an empty value takes a
figure away that is not to be believed), and ``data/added_sugars.csv`` (which sugars of a food are
its own). Carbohydrate is raised to the sugars and fiber in it. Each changed figure is listed with
its reason in ``data/adjusted_figures.csv``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.nutrition.tables import read_rows

Figures = dict[str, float | None]

SUGARS, ADDED, CARBOHYDRATE = "sugars_g", "added_sugars_g", "carbohydrate_g"
_REMAINDER = "carbohydrate is a remainder and cannot be less than the sugars and fiber in it"
_BOUNDED = "added sugars of a like food cannot exceed the sugars of this one"
_DRY = "added sugars of a like food cannot exceed the carbohydrate without the fiber"
_PATTERNS = "the sugars of the same source record"


@dataclass(frozen=True)
class Adjusted:
    """One figure per 100 g that differs from its source.

    Attributes
    ----------
    food_id, nutrient : str
        The food and the nutrient.
    before, after : float or None
        The figure of the source and the figure used; None if unknown.
    reason, source : str
        Why, and the publication of the figure used.
    """

    food_id: str
    nutrient: str
    before: float | None
    after: float | None
    reason: str
    source: str


def adjust(
    figures: Mapping[str, Figures], source_of: Mapping[str, str]
) -> tuple[dict[str, Figures], list[Adjusted]]:
    """Apply the three tables to the figures of all foods.

    Parameters
    ----------
    figures : mapping of str to dict
        Food to nutrient to amount per 100 g, None if unknown, as the sources have them.
    source_of : mapping of str to str
        Food to its source (``sr28``, ``fndds``, ``label``).

    Returns
    -------
    dict of str to dict, list of Adjusted
        The figures to use, and what was changed, by food in the order given.
    """
    found = {food: dict(own) for food, own in figures.items()}
    changes: dict[tuple[str, str], Adjusted] = {}
    corrected = {(row["food_id"], row["nutrient"]) for row in read_rows("corrections.csv")}
    for change in (*_corrections(found), *_rounded(found, source_of, corrected)):
        _enter(change, found, changes)
    for change in _least_carbohydrate(found):
        _enter(change, found, changes)
    for change in _own_sugars(found):
        _enter(change, found, changes)
    for change in _bounded_sugars(found):
        _enter(change, found, changes)
    order = {food: number for number, food in enumerate(figures)}
    return found, sorted(changes.values(), key=lambda one: (order[one.food_id], one.nutrient))


def _enter(
    change: Adjusted, found: dict[str, Figures], changes: dict[tuple[str, str], Adjusted]
) -> None:
    """Use a figure; of two changes of one figure the last stands, with the figure of the source."""
    key = (change.food_id, change.nutrient)
    if change.after == change.before:
        return
    before = changes[key].before if key in changes else change.before
    found[change.food_id][change.nutrient] = change.after
    changes[key] = Adjusted(*key, before, change.after, change.reason, change.source)


def _corrections(found: Mapping[str, Figures]) -> Iterator[Adjusted]:
    for row in read_rows("corrections.csv"):
        food, nutrient = row["food_id"], row["nutrient"]
        before = found[food][nutrient]
        after = float(row["value"]) if row["value"] else None
        yield Adjusted(food, nutrient, before, after, row["reason"], row["source"])


def _rounded(
    found: Mapping[str, Figures], source_of: Mapping[str, str], corrected: set[tuple[str, str]]
) -> Iterator[Adjusted]:
    """Yield the lower bound of each whole figure of a label, which may have been rounded up."""
    rules = {row["nutrient"]: row for row in read_rows("label_rounding.csv")}
    for food, own in found.items():
        for nutrient, rule in rules.items() if source_of[food] == "label" else ():
            value, unit = own.get(nutrient), float(rule["unit"])
            if value is None or (food, nutrient) in corrected or value % unit:
                continue
            if value:
                reason = f"the label rounds to {unit:g}: its lower bound counts"
                yield Adjusted(food, nutrient, value, value - unit / 2, reason, rule["source"])
            elif rule["zero"] == "unknown":
                reason = f"the label rounds to {unit:g}: 0 is unknown, not zero"
                yield Adjusted(food, nutrient, value, None, reason, rule["source"])


def _least_carbohydrate(found: Mapping[str, Figures]) -> Iterator[Adjusted]:
    """Yield the carbohydrate that is less than the sugars and fiber in it.

    Sugars and fiber are analysed; carbohydrate is what the other analyses leave of 100 g.
    """
    for food, own in found.items():
        total = own.get(CARBOHYDRATE)
        least = round((own.get(SUGARS) or 0.0) + (own.get("fiber_g") or 0.0), 6)
        if total is not None and total < least:
            yield Adjusted(food, CARBOHYDRATE, total, least, _REMAINDER, _PATTERNS)


def _own_sugars(found: Mapping[str, Figures]) -> Iterator[Adjusted]:
    """Yield the added sugars of foods whose own sugars are known from the like food."""
    for row in read_rows("added_sugars.csv"):
        food = row["food_id"]
        total = found[food][SUGARS] or 0.0
        natural = (found[row["natural_of"]][SUGARS] or 0.0) if row["natural_of"] else 0.0
        added = round(max(total - natural * float(row["share"] or 0), 0.0), 6)
        reason = "added sugars are all sugars less those of the food itself"
        yield Adjusted(food, ADDED, found[food][ADDED], added, reason, row["source"])


def _bounded_sugars(found: Mapping[str, Figures]) -> Iterator[Adjusted]:
    """Yield the added sugars that exceed what the food holds, bounded by it."""
    for food, own in found.items():
        added, most = own.get(ADDED), _most_sugars(own)
        if added is not None and added > most:
            reason = _BOUNDED if own.get(SUGARS) is not None else _DRY
            yield Adjusted(food, ADDED, added, most, reason, _PATTERNS)


def _most_sugars(own: Figures) -> float:
    """Return the most sugars in 100 g: all sugars, else carbohydrate without fiber."""
    total, carbohydrate = own.get(SUGARS), own.get(CARBOHYDRATE)
    if carbohydrate is None:
        return math.inf if total is None else total
    if total is None:
        return max(carbohydrate - (own.get("fiber_g") or 0.0), 0.0)
    return min(total, carbohydrate)
