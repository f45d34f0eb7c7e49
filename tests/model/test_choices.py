"""Choices: which foods stand in which meals, in which helpings, and why a food may not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from planner.foods import load_foods
from planner.meals import day_pattern
from planner.model.choices import LARGEST_HELPING, build_choices, forbidden_reason
from planner.model.rules import Context
from planner.request import PlanRequest

Ask = Callable[..., PlanRequest]
Tiny = Callable[..., Context]


def names(context: Context) -> list[str]:
    """Name the choices: meal and food."""
    choices = context.choices
    return [
        f"{choices.pattern.meals[meal].id} {choices.foods.foods[food].id}"
        for meal, food in zip(choices.meal, choices.food, strict=True)
    ]


def test_choices_are_meals_times_foods_that_suit(tiny_context: Tiny) -> None:
    """A food stands in the meals it suits, if the meal serves its role."""
    assert names(tiny_context()) == [
        "breakfast bread",
        "lunch bread",
        "breakfast milk",
        "lunch milk",
        "lunch beef",
        "lunch oil",
        "breakfast cereal",
    ]


def test_helpings_are_whole_steps(tiny_context: Tiny) -> None:
    """Bread: 50 g, one more slice to the usual helping, one above; milk: 120 g, then by 60 g."""
    choices = tiny_context().choices
    assert choices.least_g.tolist() == [50, 50, 120, 120, 50, 13.5, 30]
    assert choices.step_g.tolist() == [50, 50, 60, 60, 50, 6.75, 30]
    assert choices.usual_steps.tolist() == [1, 1, 2, 2, 1, 0, 0]
    assert choices.extra_steps.tolist() == [1, 1, 2, 2, 1, 1, 0]


def test_forbidden_foods_are_no_choices(tiny_context: Tiny) -> None:
    """A vegan has bread, oil and cereal to choose from, and oil alone is left without cereals."""
    assert {name.split()[1] for name in names(tiny_context(diet="vegan"))} == {
        *("bread", "oil", "cereal"),
    }
    left = names(tiny_context(diet="vegan", avoid=("grain",)))
    assert left == ["lunch oil"]


def test_nothing_left_is_an_empty_table(tiny_context: Tiny) -> None:
    """Without any food there are no choices, and the arrays still have their shapes."""
    choices = tiny_context(diet="vegan", avoid=("grain", "fat")).choices
    assert len(choices) == 0
    assert choices.per_gram.shape[0] == 0
    assert choices.food_mask("group", frozenset({"fat"})).shape == (0,)


@pytest.mark.parametrize(
    ("food_id", "fields", "words"),
    [
        ("cheddar_cheese", {"diet": "vegan"}, "the vegan diet leaves out milk"),
        ("almonds", {"avoid": ("tree_nuts",)}, "tree nuts is avoided"),
        ("almonds", {"exclude": ("almonds",)}, "it is excluded by name"),
        ("wine_red", {}, "no alcohol by default"),
        ("lentils_boiled", {}, ""),
    ],
)
def test_reason_names_what_forbids(
    food_id: str, fields: dict[str, str], words: str, ask: Ask
) -> None:
    """Diet, allergen, exclusion and safety each say so; an allowed food has no reason."""
    reason = forbidden_reason(load_foods().food(food_id), ask("woman", **fields))
    assert reason.startswith(words)
    assert bool(reason) == bool(words)


def test_masks_spread_over_choices(tiny_context: Tiny) -> None:
    """A mask over foods or roles marks the choices of those foods."""
    choices = tiny_context().choices
    dairy = choices.food_mask("group", frozenset({"dairy"}))
    assert dairy.tolist() == [False, False, True, True, False, False, False]
    assert choices.role_mask(frozenset({"starch"})).tolist() == [True, True, *[False] * 5]
    wheat = choices.food_mask("contains", frozenset({"wheat"}))
    assert wheat.tolist() == [True, True, *[False] * 5]


def test_every_real_choice_can_be_taken(ask: Ask) -> None:
    """Over the whole table: steps are never negative and no helping passes the food's cap."""
    foods = load_foods()
    choices = build_choices(foods, day_pattern(), ask("man"))
    assert len(choices) > 1000
    assert (choices.least_g > 0).all()
    assert (choices.step_g > 0).all()
    assert (choices.usual_steps >= 0).all()
    assert (choices.extra_steps >= 0).all()
    largest = choices.least_g + choices.step_g * (choices.usual_steps + choices.extra_steps)
    caps = np.array([foods.foods[row].day_max_g for row in choices.food])
    usual = np.array([f.usual * f.measure_g for f in (foods.foods[row] for row in choices.food)])
    assert (largest <= caps + 1e-6).all()
    at_least = np.maximum(LARGEST_HELPING * usual, choices.least_g)
    assert (largest <= at_least + 1e-6).all()


def test_seasonings_are_no_dish(ask: Ask) -> None:
    """Salt, spices and flour are ingredients: nobody is served a plate of them."""
    choices = build_choices(load_foods(), day_pattern(), ask("man"))
    assert not {"salt", "spice", "flour", "leavening"} & set(choices.subgroup)
