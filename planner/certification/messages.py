"""What the judge says of a nutrient that is below its floor, over its ceiling or over a guide."""

from __future__ import annotations

from planner.certification.certificate import ROUNDING, Adequacy, whole_percent
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.targets import Target


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
    if found.credited > found.intake * (1 - ROUNDING):
        return words
    if not found.intake:
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
    """Return the words on what is counted for foods without a value; empty if it is nothing."""
    if not found.presumed:
        return ""
    foods, unit = len(found.unknown), nutrient(found.nutrient).unit
    kind = "its kind, of 1 food" if foods == 1 else f"their kind, of {foods} foods"
    return f" and up to {found.presumed:.4g} {unit} (the worst of {kind} without a value)"


def over_guide(found: Adequacy, row: Target) -> list[str]:
    """Say that a day is over a guide, which is no breach; nothing if it is not."""
    if row.guide is None or found.intake <= row.guide.most * (1 + ROUNDING):
        return []
    known = nutrient(row.nutrient)
    words = (
        f"day {found.day}: {known.name} {found.intake:.4g} {known.unit} is over the guide of "
        f"{row.guide.most:g} ({row.guide.basis}), which is no limit"
    )
    if row.guide.steps:
        words += ": no plan nearer to it was found, so go more slowly if it does not agree with you"
    return [words]
