"""Cross checks of the tables of supplements and of food against supplement."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foods.supplements import Supplement, load_supplements
from planner.nutrition.knowledge.food_or_supplement import load_comparison
from planner.nutrition.nutrients import core_nutrients, nutrient_ids

NEVER = "potassium_mg"  # dangerous where kidneys or medicines hold it back


def supplement_faults() -> Iterator[str]:
    """Find names in the tables of supplements that mean nothing, and doses over a ceiling."""
    for supplement in load_supplements().values():
        for fault in _own_faults(supplement):
            yield f"data/supplements.csv {supplement.id}: {fault}"
    for number, row in enumerate(load_comparison(), start=2):
        if row.nutrient and row.nutrient not in nutrient_ids():
            yield f"data/food_or_supplement.csv row {number}: {row.nutrient!r} is no nutrient"


def _own_faults(supplement: Supplement) -> Iterator[str]:
    allowed = [name for name in core_nutrients() if name != NEVER]
    if supplement.nutrient not in allowed:
        yield f"nutrient {supplement.nutrient!r}; allowed are {', '.join(allowed)}"
    for meal in supplement.meals:
        if meal not in meal_names():
            yield f"meal {meal!r}; allowed are {', '.join(meal_names())}"
    if supplement.most_units > supplement.most_units_meal * len(supplement.meals):
        yield f"{supplement.most_units} units a day do not fit its meals"
    whole = supplement.amount * supplement.most_units
    if supplement.ceiling is not None and whole > supplement.ceiling:
        yield f"{whole:g} a day is over its ceiling of {supplement.ceiling:g}"
