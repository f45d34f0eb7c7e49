"""The cheapest diet, or the proof that there is none and the limits to blame."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from planner.errors import SolverError, unknown_name
from planner.optimize.diet_problem.conflict import find_conflict, find_crossed_food_limits
from planner.optimize.diet_problem.problem import DietAnswer, DietProblem, cheapest_model
from planner.optimize.diet_problem.runner import Runner
from planner.optimize.linear_problem import FloatArray
from planner.optimize.solve import SOLVERS, Status
from planner.optimize.solve.solution import satisfies


def solve_diet(
    problem: DietProblem,
    *,
    integer: bool = False,
    solver: str = "highs",
    time_limit_seconds: float = 60.0,
) -> DietAnswer:
    """Find the cheapest diet within all limits.

    Parameters
    ----------
    integer : bool
        Whether amounts must be whole numbers.
    solver : str
        ``"highs"`` or ``"cbc"``.
    time_limit_seconds : float
        For everything together, the search for a conflict included.

    Returns
    -------
    DietAnswer
        With a minimal conflict where no diet can hold all limits.

    Raises
    ------
    InputError
        If there is no such solver.
    SolverError
        If the solver failed or the time ran out: nothing is then known about the problem.
    """
    if solver not in SOLVERS:
        raise unknown_name("solver", solver, SOLVERS)
    run = Runner(solver, time.perf_counter() + time_limit_seconds)
    if integer:
        problem = _with_whole_food_limits(problem)
    crossed = find_crossed_food_limits(problem)
    if crossed:
        return DietAnswer("infeasible", conflict=crossed.limits)
    model = cheapest_model(problem, integer=integer)
    # CBC may call an unbounded problem optimal at 1e20, so HiGHS is asked about that first.
    solution = run.relaxed(model)
    unbounded = solution.status is Status.UNBOUNDED
    if not unbounded:
        solution = run.whole(model) if integer or solver != "highs" else solution
        if solution.status is Status.OPTIMAL and satisfies(model, solution.x):
            return _optimal(problem, solution.x)
    # A status that says infeasible is not yet a proof: the elastic model is.
    conflict = find_conflict(problem, run, integer=integer)
    if conflict:
        return DietAnswer(
            "infeasible", conflict=conflict.limits, conflict_is_minimal=conflict.is_minimal
        )
    # With rational figures a whole-number problem that has a solution is unbounded exactly when
    # its relaxation is (Meyer, Mathematical Programming 7 (1974) 223-235).
    if unbounded:
        return DietAnswer("unbounded")
    raise SolverError(
        f"the solver {solver} found no diet (it ended with: {solution.status.value}), yet the "
        "limits can hold together to within its tolerance; loosen the tightest limit slightly "
        "or try the other solver"
    )


def _with_whole_food_limits(problem: DietProblem) -> DietProblem:
    """Round f_min up and f_max down, which allows the same whole amounts.

    HiGHS 1.13's presolve calls problems infeasible that are not where whole-number columns have
    bounds such as 1.5 and 2.5.
    """
    return replace(
        problem, f_min=np.ceil(problem.f_min - 1e-9), f_max=np.floor(problem.f_max + 1e-9)
    )


def _optimal(problem: DietProblem, x: FloatArray) -> DietAnswer:
    # Solvers keep to bounds within a tolerance; nobody wants to read -1e-17 of a food.
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
