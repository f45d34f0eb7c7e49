"""The classic diet problem: published optima, minimal conflicts, and properties."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.errors import InputError, SolverError
from planner.optimize.diet_problem import (
    DietAnswer,
    DietProblem,
    read_diet_problem,
    solve_diet,
)
from planner.request.choices import SOLVERS

KNOWN = Path(__file__).resolve().parents[2] / "known_answers"
INF = math.inf


def known(name: str) -> DietProblem:
    return read_diet_problem(KNOWN / name / "foods.csv", KNOWN / name / "nutrients.csv")


def diet(
    cost: list[float],
    contents: list[list[float]],
    limits: list[tuple[float, float]],
    amounts: list[tuple[float, float]] | None = None,
) -> DietProblem:
    """Build a problem with foods f0, f1 … and nutrients n0, n1 …."""
    bounds = np.array(amounts or [(0.0, INF)] * len(cost))
    return DietProblem(
        foods=tuple(f"f{number}" for number in range(len(cost))),
        cost=np.array(cost),
        f_min=bounds[:, 0],
        f_max=bounds[:, 1],
        nutrients=tuple(f"n{number}" for number in range(len(limits))),
        contents=np.array(contents).reshape(len(cost), len(limits)),
        nutrient_min=np.array([low for low, _ in limits]),
        nutrient_max=np.array([high for _, high in limits]),
    )


def with_limits(problem: DietProblem, kept: Collection[str]) -> DietProblem:
    """Return a problem with only the named limits."""

    def pick(names: tuple[str, ...], word: str, values: np.ndarray, otherwise: float) -> np.ndarray:
        has = np.array([f"{name} {word}" in kept for name in names], dtype=bool)
        return np.where(has, values, otherwise)

    return replace(
        problem,
        f_min=pick(problem.foods, "f_min", problem.f_min, 0.0),
        f_max=pick(problem.foods, "f_max", problem.f_max, INF),
        nutrient_min=pick(problem.nutrients, "min", problem.nutrient_min, -INF),
        nutrient_max=pick(problem.nutrients, "max", problem.nutrient_max, INF),
    )


def assert_minimal_conflict(problem: DietProblem, answer: DietAnswer, *, integer: bool) -> None:
    """Check that the conflict has no diet, and has one without any single member."""
    assert answer.conflict
    assert answer.conflict_is_minimal
    alone = solve_diet(with_limits(problem, answer.conflict), integer=integer)
    assert alone.status == "infeasible"
    for left_out in answer.conflict:
        others = set(answer.conflict) - {left_out}
        assert solve_diet(with_limits(problem, others), integer=integer).status == "optimal"


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize(
    ("name", "optimum", "amounts"),
    [
        (
            "stigler_1939",
            0.1086622782,
            {
                "Wheat Flour (Enriched)": 0.029519,
                "Liver (Beef)": 0.001893,
                "Cabbage": 0.011214,
                "Spinach": 0.005008,
                "Navy Beans, Dried": 0.061029,
            },
        ),
        ("ampl_diet", 88.2, {"MCH": 140 / 3}),
        ("neos", 4.337116809749308, None),
        ("whiskas", 0.52, {"BEEF": 60, "GEL": 40}),
    ],
)
def test_published_optimum(
    name: str, optimum: float, amounts: dict[str, float] | None, solver: str
) -> None:
    """Both solvers find the published cost, and the published diet if there is one."""
    answer = solve_diet(known(name), solver=solver)
    assert answer.status == "optimal"
    assert answer.objective == pytest.approx(optimum, rel=1e-6)
    if amounts is not None:
        assert answer.amounts == pytest.approx(amounts, abs=1e-6)


def test_stigler_costs_laderman_s_39_69_dollars_a_year() -> None:
    """A year of the daily optimum costs the published amount, to the cent."""
    objective = solve_diet(known("stigler_1939")).objective
    assert objective is not None
    assert round(objective * 365.25, 2) == 39.69


@pytest.mark.parametrize("solver", SOLVERS)
def test_ampl_diet2_conflict_blames_sodium(solver: str) -> None:
    """The book's infeasible diet has a minimal conflict with sodium."""
    problem = known("ampl_diet2")
    for integer in (False, True):
        answer = solve_diet(problem, integer=integer, solver=solver)
        assert (answer.status, answer.objective, answer.amounts) == ("infeasible", None, {})
        assert "NA max" in answer.conflict
        assert_minimal_conflict(problem, answer, integer=integer)


