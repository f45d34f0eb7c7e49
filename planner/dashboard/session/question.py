"""What a visitor asks: a plan for one person or for a household, of one day or several."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from planner.request.plan_request import PlanRequest

LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True)
class Inquiry:
    """One question of a visitor.

    Attributes
    ----------
    requests : tuple of PlanRequest
        One a person; names tell several people apart.
    at_home : tuple of frozenset of str
        The meals each of them eats at the shared table; none for one person.
    """

    requests: tuple[PlanRequest, ...]
    at_home: tuple[frozenset[str], ...] = (frozenset(),)

    @property
    def request(self) -> PlanRequest:
        """The first person's request."""
        return self.requests[0]

    @property
    def days(self) -> int:
        """How many days are asked for."""
        return self.request.days

    @property
    def key(self) -> str:
        """Text that is the same for the same question only."""
        rows = zip(self.requests, self.at_home, strict=True)
        return json.dumps([[request.model_dump_json(), sorted(meals)] for request, meals in rows])

    def each(self, change: Callable[[PlanRequest], PlanRequest]) -> Self:
        """Return the question with every person's request changed."""
        return type(self)(tuple(map(change, self.requests)), self.at_home)

    def with_request(self, place: int, request: PlanRequest) -> Self:
        """Return the question with one person's request in the place of theirs."""
        requests = (*self.requests[:place], request, *self.requests[place + 1 :])
        return type(self)(requests, self.at_home)


def one(request: PlanRequest) -> Inquiry:
    """Return the question of one person."""
    return Inquiry((request,))


def with_next_seed(request: PlanRequest) -> PlanRequest:
    """Return a request that gives another plan of equal quality."""
    seed = request.seed + 1 if request.seed < LARGEST_SEED else 0
    return request.changed(seed=seed)
