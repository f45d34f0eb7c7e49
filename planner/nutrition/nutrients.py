"""The nutrients the planner knows: the rows of ``data/nutrients.csv``, in the contract's order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from planner.errors import unknown_name
from planner.nutrition.tables import read_rows

Role = Literal["core", "tracked", "informational"]


@dataclass(frozen=True)
class Nutrient:
    """One nutrient.

    Attributes
    ----------
    id : str
        Column name everywhere; ends with the unit.
    name : str
        What people call it.
    unit : str
        Unit as printed.
    role : {"core", "tracked", "informational"}
        Core floors are hard on every day, tracked ones are met wherever any plan can.
    description : str
        What it does, in one line.
    """

    id: str
    name: str
    unit: str
    role: Role
    description: str

    @property
    def in_sentence(self) -> str:
        """The name as it stands inside a sentence: ``vitamin B12``."""
        return self.name[0].lower() + self.name[1:]


@cache
def all_nutrients() -> tuple[Nutrient, ...]:
    """Return every nutrient, in the order of ``data/nutrients.csv``."""
    return tuple(
        Nutrient(
            row["nutrient"], row["name"], row["unit"], cast("Role", row["role"]), row["description"]
        )
        for row in read_rows("nutrients.csv")
    )


@cache
def nutrient_ids() -> tuple[str, ...]:
    """Return every nutrient id, in order."""
    return tuple(nutrient.id for nutrient in all_nutrients())


@cache
def nutrient_index() -> dict[str, int]:
    """Map a nutrient id to its column in composition arrays."""
    return {name: column for column, name in enumerate(nutrient_ids())}


@cache
def core_nutrients() -> tuple[str, ...]:
    """Return the ids of the five core nutrients, in order."""
    return tuple(nutrient.id for nutrient in all_nutrients() if nutrient.role == "core")


def nutrient(name: str) -> Nutrient:
    """Look a nutrient up by id.

    Raises
    ------
    InputError
        If there is none of that id; offers the nearest ones.
    """
    column = nutrient_index().get(name)
    if column is None:
        raise unknown_name("nutrient", name, nutrient_ids())
    return all_nutrients()[column]
