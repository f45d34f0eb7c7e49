"""Solve mixed-integer problems through PuLP, with HiGHS or CBC."""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import pulp

from planner.errors import SolverError
from planner.optimize.linear_problem import FloatArray, LinearProblem
from planner.optimize.solve.solution import Solution, Status, no_solution, satisfies
from planner.request.choices import SOLVERS

NO_NODE_LIMIT = 2**31 - 1


@dataclass(frozen=True)
class _Limits:
    """Stopping criteria; unlike seconds, nodes give the same result on every machine."""

    time_limit_seconds: float
    relative_gap: float
    absolute_gap: float
    node_limit: int


class _HighsWithNodeLimit(pulp.HiGHS):  # type: ignore[misc]
    """PuLP's HiGHS with the status of a reached node limit, which PuLP 3.3 does not know."""

    def findSolutionValues(self, lp: pulp.LpProblem) -> tuple[int, int]:  # noqa: N802 - PuLP's name
        try:
            status: tuple[int, int] = super().findSolutionValues(lp)
        except KeyError as error:
            if error.args[0] != highspy.HighsModelStatus.kSolutionLimit:
                raise
            return pulp.LpStatusOptimal, pulp.LpSolutionIntegerFeasible
        return status


def highs(limits: _Limits) -> Any:
    """Return PuLP's HiGHS with these limits."""
    return _HighsWithNodeLimit(
        msg=False,
        timeLimit=limits.time_limit_seconds,
        gapRel=limits.relative_gap,
        mip_abs_gap=limits.absolute_gap,
        mip_max_nodes=limits.node_limit,
        threads=1,
    )


def cbc(limits: _Limits) -> Any:
    """Return PuLP's CBC with these limits."""
    # pip installs cbc next to the interpreter, which is on PATH only in an activated environment.
    path = shutil.which("cbc", path=str(Path(sys.executable).parent)) or "cbc"
    return pulp.COIN_CMD(
        path=path,
        msg=False,
        timeLimit=limits.time_limit_seconds,
        gapRel=limits.relative_gap,
        maxNodes=limits.node_limit,
        options=[f"allowableGap {limits.absolute_gap:.9g}"],
    )


_STATUS = {
    pulp.LpStatusOptimal: Status.OPTIMAL,
    pulp.LpStatusInfeasible: Status.INFEASIBLE,
    pulp.LpStatusUnbounded: Status.UNBOUNDED,
}


def _as_pulp(problem: LinearProblem) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    model = pulp.LpProblem("plan", pulp.LpMinimize)
    variables = [
        model.add_variable(
            f"x{number}",
            None if np.isneginf(low) else float(low),
            None if np.isposinf(high) else float(high),
            pulp.LpInteger if whole else pulp.LpContinuous,
        )
        for number, (low, high, whole) in enumerate(
            zip(problem.column_lower, problem.column_upper, problem.integer, strict=True)
        )
    ]
    model.setObjective(
        pulp.LpAffineExpression(list(zip(variables, problem.cost.tolist(), strict=True)))
    )
    terms: list[list[tuple[pulp.LpVariable, float]]] = [[] for _ in range(problem.rows)]
    for row, column, value in zip(
        problem.row.tolist(), problem.column.tolist(), problem.value.tolist(), strict=True
    ):
        terms[row].append((variables[column], value))
    for number, (low, high) in enumerate(zip(problem.row_lower, problem.row_upper, strict=True)):
        _add_row(model, number, terms[number], float(low), float(high))
    return model, variables


def _add_row(
    model: pulp.LpProblem,
    number: int,
    terms: list[tuple[pulp.LpVariable, float]],
    low: float,
    high: float,
) -> None:
    """Add ``low <= terms <= high``; PuLP has no ranges, so two finite bounds become two rows."""
    if not terms and low <= 0 <= high:
        return  # always holds, and CBC aborts on a model whose rows are all empty
    senses = (
        [(pulp.LpConstraintEQ, low, "")]
        if low == high
        else [
            (sense, bound, tag)
            for sense, bound, tag in (
                (pulp.LpConstraintGE, low, "low"),
                (pulp.LpConstraintLE, high, "high"),
            )
            if np.isfinite(bound)
        ]
    )
    for sense, bound, tag in senses:
        expression = pulp.LpAffineExpression(terms)
        model.addConstraint(pulp.LpConstraint(expression, sense, f"r{number}{tag}", bound))


def _proven_bound(model: pulp.LpProblem, objective: float, relative_gap: float) -> float:
    """Return the lower bound proved by HiGHS; NaN for CBC, whose bound PuLP does not report."""
    live = getattr(model, "solverModel", None)
    if live is None or not hasattr(live, "getInfo"):
        return float("nan")
    bound = float(live.getInfo().mip_dual_bound)
    return bound if np.isfinite(bound) else objective - relative_gap * abs(objective)


def solve(
    problem: LinearProblem,
    solver: str = "highs",
    *,
    time_limit_seconds: float = 30.0,
    relative_gap: float = 0.0,
    absolute_gap: float = 1e-6,
    node_limit: int = NO_NODE_LIMIT,
) -> Solution:
    """Solve a mixed-integer problem.

    The solution is always checked against the rows, since PuLP reports a time limit of HiGHS as
    optimal even if nothing was found, and returns zeros for an infeasible problem.

    Raises
    ------
    SolverError
        If the solver cannot be run.
    """
    limits = _Limits(time_limit_seconds, relative_gap, absolute_gap, node_limit)
    model, variables = _as_pulp(problem)
    started = time.perf_counter()
    try:
        model.solve(SOLVERS[solver].build(limits))
    except pulp.PulpSolverError as error:
        raise SolverError(f"the solver {solver} could not be run: {error}") from None
    seconds = time.perf_counter() - started
    status = _STATUS.get(model.status, Status.FAILED)
    timed_out = seconds >= time_limit_seconds * 0.98
    if status in (Status.INFEASIBLE, Status.UNBOUNDED) and not timed_out:
        return no_solution(status, seconds)
    x = _values(variables, problem)
    if not satisfies(problem, x):
        return no_solution(Status.TIME_LIMIT if timed_out else Status.FAILED, seconds)
    objective = float(problem.cost @ x)
    optimal = model.sol_status == pulp.LpSolutionOptimal and not timed_out
    bound = _proven_bound(model, objective, relative_gap)
    empty = np.zeros(0)
    found = Status.OPTIMAL if optimal else Status.FEASIBLE
    return Solution(found, x, objective, bound, seconds, empty, empty)


def _values(variables: list[pulp.LpVariable], problem: LinearProblem) -> FloatArray:
    values = [variable.varValue for variable in variables]
    if any(value is None for value in values):
        return np.zeros(0)
    x = np.array(values, dtype=np.float64)
    return np.where(problem.integer, np.round(x), x)
