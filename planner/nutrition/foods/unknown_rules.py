"""What is known of an amount that no source has: none by kind, part of a whole, like others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.nutrition.foods.described import Described
from planner.nutrition.tables import read_rows, split_list

RULES = ("absent_unless", "absent_in", "all_of", "part_of", "kin", "up_to")


@dataclass(frozen=True)
class UnknownRule:
    """A row of ``data/unknown_rules.csv``.

    Attributes
    ----------
    rule : {"absent_unless", "absent_in", "all_of", "part_of", "kin", "up_to"}
        A food without any of the values of a nutrient's ``absent_unless`` rows holds none of it; a
        food with one of the values of an ``absent_in`` row holds none of it; the amount may be all
        of the whole `of`, `factor` times, or is a part of it whose size the kind of food tells;
        foods with one of the values are like the foods `of`, where nothing is known of their own
        subgroup; every gram of foods with one of the values, but for what the label tells to be
        something else, may hold `factor` of the nutrient (``up_to``).
    nutrient : str
        Nutrient id, or a food pattern equivalent of ``data/food_facts.csv``; empty for all.
    column : str
        Food attribute; empty for a whole.
    values : frozenset of str
        Values of the attribute.
    of : tuple of str
        Nutrient id of the whole, or ids of the foods that are like it.
    factor : float
        Units of the nutrient in a unit of the whole, or in a gram of the food (``up_to``); 1 where
        there is none.
    sentence, source : str
        The rule in words, and its publication.
    """

    rule: str
    nutrient: str
    column: str
    values: frozenset[str]
    of: tuple[str, ...]
    factor: float
    sentence: str
    source: str

    def covers(self, food: Described) -> bool:
        """Return whether a food has, or may have, one of the values."""
        return food.may_have_any(self.column, self.values)


@cache
def unknown_rules() -> tuple[UnknownRule, ...]:
    """Return every row of ``data/unknown_rules.csv``."""
    return tuple(
        UnknownRule(
            rule=row["rule"],
            nutrient=row["nutrient"],
            column=row["column"],
            values=frozenset(split_list(row["values"])),
            of=split_list(row["of"]),
            factor=float(row["factor"] or 1.0),
            sentence=row["sentence"],
            source=row["source"],
        )
        for row in read_rows("unknown_rules.csv")
    )


@cache
def _by_kind(kind: str) -> Mapping[str, tuple[UnknownRule, ...]]:
    """Return the rules of a kind by nutrient."""
    found: dict[str, list[UnknownRule]] = defaultdict(list)
    for rule in unknown_rules():
        if rule.rule == kind:
            found[rule.nutrient].append(rule)
    return MappingProxyType({name: tuple(rules) for name, rules in found.items()})


def is_absent(food: Described, nutrient: str) -> bool:
    """Return whether a food holds none of a nutrient by its kind."""
    unless = _by_kind("absent_unless").get(nutrient, ())
    if unless and not any(rule.covers(food) for rule in unless):
        return True
    return any(rule.covers(food) for rule in _by_kind("absent_in").get(nutrient, ()))


def wholes_of(nutrient: str, *, all_of: bool) -> tuple[tuple[str, float], ...]:
    """Return what a nutrient may be all of, or is part of, with the most in a unit of the whole."""
    rules = _by_kind("all_of" if all_of else "part_of").get(nutrient, ())
    return tuple((whole, rule.factor) for rule in rules for whole in rule.of)


def kin_of(food: Described, nutrient: str) -> tuple[str, ...]:
    """Return the ids of the foods that a food is like where nothing is known of its subgroup.

    The rules of the nutrient go before those of all nutrients.
    """
    rules = (*_by_kind("kin").get(nutrient, ()), *_by_kind("kin").get("", ()))
    return tuple(name for rule in rules if rule.covers(food) for name in rule.of)


def most_in_a_gram(food: Described, nutrient: str) -> float | None:
    """Return what a gram of a food's rest may hold of a nutrient; None where no rule says it."""
    rules = _by_kind("up_to").get(nutrient, ())
    return max((r.factor for r in rules if food.has_any(r.column, r.values)), default=None)
