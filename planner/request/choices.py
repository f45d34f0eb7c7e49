"""Registries of the choices in a request: objectives, solvers, efforts, supplements and shops.

An entry has the texts for users and the function that implements the choice. To add a choice, add
an entry: requests, the command line, the dashboard and the model read these registries. Functions
are given by name, since they are in rooms above this one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planner.nutrition.foods.availability import Shop
from planner.request.lazy import LazyFunction


@dataclass(frozen=True)
class Choice:
    """A choice in a request, with its texts for users; the rest reads it by its key.

    Attributes
    ----------
    label : str
        Label in a form.
    description : str
        Its meaning, in one line.
    """

    label: str
    description: str


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
class Effort:
    """How long a plan is searched for.

    Attributes
    ----------
    label : str
        Label in a form.
    description : str
        What it gives and what it costs, in one line.
    search : callable
        Returns the limits of the search; see `planner.optimize.solve.search_options`.
    """

    label: str
    description: str
    search: Callable[[], Any]


@dataclass(frozen=True)
class Availability(Choice):
    """A rule for where the food of a plan can be bought.

    Attributes
    ----------
    shop : Shop
        The largest kind of shop that the person goes to.
    """

    shop: Shop


@dataclass(frozen=True)
class Guidelines(Choice):
    """How close a plan comes to the dietary guidelines.

    Attributes
    ----------
    hei2020 : float
        Points of the Healthy Eating Index 2020 to reach; more of them are worth nothing.
    """

    hei2020: float


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

EFFORTS: dict[str, Effort] = {
    "quick": Effort(
        "the first plan found",
        "the first certified plan, in a fraction of the time",
        LazyFunction("planner.optimize.solve.search_options:quick"),
    ),
    "normal": Effort(
        "a good plan",
        "a good plan (default)",
        LazyFunction("planner.optimize.solve.search_options:normal"),
    ),
    "thorough": Effort(
        "a better plan, if there is time",
        "searches on for a better plan, in several times the time",
        LazyFunction("planner.optimize.solve.search_options:thorough"),
    ),
}

SUPPLEMENT_MODES: dict[str, Choice] = {
    "none": Choice("none: food alone", "plans use food alone (default)"),
    "auto": Choice(
        "the fewest, if food alone is not enough",
        "the fewest and smallest doses, only if food alone cannot meet the targets",
    ),
}

AVAILABILITIES: dict[str, Availability] = {
    "everywhere": Availability(
        "any small shop",
        "food that every ordinary shop has",
        Shop.EVERYWHERE,
    ),
    "large": Availability(
        "large supermarkets",
        "food that a large supermarket has (default)",
        Shop.LARGE_SUPERMARKET,
    ),
    "any": Availability(
        "specialty shops too",
        "also food that only specialty shops or mail order have",
        Shop.SPECIALTY,
    ),
}

VERSIONS: dict[str, Choice] = {
    "needed": Choice(
        "for those who need them",
        "gluten-free bread, plant milk and the like only where the ordinary food is left out, or "
        "where you like or lock them (default)",
    ),
    "any": Choice("for everyone", "free-from and plant versions for everyone"),
}

GUIDELINES: dict[str, Guidelines] = {
    "everyday": Guidelines("everyday food", "at least 70 of 100 points of HEI-2020", 70.0),
    "healthy": Guidelines("healthy", "at least 80 of 100 points of HEI-2020 (default)", 80.0),
    "strict": Guidelines("strict", "at least 90 of 100 points of HEI-2020", 90.0),
}
