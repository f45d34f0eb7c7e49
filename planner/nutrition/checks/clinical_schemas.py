"""The pandera schemas of the tables of safety, conditions and medicines; all cells are text."""

from __future__ import annotations

from typing import get_args

import pandera.pandas as pa

from planner.nutrition.checks.cells import ID as _ID
from planner.nutrition.checks.cells import MAYBE_NUMBER as _MAYBE_NUMBER
from planner.nutrition.checks.cells import NUMBER as _NUMBER
from planner.nutrition.checks.cells import matches as _matches
from planner.nutrition.checks.cells import text as _text
from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.people.body_mass import WEIGHT_MEASURES
from planner.nutrition.people.clinical import PER, Change
from planner.nutrition.people.declines import STAGES

_IDS = _matches(r"^([a-z0-9_]+(;[a-z0-9_]+)*)?$")
_ID_CELL = _text(_matches(_ID), unique=True)
_CARE = {  # columns shared by the tables of conditions and medicines
    "label": _text(pa.Check.str_length(min_value=1)),
    "examples": _text(),
    "groups": _text(_IDS),
    "rank": _text(pa.Check.isin(["1", "2", "3"])),
    "message": _text(pa.Check.str_length(min_value=20)),
    "pregnancy_message": _text(),
    "conflicts_with": _text(_IDS),
    "supplements_forbidden": _text(_IDS),
    "source": _text(pa.Check.str_length(min_value=5)),
}

