"""Registries of the choices in a request: objectives, solvers and supplement modes.

An entry has the texts for users and the function that implements the choice. To add a choice, add
an entry: requests, the command line, the dashboard and the model read these registries. Functions
are given by name, since they are in rooms above this one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planner.request.lazy import LazyFunction


@dataclass(frozen=True)
class Objective:
    """An objective: what a plan minimises.

    Attributes
    ----------
    label : str
        Completes the sentence "Among good plans, choose ...".
    description : str
        The quantity minimised, in one line.
    costs : callable
        ``(Choices, PlanRequest) -> ChoiceCosts``; see `planner.optimize.model.objectives`.
    """

    label: str
    description: str
    costs: Callable[..., Any]


@dataclass(frozen=True)
class Solver:
    """A solver of mixed-integer problems.

    Attributes
    ----------
    label : str
        Display name.
    build : callable
        Takes the limits of a solve and returns a PuLP solver; see
        `planner.optimize.solve.pulp_solvers`.
    solve_arrays : callable or None
        Solves a `LinearProblem` directly, without PuLP, and can start from a solution; see
        `planner.optimize.solve.highs`. None if only PuLP can call the solver.
    solves_relaxations : bool
        Whether it solves every linear relaxation, whichever solver is chosen.
    """

    label: str
    build: Callable[..., Any]
    solve_arrays: Callable[..., Any] | None = None
    solves_relaxations: bool = False


@dataclass(frozen=True)
class SupplementMode:
    """A rule for the use of supplements.

    Attributes
    ----------
    label : str
        Label in a form.
    description : str
        Its meaning, in one line.
    """

    label: str
    description: str


OBJECTIVES: dict[str, Objective] = {
    "balanced": Objective(
        "the most balanced",
        "close to a healthy eating pattern, few foods per meal, usual helpings",
        LazyFunction("planner.optimize.model.objectives:balanced"),
    ),
    "cheapest": Objective(
        "the cheapest",
        "lowest cost at average US retail prices of 2017-18 (USDA)",
        LazyFunction("planner.optimize.model.objectives:cheapest"),
    ),
    "quickest": Objective(
        "the quickest to cook",
        "least active cooking time",
        LazyFunction("planner.optimize.model.objectives:quickest"),
    ),
    "lowest_carbon": Objective(
        "the kindest to the climate",
        "lowest greenhouse gas emissions, as far as footprints are known",
        LazyFunction("planner.optimize.model.objectives:lowest_carbon"),
    ),
    "fewest_foods": Objective(
        "the fewest different foods",
        "fewest different foods to buy",
        LazyFunction("planner.optimize.model.objectives:fewest_foods"),
    ),
}

SOLVERS: dict[str, Solver] = {
    "highs": Solver(
        "HiGHS, in process (default)",
        LazyFunction("planner.optimize.solve.pulp_solvers:highs"),
        LazyFunction("planner.optimize.solve.highs:solve_highs_mip"),
        solves_relaxations=True,
    ),
    "cbc": Solver("COIN-OR CBC", LazyFunction("planner.optimize.solve.pulp_solvers:cbc")),
}

SUPPLEMENT_MODES: dict[str, SupplementMode] = {
    "none": SupplementMode("none: food alone", "plans use food alone (default)"),
    "auto": SupplementMode(
        "the fewest, if food alone is not enough",
        "the fewest and smallest doses, only if food alone cannot meet the targets",
    ),
}
