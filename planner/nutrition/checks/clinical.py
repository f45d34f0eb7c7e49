"""Cross checks of the tables of conditions, medicines, their effects and whom is declined."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.people.clinical import load_effects
from planner.nutrition.people.conditions import (
    HealthFactor,
    load_conditions,
    load_declines,
    load_medications,
)
from planner.nutrition.people.medicine_timing import RICH_MEAL


def circumstance_faults() -> Iterator[str]:
    """Find names in the tables of conditions and medicines that mean nothing."""
    tables = {"conditions.csv": load_conditions(), "medications.csv": load_medications()}
    known = _known()
    if len(known) != sum(len(table) for table in tables.values()):
        yield "data/medications.csv: an id stands in conditions.csv too"
    for file, table in tables.items():
        for row in table.values():
            yield from _row_faults(f"data/{file} {row.id}", row, known)


def _known() -> set[str]:
    return {*load_conditions(), *load_medications()}


def _row_faults(where: str, row: HealthFactor, known: set[str]) -> Iterator[str]:
    for name in sorted(set(row.conflicts_with) - known):
        yield f"{where}: conflicts_with {name!r} is no condition or medicine"
    for name in sorted(set(row.supplements_forbidden) - set(nutrient_ids())):
        yield f"{where}: supplements_forbidden {name!r} is no nutrient"
    for name in sorted(set(row.apart_from) - set(RICH_MEAL)):
        yield f"{where}: apart_from {name!r}; allowed are {', '.join(RICH_MEAL)}"
    if bool(row.apart_from) != (row.apart_hours > 0) or (row.apart_from and not row.timing):
        yield f"{where}: apart_from, apart_hours and timing go together"


def effect_faults() -> Iterator[str]:
    """Find effects that name nothing or hold no figure."""
    for line, effect in enumerate(load_effects(), start=2):
        where = f"data/clinical_effects.csv row {line} {effect.cause}"
        if effect.cause not in _known():
            yield f"{where}: no such condition or medicine"
        if effect.nutrient not in nutrient_ids():
            yield f"{where}: {effect.nutrient!r} is no nutrient"
        if (effect.value is None) != (effect.change == "no_floor"):
            yield f"{where}: a value goes with floor and ceiling only"
        if (effect.value is None) != (effect.per == ""):
            yield f"{where}: per goes with a value"


def decline_faults() -> Iterator[str]:
    """Find declines that name nobody, or would hold for everybody."""
    for decline in load_declines():
        where = f"data/declined.csv {decline.id}"
        for name in sorted(decline.any_of - _known()):
            yield f"{where}: {name!r} is no condition or medicine"
        if decline.age_under is None and not decline.any_of:
            yield f"{where}: it names neither an age nor a condition"
