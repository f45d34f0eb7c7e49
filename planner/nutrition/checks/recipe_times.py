"""The minutes that the steps of a recipe state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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


# From this long on, what is done meanwhile needs nobody, and a third thing can be done beside it.
_LONG_MINUTES = 15.0


def stated_minutes(steps: Iterable[str]) -> int:
    """Return the least minutes that the steps of a recipe take.

    Of a range the lower end counts. What is done meanwhile, and all that follows, runs beside the
    time before it; two long times beside each other leave room for what follows too.
    """
    before, beside, rest, longest = 0.0, 0.0, 0.0, 0.0
    is_beside = False
    for minutes, starts_beside in _times(steps):
        if starts_beside and not is_beside:
            is_beside, beside = True, longest
        if not is_beside:
            before, longest = before + minutes, minutes
        elif starts_beside and minutes >= _LONG_MINUTES:
            beside = max(beside, minutes)
        else:
            rest += minutes
    start = before - longest if is_beside else before
    return round(start + max(beside, rest))


def _times(steps: Iterable[str]) -> Iterator[tuple[float, bool]]:
    """Yield the minutes that each sentence states, and whether it runs beside the one before."""
    for step in steps:
        for sentence in re.split(r"(?<=[.;!])\s", step):
            yield _of_sentence(sentence), _PARALLEL.search(sentence) is not None


def _of_sentence(sentence: str) -> float:
    total = 0.0
    for match in _TIME.finditer(sentence):
        if _NOT_ADDED.search(sentence[: match.start()]):
            continue
        first = match["first"].lower()
        count = _WORDS[first] if first in _WORDS else float(first)
        minutes = count * (60 if match["unit"].lower() == "hour" else 1)
        total += minutes * (2 if match["turning"] else 1)
    return total
