"""Body mass index against that of others, and what low weight asks of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from planner.nutrition.people.energy import energy_requirement, is_late, usual_weight_kg
from planner.nutrition.people.energy_tables import NASEM, bmi_of
from planner.nutrition.people.sourced_notes import SourcedNote
from planner.nutrition.tables import read_rows

if TYPE_CHECKING:
    from planner.nutrition.people.person import Person

FIRST_AGE_OF_ADULT_BMI = 20  # up to 19 years the centiles of the age apply
OVERWEIGHT_BMI = 25.0  # World Health Organization; the rows of energy_additions.csv have it too
UNDERWEIGHT_BMI = 18.5  # World Health Organization 1995
# ESPEN guideline on clinical nutrition and hydration in geriatrics (Volkert et al. 2022): from 65
# years a diet to lose weight is considered only in obesity, with health problems that come of it.
FIRST_OLD_AGE = 65
OBESITY_BMI = 30.0
# Requirements of people alike in size and activity differ, so an own energy target may lie this
# far from the estimate before it counts as a diet to lose weight; nearer to it for people who must
# not lose any, for whom it is the half-width of the energy band. Project choice.
SPREAD, GUARDED_SPREAD = 0.15, 0.05
# The gain of weight that is usual in pregnancy, from a normal weight: IOM 2009, Weight Gain During
# Pregnancy: 0.5 to 2 kg in the first trimester, then 0.42 kg a week.
FIRST_TRIMESTER_GAIN_KG, GAIN_KG_A_WEEK = 1.25, 0.42

WEIGHT_MEASURES = (
    "bmi", "bmi_z", "unintended_weight_loss", "weight_before_unknown", "thin_and_held",
    "own_energy", "losing",
)  # fmt: skip


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
        What to know, with ``{value}`` for the body mass index and the figures of energy and
        weight of `_figures`, and its publication.
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


def own_energy_share(person: Person, standard: str = NASEM) -> float | None:
    """Return a person's own energy target as a share of the estimate; None without one."""
    if person.energy_kcal is None:
        return None
    return person.energy_kcal / energy_requirement(person, standard).requirement_kcal


def weight_notes(person: Person, standard: str = NASEM) -> tuple[SourcedNote, ...]:
    """Return what a person's weight and energy ask for, each with its source; none where usual.

    Parameters
    ----------
    person : Person
        Who eats.
    standard : str
        Standard whose estimate of energy an own target is compared with.
    """
    known = _noted(person, standard)
    figures = _figures(person, standard)
    return tuple(
        SourcedNote(note.message.format(**figures), note.source)
        for note in load_weight_notes()
        if note.measure in known
        and note.least <= known[note.measure] < note.below
        and note.age_from <= person.age < note.age_under
    )


def _noted(person: Person, standard: str) -> dict[str, float]:
    """Return every measure that notes are given by, and that holds for a person."""
    known, share = measures(person), own_energy_share(person, standard)
    if person.unintended_weight_loss:
        known["unintended_weight_loss"] = 1.0
    if is_late(person.pregnant_weeks) and person.pre_pregnancy_weight_kg is None:
        known["weight_before_unknown"] = 1.0
    if share is not None:
        known["own_energy"] = share
    if person.weight_goal == "lose" or (share is not None and share < 1.0 - SPREAD):
        known["losing"] = usual_bmi(person)
    is_held = person.weight_goal == "hold" and (share is None or abs(share - 1.0) <= GUARDED_SPREAD)
    if is_held and "bmi" in known:
        known["thin_and_held"] = known["bmi"]
    return known


