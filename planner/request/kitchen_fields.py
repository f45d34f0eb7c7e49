"""The part of a request on the user's kitchen and shops: own foods and dishes, prices, pantry."""

from __future__ import annotations

from pydantic import Field

from planner.nutrition.checked_model import CheckedModel
from planner.nutrition.foods.catalog import Catalog
from planner.request.own_catalog import catalog_of
from planner.request.own_foods import MOST_OWN_FOODS, OwnFood
from planner.request.request_fields import (
    FoodsToUse,
    OwnDishes,
    OwnPrices,
    PantryIds,
    PriceYear,
    Staples,
)


class KitchenFields(CheckedModel):
    """What a user has and pays; validated before the fields that may refer to own foods.

    Attributes
    ----------
    own_foods, own_dishes : tuple of OwnFood, of OwnDish
        The user's own, which may be served in addition to those of the tables.
    prices : tuple of OwnPrice
        The user's own prices, which go before those of the table.
    price_year : int or None
        Year to which the other prices are lifted, as estimates; None for 2017-18.
    staples : tuple of (str, bool)
        Ids of foods and subgroups that the user always has (True) or lacks (False).
    pantry : tuple of str
        Ids of foods to use up first.
    use_by : tuple of UseBy
        Food at home that must be eaten by a day; a plan names what it does not use in time.
    """

    own_foods: tuple[OwnFood, ...] = Field(default=(), max_length=MOST_OWN_FOODS)
    own_dishes: OwnDishes = ()
    prices: OwnPrices = ()
    price_year: PriceYear = None
    staples: Staples = ()
    pantry: PantryIds = ()
    use_by: FoodsToUse = ()

    @property
    def catalog(self) -> Catalog:
        """Every food and dish that the request may name: those of ``data/`` and its own."""
        return catalog_of(
            self.own_foods, self.own_dishes, self.prices, self.price_year, self.staples
        )
