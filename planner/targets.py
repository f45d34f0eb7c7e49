"""What a person needs of each nutrient, and what is too much, from a standard's table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

import pandas as pd

from planner.energy import SPAN, EnergyTarget, energy_requirement
from planner.errors import DataError, unknown_name
from planner.people import Person
from planner.tables import data_path, read_table

Scope = Literal["total", "fortified", "supplement", ""]

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

_TABLE_COLUMNS = [
    *("nutrient", "unit", "sex", "life_stage", "age_min_years", "age_max_years"),
    *("kind", "value", "scope", "applies_to", "note", "source"),
]
# The first kind that a nutrient has is its floor; the lowest ceiling is its ceiling.
_FLOOR_KINDS = {"RDA": "RDA", "AI": "AI", "AMDR_MIN": "AMDR minimum"}
_CEILING_KINDS = {
    "UL": "UL",
    "CDRR": "CDRR",
    "AMDR_MAX": "AMDR maximum",
    "DGA": "Dietary Guidelines for Americans",
    "SAFE_LEVEL": "EFSA level of no concern",
}
ROOM = 0.05  # left under a ceiling for portions to fit in; project choice
_NOT_IN_COMPOSITION = frozenset({"iodine_ug"})  # no source the planner builds from has its values
_MACRONUTRIENTS = ("protein_g", "carbohydrate_g")  # their floor is an RDA; fat has its AMDR there
_KCAL_PER_G = {  # Atwater's general factors, by which the AMDR are defined
    "protein_g": 4.0,
    "carbohydrate_g": 4.0,
    "added_sugars_g": 4.0,
    "fat_g": 9.0,
    "saturated_fat_g": 9.0,
    "linoleic_acid_g": 9.0,
    "alpha_linolenic_acid_g": 9.0,
}
_UNITS = {"_ug_rae": "µg RAE", "_ug_dfe": "µg DFE", "_ug": "µg", "_mg": "mg", "_g": "g"}


@dataclass(frozen=True)
class Target:
    """What one nutrient should come to in a day.

    Attributes
    ----------
    nutrient, unit : str
        Nutrient id, and the unit of both bounds.
    floor, ceiling : float or None
        Least and most a day; None where there is none.
    floor_basis, ceiling_basis : str
        What kind of figure each is, with what was worked out from it; empty where there is none.
    ceiling_applies_to : str
        What intake the ceiling counts, in words; empty where there is none.
    ceiling_scope : {"total", "fortified", "supplement", ""}
        The same for programs: all of the nutrient, only what is added to food (or taken as a
        supplement), or only supplements.
    source : str
        Publications of both.
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


@dataclass(frozen=True)
class Targets:
    """A person's targets, energy first, then in the order of the nutrients.

    Attributes
    ----------
    person : Person
        Whose they are.
    standard : str
        The standard they come from.
    rows : tuple of Target
        One for each nutrient that has a floor or a ceiling.
    """

    person: Person
    standard: str
    rows: tuple[Target, ...]

    def get(self, nutrient: str) -> Target | None:
        """Return a nutrient's target, or None if it has none."""
        return next((row for row in self.rows if row.nutrient == nutrient), None)

    def __contains__(self, nutrient: object) -> bool:
        return any(row.nutrient == nutrient for row in self.rows)

    def __getitem__(self, nutrient: str) -> Target:
        row = self.get(nutrient)
        if row is None:
            raise unknown_name("nutrient with a target", nutrient, (r.nutrient for r in self.rows))
        return row

    def to_frame(self) -> pd.DataFrame:
        """Return a table in the columns of ``planner targets``; an absent bound is NaN."""
        frame = pd.DataFrame(
            [[getattr(row, column) for column in FRAME_COLUMNS] for row in self.rows],
            columns=list(FRAME_COLUMNS),
        )
        return frame.astype({"floor": float, "ceiling": float})


@dataclass(frozen=True)
class _Figure:
    """One published figure of a standard's table."""

    nutrient: str
    unit: str
    sex: str
    life_stage: str
    age_min_years: int
    age_max_years: int
    kind: str
    value: float
    scope: Scope
    applies_to: str
    note: str
    source: str


