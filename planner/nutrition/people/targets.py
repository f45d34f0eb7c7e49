"""A person's targets: floor and ceiling of each nutrient by a standard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from planner.errors import unknown_name
from planner.nutrition.nutrients import KCAL_PER_G
from planner.nutrition.people.energy import SPAN, EnergyTarget, energy_requirement
from planner.nutrition.people.person import Person
from planner.nutrition.people.reference_intakes import (
    CEILING_KINDS,
    FLOOR_KINDS,
    CeilingKind,
    Figure,
    FloorKind,
    Scope,
    figures_for,
)

FRAME_COLUMNS = (
    "nutrient",
    "unit",
    "floor",
    "ceiling",
    "floor_basis",
    "ceiling_basis",
    "ceiling_applies_to",
    "source",
)

ROOM = 0.05  # least gap between floor and ceiling, as a share of the ceiling; project choice
_NOT_IN_COMPOSITION = frozenset({"iodine_ug"})  # the composition sources have no values for it
_MACRONUTRIENTS = ("protein_g", "carbohydrate_g")  # have an RDA besides the AMDR, unlike fat
_MJ_PER_KCAL = 1.0 / 238.83  # conversion used by EFSA
_UNITS = {"_ug_rae": "µg RAE", "_ug_dfe": "µg DFE", "_ug": "µg", "_mg": "mg", "_g": "g"}


@dataclass(frozen=True)
class Target:
    """The daily target of one nutrient.

    Attributes
    ----------
    nutrient, unit : str
        Nutrient id, and the unit of both bounds.
    floor, ceiling : float or None
        Least and most a day; None without a bound.
    floor_basis, ceiling_basis : str
        The published figure and how the bound follows from it, in words; empty without a bound.
    ceiling_applies_to : str
        The intake that the ceiling limits, in words; empty without a ceiling.
    ceiling_scope : {"total", "fortified", "supplement", ""}
        The same as a code: total intake, nutrients added to food or taken as supplements, or
        supplements only.
    source : str
        Publications of both bounds.
    floor_kind, ceiling_kind : FloorKind, CeilingKind
        Kind of each bound; ``NONE`` without a bound.
    """

    nutrient: str
    unit: str
    floor: float | None
    ceiling: float | None
    floor_basis: str
    ceiling_basis: str
    ceiling_applies_to: str
    ceiling_scope: Scope
    source: str
    floor_kind: FloorKind = FloorKind.NONE
    ceiling_kind: CeilingKind = CeilingKind.NONE


@dataclass(frozen=True)
class Targets:
    """A person's targets: energy first, then the nutrients in the order of the table.

    Attributes
    ----------
    person : Person
        The person.
    standard : str
        Name of the standard.
    rows : tuple of Target
        One target for each nutrient that has a floor or a ceiling.
    """

    person: Person
    standard: str
    rows: tuple[Target, ...]

    def get(self, nutrient: str) -> Target | None:
        """Return the target of a nutrient, or None if it has none."""
        return next((row for row in self.rows if row.nutrient == nutrient), None)

    def __contains__(self, nutrient: object) -> bool:
        return any(row.nutrient == nutrient for row in self.rows)

    def __getitem__(self, nutrient: str) -> Target:
        row = self.get(nutrient)
        if row is None:
            raise unknown_name("nutrient with a target", nutrient, (r.nutrient for r in self.rows))
        return row

    def to_frame(self) -> pd.DataFrame:
        """Return the table of ``planner targets``; a missing bound is NaN."""
        frame = pd.DataFrame(
            [[getattr(row, column) for column in FRAME_COLUMNS] for row in self.rows],
            columns=list(FRAME_COLUMNS),
        )
        return frame.astype({"floor": float, "ceiling": float})


def _amount(figure: Figure, person: Person, energy_kcal: float) -> float:
    """Return a figure as an amount per day, in the nutrient's unit."""
    if figure.unit == "% energy":
        return figure.value / 100.0 * energy_kcal / KCAL_PER_G[figure.nutrient]
    if figure.unit.endswith("/kg"):
        return figure.value * (person.pre_pregnancy_weight_kg or person.weight_kg)
    if figure.unit.endswith("/MJ"):
        return figure.value * energy_kcal * _MJ_PER_KCAL
    return figure.value


