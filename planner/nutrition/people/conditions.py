"""Health conditions, medicines, and the exclusions: people the planner declines to plan for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
        Key, and name for use inside a sentence.
    examples : str
        Comma-separated names people may know it by; empty if the label is enough.
    groups : tuple of str
        What it belongs to: ids of ``data/clinical_groups.csv``, or of the condition it is a stage
        of. Their effects, rules and exclusions apply to it too.
    rank : int
        1: ask a clinician before following the plan; 2: watch something; 3: a note.
    message : str
        What the person should know, in one or two sentences.
    pregnancy_message : str
        What the person should also know in pregnancy; may be empty.
    conflicts_with : tuple of str
        Ids of conditions and medicines that contradict it.
    supplements_forbidden : tuple of str
        Ids of nutrients that must not be supplemented without a clinician.
    apart_from : tuple of str
        Ids of nutrients that hinder absorption of the medicine when a meal is rich in them.
    apart_hours : float
        Hours between such a meal and the medicine; 0 if there is no such nutrient.
    timing : str
        When to take the medicine, in words; may be empty.
    source : str
        Guideline, label or authority behind the row.
    """

    id: str
    label: str
    examples: str
    groups: tuple[str, ...]
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
class ClinicalGroup:
    """What several conditions and medicines have in common: they raise potassium, say.

    Attributes
    ----------
    id, label : str
        Key, and what people call it inside a sentence.
    rank : int
        As in `HealthFactor`.
    message : str
        What all its members should know; may be empty.
    supplements_forbidden : tuple of str
        Nutrient ids that are not to be supplemented without a clinician.
    source : str
        Guideline, label or authority behind the row.
    """

    id: str
    label: str
    rank: int
    message: str
    supplements_forbidden: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Exclusion:
    """A group of people the planner declines to plan for; all criteria that are set must hold.

    Attributes
    ----------
    id : str
        Key.
    age_under : int or None
        Criterion: fewer completed years than this.
    pregnant : bool
        Criterion: pregnancy.
    any_of : frozenset of str
        Criterion: at least one of these conditions or medicines; not set if empty.
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
            groups=split_list(row["groups"]),
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
def load_groups() -> dict[str, ClinicalGroup]:
    """Return every group of ``data/clinical_groups.csv`` by id, in file order."""
    return {
        row["group"]: ClinicalGroup(
            id=row["group"],
            label=row["label"],
            rank=int(row["rank"]),
            message=row["message"],
            supplements_forbidden=split_list(row["supplements_forbidden"]),
            source=row["source"],
        )
        for row in read_rows("clinical_groups.csv")
    }


def with_groups(names: Iterable[str]) -> frozenset[str]:
    """Return conditions and medicines with every group, and every condition, they belong to."""
    found: set[str] = set()
    open_names = list(names)
    while open_names:
        name = open_names.pop()
        if name in found:
            continue
        found.add(name)
        row = load_conditions().get(name) or load_medications().get(name)
        open_names += row.groups if row else ()
    return frozenset(found)


@cache
def load_declines() -> tuple[Exclusion, ...]:
    """Return the exclusions: the rows of ``data/declined.csv``."""
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
    """Return the rows of the known ids: conditions, then medicines, in the order of the tables."""
    return tuple(
        row
        for table, ids in ((load_conditions(), conditions), (load_medications(), medications))
        for row in table.values()
        if row.id in ids
    )


def labels_of(conditions: Sequence[str], medications: Sequence[str]) -> list[str]:
    """Return the label of each condition and medicine."""
    return [row.label for row in circumstances(conditions, medications)]


def care_problems(conditions: Sequence[str], medications: Sequence[str]) -> list[str]:
    """Return one message for each unknown id and each pair of ids that contradict each other."""
    problems = [
        _unknown(kind, name, table)
        for kind, names, table in (
            ("condition", conditions, load_conditions()),
            ("medication", medications, load_medications()),
        )
        for name in names
        if name not in table
    ]
    factors = circumstances(conditions, medications)
    pairs = {
        frozenset((one.id, other.id)): f"{one.id} with {other.id}"
        for one in factors
        for other in factors
        if other.id in one.conflicts_with and one.id != other.id
    }
    problems += [
        f"{words}: these two contradict each other; give the one that your clinician diagnosed"
        for words in dict(sorted(pairs.items(), key=lambda pair: sorted(pair[0]))).values()
    ]
    return problems


def _unknown(kind: str, name: str, table: dict[str, HealthFactor]) -> str:
    """Return the message for an unknown id; a known example name leads to the id of its kind."""
    words = name.replace("_", " ").strip().lower()
    for row in table.values():
        if words and words in (example.lower() for example in row.examples.split(", ")):
            return f"{kind} {name!r}: use {row.id} instead, the kind it belongs to"
    return f"{unknown_name(kind, name, table)}{_NONE_OF_THESE[kind]}"


# Medicines with similar names may differ entirely, so the message must not invite a wrong choice.
_NONE_OF_THESE = {
    "condition": "",
    "medication": "; if yours is none of these, leave it out and ask your pharmacist about food",
}


def declined_because(person: Person) -> tuple[str, ...]:
    """Return the reasons why the planner declines to plan for a person.

    Returns
    -------
    tuple of str
        Each reason in kind words with its source; empty if the planner does not decline.
    """
    factors = with_groups((*person.conditions, *person.medications))
    return tuple(
        f"{row.message} (source: {row.source})"
        for row in load_declines()
        if (row.age_under is None or person.age < row.age_under)
        and (not row.pregnant or person.pregnant_weeks is not None)
        and (not row.any_of or factors & row.any_of)
    )


def refuse_excluded(person: Person) -> None:
    """Raise InputError with the reasons if the planner declines to plan for a person."""
    reasons = declined_because(person)
    if reasons:
        raise InputError("\n".join(f"we are sorry: {reason}" for reason in reasons))
