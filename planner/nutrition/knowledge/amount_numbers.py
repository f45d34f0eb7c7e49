"""Read numbers in a line: 2, 1/2, 1 1/2, half a, a dozen."""

from __future__ import annotations

from collections.abc import Sequence

# Words for numbers; "a" and "an" only count where a unit or a food follows.
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "half": 0.5,
    "quarter": 0.25, "third": 1 / 3,
}  # fmt: skip
_ARTICLES = ("a", "an")
_PARTS = ("half", "quarter", "third")


def is_number(word: str) -> bool:
    """Whether a word is a number in figures; a percentage is none."""
    return bool(word) and word[0].isdigit() and word[-1] != "%"


def starts_number(word: str) -> bool:
    """Whether a word is a number in figures or words; an article is none."""
    return is_number(word) or (word in _WORDS and word not in _ARTICLES)


def number_at(words: Sequence[str], place: int) -> tuple[float, int] | None:
    """Return the number that starts at a place, and the place behind it; None if none does."""
    word = _at(words, place)
    if word in _WORDS:
        return _with_half(words, *_in_words(words, place))
    if not is_number(word):
        return None
    fraction = _fraction(words, place)
    if fraction is not None:
        return fraction
    value, place = float(word), place + 1
    part = _fraction(words, place)
    if part is not None and part[0] < 1.0:
        return value + part[0], part[1]
    if _at(words, place) == "dozen":
        return value * 12, place + 1
    return _with_half(words, value, place)


def _at(words: Sequence[str], place: int) -> str:
    return words[place] if place < len(words) else ""


def _fraction(words: Sequence[str], place: int) -> tuple[float, int] | None:
    """Return a fraction such as 1/2; None if none stands at the place."""
    above, line, below = (_at(words, place + ahead) for ahead in range(3))
    if line != "/" or not (above.isdecimal() and below.isdecimal()) or not float(below):
        return None
    return float(above) / float(below), place + 3


def _in_words(words: Sequence[str], place: int) -> tuple[float, int]:
    """Return a number in words; ``a`` alone is 1, with ``half`` or ``dozen`` it is that."""
    first, second = _at(words, place), _at(words, place + 1)
    if first in _ARTICLES and second in (*_PARTS, "dozen"):
        place, first = place + 1, second
    value, place = float(_WORDS[first]), place + 1
    if first in _PARTS and _at(words, place) == "of":
        place += 1
    if _at(words, place) in _ARTICLES and first not in _ARTICLES:
        place += 1
    return value, place


def _with_half(words: Sequence[str], value: float, place: int) -> tuple[float, int]:
    """Add the half of ``two and a half``."""
    if [_at(words, place + ahead) for ahead in range(3)] == ["and", "a", "half"]:
        return value + 0.5, place + 3
    return value, place
