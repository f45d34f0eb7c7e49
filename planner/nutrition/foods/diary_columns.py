"""Which nutrient a column of a diary is (``data/diary_columns.csv``), and words of other languages.

A column that is no nutrient of ours, or whose unit cannot be converted (vitamin A in IU), is listed
with an empty nutrient and its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.nutrition.tables import read_rows


@dataclass(frozen=True)
class NutrientColumn:
    """A column of a diary's form.

    Attributes
    ----------
    column : str
        Its header as the program writes it.
    nutrient : str
        Our nutrient id; empty if its amounts stay unknown.
    unit : str
        Unit of the file.
    factor : float
        By which an amount of the file is multiplied.
    zero_is_unknown : bool
        Whether 0 may mean that nobody entered it.
    note, source : str
        A remark, and where the form was seen.
    """

    column: str
    nutrient: str
    unit: str
    factor: float
    zero_is_unknown: bool
    note: str
    source: str

    def amount(self, value: float | None) -> float | None:
        """Return an amount in the nutrient's unit; None if it is not known."""
        if value is None or (self.zero_is_unknown and value == 0):
            return None
        return value * self.factor


def plain_header(text: str) -> str:
    """Return a column name for comparison: one case, single spaces, one sign for micro."""
    return " ".join(text.replace("μ", "µ").split()).casefold()


@cache
def columns_of(form: str) -> Mapping[str, NutrientColumn]:
    """Return the columns of a form by `plain_header` of their names."""
    return MappingProxyType(
        {
            plain_header(row["column"]): NutrientColumn(
                row["column"],
                row["nutrient"],
                row["unit"],
                float(row["factor"] or 0.0),
                row["zero"] == "unknown",
                row["note"],
                row["source"],
            )
            for row in read_rows("diary_columns.csv")
            if row["form"] == form
        }
    )


@cache
def words_of(kind: str) -> Mapping[str, str]:
    """Return the meaning of each word of a kind (``data/diary_words.csv``), by `plain_header`."""
    return MappingProxyType(
        {
            plain_header(row["word"]): row["meaning"]
            for row in read_rows("diary_words.csv")
            if row["kind"] == kind
        }
    )


def meal_of(text: str) -> str:
    """Return breakfast, lunch, dinner or snack for a meal's name; empty if it is none of them."""
    return words_of("meal").get(plain_header(text), "")


@cache
def _grams_of_units() -> Mapping[str, float]:
    return MappingProxyType(
        {word: float(meaning.partition(":")[2]) for word, meaning in words_of("unit").items()}
    )


def grams_of(amount: float | None, unit: str) -> float | None:
    """Return the grams of an amount whose unit is a weight; None if it is no weight."""
    each = _grams_of_units().get(plain_header(unit).rstrip("."))
    return None if amount is None or each is None else round(amount * each, 6)