CLINICAL_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "safety.csv": pa.DataFrameSchema(
        {
            "rule": _text(_matches(_ID), unique=True),
            "family": _text(pa.Check.isin(["safety", "clinical", "cap"])),
            "applies_to": _text(_matches(r"^[a-z0-9_]+(;[a-z0-9_]+)*$")),
            "kind": _text(pa.Check.isin(["exclude", "max_day", "max_week"])),
            "column": _text(pa.Check.isin(["subgroup", "group", "flags", "contains", "fortified"])),
            "values": _text(pa.Check.str_length(min_value=1)),
            "limit_g": _text(_matches(_MAYBE_NUMBER)),
            "sentence": _text(pa.Check.str_length(min_value=5)),
            "source": _text(pa.Check.str_length(min_value=5)),
            "label": _text(),
        },
        strict=True,
    ),
    "guides.csv": pa.DataFrameSchema(
        {
            "nutrient": _text(pa.Check.isin(nutrient_ids())),
            "unit": _text(pa.Check.str_length(min_value=1)),
            "age_min_years": _text(_matches(_NUMBER)),
            "age_max_years": _text(_matches(_NUMBER)),
            "most": _text(_matches(_NUMBER)),
            "step_a_week": _text(_matches(_NUMBER)),
            "basis": _text(pa.Check.str_length(min_value=5)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "food_weight.csv": pa.DataFrameSchema(
        {
            "sex": _text(pa.Check.isin(["female", "male"])),
            "life_stage": _text(pa.Check.isin(["", "pregnant", "lactating"])),
            "age_min_years": _text(_matches(r"^\d+$")),
            "age_max_years": _text(_matches(r"^\d+$")),
            "total_water_g": _text(_matches(_NUMBER)),
            "plain_water_percent": _text(_matches(_NUMBER)),
            "body_kg": _text(_matches(_NUMBER)),
            "most_ratio": _text(_matches(_NUMBER)),
            "source": _text(pa.Check.str_length(min_value=20)),
        },
        strict=True,
        unique=["sex", "life_stage", "age_min_years"],
    ),
    "conditions.csv": pa.DataFrameSchema({"condition": _ID_CELL, **_CARE}, strict=True),
    "medications.csv": pa.DataFrameSchema(
        {
            "medication": _ID_CELL,
            **_CARE,
            "apart_from": _text(),
            "apart_hours": _text(_matches(_MAYBE_NUMBER)),
            "apart_scope": _text(pa.Check.isin(["", "meals", "supplements"])),
            "timing": _text(),
        },
        strict=True,
    ),
    "clinical_names.csv": pa.DataFrameSchema(
        {
            "kind": _text(pa.Check.isin(["condition", "medication"])),
            "ids": _text(_matches(r"^[a-z0-9_]+(;[a-z0-9_]+)*$"), unique=True),
            "names": _text(pa.Check.str_length(min_value=2)),
        },
        strict=True,
    ),
    "clinical_groups.csv": pa.DataFrameSchema(
        {
            "group": _ID_CELL,
            "label": _text(pa.Check.str_length(min_value=1)),
            "rank": _text(pa.Check.isin(["1", "2", "3"])),
            "message": _text(),
            "supplements_forbidden": _text(_IDS),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "clinical_notes.csv": pa.DataFrameSchema(
        {
            "note": _ID_CELL,
            "any_of": _text(_matches(r"^[a-z0-9_]+(;[a-z0-9_]+)*$")),
            "with_any": _text(_matches(r"^[a-z0-9_]+(;[a-z0-9_]+)*$")),
            "not_for": _text(_IDS),
            "rank": _text(pa.Check.isin(["1", "2", "3"])),
            "message": _text(pa.Check.str_length(min_value=20)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "clinical_effects.csv": pa.DataFrameSchema(
        {
            "cause": _text(_matches(_ID)),
            "nutrient": _text(_matches(_ID)),
            "change": _text(pa.Check.isin(get_args(Change))),
            "value": _text(_matches(_MAYBE_NUMBER)),
            "per": _text(pa.Check.isin(["", *PER])),
            "sex": _text(pa.Check.isin(["female", "male", "both"])),
            "from_age": _text(_matches(r"^\d+$")),
            "precedence": _text(pa.Check.isin(["1", "2", "3"])),
            "basis": _text(pa.Check.str_length(min_value=5)),
            "says": _text(),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "declined.csv": pa.DataFrameSchema(
        {
            "decline": _ID_CELL,
            "age_from": _text(_matches(r"^\d*$")),
            "age_under": _text(_matches(r"^\d*$")),
            "bmi_under": _text(_matches(_MAYBE_NUMBER)),
            "bmi_z_under": _text(_matches(r"^(-?\d+(\.\d+)?)?$")),
            "life_stage": _text(pa.Check.isin(["", *STAGES])),
            "any_of": _text(_IDS),
            "with_any": _text(_IDS),
            "message": _text(pa.Check.str_length(min_value=20)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "meal_limits.csv": pa.DataFrameSchema(
        {
            "limit": _ID_CELL,
            "cause": _text(_matches(_ID)),
            "nutrient": _text(pa.Check.isin(nutrient_ids())),
            "percent_of_energy": _text(_matches(_NUMBER)),
            "kcal_per_g": _text(_matches(_NUMBER)),
            "over": _text(_matches(_NUMBER)),
            "snack_share": _text(_matches(_NUMBER)),
            "sentence": _text(pa.Check.str_length(min_value=10)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "weight_notes.csv": pa.DataFrameSchema(
        {
            "note": _ID_CELL,
            "measure": _text(pa.Check.isin(WEIGHT_MEASURES)),
            "from": _text(_matches(r"^(-?\d+(\.\d+)?)?$")),
            "below": _text(_matches(r"^(-?\d+(\.\d+)?)?$")),
            "age_from": _text(_matches(r"^\d*$")),
            "age_under": _text(_matches(r"^\d*$")),
            "message": _text(pa.Check.str_length(min_value=20)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "bmi_for_age.csv": pa.DataFrameSchema(
        {
            "sex": _text(pa.Check.isin(["female", "male"])),
            "age_years": _text(_matches(r"^\d+$")),
            "l": _text(_matches(r"^-?\d+(\.\d+)?$")),
            "m": _text(_matches(_NUMBER)),
            "s": _text(_matches(_NUMBER)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
        unique=["sex", "age_years"],
    ),
    "serving_notes.csv": pa.DataFrameSchema(
        {
            "note": _ID_CELL,
            "applies_to": _text(_matches(r"^[a-z0-9_]+(;[a-z0-9_]+)*$")),
            "column": _text(pa.Check.isin(["id", "subgroup", "group", "flags"])),
            "values": _text(pa.Check.str_length(min_value=1)),
            "sentence": _text(pa.Check.str_length(min_value=10)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
}
