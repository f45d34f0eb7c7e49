"""Guides: amounts that a plan should not exceed, where no standard sets an upper level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil

from planner.nutrition.tables import read_rows


@dataclass(frozen=True)
class Guide:
    """The most of a nutrient that a plan aims at; exceeding it is no fault.

    Attributes
    ----------
    most : float
        Amount a day, in the nutrient's unit.
    basis, source : str
        Where the amount comes from in words, and the publications.
    steps : tuple of float
        The most in each week while a person builds up to the floor, the first of which is `most`;
        empty where nothing is built up.
    """

    most: float
    basis: str
    source: str
    steps: tuple[float, ...] = ()


@dataclass(frozen=True)
class GuideRow:
    """A row of ``data/guides.csv``.

    Attributes
    ----------
    nutrient : str
        Nutrient id.
    age_min_years, age_max_years : int
        Ages in completed years that it applies to, inclusive.
    most, step_a_week : float
        The most a day, and by how much somebody who eats little may eat more each week.
    basis, source : str
        As in `Guide`.
    """

    nutrient: str
    age_min_years: int
    age_max_years: int
    most: float
    step_a_week: float
    basis: str
    source: str

    def steps_from(self, now: float, floor: float) -> Iterator[float]:
        """Yield the most of each week from what is eaten now, up to the first not under a floor."""
        for week in range(1, max(ceil((floor - now) / self.step_a_week), 0) + 1):
            yield now + week * self.step_a_week


@cache
def load_guides() -> tuple[GuideRow, ...]:
    """Return every guide, in the order of the table."""
    return tuple(
        GuideRow(
            nutrient=row["nutrient"],
            age_min_years=int(row["age_min_years"]),
            age_max_years=int(row["age_max_years"]),
            most=float(row["most"]),
            step_a_week=float(row["step_a_week"]),
            basis=row["basis"],
            source=row["source"],
        )
        for row in read_rows("guides.csv")
    )
