"""The certificate of a plan: every nutrient on every day, and every breach of a rule."""

from __future__ import annotations

from dataclasses import dataclass

from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.nutrition.people.rule_kinds import RuleKind

LEAST_PRESUMED = 0.01  # least share of a ceiling that is worth a word; project choice
ROUNDING = 1e-6  # relative tolerance for the rounding of printed amounts


def whole_percent(percent: float | None) -> str:
    """Write a percent without decimals, never rounded up to a 100 that is not reached."""
    if percent is None:
        return "0"
    return "99" if 99 < percent < 100 else f"{percent:,.0f}"


@dataclass(frozen=True)
class Adequacy:
    """One nutrient on one day.

    Attributes
    ----------
    day : int
        Day of the plan, from 1; 0 for the mean of all days.
    nutrient : str
        Nutrient id.
    intake, floor, ceiling : float or None
        In the nutrient's unit. The intake is of food and supplements; the ceiling is None unless
        it limits food.
    percent : float or None
        Credited intake in percent of the target, by `planner.nutrition.people.targets.Target`: of
        the need for energy, else of the floor; None without a floor.
    status : {"met", "averaged", "short", "over", "limited", "no_target", "building_up"}
        Result of comparing with floor and ceiling; ``averaged`` if the day is below a floor that
        the mean of the days meets. ``limited`` and ``no_target`` if a condition or medicine removed
        the floor: nothing is promised but the limit, or nothing at all. ``building_up`` if the
        person builds up to the floor, which is set aside meanwhile.
    coverage : float
        Share of the day's grams, without water, whose source has a value for the nutrient, 0 to 1.
    credited : float
        Credited intake of food and supplements, in the nutrient's unit; see
        `planner.nutrition.foods.credited_intake`.
    supplement : float
        The part of `credited` from supplements.
    presumed : float
        What counts toward the ceiling besides the known intake: unknown amounts of food, each as
        the worst of its kind; see `planner.nutrition.foods.upper_bounds`.
    foods, unknown : frozenset of str
        The day's foods without water, and those of them whose source has no value.
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
    presumed: float = 0.0
    foods: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()

    @property
    def coverage_words(self) -> str:
        """What is known of the foods, and what is counted for the others."""
        known = nutrient(self.nutrient)
        total, lacking = len(self.foods), len(self.unknown)
        words = f"{known.in_sentence}: {total - lacking} of {total} foods known"
        if lacking and self.ceiling is not None:
            figure = f"{self.presumed:.0f}" if self.presumed >= 100 else f"{self.presumed:.3g}"
            words += f"; {figure} {known.unit} counted at the worst of their kind"
        return words

    @property
    def counts_in_full(self) -> bool:
        """Whether no more and no less than the intake counts toward the floor, as printed."""
        return f"{self.credited:.4g}" == f"{self.intake:.4g}"

    @property
    def has_target(self) -> bool:
        """Whether there is a target to meet, and not only a limit to hold or nothing at all."""
        return self.status not in ("limited", "no_target", "building_up")

    @property
    def at_most(self) -> float:
        """The intake with what is presumed of foods without a value, as a ceiling counts it."""
        return self.intake + self.presumed

    @property
    def presumed_matters(self) -> bool:
        """Whether what is presumed is worth a word: a part of the ceiling, or what breaks it."""
        if self.ceiling is None or not self.presumed:
            return False
        breaks = self.intake <= self.ceiling * (1 + ROUNDING) < self.at_most
        return breaks or self.presumed > LEAST_PRESUMED * self.ceiling

    @property
    def percent_of_food(self) -> float | None:
        """The part of `percent` from food alone."""
        if self.percent is None or not self.credited:
            return self.percent
        return self.percent * self.food / self.credited

    @property
    def food(self) -> float:
        """The part of `credited` from food."""
        return self.credited - self.supplement


@dataclass(frozen=True)
class Breach:
    """A broken rule.

    Attributes
    ----------
    kind : RuleKind
        Kind of the rule.
    subject : str
        Id of the diet, avoidance, safety rule or nutrient; empty for kinds with one rule only.
    day : int
        Day of the plan, from 1; 0 for the whole plan.
    food_id : str
        The food or supplement that breaks the rule; empty if it is not a single one.
    message : str
        Description for users.
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
class Tally:
    """What a plan keeps of its targets.

    Attributes
    ----------
    daily : tuple of str
        Nutrients whose target is met on every single day.
    over_days : tuple of str
        Nutrients below their floor on some day, whose mean over the days meets it.
    missed : tuple of str
        Nutrients with a target that is met neither on every day nor over the days.
    days : int
        Number of days judged.
    """

    daily: tuple[str, ...]
    over_days: tuple[str, ...]
    missed: tuple[str, ...]
    days: int

    @property
    def targets(self) -> int:
        """How many targets there are."""
        return len(self.daily) + len(self.over_days) + len(self.missed)


