"""Solve a diet problem: the cheapest diet, or a minimal conflict of limits."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from planner.errors import SolverError, unknown_name
from planner.optimize.diet_problem.conflict import find_conflict, find_crossed_food_limits
from planner.optimize.diet_problem.problem import DietAnswer, DietProblem, cheapest_model
from planner.optimize.diet_problem.runner import Runner
from planner.optimize.linear_problem import FloatArray
from planner.optimize.solve import Status
from planner.optimize.solve.solution import satisfies
from planner.request.choices import SOLVERS


def solve_diet(
    problem: DietProblem,
    *,
    integer: bool = False,
    solver: str = "highs",
    time_limit_seconds: float = 60.0,
) -> DietAnswer:
    r"""Find the cheapest diet within all limits.

    Parameters
    ----------
    problem : DietProblem
        The foods, nutrients and limits.
    integer : bool
        Whether amounts must be whole numbers.
    solver : str
        A key of `planner.request.choices.SOLVERS`.
    time_limit_seconds : float
        Time limit for the whole call, including the search for a conflict.

    Returns
    -------
    DietAnswer
        The cheapest diet; a conflict of limits if the problem is infeasible.

    Raises
    ------
    InputError
        If the solver is unknown.
    SolverError
        If the solver failed or the time ran out before a result was proven.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import read_diet_problem, solve_diet
    >>> _ = Path("foods.csv").write_text("food,cost,protein\nbeans,1,20\nrice,0.5,5\n")
    >>> _ = Path("nutrients.csv").write_text("nutrient,min,max\nprotein,50,\n")
    >>> answer = solve_diet(read_diet_problem("foods.csv", "nutrients.csv"))
    >>> answer.status, round(answer.objective, 6), round(answer.amounts["beans"], 6)
    ('optimal', 2.5, 2.5)
    """
    if solver not in SOLVERS:
        raise unknown_name("solver", solver, SOLVERS)
    return _solve(
        problem, Runner(solver, time.perf_counter() + time_limit_seconds), integer=integer
    )


def _solve(problem: DietProblem, run: Runner, *, integer: bool) -> DietAnswer:
    """Find the cheapest diet, a conflict, or that the cost has no lower bound."""
    if integer:
        problem = _with_whole_food_limits(problem)
    crossed = find_crossed_food_limits(problem)
    if crossed:
        return DietAnswer("infeasible", conflict=crossed.limits)
    model = cheapest_model(problem, integer=integer)
    # CBC may report an unbounded problem as optimal at 1e20, so HiGHS tests unboundedness first.
    solution = run.relaxed(model)
    unbounded = solution.status is Status.UNBOUNDED
    if not unbounded:
        solution = (
            run.whole(model) if integer or not SOLVERS[run.solver].solves_relaxations else solution
        )
        if solution.status is Status.OPTIMAL and satisfies(model, solution.x):
            return _optimal(problem, solution.x)
    # The status "infeasible" of a solver is not relied on: the elastic model proves infeasibility.
    conflict = find_conflict(problem, run, integer=integer)
    if conflict:
        return DietAnswer(
            "infeasible", conflict=conflict.limits, conflict_is_minimal=conflict.is_minimal
        )
    # With rational data a feasible integer problem is unbounded exactly if its relaxation is
    # (Meyer, Mathematical Programming 7 (1974) 223-235).
    if unbounded:
        return DietAnswer("unbounded")
    raise SolverError(
        f"the solver {run.solver} found no diet (status: {solution.status.value}), although the "
        "limits can hold together within its tolerance; loosen the tightest limit slightly "
        "or try the other solver"
    )


def _with_whole_food_limits(problem: DietProblem) -> DietProblem:
    """Round f_min up and f_max down, which allows the same whole amounts.

    The presolve of HiGHS 1.13 wrongly reports problems as infeasible if integer columns have
    fractional bounds such as 1.5 and 2.5.
    """
    return replace(
        problem, f_min=np.ceil(problem.f_min - 1e-9), f_max=np.floor(problem.f_max + 1e-9)
    )


def _optimal(problem: DietProblem, x: FloatArray) -> DietAnswer:
    # Solvers meet bounds only within a tolerance and may return amounts such as -1e-17.
    amounts = np.clip(x, problem.f_min, problem.f_max)
    totals = amounts @ problem.contents
    return DietAnswer(
        "optimal",
        objective=float(problem.cost @ amounts),
        amounts={
            name: float(amount)
            for name, amount in zip(problem.foods, amounts, strict=True)
            if amount > 1e-9
        },
        totals={name: float(total) for name, total in zip(problem.nutrients, totals, strict=True)},
    )
