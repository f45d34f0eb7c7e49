"""Grams bought per gram eaten: cooking yields, drained cans and refuse (``cooking_yields.csv``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planner.errors import DataError
from planner.nutrition.sources.sr28 import Sr28
from planner.nutrition.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

PROTEIN = "203"


class Bought(NamedTuple):
    """Grams bought per gram eaten.

    Attributes
    ----------
    gross : float
        With refuse, and with the liquid of a can.
    food : float
        Without the liquid of a can, which took no more food to make.
    """

    gross: float
    food: float


class CookingYields:
    """The rows of ``data/cooking_yields.csv``; the first that names a food applies to it."""

    def __init__(self) -> None:
        self._rows = read_rows("cooking_yields.csv")

    def bought_per_eaten(
        self, food: Mapping[str, str], sr28: Sr28, protein_g: float | None
    ) -> Bought:
        """Return what is bought per gram eaten, from the yield of cooking or draining and refuse.

        Without a row the dry matter is kept, as that of grains and pulses is. ``trimmed`` counts
        refuse in its percentage: the form bought, or the way it is peeled, is not that of the
        record.

        Parameters
        ----------
        food : mapping of str to str
            A row of ``data/foods.csv``.
        sr28 : Sr28
            The database with the form bought.
        protein_g : float or None
            Protein in 100 g of the form eaten.

        Raises
        ------
        DataError
            If the row asks for a protein that is unknown.
        """
        bought, cooked = food["bought_id"], food["bought_id"] not in ("", food["source_id"])
        row = self._row(food, only_id=not cooked)
        edible = 1.0 - sr28.refuse_percent.get(bought, 0.0) / 100.0
        if row is not None and row["method"] == "trimmed":
            gross = 100.0 / float(row["percent"])
            return Bought(gross, gross)
        if row is not None and row["method"] in _STATED:
            gross = 100.0 / float(row["percent"]) / edible
            return Bought(gross, 1.0 if row["method"] == "drained" else gross)
        if row is not None and row["method"] == "protein":
            gross = _protein_ratio(food["food_id"], protein_g, sr28.values[bought]) / edible
        elif bought and food["source"] == "sr28":
            gross = sr28.bought_per_eaten(food["source_id"], bought)
        else:
            gross = 1.0
        return Bought(gross, gross)

    def _row(self, food: Mapping[str, str], *, only_id: bool) -> dict[str, str] | None:
        """Return the row for a food; one for its group says nothing of food bought as eaten."""
        names = {"id": food["food_id"]}
        if not only_id:
            names |= {"subgroup": food["subgroup"], "group": food["group"]}
        return next((row for row in self._rows if names.get(row["column"]) == row["key"]), None)


_STATED = frozenset({"weight", "drained"})


def _protein_ratio(food_id: str, eaten_g: float | None, bought: Mapping[str, float]) -> float:
    """Return grams bought per gram eaten if all protein stays in the food."""
    raw = bought.get(PROTEIN)
    if not eaten_g or not raw:
        raise DataError(f"data/cooking_yields.csv {food_id}: its protein is unknown")
    return eaten_g / raw
