"""People the planner declines to plan for: the rows of ``data/declined.csv``."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from planner.errors import InputError
from planner.nutrition.people.body_mass import measures
from planner.nutrition.people.conditions import with_groups
from planner.nutrition.people.person import Person
from planner.nutrition.tables import read_rows, split_list

STAGES: dict[str, Callable[[Person], bool]] = {
    "pregnant": lambda person: person.pregnant_weeks is not None,
    "lactating": lambda person: person.lactating_months is not None,
    "unintended_weight_loss": lambda person: person.unintended_weight_loss,
}


@dataclass(frozen=True)
class Exclusion:
    """A group of people the planner declines to plan for; all criteria that are set must hold.

    Attributes
    ----------
    id : str
        Key.
    age_from, age_under : int or None
        Criteria: at least so many completed years; fewer than this.
    bmi_under, bmi_z_under : float or None
        Criteria: a body mass index under this, or its standard deviation score for age.
    life_stage : str
        Criterion: one of `STAGES`, which besides life stages hold weight lost unintentionally;
        not set if empty.
    any_of, with_any : frozenset of str
        Criteria: at least one of these conditions, medicines or groups; and at least one of those
        beside it. Not set if empty.
    message, source : str
        The reason, in kind words, and its publication.
    """

    id: str
    age_from: int | None
    age_under: int | None
    bmi_under: float | None
    bmi_z_under: float | None
    life_stage: str
    any_of: frozenset[str]
    with_any: frozenset[str]
    message: str
    source: str

    def covers(self, person: Person) -> bool:
        """Tell whether every criterion that is set holds for a person."""
        factors = with_groups((*person.conditions, *person.medications))
        body = measures(person)
        return (
            (self.age_from is None or person.age >= self.age_from)
            and (self.age_under is None or person.age < self.age_under)
            and (self.bmi_under is None or body.get("bmi", math.inf) < self.bmi_under)
            and (self.bmi_z_under is None or body.get("bmi_z", math.inf) < self.bmi_z_under)
            and (not self.life_stage or STAGES[self.life_stage](person))
            and all(not names or bool(factors & names) for names in (self.any_of, self.with_any))
        )


@cache
def load_declines() -> tuple[Exclusion, ...]:
    """Return the exclusions, in file order."""
    return tuple(
        Exclusion(
            id=row["decline"],
            age_from=int(row["age_from"]) if row["age_from"] else None,
            age_under=int(row["age_under"]) if row["age_under"] else None,
            bmi_under=float(row["bmi_under"]) if row["bmi_under"] else None,
            bmi_z_under=float(row["bmi_z_under"]) if row["bmi_z_under"] else None,
            life_stage=row["life_stage"],
            any_of=frozenset(split_list(row["any_of"])),
            with_any=frozenset(split_list(row["with_any"])),
            message=row["message"],
            source=row["source"],
        )
        for row in read_rows("declined.csv")
    )


def declined_because(person: Person) -> tuple[str, ...]:
    """Return the reasons why the planner declines to plan for a person.

    Returns
    -------
    tuple of str
        Each reason in kind words with its source; empty if the planner does not decline.
    """
    return tuple(
        f"{row.message} (source: {row.source})" for row in load_declines() if row.covers(person)
    )


def refuse_excluded(person: Person) -> None:
    """Raise InputError with the reasons if the planner declines to plan for a person."""
    reasons = declined_because(person)
    if reasons:
        raise InputError("\n".join(f"we are sorry: {reason}" for reason in reasons))
