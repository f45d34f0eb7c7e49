"""The food table: description, composition per 100 g and serving sizes of every food."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from planner.errors import unknown_name
from planner.nutrition.foods.described import Described
from planner.nutrition.foods.household_measures import write_amount
from planner.nutrition.foods.table_forms import appended, frame_of
from planner.nutrition.foods.upper_bounds import (
    MODERATED,
    Bounds,
    derive_bounds,
    no_bounds,
    stored_bounds,
)
from planner.nutrition.nutrients import nutrient, nutrient_ids, nutrient_index
from planner.nutrition.tables import read_rows, read_table, split_list

if TYPE_CHECKING:
    import pandas as pd

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]

_LISTS = ("contains", "animal", "fortified", "flags", "meals")


@dataclass(frozen=True)
class Food(Described):
    """One food in the form it is eaten.

    Attributes
    ----------
    id, name : str
        Key, and name in everyday language.
    source, source_id : str
        Composition source (``sr28``, ``fndds``, ``label``) and the key of the record there.
    group, subgroup : str
        Food group, and the finer group that the rules use.
    contains, animal, fortified, flags : frozenset of str
        Allergens, animal origins, added nutrients, and safety flags.
    measure, measure_plural : str
        Household measure in words.
    measure_g : float
        Edible grams in one measure.
    least, step, usual : float
        Smallest helping, increment and usual helping, in measures.
    day_max_g : float
        Largest sensible amount a day, g.
    meals : frozenset of str
        Meals at which it may be served on its own; empty for a pure ingredient.
    everyday : int
        How common it is: 1 everyday, 2 usual, 3 special.
    aisle, bought_as : str
        Shop aisle, and name on the shopping list.
    kind : str
        What variety counts it as: raw and boiled kale are one kind, orange and its juice too.
    is_sold_by_piece : bool
        Whether a shop sells it by the piece, which is its household measure.
    is_own : bool
        Whether it is a user's own food, known from its label, and not in ``data/foods.csv``.
    pack_g : float
        Grams in the pack that the user buys, in the form bought; 0 for the usual pack.
    is_staple : bool or None
        Whether the user always has it; None if they did not say, see `purchase_unit`.
    is_declared : bool
        Whether `contains`, `animal`, `fortified` and `flags` are complete. Those of an own food
        are only once its user has declared them.
    """

    id: str
    name: str
    source: str
    source_id: str
    group: str
    subgroup: str
    contains: frozenset[str]
    animal: frozenset[str]
    fortified: frozenset[str]
    flags: frozenset[str]
    measure: str
    measure_plural: str
    measure_g: float
    least: float
    step: float
    usual: float
    day_max_g: float
    meals: frozenset[str]
    everyday: int
    aisle: str
    bought_as: str
    kind: str
    is_sold_by_piece: bool = False
    is_own: bool = False
    is_declared: bool = True
    pack_g: float = 0.0
    is_staple: bool | None = None

    @property
    def is_water(self) -> bool:
        """Whether it is plain water, which counts neither as weight nor as a food of a plan."""
        return self.subgroup in subgroups_flagged("water")

    def is_fortified_with(self, nutrient_id: str) -> bool:
        """Whether a nutrient is added to it."""
        return nutrient(nutrient_id).added_as in self.fortified

    def may_be_fortified_with(self, nutrient_id: str) -> bool:
        """Whether a nutrient is added to it, or may be: nobody declared its contents."""
        return self.is_fortified_with(nutrient_id) or not self.is_declared

    def write_grams(self, grams: float) -> str:
        """Write an amount in the food's measure (``1½ cups``, ``about 2 tablespoons``)."""
        return write_amount(grams, self.measure_g, self.measure, self.measure_plural)


@dataclass(frozen=True)
class LabelledFood:
    """A user's own food with the composition from its label.

    Attributes
    ----------
    food : Food
        Its description.
    per_100_g : tuple of float or None
        Amount of every nutrient per 100 g; None if the label does not state it.
    """

    food: Food
    per_100_g: tuple[float | None, ...]


