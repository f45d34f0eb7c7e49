"""A day of a diary as portions whose amounts can be changed, with the foods it brings itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.errors import InputError
from planner.nutrition.foods.diary import DiaryRow, What
from planner.nutrition.foods.food_table import Food, FoodTable, LabelledFood
from planner.nutrition.foods.portions import Portion
from planner.nutrition.knowledge.food_matching import match_food
from planner.nutrition.nutrients import nutrient_ids

_DOSE_G = 1.0  # weight of a supplement, which files do not state; nothing depends on it
_PORTION_G = 100.0  # weight of a food of which the diary states the nutrients and no weight
_MOST_PORTIONS = 2.0  # to which a food that only the diary knows may be raised


@dataclass(frozen=True)
class DayPortions:
    """One day of a diary.

    Attributes
    ----------
    name : str
        Date, or number of the day.
    portions : tuple of Portion
        What was eaten.
    foods : FoodTable
        Our foods, and those that only the diary knows.
    doses : frozenset of str
        Ids of its supplements, which stay as they are.
    own : tuple of str
        Names of the foods that only the diary knows.
    unbounded : tuple of str
        Names of those of them of which no kind is known, so that what they hold of nutrients that
        the diary does not state cannot be bounded.
    """

    name: str
    portions: tuple[Portion, ...]
    foods: FoodTable
    doses: frozenset[str]
    own: tuple[str, ...]
    unbounded: tuple[str, ...]

    def named(self, word: str) -> frozenset[str]:
        """Return the ids of the eaten foods of an id, or with a word in their names."""
        eaten = {row.food_id: self.foods.food(row.food_id).name for row in self.portions}
        if word in eaten:
            return frozenset({word})
        return frozenset(key for key, name in eaten.items() if word.lower() in name.lower())


def day_portions(rows: Sequence[DiaryRow], foods: FoodTable) -> DayPortions:
    """Return the settled rows of one day as portions.

    A food that is not of our table holds what the diary states of it. What is not stated counts as
    nothing toward a floor, and toward a ceiling as the worst of the kind of the food of ours that
    it is most like. A supplement is a portion that stays.

    Parameters
    ----------
    rows : sequence of DiaryRow
        Foods with grams or nutrients, and supplements.
    foods : FoodTable
        Our foods.

    Raises
    ------
    InputError
        If neither weight nor nutrients of a food are known.
    """
    portions: list[Portion] = []
    added: list[LabelledFood] = []
    doses, unbounded = set(), []
    for number, row in enumerate(rows, start=1):
        food_id = row.food_id
        grams = _grams(row)
        if grams <= 0:
            continue
        if food_id not in foods or row.grams is None or row.what is What.SUPPLEMENT:
            kind = None if row.what is What.SUPPLEMENT else _alike(row, grams, foods)
            one = _as_food(row, number, grams, kind)
            food_id = one.food.id
            added.append(one)
            if row.what is What.SUPPLEMENT:
                doses.add(food_id)
            elif kind is None:
                unbounded.append(row.food)
        portions.append(Portion(1, row.meal, food_id, grams))
    own = tuple(one.food.name for one in added if one.food.id not in doses)
    return DayPortions(
        rows[0].day_name, tuple(portions), foods.with_foods(tuple(added)), frozenset(doses),
        tuple(dict.fromkeys(own)), tuple(dict.fromkeys(unbounded)),
    )  # fmt: skip


def _grams(row: DiaryRow) -> float:
    """Return the weight of a row; one that states nutrients alone is changed in portions."""
    if row.what is What.SUPPLEMENT:
        return _DOSE_G
    if row.grams is None and not row.nutrients:
        raise InputError(f"{row.day_name}, {row.food}: its weight is not known")
    return _PORTION_G if row.grams is None else row.grams


def _alike(row: DiaryRow, grams: float, foods: FoodTable) -> Food | None:
    """Return the food of ours that a row is most like; None if there is none."""
    match = match_food(row.food, grams=grams, foods=foods)
    return foods.food(match.food_id) if match.food_id in foods else None


def _as_food(row: DiaryRow, number: int, grams: float, kind: Food | None) -> LabelledFood:
    """Return a row as a food whose measure is the portion that was eaten."""
    base = kind or _NO_KIND
    unknown = None if kind else 0.0
    amounts = [
        row.nutrients[name] * 100.0 / grams if name in row.nutrients else unknown
        for name in nutrient_ids()
    ]
    food = replace(
        base,
        id=f"eaten_{number}", name=row.food, source="diary", source_id=row.food,
        fortified=frozenset(), measure="portion", measure_plural="portions", measure_g=grams,
        least=0.5, step=0.5, usual=1.0, day_max_g=_MOST_PORTIONS * grams, meals=frozenset(),
        bought_as=row.food, kind=row.food.lower(), is_declared=False, is_sold_by_piece=False,
    )  # fmt: skip
    return LabelledFood(
        food, tuple(None if x is None or math.isnan(x) else float(x) for x in amounts)
    )


_NONE = frozenset[str]()
_NO_KIND = Food(
    id="", name="", source="", source_id="", group="", subgroup="", contains=_NONE, animal=_NONE,
    fortified=_NONE, flags=_NONE, measure="", measure_plural="", measure_g=1.0, least=1.0, step=1.0,
    usual=1.0, day_max_g=np.inf, meals=_NONE, everyday=3, aisle="", bought_as="", kind="",
)  # fmt: skip
