"""Effects of conditions and medicines on targets, foods, messages and supplements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, cast

from planner.nutrition.nutrients import core_nutrients, nutrient, nutrient_index
from planner.nutrition.people.conditions import HealthFactor, circumstances
from planner.nutrition.people.energy import FIRST_ADULT_AGE, energy_requirement
from planner.nutrition.people.person import Person
from planner.nutrition.people.reference_intakes import CeilingKind, FloorKind
from planner.nutrition.people.safety import SafetyRule, safety_rules_for
from planner.nutrition.people.targets import ROOM, Target, Targets, macronutrient_floors
from planner.nutrition.tables import read_rows

Change = Literal["no_floor", "floor", "ceiling"]


@dataclass(frozen=True)
class Effect:
    """A row of ``data/clinical_effects.csv``: one change of a target by one cause.

    Attributes
    ----------
    cause, nutrient : str
        Id of the condition or medicine, and of the nutrient.
    change : {"no_floor", "floor", "ceiling"}
        Removes the floor, raises it to `value`, or lowers the ceiling to `value`.
    value : float or None
        The bound, in the nutrient's unit per `per`; None if the floor is removed.
    per : {"day", "kg", "1000_kcal", ""}
        Basis of `value`; empty without a value.
    sex : {"female", "male", "both"}
        Sex it applies to.
    from_age : int
        Lowest age in years it applies to.
    basis, source : str
        The bound in words, and its publication.
    """

    cause: str
    nutrient: str
    change: Change
    value: float | None
    per: str
    sex: str
    from_age: int
    basis: str
    source: str


@dataclass(frozen=True)
class Limit:
    """An effect worked out for one person.

    `amount` is the bound per day in the nutrient's unit, `label` names the cause; the other
    attributes are those of `Effect`.
    """

    label: str
    nutrient: str
    change: Change
    amount: float | None
    basis: str
    source: str

    @property
    def words(self) -> str:
        """The cause and the basis in words."""
        return f"{self.label}: {self.basis}"


@dataclass(frozen=True)
class ClinicalEffects:
    """All effects of a person's conditions and medicines.

    Attributes
    ----------
    causes : tuple of HealthFactor
        The conditions, then the medicines.
    limits : tuple of Limit
        Floors removed or raised and ceilings lowered. For one nutrient the strictest applies; a
        removed floor stays removed.
    avoided : tuple of SafetyRule
        Safety rules that apply because of a condition or medicine.
    messages : tuple of str
        Messages for the person, the most serious first.
    supplements_forbidden : mapping of str to tuple of str
        Nutrients that must not be supplemented without a clinician, with the labels of the causes.
    """

    causes: tuple[HealthFactor, ...]
    limits: tuple[Limit, ...]
    avoided: tuple[SafetyRule, ...]
    messages: tuple[str, ...]
    supplements_forbidden: Mapping[str, tuple[str, ...]]

    @property
    def removed_floors(self) -> dict[str, tuple[str, ...]]:
        """Nutrients whose floor is removed, with the labels of the causes."""
        return _removed(self.limits)

    @property
    def steady(self) -> frozenset[str]:
        """Nutrients to which one cause gives both a floor and a ceiling; these hold every day."""
        floors, ceilings = (
            {(limit.label, limit.nutrient) for limit in self.limits if limit.change == change}
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
            basis=row["basis"],
            source=row["source"],
        )
        for row in read_rows("clinical_effects.csv")
    )


# A request asks for one person's effects a dozen times; a server has some hundred people at a time.
# An entry takes about 1 kB.
@lru_cache(maxsize=1024)
def effects_for(person: Person, standard: str = "nasem") -> ClinicalEffects:
    """Return the effects of a person's conditions and medicines.

    `standard` names the standard whose energy requirement converts bounds per 1000 kcal.
    """
    causes = circumstances(person.conditions, person.medications)
    labels = {row.id: row.label for row in causes}
    effects = [
        effect
        for effect in load_effects()
        if effect.cause in labels and effect.sex in (person.sex, "both")
    ]
    limits = tuple(
        Limit(
            label=labels[effect.cause],
            nutrient=effect.nutrient,
            change=effect.change,
            amount=_amount(effect, person, standard),
            basis=effect.basis,
            source=effect.source,
        )
        for effect in effects
        if person.age >= effect.from_age
    )
    adults_only = [effect for effect in effects if person.age < effect.from_age <= FIRST_ADULT_AGE]
    forbidden: dict[str, tuple[str, ...]] = {}
    for row in causes:
        for name in row.supplements_forbidden:
            forbidden[name] = (*forbidden.get(name, ()), row.label)
    messages = [
        *_first_message(limits),
        *_ranked(causes, pregnant=person.pregnant_weeks is not None),
        *_about_supplements(forbidden),
        *_not_for_children(adults_only, labels, person.age),
    ]
    avoided = tuple(rule for rule in safety_rules_for(person) if labels.keys() & rule.applies_to)
    return ClinicalEffects(causes, limits, avoided, tuple(messages), forbidden)


def _amount(effect: Effect, person: Person, standard: str) -> float | None:
    """Return the bound of an effect per day, in the nutrient's unit."""
    if effect.value is None:
        return None
    multiplier = {
        "day": 1.0,
        "kg": person.pre_pregnancy_weight_kg or person.weight_kg,
        "1000_kcal": energy_requirement(person, standard).kcal / 1000.0,
    }
    return round(effect.value * multiplier[effect.per], 2)


