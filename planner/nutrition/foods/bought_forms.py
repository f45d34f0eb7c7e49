"""The forms in which foods are bought, as arrays: packs, prices, and what becomes of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.food_prices import prices_or_like
from planner.nutrition.foods.food_table import Food
from planner.nutrition.foods.keeping import LeftOver, keeping_of
from planner.nutrition.foods.purchase_units import bought_per_eaten, is_bought, purchase_unit
from planner.nutrition.foods.same_use import same_use_of

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class BoughtForms:
    """The forms in which the foods of a table are bought; carrots raw and boiled are one.

    Attributes
    ----------
    names : tuple of str
        The forms, sorted.
    form : ndarray of int, shape (foods,)
        Form of each food, in the order of the items' foods; -1 for tap water.
    per_eaten : ndarray, shape (foods,)
        Grams bought for a gram eaten.
    pack_g : ndarray, shape (forms,)
        Grams in the smallest pack.
    usd_per_g : ndarray, shape (forms,)
        Price of a gram bought: of the form, else of forms like it; 0 where nothing is known.
    is_staple : ndarray of bool, shape (forms,)
        Whether every kitchen has it.
    left_over : tuple of LeftOver
        What becomes of what is left of a pack.
    use : tuple of str
        Group of forms that do the same work; empty for a form that no other replaces.
    """

    names: tuple[str, ...]
    form: IntArray
    per_eaten: FloatArray
    pack_g: FloatArray
    usd_per_g: FloatArray
    is_staple: BoolArray
    left_over: tuple[LeftOver, ...]
    use: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.names)

    def number(self, name: str) -> int:
        """Return the number of a form; raises ValueError if there is none of this name."""
        return self.names.index(name)


@lru_cache(maxsize=8)  # as many as item tables
def bought_forms(catalog: Catalog) -> BoughtForms:
    """Return the forms in which the foods of a catalog are bought.

    The foods are those of `Catalog.items`, in their order.
    """
    foods = catalog.items.foods
    first: dict[str, Food] = {}
    for food in foods.foods:
        if is_bought(food):
            first.setdefault(food.bought_as, food)
    names = tuple(sorted(first))
    place = {name: number for number, name in enumerate(names)}
    units = [purchase_unit(first[name]) for name in names]
    rows = [foods.row(first[name].id) for name in names]
    usd = prices_or_like(foods)[rows] / 100.0
    uses = [same_use_of(first[name]) for name in names]
    return BoughtForms(
        names,
        np.array([place.get(food.bought_as, -1) for food in foods.foods], dtype=np.int64),
        np.array([bought_per_eaten(food) for food in foods.foods]),
        np.array([unit.pack_grams for unit in units]),
        np.nan_to_num(usd / np.array([bought_per_eaten(first[name]) for name in names])),
        np.array([unit.staple for unit in units], dtype=np.bool_),
        tuple(keeping_of(first[name]).left_over for name in names),
        tuple(use.use if use else "" for use in uses),
    )
