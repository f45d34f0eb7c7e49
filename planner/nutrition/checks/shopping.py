"""Schemas and checks of the tables of packs, keeping, seasons, like uses and the price index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandera.pandas as pa

from planner.nutrition.checks.cells import ID, MAYBE_NUMBER, NUMBER, matches, text
from planner.nutrition.foods.availability import REGIONS
from planner.nutrition.foods.bought_keys import KEYS
from planner.nutrition.foods.keeping import Place
from planner.nutrition.foods.price_index import TABLE_YEARS
from planner.nutrition.tables import read_rows

_SOURCE = text(pa.Check.str_length(min_value=5))
_WORD = text(pa.Check.str_length(min_value=1))
_DAYS = r"^[1-9]\d{0,3}$"
_MONTHS = r"^((1[0-2]|[1-9])(;(1[0-2]|[1-9]))*)?$"
_KEYED = {"key_column": text(pa.Check.isin(KEYS)), "key": _WORD}
_DOLLARS = r"^\d{1,3}\.\d\d$"
_FOOD_PLANS = ("thrifty", "low_cost", "moderate_cost", "liberal")  # the cheapest first
_FRESH = "produce"  # the aisle whose foods have seasons

SHOPPING_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "purchase_units.csv": pa.DataFrameSchema(
        {
            **_KEYED,
            "unit": _WORD,
            "unit_plural": _WORD,
            "unit_grams": text(matches(NUMBER)),
            "bought_g_per_g": text(matches(MAYBE_NUMBER)),
            "staple": text(pa.Check.isin(["yes", "no"])),
            "source": _SOURCE,
            "sold_by": text(pa.Check.isin(["unit", "weight"])),
            "pack_units": text(matches(r"^[1-9]\d?$")),
        },
        strict=True,
    ),
    "keeping.csv": pa.DataFrameSchema(
        {
            **_KEYED,
            "place": text(pa.Check.isin(list(Place))),
            "days_unopened": text(matches(_DAYS)),
            "days_opened": text(matches(_DAYS)),
            "freezer_days": text(matches(rf"({_DAYS})|^$")),
            "source": _SOURCE,
        },
        strict=True,
    ),
    "seasons.csv": pa.DataFrameSchema(
        {
            "bought_as": text(pa.Check.str_length(min_value=1), unique=True),
            **{region.lower(): text(matches(_MONTHS)) for region in REGIONS},
            "source": _SOURCE,
        },
        strict=True,
    ),
    "same_use.csv": pa.DataFrameSchema(
        {
            "use": text(matches(ID)),
            "bought_as": text(pa.Check.str_length(min_value=1), unique=True),
            "difference": _WORD,
        },
        strict=True,
    ),
    "made_at_home.csv": pa.DataFrameSchema(
        {
            "food_id": text(matches(ID)),
            "part": text(matches(rf"({ID})|^$")),
            "name": text(),
            "aisle": text(),
            "subgroup": text(),
            "bought_g_per_g": text(matches(NUMBER)),
            "source": _SOURCE,
        },
        strict=True,
    ),
    "currencies.csv": pa.DataFrameSchema(
        {
            "currency": text(matches(r"^[A-Z]{3}$"), unique=True),
            "name": _WORD,
            "usd": text(matches(r"^(?!0+(\.0+)?$)\d+(\.\d+)?$")),
            "source": _SOURCE,
        },
        strict=True,
    ),
    "food_price_index.csv": pa.DataFrameSchema(
        {
            "year": text(matches(r"^20\d\d$"), unique=True),
            "index": text(matches(NUMBER)),
            "basis": _SOURCE,
            "source": _SOURCE,
        },
        strict=True,
    ),
    "food_plan_costs.csv": pa.DataFrameSchema(
        {
            "sex": text(pa.Check.isin(["female", "male"])),
            "age_min_years": text(matches(r"^\d{1,2}$")),
            "age_max_years": text(matches(r"^\d{1,3}$")),
            **{name: text(matches(_DOLLARS)) for name in _FOOD_PLANS},
            "source": _SOURCE,
        },
        strict=True,
    ),
}

_Keys = tuple[tuple[str, str], ...]


def shopping_faults() -> Iterator[str]:
    """Check that every food is covered, and that no row is idle, unknown or out of order."""
    foods = read_rows("foods.csv")
    keys = {_keys(row): row["food_id"] for row in foods}
    yield from _keyed_faults("purchase_units.csv", keys)
    yield from _keyed_faults("keeping.csv", keys)
    yield from _keeping_faults()
    yield from _idle_faults(keys)
    yield from _season_faults({row["bought_as"]: row["aisle"] for row in foods})
    yield from _same_use_faults({row["bought_as"] for row in foods})
    yield from _homemade_faults(foods)
    yield from _index_faults()
    yield from _food_plan_faults()


def _homemade_faults(foods: list[dict[str, str]]) -> Iterator[str]:
    """Find homemade foods and parts that do not exist, and parts without a place in the shop."""
    known = {row["food_id"] for row in foods}
    places = {(row["aisle"], row["subgroup"]) for row in foods}
    rows = read_rows("made_at_home.csv")
    made = {row["food_id"] for row in rows}
    for row in rows:
        where = f"data/made_at_home.csv {row['food_id']}"
        if row["food_id"] not in known or (row["part"] and row["part"] not in known):
            yield f"{where}: there is no food {row['part'] or row['food_id']}"
        if row["part"] in made:
            yield f"{where}: {row['part']} is itself made at home"
        if bool(row["part"]) == bool(row["name"]):
            yield f"{where}: give either the food to buy or its name"
        if row["name"] and (row["aisle"], row["subgroup"]) not in places:
            yield f"{where}: no food of this aisle and subgroup"


def _keys(food: dict[str, str]) -> _Keys:
    values = (
        food["bought_as"], f"{food['aisle']}/{food['subgroup']}", food["subgroup"], food["aisle"],
    )  # fmt: skip
    return tuple(zip(KEYS, values, strict=True))


def _keyed_faults(name: str, foods: dict[_Keys, str]) -> Iterator[str]:
    """Find rows that are about no food or occur twice, and foods that no row is about."""
    known = {key for keys in foods for key in keys}
    rows = Counter((row["key_column"], row["key"]) for row in read_rows(name))
    for (column, key), count in rows.items():
        if count > 1:
            yield f"data/{name} {key}: a second row for this {column}"
        if (column, key) not in known:
            yield f"data/{name} {key}: no food has this {column}"
    for keys, food_id in foods.items():
        if not any(key in rows for key in keys):
            yield f"data/{name}: no row for {food_id}, {keys[0][1]!r}"


def _keeping_faults() -> Iterator[str]:
    """Find food that would keep longer once opened, or is kept frozen and does not freeze."""
    for row in read_rows("keeping.csv"):
        where = f"data/keeping.csv {row['key']}"
        if int(row["days_opened"]) > int(row["days_unopened"]):
            yield f"{where}: keeps longer once opened than unopened"
        if row["place"] == Place.FREEZER and not row["freezer_days"]:
            yield f"{where}: kept in a freezer, but without freezer_days"


def _idle_faults(foods: dict[_Keys, str]) -> Iterator[str]:
    """Find rows of keeping.csv that say the same as the next row for all of their foods."""
    figures = ("place", "days_unopened", "days_opened", "freezer_days")
    rows = {
        (row["key_column"], row["key"]): [row[name] for name in figures]
        for row in read_rows("keeping.csv")
    }
    needed = {key for key in rows if key[0] == "aisle"}
    for keys in foods:
        found = [key for key in keys if key in rows]
        if found and (len(found) == 1 or rows[found[0]] != rows[found[1]]):
            needed.add(found[0])
    for column, key in sorted(rows.keys() - needed):
        yield f"data/keeping.csv {key}: says the same as rows for more foods than this {column}"


def _season_faults(aisles: dict[str, str]) -> Iterator[str]:
    for row in read_rows("seasons.csv"):
        where = f"data/seasons.csv {row['bought_as']}"
        if aisles.get(row["bought_as"]) != _FRESH:
            yield f"{where}: no food of the aisle {_FRESH} is bought as this"
        if not any(row[region.lower()] for region in REGIONS):
            yield f"{where}: in season all year in every region, so the row is not needed"


def _same_use_faults(bought: set[str]) -> Iterator[str]:
    rows = read_rows("same_use.csv")
    for row in rows:
        if row["bought_as"] not in bought:
            yield f"data/same_use.csv {row['use']}: no food is bought as {row['bought_as']!r}"
    for use, count in Counter(row["use"] for row in rows).items():
        if count == 1:
            yield f"data/same_use.csv {use}: only one food; a group needs two"


def _index_faults() -> Iterator[str]:
    years = {int(row["year"]) for row in read_rows("food_price_index.csv")}
    for year in sorted({*TABLE_YEARS, *range(min(years), max(years))} - years):
        yield f"data/food_price_index.csv: no row for {year}"


def _food_plan_faults() -> Iterator[str]:
    """Check that plans rise in cost, and that the ages of each sex follow one another."""
    last: dict[str, int] = {}
    for row in read_rows("food_plan_costs.csv"):
        where = f"data/food_plan_costs.csv {row['sex']} from {row['age_min_years']}"
        costs = [float(row[name]) for name in _FOOD_PLANS]
        if costs != sorted(costs):
            yield f"{where}: a plan costs less than a cheaper one"
        first = int(row["age_min_years"])
        if first != last.get(row["sex"], first - 1) + 1 or first > int(row["age_max_years"]):
            yield f"{where}: the ages do not follow on those of the row before"
        last[row["sex"]] = int(row["age_max_years"])
