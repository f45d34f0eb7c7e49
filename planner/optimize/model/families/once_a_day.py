"""Rules that keep a day varied: fish, mushrooms or yogurt at one meal, not at three."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.once_a_day import OnceADay, all_once_a_day
from planner.nutrition.foods.preferences import preferences
from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.rules import Context, Family, Rule, count_rule

SOURCE = "project choice (data/meals.toml)"


def holding(choices: Choices, entry: OnceADay) -> BoolArray:
    """Mark the choices that are of the kind or hold enough of it to count, shape (choices,)."""
    if entry.dish_kinds:
        dishes = (choices.dish(number) for number in range(len(choices)))
        of_dishes: BoolArray = np.array(
            [dish is not None and dish.kind in entry.dish_kinds for dish in dishes], dtype=np.bool_
        )
        return of_dishes
    foods = choices.items.foods.foods
    of_kind = np.array([food.subgroup in entry.subgroups for food in foods], dtype=np.bool_)
    per_unit = choices.items.grams[:, of_kind].sum(axis=1)[choices.item]
    usual = choices.least + choices.step * choices.usual_steps
    held: BoolArray = per_unit * usual >= entry.from_g
    return held


def _once_a_day(context: Context) -> Iterator[Rule]:
    """Price each further food or dish of a day that holds the same kind."""
    points = preferences().soft_rules
    for entry in all_once_a_day():
        mask = holding(context.choices, entry)
        if len(set(context.choices.meal[mask].tolist())) < 2:
            continue
        taken, step = count_rule(mask)
        yield Rule(
            "once_a_day", entry.id, "day", taken, step, -np.inf, 1.0, "servings",
            f"{entry.label} at one meal a day", SOURCE, weight=points.once_again,
            least_share=points.once_again_least_share,
        )  # fmt: skip


ONCE_A_DAY = Family(
    "Once a day",
    "Σ over foods and dishes that hold the kind y_j ≤ 1",
    "servings",
    "soft: {once_again:g} points for each food or dish beyond the first",
    SOURCE,
    _once_a_day,
    is_hard=False,
)
