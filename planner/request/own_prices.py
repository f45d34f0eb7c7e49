"""A user's own prices: what a pack of a food costs in a shop, and when they saw it."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from planner.nutrition.checked_model import CheckedModel
from planner.nutrition.foods.currencies import check_currency, currencies
from planner.nutrition.foods.food_prices import FoodPrice

MOST_PRICES = 5000
DEAREST_PACK = 100_000.0
LARGEST_PACK_G = 50_000.0


class OwnPrice(CheckedModel):
    """What a user pays for a pack of a food.

    Attributes
    ----------
    food : str
        Id of the food; the price is that of every food bought in the same form.
    pack_g : float
        Grams of the bought form in the pack.
    price : float
        Price of the pack.
    currency : str
        ISO code of a currency of ``data/currencies.csv``.
    shop : str
        Where it is sold; may be empty.
    seen : date or None
        When the price was seen.
    """

    model_config = ConfigDict(allow_inf_nan=False)

    food: str = Field(min_length=1, max_length=100)
    pack_g: float = Field(gt=0, le=LARGEST_PACK_G)
    price: float = Field(gt=0, le=DEAREST_PACK)
    currency: Annotated[str, AfterValidator(check_currency)] = "USD"
    shop: str = Field(default="", max_length=100)
    seen: datetime.date | None = None

    def as_food_price(self) -> FoodPrice:
        """Return the price in US dollars, for the food table."""
        return FoodPrice(
            self.food, self.price * currencies()[self.currency], self.pack_g, self.seen
        )
