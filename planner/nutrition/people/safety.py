"""Safety rules and daily caps (``data/safety.csv``), and which of them apply to a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from planner.errors import DataError
from planner.nutrition.foods.food_table import Food
from planner.nutrition.people.conditions import (
    load_conditions,
    load_groups,
    load_medications,
    with_groups,
)
from planner.nutrition.people.person import Person
from planner.nutrition.tables import read_rows, split_list


@dataclass(frozen=True)
class SafetyRule:
    """A rule that excludes some foods or limits their amount.

    Attributes
    ----------
    id, family : str
        Key, and ``safety`` or ``cap``.
    applies_to : tuple of str
        Categories of people it applies to (see `categories`).
    column : str
        Food attribute that selects the covered foods: subgroup, group, flags or contains.
    values : frozenset of str
        Values of that attribute.
    limit_g : float or None
        Most grams in `days` days; None if the foods are excluded.
    sentence, source : str
        The rule in words, and the publication behind it.
    days : int
        Number of days the limit spans: 1, or 7 for a weekly limit.
    label : str
        What a cap that may be changed is on, in words; empty for a safety rule.
    """

    id: str
    family: str
    applies_to: tuple[str, ...]
    column: str
    values: frozenset[str]
    limit_g: float | None
    sentence: str
    source: str
    days: int = 1
    label: str = ""

    def covers(self, food: Food) -> bool:
        """Return whether the rule covers this food.

        A rule for some people covers what nobody declared to be free of what it minds.
        """
        if "everyone" in self.applies_to:
            return food.has_any(self.column, self.values)
        return food.may_have_any(self.column, self.values)


# Ages and life stages that rules may apply to, besides the ids of conditions and medicines.
_UNDER_AGES = (4, 5, 8, 11, 12, 14, 16)
# A girl is counted as somebody who may bear children from the age at which the rules for children
# end, so that no age is without a rule.
_MAY_BEAR = range(12, 51)
_STAGES = ("everyone", "pregnant", "after_week_12", "lactating", "may_bear")
_LAST_WEEK_OF_FOLIC_ACID = 12


def known_categories() -> frozenset[str]:
    """Return every category that rules, advice and notes may name."""
    stages = {*_STAGES, *(f"under_{age}" for age in _UNDER_AGES)}
    return frozenset({*stages, *load_conditions(), *load_medications(), *load_groups()})


@cache
def all_safety_rules() -> tuple[SafetyRule, ...]:
    """Read every rule of ``data/safety.csv``.

    Raises
    ------
    DataError
        If a limit does not match its kind, a cap has no label, or a rule applies to an unknown
        category.
    """
    known = known_categories()
    rules = []
    for row in read_rows("safety.csv"):
        for name in split_list(row["applies_to"]):
            if name not in known:
                raise DataError(f"data/safety.csv {row['rule']}: applies_to {name!r} is unknown")
        if (row["family"] == "safety") == bool(row["label"]):
            raise DataError(f"data/safety.csv {row['rule']}: caps need a label, safety rules none")
        limit = float(row["limit_g"]) if row["limit_g"] else None
        if (limit is None) != (row["kind"] == "exclude"):
            raise DataError(f"data/safety.csv {row['rule']}: max_day, max_week need a limit_g")
        rules.append(
            SafetyRule(
                id=row["rule"],
                family=row["family"],
                applies_to=split_list(row["applies_to"]),
                column=row["column"],
                values=frozenset(split_list(row["values"])),
                limit_g=limit,
                sentence=row["sentence"],
                source=row["source"],
                days=7 if row["kind"] == "max_week" else 1,
                label=row["label"],
            )
        )
    return tuple(rules)


def categories(person: Person) -> frozenset[str]:
    """Return every category of `applies_to` that the person belongs to.

    Categories are life stages, ages, conditions, medicines and the groups these belong to.
    """
    pregnant = person.pregnant_weeks is not None
    found = {"everyone"}
    if pregnant:
        found.add("pregnant")
    if (person.pregnant_weeks or 0) > _LAST_WEEK_OF_FOLIC_ACID:
        found.add("after_week_12")
    if person.lactating_months is not None:
        found.add("lactating")
    if pregnant or (person.sex == "female" and person.age in _MAY_BEAR):
        found.add("may_bear")
    found |= {f"under_{age}" for age in _UNDER_AGES if person.age < age}
    return frozenset(found) | with_groups((*person.conditions, *person.medications))


@lru_cache(maxsize=1024)
def safety_rules_for(person: Person) -> tuple[SafetyRule, ...]:
    """Return the rules that apply to this person: exclusions and limits."""
    person_categories = categories(person)
    return tuple(rule for rule in all_safety_rules() if person_categories & set(rule.applies_to))


def exclusions_for(categories: frozenset[str]) -> tuple[SafetyRule, ...]:
    """Return the rules that exclude foods for any of these categories, or of their groups."""
    own = with_groups(categories)
    return tuple(
        rule for rule in all_safety_rules() if rule.limit_g is None and own & set(rule.applies_to)
    )