@dataclass(frozen=True)
class FoodTable:
    """Every food with its composition and market facts; shared by all callers, so read-only.

    The arrays and the frame that it is built from are not copied; the arrays become read-only.

    Attributes
    ----------
    foods : tuple of Food
        The foods, in the order of ``data/foods.csv``.
    composition : ndarray, shape (foods, nutrients)
        Amounts per 100 g in the units of nutrients.csv; NaN if the source has no value.
    own_priced : frozenset of str
        Ids of the foods whose price is the user's own; see `with_prices`.
    lifted_to : int or None
        Year to which the other prices are lifted; None for those of 2017-18.
    """

    foods: tuple[Food, ...]
    composition: FloatArray
    _facts: pd.DataFrame = field(repr=False)
    _stored: Callable[[], Bounds] = field(default=no_bounds, repr=False)
    own_priced: frozenset[str] = frozenset()
    lifted_to: int | None = None
    _index: dict[str, int] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._index.update({food.id: row for row, food in enumerate(self.foods)})
        self.composition.flags.writeable = False

    @cached_property
    def known_or_zero(self) -> FloatArray:
        """Composition per 100 g with unknown values as zero; read-only."""
        known: FloatArray = np.nan_to_num(self.composition, nan=0.0)
        known.flags.writeable = False
        return known

    @cached_property
    def upper_bounds(self) -> Bounds:
        """The most of every amount that is not known, by food id and nutrient; read-only.

        The columns are the nutrients and the food pattern equivalents that `MODERATED` names.
        """
        stored = self._stored()
        return MappingProxyType({**stored, **derive_bounds(self.foods, self.amounts, stored)})

    @property
    def amounts(self) -> dict[str, FloatArray]:
        """Every nutrient, then the facts of `MODERATED`, per 100 g, each of shape (foods,)."""
        found = {name: self.composition[:, column] for name, column in nutrient_index().items()}
        return {**found, **{name: self.fact_column(name) for name in MODERATED}}

    @cached_property
    def at_most(self) -> FloatArray:
        """Composition per 100 g with unknown values as the worst of their kind; read-only.

        This is what counts toward a ceiling, shape (foods, nutrients).
        """
        most = self.known_or_zero.copy()
        for row, column in zip(*np.nonzero(np.isnan(self.composition)), strict=True):
            bound = self.upper_bounds.get((self.foods[row].id, nutrient_ids()[column]))
            most[row, column] = bound.per_100_g if bound else 0.0
        most.flags.writeable = False
        return most

    @property
    def facts(self) -> pd.DataFrame:
        """A copy of the market facts, indexed by food id.

        The columns are bought_g_per_g, usd_per_100g, price_year, kgco2e_per_kg (of the food as
        eaten) and the food pattern equivalents per 100 g.
        """
        return self._facts.copy()

    def by_id(self) -> FoodTable:
        """Return the same table sorted by food id."""
        order = sorted(range(len(self.foods)), key=lambda row: self.foods[row].id)
        foods = tuple(self.foods[row] for row in order)
        composition, facts = self.composition[order], self._facts.iloc[order]
        return replace(self, foods=foods, composition=composition, _facts=facts)

    def __contains__(self, food_id: object) -> bool:
        return food_id in self._index

    def row(self, food_id: str) -> int:
        """Return the row of a food.

        Raises
        ------
        InputError
            If no food has this id; the message suggests similar ids.
        """
        row = self._index.get(food_id)
        if row is None:
            raise unknown_name("food id", food_id, self._index)
        return row

    def food(self, food_id: str) -> Food:
        """Return a food by id; raises InputError if there is none."""
        return self.foods[self.row(food_id)]

    def fact(self, food_id: str, column: str) -> float:
        """Return a market fact of a food; NaN if it is unknown."""
        return float(self._facts[column].to_numpy()[self.row(food_id)])

    def fact_column(self, column: str) -> FloatArray:
        """Return a market fact of every food, shape (foods,); NaN where it is unknown."""
        values: FloatArray = self._facts[column].to_numpy(dtype=np.float64, copy=True)
        return values

    def fact_at_most(self, column: str) -> FloatArray:
        """Return a fact of every food, unknown as the worst of its kind, shape (foods,)."""
        values = self.fact_column(column)
        for row in np.flatnonzero(np.isnan(values)):
            bound = self.upper_bounds.get((self.foods[row].id, column))
            values[row] = bound.per_100_g if bound else 0.0
        return values

    def price_year(self, food_id: str) -> str:
        """Return the year of a food's price; empty if the price is unknown."""
        return str(self._facts["price_year"].to_numpy()[self.row(food_id)])

    def nutrient_column(self, nutrient: str) -> FloatArray:
        """Return one nutrient per 100 g for every food, unknown as zero."""
        return self.known_or_zero[:, nutrient_index()[nutrient]]

    def having(self, attribute: str, values: frozenset[str]) -> BoolArray:
        """Return the mask of the foods that have one of some values, shape (foods,); read-only."""
        if (attribute, values) not in self._having:
            mask = np.array([food.has_any(attribute, values) for food in self.foods], np.bool_)
            mask.flags.writeable = False
            self._having[attribute, values] = mask
        return self._having[attribute, values]

    @cached_property
    def _having(self) -> dict[tuple[str, frozenset[str]], BoolArray]:
        """What `having` has returned: the tables of rules ask for the same few again and again."""
        return {}

    def with_foods(self, added: tuple[LabelledFood, ...]) -> FoodTable:
        """Return the table with a user's own foods appended.

        Price and footprint of an own food are unknown, since labels do not state them. Its food
        pattern equivalents are the mean of its subgroup (project choice), so that it counts
        toward the healthy pattern like similar foods; those of `MODERATED` are unknown.
        """
        return appended(self, added) if added else self

    def to_frame(self) -> pd.DataFrame:
        """Return the table of ``planner foods``: attributes, then every nutrient per 100 g."""
        return frame_of(self)


