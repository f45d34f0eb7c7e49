"""The assembled model: levels, slacks and switches, what is left out, and the way back to units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from planner.optimize.model.day_model import SHORTFALL_POINTS, DayModel, assemble
from planner.optimize.model.families import build_rules
from planner.optimize.model.rules import Context, RuleKey
from planner.optimize.solve import Status, solve
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


def test_columns_are_levels(tiny_context: Tiny) -> None:
    """A binary column for each choice and amount: the least helping and every step above it."""
    model = built(tiny_context(), reduced=False)
    problem, levels = model.problem, model.levels
    assert np.bincount(levels.choice).tolist() == [3, 3, 4, 4, 3, 2, 1]
    assert levels.steps[levels.choice == 2].tolist() == [0, 1, 2, 3]
    assert (problem.column_upper[:20] == 1).all()
    assert problem.integer[:20].all()
    assert model.choice[:20].tolist() == levels.choice.tolist()
    assert (model.choice[20:] == -1).all()


def test_at_most_one_level_of_a_choice(tiny_context: Tiny) -> None:
    """Milk at breakfast has a row that keeps its four levels apart; cereal has one level only."""
    model = built(tiny_context(), reduced=False)
    milk = np.flatnonzero(model.levels.choice == 2)
    assert row(model, "one_level:2") == dict.fromkeys(milk.tolist(), 1)
    number = model.problem.row_names.index("one_level:2")
    assert model.problem.row_upper[number] == 1
    assert "one_level:6" not in model.problem.row_names
    assert model.is_rule_row.tolist() == [name != f"one_level:{k}" for name, k in zip(
        model.problem.row_names, [n.rpartition(":")[2] for n in model.problem.row_names],
        strict=True,
    )]  # fmt: skip


def test_rows_are_the_rules(tiny_context: Tiny) -> None:
    """Each rule is one row under its own name; a level has the coefficient of all its steps."""
    context = tiny_context()
    model = built(context, reduced=False)
    rule = next(r for r in model.rules if r.name == "nutrient_floor:day:calcium_mg")
    both = [np.flatnonzero(model.levels.choice == number) for number in (2, 3)]
    assert row(model, rule.name) == {
        int(column): 144 + 72 * steps for own in both for steps, column in enumerate(own)
    }
    number = model.rows[rule.key]
    assert model.problem.row_names[number] == rule.name
    assert model.problem.row_lower[number] == rule.lower
    of_rules = np.flatnonzero(model.is_rule_row)
    assert of_rules.tolist() == [model.rows[r.key] for r in model.rules]
    assert set(model.rows) == {r.key for r in model.rules}


def test_levels_that_break_a_limit_alone_are_left_out(tiny_context: Tiny) -> None:
    """With at most 200 g of milk a day a cup and a half can never be served, and is counted."""
    context = tiny_context()
    rules = list(build_rules(context))
    place = next(n for n, r in enumerate(rules) if r.key == RuleKey("food_cap", "day", "milk"))
    rules[place] = replace(rules[place], upper=200.0)
    model = assemble(context.choices, tuple(rules), context.request)
    of_milk = model.levels.steps[model.levels.choice == 2]
    assert of_milk.tolist() == [0, 1]  # 120 g and 180 g
    whole = assemble(context.choices, tuple(rules), context.request, reduced=False)
    assert model.dropped.levels == len(whole.levels) - len(model.levels) > 0
    assert whole.dropped == (0, 0)
    loose = frozenset({rules[place].key})
    relaxed = assemble(context.choices, tuple(rules), context.request, relaxed=loose)
    assert relaxed.levels.steps[relaxed.levels.choice == 2].tolist() == [0, 1, 2, 3]


def test_rows_that_cannot_bind_are_left_out(tiny_context: Tiny) -> None:
    """A cap that no day of these foods can pass has no row, and is counted; the rule stays."""
    context = tiny_context()
    rules = list(build_rules(context))
    place = next(n for n, r in enumerate(rules) if r.key == RuleKey("food_cap", "day", "milk"))
    rules[place] = replace(rules[place], upper=10_000.0)
    model = assemble(context.choices, tuple(rules), context.request)
    assert rules[place].key not in model.rows
    assert rules[place] in model.rules
    assert 0 < len(model.rules) - len(model.rows) <= model.dropped.rows
    whole = assemble(context.choices, tuple(rules), context.request, reduced=False)
    assert rules[place].key in whole.rows


@pytest.mark.parametrize("diet", ["omnivore", "kosher_style", "vegan"])
def test_leaving_out_changes_no_answer(dish_context: Tiny, diet: str) -> None:
    """The reduced problem has the same best plan as the whole one, nutrients short as they are."""
    context = dish_context(diet=diet)
    needs = ("nutrient_floor", "energy", "macronutrient_range", "diet_minimum")
    loose = frozenset(rule.key for rule in build_rules(context) if rule.family in needs)
    models = [
        built(context, relaxed=loose, relaxed_points=5.0, reduced=reduced)
        for reduced in (True, False)
    ]
    few, all_ = (solve(model.problem) for model in models)
    assert few.status is all_.status
    if diet == "vegan":  # bread in one meal only, and both meals ask for it
        assert few.status is Status.INFEASIBLE
        return
    assert few.objective == pytest.approx(all_.objective)
    assert models[0].units(few.x) == pytest.approx(models[1].units(all_.x))


def test_soft_rules_have_slacks_and_hard_ones_none(tiny_context: Tiny) -> None:
    """A soft rule costs weight / scale a unit, on each side that has a limit."""
    model = built(tiny_context())
    soft = {rule.key for rule in model.rules if not rule.hard}
    assert set(model.slack) == soft
    rule = next(r for r in model.rules if r.name == "energy_share:breakfast:energy_kcal")
    below, above = model.slack[rule.key]
    assert model.problem.cost[[below, above]] == pytest.approx([rule.weight / rule.scale] * 2)
    coefficients = row(model, rule.name)
    assert (coefficients[below], coefficients[above]) == (1, -1)
    one_sided = next(r for r in model.rules if r.name == "healthy_eating:day:hei2020")
    assert model.slack[one_sided.key][0] == -1


def test_relaxed_rules_cost_by_the_share_missed(tiny_context: Tiny) -> None:
    """Missing a whole target costs the full points, whatever its unit."""
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
    """To find what is out of reach only misses count: no soft rules, no other cost."""
    key = RuleKey("nutrient_floor", "day", "calcium_mg")
    model = built(tiny_context(), relaxed=frozenset({key}), only_relaxed=True)
    assert all(rule.hard for rule in model.rules)
    assert np.count_nonzero(model.problem.cost) == 1
    assert model.problem.cost[model.slack[key][0]] > 0


def test_switch_is_one_column_a_meal(tiny_context: Tiny) -> None:
    """The two sides of a meal share one yes/no column, whole and without cost."""
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
    """Half a cup of milk and three quarters more: 120 + 3 * 60 g; a solver's dust is rounded."""
    model = built(tiny_context(), reduced=False)
    x = np.zeros(model.problem.columns)
    x[model.column_at(2, 3)], x[model.column_at(2, 2)] = 0.9999999, 1e-7
    assert model.units(x).tolist() == [0, 0, 300, 0, 0, 0, 0]


