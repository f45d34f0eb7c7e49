"""One nutrient of a diary, by day and as the mean: its status, and how likely it is enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from planner.certification.adequacy import status_within
from planner.certification.certificate import ROUNDING
from planner.certification.diary_amounts import ENERGY, DayAmount, amount_on, weights_of
from planner.nutrition.foods.diary import DiaryRow
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.people.reference_intakes import FloorKind
from planner.nutrition.people.targets import Target, Targets, targets_for
from planner.nutrition.people.usual_intake import (
    MOST_CV,
    probability_of_adequacy,
    within_person_sd,
)
from planner.nutrition.people.variation import published_day_to_day, requirement_of
from planner.request.plan_request import PlanRequest

MEAN = "mean"  # name of the day of a mean over all days
LEAST_KNOWN = 0.75  # share of the food below which an amount says little; project choice
LEAST_FOR_PROBABILITY = 0.8  # the same for a probability; project choice
OWN_SD_DAYS = 3  # from so many days a person's own variation is used
_BELOW = ("short", "below_ai")


@dataclass(frozen=True)
class Intake:
    """One nutrient of one person on a day, or as the mean of the days.

    Attributes
    ----------
    person, day : str
        Whose; and the date, the number of the day, or `MEAN`.
    nutrient, unit : str
        Nutrient id and its unit.
    intake : float or None
        Known amount of food and supplements; None if it is recorded nowhere.
    coverage : float
        Share of the food, by energy, whose amount is known, 0 to 1.
    floor, ear, ceiling : float or None
        The need, the average requirement, and the upper limit on food.
    nar : float or None
        What counts of the intake as a share of the floor, at most 1; None if not recorded.
    probability : float or None
        How likely the usual intake is adequate, 0 to 1; only of a mean.
    status : str
        ``met``, ``short``, ``over``, ``limited``, ``no_target``, ``building_up`` as in a
        certificate; ``below_ai`` below an adequate intake, which does not say that it is too
        little; ``uncertain`` if the amounts that are not known decide; ``not_recorded``.
    percent : float or None
        What counts, in percent of the need.
    credited, supplement : float
        What counts toward the floor, and the part of the intake from supplements.
    basis : str
        How the probability was found, or why there is none.
    """

    person: str
    day: str
    nutrient: str
    unit: str
    intake: float | None
    coverage: float
    floor: float | None
    ear: float | None
    ceiling: float | None
    nar: float | None
    probability: float | None
    status: str
    percent: float | None
    credited: float
    supplement: float
    basis: str = ""

    @property
    def is_below(self) -> bool:
        """Whether it is below the need as far as is known."""
        return self.status in _BELOW


@dataclass(frozen=True)
class Judge:
    """The days of one person, on which each nutrient is judged.

    Attributes
    ----------
    request : PlanRequest
        Person, diet and standard.
    foods : FoodTable
        Our foods.
    by_day : Mapping of int to sequence of DiaryRow
        The rows of each day.
    """

    request: PlanRequest
    foods: FoodTable
    by_day: Mapping[int, Sequence[DiaryRow]]

    def nutrient(self, target: Target) -> tuple[list[Intake], Intake]:
        """Return one nutrient on every day, and as the mean of the days."""
        plain = self.request.plain_totals
        amounts: list[DayAmount] = []
        of_days: list[Intake] = []
        whole = 0.0
        covered = 0.0
        ear = self._ear(target)
        for day, rows in sorted(self.by_day.items()):
            weights = self._weights[day]
            found = amount_on(rows, weights, target, self.foods, plain=plain)
            amounts.append(found)
            whole += math.fsum(weights)
            covered += math.fsum(weights) * found.coverage
            of_days.append(_judged(rows[0].person, rows[0].day_name, found, target, ear))
        coverage = covered / whole if whole else max(one.coverage for one in amounts)
        mean = _judged(of_days[0].person, MEAN, _mean(amounts, coverage), target, ear)
        return of_days, self._with_probability(mean, amounts, target)

    @cached_property
    def _weights(self) -> dict[int, list[float]]:
        """The weight of each row of a day in the coverage."""
        return {day: weights_of(rows) for day, rows in self.by_day.items()}

    @cached_property
    def _plain(self) -> Targets:
        """The targets of the person on a mixed diet and without conditions."""
        return targets_for(self.request.person, self.request.standard)

    def _ear(self, target: Target) -> float | None:
        """Return the average requirement, multiplied as the floor is for a vegetarian diet."""
        if target.requirement is None:
            return None
        plain = self._plain.get(target.nutrient)
        standards = (FloorKind.RDA, FloorKind.PRI, FloorKind.RNI)
        if plain is None or not plain.floor or not target.floor:
            return target.requirement.amount
        is_changed = target.floor_kind in standards and plain.floor_kind in standards
        factor = target.floor / plain.floor if is_changed and target.floor > plain.floor else 1.0
        return target.requirement.amount * factor

    def _with_probability(
        self, mean: Intake, amounts: Sequence[DayAmount], target: Target
    ) -> Intake:
        """Return a mean with how likely it is adequate, or why that cannot be said."""
        if target.floor is None or mean.intake is None or target.nutrient == ENERGY:
            return mean
        if mean.ear is None:
            return replace(mean, basis=_ai_words(mean, target))
        if len(amounts) < 2:
            return replace(mean, basis="one day: no probability")
        if mean.coverage < LEAST_FOR_PROBABILITY:
            return replace(mean, basis=f"known for {mean.coverage:.0%} of the food: too little")
        sd, words = self._sd(mean, amounts)
        if sd is None:
            return replace(mean, basis=words)
        need, said = requirement_of(target.nutrient, mean.ear, target.floor)
        likely = probability_of_adequacy(mean.credited, len(amounts), sd, need)
        return replace(mean, probability=likely, basis=f"{words}; {said}")

    def _sd(self, mean: Intake, amounts: Sequence[DayAmount]) -> tuple[float | None, str]:
        """Return the standard deviation from day to day, and whose it is."""
        days = [one.credited for one in amounts]
        if len(days) >= OWN_SD_DAYS:
            sd = within_person_sd(days)
            share = sd / mean.credited if mean.credited else 0.0
            if share > MOST_CV:
                return None, f"varies too much from day to day ({share:.0%}) for a probability"
            return sd, f"variation of your own {len(days)} days"
        published = published_day_to_day(mean.nutrient, self.request.person)
        if published is None:
            return None, f"no published day-to-day variation: record {OWN_SD_DAYS} days"
        return published.sd, f"published day-to-day variation ({published.source})"


def _judged(person: str, day: str, found: DayAmount, target: Target, ear: float | None) -> Intake:
    """Return one nutrient on a day or as a mean, with its status."""
    in_food = target.ceiling_scope in ("total", "fortified")
    return Intake(
        person=person,
        day=day,
        nutrient=target.nutrient,
        unit=target.unit,
        intake=found.intake,
        coverage=found.coverage,
        floor=target.floor,
        ear=ear,
        ceiling=target.ceiling if in_food else None,
        nar=(
            None
            if found.intake is None or not target.floor
            else min(found.credited / target.floor, 1.0)
        ),
        probability=None,
        status=status_of(found, target),
        percent=None if found.intake is None else target.percent(found.credited),
        credited=found.credited,
        supplement=found.supplement,
    )


def _ai_words(mean: Intake, target: Target) -> str:
    if target.floor_kind not in (FloorKind.AI, FloorKind.SAFE_INTAKE):
        return "no average requirement"
    if mean.status == "met":
        return "above the AI: likely enough"
    return "below the AI: cannot say whether it is enough" if mean.status == "below_ai" else ""


def _mean(amounts: Sequence[DayAmount], coverage: float) -> DayAmount:
    """Return the mean of the days; an amount that is not known on a day counts as nothing."""
    known = [one.intake for one in amounts if one.intake is not None]
    days = len(amounts)
    return DayAmount(
        intake=math.fsum(known) / days if known else None,
        coverage=coverage,
        credited=math.fsum(one.credited for one in amounts) / days,
        supplement=math.fsum(one.supplement for one in amounts) / days,
        limited=math.fsum(one.limited for one in amounts) / days,
    )


def status_of(found: DayAmount, target: Target) -> str:
    """Return the status of an amount of which a part may not be known.

    It is over a limit if what is known is. It is below a floor if that holds although the food
    that is not known held as much for its energy as the rest, and three quarters are known.
    """
    if found.intake is None:
        return "not_recorded"
    if target.ceiling is not None and found.limited > target.ceiling * (1 + ROUNDING):
        return "over"
    full = found.credited / found.coverage if found.coverage > 0 else math.inf
    is_known = found.coverage >= LEAST_KNOWN
    if target.floor is not None and found.credited < target.floor * (1 - ROUNDING):
        if not is_known or full >= target.floor:
            return "uncertain"
        return "below_ai" if _is_ai(target) else "short"
    if target.ceiling is not None and target.ceiling_scope == "total":
        most = found.limited / found.coverage if found.coverage > 0 else math.inf
        if most > target.ceiling * (1 + ROUNDING) or (target.floor is None and not is_known):
            return "uncertain"
    return status_within(target, target.ceiling)


def _is_ai(target: Target) -> bool:
    return target.floor_kind in (FloorKind.AI, FloorKind.SAFE_INTAKE)