def _food(row: dict[str, str]) -> Food:
    lists = {name: frozenset(split_list(row[name])) for name in _LISTS}
    return Food(
        id=row["food_id"],
        name=row["food"],
        source=row["source"],
        source_id=row["source_id"],
        group=row["group"],
        subgroup=row["subgroup"],
        contains=lists["contains"],
        animal=lists["animal"],
        fortified=lists["fortified"],
        flags=lists["flags"],
        measure=row["measure"],
        measure_plural=row["measure_plural"],
        measure_g=float(row["measure_grams"]),
        least=float(row["least"]),
        step=float(row["step"]),
        usual=float(row["usual"]),
        day_max_g=float(row["day_max_grams"]),
        meals=lists["meals"],
        everyday=int(row["everyday"]),
        aisle=row["aisle"],
        bought_as=row["bought_as"],
        kind=row["kind"],
        is_sold_by_piece=row["sold_by"] == "piece",
    )


def _numbers(table: pd.DataFrame) -> pd.DataFrame:
    return table.replace("", "nan").astype(float)


@cache
def load_foods() -> FoodTable:
    """Return the food table of ``data/``, read once per process."""
    return replace(read_food_table(), _stored=stored_bounds)


def read_food_table() -> FoodTable:
    """Read the food table of ``data/`` without the bounds of what is not known."""
    foods = tuple(_food(row) for row in read_rows("foods.csv"))
    order = [food.id for food in foods]
    composition = read_table("composition.csv").set_index("food_id").loc[order]
    facts = read_table("food_facts.csv").set_index("food_id").loc[order]
    years = facts.pop("price_year")
    numbers = _numbers(facts)
    numbers.insert(2, "price_year", years)
    values = _numbers(composition[list(nutrient_ids())]).to_numpy(dtype=np.float64)
    return FoodTable(foods, values, numbers)


def subgroup_table() -> pd.DataFrame:
    """Return ``data/subgroups.csv`` indexed by subgroup: group, label, role, goes_with, flags.

    The frame is the caller's own copy.
    """
    return _subgroup_table().copy()


@cache
def subgroups_flagged(flag: str) -> frozenset[str]:
    """Return the subgroups with a flag of ``data/subgroups.csv``.

    Parameters
    ----------
    flag : {"water", "no_group", "at_hand", "liquid"}
        Plain water; no food group of its own where groups are counted; at hand in every kitchen,
        so that nobody counts it among the foods to buy; poured, so that a cook measures it in ml.
    """
    rows = read_rows("subgroups.csv")
    return frozenset(row["subgroup"] for row in rows if flag in split_list(row["flags"]))


@cache
def _subgroup_table() -> pd.DataFrame:
    return read_table("subgroups.csv").set_index("subgroup")
