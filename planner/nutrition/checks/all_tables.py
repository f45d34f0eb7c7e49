"""``planner check-data``: check schema, checksum, cross-references and plausibility of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandera.pandas as pa
from pandera.errors import SchemaErrors

from planner.errors import DataError
from planner.nutrition.checks.absorption import absorption_faults
from planner.nutrition.checks.availability import availability_faults
from planner.nutrition.checks.clinical import (
    circumstance_faults,
    decline_faults,
    effect_faults,
    note_faults,
)
from planner.nutrition.checks.clinical_schemas import CLINICAL_SCHEMAS
from planner.nutrition.checks.content_words import CONTENT_SCHEMAS, content_word_faults
from planner.nutrition.checks.diaries import DIARY_SCHEMAS, diary_faults
from planner.nutrition.checks.dish_schemas import DISH_SCHEMAS
from planner.nutrition.checks.dishes import dish_faults, dish_row_faults
from planner.nutrition.checks.figures import figure_faults, portion_faults
from planner.nutrition.checks.flags import flag_faults
from planner.nutrition.checks.kitchen_foods import kitchen_food_faults
from planner.nutrition.checks.knowledge import founding_faults, knowledge_faults
from planner.nutrition.checks.limits import (
    dish_limit_faults,
    portion_limit_faults,
    sole_source_faults,
    unservable_faults,
)
from planner.nutrition.checks.pairings import pairing_faults
from planner.nutrition.checks.preferences import preference_faults
from planner.nutrition.checks.preparation import preparation_faults
from planner.nutrition.checks.project_schemas import PROJECT_SCHEMAS
from planner.nutrition.checks.reading import READING_SCHEMAS, reading_faults, word_faults
from planner.nutrition.checks.recipes import all_recipe_faults
from planner.nutrition.checks.schemas import SCHEMAS
from planner.nutrition.checks.shopping import SHOPPING_SCHEMAS, shopping_faults
from planner.nutrition.checks.supplements import supplement_faults
from planner.nutrition.checks.unknown import UNKNOWN_SCHEMAS, unknown_faults
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.dishes import CUISINES
from planner.nutrition.foods.meal_patterns import day_pattern, meal_names
from planner.nutrition.foods.pairings import all_sides
from planner.nutrition.people.diets import ATTRIBUTES, all_diets
from planner.nutrition.people.reference_intakes import standard_faults
from planner.nutrition.sources.fetch import sha256_of
from planner.nutrition.sources.manifest import read_manifest, table_names
from planner.nutrition.tables import data_path, read_rows, read_table, read_toml, split_list


def _schema_faults(name: str, schema: pa.DataFrameSchema) -> Iterator[str]:
    table = read_table(name)
    try:
        schema.validate(table, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.to_dict("records")
        for case in cases:
            row = case["index"]
            # A fault of the whole table has None or NaN for its row.
            place = f"row {int(row) + 2}" if row is not None and row == row else "header"  # noqa: PLR0124
            yield (
                f"data/{name} {place}, column {case['column']}: {case['failure_case']!r} "
                f"breaks {case['check']}"
            )


def _checksum_faults() -> Iterator[str]:
    entries = read_manifest()
    for name in table_names():
        entry = entries.pop(name, None)
        if entry is None:
            yield f"data/MANIFEST.toml: no entry for {name}; run `make data`"
            continue
        if entry.get("sha256") != sha256_of(data_path(name)):
            yield f"data/{name}: its checksum differs from MANIFEST.toml; run `make data`"
        for key in ("publisher", "edition", "licence", "obtained"):
            if not entry.get(key):
                yield f"data/MANIFEST.toml {name}: {key} is missing"
    for name in entries:
        yield f"data/MANIFEST.toml: {name} does not exist"


def _food_faults() -> Iterator[str]:
    """Check that every food's subgroup, group and meals exist."""
    groups = {row["subgroup"]: row["group"] for row in read_rows("subgroups.csv")}
    for number, row in enumerate(read_rows("foods.csv"), start=2):
        where = f"data/foods.csv row {number} {row['food_id']}"
        if row["subgroup"] not in groups:
            yield f"{where}: subgroup {row['subgroup']!r} is not in subgroups.csv"
        elif groups[row["subgroup"]] != row["group"]:
            yield f"{where}: subgroup {row['subgroup']} does not belong to group {row['group']}"
        for meal in split_list(row["meals"]):
            if meal not in meal_names():
                yield f"{where}: meal {meal!r}; allowed are {', '.join(meal_names())}"


