"""The file of a user's own prices: a CSV table of food, pack, price, currency, shop and date."""

from __future__ import annotations

import datetime
import math
from pathlib import Path

from planner.errors import InputError
from planner.nutrition.foods.currencies import check_currency
from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.user_tables import Faults, TextTable, read_text_table
from planner.request.amounts import grams_bought, split_amount
from planner.request.own_prices import DEAREST_PACK, LARGEST_PACK_G, MOST_PRICES, OwnPrice

_REQUIRED = ("food", "pack", "price", "currency")
_EARLIEST = datetime.date(2000, 1, 1)


def read_prices(
    path: Path, foods: FoodTable | None = None, today: datetime.date | None = None
) -> tuple[OwnPrice, ...]:
    r"""Read a file of prices.

    Its columns are ``food`` (an id), ``pack`` (``500 g``, ``6 eggs``), ``price`` of the pack,
    ``currency`` and, if known, ``shop`` and ``date`` (year-month-day) of the price.

    Parameters
    ----------
    path : Path
        The file.
    foods : FoodTable, optional
        The foods that it may name; those of ``data/`` by default.
    today : date, optional
        The latest date that a price may have; today by default.

    Raises
    ------
    DataError
        If the file or a row is not valid; the message lists all faults.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import PlanRequest, make_person, read_prices
    >>> _ = Path("prices.csv").write_text(
    ...     "food,pack,price,currency\nlentils_boiled,1 kg,2.50,USD\negg_boiled,6 eggs,2.10,GBP\n"
    ... )
    >>> prices = read_prices(Path("prices.csv"))
    >>> [(price.food, price.pack_g, price.currency) for price in prices]
    [('lentils_boiled', 1000.0, 'USD'), ('egg_boiled', 342.0, 'GBP')]
    >>> man = make_person(sex="male", age=45, height_cm=180, weight_kg=85)
    >>> len(PlanRequest(person=man, objective="cheapest", prices=prices, price_year=2025).prices)
    2
    """
    faults = Faults()
    place = f"prices {path}"
    table = read_text_table(path, _REQUIRED, faults, place)
    known = foods or load_foods()
    latest = today or datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    prices = _prices(table, known, latest, faults) if table else []
    if len(prices) > MOST_PRICES:
        faults.add(f"{place}: {len(prices)} prices; at most {MOST_PRICES} are allowed")
    if faults:
        raise faults.as_error()
    return tuple(prices)


def _prices(
    table: TextTable, foods: FoodTable, latest: datetime.date, faults: Faults
) -> list[OwnPrice]:
    found = []
    for number, row in table.records():
        try:
            found.append(_price(row, foods, latest))
        except InputError as error:
            faults.add(f"{table.label}, row {number}: {error}")
    return found


def _price(row: dict[str, str], foods: FoodTable, latest: datetime.date) -> OwnPrice:
    """Return the price of a row; raises InputError if a cell is not valid."""
    food = foods.food(row["food"])
    amount, unit = split_amount(row["pack"]) or (row["pack"], "")
    grams = grams_bought(food, amount, unit, "pack")
    if grams > LARGEST_PACK_G:
        raise InputError(
            f"{food.id}: pack {row['pack']!r}: at most {LARGEST_PACK_G / 1000:g} kg are allowed"
        )
    return OwnPrice(
        food=food.id,
        pack_g=grams,
        price=_money(food.id, row["price"]),
        currency=check_currency(row["currency"]),
        shop=row.get("shop", "")[:100],
        seen=_date(food.id, row.get("date", ""), latest),
    )


def _money(food_id: str, text: str) -> float:
    try:
        price = float(text)
    except ValueError:
        price = math.nan
    if not 0 < price <= DEAREST_PACK:
        raise InputError(
            f"{food_id}: price {text!r}: give a number above 0, at most {DEAREST_PACK:g}, "
            "with a point as in 2.49"
        )
    return price


def _date(food_id: str, text: str, latest: datetime.date) -> datetime.date | None:
    if not text:
        return None
    try:
        found = datetime.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{food_id}: date {text!r}: write year-month-day, such as 2026-11-30"
        ) from None
    if not _EARLIEST <= found <= latest:
        raise InputError(
            f"{food_id}: date {text}: give the day the price was seen, from {_EARLIEST} to {latest}"
        )
    return found
