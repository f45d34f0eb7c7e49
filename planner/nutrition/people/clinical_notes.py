"""What two things about a person ask for together, beyond what each of them asks for alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from planner.nutrition.people.conditions import circumstances, with_groups
from planner.nutrition.people.person import Person
from planner.nutrition.people.safety import categories
from planner.nutrition.tables import read_rows, split_list


@dataclass(frozen=True)
class ClinicalNote:
    """A row of ``data/clinical_notes.csv``.

    Attributes
    ----------
    id : str
        Key.
    any_of, with_any, not_for : frozenset of str
        Categories of people, as in ``data/safety.csv``: one of the first, one of the second, none
        of the third.
    rank : int
        As in `planner.nutrition.people.conditions.HealthFactor`.
    message, source : str
        What to know, with ``{of}`` and ``{with}`` for the person's own conditions and medicines
        among `any_of` and `with_any`, and its publication.
    """

    id: str
    any_of: frozenset[str]
    with_any: frozenset[str]
    not_for: frozenset[str]
    rank: int
    message: str
    source: str


@cache
def load_clinical_notes() -> tuple[ClinicalNote, ...]:
    """Return the notes, in file order."""
    return tuple(
        ClinicalNote(
            id=row["note"],
            any_of=frozenset(split_list(row["any_of"])),
            with_any=frozenset(split_list(row["with_any"])),
            not_for=frozenset(split_list(row["not_for"])),
            rank=int(row["rank"]),
            message=row["message"],
            source=row["source"],
        )
        for row in read_rows("clinical_notes.csv")
    )


def clinical_notes(person: Person) -> Iterator[tuple[int, str]]:
    """Yield the rank and the words of each note that a person is given."""
    own = categories(person)
    for note in load_clinical_notes():
        if own & note.any_of and own & note.with_any and not own & note.not_for:
            words = {"of": _labels(person, note.any_of), "with": _labels(person, note.with_any)}
            yield note.rank, note.message.format(**words)


def _labels(person: Person, names: frozenset[str]) -> str:
    """Return the labels of a person's own conditions and medicines among some names, joined."""
    causes = circumstances(person.conditions, person.medications)
    return " and ".join(row.label for row in causes if with_groups((row.id,)) & names)