def _table_faults() -> Iterator[str]:
    """Check that the tables name the same foods, subgroups and roles."""
    foods = [row["food_id"] for row in read_rows("foods.csv")]
    for name in ("composition.csv", "food_facts.csv"):
        others = [row["food_id"] for row in read_rows(name)]
        if others != foods:
            odd = ", ".join(sorted(set(others) ^ set(foods))[:5]) or "another order"
            yield f"data/{name}: its foods differ from foods.csv ({odd}); run `make data`"
    for row in read_rows("ingredient_names.csv"):
        if row["food_id"] not in foods:
            yield f"data/ingredient_names.csv {row['name']}: no food {row['food_id']!r}"
    subgroups = read_rows("subgroups.csv")
    names = {row["subgroup"] for row in subgroups} | {row["side"] for row in read_rows("sides.csv")}
    for row in subgroups:
        for partner in split_list(row["goes_with"]):
            if partner not in names:
                yield f"data/subgroups.csv {row['subgroup']}: {partner!r} is not a subgroup or side"
    roles = {row["role"] for row in subgroups}
    for meal in (*day_pattern().meals, *day_pattern(frozenset(meal_names())).meals):
        for role in sorted(meal.served_roles - roles - {"dish"}):
            yield f"data/meals.toml {meal.id}: no subgroup has the role {role!r}"


def _attribute_faults() -> Iterator[str]:
    """Find rules about a value that no food has: such a rule would protect nobody."""
    foods = read_rows("foods.csv")
    values = {
        name: {value for row in foods for value in split_list(row[name])}
        for name in (*ATTRIBUTES, "fortified")
    }
    wanted = [
        (f"safety.csv {row['rule']}", row["column"], value)
        for row in read_rows("safety.csv")
        for value in split_list(row["values"])
    ]
    raw = read_toml("diets.toml")
    wanted += [
        (f"diets.toml {kind}.{name}", attribute, value)
        for kind in ("diet", "avoid")
        for name, entry in raw[kind].items()
        for attribute in ATTRIBUTES
        for value in entry.get(attribute, [])
    ]
    for where, attribute, value in wanted:
        if attribute not in values:
            yield f"data/{where}: {attribute!r} is not an attribute; allowed are {ATTRIBUTES}"
        elif value not in values[attribute] and value not in _RESERVED:
            yield f"data/{where}: no food has the {attribute} {value!r}"
    for diet in all_diets().values():
        for name in sorted(diet.kitchen - set(CUISINES)):
            yield f"data/diets.toml diet.{diet.id}: {name!r} is no cuisine"
        for name in sorted(diet.seldom - values["subgroup"] - set(all_sides())):
            yield f"data/diets.toml diet.{diet.id}: no food has the subgroup or side {name!r}"
        for minimum in diet.at_least:
            if not minimum.subgroups & values["subgroup"]:
                yield f"data/diets.toml diet.{diet.id}: no food has a subgroup of at_least"


# Values that rules name although no food of the table has them today; own foods may.
_RESERVED = frozenset(
    {"raw_milk", "raw_meat", "rice_drink", "kelp", "liquorice", "lupin", "potassium_salt"}
)


# The checks of tables that the schemas validated.
_CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    _checksum_faults,
    _food_faults,
    _table_faults,
    _attribute_faults,
    dish_row_faults,
    kitchen_food_faults,
    preparation_faults,
    availability_faults,
    shopping_faults,
    absorption_faults,
    circumstance_faults,
    effect_faults,
    decline_faults,
    note_faults,
    supplement_faults,
    knowledge_faults,
    founding_faults,
    standard_faults,
    preference_faults,
    pairing_faults,
    content_word_faults,
    figure_faults,
    portion_faults,
    portion_limit_faults,
    sole_source_faults,
    unservable_faults,
    flag_faults,
    word_faults,
    reading_faults,
    diary_faults,
)


def check_all_tables() -> int:
    """Check every table and report all faults together.

    Returns
    -------
    int
        Number of tables checked.

    Raises
    ------
    DataError
        If a table has a fault; the message lists each with its file, row and allowed values.
    """
    schemas = {
        **SCHEMAS,
        **CLINICAL_SCHEMAS,
        **PROJECT_SCHEMAS,
        **UNKNOWN_SCHEMAS,
        **CONTENT_SCHEMAS,
        **DISH_SCHEMAS,
        **SHOPPING_SCHEMAS,
        **READING_SCHEMAS,
        **DIARY_SCHEMAS,
    }
    faults = [fault for name, schema in schemas.items() for fault in _schema_faults(name, schema)]
    if not faults:  # the later checks rely on cells that the schemas validate
        faults = [fault for check in _CHECKS for fault in check()]
    if not faults:
        dish_limits = dish_limit_faults(load_catalog().items.dishes)
        faults = [*dish_faults(), *all_recipe_faults(), *dish_limits, *unknown_faults()]
    if faults:
        raise DataError("\n".join([f"{len(faults)} faults in the data tables:", *faults]))
    return len(table_names())
