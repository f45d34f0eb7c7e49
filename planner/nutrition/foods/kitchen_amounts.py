"""Amounts of ingredients as a cook writes them: pieces, cans, spoons, ml and g."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.nutrition.foods.household_measures import write_count, write_measure, write_weight
from planner.nutrition.foods.kitchen_measures import (
    CAN_G,
    MEASURE_ML,
    OUNCE_G,
    PINCH_ML,
    base_measure,
    cup_grams,
    is_liquid,
    share_of_can,
)
from planner.nutrition.foods.kitchen_units import Units, in_parts, write_rounded, write_volume

if TYPE_CHECKING:
    from planner.nutrition.foods.food_table import Food
    from planner.nutrition.foods.kitchen_foods import KitchenFood

# Counts are rounded to halves, small parts of something large to quarters. Up to the first relative
# error they are written without their weight; above the second the weight is written instead.
_NEAR, _FAR = 0.1, 0.36
_HALF_FROM = 0.375
# A piece of something from this weight on differs so much that its weight is said too.
_LARGE_PIECE_G = 70.0
# A difference below this weight is not worth a word: nobody weighs a quarter of a lemon or an egg.
_WORTH_WEIGHING_G = 20.0
# Below this weight nobody weighs a piece: the number alone is said, at least a half.
_SMALL_PIECE_G = 20.0
_LEAST_PIECE = 0.2
# Spoons are written up to this volume, ml.
_MOST_SPOONS_ML = 60.0
_LEAST_TABLESPOON_ML = 13.7
# Cups are counted up to this number; of more, leaves mostly, the weight is easier to take.
_MOST_CUPS = 8.0
_BUNCHES = (  # shares of a bunch up to which it is called so
    (0.15, "a few sprigs"),
    (0.35, "a handful"),
    (0.75, "a small bunch"),
    (1.4, "a bunch"),
)
_GRAM_STEPS = ((10.0, 1.0), (250.0, 5.0), (1000.0, 10.0), (math.inf, 50.0))


@dataclass(frozen=True)
class Amount:
    """An amount in words.

    Attributes
    ----------
    words : str
        ``2``, ``1 can (400 g)``, ``180 g``, ``a pinch``.
    joint : str
        What stands between the amount and the name: a space, or `` of `` after ``a pinch``.
    weight : str
        The weight in brackets after the name, where the number of pieces says too little.
    is_plural : bool
        Whether the name after it is plural: ``2 onions``, but ``60 g onion``.
    """

    words: str
    joint: str = " "
    weight: str = ""
    is_plural: bool = True

    def of(self, name: str) -> str:
        """Return the amount with a name: ``2 onions``, ``a pinch of salt``."""
        return f"{self.words}{self.joint}{name}{self.weight}"


def write_used(food: Food, known: KitchenFood, state: str, grams: float, units: Units) -> Amount:
    """Write an amount of a food as it is used.

    Parameters
    ----------
    food : Food
        The food.
    known : KitchenFood
        What a cook calls it.
    state : str
        Its state at the start of cooking.
    grams : float
        Grams as used, as `used_of_eaten` returns them.
    units : Units
        The cook's units.
    """
    if state == "can":
        return _cans(food, known, grams, units)
    piece = _pieces(known, grams, units) if known.piece != "can" else None
    if piece is not None:
        return piece
    measure = base_measure(food)
    if measure in MEASURE_ML:
        ml = grams / food.measure_g * MEASURE_ML[measure]
        if (measure != "cup" or is_liquid(food)) and ml < _MOST_SPOONS_ML:
            return _spoons(ml)
        if is_liquid(food):
            return Amount(write_volume(ml, units))
    cup_g = cup_grams(food) if units is Units.US else 0.0
    if cup_g and grams < _MOST_CUPS * cup_g:
        return Amount(write_volume(grams / cup_g * MEASURE_ML["cup"], units))
    return Amount(write_grams(grams, units), is_plural=grams > known.piece_g)


def _cans(food: Food, known: KitchenFood, grams: float, units: Units) -> Amount:
    """Write a number of cans, or the weight of what is in them."""
    net = known.piece_g if known.piece == "can" else CAN_G
    count = grams / (net * share_of_can(food))
    rounded = Fraction(round(count * 2), 2)
    if not rounded or abs(float(rounded) / count - 1) > _FAR:
        canned = "tinned" if units is Units.UK else "canned"
        return Amount(f"{write_grams(grams, units)} {canned}")
    can = "tin" if units is Units.UK else "can"
    size = write_grams(net, units) if units is Units.US else f"{net:.0f} g"
    return Amount(f"{write_measure(float(rounded), can, f'{can}s')} ({size})")


def _pieces(known: KitchenFood, grams: float, units: Units) -> Amount | None:
    """Write a number of pieces; None if it is not counted, or no number is near enough."""
    if not known.piece or known.piece_g <= 0:
        return None
    count = grams / known.piece_g
    if known.piece == "bunch":
        return _bunches(count, grams, units)
    parts = 1 if count >= 5 else 2 if count >= _HALF_FROM or known.piece_g < _LARGE_PIECE_G else 4
    rounded = Fraction(round(count * parts), parts)
    if known.piece_g < _SMALL_PIECE_G and count > _LEAST_PIECE:
        rounded = max(rounded, Fraction(1, 2))
    elif not rounded or abs(float(rounded) / count - 1) > _FAR:
        return None
    is_name = known.piece == known.name
    is_near = abs(float(rounded) / count - 1) <= _NEAR
    is_large = not is_name and known.piece_g >= _LARGE_PIECE_G
    is_many = is_name and count > 2 and known.piece_g >= 2 * _LARGE_PIECE_G
    is_off = not is_near and abs(float(rounded) * known.piece_g - grams) >= _WORTH_WEIGHING_G
    is_said = is_large or is_many or is_off
    weight = f" ({write_grams(grams, units)})" if is_said else ""
    number = write_count(float(rounded))
    if is_name:
        return Amount(number, " ", weight, is_plural=rounded > 1)
    words = known.piece if rounded <= 1 else known.piece_plural
    return Amount(f"{number} {words}", " of ", weight, is_plural=rounded > 1)


def _bunches(count: float, grams: float, units: Units) -> Amount:
    """Write an amount of a fresh herb."""
    words = next((words for most, words in _BUNCHES if count < most), "")
    if not words:
        words = write_measure(round(count * 2) / 2, "bunch", "bunches")
    if units is Units.US:  # nobody weighs herbs in ounces
        return Amount(words, " of ")
    return Amount(f"{words} ({write_grams(grams, units)})", " of ")


def _spoons(ml: float) -> Amount:
    """Write a volume in tablespoons, teaspoons or as a pinch."""
    if ml < PINCH_ML:
        return Amount("a pinch", " of ")
    spoon, size = ("tablespoon", 15.0) if ml >= _LEAST_TABLESPOON_ML else ("teaspoon", 5.0)
    count = ml / size
    parts = 4 if count < 0.9 else 2 if count < 4.0 else 1
    rounded = in_parts(count, parts, Fraction(1, 8))
    if spoon == "teaspoon" and count < 0.2:
        rounded = Fraction(1, 8)
    return Amount(write_measure(float(rounded), spoon, f"{spoon}s"))


def write_grams(grams: float, units: Units) -> str:
    """Write a weight rounded to what a kitchen scale is read to; in US units ounces or pounds."""
    if units is Units.US:
        return _in_ounces(grams)
    return write_rounded(grams, _GRAM_STEPS, 1.0, ("g", "kg"))


def _in_ounces(grams: float) -> str:
    """Write a weight in ounces, from one pound on in pounds."""
    ounces = grams / OUNCE_G
    if ounces >= 15.5:
        pounds = Fraction(round(ounces / 16 * 4), 4)
        return f"{write_count(float(pounds))} lb"
    parts = 4 if ounces < 1 else 2 if ounces < 6 else 1
    return f"{write_count(float(in_parts(ounces, parts, Fraction(1, 4))))} oz"


def write_served(food: Food, grams: float, units: Units) -> str:
    """Write an amount of a food served as it is: ``2 slices``, ``200 g``, ``240 ml``.

    Metric and UK units have no cups and no ounces; US units have the food's household measure.
    """
    measure = base_measure(food)
    if units is Units.US or measure not in ("cup", "ounce", "fluid"):
        return food.write_grams(grams)
    if measure == "cup" and is_liquid(food):
        return write_volume(grams / food.measure_g * MEASURE_ML[measure], units)
    return write_weight(grams)


def write_served_weight(food: Food, grams: float, units: Units) -> str:
    """Write the same with its weight: ``2 slices (64 g)``."""
    words, weight = write_served(food, grams, units), write_weight(grams)
    return words if words == weight else f"{words} ({weight})"
