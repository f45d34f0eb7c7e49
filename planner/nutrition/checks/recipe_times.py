"""The minutes that the steps of a recipe state."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TIME = re.compile(
    r"(?P<first>\d+|\b(?:an?|one|half an))(?: ?(?:-|–|to) ?\d+)? (?P<unit>minute|hour)s?"
    r"(?P<turning> a side| on each side| each side| per side)?",
    re.I,
)
# Times that are part of another one, or run beside it.
_NOT_ADDED = re.compile(
    r"\b(?:last|first|every|within|up to|after|less than|under) (?:the )?$", re.I
)
_PARALLEL = re.compile(r"\b(?:meanwhile|while)\b", re.I)
_WORDS = {"a": 1.0, "an": 1.0, "one": 1.0, "half an": 0.5}


def stated_minutes(steps: Iterable[str]) -> int:
    """Return the least minutes that steps take one after the other.

    Of a range the lower end counts; what a step does meanwhile runs beside the step before, and
    adds nothing.
    """
    return round(sum(_of_step(step) for step in steps))


def _of_step(step: str) -> float:
    total = 0.0
    for sentence in re.split(r"(?<=[.;!])\s", step):
        if _PARALLEL.search(sentence):
            break
        for match in _TIME.finditer(sentence):
            if _NOT_ADDED.search(sentence[: match.start()]):
                continue
            first = match["first"].lower()
            count = _WORDS[first] if first in _WORDS else float(first)
            total += (
                count
                * (60 if match["unit"].lower() == "hour" else 1)
                * (2 if match["turning"] else 1)
            )
    return total