@pytest.mark.parametrize("solver", SOLVERS)
def test_ampl_diet2_with_more_sodium(solver: str) -> None:
    """The book's remedy gives the book's costs, in fractions and in whole packages."""
    problem = known("ampl_diet2")
    eased = problem.nutrient_max.copy()
    eased[problem.nutrients.index("NA")] = 50_000
    problem = replace(problem, nutrient_max=eased)
    assert solve_diet(problem, solver=solver).objective == pytest.approx(118.0594032, rel=1e-8)
    whole = solve_diet(problem, integer=True, solver=solver)
    assert whole.objective == pytest.approx(119.30, rel=1e-8)
    assert list(whole.amounts.values()) == [9, 2, 2, 8, 10, 10, 7, 2]


@pytest.mark.parametrize("solver", SOLVERS)
def test_whole_amounts_cost_more(solver: str) -> None:
    """7 units from foods of 3 for $2 and 2 for $1.50: 2⅓ of the first; whole, one and two."""
    problem = diet([2.0, 1.5], [[3.0], [2.0]], [(7.0, INF)])
    assert solve_diet(problem, solver=solver).objective == pytest.approx(14 / 3)
    whole = solve_diet(problem, integer=True, solver=solver)
    assert whole.objective == pytest.approx(5.0)
    assert whole.amounts == {"f0": 1, "f1": 2}
    assert whole.totals == {"n0": 7}


@pytest.mark.parametrize("solver", SOLVERS)
def test_whole_amounts_can_clash_where_fractions_do_not(solver: str) -> None:
    """Three is no multiple of two, and no whole number is between 0.2 and 0.8: infeasible."""
    threes = diet([1.0, 1.0], [[2.0], [2.0]], [(3.0, 3.0)], [(0, 9), (0, 9)])
    assert solve_diet(threes, solver=solver).status == "optimal"
    answer = solve_diet(threes, integer=True, solver=solver)
    assert answer.conflict == ("n0 min", "n0 max")
    between = diet([1.0], [[1.0]], [(0.1, INF)], [(0.2, 0.8)])
    assert solve_diet(between, solver=solver).status == "optimal"
    answer = solve_diet(between, integer=True, solver=solver)
    assert answer.conflict == ("f0 f_min", "f0 f_max")


@pytest.mark.parametrize("solver", SOLVERS)
def test_whole_amounts_between_fractional_food_limits(solver: str) -> None:
    """In whole units f_min 1.5 and f_max 2.5 leave 2 units of a food."""
    problem = diet([1.0, 1.0], [[0.5], [0.5]], [(2.0, 2.0)], [(0, 4), (1.5, 2.5)])
    answer = solve_diet(problem, integer=True, solver=solver)
    assert answer.amounts == {"f0": 2, "f1": 2}


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_nutrient_no_food_holds_is_a_conflict_by_itself(solver: str) -> None:
    """The minimum of a nutrient that no food has is a conflict by itself."""
    answer = solve_diet(diet([1.0], [[0.0, 1.0]], [(1.0, INF), (1.0, INF)]), solver=solver)
    assert answer.conflict == ("n0 min",)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("integer", [False, True])
def test_a_food_that_pays_is_unbounded(solver: str, *, integer: bool) -> None:
    """A food with a negative cost and no f_max has no cheapest diet; with one it has."""
    paid = diet([-1.0, 1.0], [[1.0], [1.0]], [(1.0, INF)])
    assert solve_diet(paid, integer=integer, solver=solver).status == "unbounded"
    capped = replace(paid, f_max=np.array([3.0, INF]))
    assert solve_diet(capped, integer=integer, solver=solver).objective == pytest.approx(-3.0)
    clash = replace(paid, nutrient_min=np.array([5.0]), nutrient_max=np.array([4.0]))
    assert solve_diet(clash, integer=integer, solver=solver).status == "infeasible"


