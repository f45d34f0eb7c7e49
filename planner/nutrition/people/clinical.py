"""What a person's conditions and medicines change: targets, foods, supplements.

The rule of precedence between them is in `clinical_targets`, the words are in `clinical_messages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from planner.nutrition.people.conditions import (
    HealthFactor,
    circumstances,
    load_groups,
    with_groups,
)
from planner.nutrition.people.energy import FIRST_ADULT_AGE, energy_requirement, usual_weight_kg
from planner.nutrition.people.person import Person
from planner.nutrition.people.safety import SafetyRule, safety_rules_for
from planner.nutrition.people.targets import targets_for
from planner.nutrition.tables import read_rows

Change = Literal["no_floor", "limit_only", "floor", "ceiling", "no_ceiling", "minimise"]
PER = ("day", "kg", "1000_kcal", "floor")
# Amounts per kg of body weight: above 115 % of a standard weight they go by an adjusted one, which
# counts a quarter of what lies above the standard (KDOQI Nutrition 2000, guideline 12; 2020 leaves
# the choice to judgement). That the standard is a body mass index of 25 is a project choice.
STANDARD_BMI, ADJUSTED_FROM, ADJUSTED_SHARE = 25.0, 1.15, 0.25
_ADJUSTED_SOURCE = "KDOQI Clinical Practice Guidelines for Nutrition 2000 (adjusted body weight)"


@dataclass(frozen=True)
class Effect:
    """A row of ``data/clinical_effects.csv``: one thing that one cause changes in the targets.

    Attributes
    ----------
    cause, nutrient : str
        Id of the condition, medicine or group, and of the nutrient.
    change : {"no_floor", "limit_only", "floor", "ceiling", "no_ceiling", "minimise"}
        Takes the floor away, so that nothing is promised; leaves the ceiling alone as the target;
        raises the floor to a value; lowers the ceiling to one; takes away a ceiling that is only
        advice; keeps the intake as low as the plan can.
    value : float or None
        The figure; None where there is none.
    per : {"day", "kg", "1000_kcal", "floor", ""}
        What the figure is counted by; ``floor`` is a share of the standard's own floor.
    sex : {"female", "male", "both"}
        Whom it holds for.
    from_age : int
        Least age in years.
    precedence : int
        1 prevents poisoning, 2 limits a disease, 3 is a guideline's aim: the lower number goes
        first where two effects contradict each other.
    basis, says, source : str
        The figure in words, what the person is told of it, and its publication.
    """

    cause: str
    nutrient: str
    change: Change
    value: float | None
    per: str
    sex: str
    from_age: int
    precedence: int
    basis: str
    says: str
    source: str


@dataclass(frozen=True)
class Limit:
    """An effect on one person: `amount` is the day's, in the nutrient's unit; else as `Effect`.

    `labels` name the person's own conditions and medicines that bring it.
    """

    cause: str
    labels: tuple[str, ...]
    nutrient: str
    change: Change
    amount: float | None
    precedence: int
    basis: str
    says: str
    source: str

    @property
    def label(self) -> str:
        """The causes, joined."""
        return " and ".join(self.labels)

    @property
    def words(self) -> str:
        """The basis with what it comes from."""
        return f"{self.label}: {self.basis}"


@dataclass(frozen=True)
class ClinicalEffects:
    """Everything that a person's conditions and medicines change.

    Attributes
    ----------
    causes : tuple of HealthFactor
        Their rows: conditions, then medicines.
    limits : tuple of Limit
        What they change in the targets, before one gives way to another.
    avoided : tuple of SafetyRule
        Rules that leave foods out, or limit them, because of a condition or medicine.
    for_adults_only : tuple of str
        Labels of causes whose figures are published for adults and not applied to this child.
    supplements_forbidden : mapping of str to tuple of str
        Nutrients not to be supplemented without a clinician, with the labels of the causes.
    """

    causes: tuple[HealthFactor, ...]
    limits: tuple[Limit, ...]
    avoided: tuple[SafetyRule, ...]
    for_adults_only: tuple[str, ...]
    supplements_forbidden: Mapping[str, tuple[str, ...]]

    def of(self, nutrient: str, *changes: Change) -> tuple[Limit, ...]:
        """Return the limits of one nutrient that are of some kinds."""
        return tuple(
            limit for limit in self.limits if limit.nutrient == nutrient and limit.change in changes
        )

    @property
    def minimised(self) -> frozenset[str]:
        """Nutrients that a plan keeps as low as it can."""
        return frozenset(limit.nutrient for limit in self.limits if limit.change == "minimise")

    @property
    def steady(self) -> frozenset[str]:
        """Nutrients that one cause holds between a floor and a ceiling: so on every single day."""
        floors, ceilings = (
            {(limit.cause, limit.nutrient) for limit in self.limits if limit.change == change}
            for change in ("floor", "ceiling")
        )
        return frozenset(name for _, name in floors & ceilings)


@cache
def load_effects() -> tuple[Effect, ...]:
    """Return every effect on targets, in the order of the table."""
    return tuple(
        Effect(
            cause=row["cause"],
            nutrient=row["nutrient"],
            change=cast("Change", row["change"]),
            value=float(row["value"]) if row["value"] else None,
            per=row["per"],
            sex=row["sex"],
            from_age=int(row["from_age"]),
            precedence=int(row["precedence"]),
            basis=row["basis"],
            says=row["says"],
            source=row["source"],
        )
        for row in read_rows("clinical_effects.csv")
    )


# A request asks for one person's effects a dozen times; a server has some hundred people at a time.
# An entry takes about 1 kB.
@lru_cache(maxsize=1024)
def effects_for(person: Person, standard: str = "nasem") -> ClinicalEffects:
    """Return what a person's conditions and medicines change; nothing where there are none.

    `standard` estimates the energy, and gives the floors, that some figures are a share of.
    """
    causes = circumstances(person.conditions, person.medications)
    labels = _labels_by_cause(causes)
    own = [
        effect
        for effect in load_effects()
        if effect.cause in labels and effect.sex in (person.sex, "both")
    ]
    limits = tuple(
        Limit(
            cause=effect.cause,
            labels=labels[effect.cause],
            nutrient=effect.nutrient,
            change=effect.change,
            amount=_amount(effect, person, standard),
            precedence=effect.precedence,
            basis=effect.basis + _adjusted_words(effect, person),
            says=effect.says + _adjusted_words(effect, person) if effect.says else "",
            source=_sourced(effect, person),
        )
        for effect in own
        if person.age >= effect.from_age
    )
    grown_up = [effect for effect in own if person.age < effect.from_age <= FIRST_ADULT_AGE]
    adult_labels = dict.fromkeys(label for effect in grown_up for label in labels[effect.cause])
    avoided = tuple(rule for rule in safety_rules_for(person) if labels.keys() & rule.applies_to)
    return ClinicalEffects(causes, limits, avoided, tuple(adult_labels), _forbidden(causes, labels))


def _labels_by_cause(causes: tuple[HealthFactor, ...]) -> dict[str, tuple[str, ...]]:
    """Return, for every condition, medicine and group a person is in, what brings it."""
    labels: dict[str, tuple[str, ...]] = {}
    for row in causes:
        for name in with_groups((row.id,)):
            labels[name] = (*labels.get(name, ()), row.label)
    return labels


def _forbidden(
    causes: tuple[HealthFactor, ...], labels: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the nutrients that must not be supplemented, with the labels of the causes."""
    found: dict[str, tuple[str, ...]] = {}
    pairs: list[tuple[str, tuple[str, ...]]] = [
        (name, (row.label,)) for row in causes for name in row.supplements_forbidden
    ]
    pairs += [
        (name, labels[group.id])
        for group in load_groups().values()
        if group.id in labels
        for name in group.supplements_forbidden
    ]
    for name, own in pairs:
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *own)))
    return found


