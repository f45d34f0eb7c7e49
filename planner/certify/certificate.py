"""What a certificate says: every nutrient on every day, and every broken rule."""

from __future__ import annotations

from dataclasses import dataclass

from planner.nutrition.people.rule_kinds import RuleKind


@dataclass(frozen=True)
class Adequacy:
    """One nutrient on one day.

    Attributes
    ----------
    day : int
        Counts from 1.
    nutrient : str
        Id.
    intake, floor, ceiling : float or None
        In the nutrient's unit, food and supplements together; the ceiling only where it covers
        food.
    percent : float or None
        What counts of the intake, as percent of the floor.
    status : {"met", "averaged", "short", "over"}
        Against floor and ceiling; averaged when a day lies below a floor that the mean of the
        days meets.
    coverage : float
        Share of the day's grams, water left out, whose source gives a value, from 0 to 1.
    credited : float
        What counts of the intake toward the floor, in the nutrient's unit; see
        `planner.nutrition.foods.credited_intake`.
    supplement : float
        What of `credited` comes from supplements.
    """

    day: int
    nutrient: str
    intake: float
    floor: float | None
    ceiling: float | None
    percent: float | None
    status: str
    coverage: float
    credited: float
    supplement: float = 0.0

    @property
    def food(self) -> float:
        """What of `credited` comes from food."""
        return self.credited - self.supplement


@dataclass(frozen=True)
class Breach:
    """A broken rule.

    Attributes
    ----------
    kind : RuleKind
        What kind of rule.
    subject : str
        Which of its kind: the id of a diet, an avoidance, a safety rule or a nutrient; empty for
        kinds that have only one rule.
    day : int
        Counts from 1; 0 for the whole plan.
    food_id : str
        The food or supplement at fault, if it is one; else empty.
    message : str
        What is wrong, for people.
    """

    kind: RuleKind
    subject: str
    day: int
    food_id: str
    message: str

    @property
    def rule(self) -> str:
        """Name of the rule: its kind and subject, as in ``floor calcium_mg``."""
        return f"{self.kind} {self.subject}".rstrip()


@dataclass(frozen=True)
class Certificate:
    """The judgement of a plan.

    Attributes
    ----------
    adequacy : tuple of Adequacy
        Every nutrient with a target, on every day.
    breaches : tuple of Breach
        Empty when the plan is certified.
    shortfalls : tuple of str
        Nutrients below their floor that break nothing, each named in words.
    means : tuple of Adequacy
        The mean of several days, as day 0; empty for one day.
    """

    adequacy: tuple[Adequacy, ...]
    breaches: tuple[Breach, ...]
    shortfalls: tuple[str, ...]
    means: tuple[Adequacy, ...] = ()

    @property
    def certified(self) -> bool:
        """Whether nothing is broken."""
        return not self.breaches
