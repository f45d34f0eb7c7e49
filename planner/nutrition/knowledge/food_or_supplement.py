"""Comparison of food and supplement by nutrient (``data/food_or_supplement.csv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from planner.nutrition.nutrients import nutrient
from planner.nutrition.tables import read_rows

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Comparison:
    """One line of the comparison.

    Attributes
    ----------
    nutrient : str
        Nutrient id; empty if the line applies to all nutrients.
    aspect : str
        uptake, dose, side_effects, risk, what_else, who, sun, cost or what_is_tested.
    food, supplement : str
        The statement about food, and the statement about the supplement.
    said, verdict : str
        The claim of the founding articles, and whether it is carried, corrected or left out.
    source : str
        The publication.
    """

    nutrient: str
    aspect: str
    food: str
    supplement: str
    said: str
    verdict: str
    source: str


@cache
def load_comparison() -> tuple[Comparison, ...]:
    """Return every line, in the order of the table."""
    return tuple(Comparison(**row) for row in read_rows("food_or_supplement.csv"))


def comparison_frame(name: str = "") -> pd.DataFrame:
    """Return the comparison as a table for display, for one nutrient or all.

    Parameters
    ----------
    name : str
        Nutrient id; all nutrients when empty.
    """
    import pandas as pd  # noqa: PLC0415 - slow; the help of a command is shown without it

    return pd.DataFrame(
        [
            {
                "nutrient": nutrient(row.nutrient).name if row.nutrient else "All",
                "aspect": row.aspect.replace("_", " "),
                "food": row.food,
                "supplement": row.supplement,
                "source": row.source,
            }
            for row in load_comparison()
            if not name or row.nutrient in (name, "")
        ]
    )


def sun_sentence() -> str:
    """Return the sentence that explains why sunlight is not counted, with its source."""
    row = next(row for row in load_comparison() if row.aspect == "sun")
    return f"sun: {row.food}; {row.supplement} (source: {row.source})"
