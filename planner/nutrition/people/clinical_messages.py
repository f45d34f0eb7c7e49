"""What conditions and medicines ask of the reader, in sentences that agree with the targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.nutrition.people.clinical import ClinicalEffects, Limit, effects_for
from planner.nutrition.people.clinical_notes import clinical_notes
from planner.nutrition.people.clinical_targets import Standing, standing_effects
from planner.nutrition.people.conditions import load_groups, with_groups
from planner.nutrition.people.reference_intakes import CeilingKind, FloorKind
from planner.nutrition.people.targets import Target, Targets


def clinical_messages(targets: Targets) -> tuple[str, ...]:
    """Return what a person's conditions and medicines ask for, the most serious first.

    Parameters
    ----------
    targets : Targets
        As conditions, medicines and the person's own limits leave them: every figure in a message
        is read from here, so that it is the one the plan is judged by.

    Returns
    -------
    tuple of str
        One sentence or two for each condition, medicine and group; none where there are none.
    """
    effects = effects_for(targets.person, targets.standard)
    standing = standing_effects(effects)
    return (
        *_first_message(targets),
        *_ranked(effects, _said(effects, standing, targets), targets),
        *_overruled(standing),
        *_about_supplements(effects.supplements_forbidden),
        *_not_for_children(effects.for_adults_only, targets.person.age),
    )


def removed_targets(targets: Targets) -> tuple[Target, ...]:
    """Return the targets whose floor a condition or medicine took away."""
    return tuple(row for row in targets.rows if row.floor_kind is FloorKind.REMOVED)


def listed(words: list[str]) -> str:
    """Join words as a sentence does."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _first_message(targets: Targets) -> Iterator[str]:
    """Say before all else that a core nutrient has no target, and what the plan still promises."""
    gone = [row.nutrient for row in removed_targets(targets) if row.nutrient in core_nutrients()]
    if not gone:
        return
    effects = effects_for(targets.person, targets.standard)
    causes = dict.fromkeys(
        label for name in gone for limit in effects.of(name, "no_floor") for label in limit.labels
    )
    names = listed([nutrient(name).in_sentence for name in gone])
    kept = [nutrient(name).in_sentence for name in core_nutrients() if name not in gone]
    yield (
        f"ask your clinician before you follow this plan: with {listed(list(causes))} it has no "
        f"target for {names}; of the five core nutrients it promises only {listed(kept)}"
    )


def _said(
    effects: ClinicalEffects, standing: tuple[Standing, ...], targets: Targets
) -> dict[str, list[str]]:
    """Return what is said of the effects that stand, by the condition, medicine or group."""
    groups, own = load_groups(), {row.id for row in effects.causes}
    said: dict[str, list[str]] = defaultdict(list)
    for found in standing:
        beaten = {loser for loser, _ in found.overruled}
        for limit in found.deciding():
            if not limit.says or limit in beaten:
                continue
            place = limit.cause
            if place not in own and place not in groups:  # a condition that a stage belongs to
                place = next(row.id for row in effects.causes if row.label == limit.labels[0])
            words = _filled(limit, targets[limit.nutrient])
            if words not in said[place]:
                said[place].append(words)
    return said


def _filled(limit: Limit, row: Target) -> str:
    """Fill in the figures of the target: those the plan is judged by."""
    ceiling, floor = _bound(row.ceiling, row), _bound(row.floor, row)
    if row.floor_kind is FloorKind.BUILD_UP:
        floor = f"{_bound(row.need, row)}, to be built up to step by step,"
    if row.ceiling_kind is CeilingKind.OWN:
        ceiling += " (the limit given as your clinician's)"
    if row.floor_kind is FloorKind.OWN:
        floor += " (the amount given as your clinician's)"
    return limit.says.format(floor=floor, ceiling=ceiling)


def _bound(value: float | None, row: Target) -> str:
    return "no fixed amount" if value is None else f"{value:g} {row.unit}"


def _ranked(effects: ClinicalEffects, said: Mapping[str, list[str]], targets: Targets) -> list[str]:
    """Return the messages by rank; what concerns a pregnancy is of the first rank."""
    found: list[tuple[int, str]] = []
    labels: dict[str, list[str]] = defaultdict(list)
    for row in effects.causes:
        found.append((row.rank, "; ".join([row.message, *said.get(row.id, [])])))
        for name in with_groups((row.id,)):
            labels[name].append(row.label)
    for group in load_groups().values():
        words = [group.message] if group.message else []
        words += said.get(group.id, [])
        if labels[group.id] and words:
            found.append((group.rank, f"{listed(labels[group.id])}: {'; '.join(words)}"))
    found += clinical_notes(targets.person)
    if targets.person.pregnant_weeks is not None:
        found += [
            (1, f"{row.label}: {row.pregnancy_message}")
            for row in effects.causes
            if row.pregnancy_message
        ]
    return [message for _, message in sorted(found, key=lambda pair: pair[0])]


def _overruled(standing: tuple[Standing, ...]) -> Iterator[str]:
    """Say what gives way, and to what, so that no two messages contradict each other.

    Of several figures of one cause, as for several ages, the highest floor and lowest ceiling are
    those that would hold.
    """
    for found in standing:
        name = nutrient(found.nutrient).in_sentence
        for loser, winner in _decisive(found.overruled):
            yield (
                f"{name}: {winner.label} goes before {loser.label} ({winner.basis}), so this is "
                f"set aside: {loser.basis}"
            )


def _decisive(overruled: tuple[tuple[Limit, Limit], ...]) -> list[tuple[Limit, Limit]]:
    """Return what gives way, one figure for each cause and kind of change."""
    kept: dict[tuple[str, str], tuple[Limit, Limit]] = {}
    for loser, winner in overruled:
        key = (loser.cause, loser.change)
        sign = -1.0 if loser.change == "ceiling" else 1.0
        known = kept.get(key)
        if known is None or sign * (loser.amount or 0.0) > sign * (known[0].amount or 0.0):
            kept[key] = (loser, winner)
    return list(kept.values())


def _about_supplements(forbidden: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if forbidden:
        words = [
            f"{nutrient(name).in_sentence} ({', '.join(labels)})"
            for name, labels in forbidden.items()
        ]
        yield f"not to be taken as a supplement unless your clinician says so: {', '.join(words)}"


def _not_for_children(labels: tuple[str, ...], age: int) -> Iterator[str]:
    """Name the causes whose figures are published for adults only."""
    if labels:
        yield (
            f"ask a pediatrician: the guidelines' figures for {' and '.join(labels)} are for "
            f"adults, so at {age} years they are not applied"
        )
