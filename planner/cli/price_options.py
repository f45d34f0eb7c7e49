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
from planner.nutrition.foods.food_table import subgroup_table
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

Staple = Annotated[
    list[str] | None,
    typer.Option(
        help="Foods or kinds of food that you always have, besides oil, salt, spices and the like.",
        rich_help_panel=CHOICE,
    ),
]
NoStaple = Annotated[
    list[str] | None,
    typer.Option(
        "--no-staple",
        help="Foods or kinds of food that are no staples of yours: flour, olive_oil ...",
        rich_help_panel=CHOICE,
    ),
]


@dataclass(frozen=True)
class PriceOptions(Group):
    """A user's own prices, the year of the others, and the staples that need not be bought."""

    prices: PricesFile = None
    price_year: PriceYear = None
    staple: Staple = None
    no_staple: NoStaple = None

    @property
    def staples(self) -> tuple[tuple[str, bool], ...]:
        """The foods and kinds of food that are staples, and those that are none."""
        return (
            *((name, True) for name in self.staple or ()),
            *((name, False) for name in self.no_staple or ()),
        )

    def request_fields(self) -> dict[str, Any]:
        """Return year and staples; the prices may be of own foods, and are read with those."""
        return {"price_year": self.price_year, "staples": self.staples}

    def own_prices(self, own: OwnItems) -> tuple[OwnPrice, ...]:
        """Return the prices of the file, which may name own foods; none without a file."""
        return read_prices(self.prices, own.catalog.foods) if self.prices else ()

    def catalog(self, own: OwnItems) -> Catalog:
        """Return the catalog with own foods, dishes, prices and staples.

        Raises
        ------
        InputError
            If a staple is neither a food nor a kind of food, or the prices hold faults.
        """
        for name, _ in self.staples:
            if name not in subgroup_table().index:
                own.catalog.foods.row(name)
        return catalog_of(
            own.foods, own.dishes, self.own_prices(own), self.price_year, self.staples
        )
