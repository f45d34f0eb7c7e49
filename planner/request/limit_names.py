"""The names of own limits: what a limit bounds, and of what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class LimitKind(StrEnum):
    """What a limit bounds; the first part of its name."""

    LEAST = "min"  # a nutrient's least a day
    MOST = "max"  # a nutrient's most a day
    CAP = "cap"  # the most of some foods a day
    MEAL_MOST = "meal_max"  # a nutrient's most in a main meal
    MEAL_AIM = "meal_aim"  # what a main meal should hold of a nutrient


@dataclass(frozen=True)
class LimitName:
    """A limit without its value.

    Attributes
    ----------
    kind : LimitKind
        What it bounds.
    subject : str
        Id of the nutrient, or of the cap in ``data/safety.csv``.
    """

    kind: LimitKind
    subject: str

    @property
    def text(self) -> str:
        """The name as it is written: ``max_sodium_mg``, ``cap_fruit``."""
        return f"{self.kind}_{self.subject}"


@lru_cache(maxsize=1024)
def read_limit_name(text: str) -> LimitName | None:
    """Read ``max_sodium_mg``; None if the text names no kind of limit.

    Whether there is such a nutrient or cap is for `check_limits` to tell.
    """
    for kind in LimitKind:
        prefix = f"{kind}_"
        if text.startswith(prefix):
            return LimitName(kind, text.removeprefix(prefix))
    return None


def values_of(limits: Iterable[tuple[str, float]], kind: LimitKind) -> dict[str, float]:
    """Return the values of the limits of one kind by their subject."""
    read = ((read_limit_name(text), value) for text, value in limits)
    return {name.subject: value for name, value in read if name is not None and name.kind is kind}