def test_units_do_not_matter() -> None:
    """Contents far below solver tolerances (a vitamin in kilograms) still bind."""
    vitamin_kg = diet([1e-6, 3e-6], [[2.4e-9], [4.8e-9]], [(2.4e-9, INF)])
    assert solve_diet(vitamin_kg).amounts == pytest.approx({"f0": 1.0})
    short = replace(vitamin_kg, f_max=np.array([0.2, 0.2]))
    assert solve_diet(short).conflict == ("n0 min", "f0 f_max", "f1 f_max")


def test_unknown_solver_and_no_time() -> None:
    """An unknown solver gives the valid names; a time limit raises an error."""
    problem = known("whiskas")
    with pytest.raises(InputError, match="highs"):
        solve_diet(problem, solver="hihgs")
    with pytest.raises(SolverError, match="out of time"):
        solve_diet(problem, time_limit_seconds=0.0)


@st.composite
def problems(draw: st.DrawFn, *, with_caps: bool) -> DietProblem:
    """Draw small problems; without limits on foods a diet exists."""
    foods, nutrients = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    content = st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0, 7.0])
    contents = [[draw(content) for _ in range(nutrients)] for _ in range(foods)]
    if not with_caps:
        contents[0] = [1.0] * nutrients
    limits, amounts = [], []
    for _ in range(nutrients):
        low = draw(st.floats(0, 20).map(lambda value: round(value, 2)))
        width = draw(st.sampled_from([0.0, 0.5, 5.0, INF])) if with_caps else INF
        limits.append((low, low + width))
    for _ in range(foods):
        low = draw(st.sampled_from([0.0, 0.0, 1.0, 1.5])) if with_caps else 0.0
        width = draw(st.sampled_from([0.0, 1.0, 4.0, INF])) if with_caps else INF
        amounts.append((low, low + width))
    cost = [draw(st.floats(0.1, 9).map(lambda value: round(value, 2))) for _ in range(foods)]
    return diet(cost, contents, limits, amounts)


def assert_within_limits(problem: DietProblem, answer: DietAnswer) -> None:
    x = np.array([answer.amounts.get(food, 0.0) for food in problem.foods])
    totals = x @ problem.contents
    assert (x >= problem.f_min - 1e-9).all()
    assert (x <= problem.f_max + 1e-9).all()
    assert (totals >= problem.nutrient_min - 1e-5 * (1 + totals)).all()
    assert (totals <= problem.nutrient_max + 1e-5 * (1 + totals)).all()
    assert answer.objective == pytest.approx(float(problem.cost @ x))
    assert list(answer.totals.values()) == pytest.approx(list(totals), abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(problem=problems(with_caps=False), extra=st.floats(0, 10), data=st.data())
def test_tightening_a_minimum_never_lowers_the_cost(
    problem: DietProblem, extra: float, data: st.DataObject
) -> None:
    """A higher minimum of one nutrient never lowers the cost."""
    number = data.draw(st.integers(0, len(problem.nutrients) - 1))
    tighter = problem.nutrient_min.copy()
    tighter[number] += extra
    before = solve_diet(problem).objective
    after = solve_diet(replace(problem, nutrient_min=tighter)).objective
    assert before is not None
    assert after is not None
    assert after >= before - 1e-6 * (1 + before)


@settings(deadline=None, max_examples=80)
@given(problem=problems(with_caps=True), integer=st.booleans())
def test_every_answer_is_a_diet_or_a_minimal_conflict(problem: DietProblem, integer: bool) -> None:
    """An optimal diet meets all limits; without a diet the conflict is minimal."""
    answer = solve_diet(problem, integer=integer)
    if answer.status == "optimal":
        assert_within_limits(problem, answer)
        if integer:
            assert all(amount == round(amount) for amount in answer.amounts.values())
    else:
        assert answer.status == "infeasible"
        assert_minimal_conflict(problem, answer, integer=integer)


@settings(deadline=None, max_examples=15)
@given(problem=problems(with_caps=True), integer=st.booleans())
def test_both_solvers_agree(problem: DietProblem, integer: bool) -> None:
    """HiGHS and CBC reach the same status and cost."""
    one, other = (solve_diet(problem, integer=integer, solver=solver) for solver in SOLVERS)
    assert one.status == other.status
    assume(one.objective is not None)
    assert one.objective == pytest.approx(other.objective, rel=1e-6, abs=1e-6)
