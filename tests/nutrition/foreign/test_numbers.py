"""Numbers of other programs: decimal marks, thousands, traces, and what is unknown."""

from __future__ import annotations

import pytest

from planner.errors import InputError
from planner.nutrition.foreign.numbers import decimals_of, read_number, split_amount


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("62,5", ",", 62.5), ("1.050,5", ",", 1050.5), ("1,050.0", ".", 1050.0), ("0.00", ".", 0.0),
        ("Tr", ".", 0.0), ("N", ".", None), ("n/a", ".", None), ("", ".", None),
        ("5.397605e-79", ".", 0.0), ("1 050", ".", 1050.0), ("-2", ".", -2.0),
    ],
)  # fmt: skip
def test_numbers(text: str, mark: str, value: float | None) -> None:
    """Empty is unknown and 0.00 is zero; SAS's zero as other readers give it is zero."""
    assert read_number(text, "here", mark) == value


@pytest.mark.parametrize("text", ["1,05.0", "1e400x", "0x10", "²", "9" * 5000, "inf", "12..5"])
def test_no_numbers(text: str) -> None:
    """What is no number is refused with its place, the value cut."""
    with pytest.raises(InputError, match=r"^here: ") as caught:
        read_number(text, "here")
    assert len(str(caught.value)) < 150


def test_the_decimal_mark_is_found() -> None:
    """A comma with one digit proves a decimal comma; three digits only where no comma parts."""
    assert decimals_of([(2, "1,050"), (3, "62,5")], ",", "f").mark == ","
    assert decimals_of([(2, "1,050")], ",", "f").mark == "."
    assert decimals_of([(2, "1,050")], ";", "f").mark == ","
    with pytest.raises(InputError, match=r"row 2 writes '62,5' .* row 3 '1.5'"):
        decimals_of([(2, "62,5"), (3, "1.5")], ";", "f")


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ('1.00 medium - 7"', 1.0, 'medium - 7"'), ("1/2 cup, 120 ml", 0.5, "cup, 120 ml"),
        ("1 1/2 cups", 1.5, "cups"), ("1½ cups", 1.5, "cups"), ("½", 0.5, ""),
        ("60.00 g", 60.0, "g"), ("a handful", None, "a handful"), ("1/0 cup", None, "1/0 cup"),
    ],
)  # fmt: skip
def test_amounts(text: str, number: float | None, rest: str) -> None:
    """An amount is parted into number and unit; without a number it is left whole."""
    assert split_amount(text) == (number, rest)