def _basis(label: str, figure: Figure, factor: str = "") -> str:
    """Describe a figure and how the amount per day follows from it."""
    words = label
    if figure.unit == "% energy":
        words += f", {figure.value:g} % of energy"
    elif figure.unit.endswith("/kg"):
        words += f", {figure.value:g} {figure.unit.removesuffix('/kg')} per kg of body weight"
    elif figure.unit.endswith("/MJ"):
        words += f", {figure.value:g} {figure.unit.removesuffix('/MJ')} per MJ of energy"
    return "; ".join(part for part in (words + factor, figure.note) if part)


def _floor(
    figures: Iterable[Figure], person: Person, energy_kcal: float, *, vegetarian: bool
) -> tuple[float | None, str, str, FloorKind]:
    """Return the floor, its basis, its source and its kind."""
    by_kind = {figure.kind: figure for figure in figures}
    for kind, label in FLOOR_KINDS.items():
        if kind not in by_kind:
            continue
        figure = by_kind[kind]
        amount = _amount(figure, person, energy_kcal)
        factor = by_kind.get("VEGETARIAN_FACTOR")
        if vegetarian and factor is not None:
            words = f" {amount:g} {figure.unit} × {factor.value:g} for a vegetarian diet"
            source = f"{figure.source}; {factor.source}"
            return amount * factor.value, _basis(label, figure, words), source, kind
        if added := by_kind.get("ADDED"):
            words = f"; {added.value:g} {added.unit} added: {added.note}"
            return amount + added.value, _basis(label, figure) + words, figure.source, kind
        return amount, _basis(label, figure), figure.source, kind
    return None, "", "", FloorKind.NONE


def _ceiling(
    figures: Iterable[Figure], person: Person, energy_kcal: float
) -> tuple[float, Figure] | None:
    """Return the lowest ceiling; ceilings on total intake take precedence over others."""
    found = [
        (figure.scope != "total", _amount(figure, person, energy_kcal), figure)
        for figure in figures
        if figure.kind in CEILING_KINDS
    ]
    return min(found, key=lambda ceiling: ceiling[:2])[1:] if found else None


def _target(
    nutrient: str,
    figures: tuple[Figure, ...],
    person: Person,
    energy_kcal: float,
    *,
    vegetarian: bool,
) -> Target | None:
    floor, floor_basis, floor_source, kind = _floor(
        figures, person, energy_kcal, vegetarian=vegetarian
    )
    found = _ceiling(figures, person, energy_kcal)
    if floor is None and found is None:
        return None
    unit = next(unit for suffix, unit in _UNITS.items() if nutrient.endswith(suffix))
    lowest = None if floor is None else round(floor, 2)
    if found is None:
        return Target(nutrient, unit, lowest, None, floor_basis, "", "", "", floor_source, kind)
    ceiling, figure = found
    if floor is not None and figure.scope == "total" and floor > ceiling:
        floor_basis += (
            f"; {floor:.4g} {unit} is above the ceiling, so the floor is held {ROOM:.0%} below it"
        )
        lowest = round(ceiling * (1 - ROOM), 2)
    return Target(
        nutrient=nutrient,
        unit=unit,
        floor=lowest,
        ceiling=round(ceiling, 2),
        floor_basis=floor_basis,
        ceiling_basis=_basis(CEILING_KINDS[CeilingKind(figure.kind)], figure),
        ceiling_applies_to=figure.applies_to,
        ceiling_scope=figure.scope,
        source="; ".join(dict.fromkeys(part for part in (floor_source, figure.source) if part)),
        floor_kind=kind,
        ceiling_kind=CeilingKind(figure.kind),
    )


