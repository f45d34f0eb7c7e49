"""Which sides go with which kind of dish (``data/sides.csv``, ``data/pairings.csv``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.errors import DataError
from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import Food, FoodTable, subgroup_table
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.tables import read_rows, read_toml, split_list

NO_SIDE = "no_side"  # foods that stand beside no dish
BREAD, DAIRY = "bread", "dairy"  # the roles of breads, and of milk and yogurt


@dataclass(frozen=True)
class Side:
    """Foods that a cook puts beside the same dishes.

    Attributes
    ----------
    id, label : str
        Key and name.
    role : str
        Role of its foods in a meal; empty for `NO_SIDE`.
    not_beside : Mapping of str to float
        Grams in one serving of a dish, by subgroup, from which the dish takes the side no more.
    """

    id: str
    label: str
    role: str
    not_beside: Mapping[str, float]


@cache
def all_sides() -> Mapping[str, Side]:
    """Return every side by id, in the order of the table."""
    return MappingProxyType(
        {
            row["side"]: Side(
                row["side"],
                row["label"],
                row["role"],
                MappingProxyType(dict(_limits(row["not_beside"]))),
            )
            for row in read_rows("sides.csv")
        }
    )


def _limits(cell: str) -> list[tuple[str, float]]:
    pairs = (entry.partition("=") for entry in split_list(cell))
    return [(subgroup, float(grams)) for subgroup, _, grams in pairs]


@cache
def _side_of_name() -> Mapping[tuple[str, str], str]:
    """Return the side of each ("food" or "subgroup", id)."""
    found: dict[tuple[str, str], str] = {}
    for row in read_rows("sides.csv"):
        for column, kind in (("subgroups", "subgroup"), ("foods", "food")):
            for name in split_list(row[column]):
                if found.setdefault((kind, name), row["side"]) != row["side"]:
                    raise DataError(f"data/sides.csv {row['side']}: {name} has another side")
    return MappingProxyType(found)


def side_of(food: Food) -> str:
    """Return the side that a food belongs to, by its own name first; empty if to none."""
    sides = _side_of_name()
    return sides.get(("food", food.id)) or sides.get(("subgroup", food.subgroup), "")


@cache
def side_roles() -> frozenset[str]:
    """Return the roles of the foods that stand beside dishes."""
    return frozenset(side.role for side in all_sides().values()) - {""}


@cache
def sides_of_kind(kind: str, meal: str) -> frozenset[str]:
    """Return the sides that go with a kind of dish at a meal.

    Parameters
    ----------
    kind : str
        One of `DISH_KINDS`; empty for an own dish, which takes all sides.
    meal : str
        Name of the meal.
    """
    if not kind:
        return frozenset(all_sides()) - {NO_SIDE}
    return _pairings()[kind, meal]


def takes_side(dish: Dish, side: str, meal: str, foods: FoodTable) -> bool:
    """Tell whether a dish takes a side at a meal, by its kind and by what a serving holds.

    Raises
    ------
    InputError
        If the table lacks a food of the dish.
    """
    if side not in sides_of_kind(dish.kind, meal):
        return False
    if all_sides()[side].role == DAIRY and dish.cuisine in without_dairy():
        return False
    held: dict[str, float] = {}
    for food_id, grams in dish.ingredients:
        subgroup = foods.food(food_id).subgroup
        held[subgroup] = held.get(subgroup, 0.0) + grams
    entry = all_sides()[side]
    limits = entry.not_beside
    most = bread_up_to_g(dish.kind, meal) if entry.role == BREAD else None
    if most is not None:
        limits = {name: grams for name, grams in limits.items() if name not in starches()}
        if sum(held.get(name, 0.0) for name in starches()) >= most:
            return False
    return not dish.kind or all(held.get(name, 0.0) < grams for name, grams in limits.items())


@cache
def without_dairy() -> frozenset[str]:
    """Return the cuisines beside whose dishes no dairy stands: no milk with sushi."""
    return frozenset(read_toml("meals.toml")["without_dairy"])


@cache
def starches() -> frozenset[str]:
    """Return the subgroups that are the starch of a plate: rice, pasta, potatoes, porridge."""
    roles = subgroup_table()["role"]
    return frozenset(roles.index[roles == "starch"])


def bread_up_to_g(kind: str, meal: str) -> float | None:
    """Return the grams of starch in a serving up to which a kind of dish takes bread anyway.

    Soup takes bread whatever is in it, to a point. None where the sides' own limits hold.
    """
    return _breads().get((kind, meal))


@cache
def sides_at(meal: str) -> frozenset[str]:
    """Return the sides that go with any kind of dish at a meal."""
    return frozenset[str]().union(
        *(sides for (_, name), sides in _pairings().items() if name == meal)
    )


@cache
def _pairings() -> Mapping[tuple[str, str], frozenset[str]]:
    """Return the sides of each kind and meal."""
    return MappingProxyType(
        {key: frozenset(split_list(row["sides"])) for key, row in _rows_by_kind().items()}
    )


@cache
def _breads() -> Mapping[tuple[str, str], float]:
    """Return the grams of starch beside which each kind and meal takes bread, where stated."""
    return MappingProxyType(
        {
            key: float(row["bread_up_to_g"])
            for key, row in _rows_by_kind().items()
            if row["bread_up_to_g"]
        }
    )


def _rows_by_kind() -> dict[tuple[str, str], dict[str, str]]:
    """Return the row of each kind and meal; a row without meals is for all other meals."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in sorted(read_rows("pairings.csv"), key=lambda row: not row["meals"]):
        for meal in split_list(row["meals"]) or meal_names():
            found.setdefault((row["kind"], meal), row)
    return found
