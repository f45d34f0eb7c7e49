"""Checks of what foods are marked with: a figure or an origin that asks for a mark has it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.tables import read_rows, split_list

# Gelatin is of pork unless a food says of what else; the avoidance of pork must find it.
_GELATIN_OF = frozenset({"pork", "beef", "fish"})
# Yeasts get folic acid alone; all other foods get it with enriched flour or as cereals do.
_YEASTS = frozenset({"condiment"})

# Calcium phosphate, and the potassium phosphate that keeps a drink from curdling, bring more: 8
# ounces of oat milk hold 120 to 270 mg (DaVita Kidney Diet Tips). A source that has less did not
# count them; project choice, per 100 g.
_DRINKS = frozenset({"fortified_plant_milk", "fortified_soy_milk", "plant_yogurt"})
_LEAST_PHOSPHORUS_MG = 50.0


def flag_faults() -> Iterator[str]:
    """Check the rules of ``data/flag_rules.csv``, what gelatin is of, and what flour holds."""
    table = load_foods()
    for rule in read_rows("flag_rules.csv"):
        column, least = nutrient_index()[rule["nutrient"]], float(rule["least"])
        among = frozenset(split_list(rule["among_values"]))
        for number, food in enumerate(table.foods):
            if among and not food.has_any(rule["among"], among):
                continue
            amount = table.known_or_zero[number, column]
            if amount >= least and rule["value"] not in getattr(food, rule["column"]):
                yield (
                    f"data/foods.csv {food.id}: {amount:g} of {rule['nutrient']} in 100 g, but "
                    f"{rule['column']} lacks {rule['value']} (data/flag_rules.csv {rule['rule']})"
                )
    yield from _uncounted_additives(table)
    for food in table.foods:
        enriched = "folic_acid" in food.fortified and food.group not in _YEASTS
        if enriched and "iron" not in food.fortified:
            yield f"data/foods.csv {food.id}: enriched flour holds iron too (21 CFR 137.165)"
        if "gelatin" in food.animal and not food.animal & _GELATIN_OF:
            yield f"data/foods.csv {food.id}: gelatin without pork, beef or fish in column animal"


def _uncounted_additives(table: FoodTable) -> Iterator[str]:
    """Find plant drinks and yogurts whose phosphorus leaves out the salts that are added."""
    phosphorus = table.composition[:, nutrient_index()["phosphorus_mg"]]
    for food, amount in zip(table.foods, phosphorus, strict=True):
        if food.subgroup in _DRINKS and amount < _LEAST_PHOSPHORUS_MG:
            yield (
                f"data/composition.csv {food.id}: {amount:g} mg of phosphorus in 100 g leaves out "
                "phosphate salts: make it unknown in data/corrections.csv"
            )
