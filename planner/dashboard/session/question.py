"""Inquiries: the requests of a visitor, for one or several people."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from planner.request.plan_request import PlanRequest

LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True)
class Inquiry:
    """An inquiry of a visitor.

    Attributes
    ----------
    requests : tuple of PlanRequest
        One request per person; names identify several people.
    at_home : tuple of frozenset of str
        The shared meals of each person; empty for one person.
    """

    requests: tuple[PlanRequest, ...]
    at_home: tuple[frozenset[str], ...] = (frozenset(),)

    @property
    def request(self) -> PlanRequest:
        """The first person's request."""
        return self.requests[0]

    @property
    def days(self) -> int:
        """Number of days asked for."""
        return self.request.days

    @property
    def key(self) -> str:
        """Cache key: equal for equal inquiries only."""
        rows = zip(self.requests, self.at_home, strict=True)
        return json.dumps([[request.model_dump_json(), sorted(meals)] for request, meals in rows])

    def each(self, change: Callable[[PlanRequest], PlanRequest]) -> Self:
        """Return the inquiry with a function applied to every request."""
        return type(self)(tuple(map(change, self.requests)), self.at_home)

    def with_request(self, place: int, request: PlanRequest) -> Self:
        """Return the inquiry with the request of one person replaced."""
        requests = (*self.requests[:place], request, *self.requests[place + 1 :])
        return type(self)(requests, self.at_home)


def one(request: PlanRequest) -> Inquiry:
    """Return the inquiry of one person."""
    return Inquiry((request,))


def with_next_seed(request: PlanRequest) -> PlanRequest:
    """Return the request with the next seed, for another plan of equal quality."""
    seed = request.seed + 1 if request.seed < LARGEST_SEED else 0
    return request.changed(seed=seed)
