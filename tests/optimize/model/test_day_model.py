"""The assembled model: columns, links, slacks, switches, and reading units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from planner.optimize.model.day_model import SHORTFALL_POINTS, DayModel, assemble
from planner.optimize.model.families import build_rules
from planner.optimize.model.rules import Context, RuleKey
from planner.request.choices import OBJECTIVES

Tiny = Callable[..., Context]


def built(context: Context, **options: object) -> DayModel:
    """Assemble a context's model."""
    return assemble(context.choices, build_rules(context), context.request, **options)  # type: ignore[arg-type]


def row(model: DayModel, name: str) -> dict[int, float]:
    """Return a row's coefficients by column."""
    problem = model.problem
    number = problem.row_names.index(name)
    own = problem.row == number
    return dict(zip(problem.column[own].tolist(), problem.value[own].tolist(), strict=True))


def test_columns_are_taken_usual_and_extra(tiny_context: Tiny) -> None:
    """Each choice has three integer columns: taken up to 1, steps up to their number."""
    model = built(tiny_context())
    problem = model.problem
    assert problem.column_upper[model.taken].tolist() == [1] * 7
    assert problem.column_upper[model.usual].tolist() == [1, 1, 2, 2, 1, 0, 0]
    assert problem.column_upper[model.extra].tolist() == [1, 1, 2, 2, 1, 1, 0]
    assert problem.integer[:21].all()
    assert model.choice[:21].tolist() == [*range(7)] * 3
    assert (model.choice[21:] == -1).all()


def test_steps_only_of_what_is_taken(tiny_context: Tiny) -> None:
    """Milk at breakfast: usual - 2 taken <= 0, extra too; cereal has no steps and no such row."""
    model = built(tiny_context())
    for kind, columns in (("usual", model.usual), ("extra", model.extra)):
        assert row(model, f"link:{kind}:2") == {int(columns[2]): 1, int(model.taken[2]): -2}
        assert f"link:{kind}:6" not in model.problem.row_names


def test_rows_are_the_rules(tiny_context: Tiny) -> None:
    """Each rule is one row; both kinds of step have the step's coefficient."""
    context = tiny_context()
    model = built(context)
    rule = next(r for r in model.rules if r.name == "nutrient_floor:day:calcium_mg")
    assert row(model, rule.name) == {
        int(model.taken[2]): 144, int(model.taken[3]): 144,
        int(model.usual[2]): 72, int(model.usual[3]): 72,
        int(model.extra[2]): 72, int(model.extra[3]): 72,
    }  # fmt: skip
    number = model.rows[rule.key]
    assert model.problem.row_names[number] == rule.name
    assert model.problem.row_lower[number] == rule.lower
    of_rules = np.flatnonzero(model.is_rule_row)
    assert of_rules.tolist() == [model.rows[r.key] for r in model.rules]
    assert set(model.rows) == {r.key for r in model.rules}


def test_soft_rules_have_slacks_and_hard_ones_none(tiny_context: Tiny) -> None:
    """A soft rule costs weight / scale for each unit, on each side with a limit."""
    model = built(tiny_context())
    soft = {rule.key for rule in model.rules if not rule.hard}
    assert set(model.slack) == soft
    rule = next(r for r in model.rules if r.name == "energy_share:breakfast:energy_kcal")
    below, above = model.slack[rule.key]
    assert model.problem.cost[[below, above]] == pytest.approx([rule.weight / rule.scale] * 2)
    coefficients = row(model, rule.name)
    assert (coefficients[below], coefficients[above]) == (1, -1)
    one_sided = next(r for r in model.rules if r.name == "food_pattern:day:dairy")
    assert model.slack[one_sided.key][1] == -1


def test_relaxed_rules_cost_by_the_share_missed(tiny_context: Tiny) -> None:
    """Missing a whole target costs all points, whatever its unit."""
    key = RuleKey("nutrient_floor", "day", "calcium_mg")
    model = built(tiny_context(), relaxed=frozenset({key}))
    below, above = model.slack[key]
    rule = next(r for r in model.rules if r.key == key)
    assert above == -1
    assert model.problem.cost[below] * rule.lower == pytest.approx(SHORTFALL_POINTS)
    x = np.zeros(model.problem.columns)
    x[below] = 250.0
    assert model.violation(key, x) == 250


