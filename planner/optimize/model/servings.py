"""How much of an item is served: the smallest helping, its steps, and the usual one."""

from __future__ import annotations

from planner.nutrition.foods.items import ItemTable
from planner.nutrition.foods.one_sort import drinks
from planner.nutrition.foods.pairings import side_of
from planner.nutrition.foods.shared_scales import shared_scales

LARGEST_HELPING = 1.5  # most of a food in one meal, in usual helpings; project choice
# The same of a drink: few have a glass of more than 300 ml. Plant milk may be more, which supplies
# most of a vegan's vitamin D.
LARGEST_DRINK = 1.25
_LARGER_GLASS = "plant_milk"


def serving(items: ItemTable, item: int, *, is_shared: bool) -> tuple[float, float, float, float]:
    """Return the units of the smallest helping and of a step, and the usual and extra steps."""
    dish = items.dish(item)
    if dish is not None:
        scales = shared_scales(dish) if is_shared else dish.scales
        step = scales[1] - scales[0] if len(scales) > 1 else 1.0
        below = round((1.0 - scales[0]) / step)
        return scales[0], step, float(below), float(len(scales) - 1 - below)
    food = items.foods.foods[item]
    step_g = food.step * food.measure_g
    least_g = food.least * food.measure_g
    usual = round((food.usual - food.least) / food.step)
    is_drink = side_of(food) in drinks() and food.group != _LARGER_GLASS
    largest = LARGEST_DRINK if is_drink else LARGEST_HELPING
    most_g = min(food.day_max_g, largest * food.usual * food.measure_g)
    most = int((most_g - least_g) / step_g + 1e-9)
    usual = min(usual, most)
    return least_g, step_g, float(usual), float(most - usual)
