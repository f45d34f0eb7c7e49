"""Kitchen measures as people write them: ``1½ cups``."""

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
_FINEST = 24  # parts of a measure that a kitchen can tell apart
_EXACT = 0.01  # a portion so near a measure, relative to it, is that measure
# What a small part of a measure is told in: how many of the next one it holds.
_SMALLER = {"cup": ("tablespoon", 16), "tablespoon": ("teaspoon", 3)}
_LEAST_TOLD = {"cup": Fraction(1, 4), "tablespoon": Fraction(1, 2)}


def write_count(count: float) -> str:
    """Write a count of measures with the fraction glyphs of a recipe: 1.5 is ``1½``."""
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


def _nearest_told(count: float) -> Fraction:
    """Return the nearest count that a cook would say: finer for small ones than for large."""
    parts = (4, 3) if count < 4 else (2,) if count < 10 else (1,)
    candidates = [Fraction(round(count * part), part) for part in parts]
    return min(candidates, key=lambda told: (abs(float(told) - count), told.denominator))


def write_amount(grams: float, measure_g: float, singular: str, plural: str) -> str:
    """Write any weight in a household measure, ``about`` where it does not come out even.

    Small parts of a cup are told in tablespoons, of a tablespoon in teaspoons; what no measure
    tells is written in grams.
    """
    count = grams / measure_g
    exact = Fraction(count).limit_denominator(_FINEST)
    if exact and exact.denominator <= 4 and abs(float(exact) / count - 1) <= _EXACT:
        return write_measure(float(exact), singular, plural)
    base = singular.split(maxsplit=1)[0]
    while base in _SMALLER and count < _LEAST_TOLD[base]:
        base, factor = _SMALLER[base]
        singular, plural, count = base, base + "s", count * factor
    told = _nearest_told(count)
    if base == "teaspoon" and count < 1 / 8:
        return "a pinch"
    if told == 0 or (count < 1 / 4 and base not in ("cup", "tablespoon", "teaspoon")):
        return f"{grams:.3g} g"
    about = "" if abs(float(told) / count - 1) <= _EXACT else "about "
    return about + write_measure(float(told), singular, plural)


def write_weight(grams: float) -> str:
    """Write a weight as a recipe does: whole grams, below ten to two figures."""
    return f"{grams:.0f} g" if grams >= 10 else f"{grams:.2g} g"
