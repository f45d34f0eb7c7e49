"""The units of ``data/amount_units.csv``, and the words, numbers and signs of a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.nutrition.tables import read_rows, split_list

_TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[^\W\d]+(?:'[^\W\d_]+)?|\S")
_COMMA_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+)(?![\d,])")
_MIXED = re.compile(r"(?<![/\d.])(\d+)-(\d/\d+)(?!\d)")  # 1-1/2 is one and a half
_LEAN_AND_FAT = re.compile(r"\b(\d\d)/(\d\d)\b")
_COMMA_DECIMAL = re.compile(r"(?<![\d.,])(\d+),(\d{1,3})(?![\d,])")


@dataclass(frozen=True)
class Unit:
    """A unit of ``data/amount_units.csv``; `factor` is its grams or millilitres, if it has any."""

    name: str
    kind: str
    factor: float | None


NO_UNIT = Unit("", "count", None)


@cache
def units_by_word() -> Mapping[str, Unit]:
    """Return the unit that each word names."""
    found = {}
    for row in read_rows("amount_units.csv"):
        unit = Unit(row["unit"], row["kind"], float(row["factor"]) if row["factor"] else None)
        found.update(dict.fromkeys(split_list(row["words"]), unit))
    return MappingProxyType(found)


def unit_named(text: str) -> tuple[Unit | None, str]:
    """Return the unit that a text begins with, and the rest of it; None if it names none."""
    words = [word for word in line_tokens(text)[0] if word.isalnum()]
    for length in (2, 1):
        unit = units_by_word().get(" ".join(words[:length]))
        if unit is not None:
            return unit, " ".join(words[length:])
    return None, " ".join(words)


def line_tokens(text: str) -> tuple[list[str], list[str]]:
    """Return the words, numbers and signs of a text, and what is doubtful about its commas."""
    doubts: list[str] = []

    def decimal(match: re.Match[str]) -> str:
        if match[1] == "0" or len(match[2]) < 3:
            return f"{match[1]}.{match[2]}"
        return match[0]

    def thousands(match: re.Match[str]) -> str:
        # In grams and millilitres a comma before three digits parts thousands; 1,500 kg may be 1.5.
        unit = re.match(r"\s*([^\W\d_]+)", text[match.end() :])
        if unit is None or unit[1].lower() not in {"g", "gram", "grams", "mg", "ml", "kcal"}:
            doubts.append(f"the comma in {match[1]}")
        return match[1].replace(",", "")

    text = unicodedata.normalize("NFKC", _apart(text)).replace("⁄", "/").lower()
    text = re.sub(r"[‐-―−]", "-", text).replace("’", "'")
    text = _COMMA_THOUSANDS.sub(thousands, _COMMA_DECIMAL.sub(decimal, text))
    text = _LEAN_AND_FAT.sub(_lean, text)
    text = _MIXED.sub(r"\1 \2", text)
    text = re.sub(r"(\d) ?%", r"\1%", text)
    text = re.sub(r"(?<=\d)[.](?!\d)", " ", text)
    text = re.sub(r"\bhalf[ -](?:and|&|n|n')[ -]half\b", "half_and_half", text)
    return _TOKEN.findall(text), doubts


def _lean(match: re.Match[str]) -> str:
    """Write lean and fat that make up the whole, as 80/20, as the share that is lean."""
    return f"{match[1]}%" if int(match[1]) + int(match[2]) == 100 else match[0]


def _apart(text: str) -> str:
    """Set a space before each fraction in one sign, so that 1½ is not read as 11/2."""
    return "".join(f" {sign} " if _is_fraction(sign) else sign for sign in text)


def _is_fraction(sign: str) -> bool:
    return unicodedata.decomposition(sign).startswith("<fraction>")