@cache
def all_standards() -> tuple[str, ...]:
    """Return every standard: each table of ``data/targets/`` that has a standard's columns."""
    return tuple(
        path.stem
        for path in sorted(data_path("targets").glob("*.csv"))
        if list(read_table(f"targets/{path.name}").columns) == _TABLE_COLUMNS
    )


@cache
def _figures(standard: str) -> tuple[_Figure, ...]:
    if standard not in all_standards():
        raise unknown_name("standard", standard, all_standards())
    name = f"targets/{standard}.csv"
    figures = []
    for line, row in enumerate(read_table(name).to_dict("records"), start=2):
        cells = {str(column): str(cell) for column, cell in row.items()}
        try:
            figures.append(_figure(cells))
        except ValueError as error:
            raise DataError(f"data/{name}, line {line}: {error}") from None
    return tuple(figures)


def _figure(cells: dict[str, str]) -> _Figure:
    if cells["scope"] not in get_args(Scope):
        raise ValueError(f"scope {cells['scope']!r}: allowed are total, fortified, supplement")
    return _Figure(
        nutrient=cells["nutrient"],
        unit=cells["unit"],
        sex=cells["sex"],
        life_stage=cells["life_stage"],
        age_min_years=int(cells["age_min_years"]),
        age_max_years=int(cells["age_max_years"]),
        kind=cells["kind"],
        value=float(cells["value"]),
        scope=cast("Scope", cells["scope"]),
        applies_to=cells["applies_to"],
        note=cells["note"],
        source=cells["source"],
    )


@cache
def _figures_of_group(
    standard: str, sex: str, life_stage: str, age: int
) -> dict[str, tuple[_Figure, ...]]:
    """Return the figures for one life-stage group by nutrient, in the table's order."""
    found: dict[str, list[_Figure]] = {}
    for figure in _figures(standard):
        if (
            figure.sex in (sex, "both")
            and figure.life_stage == life_stage
            and figure.age_min_years <= age <= figure.age_max_years
        ):
            found.setdefault(figure.nutrient, []).append(figure)
    return {nutrient: tuple(figures) for nutrient, figures in found.items()}


def _figures_for(person: Person, standard: str) -> dict[str, tuple[_Figure, ...]]:
    stage = "general"
    if person.pregnant_weeks is not None:
        stage = "pregnancy"
    elif person.lactating_months is not None:
        stage = "lactation"
    return _figures_of_group(standard, person.sex, stage, person.age)


def _amount(figure: _Figure, person: Person, energy_kcal: float) -> float:
    """Return a figure as the day's amount, in the nutrient's own unit."""
    if figure.unit == "% energy":
        return figure.value / 100.0 * energy_kcal / _KCAL_PER_G[figure.nutrient]
    if figure.unit.endswith("/kg"):
        return figure.value * (person.pre_pregnancy_weight_kg or person.weight_kg)
    return figure.value


def _basis(label: str, figure: _Figure, factor: str = "") -> str:
    """Say what a figure is and how the day's amount comes of it."""
    words = label
    if figure.unit == "% energy":
        words += f", {figure.value:g} % of energy"
    elif figure.unit.endswith("/kg"):
        words += f", {figure.value:g} {figure.unit.removesuffix('/kg')} per kg of body weight"
    return "; ".join(part for part in (words + factor, figure.note) if part)


def _floor(
    figures: Iterable[_Figure], person: Person, energy_kcal: float, *, vegetarian: bool
) -> tuple[float | None, str, str]:
    """Return the floor, its basis and its source."""
    by_kind = {figure.kind: figure for figure in figures}
    for kind, label in _FLOOR_KINDS.items():
        if kind not in by_kind:
            continue
        figure = by_kind[kind]
        amount = _amount(figure, person, energy_kcal)
        factor = by_kind.get("VEGETARIAN_FACTOR")
        if vegetarian and factor is not None:
            words = f" {amount:g} {figure.unit} × {factor.value:g} for a vegetarian diet"
            source = f"{figure.source}; {factor.source}"
            return amount * factor.value, _basis(label, figure, words), source
        return amount, _basis(label, figure), figure.source
    return None, "", ""


