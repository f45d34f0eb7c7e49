"""Ingredient lines of recipes, matched to the foods that plans may use."""

from __future__ import annotations

from dataclasses import dataclass

from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.knowledge.food_matching import match_line
from planner.nutrition.knowledge.kitchen_lines import read_kitchen_line


@dataclass(frozen=True)
class Ingredient:
    """A parsed ingredient line.

    Attributes
    ----------
    line : str
        The line as written.
    food_id : str
        Id of the matched food; empty if none matches.
    grams : float or None
        Grams of the food as eaten, in the whole recipe; None if no amount could be read.
    is_sure : bool
        Whether food and grams need no confirmation.
    note : str
        The assumptions made, and what is doubtful.
    """

    line: str
    food_id: str
    grams: float | None
    is_sure: bool
    note: str = ""

    @property
    def state(self) -> str:
        """``sure``, ``unsure`` or ``unmatched``; the user must resolve unmatched lines."""
        if not self.food_id or self.grams is None:
            return "unmatched"
        return "sure" if self.is_sure else "unsure"


def read_line(line: str, foods: FoodTable | None = None) -> Ingredient:
    """Parse one ingredient line, and find its food among `foods`, by default those of ``data/``.

    Amounts are of the food as a cook takes it, unless the line says cooked, drained or similar. A
    line that is not sure is read as one of our own recipes, if it is one.
    """
    found = match_line(line, foods=foods, is_wide=False, is_recipe=True)
    if not found.is_sure and (kitchen := read_kitchen_line(line)) is not None:
        return Ingredient(line, kitchen.food_id, round(kitchen.grams, 1), is_sure=True)
    notes = [*map(str, found.reasons), *filter(None, [found.note])]
    return Ingredient(line, found.food_id, found.grams, found.is_sure, "; ".join(notes))