def test_servings_come_back_in_whole_steps(dish_context: Tiny) -> None:
    """Half a serving of toast and two halves more, and one stew, which has no steps."""
    model = built(dish_context(), reduced=False)
    x = np.zeros(model.problem.columns)
    x[model.column_at(8, 2)] = 0.9999999
    x[model.column_at(11, 0)] = 1.0
    assert model.units(x).tolist() == [0] * 8 + [1.5, 0, 0, 1]
    assert np.bincount(model.levels.choice).tolist()[7:] == [4, 4, 3, 3, 1]


def test_the_nearest_level_stands_for_an_amount(dish_context: Tiny) -> None:
    """Five steps of toast are more than there are: its last level; no level, no column."""
    model = built(dish_context(), reduced=False)
    own = np.flatnonzero(model.levels.choice == 8)
    assert model.column_at(8, 5) == own[-1]
    assert model.column_at(8, 0) == own[0]
    empty = replace(model, levels=model.levels.kept(model.levels.choice != 8))
    assert empty.column_at(8, 0) == -1


def test_dishes_of_a_meal_share_a_bucket(dish_context: Tiny) -> None:
    """Breakfast's two dishes in one bucket, lunch's three in another, no food among them."""
    bucket = built(dish_context()).bucket
    assert bucket[7] == bucket[9]
    assert bucket[8] == bucket[10] == bucket[11]
    assert len(set(bucket.tolist())) == 9


def test_costs_are_those_of_the_objective(dish_context: Tiny) -> None:
    """The columns of a choice carry its points, soft rules the objective's pattern weight."""
    for name, objective in OBJECTIVES.items():
        context = dish_context(wishes={"objective": name})
        model = built(context, reduced=False)
        costs = objective.costs(context.choices, context.request)
        usual, extra = context.choices.usual_steps, context.choices.extra_steps
        most = costs.taken + costs.usual_step * usual + costs.extra_step * extra
        ends = np.flatnonzero(np.diff(model.levels.choice, append=-1))
        starts = np.append(0, ends[:-1] + 1)
        assert model.problem.cost[starts] == pytest.approx(costs.taken)
        assert model.problem.cost[ends] == pytest.approx(most)
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
    """With no food left there are still rules to break: the model is written, not crashed."""
    model = built(tiny_context(diet="vegan", avoid=("grain", "fat")))
    assert len(model.choices) == 0
    assert RuleKey("energy", "day", "energy_kcal") in model.rows
    assert model.units(np.zeros(model.problem.columns)).shape == (0,)
