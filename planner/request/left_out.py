"""Whether a request's diet and avoidances let fish and dairy be served, as categories of people."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.nutrition.people.nutrient_advice import EATS_FISH, EATS_NO_FISH, EATS_PLANTS


@lru_cache(maxsize=256)
def fare_categories(diet: str, avoid: Sequence[str]) -> frozenset[str]:
    """Return ``eats_fish`` or ``eats_no_fish``, and ``eats_plants`` where dairy is left out, too.

    They select the advice on iodine, EPA and DHA: nobody is told to eat what they leave out.

    Parameters
    ----------
    diet : str
        Id of the diet.
    avoid : tuple of str
        Ids of the avoidances.
    """
    rules = [get_diet(diet).rule, *(get_avoidance(name).rule for name in avoid)]
    eaten: set[str] = set()
    for food in load_foods().foods:
        if not any(rule.forbids(food) for rule in rules):
            eaten |= food.animal
    found = {EATS_FISH if "fish" in eaten else EATS_NO_FISH}
    if not eaten & {"fish", "milk"}:
        found.add(EATS_PLANTS)
    return frozenset(found)
