"""When to take medicines: the meals of a plan that would hinder their absorption."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.nutrients import core_nutrients, nutrient, nutrient_index
from planner.nutrition.people.clinical import ClinicalEffects
from planner.nutrition.people.clinical_messages import removed_targets
from planner.nutrition.people.targets import Target, Targets

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
    targets: Targets, portions: Sequence[Portion], foods: FoodTable
) -> tuple[str, ...]:
    """Return a sentence for the clinician on the intake of each nutrient without a target."""
    days = max(len({portion.day for portion in portions}), 1)
    sums = total(foods, portions) / days
    rows = sorted(removed_targets(targets), key=lambda row: row.nutrient not in core_nutrients())
    if not rows:
        return ()
    words = [_held(row, sums[nutrient_index()[row.nutrient]]) for row in rows]
    return (f"this plan holds a day about {'; '.join(words)}: show your clinician these figures",)


def _held(row: Target, amount: float) -> str:
    """Write an amount with the clinical limit, if any: "2890 mg of potassium (at most 3000)"."""
    known = nutrient(row.nutrient)
    limit = f" (at most {row.ceiling:g})" if row.has_clinical_limit else ""
    whole = ", that in food included" if row.nutrient == "water_g" else ""
    return f"{amount:.0f} {known.unit} of {known.in_sentence}{whole}{limit}"


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
        for name in cause.apart_from if cause.apart_scope == "meals" else ():
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
