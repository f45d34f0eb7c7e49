"""Prepare what was written for the search: pieces, alternatives, spelling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz, process

from planner.nutrition.knowledge.amount_text import AmountText
from planner.nutrition.knowledge.amount_units import NO_UNIT, units_by_word
from planner.nutrition.knowledge.food_index import FoodIndex
from planner.nutrition.knowledge.food_words import is_known_word, is_product
from planner.nutrition.knowledge.match_answer import Doubt, Reason

_SPELLED = 84.0  # similarity, 0 to 100, from which an unknown word is read as a known one


def with_piece(read: AmountText) -> AmountText:
    """Read ``20 celery sticks`` as 20 sticks of celery, and ``1 roll`` as a roll."""
    counts = [place for place, one in enumerate(read.amounts) if one.unit is NO_UNIT]
    if not read.words and read.amounts and read.amounts[0].unit.kind in ("piece", "container"):
        first = read.amounts[0]
        bare = (replace(first, unit=NO_UNIT), *read.amounts[1:])
        return replace(read, amounts=bare, words=(first.unit.name,))
    end = read.words.index(",") if "," in read.words else len(read.words)
    unit = units_by_word().get(read.words[end - 1]) if end > 1 else None
    is_sized = any(amount.follows_count for amount in read.amounts)
    if unit is None or unit.kind != "piece" or len(counts) != 1 or is_sized:
        return read
    if is_product(read.words[end - 1]) or is_known_word(*read.words[end - 2 : end]):
        return read  # granola bars, bay leaves
    amounts = list(read.amounts)
    amounts[counts[0]] = replace(amounts[counts[0]], unit=unit)
    return replace(read, amounts=tuple(amounts), words=(*read.words[: end - 1], *read.words[end:]))


def is_heading(text: str, read: AmountText) -> bool:
    """Whether a line heads the next ones: ``For the sauce:``, ``--- Topping ---``."""
    bare = text.strip()
    return (not read.amounts and bare.startswith(("--", "==", "#"))) or bare.endswith(":")


def orders_of(tokens: list[str]) -> list[list[str]]:
    """Return the orders in which a name may be read: ``Sugar, White`` is white sugar too."""
    if "," not in tokens[1:-1]:
        return [tokens]
    first = tokens.index(",", 1)
    end = tokens.index(",", first + 1) if "," in tokens[first + 1 :] else len(tokens)
    return [tokens, [*tokens[first + 1 : end], *tokens[:first], *tokens[end:]]]


def first_of_two(tokens: list[str]) -> tuple[list[str], Reason]:
    """Return the food named first of "X or Y", with the doubt about the other."""
    place = tokens.index("or", 1)
    return tokens[:place], Reason(Doubt.ALTERNATIVES, " ".join(tokens[place + 1 :]))


def spelled(words: Iterable[str], index: FoodIndex) -> dict[str, str]:
    """Return known words for those of no name that are spelled much alike."""
    known = list(index.weights)
    found = {}
    for word in words:
        if len(word) > 4 and not index.knows(word) and not is_known_word(word):
            best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_SPELLED)
            if best is not None:
                found[word] = best[0]
    return found
