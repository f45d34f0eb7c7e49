"""Own limits: floors, ceilings and daily caps that a person sets instead of the standard's.

An own limit cannot replace a safety rule. What a condition or medicine limits by default it may
replace in both directions: the figure counts as the clinician's, and a least amount moves a default
ceiling that leaves it no room. It may lower any ceiling of the standard, but neither raise one that
is an upper level of safe intake nor set a least amount above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.errors import InputError, unknown_name
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.clinical_targets import apply_effects
from planner.nutrition.people.diets import get_diet
from planner.nutrition.people.guided_targets import with_guides
from planner.nutrition.people.macronutrient_ranges import macronutrient_floors
from planner.nutrition.people.person import Person
from planner.nutrition.people.reference_intakes import UPPER_LEVELS, CeilingKind, FloorKind
from planner.nutrition.people.safety import SafetyRule, all_safety_rules, safety_rules_for
from planner.nutrition.people.targets import (
    ROOM,
    Target,
    Targets,
    targets_for,
)
from planner.request.food_weight import FOOD_WEIGHT, MOST_OF_DAY, MOST_OF_MEAL
from planner.request.limit_names import LimitKind, LimitName, read_limit_name, values_of
from planner.request.meal_limits import meal_limit_names

_OWN = "own limit"
_CLINICIAN = "limit given as the clinician's"
_CLINICAL = (FloorKind.CLINICAL, FloorKind.REMOVED, CeilingKind.CLINICAL)
_LARGEST = 1e6


def caps() -> dict[str, SafetyRule]:
    """Return the daily caps of ``data/safety.csv`` by id; unlike safety rules they may change.

    Those of the family ``clinical`` may change too: the figure counts as the clinician's.
    """
    return {rule.id: rule for rule in all_safety_rules() if rule.family != "safety"}


def clinical_caps() -> frozenset[str]:
    """Return the ids of the caps that an illness brings."""
    return frozenset(rule.id for rule in all_safety_rules() if rule.family == "clinical")


def limit_names(targets: Targets) -> tuple[str, ...]:
    """Return the names of all limits a person may set: ``max_sodium_mg``, ``cap_fruit`` ..."""
    rows = [row for row in targets.rows if row.nutrient != "energy_kcal"]
    names = [
        LimitName(LimitKind.LEAST, row.nutrient)
        for row in rows
        if row.floor is not None or row.reference or row.floor_kind is FloorKind.REMOVED
    ]
    names += [
        LimitName(LimitKind.MOST, row.nutrient) for row in rows if row.ceiling_scope != "supplement"
    ]
    names += [LimitName(LimitKind.CAP, name) for name in caps()]
    return tuple(name.text for name in (*names, *meal_limit_names(), MOST_OF_DAY, MOST_OF_MEAL))


def check_limits(
    person: Person,
    targets: Targets,
    limits: tuple[tuple[str, float], ...],
    standard: str,
) -> tuple[tuple[str, float], ...]:
    """Validate own limits against the person's targets, and return them sorted by name.

    Raises
    ------
    InputError
        If a name is unknown, a limit must not be changed, or a value is not allowed.
    """
    for name, value in limits:
        _check(name, value, targets, targets_for(person, standard))
    _check_order(limits)
    return tuple(sorted(dict(limits).items()))


def _check_order(limits: tuple[tuple[str, float], ...]) -> None:
    """Refuse a least amount above the most of the same nutrient."""
    least, most = values_of(limits, LimitKind.LEAST), values_of(limits, LimitKind.MOST)
    for subject in least.keys() & most.keys():
        if least[subject] > most[subject]:
            low, high = LimitName(LimitKind.LEAST, subject), LimitName(LimitKind.MOST, subject)
            raise InputError(
                f"limit {low.text}={least[subject]:g} is above {high.text}={most[subject]:g}: no "
                "plan can hold both"
            )


def _check(name: str, value: float, targets: Targets, healthy: Targets) -> None:
    safety = {rule.id: rule for rule in all_safety_rules() if rule.family == "safety"}
    known = read_limit_name(name)
    # A safety rule is refused by its id alone as well.
    rule = safety.get(known.subject if known and known.kind is LimitKind.CAP else name)
    if rule is not None:
        raise InputError(f"limit {name}: a safety rule ({rule.sentence}); it cannot be changed")
    if known is None or name not in limit_names(targets):
        raise unknown_name("limit", name, limit_names(targets))
    if not 0 <= value <= _LARGEST:
        raise InputError(f"limit {name}={value:g}: give a number from 0 to {_LARGEST:g}")
    if known.kind not in (LimitKind.MOST, LimitKind.LEAST) or known.subject == FOOD_WEIGHT:
        return
    row = healthy.get(known.subject) or targets[known.subject]
    level = _upper_level(row)
    if level is not None and value > level:
        raise InputError(
            f"limit {name}={value:g}: above the {row.ceiling_basis} of {row.ceiling:g} {row.unit}; "
            "it can only be lowered"
        )


def _upper_level(row: Target) -> float | None:
    """Return the upper level of safe intake from all food, or from what is added to it."""
    holds = row.ceiling_scope in ("total", "fortified") and row.ceiling_kind in UPPER_LEVELS
    return row.ceiling if holds else None


def apply_limits(
    targets: Targets, limits: tuple[tuple[str, float], ...], healthy: Targets
) -> Targets:
    """Return the targets with a person's own limits in place of those before.

    Parameters
    ----------
    targets : Targets
        As conditions and medicines leave them.
    limits : tuple of (str, float)
        The person's own limits.
    healthy : Targets
        As the standard gives them: their upper levels stand.
    """
    least, most = values_of(limits, LimitKind.LEAST), values_of(limits, LimitKind.MOST)
    if not least and not most:
        return targets
    rows = []
    for row in targets.rows:
        usual = healthy.get(row.nutrient)
        level = None if usual is None else _upper_level(usual)
        rows.append(_limited(row, least.get(row.nutrient), most.get(row.nutrient), level))
    return replace(targets, rows=tuple(rows))


def _with_room(row: Target, least: float, level: float | None) -> Target:
    """Raise a ceiling that an illness brings where the clinician's least amount needs it."""
    needed = round(least / (1 - ROOM), 2)
    is_default = row.ceiling_kind is CeilingKind.CLINICAL and row.ceiling_scope == "total"
    if not is_default or row.ceiling is None or row.ceiling >= needed:
        return row
    words = f"room for the {_CLINICIAN}, in place of {row.ceiling:g}, {row.ceiling_basis}"
    ceiling = needed if level is None else min(needed, level)
    return replace(row, ceiling=ceiling, ceiling_basis=words)


