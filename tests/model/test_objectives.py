"""Objectives: points worked out by hand, and a seed that only reorders equals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from planner.errors import InputError
from planner.foods import FoodTable, load_foods
from planner.meals import day_pattern
from planner.model import objectives
from planner.model.choices import Choices, build_choices
from planner.model.objectives import (
    OBJECTIVES,
    POINTS_BY_EVERYDAY,
    POINTS_PER_EXTRA_HELPING,
    POINTS_PER_MISSING_HELPING,
    TASTE_SPREAD,
    WATER_POINTS,
    balanced,
    cheapest,
)
from planner.model.rules import Context
from planner.request import OBJECTIVES as LABELS
from planner.request import PlanRequest

Tiny = Callable[..., Context]


@pytest.fixture
def no_tastes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the seed have no say."""
    monkeypatch.setattr(objectives, "_tastes", lambda choices, _: np.zeros(len(choices)))


def test_every_objective_has_a_label_and_a_docstring() -> None:
    """The names that a request may hold are those that the model knows."""
    assert set(OBJECTIVES) == set(LABELS)
    assert all(build.__doc__ for build in OBJECTIVES.values())


def test_balanced_by_hand(tiny_context: Tiny, no_tastes: None) -> None:
    """Bread is everyday and two slices are usual: 1 point, half of one missing helping, steps."""
    costs = balanced(tiny_context().choices, 1)
    assert costs.taken[0] == pytest.approx(POINTS_BY_EVERYDAY[1] + 0.5 * POINTS_PER_MISSING_HELPING)
    assert costs.usual_step[0] == pytest.approx(-0.5 * POINTS_PER_MISSING_HELPING)
    assert costs.extra_step[0] == pytest.approx(0.5 * POINTS_PER_EXTRA_HELPING)
    # oil: a tablespoon is least and usual, so nothing is missing
    assert costs.taken[5] == pytest.approx(POINTS_BY_EVERYDAY[1])
    assert costs.taken[4] > costs.taken[0]  # beef is no everyday food
    assert costs.taken[6] == pytest.approx(POINTS_BY_EVERYDAY[3])


def test_usual_helping_is_cheapest(tiny_context: Tiny, no_tastes: None) -> None:
    """Taken at the usual helping a food costs its own points: less for less is no bargain."""
    choices = tiny_context().choices
    costs = balanced(choices, 1)
    usual = costs.taken + costs.usual_step * choices.usual_steps
    assert usual == pytest.approx(
        [POINTS_BY_EVERYDAY[choices.foods.foods[row].everyday] for row in choices.food]
    )
    assert (costs.usual_step <= 0).all()
    assert (costs.extra_step > 0).all()


def test_seed_moves_points_within_the_spread(tiny_context: Tiny) -> None:
    """Two seeds differ, each by no more than the spread; the same seed draws the same."""
    choices = tiny_context().choices
    one, other = balanced(choices, 1).taken, balanced(choices, 2).taken
    assert np.abs(one - other).max() <= TASTE_SPREAD
    assert np.abs(one - other).min() > 0
    assert (balanced(choices, 1).taken == one).all()


def real_choices(request: PlanRequest, foods: FoodTable) -> Choices:
    """Return the choices of a request over a food table."""
    return build_choices(foods, day_pattern(), request)


def test_every_food_draws_for_itself(ask: Callable[..., PlanRequest]) -> None:
    """No two of a thousand foods get the same draw, however alike their ids end."""
    choices = real_choices(ask("man"), load_foods())
    tastes = objectives._tastes(choices, 3)
    first_meal = {
        int(row): taste for row, taste in zip(choices.food[::-1], tastes[::-1], strict=True)
    }
    assert len(set(first_meal.values())) == len(first_meal)
    assert 0 <= tastes.min() <= tastes.max() <= TASTE_SPREAD


def test_draws_do_not_depend_on_the_rows(ask: Callable[..., PlanRequest]) -> None:
    """In a table of other order and fewer foods a food keeps its draw."""
    table = load_foods()
    order = np.arange(len(table.foods))[::-2]
    part = FoodTable(
        tuple(table.foods[row] for row in order), table.composition[order], table.facts.iloc[order]
    )
    draws = []
    for foods in (table, part):
        choices = real_choices(ask("man"), foods)
        keys = zip(choices.food, choices.meal, strict=True)
        names = [(foods.foods[row].id, int(meal)) for row, meal in keys]
        draws.append(dict(zip(names, objectives._tastes(choices, 5), strict=True)))
    assert draws[1].items() <= draws[0].items()
    assert len(draws[1]) > 400


def test_water_is_nearly_free(ask: Callable[..., PlanRequest]) -> None:
    """Water costs next to nothing and no seed has a taste for it."""
    choices = real_choices(ask("man"), load_foods())
    water = choices.role_mask(frozenset({"water"}))
    costs = balanced(choices, 1)
    assert set(costs.taken[water]) == {WATER_POINTS}
    assert cheapest(choices, 1).usual_step[water].max() == 0


def test_cheapest_counts_dollars(tiny_context: Tiny) -> None:
    """Bread at 0.50 dollars in 100 g: a quarter for the first slice and for each further one."""
    choices = tiny_context().choices
    facts = choices.foods.facts.copy()
    facts["usd_per_100g"] = [0.5, 0.1, 1.0, 2.0, np.nan]
    priced = replace(
        choices, foods=FoodTable(choices.foods.foods, choices.foods.composition, facts)
    )
    costs = cheapest(priced, 1)
    assert costs.usual_step[:6] == pytest.approx([0.25, 0.25, 0.06, 0.06, 0.5, 0.135])
    assert costs.extra_step == pytest.approx(costs.usual_step)
    assert costs.taken[0] == pytest.approx(0.25, abs=0.01)
    assert costs.usual_step[6] > 10  # no known price: not worth taking
    assert costs.pattern_weight < 0.01


def test_cheapest_without_prices_is_refused(tiny_context: Tiny) -> None:
    """Where no food has a price there is no cheapest plan, and the message says so."""
    choices = tiny_context().choices
    facts = choices.foods.facts.copy()
    facts["usd_per_100g"] = np.nan
    blank = replace(choices, foods=FoodTable(choices.foods.foods, choices.foods.composition, facts))
    with pytest.raises(InputError, match="known price"):
        cheapest(blank, 1)
