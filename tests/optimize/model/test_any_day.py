"""The model of any day, restated for one day."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import make_person
from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.day_model import DayModel
from planner.optimize.model.rules import Rule
from planner.optimize.model.week.context import week_rule
from planner.optimize.solve import solve_relaxation
from planner.planning.day import DayProblem, build_day_problem
from planner.request.plan_request import PlanRequest


@pytest.fixture(scope="module")
def any_day() -> DayProblem:
    """Return the problem of any day of a woman."""
    woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    return build_day_problem(PlanRequest(person=woman, diet="vegan")).as_any_day()


def relaxed_objective(model: DayModel) -> float | None:
    """Return the optimum of the relaxation; None if it is infeasible."""
    answer = solve_relaxation(model.problem)
    return answer.objective if answer.found else None


def of_a_day(
    problem: DayProblem, seed: int, share: float, closed: float
) -> tuple[DayProblem, BoolArray]:
    """Return the problem with other floors, points, an additional rule and choices closed."""
    random = np.random.default_rng(seed)
    choices = problem.context.choices
    is_open: BoolArray = random.random(len(choices)) >= closed
    is_open |= choices.is_water

    def with_floor(rule: Rule) -> Rule:
        averaged = rule.family == "nutrient_floor" and random.random() < 0.5
        return replace(rule, lower=rule.lower * share) if averaged else rule

    added = week_rule("wish", "some", random.random(len(choices)) < 0.2, (1.0, np.inf), "some")
    soft = replace(week_rule("variety", "few", ~is_open, (-np.inf, 1.0), "few"), weight=2.0)
    rules = (*map(with_floor, problem.rules), added, soft)
    points = random.random(len(choices))
    day = problem.request.changed(seed=seed)
    return (
        replace(problem, rules=rules, points=points, is_open=is_open, request=day),
        is_open,
    )


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10_000),
    share=st.floats(0.75, 1.2),
    closed=st.sampled_from([0.0, 0.1, 0.5]),
)
def test_a_restated_day_is_the_day_written_anew(
    any_day: DayProblem, seed: int, share: float, closed: float
) -> None:
    """Whatever changes between days, the relaxation has the same optimum as when written anew.

    Anew, sides are left out whose dishes are all closed; restated, a row keeps them at nothing.
    """
    problem, is_open = of_a_day(any_day, seed, share, closed)
    restated, anew = problem.model(), replace(problem, any_day=None).model()
    assert is_open[restated.levels.choice].all()
    assert set(restated.levels.choice) >= set(anew.levels.choice)
    one, other = relaxed_objective(restated), relaxed_objective(anew)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one == pytest.approx(other, abs=1e-6)


def test_every_day_takes_the_same_written_model(any_day: DayProblem) -> None:
    """Two days share the coefficients: the model is written once, not once a day."""
    shared = any_day.any_day
    assert shared is not None
    first = any_day.model()
    written = dict(shared._written)
    second = replace(any_day, request=any_day.request.changed(seed=9)).model()
    assert dict(shared._written) == written
    assert first.problem.cost.sum() != second.problem.cost.sum()


def test_rules_with_more_room_are_written_anew(any_day: DayProblem) -> None:
    """Levels left out under a cap come back where the cap is lifted."""
    shared = any_day.any_day
    assert shared is not None
    lifted = tuple(
        replace(rule, upper=np.inf) if rule.family == "group_cap" else rule
        for rule in any_day.rules
    )
    assert shared.can_state(any_day.rules)
    assert not shared.can_state(lifted)
    assert len(replace(any_day, rules=lifted).model().levels) >= len(any_day.model().levels)


def test_a_day_without_one_of_the_rules_is_written_anew(any_day: DayProblem) -> None:
    """A floor that a day drops is in no row of its model."""
    dropped = next(iter(any_day.tracked_floors))
    fewer = tuple(rule for rule in any_day.rules if rule.key != dropped)
    assert dropped in any_day.model().rows
    assert dropped not in replace(any_day, rules=fewer).model().rows


def test_missed_floors_cost_the_same(any_day: DayProblem) -> None:
    """A relaxed floor with another bound costs a missed share of that bound."""
    floors = any_day.tracked_floors
    halved = tuple(
        replace(rule, lower=rule.lower / 2) if rule.key in floors and rule.lower > 0 else rule
        for rule in any_day.rules
    )
    problem = replace(any_day, rules=halved)
    one = problem.model(relaxed=floors)
    other = replace(problem, any_day=None).model(relaxed=floors)
    for key in floors:
        column, same = one.slack[key][0], other.slack[key][0]
        if column >= 0:
            assert one.problem.cost[column] == pytest.approx(other.problem.cost[same])
