"""How food is made safe to serve to some people: cut lengthways, squashed, without bones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from planner.nutrition.foods.food_table import Food
from planner.nutrition.people.person import Person
from planner.nutrition.people.safety import categories
from planner.nutrition.people.sourced_notes import SourcedNote
from planner.nutrition.tables import read_rows, split_list

_MOST_NAMED = 6


@dataclass(frozen=True)
class ServingNote:
    """A row of ``data/serving_notes.csv``.

    Attributes
    ----------
    id : str
        Key.
    applies_to : tuple of str
        Categories of people, as in ``data/safety.csv``.
    column : str
        Attribute of the food that is compared.
    values : frozenset of str
        Values of that attribute that the note covers.
    sentence, source : str
        What to do, and its publication.
    """

    id: str
    applies_to: tuple[str, ...]
    column: str
    values: frozenset[str]
    sentence: str
    source: str

    def covers(self, food: Food) -> bool:
        """Return whether the note covers this food."""
        return food.has_any(self.column, self.values)


@cache
def load_serving_notes() -> tuple[ServingNote, ...]:
    """Return the notes, in file order."""
    return tuple(
        ServingNote(
            id=row["note"],
            applies_to=split_list(row["applies_to"]),
            column=row["column"],
            values=frozenset(split_list(row["values"])),
            sentence=row["sentence"],
            source=row["source"],
        )
        for row in read_rows("serving_notes.csv")
    )


def serving_notes(person: Person, foods: Iterable[Food]) -> tuple[SourcedNote, ...]:
    """Return what to do with the foods of a plan before this person eats them.

    Parameters
    ----------
    person : Person
        Who eats.
    foods : iterable of Food
        The foods of the plan.
    """
    own, served = categories(person), list(dict.fromkeys(foods))
    found = []
    for note in load_serving_notes():
        names = [food.name for food in served if note.covers(food)]
        if names and own & set(note.applies_to):
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            words = f"{note.sentence} ({'; '.join(names[:_MOST_NAMED])}{more})"
            found.append(SourcedNote(words, note.source))
    return tuple(found)
