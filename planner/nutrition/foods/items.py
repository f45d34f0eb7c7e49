"""Items: foods (by the gram) and dishes (by the serving) in one table of arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FloatArray, Food, FoodTable
from planner.nutrition.foods.preparation import preparation

IntArray = npt.NDArray[np.int64]
LEAST_OF_MAIN_FOOD_G = 20.0  # in a serving, to count as a main food of a dish; project choice


@dataclass(frozen=True)
class ItemTable:
    """A table of items: the foods in their order, then the dishes.

    Attributes
    ----------
    foods : FoodTable
        The foods; one unit of a food is a gram.
    dishes : tuple of Dish
        The dishes; one unit of a dish is a serving.
    grams : ndarray, shape (items, foods)
        Grams of every food in one unit of an item.
    """

    foods: FoodTable
    dishes: tuple[Dish, ...]
    grams: FloatArray

    def dish(self, item: int) -> Dish | None:
        """Return the dish of an item, or None if it is a food."""
        number = item - len(self.foods.foods)
        return self.dishes[number] if number >= 0 else None

    @cached_property
    def dishes_by_id(self) -> Mapping[str, Dish]:
        """The dishes by id."""
        return MappingProxyType({dish.id: dish for dish in self.dishes})

    def ids(self) -> list[str]:
        """Return the id of every item."""
        return [food.id for food in self.foods.foods] + [dish.id for dish in self.dishes]

    def ingredients(self, item: int) -> tuple[Food, ...]:
        """Return the foods of an item."""
        dish = self.dish(item)
        return dish.foods(self.foods) if dish else (self.foods.foods[item],)

    def minutes(self, item: int) -> tuple[int, int]:
        """Return the minutes of work of an item, and those until it is on the table."""
        dish = self.dish(item)
        if dish is not None:
            return dish.active_minutes, dish.total_minutes
        found = preparation(self.foods.foods[item])
        return found.active_minutes, found.total_minutes

    @cached_property
    def nutrients(self) -> FloatArray:
        """Nutrients in one unit, unknown as zero, shape (items, nutrients)."""
        per_unit = self._summed(self.foods.known_or_zero / 100.0)
        per_unit.flags.writeable = False
        return per_unit

    @cached_property
    def nutrients_at_most(self) -> FloatArray:
        """Nutrients in one unit, unknown as the worst of its kind, shape (items, nutrients)."""
        per_unit = self._summed(self.foods.at_most / 100.0)
        per_unit.flags.writeable = False
        return per_unit

    def _summed(self, per_gram: FloatArray) -> FloatArray:
        """Return properties per gram of each food, summed over one unit of each item.

        Added up in the order of the ingredients: a product of matrices rounds otherwise on another
        number of cores, and a search then ends at another node.
        """
        item, food, grams = self.ingredients_at
        summed: FloatArray = np.zeros((len(self.grams), per_gram.shape[1]))
        held, first = np.unique(item, return_index=True)
        if len(held):
            summed[held] = np.add.reduceat(grams[:, None] * per_gram[food], first, axis=0)
        return summed

    def amount(self, per_gram: FloatArray) -> FloatArray:
        """Return a per-gram property of the foods summed over one unit of each item.

        Parameters
        ----------
        per_gram : ndarray, shape (foods,)
            The property per gram of each food.

        Returns
        -------
        ndarray, shape (items,)
        """
        item, food, grams = self.ingredients_at
        summed = np.bincount(item, grams * per_gram[food], minlength=len(self.grams))
        return summed.astype(np.float64)

    @cached_property
    def ingredients_at(self) -> tuple[IntArray, IntArray, FloatArray]:
        """Item, food and grams of every ingredient: one entry of `grams` in a hundred is not 0."""
        item, food = np.nonzero(self.grams)
        return item, food, self.grams[item, food]

    def marked(self, attribute: str, values: frozenset[str]) -> FloatArray:
        """Return the grams of matching foods in one unit of each item, shape (items,)."""
        return self.amount(self.foods.having(attribute, values).astype(np.float64))

    @cached_property
    def everyday(self) -> IntArray:
        """How everyday an item is, 1 to 3; a dish as its least everyday main food."""
        of_food = np.array([food.everyday for food in self.foods.foods], dtype=np.int64)
        item, food, grams = self.ingredients_at
        main = grams >= LEAST_OF_MAIN_FOOD_G
        grades = np.ones(len(self.grams), dtype=np.int64)
        np.maximum.at(grades, item[main], of_food[food[main]])
        grades[: len(of_food)] = of_food
        grades.flags.writeable = False
        return grades


def build_items(foods: FoodTable, dishes: tuple[Dish, ...]) -> ItemTable:
    """Put foods and dishes in one table."""
    count = len(foods.foods)
    grams = np.zeros((count + len(dishes), count))
    grams[np.arange(count), np.arange(count)] = 1.0
    for number, dish in enumerate(dishes):
        for food_id, amount in dish.ingredients:
            grams[count + number, foods.row(food_id)] += amount
    grams.flags.writeable = False
    return ItemTable(foods, dishes, grams)


def ordered_items(foods: FoodTable, dishes: Iterable[Dish]) -> ItemTable:
    """Put foods and dishes in one table sorted by id.

    Sorting makes plans independent of the row order of the data files.
    """
    return build_items(foods.by_id(), tuple(sorted(dishes, key=lambda dish: dish.id)))
