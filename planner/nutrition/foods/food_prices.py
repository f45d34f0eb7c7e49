"""Prices of foods: a user's own first, then those of the table, lifted to a year if asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from planner.nutrition.foods.price_index import price_rise
from planner.nutrition.foods.purchase_units import bought_per_eaten, is_bought

if TYPE_CHECKING:
    from planner.nutrition.foods.food_table import FloatArray, Food, FoodTable

FACT = "usd_per_100g"
# By what foods are alike whose price stands for one without a price, the closest first.
_ALIKE = (("subgroup", "aisle"), ("subgroup",), ("aisle",), ("group",))


class PriceBasis(StrEnum):
    """Where the price of a food comes from; all but the user's own are estimates."""

    OWN = "own"
    TABLE = "table"
    LIFTED = "lifted"
    LIKE_FOOD = "like_food"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class FoodPrice:
    """What a user pays for a pack of a food.

    Attributes
    ----------
    food_id : str
        The food; the price is that of every food bought in the same form.
    usd : float
        Price of the pack in US dollars.
    pack_g : float
        Grams of the bought form in the pack.
    seen : date or None
        When the price was seen.
    """

    food_id: str
    usd: float
    pack_g: float
    seen: date | None = None

    @property
    def usd_per_g(self) -> float:
        """US dollars per gram of the bought form."""
        return self.usd / self.pack_g


@dataclass(frozen=True)
class PackPrice:
    """The price of a pack.

    Attributes
    ----------
    usd : float
        Price in US dollars; NaN if neither the food nor one like it has a price.
    basis : PriceBasis
        Where it comes from.
    """

    usd: float
    basis: PriceBasis

    @property
    def is_estimate(self) -> bool:
        """Whether it is not the user's own price."""
        return self.basis is not PriceBasis.OWN


def with_prices(
    table: FoodTable, prices: Iterable[FoodPrice] = (), year: int | None = None
) -> FoodTable:
    """Return a food table with a user's prices before its own.

    Parameters
    ----------
    table : FoodTable
        The table, with the prices of 2017-18.
    prices : iterable of FoodPrice
        The user's; of several for one bought form the latest counts, then the cheapest.
    year : int, optional
        A year to which the prices of the table are lifted; see `price_rise`.

    Raises
    ------
    InputError
        If a food does not exist, or there is no price index for the year.
    """
    chosen = _chosen(table, prices)
    if not chosen and year is None:
        return table
    facts = table.facts
    usd, years = facts[FACT].to_numpy(copy=True), facts["price_year"].to_numpy(copy=True)
    if year is not None:
        usd *= price_rise(year)
        years[~np.isnan(usd)] = f"{year} (estimate)"
    foods = list(table.foods)
    own = set()
    for row, food in enumerate(foods):
        price = chosen.get(food.bought_as)
        if price is not None:
            usd[row] = 100.0 * price.usd_per_g * bought_per_eaten(food)
            years[row] = str(price.seen.year) if price.seen else "own price"
            foods[row] = replace(food, pack_g=price.pack_g)
            own.add(food.id)
    priced = facts.assign(**{FACT: usd, "price_year": years})
    return replace(
        table, foods=tuple(foods), _facts=priced, own_priced=frozenset(own), lifted_to=year
    )


def _chosen(table: FoodTable, prices: Iterable[FoodPrice]) -> dict[str, FoodPrice]:
    """Return the price that counts for each bought form."""
    found: dict[str, FoodPrice] = {}
    for price in prices:
        form = table.food(price.food_id).bought_as
        if form not in found or _rank(price) < _rank(found[form]):
            found[form] = price
    return found


def _rank(price: FoodPrice) -> tuple[int, float]:
    """Return the sort key of prices of one form: the latest first, then the cheapest."""
    return -(price.seen or date.min).toordinal(), price.usd_per_g


def price_basis(table: FoodTable, food_id: str) -> PriceBasis:
    """Return where the price of a food comes from."""
    if food_id in table.own_priced:
        return PriceBasis.OWN
    if np.isnan(table.fact(food_id, FACT)):
        return PriceBasis.UNKNOWN if np.isnan(like_price(table, food_id)) else PriceBasis.LIKE_FOOD
    return PriceBasis.TABLE if table.lifted_to is None else PriceBasis.LIFTED


def price_or_like(table: FoodTable, food_id: str) -> float:
    """Return US dollars per 100 g eaten: the food's price, else that of foods like it, or NaN.

    What is not bought, tap water, costs nothing.
    """
    if not is_bought(table.food(food_id)):
        return 0.0
    price = table.fact(food_id, FACT)
    return like_price(table, food_id) if np.isnan(price) else price


def prices_or_like(table: FoodTable) -> FloatArray:
    """Return `price_or_like` of every food, shape (foods,)."""
    prices = table.fact_column(FACT)
    found = np.where([is_bought(food) for food in table.foods], prices, 0.0)
    for names in _ALIKE:
        alike: dict[tuple[str, ...], list[float]] = defaultdict(list)
        keys = [tuple(getattr(food, name) for name in names) for food in table.foods]
        for key, price in zip(keys, prices, strict=True):
            if not np.isnan(price):
                alike[key].append(price)
        for row in np.flatnonzero(np.isnan(found)).tolist():
            if alike[keys[row]]:
                found[row] = np.median(alike[keys[row]])
    return found


def like_price(table: FoodTable, food_id: str) -> float:
    """Return the median price of foods like one, in US dollars per 100 g eaten; NaN without any.

    Alike are the foods of its subgroup and aisle, else of its subgroup, its aisle or its group.
    """
    food, prices = table.food(food_id), table.fact_column(FACT)
    for names in _ALIKE:
        alike = np.array(
            [
                all(getattr(one, name) == getattr(food, name) for name in names)
                for one in table.foods
            ]
        )
        known = prices[alike & ~np.isnan(prices)]
        if known.size:
            return float(np.median(known))
    return float("nan")


def pack_price(food: Food, pack_g: float, table: FoodTable) -> PackPrice:
    """Return the price of some grams of the form in which a food is bought."""
    per_gram = price_or_like(table, food.id) / 100.0 / bought_per_eaten(food)
    return PackPrice(per_gram * pack_g, price_basis(table, food.id))


def prices_said(table: FoodTable) -> str:
    """Return the words on what prices a table has: ``average US prices of 2017-18``."""
    said = "average US prices of 2017-18"
    if table.lifted_to is not None:
        said += f", lifted to {table.lifted_to} as an estimate"
    return f"own prices and {said}" if table.own_priced else said
