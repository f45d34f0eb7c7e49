"""The index that lifts the food prices of 2017-18 to a later year: an estimate, not a price."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from statistics import mean
from types import MappingProxyType

from planner.errors import InputError
from planner.nutrition.tables import read_rows

TABLE_YEARS = (2017, 2018)  # of the prices in ``data/food_facts.csv``


@cache
def price_index() -> Mapping[int, float]:
    """Return the US price index of food at home by year, 100 in 1982-84; see its table."""
    rows = read_rows("food_price_index.csv")
    return MappingProxyType({int(row["year"]): float(row["index"]) for row in rows})


def check_price_year(year: int) -> int:
    """Return a year for which there is an index; raises InputError naming the years if not."""
    years = price_index()
    if year not in years:
        raise InputError(f"price year {year}: allowed are {min(years)} to {max(years)}")
    return year


def price_rise(year: int) -> float:
    """Return by which factor food prices of 2017-18 had changed by a year.

    Raises
    ------
    InputError
        If there is no index for the year.
    """
    index = price_index()
    return index[check_price_year(year)] / mean(index[one] for one in TABLE_YEARS)
