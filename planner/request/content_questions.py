"""What the name and the kind of an own food suggest that it contains, and its user did not say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from planner.nutrition.foods.food_table import load_foods, subgroup_table
from planner.nutrition.people.safety import all_safety_rules
from planner.nutrition.tables import read_rows, split_list

# Shares of the foods of a kind that have something, for it to be asked of every food of that kind,
# or counted without asking where only a safety rule minds it; project choices.
ASKED_FROM = 2 / 3
COUNTED_FROM = 1 / 2
_ANYWHERE = 5  # letters from which a word is sought inside others too: "hazelnutty", "Vollmilch"
_ASKED = ("contains", "animal")
_KIND = "subgroup"


@dataclass(frozen=True)
class Suggestion:
    """Something that an own food may contain.

    Attributes
    ----------
    attribute, value : str
        Food attribute (``contains``, ``animal``, ``flags``) and its value.
    why : str
        What suggests it, for users: ``"hazelnut" in its name``, ``its kind, Nuts``.
    """

    attribute: str
    value: str
    why: str

    @property
    def label(self) -> str:
        """The value in words."""
        return self.value.replace("_", " ")


@dataclass(frozen=True)
class _Word:
    """A row of ``data/content_words.csv``; a longer phrase of `unless` says that it is not so."""

    word: str
    suggests: tuple[tuple[str, str], ...]
    unless: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        for phrase in self.unless:
            text = text.replace(phrase, " ")
        start = "" if len(self.word) >= _ANYWHERE else r"\b"
        return re.search(start + re.escape(self.word), text) is not None


@cache
def _words() -> tuple[_Word, ...]:
    rows = []
    for row in read_rows("content_words.csv"):
        pairs = (tuple(pair.split(":", 1)) for pair in split_list(row["suggests"]))
        suggests = tuple((attribute, value) for attribute, value in pairs)
        unless = tuple(_plain(phrase) for phrase in split_list(row["unless"]))
        rows.append(_Word(row["word"], suggests, unless))
    return tuple(rows)


def _plain(name: str) -> str:
    """Return a name in lower case without accents and hyphens; German umlauts lose their dots."""
    text = unicodedata.normalize("NFKD", name.lower().replace("ß", "ss").replace("-", " "))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


@cache
def _shares_of_kind(subgroup: str) -> dict[tuple[str, str], float]:
    """Return the share of a subgroup's foods that have each value of contents.

    Marks are those of the foods served on their own, where the kind has any: the wine and beer for
    cooking among the soft drinks do not make a lemonade one of alcohol.
    """
    foods = [food for food in load_foods().foods if food.subgroup == subgroup]
    served = [food for food in foods if food.meals] or foods
    shares: dict[tuple[str, str], float] = {}
    for attribute, pool in (*((attribute, foods) for attribute in _ASKED), ("flags", served)):
        found = Counter(value for food in pool for value in food.values_of(attribute))
        shares |= {(attribute, value): count / len(pool) for value, count in found.items()}
    return shares


@cache
def _minded_flags() -> frozenset[str]:
    """Return the flags for which a safety rule leaves a food out."""
    rules = (rule for rule in all_safety_rules() if rule.column == "flags" and rule.limit_g is None)
    return frozenset[str]().union(*(rule.values for rule in rules))


@lru_cache(maxsize=1024)
def suggestions(name: str, subgroup: str) -> tuple[Suggestion, ...]:
    """Return what a food's name and kind suggest that it contains; each once, the name first.

    Parameters
    ----------
    name : str
        Name of the food, in English or German.
    subgroup : str
        A subgroup of ``data/subgroups.csv``.
    """
    return tuple(_suggestions(name, subgroup))


def _suggestions(name: str, subgroup: str) -> Iterator[Suggestion]:
    seen: set[tuple[str, str]] = set()
    text, label = _plain(name), str(subgroup_table()["label"].to_dict()[subgroup])
    kind = f"its kind, {label}"
    named = (
        (pair, f'"{word.word}" in its name')
        for word in _words()
        if word.is_in(text)
        for pair in word.suggests
    )
    shares = _shares_of_kind(subgroup)
    of_kind = (
        (pair, kind)
        for pair, share in sorted(shares.items())
        if (share >= ASKED_FROM if pair[0] in _ASKED else share >= COUNTED_FROM)
    )
    for pair, why in (*named, *of_kind):
        if pair not in seen and (pair[0] in _ASKED or pair[1] in _minded_flags()):
            seen.add(pair)
            yield Suggestion(*pair, why)


@lru_cache(maxsize=1024)
def named_kinds(name: str) -> tuple[str, ...]:
    """Return the subgroups that the words of a name belong to: swordfish is high in mercury."""
    text = _plain(name)
    pairs = (pair for word in _words() if word.is_in(text) for pair in word.suggests)
    return tuple(dict.fromkeys(value for attribute, value in pairs if attribute == _KIND))


@cache
def kinds_by_harm() -> tuple[str, ...]:
    """Return the subgroups that words tell, in the order of their rows: the most harmful first."""
    pairs = (pair for word in _words() for pair in word.suggests)
    return tuple(dict.fromkeys(value for attribute, value in pairs if attribute == _KIND))


@cache
def suggested_values() -> frozenset[str]:
    """Return every mark and kind that a word suggests, which a user may declare or deny."""
    pairs = (pair for word in _words() for pair in word.suggests)
    return frozenset(value for attribute, value in pairs if attribute in ("flags", _KIND))


@cache
def suggested_marks() -> frozenset[str]:
    """Return every mark that a word suggests."""
    pairs = (pair for word in _words() for pair in word.suggests)
    return frozenset(value for attribute, value in pairs if attribute == "flags")


@lru_cache(maxsize=1024)
def suggested_by_words(text: str) -> tuple[tuple[str, str], ...]:
    """Return the contents (attribute and value) that must be said of a dish with these words."""
    plain = _plain(text)
    pairs = (pair for word in _words() if word.is_in(plain) for pair in word.suggests)
    return tuple(dict.fromkeys(pair for pair in pairs if pair[0] in _ASKED))


def is_asked(suggestion: Suggestion) -> bool:
    """Return whether its user must say; a mark that only safety rules mind counts unless denied."""
    return suggestion.attribute in _ASKED
