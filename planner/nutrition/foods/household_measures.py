"""Amounts in household measures, written as in recipes: ``1½ cups``."""

from __future__ import annotations

from fractions import Fraction

_GLYPHS = {
    Fraction(1, 8): "⅛",
    Fraction(1, 6): "⅙",
    Fraction(1, 4): "¼",
    Fraction(1, 3): "⅓",
    Fraction(3, 8): "⅜",
    Fraction(1, 2): "½",
    Fraction(5, 8): "⅝",
    Fraction(2, 3): "⅔",
    Fraction(3, 4): "¾",
    Fraction(5, 6): "⅚",
    Fraction(7, 8): "⅞",
}
_FINEST = 24  # largest denominator of a fraction of a measure
_EXACT = 0.01  # relative difference up to which an amount is written without "about"
# The next smaller measure, and how many of it make one of the larger.
_SMALLER = {"cup": ("tablespoon", 16), "tablespoon": ("teaspoon", 3)}
# Amounts below this many measures are written in the next smaller measure.
_LEAST_COUNT = {"cup": Fraction(1, 4), "tablespoon": Fraction(1, 2)}


def write_count(count: float) -> str:
    """Write a number of measures with fraction glyphs: 1.5 is ``1½``."""
    exact = Fraction(count).limit_denominator(_FINEST)
    whole, rest = divmod(exact, 1)
    if rest == 0:
        return str(whole)
    if rest not in _GLYPHS:
        return f"{float(exact):.2f}".rstrip("0").rstrip(".")
    return f"{whole or ''}{_GLYPHS[rest]}"


def write_measure(count: float, singular: str, plural: str) -> str:
    """Write a portion: ``½ cup``, ``1 slice``, ``1½ cups``."""
    exact = Fraction(count).limit_denominator(_FINEST)
    return f"{write_count(count)} {singular if exact <= 1 else plural}"


def _round_to_kitchen(count: float) -> Fraction:
    """Round a count of measures to quarters or thirds below 4, to halves below 10, else to one."""
    parts = (4, 3) if count < 4 else (2,) if count < 10 else (1,)
    candidates = [Fraction(round(count * part), part) for part in parts]
    return min(candidates, key=lambda value: (abs(float(value) - count), value.denominator))


def write_amount(grams: float, measure_g: float, singular: str, plural: str) -> str:
    """Write a weight in a household measure, with ``about`` if it had to be rounded.

    Small parts of a cup are written in tablespoons, small parts of a tablespoon in teaspoons,
    and amounts too small for their measure in grams.

    Parameters
    ----------
    grams, measure_g : float
        The weight, and the weight of one measure, g.
    singular, plural : str
        The measure in words.
    """
    count = grams / measure_g
    exact = Fraction(count).limit_denominator(_FINEST)
    if exact and exact.denominator <= 4 and abs(float(exact) / count - 1) <= _EXACT:
        return write_measure(float(exact), singular, plural)
    base = singular.split(maxsplit=1)[0]
    while base in _SMALLER and count < _LEAST_COUNT[base]:
        base, factor = _SMALLER[base]
        singular, plural, count = base, base + "s", count * factor
    rounded = _round_to_kitchen(count)
    if base == "teaspoon" and count < 1 / 8:
        return "a pinch"
    if rounded == 0 or (count < 1 / 4 and base not in ("cup", "tablespoon", "teaspoon")):
        return f"{grams:.3g} g"
    about = "" if abs(float(rounded) / count - 1) <= _EXACT else "about "
    return about + write_measure(float(rounded), singular, plural)


def write_weight(grams: float) -> str:
    """Write a weight in whole grams; below 10 g with two significant figures."""
    return f"{grams:.0f} g" if grams >= 10 else f"{grams:.2g} g"