def reckoned_weight_kg(person: Person) -> float:
    """Return the weight that amounts per kg go by: the actual one, or with obesity an adjusted one.

    Adults only; in pregnancy the weight before it.
    """
    weight_kg = usual_weight_kg(person)
    standard_kg = STANDARD_BMI * (person.height_cm / 100.0) ** 2
    if person.age < FIRST_ADULT_AGE or weight_kg <= ADJUSTED_FROM * standard_kg:
        return weight_kg
    return standard_kg + ADJUSTED_SHARE * (weight_kg - standard_kg)


def _adjusted_words(effect: Effect, person: Person) -> str:
    """Say by which weight an amount goes where it is not the actual one."""
    weight_kg = reckoned_weight_kg(person)
    if effect.per != "kg" or weight_kg == usual_weight_kg(person):
        return ""
    return (
        f" (an adjusted weight of {weight_kg:.0f} kg, in which what lies above a body mass index "
        f"of {STANDARD_BMI:g} counts a quarter: your clinician may choose another)"
    )


def _sourced(effect: Effect, person: Person) -> str:
    """Return the publication of an effect, with that of the adjusted weight where it applies."""
    return (
        f"{effect.source}; {_ADJUSTED_SOURCE}" if _adjusted_words(effect, person) else effect.source
    )


def _amount(effect: Effect, person: Person, standard: str) -> float | None:
    """Return the day's amount."""
    if effect.value is None:
        return None
    if effect.per == "floor":
        return round(effect.value * _standard_floor(effect.nutrient, person, standard), 2)
    by = {
        "day": 1.0,
        "kg": reckoned_weight_kg(person),
        "1000_kcal": energy_requirement(person, standard).kcal / 1000.0,
    }
    return round(effect.value * by[effect.per], 2)


def _standard_floor(name: str, person: Person, standard: str) -> float:
    """Return a standard's floor for healthy people, or the published intake that is no goal.

    That of NASEM where the standard has none.
    """
    for source in (standard, "nasem"):
        row = targets_for(person, source).get(name)
        if row is not None and row.floor is not None:
            return row.floor
        if row is not None and row.reference is not None:
            return row.reference.amount
    raise ValueError(f"no standard has a floor of {name}")
