"""Health conditions and medicines the planner knows, and whom it declines to plan for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from planner.errors import InputError, unknown_name
from planner.nutrition.tables import read_rows, split_list

if TYPE_CHECKING:  # person.py checks its values with this module
    from planner.nutrition.people.person import Person


@dataclass(frozen=True)
class HealthFactor:
    """One condition, or one kind of medicine.

    Attributes
    ----------
    id, label : str
        Key, and what people call it inside a sentence.
    examples : str
        Names a reader may know it by; empty where the label is enough.
    rank : int
        1 where a clinician must be asked before the plan is followed, 2 where something is to be
        watched, 3 for a note.
    message : str
        What its bearer should know, in one or two sentences.
    pregnancy_message : str
        What to know besides in pregnancy; may be empty.
    conflicts_with : tuple of str
        Ids that contradict it.
    supplements_forbidden : tuple of str
        Nutrient ids that are not to be supplemented without a clinician.
    apart_from : tuple of str
        Nutrient ids whose rich meals keep the medicine from being taken up.
    apart_hours : float
        Hours between such a meal and the medicine; 0 where there are none.
    timing : str
        When to take the medicine, in words; may be empty.
    source : str
        Guideline, label or authority behind the row.
    """

    id: str
    label: str
    examples: str
    rank: int
    message: str
    pregnancy_message: str
    conflicts_with: tuple[str, ...]
    supplements_forbidden: tuple[str, ...]
    apart_from: tuple[str, ...]
    apart_hours: float
    timing: str
    source: str


@dataclass(frozen=True)
class Exclusion:
    """A kind of person that the planner is not fit for; every part that is set must hold.

    Attributes
    ----------
    id : str
        Key.
    age_under : int or None
        Under this many completed years.
    pregnant : bool
        Only in pregnancy.
    any_of : frozenset of str
        Any of these conditions or medicines; empty where none is asked for.
    message, source : str
        The reason, in kind words, and the authority behind it.
    """

    id: str
    age_under: int | None
    pregnant: bool
    any_of: frozenset[str]
    message: str
    source: str


def _read(table: str, key: str) -> dict[str, HealthFactor]:
    return {
        row[key]: HealthFactor(
            id=row[key],
            label=row["label"],
            examples=row["examples"],
            rank=int(row["rank"]),
            message=row["message"],
            pregnancy_message=row["pregnancy_message"],
            conflicts_with=split_list(row["conflicts_with"]),
            supplements_forbidden=split_list(row["supplements_forbidden"]),
            apart_from=split_list(row.get("apart_from", "")),
            apart_hours=float(row.get("apart_hours") or 0.0),
            timing=row.get("timing", ""),
            source=row["source"],
        )
        for row in read_rows(table)
    }


@cache
def load_conditions() -> dict[str, HealthFactor]:
    """Return every condition of ``data/conditions.csv`` by id, in file order."""
    return _read("conditions.csv", "condition")


@cache
def load_medications() -> dict[str, HealthFactor]:
    """Return every kind of medicine of ``data/medications.csv`` by id, in file order."""
    return _read("medications.csv", "medication")


@cache
def load_declines() -> tuple[Exclusion, ...]:
    """Return whom the planner declines: the rows of ``data/declined.csv``."""
    return tuple(
        Exclusion(
            id=row["decline"],
            age_under=int(row["age_under"]) if row["age_under"] else None,
            pregnant=row["life_stage"] == "pregnant",
            any_of=frozenset(split_list(row["any_of"])),
            message=row["message"],
            source=row["source"],
        )
        for row in read_rows("declined.csv")
    )


def circumstances(
    conditions: Sequence[str], medications: Sequence[str]
) -> tuple[HealthFactor, ...]:
    """Return the rows of known ids: conditions, then medicines, each in the order of its table."""
    return tuple(
        row
        for table, own in ((load_conditions(), conditions), (load_medications(), medications))
        for row in table.values()
        if row.id in own
    )


def labels_of(conditions: Sequence[str], medications: Sequence[str]) -> list[str]:
    """Return what people call each condition and medicine."""
    return [row.label for row in circumstances(conditions, medications)]


def care_problems(conditions: Sequence[str], medications: Sequence[str]) -> list[str]:
    """Return what is wrong with a person's conditions and medicines, a sentence each.

    An id may be unknown, or two may contradict each other.
    """
    problems = [
        _unknown(kind, name, table)
        for kind, names, table in (
            ("condition", conditions, load_conditions()),
            ("medication", medications, load_medications()),
        )
        for name in names
        if name not in table
    ]
    own = circumstances(conditions, medications)
    pairs = {
        frozenset((one.id, other.id)): f"{one.id} with {other.id}"
        for one in own
        for other in own
        if other.id in one.conflicts_with and one.id != other.id
    }
    problems += [
        f"{words}: these two contradict each other; give the one that your clinician found"
        for words in dict(sorted(pairs.items(), key=lambda pair: sorted(pair[0]))).values()
    ]
    return problems


def _unknown(kind: str, name: str, table: dict[str, HealthFactor]) -> str:
    """Say that there is no such id; a medicine's or illness's own name leads to its kind."""
    words = name.replace("_", " ").strip().lower()
    for row in table.values():
        if words and words in (example.lower() for example in row.examples.split(", ")):
            return f"{kind} {name!r}: give its kind, {row.id}"
    return f"{unknown_name(kind, name, table)}{_NONE_OF_THESE[kind]}"


# A near name is no near medicine: nobody should take one for another.
_NONE_OF_THESE = {
    "condition": "",
    "medication": "; a medicine of another kind is left out here: ask your pharmacist about food",
}


def declined_because(person: Person) -> tuple[str, ...]:
    """Return why the planner declines to plan for somebody; empty where it does not.

    Returns
    -------
    tuple of str
        A reason in kind words each, with its source.
    """
    own = {*person.conditions, *person.medications}
    return tuple(
        f"{row.message} (source: {row.source})"
        for row in load_declines()
        if (row.age_under is None or person.age < row.age_under)
        and (not row.pregnant or person.pregnant_weeks is not None)
        and (not row.any_of or own & row.any_of)
    )


def refuse_excluded(person: Person) -> None:
    """Raise InputError with the reasons if the planner is not fit for somebody."""
    reasons = declined_because(person)
    if reasons:
        raise InputError("\n".join(f"we are sorry: {reason}" for reason in reasons))
