"""Rules on what stands beside a dish: a side only with a kind of dish that takes it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.meal_patterns import Meal
from planner.nutrition.foods.pairings import (
    BREAD,
    DAIRY,
    all_sides,
    bread_up_to_g,
    sides_of_kind,
    starches,
    without_dairy,
)
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.choices import DISH, Choices
from planner.optimize.model.rules import Context, Family, Rule, count_rule

SOURCE = "project choice (data/pairings.csv)"


def _pairings(context: Context) -> Iterator[Rule]:
    choices = context.choices
    side, taking = choices.side, dishes_taking(choices)
    is_dish = choices.role_mask(frozenset({DISH}))
    for number, meal in enumerate(choices.pattern.meals):
        if DISH not in meal.served_roles:
            continue
        at_meal = choices.meal == number
        dishes = at_meal & is_dish
        by_dishes: dict[tuple[str, bytes], list[str]] = {}
        for name in dict.fromkeys(side[at_meal & (side != "")].tolist()):
            takes = dishes & taking[name]
            if takes.sum() < dishes.sum():
                by_dishes.setdefault((all_sides()[name].role, takes.tobytes()), []).append(name)
        for (_, packed), names in by_dishes.items():
            takes = np.frombuffer(packed, dtype=np.bool_)
            yield _rule(meal, names, at_meal & np.isin(side, names), takes, dishes)


def _rule(
    meal: Meal, names: list[str], of_side: BoolArray, takes: BoolArray, dishes: BoolArray
) -> Rule:
    """Return the rule that foods of some sides stand only beside the dishes that take them.

    The sides have one role, of which a meal holds at most one food. With exactly one dish in the
    meal, the foods are at most the dishes that take them; without that, a food and a dish that
    does not take it exclude each other.
    """
    always = any(count.roles == {DISH} and count.least == 1 for count in meal.roles)
    taken, step = count_rule(of_side)
    taken = taken + (dishes & ~takes) if not always else taken - takes
    labels = " or ".join(all_sides()[name].label.lower() for name in names)
    return Rule(
        "pairing", "+".join(names), meal.id, taken, step, -np.inf, 0.0 if always else 1.0, "foods",
        f"{meal.label.lower()}: {labels} only beside a kind of dish that takes it", SOURCE,
    )  # fmt: skip


def dishes_taking(choices: Choices) -> dict[str, BoolArray]:
    """Mark for each side the dishes that take it, by their kind and by what a serving holds.

    An own dish has no kind, and takes every side.
    """
    kinds: dict[tuple[str, str], list[int]] = {}
    without: BoolArray = np.zeros(len(choices), dtype=np.bool_)  # kitchens that have no dairy
    for number in np.flatnonzero(choices.role_mask(frozenset({DISH}))).tolist():
        dish = choices.dish(number)
        key = (dish.kind if dish else "", choices.pattern.meals[choices.meal[number]].name)
        kinds.setdefault(key, []).append(number)
        without[number] = dish is not None and dish.cuisine in without_dairy()
    found = {side: np.zeros(len(choices), dtype=np.bool_) for side in all_sides()}
    for (kind, meal), numbers in kinds.items():
        for side in sides_of_kind(kind, meal):
            found[side][numbers] = True
    own: BoolArray = np.zeros(len(choices), dtype=np.bool_)
    own[[number for (kind, _), numbers in kinds.items() if not kind for number in numbers]] = True
    starch = choices.marked("subgroup", starches())
    most = np.full(len(choices), np.nan)  # grams of starch beside which a kind takes bread anyway
    for (kind, meal), numbers in kinds.items():
        most[numbers] = bread_up_to_g(kind, meal) or np.nan
    anyway, too_much = ~np.isnan(most), starch >= most
    holding: dict[str, FloatArray] = {}
    for entry in all_sides().values():
        is_bread = entry.role == BREAD
        for subgroup, grams in entry.not_beside.items():
            if subgroup not in holding:
                holding[subgroup] = choices.marked("subgroup", frozenset({subgroup}))
            free = own | anyway if is_bread and subgroup in starches() else own
            found[entry.id] &= free | (holding[subgroup] < grams)
        if is_bread:
            found[entry.id] &= ~too_much
        if entry.role == DAIRY:
            found[entry.id] &= ~without
    return found


PAIRING = Family(
    "Sides that go with a dish",
    "Σ over foods of a side y_j ≤ Σ over dishes that take it y_k, within a meal",
    "foods",
    "hard",
    SOURCE,
    _pairings,
)
