"""How requirements vary among people, and intakes of one person from day to day (``data/``)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from planner.nutrition.people.person import Person
from planner.nutrition.people.usual_intake import Requirement, skewed_requirement
from planner.nutrition.tables import read_rows

USUAL_CV = 0.10  # standard deviation of requirements as a share of the EAR (NAP 9956)
_USUAL = "SD of requirements taken as 10 % of the EAR"


class Spread(NamedTuple):
    """A requirement, and in words how its spread is known."""

    requirement: Requirement
    basis: str


@cache
def _published() -> dict[str, dict[str, str]]:
    return {row["nutrient"]: row for row in read_rows("requirement_variation.csv")}


def requirement_of(name: str, ear: float, rda: float | None) -> Spread:
    """Return the distribution of the requirement of a nutrient.

    Parameters
    ----------
    name : str
        Nutrient id.
    ear : float
        The average requirement, in the nutrient's unit.
    rda : float or None
        The recommended intake, which a skewed requirement is derived from; None if there is none.
    """
    row = _published().get(name)
    if row is None:
        return Spread(Requirement(ear, USUAL_CV), _USUAL)
    if row["shape"] == "skewed" and rda is not None and rda > ear:
        words = "requirements are skewed: log-normal through EAR and RDA"
        return Spread(skewed_requirement(ear, rda), words)
    if row["shape"] == "skewed":
        return Spread(Requirement(ear, USUAL_CV), _USUAL)
    share = float(row["cv_percent"]) / 100.0
    words = f"SD of requirements {row['cv_percent']} % of the EAR ({row['source']})"
    return Spread(Requirement(ear, share), words)


class DayToDay(NamedTuple):
    """A published standard deviation of one person's days, with its source."""

    sd: float
    source: str


def published_day_to_day(name: str, person: Person) -> DayToDay | None:
    """Return the published day-to-day variation of a nutrient; None if there is none of ours."""
    for row in read_rows("within_person_variation.csv"):
        if row["nutrient"] != name or row["sex"] not in (person.sex, "both"):
            continue
        if int(row["age_min_years"]) <= person.age <= int(row["age_max_years"]):
            return DayToDay(float(row["sd"]), row["source"])
    return None
