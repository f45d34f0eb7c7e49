"""Currencies in which a user may write prices, with rates to the US dollar."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from planner.errors import unknown_name
from planner.nutrition.tables import read_rows


@cache
def currencies() -> Mapping[str, float]:
    """Return US dollars for one unit of each currency of ``data/currencies.csv``."""
    return MappingProxyType(
        {row["currency"]: float(row["usd"]) for row in read_rows("currencies.csv")}
    )


def check_currency(code: str) -> str:
    """Return the ISO 4217 code of a currency in capitals; raises InputError if it is unknown."""
    found = code.strip().upper()
    if found not in currencies():
        raise unknown_name("currency", code, currencies())
    return found
