"""How much of what food holds counts, or is taken up: rules and measurements (``data/``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from planner.nutrition.foods.food_table import Food
from planner.nutrition.tables import read_rows, split_list

Kind = Literal[
    "credit", "meal_most", "meal_aim", "fortified_share",
    "load_intercept", "load_slope", "load_least", "uptake",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
# The kinds that decide what counts toward a floor; the others guide a plan or report on it.
CREDIT_KINDS: tuple[Kind, ...] = ("credit", "meal_most")


@dataclass(frozen=True)
class AbsorptionRule:
    """One row of ``data/absorption.csv``.

    Attributes
    ----------
    id, nutrient : str
        Key, and the nutrient it speaks of.
    kind : str
        ``credit``: the share that counts of what some foods hold; ``meal_most``: the most that
        counts of one meal; ``meal_aim``: how much a meal should hold at most;
        ``fortified_share``: the share of the floor that fortified foods should bring;
        ``load_...``: the share of a load that is taken up; ``uptake``: what is taken up of `at`.
    column : str
        Attribute of the foods it covers; empty where it covers all.
    values : frozenset of str
        Values of that attribute.
    value : float
        The figure: a share, or an amount in the nutrient's unit.
    at : float
        Dose of an ``uptake``, in the nutrient's unit; else 0.
    from_age : int
        Least age in years that it holds for.
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
        """Tell whether the rule speaks of this food."""
        return _covers(food, self.column, self.values)


@dataclass(frozen=True)
class MeasuredCalcium:
    """One row of ``data/calcium_absorption.csv``: the share of a food's calcium absorbed.

    Attributes
    ----------
    id : str
        The food that was measured.
    column : str
        Attribute of the foods it stands for.
    values : frozenset of str
        Values of that attribute.
    load_mg, percent : float
        Calcium of the serving measured, and the percentage of it that was absorbed.
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
        """Tell whether the measurement stands for this food."""
        return _covers(food, self.column, self.values)


def _covers(food: Food, column: str, values: frozenset[str]) -> bool:
    if not column:
        return True
    own = getattr(food, column)
    return own in values if isinstance(own, str) else bool(own & values)


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
def credited_nutrients() -> tuple[str, ...]:
    """Return the nutrients of which not everything counts toward the floor."""
    found = (rule.nutrient for rule in absorption_rules() if rule.kind in CREDIT_KINDS)
    return tuple(dict.fromkeys(found))


@cache
def credit_sentences() -> tuple[tuple[str, str], ...]:
    """Return what counts toward the floors, in words, each with its source."""
    found = {rule.sentence: rule.source for rule in absorption_rules() if rule.kind in CREDIT_KINDS}
    return tuple(found.items())


@cache
def measured_calcium() -> tuple[MeasuredCalcium, ...]:
    """Return the measurements of calcium absorption; the first that covers a food is its own."""
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
