"""Checks of kitchen names: every food has one, with its state, its piece and a known yield."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.nutrition.tables import read_rows

_PIECE = ("piece", "piece_plural", "piece_grams")
# What is cooked from these states is eaten in another weight.
_BEFORE_COOKING = ("raw", "dry")


def kitchen_food_faults() -> Iterator[str]:
    """Check that each food has a kitchen name, its usual state, a whole piece and a yield."""
    foods = {row["food_id"]: row for row in read_rows("foods.csv")}
    yields = {row["food_id"]: row["bought_g_per_g"] for row in read_rows("food_facts.csv")}
    rows = read_rows("kitchen_foods.csv")
    named = {row["food_id"] for row in rows}
    for food_id in foods:
        if food_id not in named:
            yield f"data/kitchen_foods.csv: no row for {food_id} of foods.csv"
    for number, row in enumerate(rows, start=2):
        where = f"data/kitchen_foods.csv row {number} {row['food_id']}"
        if not row["state"]:
            yield f"{where}: its usual state is missing"
        given = [bool(row[column]) for column in _PIECE]
        if any(given) != all(given) or (all(given) and float(row["piece_grams"]) <= 0):
            yield f"{where}: piece, piece_plural and piece_grams go together, grams above 0"
        if row["uk_plural"] and not row["uk_name"]:
            yield f"{where}: a uk_plural needs a uk_name"
        food = foods.get(row["food_id"])
        if food is None:
            yield f"{where}: is not in foods.csv"
        elif _lacks_yield(food, row["state"], yields.get(row["food_id"], "")):
            yield f"{where}: {row['state']}, but nothing says what cooking makes of its weight"


def _lacks_yield(food: Mapping[str, str], state: str, bought_per_eaten: str) -> bool:
    """Return whether a food is cooked from another form, or from none that is known, by weight 1:1.

    Foods of labels and of FNDDS are listed as they are bought.
    """
    is_listed_as_bought = food["source"] != "sr28" or food["bought_id"] == food["source_id"]
    return state in _BEFORE_COOKING and not is_listed_as_bought and bought_per_eaten in ("", "1")
