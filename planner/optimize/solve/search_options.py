"""How far the search for a plan goes: every number of it, and a preset for each effort."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.request.choices import EFFORTS


@dataclass(frozen=True)
class SearchOptions:
    """Limits of the search. They count nodes, so that the load of a machine changes no plan.

    Attributes
    ----------
    kernels : tuple of int
        Choices of the first kernel, in the order of their reduced costs, and of those tried where
        it holds no solution within its nodes.
    per_bucket : int
        Choices of each bucket (meal and role) that are always in a kernel.
    kernel_nodes : int
        Nodes after which the best solution of a kernel stands.
    elastic_kernels : tuple of int
        Choices of the kernels that are tried where a few amounts may be missed, because those hold
        no solution within their nodes.
    missable : tuple of int
        How many of the dearest amounts may be missed, one number after the other.
    elastic_nodes : int
        Nodes of the search with amounts that may be missed.
    miss : float
        Price of missing a whole bound there, in the mean cost of a fractional level.
    aim, aside : float
        How far inside such a bound the search aims, relative to it, and the share of the price
        that what lies between the two costs.
    elastic_open_levels : int
        Levels that one neighbourhood opens there.
    elastic_neighbourhoods : tuple of (int, int)
        Sizes and nodes of the neighbourhoods there; see `neighbourhoods`.
    dearer : float
        By how much the price of what is missed rises before other amounts may be missed.
    solver_nodes : int
        Node limit of the solver's own branch and bound.
    solver_columns : int
        Columns up to which the solver is asked for a solution, or a proof that there is none, of
        the whole problem.
    other_seeds : int
        How many other seeds a day without a plan is searched with.
    first_only : bool
        Whether the first solution is the answer.
    strict : bool
        Whether a day without a plan that meets everything is left without one at once.
    universe : int
        Levels beside the first solution that neighbourhoods may use, by reduced cost.
    open_levels : int
        Levels that one neighbourhood opens at most.
    neighbourhoods : tuple of (int, int)
        Sizes of neighbourhoods, in blocks (meals), and the nodes of each, in the order in which
        they are tried, again and again until none of them holds anything better.
    rounds : int
        How often the sizes are tried at most.
    estimate : float
        What a fractional column is expected to cost until it is whole, in the mean cost of the
        fractional columns of the relaxation.
    least_gain : float
        Improvements below this part of that cost are not looked for.
    time_limit_seconds : float
        For everything together; the last resort. What it stops says so.
    """

    kernels: tuple[int, ...] = (90,)
    per_bucket: int = 3
    kernel_nodes: int = 120
    elastic_kernels: tuple[int, ...] = (90, 150)
    missable: tuple[int, ...] = (4, 2, 12, 8)
    elastic_nodes: int = 4000
    miss: float = 1000.0
    aim: float = 0.1
    aside: float = 0.1
    elastic_open_levels: int = 80
    elastic_neighbourhoods: tuple[tuple[int, int], ...] = ((3, 100), (2, 40))
    dearer: float = 3.0
    solver_nodes: int = 300
    solver_columns: int = 1000
    other_seeds: int = 2
    first_only: bool = False
    strict: bool = False
    universe: int = 800
    open_levels: int = 100
    neighbourhoods: tuple[tuple[int, int], ...] = ((3, 300), (2, 80))
    rounds: int = 2
    estimate: float = 0.13
    least_gain: float = 0.01
    time_limit_seconds: float = 30.0


def quick() -> SearchOptions:
    """Return the limits of a search for any plan."""
    return SearchOptions(first_only=True)


def normal() -> SearchOptions:
    """Return the limits of the usual search."""
    return SearchOptions()


def thorough() -> SearchOptions:
    """Return the limits of a search that goes on for a better plan."""
    return SearchOptions(
        kernel_nodes=400,
        universe=2500,
        open_levels=300,
        neighbourhoods=((3, 200), (2, 60), (4, 400)),
        rounds=4,
        missable=(4, 2, 12, 8, 1, 6, 16, 3),
        elastic_nodes=8000,
        solver_nodes=3000,
        solver_columns=100_000,
    )


def for_one_of_several_days(options: SearchOptions) -> SearchOptions:
    """Return the limits for a day whose plan is gone on with when the other days are known.

    What a long search gains before that is lost in part when the other days change what a day
    needs: shorter searches of all days and longer ones of some in the end find better weeks.
    """
    pairs = options.neighbourhoods
    threes = tuple((size, nodes * 3 // 5) for size, nodes in pairs if size == 3)
    return replace(options, neighbourhoods=threes, rounds=1)


def for_a_known_day(options: SearchOptions) -> SearchOptions:
    """Return the limits for a day of several that has a plan to go on from."""
    return replace(options, rounds=1)


def for_a_shared_day(options: SearchOptions) -> SearchOptions:
    """Return the limits for a day whose main dishes are given, which is not gone on with."""
    shorter = tuple((size, nodes * 3 // 5) for size, nodes in options.neighbourhoods)
    return replace(options, neighbourhoods=shorter, rounds=1)


def for_an_exchange(options: SearchOptions) -> SearchOptions:
    """Return the limits for a day of a planned week that is solved again at other prices."""
    shorter = tuple((size, nodes // 3) for size, nodes in options.neighbourhoods if size == 3)
    return replace(
        options,
        neighbourhoods=shorter,
        kernel_nodes=60,
        elastic_nodes=0,
        solver_columns=0,
        other_seeds=0,
        rounds=1,
        strict=True,
    )


def for_a_framed_day(options: SearchOptions, *, wide: bool) -> SearchOptions:
    """Return the limits for a day within its week; `wide` where any food may be served."""
    if wide:
        return replace(options, other_seeds=0, strict=True)
    short = for_what_may_fail(options)
    return replace(short, elastic_nodes=options.elastic_nodes // 20, strict=True)


def for_what_may_fail(options: SearchOptions) -> SearchOptions:
    """Return the limits for a question that is dropped where a short search does not answer it."""
    nodes = options.elastic_nodes // 4
    return replace(options, elastic_nodes=nodes, solver_columns=0, other_seeds=0, rounds=1)


def search_options(effort: str, time_limit_seconds: float) -> SearchOptions:
    """Return the limits of an effort under a time limit."""
    options: SearchOptions = EFFORTS[effort].search()
    return replace(options, time_limit_seconds=time_limit_seconds)