def test_only_relaxed_leaves_nothing_else_to_pay(tiny_context: Tiny) -> None:
    """With only_relaxed the objective has misses only: no soft rules, no other costs."""
    key = RuleKey("nutrient_floor", "day", "calcium_mg")
    model = built(tiny_context(), relaxed=frozenset({key}), only_relaxed=True)
    assert all(rule.hard for rule in model.rules)
    assert np.count_nonzero(model.problem.cost) == 1
    assert model.problem.cost[model.slack[key][0]] > 0


def test_switch_is_one_column_a_meal(tiny_context: Tiny) -> None:
    """The two sides of a meal share one binary column without cost."""
    model = built(tiny_context(diet="kosher_style"))
    meat = row(model, "not_together:lunch:kosher_style_0_0")
    milk = row(model, "not_together:lunch:kosher_style_0_1")
    (switch,) = set(meat) & set(milk)
    assert (meat[switch], milk[switch]) == (-4, 4)
    assert model.problem.integer[switch]
    assert model.problem.column_upper[switch] == 1
    assert model.problem.cost[switch] == 0
    assert model.choice[switch] == -1


def test_grams_come_back_in_whole_steps(tiny_context: Tiny) -> None:
    """Half a cup of milk and three steps: 120 + 3 * 60 g; rounding errors are removed."""
    model = built(tiny_context())
    x = np.zeros(model.problem.columns)
    x[model.taken[2]], x[model.usual[2]], x[model.extra[2]] = 0.9999999, 2.0, 1.0000001
    assert model.units(x).tolist() == [0, 0, 300, 0, 0, 0, 0]


def test_servings_come_back_in_whole_steps(dish_context: Tiny) -> None:
    """Half a serving of toast and two halves more, and one stew, which has no steps."""
    model = built(dish_context())
    x = np.zeros(model.problem.columns)
    x[model.taken[8]], x[model.usual[8]], x[model.extra[8]] = 1.0, 0.9999999, 1.0000001
    x[model.taken[11]] = 1.0
    assert model.units(x).tolist() == [0] * 8 + [1.5, 0, 0, 1]
    assert model.problem.column_upper[model.usual].tolist()[7:] == [1, 1, 1, 1, 0]
    assert model.problem.column_upper[model.extra].tolist()[7:] == [2, 2, 1, 1, 0]
    assert row(model, "link:usual:7")[int(model.taken[7])] == -1
    assert row(model, "link:extra:7")[int(model.taken[7])] == -2
    assert "link:usual:11" not in model.problem.row_names


def test_dishes_of_a_meal_share_a_bucket(dish_context: Tiny) -> None:
    """The dishes of a meal share a bucket, without foods."""
    bucket = built(dish_context()).bucket
    assert bucket[7] == bucket[9]
    assert bucket[8] == bucket[10] == bucket[11]
    assert len(set(bucket.tolist())) == 9


def test_costs_are_those_of_the_objective(dish_context: Tiny) -> None:
    """The columns of a choice carry its points, soft rules the objective's pattern weight."""
    for name, objective in OBJECTIVES.items():
        context = dish_context(wishes={"objective": name})
        model = built(context)
        costs = objective.costs(context.choices, context.request)
        assert model.problem.cost[model.taken] == pytest.approx(costs.taken)
        assert model.problem.cost[model.usual] == pytest.approx(costs.usual_step)
        assert model.problem.cost[model.extra] == pytest.approx(costs.extra_step)
        rule = next(r for r in model.rules if r.family == "energy_share")
        below, _ = model.slack[rule.key]
        weight = rule.weight / rule.scale * costs.pattern_weight
        assert model.problem.cost[below] == pytest.approx(weight)


def test_buckets_are_meal_and_role(tiny_context: Tiny) -> None:
    """Choices share a bucket only when they share meal and role."""
    model = built(tiny_context())
    assert len(set(model.bucket.tolist())) == 7
    twin = replace(model.choices, role=("bread",) * 7)
    assert len(set(replace(model, choices=twin).bucket.tolist())) == 2


def test_empty_choices_still_make_a_model(tiny_context: Tiny) -> None:
    """Without choices the model is still assembled, with its rules."""
    model = built(tiny_context(diet="vegan", avoid=("grain", "fat")))
    assert len(model.choices) == 0
    assert RuleKey("energy", "day", "energy_kcal") in model.rows
    assert model.units(np.zeros(model.problem.columns)).shape == (0,)