def _figures(person: Person, standard: str) -> dict[str, str]:
    """Return what the messages of notes may name: ``{value}`` is the body mass index."""
    energy = energy_requirement(person, standard)
    found = {
        "value": f"{usual_bmi(person):.1f}",
        "kcal": f"{energy.kcal:.0f}",
        "estimate": f"{energy.requirement_kcal:.0f}",
        "percent": f"{100.0 * energy.kcal / energy.requirement_kcal:.0f}",
        "weight": f"{person.weight_kg:g}",
    }
    if is_late(person.pregnant_weeks) and person.pre_pregnancy_weight_kg is None:
        before = round(person.weight_kg - usual_gain_kg(person.pregnant_weeks or 0))
        likely = person.changed(pre_pregnancy_weight_kg=float(before))
        found["before"] = f"{before}"
        found["likely"] = f"{energy_requirement(likely, standard).kcal:.0f}"
    return found


def usual_gain_kg(weeks: int) -> float:
    """Return the weight that is usually gained by a week of pregnancy after the 13th, in kg."""
    return FIRST_TRIMESTER_GAIN_KG + GAIN_KG_A_WEEK * max(weeks - 13, 0)


def is_guarded(person: Person) -> bool:
    """Return whether a person must not lose weight but by a clinician's advice."""
    body = measures(person)
    return (
        person.age < FIRST_AGE_OF_ADULT_BMI
        or body.get("bmi", UNDERWEIGHT_BMI) < UNDERWEIGHT_BMI
        or person.pregnant_weeks is not None
        or person.lactating_months is not None
        or person.unintended_weight_loss
        or "frailty" in person.conditions
    )


def goal_problems(person: Person) -> list[str]:
    """Return why a weight goal, or an own energy target that amounts to one, is not safe."""
    goal = person.weight_goal
    if goal == "hold":
        return _own_energy_problems(person)
    found = _reasons_against(person, goal)
    if person.energy_kcal is not None:
        found.append("an energy target is given as well: give one of the two")
    return [f"weight_goal {goal}: {reason}" for reason in found]


def _own_energy_problems(person: Person) -> list[str]:
    """Return why an own energy target is too low; one under the safe floor is refused elsewhere."""
    share = own_energy_share(person)
    energy = energy_requirement(person)
    spread = GUARDED_SPREAD if is_guarded(person) else SPREAD
    if share is None or share >= 1.0 - spread or energy.kcal < energy.safe_floor_kcal:
        return []
    least = ceil(energy.requirement_kcal * (1.0 - spread))
    return [
        f"energy {energy.kcal:g}: {100.0 * share:.0f} % of the estimated need of "
        f"{energy.requirement_kcal:.0f} kcal is a diet to lose weight: {reason}; give {least} or "
        "more, or leave it out for the estimated requirement"
        for reason in _reasons_against(person, "lose")
    ]


def _reasons_against(person: Person, goal: str) -> list[str]:
    """Return why somebody should not lose or gain weight by a plan."""
    bmi, found = usual_bmi(person), list[str]()
    if person.age < FIRST_AGE_OF_ADULT_BMI:
        found.append("children and teenagers grow: ask a pediatrician")
    if person.pregnant_weeks is not None or person.lactating_months is not None:
        found.append("not in pregnancy or while breastfeeding: ask your clinician")
    if not found and goal == "lose" and bmi < OVERWEIGHT_BMI:
        found.append(
            f"the body mass index of {bmi:.1f} is under {OVERWEIGHT_BMI:g}, from which losing is "
            "advised (2013 AHA/ACC/TOS guideline)"
        )
    if not found and goal == "lose" and person.age >= FIRST_OLD_AGE and bmi < OBESITY_BMI:
        found.append(
            f"from {FIRST_OLD_AGE} years muscle is lost with the weight, so a diet to lose it is "
            f"for a body mass index of {OBESITY_BMI:g} or more, and yours is {bmi:.1f}: ask your "
            "doctor (ESPEN guideline on clinical nutrition and hydration in geriatrics 2022)"
        )
    if not found and goal == "gain" and bmi >= OVERWEIGHT_BMI:
        found.append(f"the body mass index of {bmi:.1f} is {OVERWEIGHT_BMI:g} or more")
    if goal == "lose" and (person.unintended_weight_loss or "frailty" in person.conditions):
        found.append("not with weight lost unintentionally or frailty: ask your doctor")
    return found
