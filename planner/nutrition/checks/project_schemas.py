"""The pandera schemas of the tables of project choices; all cells are text."""

from __future__ import annotations

import pandera.pandas as pa

from planner.nutrition.checks.cells import ID, MAYBE_NUMBER, NUMBER, matches, text
from planner.nutrition.foods.medas import HOLDS
from planner.nutrition.nutrients import nutrient_ids

_NUTRIENT = pa.Check.isin(list(nutrient_ids()))
_WORDS = pa.Check.str_length(min_value=10)
_YIELD_METHODS = ["weight", "drained", "trimmed", "protein", "dry_matter"]

PROJECT_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "scores.csv": pa.DataFrameSchema(
        {
            "score": text(matches(ID), unique=True),
            "each": text(pa.Check.isin(["", "meal", "component", "supplements", "medas"])),
            "name": text(pa.Check.str_length(min_value=1)),
            "unit": text(),
            "sentence": text(pa.Check.str_length(min_value=10)),
            "source": text(pa.Check.str_length(min_value=5)),
            "compared": text(pa.Check.isin(["", "yes"])),
        },
        strict=True,
    ),
    "medas.csv": pa.DataFrameSchema(
        {
            "item": text(matches(r"^([1-9]|1[0-4])$")),
            "question": text(_WORDS),
            "holds": text(pa.Check.isin(list(HOLDS))),
            "subgroups": text(),
            "kinds": text(),
            "sides": text(),
            "than": text(),
            "not_dishes": text(),
            "amount": text(matches(MAYBE_NUMBER)),
            "days": text(pa.Check.isin(["1", "7"])),
            "reading": text(_WORDS),
        },
        strict=True,
    ),
    "sides.csv": pa.DataFrameSchema(
        {
            "side": text(matches(ID), unique=True),
            "role": text(),
            "label": text(pa.Check.str_length(min_value=4)),
            "subgroups": text(),
            "foods": text(),
            "not_beside": text(matches(r"^([a-z_]+=\d+(;[a-z_]+=\d+)*)?$")),
        },
        strict=True,
    ),
    "free_from.csv": pa.DataFrameSchema(
        {
            "key_column": text(pa.Check.isin(["id", "subgroup", "dish"])),
            "key": text(matches(ID)),
            "ordinary": text(matches(ID)),
            "reason": text(_WORDS),
        },
        unique=["key_column", "key"],
        strict=True,
    ),
    "pairings.csv": pa.DataFrameSchema(
        {
            "kind": text(matches(ID)),
            "meals": text(),
            "sides": text(matches(r"^[a-z_]+(;[a-z_]+)*$")),
            "bread_up_to_g": text(matches(MAYBE_NUMBER)),
            "reason": text(_WORDS),
        },
        unique=["kind", "meals"],
        strict=True,
    ),
    "body_limits.csv": pa.DataFrameSchema(
        {
            "age_max_years": text(matches(r"^\d+$"), unique=True),
            **{
                name: text(matches(NUMBER))
                for name in (
                    "height_min_cm",
                    "height_max_cm",
                    "weight_min_kg",
                    "weight_max_kg",
                    "bmi_min",
                    "bmi_max",
                )
            },
            "source": text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "label_rounding.csv": pa.DataFrameSchema(
        {
            "nutrient": text(_NUTRIENT, unique=True),
            "unit": text(matches(NUMBER)),
            "zero": text(pa.Check.isin(["zero", "unknown"])),
            "source": text(_WORDS),
        },
        strict=True,
    ),
    "corrections.csv": pa.DataFrameSchema(
        {
            "food_id": text(matches(ID)),
            "nutrient": text(_NUTRIENT),
            "value": text(matches(MAYBE_NUMBER)),
            "reason": text(_WORDS),
            "source": text(_WORDS),
        },
        unique=["food_id", "nutrient"],
        strict=True,
    ),
    "added_sugars.csv": pa.DataFrameSchema(
        {
            "food_id": text(matches(ID), unique=True),
            "natural_of": text(),
            "share": text(matches(MAYBE_NUMBER)),
            "source": text(_WORDS),
        },
        strict=True,
    ),
    "adjusted_figures.csv": pa.DataFrameSchema(
        {
            "food_id": text(matches(ID)),
            "nutrient": text(_NUTRIENT),
            "in_source": text(matches(MAYBE_NUMBER)),
            "used": text(matches(MAYBE_NUMBER)),
            "reason": text(_WORDS),
            "source": text(_WORDS),
        },
        unique=["food_id", "nutrient"],
        strict=True,
    ),
    "figure_exceptions.csv": pa.DataFrameSchema(
        {
            "check": text(matches(ID)),
            "food_id": text(matches(ID)),
            "reason": text(_WORDS),
        },
        unique=["check", "food_id"],
        strict=True,
    ),
    "sole_sources.csv": pa.DataFrameSchema(
        {
            "cap": text(matches(ID), unique=True),
            "nutrient": text(_NUTRIENT),
            "share": text(matches(r"^0\.\d+$")),
            "source": text(_WORDS),
        },
        strict=True,
    ),
    "cooking_yields.csv": pa.DataFrameSchema(
        {
            "column": text(pa.Check.isin(["id", "subgroup", "group"])),
            "key": text(matches(ID)),
            "method": text(pa.Check.isin(_YIELD_METHODS)),
            "percent": text(matches(r"^(\d{2,3})?$")),
            "source": text(_WORDS),
        },
        unique=["column", "key"],
        strict=True,
    ),
    "flag_rules.csv": pa.DataFrameSchema(
        {
            "rule": text(matches(ID), unique=True),
            "nutrient": text(_NUTRIENT),
            "least": text(matches(NUMBER)),
            "column": text(pa.Check.isin(["flags", "fortified"])),
            "value": text(matches(ID)),
            "among": text(pa.Check.isin(["", "group", "subgroup"])),
            "among_values": text(),
            "source": text(_WORDS),
        },
        strict=True,
    ),
}
