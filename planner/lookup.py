"""Search, filter and rank the food table."""

from __future__ import annotations

import pandas as pd

from planner.diets import get_avoidance, get_diet
from planner.foods import load_foods
from planner.nutrients import nutrient as get_nutrient


def find_foods(
    *,
    search: str = "",
    diet: str = "omnivore",
    avoid: tuple[str, ...] = (),
    nutrient: str | None = None,
    top: int | None = None,
) -> pd.DataFrame:
    """Return the contract's food table, filtered.

    Parameters
    ----------
    search : str
        Words that the name must all hold, in any order and case.
    diet, avoid
        Leave out what the diet and the avoidances forbid.
    nutrient : str, optional
        Nutrient id; foods that have no value for it are left out, the richest per 100 g come
        first.
    top : int, optional
        So many rows only.

    Raises
    ------
    InputError
        If the diet, an avoidance or the nutrient is unknown.
    """
    rules = [get_diet(diet).rule, *(get_avoidance(name).rule for name in avoid)]
    words = search.lower().split()
    foods = load_foods()
    kept = [
        row
        for row, food in enumerate(foods.foods)
        if all(word in food.name.lower() for word in words)
        and not any(rule.forbids(food) for rule in rules)
    ]
    frame = foods.to_frame().iloc[kept]
    if nutrient is not None:
        column = get_nutrient(nutrient).id
        frame = frame[frame[column].notna()].sort_values(column, ascending=False, kind="stable")
    return frame if top is None else frame.head(top)
