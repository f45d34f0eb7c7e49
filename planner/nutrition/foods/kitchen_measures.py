"""What the measures of a kitchen hold, and what a cook takes for an amount eaten."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.nutrition.foods.food_table import subgroups_flagged
from planner.nutrition.foods.purchase_units import bought_per_eaten
from planner.nutrition.tables import read_rows

if TYPE_CHECKING:
    from planner.nutrition.foods.food_table import Food
    from planner.nutrition.foods.kitchen_foods import KitchenFood

MEASURE_ML = {"cup": 240.0, "tablespoon": 15.0, "teaspoon": 5.0}
OUNCE_G = 28.35
PINCH_ML = 0.6  # amounts below it are a pinch
# Net weight of the usual can, and the share of it that is left when it is drained (the cans of
# beans in data/cooking_yields.csv).
CAN_G = 400.0
CANS = ("can", "cans", "tin", "tins")
_DRAINED = 0.6
_LEAST_DENSITY = 0.8  # g/ml, of anything that is poured: oil has 0.9
_REFUSE = 0.3  # relative weight of peel and trimmings up to which a cup of the rest is as good
_IN_GRAMS = {"g": 1.0, "kg": 1000.0, "oz": OUNCE_G, "lb": 16 * OUNCE_G}
_IN_ML = {
    **MEASURE_ML,
    **{f"{name}s": ml for name, ml in MEASURE_ML.items()},
    "ml": 1.0,
    "l": 1000.0,
    "pinch": PINCH_ML / 2,
}
# What is meant by a part of a bunch of herbs.
_SHARES = {"few sprigs": 0.1, "handful": 0.25, "small bunch": 0.55, "bunch": 1.0}


def used_of_eaten(food: Food, state: str, eaten_g: float) -> float:
    """Return the grams that a cook takes for an amount eaten, by the food's published yield.

    What is ready is taken as it is eaten; of a can, what is left when it is drained.
    """
    return eaten_g if state in ("ready", "can") else eaten_g * bought_per_eaten(food)


def eaten_of_used(food: Food, state: str, used_g: float) -> float:
    """Return the grams eaten of what a cook takes: the inverse of `used_of_eaten`."""
    return used_g if state in ("ready", "can") else used_g / bought_per_eaten(food)


def is_drained(food: Food, state: str) -> bool:
    """Return whether a canned food is drained: cans of it hold liquid, or it is bought dry."""
    return state == "can" and bought_per_eaten(food) != 1.0


def share_of_can(food: Food) -> float:
    """Return the share of a can that is left when it is drained; 1 for what is not drained."""
    factor = bought_per_eaten(food)
    return 1.0 if factor == 1.0 else 1.0 / factor if factor > 1.0 else _DRAINED


@cache
def _cup_weights() -> Mapping[str, float]:
    """Return the grams of a cup of a food as bought, by food id."""
    rows = read_rows("cup_weights.csv")
    return MappingProxyType({row["food_id"]: float(row["cup_grams"]) for row in rows})


def base_measure(food: Food) -> str:
    """Return the first word of a food's household measure: ``cup``, ``tablespoon``."""
    return food.measure.split()[0].rstrip(",")


def cup_grams(food: Food) -> float:
    """Return the grams of a cup of a food as it is used; 0 if cups do not measure it.

    What is eaten in another form than it is bought in has its own weight; for the rest the
    household measure holds.
    """
    if food.id in _cup_weights():
        return _cup_weights()[food.id]
    ml = MEASURE_ML.get(base_measure(food))
    is_same = abs(bought_per_eaten(food) - 1.0) < _REFUSE
    return food.measure_g * MEASURE_ML["cup"] / ml if ml and is_same else 0.0


def is_liquid(food: Food) -> bool:
    """Return whether a food is poured; milk powder, of which a cup is light, is not."""
    ml = MEASURE_ML.get(base_measure(food))
    is_heavy = ml is not None and food.measure_g > _LEAST_DENSITY * ml
    return is_heavy and food.subgroup in subgroups_flagged("liquid")


def grams_of_measure(
    food: Food, known: KitchenFood, count: float, measure: str, size_g: float | None
) -> float | None:
    """Return the grams of a count of measures as used; None if the food has no such measure.

    Parameters
    ----------
    food, known : Food, KitchenFood
        The food, and what a cook calls it.
    count : float
        Number of measures; 1 for ``a handful`` and the like.
    measure : str
        ``g``, ``tablespoons``, ``cans``, ``cloves``; empty for whole pieces.
    size_g : float or None
        The weight in brackets: of one can, or of a bunch.
    """
    if measure in _IN_GRAMS:
        return count * _IN_GRAMS[measure]
    if measure in _IN_ML:
        return _grams_of_volume(food, count * _IN_ML[measure])
    if measure in CANS:
        return count * (size_g or CAN_G) * share_of_can(food)
    if size_g is not None:
        return size_g
    if known.piece == "bunch" and measure in _SHARES:
        return count * _SHARES[measure] * known.piece_g
    is_whole = not measure and known.piece == known.name
    is_piece = is_whole or (measure and measure in (known.piece, known.piece_plural))
    return count * known.piece_g if is_piece and known.piece_g else None


def _grams_of_volume(food: Food, ml: float) -> float | None:
    """Return the grams of a volume of a food; None if neither cups nor spoons measure it."""
    if food.id in _cup_weights():
        return ml / MEASURE_ML["cup"] * _cup_weights()[food.id]
    base = MEASURE_ML.get(base_measure(food))
    return None if base is None else ml / base * food.measure_g