def _limited(row: Target, least: float | None, most: float | None, level: float | None) -> Target:
    if least is not None:
        row = row if most is not None else _with_room(row, least, level)
        whose = _CLINICIAN if row.floor_kind in _CLINICAL else _OWN
        replaced = "" if row.floor is None else f"{row.floor:g} {row.unit}, "
        basis = f"{whose} in place of {replaced}{row.floor_basis}" if row.floor_basis else whose
        row = replace(row, floor=least or None, floor_basis=basis, floor_kind=FloorKind.OWN)
    if most is not None:
        whose = _CLINICIAN if row.ceiling_kind in _CLINICAL else _OWN
        replaced = (
            "" if row.ceiling is None else f" in place of {row.ceiling:g}, {row.ceiling_basis}"
        )
        scope = row.ceiling_scope or "total"
        row = replace(
            row, ceiling=most, ceiling_basis=f"{whose}{replaced}", ceiling_scope=scope,
            ceiling_applies_to=row.ceiling_applies_to or "all intake",
            ceiling_kind=CeilingKind.OWN,
        )  # fmt: skip
        if least is None and row.floor and scope == "total" and row.floor > most:
            words = f"{row.floor_basis}; above your own limit, so held {ROOM:.0%} below it"
            row = replace(row, floor=round(most * (1 - ROOM), 2) or None, floor_basis=words)
    return row


