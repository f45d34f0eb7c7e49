"""Cross-checks of the absorption tables."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.foods.absorption import (
    AbsorptionRule,
    MeasuredCalcium,
    absorption_rules,
    measured_calcium,
)
from planner.nutrition.foods.credited_intake import share_counted
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import nutrient_ids

# Below it the calcium of a food is mostly bound to oxalate; all other foods absorb 20 % or more.
_POOR_PERCENT = 10.0
_OF_FOODS = frozenset({"credit", "burden"})
_SHARES = frozenset({"credit", "burden", "fortified_share", "load_intercept", "load_slope"})


def absorption_faults() -> Iterator[str]:
    """Yield a message for each rule that covers no food or has an impossible value."""
    for rule in absorption_rules():
        where = f"data/absorption.csv {rule.id}"
        if (rule.kind in _OF_FOODS) != bool(rule.column):
            kinds = " or ".join(sorted(_OF_FOODS))
            yield f"{where}: a rule has a column exactly when its kind is {kinds}"
        if rule.kind in _SHARES and not 0 <= rule.value <= 1:
            yield f"{where}: share {rule.value:g}; allowed are 0 to 1"
        if (rule.kind == "uptake") != (rule.at > 0) or rule.value > rule.at > 0:
            yield f"{where}: an uptake needs its dose `at` and cannot exceed it"
        yield from _uncovered(where, rule)
    yield from _contradictions()
    for row in measured_calcium():
        where = f"data/calcium_absorption.csv {row.id}"
        if not (0 < row.percent <= 100 and row.load_mg > 0):
            yield f"{where}: {row.percent:g} % of {row.load_mg:g} mg is impossible"
        yield from _uncovered(where, row)


def _contradictions() -> Iterator[str]:
    """Yield foods whose calcium is credited in part but absorbed well, or the other way round.

    A food without a measurement would be reported as absorbed like milk.
    """
    for food in load_foods().foods:
        credited = share_counted(food, "calcium_mg") < 1
        measured = next((row for row in measured_calcium() if row.covers(food)), None)
        poor = measured is not None and measured.percent < _POOR_PERCENT
        if credited != poor:
            said = "as well as milk" if measured is None else f"{measured.percent:g} %"
            credit = "in part" if credited else "in full"
            yield (
                f"data/calcium_absorption.csv {food.id}: its calcium is credited {credit} by "
                f"absorption.csv, but absorbed {said}"
            )


def _uncovered(where: str, row: AbsorptionRule | MeasuredCalcium) -> Iterator[str]:
    """Yield a message for each value that no food has; such a row would have no effect."""
    known: set[str] = set() if row.column else set(nutrient_ids())  # of a nutrient counted as one
    for food in load_foods().foods if row.column else ():
        known |= food.values_of(row.column)
    for value in sorted(row.values - known):
        yield f"{where}: no food has the {row.column or 'nutrient'} {value!r}"
