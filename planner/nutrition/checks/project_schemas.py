"""The pandera schemas of the tables of project choices; all cells are text."""

from __future__ import annotations

import pandera.pandas as pa

from planner.nutrition.checks.cells import ID, NUMBER, matches, text

PROJECT_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "scores.csv": pa.DataFrameSchema(
        {
            "score": text(matches(ID), unique=True),
            "each": text(pa.Check.isin(["", "meal", "component", "supplements"])),
            "name": text(pa.Check.str_length(min_value=1)),
            "unit": text(),
            "sentence": text(pa.Check.str_length(min_value=10)),
            "source": text(pa.Check.str_length(min_value=5)),
            "compared": text(pa.Check.isin(["", "yes"])),
        },
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
}