def _energy_target(energy: EnergyTarget) -> Target:
    band = f"{SPAN:.0%}".replace("%", " %")
    words = f"{energy.kcal:.0f} kcal, {energy.equation}"
    words += "".join(f"; {found.kcal:+g} {found.label}" for found in energy.additions)
    floor, floor_basis = energy.kcal * (1 - SPAN), f"{band} below {words}"
    kind = FloorKind.ENERGY_BAND
    least = f"the safe floor of {energy.safe_floor_kcal:.0f} kcal a day"
    if energy.floor_applied:
        floor_basis = (
            f"the estimated requirement of {energy.requirement_kcal:.0f} kcal is under {least}, "
            "which is planned instead"
        )
        kind = FloorKind.SAFE_ENERGY
    elif floor < energy.safe_floor_kcal:
        floor_basis = f"{least}, under which nothing is planned; {words}"
        kind = FloorKind.SAFE_ENERGY
    return Target(
        nutrient="energy_kcal",
        unit="kcal",
        floor=round(max(floor, energy.safe_floor_kcal), 2),
        ceiling=round(energy.kcal * (1 + SPAN), 2),
        floor_basis=floor_basis,
        ceiling_basis=f"{band} above {words}",
        ceiling_applies_to="all intake",
        ceiling_scope="total",
        source="; ".join(dict.fromkeys((energy.source, *(a.source for a in energy.additions)))),
        floor_kind=kind,
        ceiling_kind=CeilingKind.ENERGY_BAND,
    )


def targets_for(
    person: Person, standard: str = "nasem", *, vegetarian_iron: bool = False
) -> Targets:
    """Return a person's daily targets.

    The floor is the RDA (EFSA: PRI, UK: RNI), else the AI, else the lower AMDR; the ceiling is the
    lowest of UL, CDRR, upper AMDR and dietary guideline. A floor above a ceiling on total intake
    (iron × 1.8 in pregnancy; protein or carbohydrate with little energy) is lowered to 5 % below
    the ceiling, and its basis says so. Bounds are rounded to two decimals.

    Parameters
    ----------
    person : Person
        Age, sex and life stage select the figures, weight (before pregnancy) scales protein, and
        energy scales figures that are shares of energy.
    standard : str
        One of `all_standards`.
    vegetarian_iron : bool
        Whether iron comes from plants, dairy and eggs only; NASEM then multiplies the floor by 1.8.

    Raises
    ------
    InputError
        If the standard is unknown or has no figures for this person.
    """
    groups = figures_for(person, standard)
    energy = energy_requirement(person, standard)
    rows = [
        _target(nutrient, figures, person, energy.kcal, vegetarian=vegetarian_iron)
        for nutrient, figures in groups.items()
        if nutrient not in _NOT_IN_COMPOSITION
    ]
    found = [row for row in rows if row is not None]
    return Targets(person, standard, (_energy_target(energy), *found))


def macronutrient_floors(targets: Targets) -> tuple[tuple[str, float, str], ...]:
    """Return the lower AMDR of protein and carbohydrate if it exceeds their floor.

    Fat needs no entry: it has no RDA, so its floor is its lower AMDR.

    Returns
    -------
    tuple of (str, float, str)
        Nutrient id, grams a day and source.
    """
    groups = figures_for(targets.person, targets.standard)
    energy = energy_requirement(targets.person, targets.standard)
    found = []
    for nutrient in _MACRONUTRIENTS:
        row = targets.get(nutrient)
        for figure in groups.get(nutrient, ()):
            if figure.kind != "AMDR_MIN":
                continue
            grams = round(_amount(figure, targets.person, energy.kcal), 2)
            if row is None or row.floor is None or grams > row.floor:
                found.append((nutrient, grams, figure.source))
    return tuple(found)


def lacking(person: Person, standard: str) -> tuple[str, ...]:
    """Return the nutrients with a floor by NASEM but not by this standard.

    Floors of another standard are never used instead: these nutrients have no floor in a plan.
    """
    covered = {row.nutrient for row in targets_for(person, standard).rows if row.floor is not None}
    return tuple(
        row.nutrient
        for row in targets_for(person).rows
        if row.floor is not None and row.nutrient not in covered
    )
