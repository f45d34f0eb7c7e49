"""The pandera schemas of the hand-written tables of foods and people; all cells are text."""

from __future__ import annotations

import pandera.pandas as pa

from planner.nutrition.checks.cells import ID as _ID
from planner.nutrition.checks.cells import MAYBE_NUMBER as _MAYBE_NUMBER
from planner.nutrition.checks.cells import NUMBER as _NUMBER
from planner.nutrition.checks.cells import list_of as _list_of
from planner.nutrition.checks.cells import matches as _matches
from planner.nutrition.checks.cells import text as _text
from planner.nutrition.foods.absorption import KINDS as ABSORPTION_KINDS
from planner.nutrition.foods.availability import KEYS, REGIONS, SHOPS
from planner.nutrition.knowledge.entries import EVIDENCE, KINDS
from planner.nutrition.knowledge.popular_claims import FACT_KINDS, VERDICTS
from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.people.nutrient_advice import WHERE
from planner.nutrition.people.reference_intakes import all_standards

ALLERGENS = (
    "milk", "egg", "fish", "crustacean", "mollusc", "tree_nuts", "peanut", "wheat", "gluten",
    "soy", "sesame", "celery", "mustard", "sulphites", "lupin", "lactose",
)  # fmt: skip
ANIMALS = (
    "milk", "egg", "honey", "fish", "shellfish", "poultry", "beef", "pork", "lamb", "game",
    "gelatin", "animal_rennet", "lanolin", "carmine",
)  # fmt: skip
FORTIFICANTS = (
    "vitamin_a", "vitamin_d", "calcium", "vitamin_b12", "iron", "folic_acid", "thiamin",
    "riboflavin", "niacin", "vitamin_b6", "zinc", "vitamin_c", "vitamin_e", "magnesium",
    "potassium", "iodine",
)  # fmt: skip
FLAGS = (
    "oxalate", "raw_milk", "mould_ripened", "soft_cheese_unpasteurised_risk", "raw_egg",
    "raw_fish", "raw_meat", "cold_smoked", "deli_meat", "pate", "liver", "high_mercury",
    "moderate_mercury", "oily_fish", "no_scales", "raw_sprouts", "liquorice", "kelp",
    "sea_vegetable", "grapefruit", "star_fruit", "tyramine", "alcohol", "added_sugar", "choking",
    "caffeine", "high_sodium", "vitamin_k_rich", "ultra_processed", "rice_drink",
    "purine", "levodopa", "cranberry", "sweetened_drink", "phosphate_additive",
    "oxalate_high", "fodmap", "fava", "histamine", "sweetened_yogurt",
    "caffeinated_drink", "fermented_soy", "potassium_salt",
)  # fmt: skip
_TERM = r"\d{3}(\*[\d.]+)?"  # a nutrient number, with a factor
SUBGROUP_FLAGS = ("water", "no_group", "at_hand", "liquid")
_ID_CELL = _text(_matches(_ID), unique=True)
SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "nutrients.csv": pa.DataFrameSchema(
        {
            "nutrient": _text(_matches(_ID), unique=True),
            "name": _text(pa.Check.str_length(min_value=1)),
            "unit": _text(pa.Check.isin(["kcal", "g", "mg", "µg", "µg RAE", "µg DFE"])),
            "role": _text(pa.Check.isin(["core", "tracked", "informational"])),
            "scored": _text(pa.Check.isin(["yes", "no"])),
            "sr28": _text(_matches(rf"^(pattern|{_TERM}([|&]{_TERM})*)?$")),
            "fndds": _text(),
            "label": _text(),
            "foundation": _text(),
            "ciqual": _text(
                pa.Check.isin(
                    ["", "iodine_ug", "epa_g*1000", "dha_g*1000", "epa_g*1000&dha_g*1000"]
                )
            ),
            "description": _text(pa.Check.str_length(min_value=10)),
            "added_as": _text(pa.Check.isin(["", *FORTIFICANTS])),
        },
        strict=True,
    ),
    "foods.csv": pa.DataFrameSchema(
        {
            "food_id": _text(_matches(_ID), unique=True),
            "food": _text(_matches(r"^[^=+\-@\t\r]"), unique=True),
            "source": _text(pa.Check.isin(["sr28", "fndds", "label"])),
            "source_id": _text(pa.Check.str_length(min_value=1)),
            "group": _text(_matches(_ID)),
            "subgroup": _text(_matches(_ID)),
            "contains": _text(_list_of(ALLERGENS)),
            "animal": _text(_list_of(ANIMALS)),
            "fortified": _text(_list_of(FORTIFICANTS)),
            "flags": _text(_list_of(FLAGS)),
            "measure": _text(pa.Check.str_length(min_value=1)),
            "measure_plural": _text(pa.Check.str_length(min_value=1)),
            "measure_grams": _text(_matches(_NUMBER)),
            "measure_source": _text(
                _matches(r"^(sr28:\d+|usda_analogue:\d{5}:\d+|fndds|label|racc)$")
            ),
            "least": _text(_matches(_NUMBER)),
            "step": _text(_matches(_NUMBER)),
            "usual": _text(_matches(_NUMBER)),
            "day_max_grams": _text(_matches(_NUMBER)),
            "meals": _text(),
            "everyday": _text(pa.Check.isin(["1", "2", "3"])),
            "aisle": _text(_matches(_ID)),
            "bought_as": _text(pa.Check.str_length(min_value=1)),
            "bought_id": _text(_matches(r"^(\d{5})?$")),
            "pattern_code": _text(_matches(r"^(\d{8})?$")),
            "price_code": _text(_matches(r"^(\d{8})?$")),
            "footprint_source": _text(pa.Check.isin(["", "poore", "clark"])),
            "footprint_product": _text(),
            "unknown": _text(),
            "kind": _text(_matches(r"^[a-z0-9].*$")),
            "sold_by": _text(pa.Check.isin(["", "piece"])),
        },
        strict=True,
    ),
    "composition.csv": pa.DataFrameSchema(
        {
            "food_id": _text(_matches(_ID), unique=True),
            **{name: _text(_matches(_MAYBE_NUMBER)) for name in nutrient_ids()},
        },
        strict=True,
    ),
    "borrowed_values.csv": pa.DataFrameSchema(
        {
            "food_id": _text(_matches(_ID)),
            "source": _text(pa.Check.isin(["foundation", "sr28", "ciqual"])),
            "source_id": _text(pa.Check.str_length(min_value=1)),
            "source_food": _text(pa.Check.str_length(min_value=3)),
            "nutrients": _text(_list_of(nutrient_ids())),
            "share": _text(_matches(_NUMBER)),
            "note": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "nutrient_advice.csv": pa.DataFrameSchema(
        {
            "advice": _ID_CELL,
            "nutrient": _text(pa.Check.isin(nutrient_ids())),
            "below": _text(_matches(r"^(target|\d+(\.\d+)?)?$")),
            "standards": _text(_list_of(all_standards())),
            "applies_to": _text(_matches(r"^[a-z0-9_]+(;[a-z0-9_]+)*$")),
            "not_for": _text(),
            "supplements": _text(_list_of(nutrient_ids())),
            "where": _text(pa.Check.isin(WHERE)),
            "sentence": _text(pa.Check.str_length(min_value=20)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "uncovered_nutrients.csv": pa.DataFrameSchema(
        {
            "nutrient": _ID_CELL,
            "data": _text(pa.Check.str_length(min_value=5)),
            "need": _text(pa.Check.str_length(min_value=5)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "subgroups.csv": pa.DataFrameSchema(
        {
            "subgroup": _text(_matches(_ID), unique=True),
            "group": _text(_matches(_ID)),
            "label": _text(pa.Check.str_length(min_value=1)),
            "role": _text(_matches(_ID)),
            "goes_with": _text(),
            "flags": _text(_list_of(SUBGROUP_FLAGS)),
        },
        strict=True,
    ),
    "ingredient_names.csv": pa.DataFrameSchema(
        {"name": _text(_matches(r"^[a-z][a-z ]*$"), unique=True), "food_id": _text(_matches(_ID))},
        strict=True,
    ),
    "availability.csv": pa.DataFrameSchema(
        {
            "key_column": _text(pa.Check.isin(KEYS)),
            "key": _text(_matches(_ID)),
            **{region.lower(): _text(pa.Check.isin(list(SHOPS))) for region in REGIONS},
            "reason": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "absorption.csv": pa.DataFrameSchema(
        {
            "rule": _ID_CELL,
            "nutrient": _text(pa.Check.isin(nutrient_ids())),
            "kind": _text(pa.Check.isin(ABSORPTION_KINDS)),
            "column": _text(pa.Check.isin(["", "id", "subgroup", "group", "flags"])),
            "values": _text(),
            "value": _text(_matches(_NUMBER)),
            "at": _text(_matches(_MAYBE_NUMBER)),
            "from_age": _text(_matches(r"^\d+$")),
            "sentence": _text(pa.Check.str_length(min_value=20)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "calcium_absorption.csv": pa.DataFrameSchema(
        {
            "measured": _ID_CELL,
            "column": _text(pa.Check.isin(["id", "subgroup"])),
            "values": _text(pa.Check.str_length(min_value=1)),
            "load_mg": _text(_matches(_NUMBER)),
            "percent": _text(_matches(_NUMBER)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "supplements.csv": pa.DataFrameSchema(
        {
            "supplement": _ID_CELL,
            "label": _text(_matches(r"^[^=+\-@\t\r]")),
            "nutrient": _text(_matches(_ID)),
            "form": _text(pa.Check.str_length(min_value=3)),
            "unit": _text(pa.Check.str_length(min_value=3)),
            "unit_plural": _text(pa.Check.str_length(min_value=3)),
            "amount": _text(_matches(_NUMBER)),
            "most_units": _text(_matches(r"^[1-9]$")),
            "most_units_meal": _text(_matches(r"^[1-9]$")),
            "meals": _text(_matches(r"^[a-z]+(;[a-z]+)*$")),
            "from_age": _text(_matches(r"^\d+$")),
            "ceiling": _text(_matches(_MAYBE_NUMBER)),
            "full_per_meal": _text(_matches(_MAYBE_NUMBER)),
            "share_of_rest": _text(_matches(r"^(1|0\.\d+)$")),
            "uptake": _text(pa.Check.str_length(min_value=10)),
            "animal": _text(_list_of(ANIMALS)),
            "contains": _text(_list_of(ALLERGENS)),
            "advice": _text(pa.Check.str_length(min_value=10)),
            "side_effects": _text(pa.Check.str_length(min_value=10)),
            "interactions": _text(pa.Check.str_length(min_value=10)),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "food_or_supplement.csv": pa.DataFrameSchema(
        {
            "nutrient": _text(),
            "aspect": _text(
                pa.Check.isin(
                    [
                        "uptake",
                        "dose",
                        "side_effects",
                        "risk",
                        "what_else",
                        "who",
                        "sun",
                        "cost",
                        "what_is_tested",
                    ]
                )
            ),
            "food": _text(pa.Check.str_length(min_value=4)),
            "supplement": _text(pa.Check.str_length(min_value=4)),
            "said": _text(),
            "verdict": _text(_matches(r"^(carried|corrected|added|left out)")),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
    "knowledge_topics.csv": pa.DataFrameSchema(
        {
            "topic": _ID_CELL,
            "title": _text(pa.Check.str_length(min_value=5), unique=True),
            "nutrient": _text(),
        },
        strict=True,
    ),
    "knowledge.csv": pa.DataFrameSchema(
        {
            "knowledge_id": _ID_CELL,
            "topic": _text(_matches(_ID)),
            "kind": _text(pa.Check.isin(list(KINDS))),
            "nutrient": _text(),
            "sentence": _text(_matches(r"^[A-Z].{20,}\.$"), unique=True),
            "evidence": _text(pa.Check.isin(list(EVIDENCE))),
            "source": _text(pa.Check.str_length(min_value=10)),
            "year": _text(_matches(r"^((19|20)\d\d)?$")),
            "link": _text(_matches(r"^(https://\S+)?$")),
        },
        strict=True,
    ),
    "founding_facts.csv": pa.DataFrameSchema(
        {
            "kind": _text(pa.Check.isin(list(FACT_KINDS))),
            "nutrient": _text(pa.Check.str_length(min_value=1)),
            "item": _text(pa.Check.str_length(min_value=1)),
            "articles": _text(_matches(r"^[1-5]$")),
            "topic": _text(_matches(_ID)),
            "verdict": _text(pa.Check.isin(list(VERDICTS))),
            "reason": _text(),
            "found_in": _text(_matches(r"^[a-z]+:[a-z0-9_]+(;[a-z]+:[a-z0-9_]+)*$")),
        },
        strict=True,
        unique=["kind", "nutrient", "item"],
    ),
    "hei2020.csv": pa.DataFrameSchema(
        {
            "component": _text(_matches(_ID), unique=True),
            "label": _text(pa.Check.str_length(min_value=1)),
            "kind": _text(pa.Check.isin(["adequacy", "moderation", "ratio"])),
            "max_points": _text(_matches(_NUMBER)),
            "zero_at": _text(_matches(_NUMBER)),
            "full_at": _text(_matches(_NUMBER)),
            "unit": _text(pa.Check.str_length(min_value=1)),
            "plus": _text(pa.Check.str_length(min_value=1)),
            "minus": _text(),
            "source": _text(pa.Check.str_length(min_value=5)),
        },
        strict=True,
    ),
}
