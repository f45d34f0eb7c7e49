"""Take the name of a food apart: its words, its product, and the forms that it states.

What words mean is in ``data/food_words.csv``: phrases and synonyms are replaced, forms (raw,
canned, unsweetened) and products (oil, juice, flour) tell foods apart, neutral words say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType

from planner.nutrition.tables import read_rows, split_list

_TOKEN = re.compile(r"\d+(?:\.\d+)?%|[a-z0-9_]+|[,;:()\[\]/]")
_LONGEST = 8  # words in a phrase
_WITH = frozenset({"with", "w", "added", "plus"})
_WITHOUT = frozenset({"without", "no", "excluding"})
_F_PLURALS = {"leaves": "leaf", "loaves": "loaf", "halves": "half", "calves": "calf"}
_COMMA = (",",)
_REPLACED = ("phrase", "same")
_UNSPECIFIED = ("ns", "as", "to")
_KEPT = ("ss", "us")


@dataclass(frozen=True)
class Meaning:
    """What the name of a food says.

    Attributes
    ----------
    words : frozenset of str
        Words that name the food, in the singular, with those of `products`.
    head : frozenset of str
        Those of `words` before the first comma.
    products : frozenset of str
        Words for what is made of a food: ``oil``, ``juice``, ``flour``.
    optional : frozenset of str
        Words of the group that a source puts first, which nobody says: ``nuts``, ``spices``.
    noun : str
        The last word that names the food before the first comma: the ``bread`` of rye bread.
    neutral : frozenset of str
        Words that tell no foods apart, but names from one another.
    added : frozenset of str
        Words after "with": what is added.
    forms : mapping of str to frozenset of str
        The values stated of each axis: ``{"heat": {"boiled", "cooked"}}``.
    said : mapping of str to frozenset of str
        As `forms`, without what a value implies.
    """

    words: frozenset[str]
    head: frozenset[str]
    products: frozenset[str]
    optional: frozenset[str]
    noun: str
    neutral: frozenset[str]
    added: frozenset[str]
    forms: Mapping[str, frozenset[str]]
    said: Mapping[str, frozenset[str]]

    def with_form(self, axis: str, value: str) -> Meaning:
        """Return the same with a form stated."""
        values = frozenset({value})
        return replace(self, forms={**self.forms, axis: values}, said={**self.said, axis: values})


@dataclass(frozen=True)
class _Entry:
    kind: str
    axis: str
    means: tuple[str, ...]
    implies: str
    within: frozenset[str]


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """Return a word without its plural ending, the same for both forms: ``berry``, ``cooky``."""
    if word in _F_PLURALS:
        return _F_PLURALS[word]
    if len(word) < 4 or word.endswith(_KEPT):
        return word[:-2] + "y" if word.endswith("ie") and len(word) > 2 else word
    for ending, single in (("ies", "y"), ("oes", "o"), ("sses", "ss"), ("shes", "sh"),
                           ("ches", "ch"), ("xes", "x"), ("ie", "y"), ("s", "")):  # fmt: skip
        if word.endswith(ending):
            return word.removesuffix(ending) + single
    return word


def plain_tokens(text: str) -> list[str]:
    """Return the words of a text in the singular and ASCII, and its commas."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("œ", "oe"))
        text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = re.sub(r"(\d) %", r"\1%", text.replace("w/o", "without ").replace("'s", "s"))
    text = re.sub(r"(\d%)[ -]?lean( meat)?\b", r"\1", text)  # the share says it
    text = re.sub(r"['’]", "", text)
    words = _TOKEN.findall(text)
    return ["," if word in ",;:()[]/" else singular(word) for word in words]


@cache
def _entries() -> Mapping[tuple[str, ...], tuple[_Entry, ...]]:
    found: dict[tuple[str, ...], list[_Entry]] = {}
    for row in read_rows("food_words.csv"):
        entry = _Entry(
            row["kind"], row["axis"], tuple(map(singular, row["means"].split())), row["implies"],
            frozenset(singular(word) for word in split_list(row["within"])),
        )  # fmt: skip
        for words in split_list(row["words"]):
            found.setdefault(tuple(plain_tokens(words)), []).append(entry)
    return MappingProxyType({key: tuple(entries) for key, entries in found.items()})


@cache
def _starts(kinds: tuple[str, ...]) -> frozenset[str]:
    """Return the words with which entries of some kinds start."""
    return frozenset(
        key[0] for key, found in _entries().items() if any(one.kind in kinds for one in found)
    )


def is_known_word(*words: str) -> bool:
    """Whether ``data/food_words.csv`` knows a word, or some words together."""
    return tuple(map(singular, words)) in _entries()


def cuts_in(words: frozenset[str]) -> frozenset[str]:
    """Return those of some words that name a cut of meat: ``breast``, ``loin``."""
    return frozenset(
        word for word in words if any(one.kind == "cut" for one in _entries().get((word,), ()))
    )


def is_product(word: str) -> bool:
    """Whether a word names what is made of foods: ``bar``, ``roll``."""
    return any(entry.kind == "product" for entry in _entries().get((singular(word),), ()))


