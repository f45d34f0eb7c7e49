"""Kitchen measures as people write them: ``1½ cups``."""

from __future__ import annotations

from fractions import Fraction

_FINEST = 24  # parts of a measure that a kitchen can tell apart
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
