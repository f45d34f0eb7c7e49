"""The end of a search that found no plan: how far it came, and what its nearest values miss."""

from __future__ import annotations

from planner.errors import Setting, SolverError
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.day_model import DayModel
from planner.optimize.model.rules import Rule, RuleKey
from planner.optimize.solve import Solution, Status, misses
from planner.request.plan_request import MOST_SECONDS, USUAL_SECONDS


class NothingFoundError(SolverError):
    """A search came to its end without a plan, and nothing is proven.

    Attributes
    ----------
    missed : frozenset of RuleKey
        The rules that the nearest values it came to miss; empty where it came to none.
    """

    def __init__(
        self, message: str, missed: frozenset[RuleKey], settings: tuple[Setting, ...]
    ) -> None:
        super().__init__(message, settings=settings)
        self.missed = missed


MOST_MISSED = 3  # rules named that the nearest plan misses, those missed most


def nothing_found(
    model: DayModel, solution: Solution, solver: str, time_limit_seconds: float
) -> SolverError:
    """Return the error of a search without a plan: `NothingFoundError` where it ran its course.

    Parameters
    ----------
    model : DayModel
        The model that was searched.
    solution : Solution
        How the search ended.
    solver : str
        Name of the solver.
    time_limit_seconds : float
        The limit it had.
    """
    out_of_time = solution.status is Status.TIME_LIMIT or solution.clock_struck
    words = [f"the solver {solver} found no plan in {solution.nodes} nodes"]
    if out_of_time:
        reached = f"{solution.nodes} nodes" if solution.nodes else "none of the search's nodes"
        words = [f"the solver {solver} found no plan within {time_limit_seconds:g} seconds,"]
        words.append(f"which were enough for {reached}")
    elif solution.status is not Status.NONE_FOUND:
        words.append(f"({solution.status.value})")
    missed = [] if solution.nearest is None else _missed(model, solution.nearest)
    if missed:
        words.append(f"; the nearest one misses: {'; '.join(words for _, words in missed)}")
    enough = min(max(USUAL_SECONDS, 2.0 * time_limit_seconds), MOST_SECONDS)
    more = f"allow {enough:g} seconds" if out_of_time else "search more thoroughly"
    text = f"{' '.join(words).replace(' ;', ';')}; {more}"
    settings = (Setting.TIME_LIMIT if out_of_time else Setting.EFFORT,)
    if solution.status is Status.NONE_FOUND and not out_of_time:
        return NothingFoundError(text, frozenset(rule.key for rule, _ in missed), settings)
    return SolverError(text, settings=settings)


def _missed(model: DayModel, x: FloatArray) -> list[tuple[Rule, str]]:
    """Return the rules that values miss, and by how much in words, the one missed most first."""
    missed = misses(model.problem, x)
    found: list[tuple[float, Rule, str]] = []
    for rule in model.rules:
        row = model.rows.get(rule.key)
        if row is not None and abs(missed[row]) > 1e-6:
            limit = rule.lower if missed[row] < 0 else rule.upper
            words = f"{rule.sentence} (by {abs(missed[row]):.3g} {rule.unit})"
            found.append((-abs(missed[row]) / max(abs(limit), 1e-9), rule, words))
    found.sort(key=lambda one: (one[0], one[2]))
    return [(rule, words) for _, rule, words in found]
