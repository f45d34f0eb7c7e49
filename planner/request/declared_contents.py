"""The contents of an own food as its user declares them, and what is still to be said."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from pydantic import Field, field_validator

from planner.errors import unknown_name
from planner.nutrition.checked_model import CheckedModel
from planner.nutrition.foods.food_table import load_foods, subgroup_table
from planner.request.content_questions import (
    Suggestion,
    is_asked,
    kinds_by_harm,
    named_kinds,
    suggested_marks,
    suggested_values,
    suggestions,
)

# Allergens with the animals they are of.
_ORIGIN = (
    ("milk", "milk"), ("lactose", "milk"), ("egg", "egg"), ("fish", "fish"),
    ("crustacean", "shellfish"), ("mollusc", "shellfish"),
)  # fmt: skip
UNDECLARED = (
    "its contents are not declared, so nobody with a diet, an allergy or anything else to avoid "
    "gets it"
)


@cache
def declared(attribute: Literal["contains", "animal", "flags", "fortified"]) -> tuple[str, ...]:
    """Return every value that foods of the table have or words suggest; own foods may have them."""
    values: set[str] = set(suggested_marks()) if attribute == "flags" else set()
    for food in load_foods().foods:
        values |= getattr(food, attribute)
    return tuple(sorted(values))


def known_contents(value: tuple[str, ...]) -> tuple[str, ...]:
    """Return contents that an item does not have, sorted; raises InputError if one is unknown."""
    allowed = sorted(
        {*declared("contains"), *declared("animal"), *declared("flags"), *suggested_values()}
    )
    for name in value:
        if name not in allowed:
            raise unknown_name("without", name, allowed)
    return tuple(sorted(set(value)))


class DeclaredContents(CheckedModel):
    """Name, kind and contents of a user's own food.

    Attributes
    ----------
    name : str
        Name in everyday language.
    subgroup : str
        The most similar subgroup of ``data/subgroups.csv``; it determines role and aisle.
    contains, animal, fortified, flags : tuple of str
        Allergens, animal origins, added nutrients and safety flags declared by the user.
    checked : bool
        Whether the user says that these are all: it contains none of the others.
    without : tuple of str
        What its name or kind suggests and it does not contain, as the user says.
    """

    name: str = Field(min_length=1, max_length=80, pattern=r"^[^=+\-@\s][^\t\r\n]*$")
    subgroup: str
    contains: tuple[str, ...] = ()
    animal: tuple[str, ...] = ()
    fortified: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    checked: bool = False
    without: tuple[str, ...] = ()

    @field_validator("subgroup")
    @classmethod
    def _known_subgroup(cls, value: str) -> str:
        if value not in subgroup_table().index:
            raise unknown_name("subgroup", value, subgroup_table().index)
        return value

    @field_validator("contains", "animal", "fortified", "flags")
    @classmethod
    def _known_marks(cls, value: tuple[str, ...], info: Any) -> tuple[str, ...]:
        allowed = declared(info.field_name)
        for name in value:
            if name not in allowed:
                raise unknown_name(info.field_name, name, allowed)
        return tuple(sorted(set(value)))

    @field_validator("without")
    @classmethod
    def _known_contents(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return known_contents(value)

    @property
    def questions(self) -> tuple[Suggestion, ...]:
        """What its name or kind suggests that it contains, and its user neither said nor denied."""
        said = self.said
        return tuple(
            one
            for one in filter(is_asked, suggestions(self.name, self.subgroup))
            if one.value not in self.without and one.value not in said[one.attribute]
        )

    @property
    def said(self) -> dict[str, frozenset[str]]:
        """What it contains and is of, as declared: milk in it is of an animal."""
        contains, animal = set(self.contains), set(self.animal)
        animal |= {origin for allergen, origin in _ORIGIN if allergen in contains}
        contains |= {allergen for allergen, origin in _ORIGIN if allergen == origin in animal}
        return {"contains": frozenset(contains), "animal": frozenset(animal)}

    @property
    def is_declared(self) -> bool:
        """Whether its contents are known: they are checked, and no question is open."""
        return self.checked and not self.questions

    @property
    def undeclared_words(self) -> str:
        """What is missing for its contents to be known; empty if nothing is."""
        if self.is_declared:
            return ""
        by_value = {one.value: f"{one.label} ({one.why})" for one in reversed(self.questions)}
        open_ones = list(reversed(by_value.values()))
        asked = f"; does it contain {', '.join(open_ones)}?" if open_ones else ""
        return f"{self.name}: {UNDECLARED}{asked}"

    @property
    def counted_flags(self) -> frozenset[str]:
        """The marks that safety rules mind and its name or kind suggests, unless denied."""
        found = (one for one in suggestions(self.name, self.subgroup) if not is_asked(one))
        return frozenset(one.value for one in found) - set(self.without)

    @property
    def counted_subgroup(self) -> str:
        """The kind by which limits count it: the one that its name tells, unless denied.

        A name tells the kind of a food of the same group only, and of what contains fish: shark
        fillet as white fish counts as fish high in mercury, shark gummies do not.
        """
        groups = subgroup_table()["group"].to_dict()
        own = {groups[self.subgroup], *self.said["contains"]}
        named = {kind for kind in named_kinds(self.name) if groups[kind] in own}
        found = {self.subgroup, *named} - set(self.without)
        return next((kind for kind in kinds_by_harm() if kind in found), self.subgroup)
