"""What a cook calls a food, how it is at the start of cooking, and the piece it is counted in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.tables import read_rows

if TYPE_CHECKING:
    from planner.nutrition.foods.food_table import Food

# How an ingredient is at the start of cooking.
STATES = ("raw", "dry", "can", "frozen", "ready", "ahead")


@dataclass(frozen=True)
class KitchenFood:
    """A food as a cook writes it.

    Attributes
    ----------
    name, plural : str
        Kitchen name, and its plural; the same for what is not counted.
    uk_name, uk_plural : str
        British names.
    state : str
        Usual state at the start of cooking, one of `STATES`; empty if it is not known.
    piece, piece_plural : str
        What a cook counts: ``clove``, ``slice``; empty for what is weighed or measured.
    piece_g : float
        Grams of one piece as used; 0 without a piece.
    """

    name: str
    plural: str
    uk_name: str
    uk_plural: str
    state: str = ""
    piece: str = ""
    piece_plural: str = ""
    piece_g: float = 0.0

    def named(self, units: Units, *, plural: bool = False) -> str:
        """Return its name, the British one in UK units."""
        if units is Units.UK:
            return self.uk_plural if plural else self.uk_name
        return self.plural if plural else self.name

    def is_british(self, words: str) -> bool:
        """Return whether some words for it hold none that only its American names have."""
        american = {*self.name.lower().split(), *self.plural.lower().split()}
        british = {*self.uk_name.lower().split(), *self.uk_plural.lower().split()}
        return not set(words.lower().split()) & (american - british)


@cache
def load_kitchen_foods() -> Mapping[str, KitchenFood]:
    """Return the rows of ``data/kitchen_foods.csv`` by food id."""
    return MappingProxyType(
        {row["food_id"]: _of_row(row) for row in read_rows("kitchen_foods.csv")}
    )


def _of_row(row: dict[str, str]) -> KitchenFood:
    name = row["name"]
    plural = row["plural"] or name
    uk_name = row["uk_name"] or name
    return KitchenFood(
        name=name,
        plural=plural,
        uk_name=uk_name,
        uk_plural=row["uk_plural"] or (uk_name if row["uk_name"] else plural),
        state=row["state"],
        piece=row["piece"],
        piece_plural=row["piece_plural"] or row["piece"],
        piece_g=float(row["piece_grams"] or 0),
    )


def kitchen_food(food: Food) -> KitchenFood:
    """Return what a cook calls a food; without a row, the name under which it is bought."""
    found = load_kitchen_foods().get(food.id)
    if found is not None:
        return found
    name = food.name.lower() if food.is_own else food.bought_as
    return KitchenFood(name, name, name, name)


@cache
def _qualifiers(kind: str) -> re.Pattern[str]:
    """Return the pattern of words that a step leaves out of a name: ``low-sodium``, ``in oil``."""
    rows = read_rows("recipe_words.csv")
    words = sorted((row["words"] for row in rows if row["kind"] == kind), key=len, reverse=True)
    if kind == "suffix":
        return re.compile(rf" (?:{'|'.join(map(re.escape, words))})$", re.IGNORECASE)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))}),? ", re.IGNORECASE)


def in_step(name: str) -> str:
    """Return a kitchen name as a step says it: ``milk`` for ``lactose-free 2% milk``.

    What a cook must buy is in the ingredient list; a step only has to tell the foods apart.
    """
    return _qualifiers("suffix").sub("", _qualifiers("qualifier").sub("", name))


def served_name(food: Food, units: Units) -> str:
    """Return the name of a food as it is served; in UK units with its British name.

    The part after the comma stays: ``Zucchini, boiled`` is ``Courgettes, boiled``.
    """
    known = kitchen_food(food)
    if units is not Units.UK or known.uk_name == known.name:
        return food.name
    how = food.name.partition(",")[2]
    name = known.uk_plural[:1].upper() + known.uk_plural[1:]
    return f"{name},{how}" if how else name
