"""Put the guides on a person's targets, and build up slowly what the person eats little of."""

from __future__ import annotations

from dataclasses import replace

from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.guides import Guide, GuideRow, load_guides
from planner.nutrition.people.person import Person
from planner.nutrition.people.reference_intakes import FLOOR_KINDS, CeilingKind, FloorKind
from planner.nutrition.people.targets import Target, Targets


def with_guides(targets: Targets) -> Targets:
    """Return the targets with their guides.

    A guide leaves room above the floor, and gives way to the person's own limit and to any lower
    ceiling on all intake. Where the
    person eats too little for the floor now, the guide is the first step toward it: a floor of the
    standard, or of the planner for an illness, is then lowered to what is eaten now, while one that
    the person's own limit sets stays.

    Parameters
    ----------
    targets : Targets
        As conditions, medicines and own limits leave them.
    """
    person = targets.person
    own = {
        row.nutrient: row
        for row in load_guides()
        if row.age_min_years <= person.age <= row.age_max_years
    }
    return replace(
        targets,
        rows=tuple(
            _guided(row, own[row.nutrient], person) if row.nutrient in own else row
            for row in targets.rows
        ),
    )


def _guided(row: Target, found: GuideRow, person: Person) -> Target:
    """Return one target with its guide."""
    floor = row.floor or 0.0
    now = person.fiber_now_g if row.nutrient == "fiber_g" else None
    steps = () if now is None else tuple(found.steps_from(now, floor))
    guide = Guide(max(found.most, floor + found.step_a_week), found.basis, found.source)
    if now is not None and steps:
        guide = _first_step(row, guide, now, steps)
        if steps[0] < floor and _is_ours(row):
            row = _lowered(row, now, steps)
        elif steps[0] < floor:
            guide = replace(guide, most=floor + found.step_a_week, steps=())
    if row.ceiling_kind is CeilingKind.OWN:
        return row
    if row.ceiling_scope == "total" and row.ceiling is not None and row.ceiling <= guide.most:
        return row
    return replace(row, guide=guide)


def _first_step(row: Target, guide: Guide, now: float, steps: tuple[float, ...]) -> Guide:
    """Return the guide of the first week of building up."""
    name, unit = nutrient(row.nutrient).in_sentence, row.unit
    basis = f"a first step from the {now:g} {unit} of {name} a day that you eat now"
    return replace(guide, most=steps[0], basis=basis, steps=steps)


def _lowered(row: Target, now: float, steps: tuple[float, ...]) -> Target:
    """Return a target whose floor is what the person eats now, for the weeks of building up."""
    label = FLOOR_KINDS.get(row.floor_kind, "target")
    because = "" if row.floor_kind in FLOOR_KINDS else f" ({row.floor_basis})"
    basis = (
        f"what you eat now: the {label} of {row.floor:g} {row.unit}{because} is set aside for "
        f"{len(steps)} weeks while you build up to it"
    )
    return replace(row, floor=now, floor_basis=basis, floor_kind=FloorKind.BUILD_UP, need=row.floor)


def _is_ours(row: Target) -> bool:
    """Return whether the standard or the planner sets a floor, and not the person or clinician."""
    return row.floor_kind in FLOOR_KINDS or row.floor_kind is FloorKind.CLINICAL


def guide_sentences(targets: Targets) -> tuple[str, ...]:
    """Say how what a person eats little of is built up week by week, and what that sets aside.

    Where there is nothing to build up to, it is said that what is eaten now is not used.
    """
    row = targets.get("fiber_g")
    if targets.person.fiber_now_g is not None and (row is None or row.floor is None):
        return (_no_floor(row, targets.person.fiber_now_g),)
    return tuple(
        _built_up(row, row.guide.steps) if row.guide.steps else _not_built_up(row)
        for row in targets.rows
        if row.guide is not None and (row.guide.steps or _eats_too_little(row, targets.person))
    )


def _no_floor(row: Target | None, now: float) -> str:
    why = f": {row.floor_basis}" if row is not None and row.floor_basis else ""
    return (
        f"the {now:g} g of fiber a day that you eat now change nothing in this plan: fiber has no "
        f"target here that it could be built up to{why}"
    )


def _eats_too_little(row: Target, person: Person) -> bool:
    now = person.fiber_now_g if row.nutrient == "fiber_g" else None
    return now is not None and row.floor is not None and now < row.floor


def _built_up(row: Target, steps: tuple[float, ...]) -> str:
    name, unit = nutrient(row.nutrient).in_sentence, row.unit
    weeks = "; ".join(f"week {week} up to {most:g} {unit}" for week, most in enumerate(steps, 1))
    aside = ""
    if row.floor_kind is FloorKind.BUILD_UP:
        aside = f"; its target of {row.need:g} {unit} is set aside until then"
    return (
        f"{name} is to be built up step by step, since much at once may bring wind and cramps: "
        f"{weeks}{aside}. This plan aims at the first step: for the next weeks, plan anew with the "
        f"{name} you then eat, and drink enough"
    )


def _not_built_up(row: Target) -> str:
    name, unit = nutrient(row.nutrient).in_sentence, row.unit
    return (
        f"{name} is not built up step by step: at least {row.floor:g} {unit} a day are set "
        f"({row.floor_basis}), which is more than you eat now; ask who set it how fast to go, and "
        "drink enough"
    )
