"""The names people type for conditions and medicines, and the ids they stand for.

A name leads to an id only where it is written down: as an id, a label, an example or a row of
``data/clinical_names.csv``. Nothing is guessed from a similar spelling, for a similar name may be
another disease or medicine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from planner.nutrition.tables import read_rows, split_list

_DOSE = re.compile(r"\b\d+([.,]\d+)?\s*(mg|mcg|µg|ug|g|iu|units?|ml)\b.*")
_POSSESSIVE = re.compile(r"['’`]s\b")
_NO_PLURAL = ("ss", "us", "is")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe"})
_LEAST_PLURAL = 4  # letters: "gas" and "AIDS" written short keep theirs


@dataclass(frozen=True)
class NamesRow:
    """A row of ``data/clinical_names.csv``.

    Attributes
    ----------
    kind : str
        ``condition`` or ``medication``.
    ids : tuple of str
        What the names stand for; several where a product holds several medicines.
    names : tuple of str
        Other names: synonyms, brands, short forms, British, American and German ones.
    """

    kind: str
    ids: tuple[str, ...]
    names: tuple[str, ...]


@cache
def load_names() -> tuple[NamesRow, ...]:
    """Return the rows of ``data/clinical_names.csv``, in file order."""
    return tuple(
        NamesRow(row["kind"], split_list(row["ids"]), split_list(row["names"]))
        for row in read_rows("clinical_names.csv")
    )


def plain(name: str) -> str:
    """Return what two writings of one name have in common.

    Case, accents, hyphens, blanks, a plural or possessive "s" and a dose do not count, nor does
    British against American spelling (haemochromatosis, hemochromatosis).
    """
    text = _DOSE.sub("", name.casefold()) or name.casefold()
    text = _POSSESSIVE.sub("", text).translate(_UMLAUTS)
    letters = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.split(r"[^0-9a-zµ]+", re.sub("([aou])e", _short, text))
    return "".join(map(_singular, words))


def _short(vowel: re.Match[str]) -> str:
    """Return "ae" and "oe" as "e", as American spelling does, and "ue" as "u"."""
    return "u" if vowel[1] == "u" else "e"


def _singular(word: str) -> str:
    plural = len(word) >= _LEAST_PLURAL and word.endswith("s") and not word.endswith(_NO_PLURAL)
    return word[:-1] if plural else word


def names_of(kind: str, own: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every known name of a kind with the ids it stands for.

    Parameters
    ----------
    kind : str
        ``condition`` or ``medication``.
    own : mapping of str to iterable of str
        The ids of the kind, each with its label and examples.
    """
    for key, names in own.items():
        for name in (key, *names):
            yield name, (key,)
    for row in load_names():
        if row.kind == kind:
            for name in row.names:
                yield name, row.ids


def ids_named(name: str, kind: str, own: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the ids that a name stands for; none where it is not known. Else as `names_of`."""
    wanted = plain(name)
    if not wanted:
        return ()
    return next((ids for known, ids in names_of(kind, own) if plain(known) == wanted), ())
