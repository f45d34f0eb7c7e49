"""Cross-checks of the tables of supplements and of the comparison of food and supplement."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foods.supplements import Supplement, load_supplements
from planner.nutrition.knowledge.food_or_supplement import load_comparison
from planner.nutrition.nutrients import all_nutrients, nutrient_ids

NEVER = "potassium_mg"  # dangerous for people who excrete too little: kidney disease, medicines


def supplement_faults() -> Iterator[str]:
    """Yield a message for each unknown name and each dose above its ceiling."""
    for supplement in load_supplements().values():
        for fault in _dose_faults(supplement):
            yield f"data/supplements.csv {supplement.id}: {fault}"
    for number, row in enumerate(load_comparison(), start=2):
        if row.nutrient and row.nutrient not in nutrient_ids():
            yield f"data/food_or_supplement.csv row {number}: {row.nutrient!r} is not a nutrient"


def _dose_faults(supplement: Supplement) -> Iterator[str]:
    allowed = [row.id for row in all_nutrients() if row.scored and row.id != NEVER]
    if supplement.nutrient not in allowed:
        yield f"nutrient {supplement.nutrient!r}; allowed are {', '.join(allowed)}"
    for meal in supplement.meals:
        if meal not in meal_names():
            yield f"meal {meal!r}; allowed are {', '.join(meal_names())}"
    if supplement.most_units > supplement.most_units_meal * len(supplement.meals):
        yield f"{supplement.most_units} units a day exceed what its meals may hold"
    amount = supplement.amount * supplement.most_units
    if supplement.ceiling is not None and amount > supplement.ceiling:
        yield f"{amount:g} a day exceeds its ceiling of {supplement.ceiling:g}"
