"""Amounts of food that a user writes: a number and a unit, as grams of the form bought."""

from __future__ import annotations

import math
import re

from planner.errors import InputError
from planner.nutrition.foods.food_table import Food
from planner.nutrition.foods.purchase_units import bought_per_eaten, purchase_unit

_GRAMS = {"g": 1.0, "gram": 1.0, "grams": 1.0, "kg": 1000.0, "oz": 28.3495, "lb": 453.592}
# A unit that starts with a digit, such as "500 g pack", is set apart from the number.
_AMOUNT = re.compile(r"^\s*(\d+(?:\.\d+)?)(?:\s*(?![\d.])|\s+)(\S.*?)\s*$")
MOST_UNITS = 100_000


def split_amount(text: str) -> tuple[str, str] | None:
    """Return the number and the unit of ``500 g``; None if the text is not of that form."""
    match = _AMOUNT.match(text)
    return (match[1], match[2]) if match else None


def grams_bought(food: Food, amount: str, unit: str, what: str = "amount") -> float:
    """Return an amount as grams of the form bought.

    Allowed units are g, kg, oz and lb of the food as bought, the unit it is sold in (``can``), and
    its household measure as eaten (``cup``).

    Parameters
    ----------
    food : Food
        The food.
    amount, unit : str
        The number and the unit.
    what : str
        Name of the amount in messages.

    Raises
    ------
    InputError
        If the amount is not a positive number or the unit does not fit the food.
    """
    try:
        number = float(amount)
    except ValueError:
        number = 0.0
    if not (math.isfinite(number) and 0 < number <= MOST_UNITS) or not unit.strip():
        written = f"{amount} {unit}".strip()
        raise InputError(
            f'{food.id}: {what} {written!r}: give a positive number and a unit, as in "500 g"'
        )
    name = unit.strip().lower()
    sold = purchase_unit(food)
    if name in _GRAMS:
        return number * _GRAMS[name]
    if name in (sold.unit.lower(), sold.unit_plural.lower(), sold.unit.split()[-1].lower()):
        return number * sold.grams
    if name in (food.measure.lower(), food.measure_plural.lower()):
        return number * food.measure_g * bought_per_eaten(food)
    allowed = dict.fromkeys(("g", "kg", "oz", "lb", sold.unit, food.measure))
    raise InputError(f"{food.id}: unknown unit {unit!r}; allowed: {', '.join(allowed)}")
