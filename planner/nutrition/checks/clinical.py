"""Cross-checks of the tables of conditions, medicines, their effects and exclusions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.people.clinical import load_effects
from planner.nutrition.people.clinical_names import load_names, names_of, plain
from planner.nutrition.people.clinical_notes import load_clinical_notes
from planner.nutrition.people.conditions import (
    HealthFactor,
    known_names,
    load_conditions,
    load_groups,
    load_medications,
)
from planner.nutrition.people.declines import load_declines
from planner.nutrition.people.medicine_timing import RICH_MEAL
from planner.nutrition.people.nutrient_advice import FARE, load_advice
from planner.nutrition.people.safety import known_categories

_PLACES = re.compile(r"{(.*?)}")


def circumstance_faults() -> Iterator[str]:
    """Yield a message for each unknown name in the tables of conditions and medicines."""
    tables = {"conditions.csv": load_conditions(), "medications.csv": load_medications()}
    known = _known()
    count = len(load_conditions()) + len(load_medications()) + len(load_groups())
    if len(known) != count:
        yield "data/medications.csv: an id is also in conditions.csv or clinical_groups.csv"
    yield from _shared_names()
    named = {name for table in tables.values() for row in table.values() for name in row.groups}
    for group in load_groups().values():
        if group.id not in named:
            yield f"data/clinical_groups.csv {group.id}: no condition or medicine belongs to it"
        for name in sorted(set(group.supplements_forbidden) - set(nutrient_ids())):
            yield f"data/clinical_groups.csv {group.id}: {name!r} is not a nutrient"
    for file, table in tables.items():
        for row in table.values():
            yield from _row_faults(f"data/{file} {row.id}", row, known)


def _shared_names() -> Iterator[str]:
    """Yield a message for each name that stands for two things, and for each unknown id."""
    for row in load_names():
        for name in sorted(set(row.ids) - known_names(row.kind).keys()):
            yield f"data/clinical_names.csv: {name!r} is not a {row.kind}"
    seen: dict[str, tuple[str, ...]] = {}
    for kind in ("condition", "medication"):
        for name, ids in names_of(kind, known_names(kind)):
            if not plain(name):
                yield f"data/clinical_names.csv: {name!r} has no letters"
            elif (other := seen.setdefault(plain(name), ids)) != ids:
                both = " and ".join((*other, *ids))
                yield f"data/clinical_names.csv: {name!r} is a name of {both}"


def _known() -> set[str]:
    return {*load_conditions(), *load_medications(), *load_groups()}


def _row_faults(where: str, row: HealthFactor, known: set[str]) -> Iterator[str]:
    for name in sorted(
        set(row.groups) - {*load_groups(), *load_conditions()} | {row.id} & {*row.groups}
    ):
        yield f"{where}: groups {name!r} is no group and no other condition"
    for name in sorted(set(row.conflicts_with) - known):
        yield f"{where}: conflicts_with {name!r} is not a condition or medicine"
    for name in sorted(set(row.supplements_forbidden) - set(nutrient_ids())):
        yield f"{where}: supplements_forbidden {name!r} is not a nutrient"
    allowed = RICH_MEAL if row.apart_scope == "meals" else nutrient_ids()
    for name in sorted(set(row.apart_from) - set(allowed)):
        yield f"{where}: apart_from {name!r}; allowed are {', '.join(allowed)}"
    filled = {bool(row.apart_from), row.apart_hours > 0, bool(row.apart_scope)}
    if len(filled) > 1 or (row.apart_from and not row.timing):
        yield f"{where}: fill in all of apart_from, apart_hours, apart_scope and timing, or none"


def effect_faults() -> Iterator[str]:
    """Yield a message for each effect with an unknown name or without its value."""
    for line, effect in enumerate(load_effects(), start=2):
        where = f"data/clinical_effects.csv row {line} {effect.cause}"
        if effect.cause not in _known():
            yield f"{where}: {effect.cause!r} is not a condition or medicine"
        if effect.nutrient not in nutrient_ids():
            yield f"{where}: {effect.nutrient!r} is not a nutrient"
        if (effect.value is None) != (effect.change not in ("floor", "ceiling")):
            yield f"{where}: floor and ceiling need a value, the others have none"
        if set(_PLACES.findall(effect.says)) - {"floor", "ceiling"}:
            yield f"{where}: says may hold {{floor}} and {{ceiling}} only"
        if (effect.value is None) != (effect.per == ""):
            yield f"{where}: fill in both value and per, or neither"


def note_faults() -> Iterator[str]:
    """Yield a message for each note or advice about an unknown category of people."""
    known = known_categories()
    for note in load_clinical_notes():
        for name in sorted((note.any_of | note.with_any | note.not_for) - known):
            yield f"data/clinical_notes.csv {note.id}: {name!r} is no category of people"
        if set(_PLACES.findall(note.message)) - {"of", "with"}:
            yield f"data/clinical_notes.csv {note.id}: message may hold {{of}} and {{with}} only"
    for row in load_advice():
        where = f"data/nutrient_advice.csv {row.id}"
        for name in sorted((row.applies_to | row.not_for) - known - set(FARE)):
            yield f"{where}: {name!r} is no category of people"
        if bool(row.where) != bool(row.supplements):
            yield f"{where}: fill in both supplements and where, or neither"


def decline_faults() -> Iterator[str]:
    """Yield a message for each exclusion with an unknown name or without any criterion."""
    for decline in load_declines():
        where = f"data/declined.csv {decline.id}"
        for name in sorted((decline.any_of | decline.with_any) - _known()):
            yield f"{where}: {name!r} is not a condition or medicine"
        criteria = (decline.age_under, decline.bmi_under, decline.bmi_z_under)
        if criteria == (None, None, None) and not decline.any_of:
            yield f"{where}: give an age or a condition"