@dataclass(frozen=True)
class Certificate:
    """The judgement of a plan.

    Attributes
    ----------
    adequacy : tuple of Adequacy
        Every nutrient with a target, on every day.
    breaches : tuple of Breach
        The broken rules; empty if the plan is certified.
    shortfalls : tuple of str
        Messages on what is no breach: nutrients below a floor that no plan can reach, or over what
        is only advice.
    means : tuple of Adequacy
        The mean of each nutrient over the days, as day 0; empty for one day.
    over_guides : tuple of str
        Messages on nutrients over a guide, which is no limit.
    short_of : tuple of str
        The nutrient of each message of `shortfalls`, in the same order.
    untargeted : tuple of Adequacy
        Nutrients that advice is about and for which the standard sets no amount (EPA and DHA by
        NASEM), on every day and, of several days, as the mean (day 0). Nothing is promised of them.

    Each nutrient has one message for all its days.
    """

    adequacy: tuple[Adequacy, ...]
    breaches: tuple[Breach, ...]
    shortfalls: tuple[str, ...]
    means: tuple[Adequacy, ...] = ()
    over_guides: tuple[str, ...] = ()
    short_of: tuple[str, ...] = ()
    untargeted: tuple[Adequacy, ...] = ()

    @property
    def of_days(self) -> tuple[Adequacy, ...]:
        """Every nutrient of the table on every day: with a target, then `untargeted`."""
        return (*self.adequacy, *(row for row in self.untargeted if row.day))

    @property
    def tally(self) -> Tally:
        """Which targets are met on every day, which over the days, and which are not."""
        statuses: dict[str, set[str]] = {}
        for row in self.adequacy:
            if row.has_target:
                statuses.setdefault(row.nutrient, set()).add(row.status)
        daily = tuple(name for name, found in statuses.items() if found == {"met"})
        kept_on_average = ({"averaged"}, {"met", "averaged"})
        over_days = tuple(name for name, found in statuses.items() if found in kept_on_average)
        kept = {*daily, *over_days}
        missed = tuple(name for name in statuses if name not in kept)
        return Tally(daily, over_days, missed, len({row.day for row in self.adequacy}))

    def lowest_day(self, nutrient: str) -> Adequacy:
        """Return the day that holds least of a nutrient; raises ValueError if there is none."""
        rows = (row for row in self.of_days if row.nutrient == nutrient)
        return min(rows, key=lambda row: row.credited)

    def furthest_day(self, nutrient: str) -> Adequacy:
        """Return the day that misses a nutrient's target most, the ceiling before the floor."""
        rows = [row for row in self.adequacy if row.nutrient == nutrient]
        over = [row for row in rows if row.status == "over"]
        return max(over, key=lambda row: row.intake) if over else self.lowest_day(nutrient)

    @property
    def without_target(self) -> tuple[Adequacy, ...]:
        """The nutrients nothing is promised of but a limit: the mean of the days."""
        rows = [row for row in self.means or self.adequacy if not row.has_target]
        return tuple(sorted(rows, key=lambda row: row.nutrient not in core_nutrients()))

    @property
    def presumed(self) -> tuple[Adequacy, ...]:
        """The nutrients whose ceiling counts unknown amounts that matter: the mean of the days."""
        return tuple(
            row
            for row in self.means or self.adequacy
            if row.ceiling is not None and row.presumed > LEAST_PRESUMED * row.ceiling
        )

    @property
    def certified(self) -> bool:
        """Whether the plan breaks no rule."""
        return not self.breaches
