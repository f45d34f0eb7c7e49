"""Why there is no plan, in words; the nearest plan; and which single change would make one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from planner.errors import NoPlanError, SolverError
from planner.optimize.model.rules import RuleKey
from planner.planning import day as planning
from planner.planning.infeasible.conflicts import find_conflicts
from planner.planning.infeasible.reasons import STRUCTURE, reason
from planner.planning.infeasible.remedies import find_remedies
from planner.planning.infeasible.requirement_model import DayInContext, build_requirement_model
from planner.planning.plan import Plan, SolverReport, solved_plan
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import Wish

# Rules that may give way to show the nearest plan; diet, allergens and safety never do.
_MAY_GIVE = frozenset(
    {"nutrient_floor", "nutrient_ceiling", "energy", "macronutrient_range", "budget", "lock",
     "wish", "variety"}
)  # fmt: skip


class NoCertifiedPlanError(NoPlanError):
    """No plan meets the targets.

    Attributes
    ----------
    reasons : tuple of str
        What clashes, in words.
    changes : tuple of str
        Single changes that make a plan possible, each checked by solving.
    requests : mapping of str to PlanRequest
        For changes of one person's request, by their words, the request so changed.
    """

    def __init__(
        self,
        reasons: tuple[str, ...],
        changes: tuple[str, ...],
        nearest: Plan | Callable[[], Plan | None] | None,
        requests: Mapping[str, PlanRequest] = MappingProxyType({}),
    ) -> None:
        self.reasons = reasons
        self.changes = changes
        self.requests = requests
        self._nearest = nearest
        lines = ["no plan can meet the targets:", *(f"  - {reason}" for reason in reasons)]
        if changes:
            lines += ["a plan is possible with one of these changes:"]
            lines += [f"  - {change}" for change in changes]
        else:
            lines += ["no single change of what was asked makes a plan possible"]
        super().__init__("\n".join(lines))

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
        """Return the error with where it holds before every reason: whose plan, which day."""
        reasons = tuple(f"{where}: {reason}" if where else reason for reason in self.reasons)
        return NoCertifiedPlanError(reasons, self.changes, self.find_nearest, self.requests)


def diagnose(
    question: planning.DayProblem,
    among: DayInContext | None = None,
    must: Collection[str] = (),
    wishes: Sequence[Wish] = (),
) -> NoCertifiedPlanError:
    """Explain why a question has no plan, and find the changes that help.

    Parameters
    ----------
    among : DayAmong, optional
        The days around it, where it is one of several.
    must : collection of str
        Nutrients beside the core ones whose floor may not be missed.
    wishes : sequence of Wish
        Wishes for the days together that this one has to bring something for.
    """
    requirement_model = build_requirement_model(question, among, must, wishes)
    clashes = find_conflicts(requirement_model)
    reasons = tuple(reason(requirement_model, clash) for clash in clashes)
    changes = find_remedies(requirement_model, clashes)
    clashing = frozenset(
        rule.key
        for clash in clashes
        for ask in clash.asks
        for rule in requirement_model.rules_of(ask)
    )
    return NoCertifiedPlanError(
        reasons,
        tuple(change.words for change in changes),
        lambda: _nearest(question, clashing),
        {change.words: change.request for change in changes},
    )


def _nearest(question: planning.DayProblem, clashing: frozenset[RuleKey]) -> Plan | None:
    """Solve for the plan that misses the clashing rules least, and mark it as such."""
    every = frozenset(rule.key for rule in question.rules if rule.family in _MAY_GIVE)
    meals = frozenset(rule.key for rule in question.rules if rule.family in STRUCTURE)
    first = clashing & every
    for relaxed in filter(None, (first, question.tracked_floors | first, every, every | meals)):
        try:
            found = planning.solve_relaxed_day(question, relaxed)
        except SolverError:
            continue
        gap = max(found.solution.objective - found.bound, 0.0)
        plan = solved_plan(
            question.request,
            planning.read_portions(question, found),
            doses=question.doses,
            out_of_reach=found.out_of_reach,
            solver=SolverReport(question.request.solver, found.solution.seconds, gap),
        )
        # What gave way may be a wish, which the certificate does not judge.
        return replace(plan, status="nearest")
    return None
