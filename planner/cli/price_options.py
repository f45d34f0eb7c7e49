"""Options of what food costs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.cli.grouping import Group
from planner.cli.option_groups import OwnItems
from planner.cli.options import CHOICE
from planner.nutrition.foods.catalog import Catalog
from planner.request.own_catalog import catalog_of
from planner.request.own_prices import OwnPrice
from planner.request.prices_file import read_prices

PricesFile = Annotated[
    Path | None,
    typer.Option(
        "--prices",
        metavar="FILE.csv",
        help="Your own prices: columns food, pack, price, currency, shop, date.",
        rich_help_panel=CHOICE,
    ),
]
PriceYear = Annotated[
    int | None,
    typer.Option(
        "--price-year",
        metavar="YEAR",
        help="Lift the prices of 2017-18 to this year by the US index of food prices (estimates).",
        rich_help_panel=CHOICE,
    ),
]


@dataclass(frozen=True)
class PriceOptions(Group):
    """A user's own prices, and the year of the others."""

    prices: PricesFile = None
    price_year: PriceYear = None

    def request_fields(self) -> dict[str, Any]:
        """Return the year; the prices may be of own foods, and are read with those."""
        return {"price_year": self.price_year}

    def own_prices(self, own: OwnItems) -> tuple[OwnPrice, ...]:
        """Return the prices of the file, which may name own foods; none without a file."""
        return read_prices(self.prices, own.catalog.foods) if self.prices else ()

    def catalog(self, own: OwnItems) -> Catalog:
        """Return the catalog with own foods, own dishes and own prices."""
        return catalog_of(own.foods, own.dishes, self.own_prices(own), self.price_year)
