"""The targets as conditions and medicines leave them, and which goes first where two contradict.

The rule of precedence, nutrient by nutrient: what prevents poisoning (1) goes before what limits a
disease (2), and that before what a guideline aims at (3). Of two of one rank a limit goes before a
floor. Every ceiling that stands is kept: the lowest is the target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.nutrition.people.clinical import ClinicalEffects, Limit
from planner.nutrition.people.reference_intakes import UPPER_LEVELS, CeilingKind, FloorKind
from planner.nutrition.people.targets import ROOM, Target, Targets


@dataclass(frozen=True)
class Standing:
    """What stands of the effects on one nutrient.

    Attributes
    ----------
    nutrient : str
        Id.
    removing : tuple of Limit
        What takes the floor away.
    replaced : bool
        Whether a clinical floor stands in the place of the standard's, which is taken away.
    unlimited : tuple of Limit
        What takes away a ceiling that is only advice.
    floor, ceiling : Limit or None
        The highest floor and the lowest ceiling that stand.
    minimising : tuple of Limit
        What keeps the intake as low as the plan can.
    overruled : tuple of (Limit, Limit)
        What gives way, with what goes before it.
    """

    nutrient: str
    removing: tuple[Limit, ...]
    replaced: bool
    unlimited: tuple[Limit, ...]
    floor: Limit | None
    ceiling: Limit | None
    minimising: tuple[Limit, ...]
    overruled: tuple[tuple[Limit, Limit], ...]

    def deciding(self) -> Iterator[Limit]:
        """Yield every effect that stands and decides something."""
        yield from (*self.removing, *self.unlimited)
        yield from (limit for limit in (self.floor, self.ceiling) if limit)
        yield from self.minimising


def standing_effects(effects: ClinicalEffects) -> tuple[Standing, ...]:
    """Return, for every nutrient that is touched, what stands by the rule of precedence."""
    names = dict.fromkeys(limit.nutrient for limit in effects.limits)
    return tuple(_standing(name, effects) for name in names)


def _standing(name: str, effects: ClinicalEffects) -> Standing:
    removing = effects.of(name, "no_floor", "limit_only")
    unlimited = effects.of(name, "no_ceiling")
    overruled: list[tuple[Limit, Limit]] = []
    floors: list[Limit] = []
    for floor in effects.of(name, "floor"):
        winner = min(removing, key=lambda limit: limit.precedence, default=None)
        if winner is not None and winner.precedence <= floor.precedence:
            overruled.append((floor, winner))
        else:
            floors.append(floor)
    highest = max(floors, key=lambda limit: limit.amount or 0.0, default=None)
    ceilings: list[Limit] = []
    for ceiling in effects.of(name, "ceiling"):
        if highest is not None and _first(highest, ceiling) and not _room(highest, ceiling):
            overruled.append((ceiling, highest))
        else:
            ceilings.append(ceiling)
    lowest = min(ceilings, key=lambda limit: limit.amount or 0.0, default=None)
    if highest is not None and lowest is not None and not _room(highest, lowest):
        overruled.append((highest, lowest))
    kept = () if highest is not None else removing
    minimising = effects.of(name, "minimise")
    replaced = bool(removing) and highest is not None
    return Standing(name, kept, replaced, unlimited, highest, lowest, minimising, tuple(overruled))


def _first(one: Limit, other: Limit) -> bool:
    """Tell whether an effect goes before another one."""
    return one.precedence < other.precedence


def _room(floor: Limit, ceiling: Limit) -> bool:
    """Tell whether a plan fits between a floor and a ceiling."""
    return (floor.amount or 0.0) <= (ceiling.amount or 0.0) * (1.0 - ROOM)


def apply_effects(targets: Targets, effects: ClinicalEffects) -> Targets:
    """Return the targets as conditions and medicines leave them.

    A floor above its ceiling is held `ROOM` under it. A nutrient without floor and ceiling keeps
    its row, whose basis says why, so that its intake can still be shown.

    Parameters
    ----------
    targets : Targets
        As the standard gives them.
    effects : ClinicalEffects
        See `planner.nutrition.people.clinical.effects_for`.
    """
    if not effects.limits:
        return targets
    rows = {row.nutrient: row for row in targets.rows}
    for standing in standing_effects(effects):
        row = rows.get(standing.nutrient) or _empty_row(standing.nutrient)
        rows[standing.nutrient] = _changed(row, standing)
    order = {name: place for place, name in enumerate(nutrient_index())}
    sorted_rows = sorted(rows.values(), key=lambda row: order[row.nutrient])
    return replace(targets, rows=tuple(sorted_rows))


def _empty_row(name: str) -> Target:
    return Target(name, nutrient(name).unit, None, None, "", "", "", "", ())


def _changed(row: Target, standing: Standing) -> Target:
    """Return one target with what stands applied: ceiling first, then the floor under it."""
    if standing.unlimited and row.ceiling_kind not in UPPER_LEVELS:
        row = _without_ceiling(row, standing.unlimited)
    limit = standing.ceiling
    if limit is not None and limit.amount is not None:
        row = _with_ceiling(row, limit, limit.amount)
    if standing.removing:
        return _without_floor(row, standing.removing)
    limit = standing.floor
    least = 0.0 if standing.replaced else row.floor or 0.0
    if limit is not None and limit.amount and limit.amount > least:
        row = replace(
            row,
            floor=limit.amount,
            floor_basis=limit.words,
            floor_kind=FloorKind.CLINICAL,
            sources=_joined(row.sources, limit.source),
        )
    most = round((row.ceiling or 0.0) * (1.0 - ROOM), 2)
    if row.floor and row.ceiling and row.ceiling_scope == "total" and row.floor > most:
        held = f"{row.floor_basis}; no room under the ceiling, so held {ROOM:.0%} below it"
        row = replace(row, floor=most, floor_basis=held)
    return row


def _with_ceiling(row: Target, limit: Limit, amount: float) -> Target:
    """Return a target under a clinical ceiling, unless its own is lower."""
    if row.ceiling is not None and row.ceiling_scope == "total" and amount >= row.ceiling:
        return row
    return replace(
        row,
        ceiling=round(amount, 2),
        ceiling_basis=limit.words,
        ceiling_applies_to="all intake",
        ceiling_scope="total",
        ceiling_kind=CeilingKind.CLINICAL,
        sources=_joined(row.sources, limit.source),
    )


def _without_ceiling(row: Target, unlimited: tuple[Limit, ...]) -> Target:
    return replace(
        row,
        ceiling=None,
        ceiling_basis="",
        ceiling_applies_to="",
        ceiling_scope="",
        ceiling_kind=CeilingKind.NONE,
        sources=_joined(row.sources, *(limit.source for limit in unlimited)),
    )


def _without_floor(row: Target, removing: tuple[Limit, ...]) -> Target:
    words = "; ".join(dict.fromkeys(limit.words for limit in removing))
    unpromised = any(limit.change == "no_floor" for limit in removing)
    return replace(
        row,
        floor=None,
        floor_basis=f"no target ({words})" if unpromised else words,
        floor_kind=FloorKind.REMOVED if unpromised else FloorKind.NONE,
        sources=_joined(row.sources, *(limit.source for limit in removing)),
    )


def _joined(sources: tuple[str, ...], *more: str) -> tuple[str, ...]:
    """Return sources with more of them, each once."""
    return tuple(dict.fromkeys((*sources, *more)))