def _removed(limits: Iterable[Limit]) -> dict[str, tuple[str, ...]]:
    removed: dict[str, tuple[str, ...]] = {}
    for limit in limits:
        if limit.change == "no_floor":
            removed[limit.nutrient] = (*removed.get(limit.nutrient, ()), limit.label)
    return removed


def _first_message(limits: Iterable[Limit]) -> Iterator[str]:
    """Yield the message that core nutrients have no target, if a cause removes one."""
    causes_by_nutrient = _removed(limits)
    removed = [name for name in core_nutrients() if name in causes_by_nutrient]
    if not removed:
        return
    causes = dict.fromkeys(label for name in removed for label in causes_by_nutrient[name])
    kept = [nutrient(name).in_sentence for name in core_nutrients() if name not in removed]
    yield (
        f"ask your clinician before you follow this plan: with {' and '.join(causes)} it has no "
        f"{' and no '.join(nutrient(name).in_sentence for name in removed)} target; of the five "
        f"core nutrients it promises only {', '.join(kept)}"
    )


def _ranked(causes: tuple[HealthFactor, ...], *, pregnant: bool) -> list[str]:
    """Return the messages of the causes by rank; messages on pregnancy have the first rank."""
    found = [(row.rank, row.message) for row in causes]
    if pregnant:
        found += [
            (1, f"{row.label}: {row.pregnancy_message}") for row in causes if row.pregnancy_message
        ]
    return [message for _, message in sorted(found, key=lambda pair: pair[0])]


def _about_supplements(forbidden: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if forbidden:
        words = [
            f"{nutrient(name).in_sentence} ({', '.join(labels)})"
            for name, labels in forbidden.items()
        ]
        yield f"not to be taken as a supplement unless your clinician says so: {', '.join(words)}"


def _not_for_children(effects: list[Effect], labels: dict[str, str], age: int) -> Iterator[str]:
    """Yield the message that names causes whose bounds are published for adults only."""
    names = dict.fromkeys(labels[effect.cause] for effect in effects)
    if names:
        yield (
            f"ask a pediatrician: the guidelines' figures for {' and '.join(names)} are for "
            f"adults, so at {age} years they are not applied"
        )


def apply_effects(targets: Targets, effects: ClinicalEffects) -> Targets:
    """Return the targets with the effects of conditions and medicines applied.

    The highest floor and the lowest ceiling apply. A removed floor stays removed, and a floor above
    its ceiling is lowered to `ROOM` below the ceiling. A nutrient without floor and ceiling keeps
    its row, so that plans still show its intake; the basis gives the reason.

    Parameters
    ----------
    targets : Targets
        Targets by the standard.
    effects : ClinicalEffects
        Effects from `effects_for`.
    """
    if not effects.limits:
        return targets
    rows = {row.nutrient: row for row in targets.rows}
    least = {name: grams / (1.0 - ROOM) for name, grams, _ in macronutrient_floors(targets)}
    for name in dict.fromkeys(limit.nutrient for limit in effects.limits):
        limits = [limit for limit in effects.limits if limit.nutrient == name]
        row = rows.get(name) or _empty_row(name)
        rows[name] = _changed(row, limits, least.get(name, 0.0))
    order = {name: place for place, name in enumerate(nutrient_index())}
    sorted_rows = sorted(rows.values(), key=lambda row: order[row.nutrient])
    return replace(targets, rows=tuple(sorted_rows))


def _empty_row(name: str) -> Target:
    return Target(name, nutrient(name).unit, None, None, "", "", "", "", "")


def _changed(row: Target, limits: list[Limit], least_ceiling: float) -> Target:
    """Return one target with its limits applied: first the ceilings, then the floors."""
    for limit in limits:
        if limit.change != "ceiling" or limit.amount is None:
            continue
        amount, words = limit.amount, limit.words
        if amount < least_ceiling:
            amount, words = least_ceiling, f"{words}; raised to the least share of energy"
        if row.ceiling is None or row.ceiling_scope != "total" or amount < row.ceiling:
            row = replace(
                row,
                ceiling=round(amount, 2),
                ceiling_basis=words,
                ceiling_applies_to="all intake",
                ceiling_scope="total",
                ceiling_kind=CeilingKind.CLINICAL,
                source=_join(row.source, limit.source),
            )
    removing = [limit for limit in limits if limit.change == "no_floor"]
    if removing:
        words = "; ".join(limit.words for limit in removing)
        sources = _join(row.source, *(limit.source for limit in removing))
        basis = f"no target ({words})"
        return replace(
            row, floor=None, floor_basis=basis, floor_kind=FloorKind.NONE, source=sources
        )
    for limit in limits:
        if limit.change == "floor" and limit.amount and limit.amount > (row.floor or 0.0):
            sources = _join(row.source, limit.source)
            row = replace(
                row,
                floor=limit.amount,
                floor_basis=limit.words,
                floor_kind=FloorKind.CLINICAL,
                source=sources,
            )
    most = round((row.ceiling or 0.0) * (1.0 - ROOM), 2)
    if row.floor and row.ceiling and row.ceiling_scope == "total" and row.floor > most:
        held = f"{row.floor_basis}; no room under the ceiling, so held {ROOM:.0%} below it"
        row = replace(row, floor=most, floor_basis=held)
    return row


def _join(*sources: str) -> str:
    """Join sources with semicolons, each once."""
    parts = (part for source in sources for part in source.split("; "))
    return "; ".join(dict.fromkeys(filter(None, parts)))
