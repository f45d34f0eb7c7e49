"""Checks of the tables by which diaries are read."""

from __future__ import annotations

from collections.abc import Iterator

import pandera.pandas as pa

from planner.nutrition.checks.cells import ID, NUMBER, matches, text
from planner.nutrition.foods.diary_columns import plain_header
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.nutrients import nutrient, nutrient_ids
from planner.nutrition.tables import read_rows

_IN_G = {"g": 1.0, "mg": 1e-3, "µg": 1e-6}
# What one of these units is in our unit of the nutrient; 40 IU of vitamin D are 1 µg.
_ELSE = {("kcal", "energy_kcal"): 1.0, ("kJ", "energy_kcal"): 1 / 4.184,
         ("IU", "vitamin_d_ug"): 1 / 40, ("mL", "water_g"): 1.0,
         ("tsp eq", "added_sugars_g"): 4.2}  # fmt: skip
_LABEL = "% DV"  # its factor is a hundredth of the label's daily value
_UNITS = ["g", "mg", "µg", "kcal", "kJ", "IU", "mL", "tsp eq", _LABEL]
_TOLERANCE = 1e-4  # relative: factors are written with six figures
_FIELDS = ("person", "day", "time", "meal", "food", "amount", "unit", "grams", "food_id", "note")

DIARY_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "diary_columns.csv": pa.DataFrameSchema(
        {
            "form": text(matches(ID)),
            "column": text(pa.Check.str_length(min_value=1)),
            "nutrient": text(pa.Check.isin(["", *nutrient_ids()])),
            "unit": text(pa.Check.isin(_UNITS)),
            "factor": text(matches(r"^(\d+(\.\d+)?)?$")),
            "zero": text(pa.Check.isin(["zero", "unknown"])),
            "note": text(),
            "source": text(pa.Check.str_length(min_value=10)),
        },
        unique=["form", "column"],
        strict=True,
    ),
    "diary_words.csv": pa.DataFrameSchema(
        {
            "kind": text(matches(ID)),
            "word": text(pa.Check.str_length(min_value=1)),
            "meaning": text(pa.Check.str_length(min_value=1)),
            "language": text(matches(r"^[a-z]{2}$|^code$")),
        },
        unique=["kind", "word"],
        strict=True,
    ),
    "requirement_variation.csv": pa.DataFrameSchema(
        {
            "nutrient": text(pa.Check.isin(list(nutrient_ids())), unique=True),
            "shape": text(pa.Check.isin(["normal", "skewed"])),
            "cv_percent": text(matches(r"^(\d+)?$")),
            "note": text(pa.Check.str_length(min_value=10)),
            "source": text(pa.Check.str_length(min_value=10)),
        },
        strict=True,
    ),
    "within_person_variation.csv": pa.DataFrameSchema(
        {
            "nutrient": text(pa.Check.isin(list(nutrient_ids()))),
            "sex": text(pa.Check.isin(["female", "male", "both"])),
            "age_min_years": text(matches(r"^\d+$")),
            "age_max_years": text(matches(r"^\d+$")),
            "sd": text(matches(NUMBER)),
            "source": text(pa.Check.str_length(min_value=10)),
        },
        unique=["nutrient", "sex", "age_min_years"],
        strict=True,
    ),
}


def diary_faults() -> Iterator[str]:
    """Find factors that do not fit their units, columns left out without a reason, odd words."""
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(read_rows("diary_columns.csv"), start=2):
        where = f"data/diary_columns.csv row {number} {row['form']} {row['column']}"
        key = (row["form"], plain_header(row["column"]))
        if key in seen:
            yield f"{where}: the same column as row {seen[key]} but for case or space"
        seen[key] = number
        yield from (f"{where}: {fault}" for fault in _factor_faults(row))
    for number, row in enumerate(read_rows("requirement_variation.csv"), start=2):
        if (row["shape"] == "normal") != bool(row["cv_percent"]):
            yield (
                f"data/requirement_variation.csv row {number} {row['nutrient']}: a normal shape "
                "needs cv_percent, a skewed one has none"
            )
    for number, row in enumerate(read_rows("diary_words.csv"), start=2):
        where = f"data/diary_words.csv row {number} {row['word']}"
        allowed = _meanings(row["kind"])
        if allowed is None:
            if not row["meaning"].startswith("g:") or not _is_number(row["meaning"][2:]):
                yield f"{where}: meaning {row['meaning']!r}: write g: and the grams of one"
        elif row["meaning"] not in allowed:
            yield f"{where}: meaning {row['meaning']!r}: allowed are {', '.join(allowed)}"


def _meanings(kind: str) -> tuple[str, ...] | None:
    """Return the meanings that words of a kind may have; None for units of weight."""
    if kind == "unit":
        return None
    return _FIELDS if kind == "column" else meal_names()


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit()


def _factor_faults(row: dict[str, str]) -> Iterator[str]:
    if not row["nutrient"]:
        if row["factor"] or not row["note"]:
            yield "a column without a nutrient has no factor, and a note that says why"
        return
    if not row["factor"]:
        yield "a nutrient needs a factor"
        return
    if row["unit"] == _LABEL:
        if not row["note"]:
            yield "percent of a daily value need a note that names the value"
        return
    ours = nutrient(row["nutrient"]).unit.split()[0]
    if row["unit"] in _IN_G and ours in _IN_G:
        right = _IN_G[row["unit"]] / _IN_G[ours]
    elif (row["unit"], row["nutrient"]) in _ELSE:
        right = _ELSE[row["unit"], row["nutrient"]]
    else:
        yield f"{row['unit']} cannot be turned into {ours} of {row['nutrient']}"
        return
    if abs(float(row["factor"]) - right) > _TOLERANCE * right:
        yield f"factor {row['factor']}: one {row['unit']} is {right:g} {ours}"
