"""How much of a nutrient in food is credited or absorbed: rules and measurements of ``data/``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from planner.nutrition.foods.food_table import Food
from planner.nutrition.tables import read_rows, split_list

Kind = Literal[
    "credit", "counted_as", "meal_most", "meal_aim", "fortified_share",
    "load_intercept", "load_slope", "load_least", "uptake", "burden",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
# The kinds that decide how much counts toward a floor; the others guide or describe a plan.
CREDIT_KINDS: tuple[Kind, ...] = ("credit", "counted_as", "meal_most")


@dataclass(frozen=True)
class AbsorptionRule:
    """One row of ``data/absorption.csv``.

    Attributes
    ----------
    id, nutrient : str
        Key, and the nutrient the rule is about.
    kind : str
        ``credit``: share of the amount in the covered foods that is credited; ``counted_as``: the
        nutrient of `values` counts instead, where a food's amount of it is known; ``meal_most``:
        most
        credited per meal; ``meal_aim``: most a meal should hold; ``fortified_share``: share of
        the floor that fortified foods should supply; ``load_...``: coefficients of the absorbed
        share as a function of the load; ``uptake``: amount absorbed of a dose of `at`;
        ``burden``: share absorbed at worst, where a condition keeps the nutrient low.
    column : str
        Food attribute that selects the covered foods; empty if the rule covers all foods.
    values : frozenset of str
        Values of that attribute, or the nutrient that is ``counted_as`` this one.
    value : float
        A share, or an amount in the nutrient's unit.
    at : float
        Dose of an ``uptake``, in the nutrient's unit; 0 for the other kinds.
    from_age : int
        Lowest age in years at which the rule applies.
    sentence, source : str
        The rule in words, and its publication.
    """

    id: str
    nutrient: str
    kind: Kind
    column: str
    values: frozenset[str]
    value: float
    at: float
    from_age: int
    sentence: str
    source: str

    def covers(self, food: Food) -> bool:
        """Return whether the rule covers this food."""
        return _covers(food, self.column, self.values)


@dataclass(frozen=True)
class MeasuredCalcium:
    """One row of ``data/calcium_absorption.csv``: the share of a food's calcium absorbed.

    Attributes
    ----------
    id : str
        Name of the food that was measured.
    column : str
        Food attribute that selects the foods the measurement applies to.
    values : frozenset of str
        Values of that attribute.
    load_mg, percent : float
        Calcium in the measured serving, mg, and the percentage of it that was absorbed.
    source : str
        Publication.
    """

    id: str
    column: str
    values: frozenset[str]
    load_mg: float
    percent: float
    source: str

    def covers(self, food: Food) -> bool:
        """Return whether the measurement applies to this food."""
        return _covers(food, self.column, self.values)


def _covers(food: Food, column: str, values: frozenset[str]) -> bool:
    return not column or food.has_any(column, values)


@cache
def absorption_rules() -> tuple[AbsorptionRule, ...]:
    """Return every rule, in the order of the table."""
    return tuple(
        AbsorptionRule(
            id=row["rule"],
            nutrient=row["nutrient"],
            kind=cast("Kind", row["kind"]),
            column=row["column"],
            values=frozenset(split_list(row["values"])),
            value=float(row["value"]),
            at=float(row["at"] or 0.0),
            from_age=int(row["from_age"]),
            sentence=row["sentence"],
            source=row["source"],
        )
        for row in read_rows("absorption.csv")
    )


@cache
def rules_of(kind: Kind, nutrient: str) -> tuple[AbsorptionRule, ...]:
    """Return the rules of one kind about one nutrient."""
    return tuple(
        rule for rule in absorption_rules() if rule.kind == kind and rule.nutrient == nutrient
    )


@cache
def counted_nutrient(nutrient: str) -> str:
    """Return the nutrient whose amount counts toward the floor of this one, by default itself."""
    return next(
        (name for rule in rules_of("counted_as", nutrient) for name in rule.values), nutrient
    )


@cache
def credited_nutrients() -> tuple[str, ...]:
    """Return the nutrients whose intake is credited only in part toward the floor."""
    found = (rule.nutrient for rule in absorption_rules() if rule.kind in CREDIT_KINDS)
    return tuple(dict.fromkeys(found))


def credit_sentences(foods: Iterable[Food] | None = None) -> tuple[tuple[str, str], ...]:
    """Return the crediting rules as (sentence, source) pairs, each once.

    Parameters
    ----------
    foods : iterable of Food, optional
        Only rules that cover one of these foods, or every food; all rules by default.
    """
    served = None if foods is None else tuple(foods)
    found = {
        rule.sentence: rule.source
        for rule in absorption_rules()
        if rule.kind in CREDIT_KINDS
        and (served is None or not rule.column or any(map(rule.covers, served)))
    }
    return tuple(found.items())


@cache
def measured_calcium() -> tuple[MeasuredCalcium, ...]:
    """Return the measurements of calcium absorption; the first that covers a food applies."""
    return tuple(
        MeasuredCalcium(
            id=row["measured"],
            column=row["column"],
            values=frozenset(split_list(row["values"])),
            load_mg=float(row["load_mg"]),
            percent=float(row["percent"]),
            source=row["source"],
        )
        for row in read_rows("calcium_absorption.csv")
    )
