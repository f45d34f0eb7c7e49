"""Health conditions, medicines, and the groups they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.nutrition.people.clinical_names import ids_named
from planner.nutrition.tables import read_rows, split_list


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
    apart_scope : str
        ``meals``: meals rich in these nutrients and supplements of them; ``supplements``: only
        supplements; empty if there is no such nutrient.
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
    apart_scope: str
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
            apart_scope=row.get("apart_scope", ""),
            timing=row.get("timing", ""),
            source=row["source"],
        )
        for row in read_rows(table)
    }


@cache
def load_conditions() -> Mapping[str, HealthFactor]:
    """Return every condition of ``data/conditions.csv`` by id, in file order."""
    return MappingProxyType(_read("conditions.csv", "condition"))


@cache
def load_medications() -> Mapping[str, HealthFactor]:
    """Return every kind of medicine of ``data/medications.csv`` by id, in file order."""
    return MappingProxyType(_read("medications.csv", "medication"))


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


def known_names(kind: str) -> dict[str, tuple[str, ...]]:
    """Return label and examples of every id of a kind, ``condition`` or ``medication``."""
    return {
        row.id: (row.label, *filter(None, row.examples.split(", ")))
        for row in _TABLES[kind]().values()
    }


def care_problems(conditions: Sequence[str], medications: Sequence[str]) -> list[str]:
    """Return one message for each unknown id and each pair of ids that contradict each other."""
    problems = [
        _unknown(kind, name)
        for kind, names in (("condition", conditions), ("medication", medications))
        for name in names
        if name not in _TABLES[kind]()
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


def _unknown(kind: str, name: str) -> str:
    """Return the message for an unknown name.

    It never offers a similar name: another disease or medicine may be meant by it. Only a name
    that is written down leads to an id.
    """
    if ids := ids_named(name, kind, known_names(kind)):
        known_by = "the id it is known by" if len(ids) == 1 else "the ids it is known by"
        return f"{kind} {name!r}: use {' and '.join(ids)} instead, {known_by}"
    (other,) = _TABLES.keys() - {kind}
    if ids := ids_named(name, other, known_names(other)):
        return f"{kind} {name!r} is a {other} here: give {' and '.join(ids)} among the {other}s"
    return (
        f"{kind} {name!r} is not modelled: nothing here is fitted to it, so plan only with your "
        f"clinician or pharmacist; modelled are: {', '.join(sorted(_TABLES[kind]()))}"
    )


_TABLES: dict[str, Callable[[], Mapping[str, HealthFactor]]] = {
    "condition": load_conditions,
    "medication": load_medications,
}