def food_rules_for(person: Person, limits: tuple[tuple[str, float], ...]) -> tuple[SafetyRule, ...]:
    """Return the safety rules and caps that apply to a person, with the person's own caps."""
    own = values_of(limits, LimitKind.CAP)
    return tuple(
        _with_own_cap(rule, own[rule.id]) if rule.id in own else rule
        for rule in safety_rules_for(person)
    )


def _with_own_cap(rule: SafetyRule, grams: float) -> SafetyRule:
    whose = _CLINICIAN if rule.family == "clinical" else _OWN
    sentence = f"{rule.label} at most {grams:g} g a day ({whose})"
    return replace(rule, limit_g=grams, sentence=sentence, source="the request")


def own_targets(
    person: Person, diet: str, standard: str, limits: tuple[tuple[str, float], ...] = ()
) -> Targets:
    """Return a person's targets, including conditions, medicines, own limits and guides."""
    iron = get_diet(diet).vegetarian_iron
    healthy = targets_for(person, standard, vegetarian_iron=iron)
    clinical = apply_effects(healthy, effects_for(person, standard))
    return with_guides(apply_limits(clinical, limits, healthy))


def clinician_limits(
    person: Person, standard: str, limits: tuple[tuple[str, float], ...]
) -> frozenset[str]:
    """Return the names of the limits that stand in place of what conditions or medicines set."""
    touched = {limit.nutrient for limit in effects_for(person, standard).limits}
    theirs = {LimitName(LimitKind.CAP, name) for name in clinical_caps()}
    for kind in (LimitKind.LEAST, LimitKind.MOST):
        theirs |= {LimitName(kind, name) for name in touched}
    return frozenset(name for name, _ in limits if read_limit_name(name) in theirs)


def below_advice(
    person: Person, standard: str, limits: tuple[tuple[str, float], ...]
) -> Iterator[str]:
    """Say which own limits lie below the share of energy that is advised for most people."""
    healthy = targets_for(person, standard)
    advised = {name: grams for name, grams, _ in macronutrient_floors(healthy)}
    advised |= {
        row.nutrient: row.floor for row in healthy.rows if row.floor_is_advice and row.floor
    }
    for nutrient_id, value in values_of(limits, LimitKind.MOST).items():
        grams = advised.get(nutrient_id)
        if grams is not None and value < grams:
            words = limit_words(LimitName(LimitKind.MOST, nutrient_id).text, value)
            yield (
                f"{words} lies below the share of energy advised for most "
                f"people ({grams:.0f} g): that is advice, so your limit holds"
            )


def limit_words(name: str, value: float) -> str:
    """Return a limit in words: "sodium at most 1500 mg a day".

    Raises
    ------
    InputError
        If no limit has this name.
    """
    limit = read_limit_name(name)
    if limit is None:
        raise InputError(f"limit {name}: no such limit")
    if limit.kind is LimitKind.CAP:
        what = caps()[limit.subject].label
    elif limit.subject == FOOD_WEIGHT:
        what = "food and drink, without water,"
    else:
        what = nutrient(limit.subject).in_sentence
    bound, where = _WORDS[limit.kind]
    return f"{what} {bound} {value:g} {limit_unit(limit)} {where}"


def limit_unit(limit: LimitName) -> str:
    """Return the unit of a limit: that of its nutrient, or g for food."""
    is_of_food = limit.kind is LimitKind.CAP or limit.subject == FOOD_WEIGHT
    return "g" if is_of_food else nutrient(limit.subject).unit


_WORDS = {
    LimitKind.LEAST: ("at least", "a day"),
    LimitKind.MOST: ("at most", "a day"),
    LimitKind.CAP: ("at most", "a day"),
    LimitKind.MEAL_MOST: ("at most", "a main meal"),
    LimitKind.MEAL_AIM: ("about", "a main meal"),
}