def _replaced(tokens: Sequence[str]) -> list[str]:
    """Return the tokens with phrases and synonyms replaced by what they mean.

    A phrase may have a comma inside: ``Beef, ground`` is ground beef.
    """
    found: list[str] = []
    place = 0
    starts = _starts(_REPLACED)
    while place < len(tokens):
        if tokens[place] not in starts:
            found.append(tokens[place])
            place += 1
            continue
        ahead = [at for at in range(place, min(place + _LONGEST, len(tokens)))
                 if tokens[at] not in _COMMA]  # fmt: skip
        words = [tokens[at] for at in ahead]
        length, entry = _longest(words, 0, _REPLACED, frozenset())
        if entry is None:
            found.append(tokens[place])
            place += 1
        else:
            found += entry.means
            place = ahead[length - 1] + 1
    return found


def _without_unspecified(tokens: Sequence[str]) -> list[str]:
    """Return the tokens without what FNDDS says that it does not know: ``NS as to fat``."""
    if _UNSPECIFIED[0] not in tokens:
        return list(tokens)
    found: list[str] = []
    place = 0
    while place < len(tokens):
        if tuple(tokens[place : place + 3]) == _UNSPECIFIED:
            while place < len(tokens) and tokens[place] not in _COMMA:
                place += 1
        else:
            found.append(tokens[place])
            place += 1
    return found


def _longest(
    tokens: Sequence[str], place: int, kinds: tuple[str, ...], present: frozenset[str]
) -> tuple[int, _Entry | None]:
    """Return the longest entry of some kinds that starts at a place, and its length in words."""
    if tokens[place] not in _starts(kinds):
        return 0, None
    for length in range(min(_LONGEST, len(tokens) - place), 0, -1):
        for entry in _entries().get(tuple(tokens[place : place + length]), ()):
            if entry.kind in kinds and (not entry.within or entry.within & present):
                return length, entry
    return 0, None


class _Names:
    """Collects what the tokens of one name say."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.head: set[str] = set()
        self.products: set[str] = set()
        self.optional: set[str] = set()
        self.noun = ""
        self.neutral: set[str] = set()
        self.added: set[str] = set()
        self.forms: dict[str, set[str]] = {}
        self.said: dict[str, set[str]] = {}

    def form(self, axis: str, value: str, implies: str = "") -> None:
        self.said.setdefault(axis, set()).add(value)
        self.forms.setdefault(axis, set()).update({value, implies} - {""})

    def word(self, word: str, *, is_product: bool, is_head: bool) -> None:
        self.words.add(word)
        if is_head or not self.head:
            self.head.add(word)
            self.noun = word
        if is_product:
            self.products.add(word)

    def meaning(self) -> Meaning:
        return Meaning(
            words=frozenset(self.words),
            head=frozenset(self.head),
            products=frozenset(self.products),
            optional=frozenset(self.optional),
            noun=self.noun,
            neutral=frozenset(self.neutral),
            added=frozenset(self.added),
            forms={axis: frozenset(values) for axis, values in self.forms.items()},
            said={axis: frozenset(values) for axis, values in self.said.items()},
        )


@lru_cache(maxsize=4096)
def name_meaning(name: str) -> Meaning:
    """Return what the name of a food of a table says."""
    return meaning_of(plain_tokens(name), is_source=True)


def meaning_of(tokens: Sequence[str], *, is_source: bool = False) -> Meaning:
    """Return what a name says, from its plain tokens.

    A source puts groups first, which nobody says: ``Nuts, almonds``.
    """
    tokens = _replaced(_without_unspecified(tokens))
    present = frozenset(tokens)
    segments = 1 + tokens.count(",")
    found, place, segment, after_with = _Names(), 0, 0, False
    while place < len(tokens):
        token = tokens[place]
        if token in _COMMA:
            segment, after_with, place = segment + 1, False, place + 1
            continue
        kinds: tuple[str, ...] = ("form", "product", "neutral")
        if is_source and segment == 0 and segments > 1:
            kinds = ("lead", *kinds)
        length, entry = _longest(tokens, place, kinds, present)
        if entry is None and token in _WITHOUT and place + 1 < len(tokens):
            found.form("without", tokens[place + 1])
            place += 2
        elif entry is None and token in _WITH:
            after_with, place = True, place + 1
        elif entry is None or (after_with and entry.kind == "product"):
            _keep(found, token, after_with=after_with, is_head=segment == 0)
            place += 1
        else:
            _take(found, entry, tokens[place : place + length], is_head=segment == 0)
            place += length
    return found.meaning()


def _keep(found: _Names, token: str, *, after_with: bool, is_head: bool) -> None:
    if after_with:
        found.added.add(token)
    elif token.endswith("%"):
        found.form("percent", token)
    else:
        found.word(token, is_product=False, is_head=is_head)


def _take(found: _Names, entry: _Entry, words: Sequence[str], *, is_head: bool) -> None:
    if entry.kind == "form":
        found.form(entry.axis, entry.means[0], entry.implies)
    elif entry.kind == "product":
        for word in words:
            found.word(word, is_product=True, is_head=is_head)
    elif entry.kind == "neutral":
        found.neutral.update(words)
    elif entry.kind == "lead":
        found.optional.update(words)
