"""Foods that no shop sells because a cook makes them: which ingredients to buy for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from planner.nutrition.foods.food_prices import PriceBasis, price_basis, price_or_like
from planner.nutrition.foods.food_table import Food, FoodTable
from planner.nutrition.foods.purchase_units import bought_per_eaten
from planner.nutrition.tables import read_rows


@dataclass(frozen=True)
class HomemadePart:
    """What to buy for a food that is made at home; a row of ``data/made_at_home.csv``.

    Attributes
    ----------
    part : str
        Id of the food to buy; empty for what is no food of the table, such as bones.
    name, aisle, subgroup : str
        Name, shop aisle and kind of what is no food of the table.
    bought_g_per_g : float
        Grams to buy per gram eaten of what is made.
    """

    part: str
    name: str
    aisle: str
    subgroup: str
    bought_g_per_g: float


@dataclass(frozen=True)
class Bought:
    """What is bought for some grams of a food.

    Attributes
    ----------
    food : Food
        What is bought.
    grams : float
        Grams of the form bought.
    usd : float
        What they cost, if need be at the price of like foods; NaN if nobody knows.
    basis : PriceBasis
        Where the price comes from.
    """

    food: Food
    grams: float
    usd: float
    basis: PriceBasis


@cache
def homemade() -> Mapping[str, tuple[HomemadePart, ...]]:
    """Return the parts of every food that is made at home, by its id."""
    found: dict[str, list[HomemadePart]] = {}
    for row in read_rows("made_at_home.csv"):
        one = HomemadePart(
            row["part"], row["name"], row["aisle"], row["subgroup"], float(row["bought_g_per_g"])
        )
        found.setdefault(row["food_id"], []).append(one)
    return MappingProxyType({food_id: tuple(parts) for food_id, parts in found.items()})


def bought_for(foods: FoodTable, food_id: str, eaten_g: float) -> Iterator[Bought]:
    """Yield what is bought for some grams eaten of a food: itself, or what it is made from.

    Parameters
    ----------
    foods : FoodTable
        The foods, with the user's prices if there are any.
    food_id : str
        The food eaten.
    eaten_g : float
        Its edible weight, g.
    """
    food = foods.food(food_id)
    parts = homemade().get(food_id, ())
    if not parts:
        usd = eaten_g * price_or_like(foods, food_id) / 100.0
        yield Bought(food, eaten_g * bought_per_eaten(food), usd, price_basis(foods, food_id))
    for part in parts:
        grams = eaten_g * part.bought_g_per_g
        if not part.part:
            yield Bought(_unlisted(food, part), grams, float("nan"), PriceBasis.UNKNOWN)
            continue
        bought = foods.food(part.part)
        usd = grams / bought_per_eaten(bought) * price_or_like(foods, part.part) / 100.0
        yield Bought(bought, grams, usd, price_basis(foods, part.part))


def _unlisted(food: Food, part: HomemadePart) -> Food:
    """Return the description of what is bought and is no food of the table."""
    return replace(
        food,
        id=f"{food.id}_base",
        name=part.name,
        bought_as=part.name,
        aisle=part.aisle,
        subgroup=part.subgroup,
        is_sold_by_piece=False,
        pack_g=0.0,
        is_staple=None,
    )
