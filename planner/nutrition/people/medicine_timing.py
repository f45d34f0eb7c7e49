"""When to take medicines: the meals of a plan that would hinder their absorption."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.nutrients import core_nutrients, nutrient, nutrient_index
from planner.nutrition.people.clinical import ClinicalEffects

# A meal is rich in a mineral from 20 % of the Daily Value, the limit for calling a food high in it
# (21 CFR 101.54(b); Daily Values of 21 CFR 101.9(c)(8)(iv): 1300, 420 and 18 mg).
RICH_MEAL = {"calcium_mg": 260.0, "magnesium_mg": 84.0, "iron_mg": 3.6}


def rich_meals(
    name: str, portions: Sequence[Portion], foods: FoodTable
) -> dict[str, tuple[int, ...]]:
    """Return the meals that are rich in a mineral, each with the days on which it is.

    Parameters
    ----------
    name : str
        A nutrient id of `RICH_MEAL`.
    portions : sequence of Portion
        The plan of one person.
    foods : FoodTable
        The food table; unknown values count as zero.
    """
    eaten: dict[tuple[str, int], list[Portion]] = defaultdict(list)
    for portion in portions:
        eaten[portion.meal, portion.day].append(portion)
    found: dict[str, tuple[int, ...]] = {}
    for meal in meal_labels():
        days = sorted(day for other, day in eaten if other == meal)
        column = nutrient_index()[name]
        rich = [day for day in days if total(foods, eaten[meal, day])[column] >= RICH_MEAL[name]]
        if rich:
            found[meal] = tuple(rich)
    return found


def amounts_to_show(
    effects: ClinicalEffects, portions: Sequence[Portion], foods: FoodTable
) -> tuple[str, ...]:
    """Return a sentence for the clinician on the intake of each core nutrient without a target."""
    days = max(len({portion.day for portion in portions}), 1)
    sums = total(foods, portions) / days
    return tuple(
        f"this plan holds about {sums[nutrient_index()[name]]:.0f} {nutrient(name).unit} of "
        f"{nutrient(name).in_sentence} a day: show your clinician this figure"
        for name in core_nutrients()
        if name in effects.removed_floors
    )


def timing_sentences(
    effects: ClinicalEffects, portions: Sequence[Portion], foods: FoodTable
) -> tuple[str, ...]:
    """Return a sentence on when to take each medicine that food affects, with the rich meals."""
    many_days = len({portion.day for portion in portions}) > 1
    sentences = []
    for cause in effects.causes:
        if not cause.timing:
            continue
        words = []
        for name in cause.apart_from:
            meals = [
                meal_labels()[meal].lower() + (_on_days(days) if many_days else "")
                for meal, days in rich_meals(name, portions, foods).items()
            ]
            if meals:
                words.append(f"{nutrient(name).in_sentence} in {', '.join(meals)}")
        rich = f"; rich in this plan: {'; '.join(words)}" if words else ""
        sentences.append(cause.timing + rich)
    return tuple(sentences)


def _on_days(days: Sequence[int]) -> str:
    return f" (day {', '.join(map(str, days))})"
