"""Answers to inquiries, cached so that no inquiry is solved twice."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from planner.dashboard.session.question import Inquiry
from planner.planning.days import replan
from planner.planning.household import make_household
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.make import Plan, make_plan
from planner.planning.progress import Progress, go_on
from planner.request.household import Household, Member
from planner.request.plan_request import PlanRequest

# Size of the cache in days of plans, over all people and visitors: about 25 kB each.
MOST_DAYS_REMEMBERED = 1_500


@dataclass(frozen=True)
class Answer:
    """The answer to an inquiry.

    Attributes
    ----------
    plans : tuple of Plan
        The certified plans, one per person; else the nearest plan, if one was found.
    reasons, changes : tuple of str
        The conflict and its remedies in words; empty if the plans are certified.
    requests : mapping of str to PlanRequest
        The changed request of each remedy that changes one person's request.
    """

    plans: tuple[Plan, ...]
    reasons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    requests: Mapping[str, PlanRequest] = field(default_factory=dict)

    @property
    def plan(self) -> Plan | None:
        """The first person's plan; None without a plan."""
        return self.plans[0] if self.plans else None

    @property
    def certified(self) -> bool:
        """Whether there are plans and all of them are certified."""
        return bool(self.plans) and all(plan.certificate.certified for plan in self.plans)


class Memory:
    """A cache of answers by key of the inquiry, limited in size; thread-safe.

    Parameters
    ----------
    most_days : int
        Most days of plans in all cached answers.
    """

    def __init__(self, most_days: int) -> None:
        self._most_days = most_days
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Answer | None:
        """Return a cached answer, or None."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: str, answer: Answer) -> None:
        """Cache an answer, and drop the least recently used ones if the cache is full."""
        with self._lock:
            self._answers[key] = answer
            self._answers.move_to_end(key)
            while len(self._answers) > 1 and self._days() > self._most_days:
                self._answers.popitem(last=False)

    def _days(self) -> int:
        return sum(
            max(sum(plan.request.days for plan in answer.plans), 1)
            for answer in self._answers.values()
        )


MEMORY = Memory(MOST_DAYS_REMEMBERED)


def answer(question: Inquiry, progress: Progress = go_on) -> Answer:
    """Return the answer to an inquiry, from the cache if possible.

    Answers with fewer days than asked, because planning was stopped, are not cached.

    Raises
    ------
    PlannerError
        If the solver failed or ran out of time, or no dish suits everybody at a shared meal.
    """
    found = MEMORY.get(question.key)
    if found is None:
        found = judged(lambda: _solve(question, progress))
        if all(plan.request.days == question.days for plan in found.plans):
            MEMORY.put(question.key, found)
    return found


def _solve(question: Inquiry, progress: Progress) -> tuple[Plan, ...]:
    if len(question.requests) == 1:
        return (make_plan(question.request, progress),)
    members = map(Member, question.requests, question.at_home)
    return make_household(Household(tuple(members)), progress)


def judged(solve: Callable[[], tuple[Plan, ...]]) -> Answer:
    """Return the answer with the plans, or with the reasons if there is no certified plan."""
    try:
        return Answer(solve())
    except NoCertifiedPlanError as error:
        nearest = error.find_nearest()
        plans = () if nearest is None else (nearest,)
        return Answer(plans, error.reasons, error.changes, error.requests)


def answer_days(
    plans: Sequence[Plan], question: Inquiry, days: Sequence[int], progress: Progress = go_on
) -> Answer:
    """Replan some days of existing plans for a changed inquiry; the other days stay."""
    at_home = {
        request.name: meals
        for request, meals in zip(question.requests, question.at_home, strict=True)
    }
    return judged(lambda: replan(plans, days, at_home=at_home, progress=progress))
