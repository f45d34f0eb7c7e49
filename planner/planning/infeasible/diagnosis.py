"""Explain why there is no plan: the conflicts, the changes that help, the nearest plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from planner.errors import NoPlanError, Setting, SolverError
from planner.optimize.model.rules import RuleKey
from planner.optimize.solve import is_time_over, search_levels, within_seconds
from planner.planning.day import DayProblem, DaySolution, options_of, read_portions, structure_of
from planner.planning.infeasible.conflicts import find_conflicts, missed_together
from planner.planning.infeasible.reasons import STRUCTURE, reason
from planner.planning.infeasible.remedies import find_remedies
from planner.planning.infeasible.requirement_model import DayInContext, build_requirement_model
from planner.planning.plan import Plan, SolverReport, solved_plan
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import Wish

# Rules that may give way to show the nearest plan; diet, allergens and safety never do.
_MAY_GIVE = frozenset(
    {"nutrient_floor", "nutrient_ceiling", "meal_limit", "energy", "macronutrient_range",
     "food_weight", "budget", "lock", "wish", "variety"}
)  # fmt: skip
_PROVEN = "no plan can meet the targets:"
_NOT_FOUND = "no plan was found that meets the targets, though it is not proven that there is none:"


class NoCertifiedPlanError(NoPlanError):
    """No plan meets the targets.

    Attributes
    ----------
    reasons : tuple of str
        The conflicts, in words.
    changes : tuple of str
        Single changes that make a plan possible, each checked by solving.
    requests : mapping of str to PlanRequest
        For changes of one person's request, by their words, the request so changed.
    is_proven : bool
        Whether it is proven that there is no plan; else a search to its end found none, and the
        command line ends with the code of a solver without a plan.
    all_tried : bool
        Whether the time sufficed to try all changes that may help.

    Examples
    --------
    >>> from planner import NoCertifiedPlanError, PlanRequest, make_person, make_plan
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> try:
    ...     plan = make_plan(PlanRequest(person=woman, diet="vegan", avoid=("fortified",)))
    ... except NoCertifiedPlanError as error:
    ...     print(error.exit_code, "vitamin B12" in error.reasons[0], len(error.changes) > 0)
    3 True True
    """

    def __init__(
        self,
        reasons: tuple[str, ...],
        changes: tuple[str, ...],
        nearest: Plan | Callable[[], Plan | None] | None,
        requests: Mapping[str, PlanRequest] = MappingProxyType({}),
        settings: Iterable[Setting] = (),
        *,
        is_proven: bool = True,
        all_tried: bool = True,
    ) -> None:
        self.is_proven, self.all_tried = is_proven, all_tried
        self.exit_code = NoPlanError.exit_code if is_proven else SolverError.exit_code
        self.reasons = reasons
        self.changes = changes
        self.requests = requests
        self._nearest = nearest
        first = _PROVEN if is_proven else _NOT_FOUND
        lines = [first, *(f"  - {reason}" for reason in reasons)]
        if changes:
            lines += ["a plan is possible with one of these changes:"]
            lines += [f"  - {change}" for change in changes]
        elif all_tried:
            lines += ["no single change of what was asked makes a plan possible"]
        if not all_tried:
            lines += ["the time was over before all changes were tried; allow more time"]
        super().__init__("\n".join(lines), settings=settings)

    def find_nearest(self) -> Plan | None:
        """Return the plan that misses the targets least; the first call solves for it.

        Returns
        -------
        Plan or None
            With the status ``nearest``; None where not even that can be found.
        """
        if callable(self._nearest):
            self._nearest = self._nearest()
        return self._nearest

    def prefixed(self, where: str) -> NoCertifiedPlanError:
        """Return the error with whose plan and which day it is about before every reason."""
        reasons = tuple(f"{where}: {reason}" if where else reason for reason in self.reasons)
        return NoCertifiedPlanError(
            reasons,
            self.changes,
            self.find_nearest,
            self.requests,
            self.settings,
            is_proven=self.is_proven,
            all_tried=self.all_tried,
        )


def diagnose(
    problem: DayProblem,
    in_context: DayInContext | None = None,
    required_floors: Collection[str] = (),
    wishes: Sequence[Wish] = (),
    missed: frozenset[RuleKey] = frozenset(),
) -> NoCertifiedPlanError:
    """Explain why a problem has no plan, and find the changes that help.

    Parameters
    ----------
    problem : DayProblem
        The problem that has no plan.
    in_context : DayInContext, optional
        The other days and people, where the problem is one day of several.
    required_floors : collection of str
        Nutrients beside the core ones whose floor may not be missed.
    wishes : sequence of Wish
        Wishes for the days together that this day has to bring something for.
    missed : frozenset of RuleKey
        What the nearest values of a search miss that found no plan; empty where it is proven that
        there is none.
    """
    model = build_requirement_model(problem, in_context, required_floors, wishes)
    conflicts = missed_together(model, missed) or find_conflicts(model)
    reasons = tuple(reason(model, conflict) for conflict in conflicts)
    remedies = find_remedies(model, conflicts)
    conflicting = frozenset(
        rule.key
        for conflict in conflicts
        for requirement in conflict.requirements
        for rule in model.rules_of(requirement)
    )
    settings: tuple[Setting, ...] = ()
    if any(remedy.takes_supplements for remedy in remedies):
        settings += (Setting.SUPPLEMENTS,)
    if is_time_over():
        settings += (Setting.TIME_LIMIT,)
    return NoCertifiedPlanError(
        reasons,
        tuple(remedy.words for remedy in remedies),
        lambda: _nearest_in_time(problem, conflicting),
        {remedy.words: remedy.request for remedy in remedies},
        settings,
        is_proven=all(conflict.is_proven for conflict in conflicts)
        and bool(conflicts or not missed),
        all_tried=not is_time_over(),
    )


def _nearest_in_time(problem: DayProblem, conflicting: frozenset[RuleKey]) -> Plan | None:
    """Solve for the nearest plan within the time limit of a request."""
    with within_seconds(problem.request.time_limit_seconds):
        return _nearest(problem, conflicting)


def _nearest(problem: DayProblem, conflicting: frozenset[RuleKey]) -> Plan | None:
    """Solve for the plan that misses the conflicting rules least; more rules where that fails."""
    every = frozenset(rule.key for rule in problem.rules if rule.family in _MAY_GIVE)
    meals = frozenset(rule.key for rule in problem.rules if rule.family in STRUCTURE)
    first = conflicting & every
    for relaxed in filter(None, (first, problem.tracked_floors | first, every, every | meals)):
        try:
            found = _solve_relaxed(problem, relaxed)
        except SolverError:
            continue
        plan = solved_plan(
            problem.request,
            read_portions(problem, found),
            doses=problem.doses,
            out_of_reach=found.out_of_reach,
            solver=SolverReport.of(problem.request.solver, found),
        )
        # What gave way may be a wish, which the certificate does not judge.
        return replace(plan, status="nearest")
    return None


def _solve_relaxed(problem: DayProblem, relaxed: frozenset[RuleKey]) -> DaySolution:
    """Solve a day whose relaxed rules may be missed, as little as possible.

    Raises
    ------
    SolverError
        If not even that gives a plan.
    """
    model = problem.model(relaxed=relaxed)
    options = options_of(problem.request)
    solution, bound = search_levels(
        model.problem, structure_of(model), problem.request.solver, options
    )
    if not solution.found:
        raise SolverError(f"no nearest plan: {solution.status.value}")
    return DaySolution(model, solution, bound.objective)
