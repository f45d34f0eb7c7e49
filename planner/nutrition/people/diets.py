"""Diets and avoidances, each defined as a rule over food attributes (``data/diets.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from planner.errors import unknown_name
from planner.nutrition.foods.described import Described
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.tables import read_toml

ATTRIBUTES = ("animal", "contains", "flags", "subgroup", "group")


@dataclass(frozen=True)
class AttributeRule:
    """A rule that forbids every food with one of the given attribute values.

    Attributes
    ----------
    values : tuple of (str, frozenset of str)
        Attribute names, each with its forbidden values.
    any_fortified : bool
        Whether foods with added nutrients are forbidden too.
    """

    values: tuple[tuple[str, frozenset[str]], ...]
    any_fortified: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it forbids nothing."""
        return not self.values and not self.any_fortified

    def forbids(self, food: Described) -> str:
        """Return why the food is forbidden ("milk"), or an empty string if it is allowed.

        A rule that forbids anything forbids every food whose contents nobody declared.
        """
        if not food.is_declared and not self.is_empty:
            return "contents that are not declared"
        for attribute, banned in self.values:
            if found := food.values_of(attribute) & banned:
                return ", ".join(sorted(found)).replace("_", " ")
        return "fortified" if self.any_fortified and food.fortified else ""


@dataclass(frozen=True)
class Minimum:
    """A minimum amount of some subgroups, in grams a day."""

    subgroups: frozenset[str]
    grams: float


@dataclass(frozen=True)
class Diet:
    """A diet.

    Attributes
    ----------
    id, label, description, source : str
        Key, display name, one sentence, and the source of the definition.
    rule : AttributeRule
        The foods it forbids.
    not_together : tuple of (frozenset, frozenset)
        Pairs of animal origins that no meal may combine.
    at_least : tuple of Minimum
        Minimum amounts for each day.
    vegetarian_iron : bool
        Whether the NASEM factor of 1.8 for vegetarians applies to the iron floor.
    kitchen : frozenset of str
        Cuisines that the diet cooks, whose dishes are preferred; empty if it has none of its own.
    seldom : frozenset of str
        Subgroups and sides that its kitchen seldom serves by themselves.
    medas : float or None
        Points of the Mediterranean screener that a day aims at; None if it is not scored by it.
    """

    id: str
    label: str
    description: str
    source: str
    rule: AttributeRule
    not_together: tuple[tuple[frozenset[str], frozenset[str]], ...]
    at_least: tuple[Minimum, ...]
    vegetarian_iron: bool
    kitchen: frozenset[str]
    seldom: frozenset[str]
    medas: float | None


@dataclass(frozen=True)
class Avoidance:
    """An allergen, ingredient, food group or food subgroup that a person avoids."""

    id: str
    label: str
    rule: AttributeRule


def _rule(entry: dict[str, Any]) -> AttributeRule:
    values = tuple((name, frozenset(entry[name])) for name in ATTRIBUTES if name in entry)
    return AttributeRule(values, bool(entry.get("fortified", False)))


@cache
def all_diets() -> Mapping[str, Diet]:
    """Return every diet of ``data/diets.toml`` by id, in file order."""
    return MappingProxyType(
        {
            name: Diet(
                id=name,
                label=entry["label"],
                description=entry["description"],
                source=entry["source"],
                rule=_rule(entry),
                not_together=tuple(
                    (frozenset(one), frozenset(other))
                    for one, other in entry.get("not_together", [])
                ),
                at_least=tuple(
                    Minimum(frozenset(item["subgroup"]), float(item["grams"]))
                    for item in entry.get("at_least", [])
                ),
                vegetarian_iron=bool(entry.get("vegetarian_iron", False)),
                kitchen=frozenset(entry.get("kitchen", ())),
                seldom=frozenset(entry.get("seldom", ())),
                medas=float(entry["medas"]) if "medas" in entry else None,
            )
            for name, entry in read_toml("diets.toml")["diet"].items()
        }
    )


@cache
def all_avoidances() -> Mapping[str, Avoidance]:
    """Return every avoidance by id: allergens, free-from rules, food groups, then subgroups."""
    found = {
        name: Avoidance(name, entry["label"], _rule(entry))
        for name, entry in read_toml("diets.toml")["avoid"].items()
    }
    groups = subgroup_table()
    for group in dict.fromkeys(groups["group"]):
        rule = AttributeRule((("group", frozenset({group})),))
        found.setdefault(
            group, Avoidance(group, f"{group.replace('_', ' ').capitalize()} of every kind", rule)
        )
    for subgroup, label in groups["label"].items():
        rule = AttributeRule((("subgroup", frozenset({str(subgroup)})),))
        found.setdefault(str(subgroup), Avoidance(str(subgroup), str(label), rule))
    return MappingProxyType(found)


def get_diet(name: str) -> Diet:
    """Return a diet by id; raises InputError with similar ids if there is none."""
    if name not in all_diets():
        raise unknown_name("diet", name, all_diets())
    return all_diets()[name]


def get_avoidance(name: str) -> Avoidance:
    """Return an avoidance by id; raises InputError with similar ids if there is none."""
    if name not in all_avoidances():
        raise unknown_name("allergen or food group to avoid", name, all_avoidances())
    return all_avoidances()[name]
