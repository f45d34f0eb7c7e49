"""The nutrients: the rows of ``data/nutrients.csv``, whose order is that of every output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from planner.errors import unknown_name
from planner.nutrition.tables import read_rows

Role = Literal["core", "tracked", "informational"]

KCAL_PER_G = {  # Atwater's general factors, on which the AMDR are based
    "protein_g": 4.0,
    "carbohydrate_g": 4.0,
    "added_sugars_g": 4.0,
    "fat_g": 9.0,
    "saturated_fat_g": 9.0,
    "linoleic_acid_g": 9.0,
    "alpha_linolenic_acid_g": 9.0,
}


@dataclass(frozen=True)
class Nutrient:
    """One nutrient.

    Attributes
    ----------
    id : str
        Column name in every table; ends with the unit.
    name : str
        Display name.
    unit : str
        Unit as printed.
    role : {"core", "tracked", "informational"}
        Floors of core nutrients are hard on every day; floors of tracked nutrients are met
        whenever some plan can meet them; informational nutrients have none.
    scored : bool
        Whether its intake as a share of the floor is one of the ratios of the adequacy scores. No
        for energy, water and the energy nutrients, which other rules govern, and for sodium, which
        is only to be limited.
    description : str
        Function in the body, in one line.
    added_as : str
        What foods call it that are fortified with it (`Food.fortified`); empty if none is.
    """

    id: str
    name: str
    unit: str
    role: Role
    scored: bool
    description: str
    added_as: str

    @property
    def in_sentence(self) -> str:
        """The name for use inside a sentence: ``vitamin B12``; abbreviations stay as they are."""
        first = self.name.split()[0]
        return self.name if first.isupper() else self.name[0].lower() + self.name[1:]


@cache
def all_nutrients() -> tuple[Nutrient, ...]:
    """Return every nutrient, in the order of ``data/nutrients.csv``."""
    return tuple(
        Nutrient(
            row["nutrient"],
            row["name"],
            row["unit"],
            cast("Role", row["role"]),
            row["scored"] == "yes",
            row["description"],
            row["added_as"],
        )
        for row in read_rows("nutrients.csv")
    )


@cache
def nutrient_ids() -> tuple[str, ...]:
    """Return every nutrient id, in order."""
    return tuple(nutrient.id for nutrient in all_nutrients())


@cache
def nutrient_index() -> Mapping[str, int]:
    """Map a nutrient id to its column in composition arrays."""
    return MappingProxyType({name: column for column, name in enumerate(nutrient_ids())})


@cache
def core_nutrients() -> tuple[str, ...]:
    """Return the ids of the five core nutrients, in order."""
    return tuple(nutrient.id for nutrient in all_nutrients() if nutrient.role == "core")


def nutrient(name: str) -> Nutrient:
    """Return a nutrient by id.

    Raises
    ------
    InputError
        If no nutrient has this id; the message suggests similar ids.
    """
    column = nutrient_index().get(name)
    if column is None:
        raise unknown_name("nutrient", name, nutrient_ids())
    return all_nutrients()[column]
