"""Cross-checks of the upper bounds of what is not known, and of the rules they are derived by."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandera.pandas as pa

from planner.nutrition.checks.cells import ID, NUMBER, matches, text
from planner.nutrition.foods.food_table import Food, FoodTable, read_food_table
from planner.nutrition.foods.healthy_pattern import hei_components
from planner.nutrition.foods.unknown_rules import RULES, is_absent, unknown_rules
from planner.nutrition.foods.upper_bounds import (
    BASES,
    MODERATED,
    Bounds,
    UpperBound,
    derive_bounds,
    no_bounds,
    stored_bounds,
)
from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.tables import read_rows, split_list

TOLERANCE = 1e-4  # relative: the table has six decimals
_RECORD = re.compile(r"sr28:\d{5}")

UNKNOWN_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "unknown_rules.csv": pa.DataFrameSchema(
        {
            "rule": text(pa.Check.isin(RULES)),
            "nutrient": text(pa.Check.isin(["", *nutrient_ids(), *MODERATED])),
            "column": text(
                pa.Check.isin(["", "subgroup", "group", "animal", "contains", "fortified", "flags"])
            ),
            "values": text(),
            "of": text(),
            "factor": text(matches(r"^(\d+(\.\d+)?)?$")),
            "sentence": text(pa.Check.str_length(min_value=10)),
            "source": text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "upper_bounds.csv": pa.DataFrameSchema(
        {
            "food_id": text(matches(ID)),
            "nutrient": text(pa.Check.isin([*nutrient_ids(), *MODERATED])),
            "per_100_g": text(matches(NUMBER)),
            "basis": text(pa.Check.isin(BASES)),
            "of": text(),
            "factor": text(matches(NUMBER)),
        },
        strict=True,
    ),
}


def unknown_faults() -> Iterator[str]:
    """Find unknown amounts without a bound, bounds that do not follow from the rules, odd rules."""
    foods = read_food_table()
    yield from _rule_faults(foods)
    moderated = {
        name
        for _, row in hei_components().iterrows()
        if row["kind"] == "moderation"
        for name in split_list(row["plus"])
    }
    if moderated - set(nutrient_ids()) != set(MODERATED):
        yield "data/hei2020.csv: its moderation components differ from upper_bounds.MODERATED"
    rows = read_rows("upper_bounds.csv")
    stored = stored_bounds()
    if len(rows) != len(stored):
        yield "data/upper_bounds.csv: a food and nutrient occur twice"
    unknown = {
        (foods.foods[row].id, name)
        for name, column in foods.amounts.items()
        for row in np.flatnonzero(np.isnan(column))
    }
    for food_id, name in sorted(unknown ^ set(stored)):
        why = "no bound" if (food_id, name) in unknown else "a bound of an amount that is known"
        yield f"data/upper_bounds.csv {food_id}: {why} of {name}; run `make data`"
    if not unknown ^ set(stored):
        yield from _bound_faults(foods, stored)


def _rule_faults(foods: FoodTable) -> Iterator[str]:
    """Find a food that is known to hold what the rules say it cannot hold."""
    amounts = foods.amounts
    for rule in unknown_rules():
        known = foods if rule.rule == "kin" else amounts
        for name in rule.of:
            if name not in known:
                yield f"data/unknown_rules.csv: {rule.rule} {rule.nutrient}: no {name!r}"
    for name in {rule.nutrient for rule in unknown_rules()} - {""}:
        for food, amount in zip(foods.foods, amounts[name], strict=True):
            if amount > 0 and is_absent(food, name):
                yield f"data/unknown_rules.csv {name}: {food.id} holds {amount:g}, not none"


def _bound_faults(foods: FoodTable, stored: Bounds) -> Iterator[str]:
    """Derive every bound again, taking from the table only what needs SR28."""
    alike = {key: bound for key, bound in stored.items() if bound.basis == "like_food"}

    def like(food: Food, name: str) -> UpperBound | None:
        return alike.get((food.id, name))

    again = derive_bounds(foods.foods, foods.amounts, no_bounds(), like)
    for (food_id, name), bound in stored.items():
        where = f"data/upper_bounds.csv {food_id} {name}"
        if bound.basis == "like_food":
            if not _RECORD.fullmatch(bound.of):
                yield f"{where}: of {bound.of!r}: name an SR28 record"
        elif bound.basis == "whole":
            whole = foods.amounts[bound.of][foods.row(food_id)]
            most = stored[food_id, bound.of].per_100_g if np.isnan(whole) else whole
            if not _equal(bound.per_100_g, most * bound.factor):
                yield f"{where}: {bound.per_100_g:g} is not its whole of {most * bound.factor:g}"
        elif not _equal(bound.per_100_g, again[food_id, name].per_100_g):
            right = again[food_id, name]
            yield f"{where}: {bound.per_100_g:g}, but {right.words} gives {right.per_100_g:g}"


def _equal(one: float, other: float) -> bool:
    return bool(np.isclose(one, other, rtol=TOLERANCE, atol=TOLERANCE))