def _ceiling(
    figures: Iterable[_Figure], person: Person, energy_kcal: float
) -> tuple[float, _Figure] | None:
    """Return the lowest ceiling; one that counts all intake goes before one that does not."""
    found = [
        (figure.scope != "total", _amount(figure, person, energy_kcal), figure)
        for figure in figures
        if figure.kind in _CEILING_KINDS
    ]
    return min(found, key=lambda ceiling: ceiling[:2])[1:] if found else None


def _target(
    nutrient: str,
    figures: tuple[_Figure, ...],
    person: Person,
    energy_kcal: float,
    *,
    vegetarian: bool,
) -> Target | None:
    floor, floor_basis, floor_source = _floor(figures, person, energy_kcal, vegetarian=vegetarian)
    found = _ceiling(figures, person, energy_kcal)
    if floor is None and found is None:
        return None
    unit = next(unit for suffix, unit in _UNITS.items() if nutrient.endswith(suffix))
    lowest = None if floor is None else round(floor, 2)
    if found is None:
        return Target(nutrient, unit, lowest, None, floor_basis, "", "", "", floor_source)
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
        ceiling_basis=_basis(_CEILING_KINDS[figure.kind], figure),
        ceiling_applies_to=figure.applies_to,
        ceiling_scope=figure.scope,
        source="; ".join(dict.fromkeys(part for part in (floor_source, figure.source) if part)),
    )


def _energy_target(energy: EnergyTarget) -> Target:
    band = f"{SPAN:.0%}".replace("%", " %")
    words = f"{energy.kcal:.0f} kcal, {energy.equation}"
    words += "".join(f"; {found.kcal:+g} {found.label}" for found in energy.additions)
    floor, floor_basis = energy.kcal * (1 - SPAN), f"{band} below {words}"
    least = f"the safe floor of {energy.safe_floor_kcal:.0f} kcal a day"
    if energy.floor_applied:
        floor_basis = (
            f"the estimated requirement of {energy.requirement_kcal:.0f} kcal is under {least}, "
            "which is planned instead"
        )
    elif floor < energy.safe_floor_kcal:
        floor_basis = f"{least}, under which nothing is planned; {words}"
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
    )


def targets_for(
    person: Person, standard: str = "nasem", *, vegetarian_iron: bool = False
) -> Targets:
    """Return what a person should have of each nutrient in a day.

    The floor is the RDA, else the AI, else the lower AMDR; the ceiling is the lowest of UL, CDRR,
    upper AMDR and dietary guideline. A floor above a ceiling on all intake (iron × 1.8 in
    pregnancy; protein or carbohydrate beside little energy) is held 5 % under it, and its basis
    says so. Bounds are rounded to two decimals.

    Parameters
    ----------
    person : Person
        Age, sex and life stage choose the group; weight (before pregnancy) sets protein; energy
        sets whatever is a share of it.
    standard : str
        One of `all_standards`.
    vegetarian_iron : bool
        Whether iron comes from plants, dairy and eggs alone: NASEM then asks for 1.8 times as much.

    Raises
    ------
    InputError
        If there is no such standard.
    """
    groups = _figures_for(person, standard)
    energy = energy_requirement(person)
    rows = [
        _target(nutrient, figures, person, energy.kcal, vegetarian=vegetarian_iron)
        for nutrient, figures in groups.items()
        if nutrient not in _NOT_IN_COMPOSITION
    ]
    found = [row for row in rows if row is not None]
    return Targets(person, standard, (_energy_target(energy), *found))


def macronutrient_floors(targets: Targets) -> tuple[tuple[str, float, str], ...]:
    """Return the lower AMDR of protein and carbohydrate where it asks for more than their RDA.

    Returns
    -------
    tuple of (str, float, str)
        Nutrient id, grams a day and source. (Fat has no RDA: its lower AMDR is its floor.)
    """
    groups = _figures_for(targets.person, targets.standard)
    energy = energy_requirement(targets.person)
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
