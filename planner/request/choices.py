"""What a request may choose between: one entry for each objective, solver and use of supplements.

An entry holds everything that the program knows about a choice: the words for people and the
function that carries it out, by name. So adding one is adding an entry here; requests, the command
line, the dashboard and the model read these registries. Functions are named, not imported: they
stand in rooms above this one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planner.request.lazy import LazyFunction


@dataclass(frozen=True)
class Objective:
    """What a plan minimises.

    Attributes
    ----------
    label : str
        Completes "Among good plans, choose ...".
    description : str
        What is minimised, in a line.
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
        Its name for people.
    build : callable
        Takes the limits of a solve and returns a PuLP solver; see
        `planner.optimize.solve.pulp_solvers`.
    takes_arrays : bool
        Whether it can be handed arrays without PuLP, and start from a known solution; see
        `planner.optimize.solve.highs`.
    """

    label: str
    build: Callable[..., Any]
    takes_arrays: bool = False


@dataclass(frozen=True)
class SupplementMode:
    """How a plan uses supplements.

    Attributes
    ----------
    label : str
        The choice in a form.
    description : str
        What it means, in a line.
    """

    label: str
    description: str


OBJECTIVES: dict[str, Objective] = {
    "balanced": Objective(
        "the most balanced",
        "near a usual healthy pattern, few foods a meal, usual helpings",
        LazyFunction("planner.optimize.model.objectives:balanced"),
    ),
    "cheapest": Objective(
        "the cheapest",
        "least cost at USDA 2017-18 average retail prices",
        LazyFunction("planner.optimize.model.objectives:cheapest"),
    ),
    "quickest": Objective(
        "the quickest to cook",
        "least work at the stove",
        LazyFunction("planner.optimize.model.objectives:quickest"),
    ),
    "lowest_carbon": Objective(
        "the kindest to the climate",
        "least greenhouse gas, where footprints are known",
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
        takes_arrays=True,
    ),
    "cbc": Solver("COIN-OR CBC", LazyFunction("planner.optimize.solve.pulp_solvers:cbc")),
}

SUPPLEMENT_MODES: dict[str, SupplementMode] = {
    "none": SupplementMode("none: food alone", "plans are of food alone (default)"),
    "auto": SupplementMode(
        "the fewest, where food alone is not enough",
        "the fewest and smallest doses, and only where food alone makes no plan",
    ),
}
