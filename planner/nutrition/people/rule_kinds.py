"""The kinds of rules that a plan, a food or a supplement can break."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RuleKind(StrEnum):
    """What kind of rule is broken; with its subject it names the rule, as in ``diet vegan``."""

    PLAN = "plan"
    PORTION = "portion"
    DIET = "diet"
    AVOID = "avoid"
    EXCLUDE = "exclude"
    OWN_FOOD = "own food"
    SAFETY = "safety"
    CAP = "cap"
    CLINICAL = "clinical"
    MEAL = "meal"
    WEIGHT = "weight"
    SUPPLEMENTS = "supplements"
    FLOOR = "floor"
    CEILING = "ceiling"


@dataclass(frozen=True)
class Refusal:
    """Why a person may not have a food or supplement: the rule's kind and subject, and words."""

    kind: RuleKind
    subject: str
    why: str
