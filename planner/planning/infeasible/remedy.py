"""A single change of a request, and what it asks of a person."""

from __future__ import annotations

from dataclasses import dataclass

from planner.request.plan_request import PlanRequest

# The burden of a change on a person, least first; project choice.
AGAIN, WISH, TIME, MEALS, GROUP, SUPPLEMENT, ENERGY, DIET, ALLERGEN, CLINICAL = range(10)


@dataclass(frozen=True)
class Remedy:
    """A single change of a request.

    Attributes
    ----------
    words : str
        What to do.
    request : PlanRequest
        The request so changed.
    burden : float
        How much it asks of a person; 0 is the least.
    """

    words: str
    request: PlanRequest
    burden: float

    @property
    def takes_supplements(self) -> bool:
        """Whether it is to take supplements."""
        return self.burden == SUPPLEMENT


@dataclass(frozen=True)
class RemedyFamily:
    """Changes of one kind, the mildest first: the first `most` that help are enough."""

    changes: tuple[Remedy, ...]
    most: int = 1
