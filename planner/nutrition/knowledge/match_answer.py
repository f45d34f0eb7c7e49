"""The result of a match: a food, its grams, how sure it is, and every doubt by its kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Doubt(StrEnum):
    """Why a match is not sure."""

    NO_FOOD = "no food of the tables has such a name"
    SEVERAL = "several foods have this name"
    NOT_SAID = "the food does not say"
    AGAINST = "the food is stated otherwise"
    UNUSUAL = "the food also says"
    ALTERNATIVES = "one of two foods"
    SPELLING = "read as"
    NO_AMOUNT = "no amount"
    NUMBER = "a number that is not accounted for"
    RANGE = "a range of amounts"
    COMMA = "a comma that may be decimal"
    WEIGHTS = "weights that differ"
    EACH_OR_ALL = "a weight of each or of all"
    DENSITY = "weight by a general density"
    VAGUE = "a vague amount"
    NO_MEASURE = "no weight is known of this measure"
    WHICH_MEASURE = "measures of this food that differ"
    PIECE = "one is taken for a piece"
    LENT = "the weight is that of a like food"
    CAN = "the contents of a can, drained"
    DRY_OR_COOKED = "dry or cooked is not said"
    UNREAD = "not read"


@dataclass(frozen=True)
class Reason:
    """A doubt, with what it is about."""

    doubt: Doubt
    about: str = ""

    def __str__(self) -> str:
        return f"{self.doubt.value}: {self.about}" if self.about else self.doubt.value


class Confidence(StrEnum):
    """How far a match can be trusted."""

    SURE = "sure"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True)
class Alternative:
    """Another food that may be meant."""

    food_id: str
    name: str


@dataclass(frozen=True)
class Match:
    """A food and its grams for what was written.

    Attributes
    ----------
    text : str
        What was written.
    food_id : str
        Id of our food, or key of the reading table (``sr28:01077``); empty if none matches.
    name, source, source_id : str
        The food's name, its composition source, and its key there.
    grams : float or None
        Grams of that food, as eaten; None if they are not known.
    confidence : Confidence
        ``sure``, ``unsure`` or ``none``.
    reasons : tuple of Reason
        Why it is not sure.
    alternatives : tuple of Alternative
        Other foods that may be meant, the likeliest first.
    note : str
        A conversion that was made, such as from dry to cooked.
    """

    text: str
    food_id: str = ""
    name: str = ""
    source: str = ""
    source_id: str = ""
    grams: float | None = None
    confidence: Confidence = Confidence.NONE
    reasons: tuple[Reason, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    note: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it needs no question."""
        return self.confidence is Confidence.SURE
