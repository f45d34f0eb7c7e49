"""Body mass index against that of others, and what low weight asks of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from planner.nutrition.people.energy import is_late, usual_weight_kg
from planner.nutrition.people.energy_tables import bmi_of
from planner.nutrition.tables import read_rows

if TYPE_CHECKING:
    from planner.nutrition.people.person import Person

FIRST_AGE_OF_ADULT_BMI = 20  # up to 19 years the centiles of the age apply
OVERWEIGHT_BMI = 25.0  # World Health Organization; the rows of energy_additions.csv have it too


WEIGHT_MEASURES = ("bmi", "bmi_z", "unintended_weight_loss", "weight_before_unknown")


@dataclass(frozen=True)
class WeightNote:
    """A row of ``data/weight_notes.csv``.

    Attributes
    ----------
    id : str
        Key.
    measure : str
        ``bmi``, ``bmi_z``, or the name of a fact about the person.
    least, below : float
        The note is given from `least` up to, but without, `below`.
    age_from, age_under : int
        Ages in years, the last one excluded.
    message, source : str
        What to know, with ``{value}`` for the body mass index, and its publication.
    """

    id: str
    measure: str
    least: float
    below: float
    age_from: int
    age_under: int
    message: str
    source: str


@cache
def load_weight_notes() -> tuple[WeightNote, ...]:
    """Return the notes on weight, in file order."""
    return tuple(
        WeightNote(
            id=row["note"],
            measure=row["measure"],
            least=float(row["from"] or "-inf"),
            below=float(row["below"] or "inf"),
            age_from=int(row["age_from"] or 0),
            age_under=int(row["age_under"] or 200),
            message=row["message"],
            source=row["source"],
        )
        for row in read_rows("weight_notes.csv")
    )


@cache
def _lms() -> dict[tuple[str, int], tuple[float, float, float]]:
    return {
        (row["sex"], int(row["age_years"])): (float(row["l"]), float(row["m"]), float(row["s"]))
        for row in read_rows("bmi_for_age.csv")
    }


def usual_bmi(person: Person) -> float:
    """Return the body mass index in kg/m2, before pregnancy if that weight is known."""
    return float(bmi_of(usual_weight_kg(person), person.height_cm))


def bmi_z(person: Person) -> float | None:
    """Return the standard deviation score of the body mass index for age and sex.

    By the LMS method of the CDC 2000 growth charts, in the middle of the year of age; None from
    20 years on and under 2 years, where there is none.
    """
    values = _lms().get((person.sex, person.age))
    if values is None:
        return None
    power, median, spread = values
    return float(((usual_bmi(person) / median) ** power - 1.0) / (power * spread))


def measures(person: Person) -> dict[str, float]:
    """Return what notes and exclusions measure: ``bmi`` for adults, ``bmi_z`` under 20 years."""
    score = bmi_z(person)
    found = {"bmi": usual_bmi(person)} if person.age >= FIRST_AGE_OF_ADULT_BMI else {}
    return found | ({} if score is None else {"bmi_z": score})


def weight_notes(person: Person) -> tuple[str, ...]:
    """Return what a person's weight asks for, each with its source; none where it is usual."""
    known = measures(person)
    if person.unintended_weight_loss:
        known["unintended_weight_loss"] = 1.0
    if is_late(person.pregnant_weeks) and person.pre_pregnancy_weight_kg is None:
        known["weight_before_unknown"] = 1.0
    return tuple(
        f"{note.message.format(value=usual_bmi(person))} (source: {note.source})"
        for note in load_weight_notes()
        if note.measure in known
        and note.least <= known[note.measure] < note.below
        and note.age_from <= person.age < note.age_under
    )


def goal_problems(person: Person) -> list[str]:
    """Return why a weight goal is not safe for this person; none where it is, or none is set."""
    goal = person.weight_goal
    if goal == "hold":
        return []
    found = []
    if person.age < FIRST_AGE_OF_ADULT_BMI:
        found.append("children and teenagers grow: ask a pediatrician")
    if person.pregnant_weeks is not None or person.lactating_months is not None:
        found.append("not in pregnancy or while breastfeeding: ask your clinician")
    if person.energy_kcal is not None:
        found.append("an energy target is given as well: give one of the two")
    bmi = usual_bmi(person)
    if not found and goal == "lose" and bmi < OVERWEIGHT_BMI:
        found.append(
            f"the body mass index of {bmi:.1f} is under {OVERWEIGHT_BMI:g}, from which losing is "
            "advised (2013 AHA/ACC/TOS guideline)"
        )
    if not found and goal == "gain" and bmi >= OVERWEIGHT_BMI:
        found.append(f"the body mass index of {bmi:.1f} is {OVERWEIGHT_BMI:g} or more")
    if goal == "lose" and (person.unintended_weight_loss or "frailty" in person.conditions):
        found.append("not with weight lost unintentionally or frailty: ask your doctor")
    return [f"weight_goal {goal}: {reason}" for reason in found]
