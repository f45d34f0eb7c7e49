"""Foods of which one sort a day is enough: the carton of milk, the loaf (``data/meals.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.nutrition.foods.food_table import Food, FoodTable
from planner.nutrition.foods.pairings import side_of
from planner.nutrition.foods.portions import Portion
from planner.nutrition.tables import read_toml


@dataclass(frozen=True)
class OneSort:
    """Foods of which a person should need one sort a day.

    Attributes
    ----------
    id, label : str
        Key, and what they are in a sentence.
    sides : frozenset of str
        Sides of ``data/sides.csv`` whose foods they are.
    not_kinds : frozenset of str
        Kinds of food (column kind of ``data/foods.csv``) that are not among them.
    sort_from_g : float
        Grams in one serving of a dish that need this very sort.
    kind_from_g : float
        Grams in one serving that any sort of the same kind can supply.
    """

    id: str
    label: str
    sides: frozenset[str]
    not_kinds: frozenset[str]
    sort_from_g: float
    kind_from_g: float

    def covers(self, food: Food) -> bool:
        """Tell whether a food is one of them."""
        return side_of(food) in self.sides and food.kind not in self.not_kinds


@cache
def all_one_sorts() -> Mapping[str, OneSort]:
    """Return the entries of ``[one_sort]`` by id."""
    return MappingProxyType(
        {
            name: OneSort(
                name,
                str(entry["label"]),
                frozenset(entry["sides"]),
                frozenset(entry.get("not_kinds", ())),
                float(entry["sort_from_g"]),
                float(entry["kind_from_g"]),
            )
            for name, entry in read_toml("meals.toml")["one_sort"].items()
        }
    )


def needs_its_sort(foods: FoodTable, portion: Portion) -> bool:
    """Tell whether a portion is so much of a milk or bread that no other sort will do."""
    food = foods.food(portion.food_id)
    return any(
        entry.covers(food) and portion.grams >= entry.sort_from_g
        for entry in all_one_sorts().values()
    )


@cache
def drinks() -> frozenset[str]:
    """Return the sides that are drinks, of which a meal has one besides water."""
    return frozenset(read_toml("meals.toml")["drinks"])
