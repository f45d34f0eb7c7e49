"""Read the amounts in a line about a food: numbers, units, sizes in brackets; nothing is dropped.

The units are those of ``data/amount_units.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from planner.nutrition.knowledge.amount_numbers import is_number, number_at, starts_number
from planner.nutrition.knowledge.amount_units import (
    NO_UNIT,
    Unit,
    line_tokens,
    units_by_word,
)

SIZES = ("small", "medium", "large", "jumbo")
_FILLERS = frozenset(
    {"of", "about", "approx", "approximately", "roughly", "ca", "circa", "around", "scant",
     "heaping", "heaped", "generous", "level", "rounded", "full"}
)  # fmt: skip
_MOST = 1e6
_PRODUCT = ("x", "×", "*")
# "whole" is a piece, but not before these.
_NOT_PIECES = frozenset({"wheat", "milk", "grain", "meal", "-", "egg", "cream"})


@dataclass(frozen=True)
class Amount:
    """One amount of a line.

    Attributes
    ----------
    number : float
        The number; the middle of a range.
    unit : Unit
        Its unit; `NO_UNIT` for a count.
    is_range : bool
        Whether two different numbers were given.
    in_brackets, is_added : bool
        Whether it stands in brackets, and whether it adds to the one before ("plus 2 tbsp").
    is_each : bool
        Whether it is the size of each of what is counted before it.
    follows_count : bool
        Whether it is a size just behind a count, ``2 (150 g)``: of each, or of all.
    """

    number: float
    unit: Unit = NO_UNIT
    is_range: bool = False
    in_brackets: bool = False
    is_added: bool = False
    is_each: bool = False
    follows_count: bool = False


@dataclass(frozen=True)
class AmountText:
    """A line taken apart.

    Attributes
    ----------
    amounts : tuple of Amount
        In the order of the line.
    words : tuple of str
        What is left: the words of the food, lower case, with commas; words in brackets are in
        `aside`.
    aside : tuple of str
        The words in brackets.
    size : str
        ``small``, ``medium``, ``large`` or ``jumbo``; empty if none is said.
    doubts : tuple of str
        What could not be read for certain.
    is_of_two : bool
        Whether a second food has an amount of its own: ``2 eggs + 1 yolk``.
    """

    amounts: tuple[Amount, ...]
    words: tuple[str, ...]
    aside: tuple[str, ...] = ()
    size: str = ""
    doubts: tuple[str, ...] = ()
    is_of_two: bool = False


@dataclass
class _Tokens:
    """The tokens of a line, and the place that reading has come to."""

    tokens: list[str]
    doubts: list[str]
    place: int = 0

    def at(self, ahead: int = 0) -> str:
        """Return a token ahead; empty behind the last."""
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def _skip_fillers(self) -> None:
        while self.at() in _FILLERS or (self.at() == "." and self.at(1) != ""):
            self.place += 1

    def _number(self) -> float | None:
        """Read a number; None if none stands here."""
        found = number_at(self.tokens, self.place)
        if found is None:
            return None
        self.place = found[1]
        return found[0]

    def _unit(self) -> Unit:
        """Read a unit, if one stands here, with the dot and the "of" that follow it."""
        for length in (2, 1):
            words = " ".join(self.tokens[self.place : self.place + length])
            unit = units_by_word().get(words)
            if unit is not None and not (words == "whole" and self.at(1) in _NOT_PIECES):
                self.place += length
                if self.at() == ".":
                    self.place += 1
                self._skip_fillers()
                return unit
        return NO_UNIT

    def _late_range_end(self) -> float | None:
        """Read the end of a range that stands behind the unit: ``a squeeze or two``."""
        if self.at() == "or" and starts_number(self.at(1)) and self.at(1) != "half":
            self.place += 1
            return self._number()
        return None

    def _range_end(self) -> float | None:
        if self.at() not in ("-", "to", "or") or not starts_number(self.at(1)):
            return None
        start = self.place
        self.place += 1
        end = self._number()
        if end is None:
            self.place = start
        return end


@dataclass
class _Reader(_Tokens):
    """Reads the tokens of a line from left to right."""

    depth: int = 0
    amounts: list[Amount] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    size: str = ""
    second_food: int = 0
    _words_before: int = 0

    def read(self) -> AmountText:
        """Read the whole line."""
        while self.at():
            self._step()
        words, aside = tuple(self.words), tuple(self.aside)
        doubts = tuple(dict.fromkeys(self.doubts))
        two_foods = 0 < self.second_food < len(self.words)
        return AmountText(tuple(self.amounts), words, aside, self.size, doubts, two_foods)

    def _step(self) -> None:
        sign = self.at()
        if sign in "([{":
            self.depth += 1
        elif sign in ")]}":
            self.depth = max(self.depth - 1, 0)
        elif self._amount() or self._vague() or self._container():
            return
        elif sign == "/" and self.amounts and is_number(self.at(1)):
            pass
        elif sign in SIZES and not self.size:
            self.size = sign
        else:
            (self.aside if self.depth else self.words).append(sign)
        self.place += 1

    def _vague(self) -> bool:
        """Read a vague measure without a number, such as ``handful of``."""
        unit = units_by_word().get(self.at())
        if unit is None or unit.kind != "vague" or self.depth or self.amounts:
            return False
        self.place += 1
        self._skip_fillers()
        self.amounts.append(Amount(1.0, unit))
        return True

    def _amount(self) -> bool:
        """Read a number with its unit, if one stands here."""
        start = self.place
        self._skip_fillers()
        first = self._number()
        if first is None:
            self.place = start
            return False
        second = self._range_end()
        if self._is_product():
            self._keep(Amount(first), "")
            self.place += 1
            return True
        self._skip_fillers()
        if self.at() == "-" and self.at(1) in units_by_word():
            self.place += 1
        if self.at() in SIZES and self.at(1) in units_by_word():
            self.size = self.at()
            self.place += 1
        unit = self._unit()
        second = self._late_range_end() if second is None else second
        middle = first if second is None else (first + second) / 2
        amount = Amount(middle, unit, second not in (None, first), in_brackets=self.depth > 0)
        self._keep(amount, self.tokens[start - 1] if start else "")
        return True

    def _keep(self, amount: Amount, sign: str) -> None:
        if not 0 < amount.number <= _MOST:
            self.doubts.append(f"the number {amount.number:g}")
            return
        if amount.unit.kind == "length":
            return
        if self._is_rest_of_pounds(amount):
            pounds = self.amounts.pop().number
            amount = replace(amount, number=16 * pounds + amount.number)
        elif self.amounts and sign in ("+", "plus", "and") and not self.depth:
            amount = replace(amount, is_added=True)
            if self.words and self.words[-1] == sign:
                self.words.pop()
            self.second_food = self.second_food or len(self.words)
        is_size = self._follows_count and amount.unit.kind in ("weight", "volume")
        self.amounts.append(replace(amount, follows_count=is_size, is_each=sign in _PRODUCT))
        self._words_before = len(self.words)

    def _is_rest_of_pounds(self, amount: Amount) -> bool:
        """Whether ounces follow pounds directly: ``1 lb 2 oz``."""
        last = self.amounts[-1] if self.amounts else None
        is_next = last is not None and len(self.words) == self._words_before
        return is_next and amount.unit.name == "oz" and self.amounts[-1].unit.name == "lb"

    @property
    def _follows_count(self) -> bool:
        """Whether nothing but a count stands just before: ``2 (150 g)``, ``1 can (400 g)``."""
        last = self.amounts[-1] if self.amounts else None
        is_count = last is not None and last.unit.kind not in ("weight", "volume", "vague")
        return is_count and len(self.words) == self._words_before

    def _is_product(self) -> bool:
        """Whether a product follows, as in ``2 x 400 g``: the number before it counts packs."""
        return self.at() in _PRODUCT and is_number(self.at(1))

    def _container(self) -> bool:
        """Read the container or piece that a size belongs to: ``1 (15 oz) can``, ``14-oz block``.

        The size before it is that of each.
        """
        unit = units_by_word().get(self.at())
        last = self.amounts[-1] if self.amounts else None
        if unit is None or unit.kind not in ("container", "piece") or last is None or self.depth:
            return False
        if last.unit.kind not in ("weight", "volume") or len(self.words) != self._words_before:
            return False
        if self.at() == "whole" or not self.at(1):
            return False
        sizes = [a for a in self.amounts if a.unit.kind in ("weight", "volume")]
        counts = [a for a in self.amounts if a.unit is NO_UNIT] or [Amount(1.0)]
        if len(counts) > 1 or len(sizes) + len(counts) != max(len(self.amounts), 2):
            return False
        self.amounts = [
            replace(counts[0], unit=unit), *(replace(a, is_each=True) for a in sizes)
        ]  # fmt: skip
        self.place += 1
        self._skip_fillers()
        return True


def read_amounts(text: str) -> AmountText:
    """Take a line apart into amounts and words.

    Examples
    --------
    >>> from planner.nutrition.knowledge.amount_text import read_amounts
    >>> read = read_amounts("1½ cups rolled oats")
    >>> read.amounts[0].number, read.amounts[0].unit.name, read.words
    (1.5, 'cup', ('rolled', 'oats'))
    """
    tokens, doubts = line_tokens(text)
    return _Reader(tokens, doubts).read()
