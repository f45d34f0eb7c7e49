"""What the judge says of a nutrient that is below its floor, over its ceiling or over a guide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from planner.certification.certificate import ROUNDING, Adequacy, whole_percent
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.nutrition.people.targets import Target

# A guide is no limit: so little over it is not worth a word.
_GUIDE_TOLERANCE = 0.02
# Known for fewer of the foods than this, a nutrient may be in food without the table saying so.
_WELL_KNOWN = 0.75


class DayNote(NamedTuple):
    """What is said of a nutrient on a day, which is no breach.

    Attributes
    ----------
    row : Adequacy
        The day and its amounts.
    message, why : str
        How far it is off, and why that is no breach.
    """

    row: Adequacy
    message: str
    why: str

    @property
    def distance(self) -> float:
        """How far the amount is above the least or below the most, as a share of either."""
        if self.row.status == "short" and self.row.floor:
            return 1.0 - self.row.credited / self.row.floor
        return self.row.at_most


def together(notes: Iterable[DayNote]) -> list[tuple[str, str]]:
    """Return each nutrient with one message for all its days: the day that is furthest off."""
    grouped: dict[tuple[str, str, str], list[DayNote]] = defaultdict(list)
    for note in notes:
        grouped[note.row.nutrient, note.row.status, note.why].append(note)
    found = []
    for (name, _, why), days in grouped.items():
        furthest = max(days, key=lambda note: note.distance)
        when = f"day {furthest.row.day}"
        if len(days) > 1:
            every = ", ".join(str(note.row.day) for note in days)
            when = f"days {every}, furthest on {when}"
        found.append((name, f"{when}: {furthest.message}: {why}"))
    return found


def aim_words(name: str, table: FoodTable) -> str:
    """Say why a nutrient is only striven for: too little is known of it, or few foods hold it."""
    known = float(np.isfinite(table.composition[:, nutrient_index()[name]]).mean())
    why = "few foods hold it" if known >= _WELL_KNOWN else "it is known for too few foods"
    return f"striven for but not promised, since {why}"


def short_words(found: Adequacy, row: Target) -> str:
    """Say how far a nutrient is below its floor; of energy, in percent of the need."""
    known, percent = nutrient(row.nutrient), whole_percent(found.percent)
    if row.need is not None:
        return (
            f"{known.name} {found.credited:.4g} {known.unit} is {percent} % of the need of "
            f"{row.need:.4g} {known.unit}, and below the least of {found.floor:.4g} "
            f"({row.floor_basis})"
        )
    words = (
        f"{known.name} {found.credited:.4g} of {found.floor:.4g} {known.unit} "
        f"({percent} %, {row.floor_basis})"
    )
    if not found.intake or found.credited > found.intake * (1 - ROUNDING):
        return words
    return f"{words}; of the {found.intake:.4g} {known.unit} taken in, not all counts"


def over_words(found: Adequacy, row: Target) -> str:
    """Say by how much a nutrient is over its ceiling."""
    known = nutrient(row.nutrient)
    return (
        f"{known.name} {found.intake:.4g} {known.unit}{_presumed_words(found)} is over "
        f"{found.ceiling:.4g} ({row.ceiling_basis})"
    )


def _presumed_words(found: Adequacy) -> str:
    """Return the words on what is added for foods without a value; empty if it is negligible."""
    if not found.presumed_matters:
        return ""
    foods, unit = len(found.unknown), nutrient(found.nutrient).unit
    kind = "its kind, of 1 food" if foods == 1 else f"their kind, of {foods} foods"
    added = f" plus up to {found.presumed:.4g} {unit} (the worst of {kind} without a value)"
    return f"{added}, at most {found.at_most:.4g} {unit},"


def over_guide(found: Adequacy, row: Target) -> list[DayNote]:
    """Say that a day is over a guide, which is no breach; nothing if it is not, or hardly."""
    if row.guide is None or found.intake <= row.guide.most * (1 + _GUIDE_TOLERANCE):
        return []
    known = nutrient(row.nutrient)
    words = (
        f"{known.name} {found.intake:.4g} {known.unit} is over the guide of "
        f"{row.guide.most:g} ({row.guide.basis})"
    )
    why = "a guide is no limit"
    if row.guide.steps:
        why += "; no plan nearer to it was found, so go more slowly if it does not agree with you"
    return [DayNote(found, words, why)]
