"""Cross checks of the tables of absorption."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.foods.absorption import (
    AbsorptionRule,
    MeasuredCalcium,
    absorption_rules,
    measured_calcium,
)
from planner.nutrition.foods.food_table import load_foods

_SHARES = frozenset({"credit", "fortified_share", "load_intercept", "load_slope"})


def absorption_faults() -> Iterator[str]:
    """Find rules that cover no food, or whose figure cannot be."""
    for rule in absorption_rules():
        where = f"data/absorption.csv {rule.id}"
        if (rule.kind == "credit") != bool(rule.column):
            yield f"{where}: a column goes with the kind credit only"
        if rule.kind in _SHARES and not 0 <= rule.value <= 1:
            yield f"{where}: {rule.value:g} is no share; allowed are 0 to 1"
        if (rule.kind == "uptake") != (rule.at > 0) or rule.value > rule.at > 0:
            yield f"{where}: an uptake needs the dose `at`, and cannot be more than it"
        yield from _uncovered(where, rule)
    for row in measured_calcium():
        where = f"data/calcium_absorption.csv {row.id}"
        if not (0 < row.percent <= 100 and row.load_mg > 0):
            yield f"{where}: {row.percent:g} % of {row.load_mg:g} mg cannot be"
        yield from _uncovered(where, row)


def _uncovered(where: str, row: AbsorptionRule | MeasuredCalcium) -> Iterator[str]:
    """Find values that no food has: the row would silently speak of nothing."""
    known: set[str] = set()
    for food in load_foods().foods if row.column else ():
        own = getattr(food, row.column)
        known |= {own} if isinstance(own, str) else own
    for value in sorted(row.values - known):
        yield f"{where}: no food has the {row.column} {value!r}"
