"""Dietary reference values: one table per standard, read, validated and selected for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from planner.errors import DataError, InputError, unknown_name
from planner.nutrition.foods.availability import REGIONS
from planner.nutrition.people.person import Person
from planner.nutrition.tables import data_path, read_rows, read_toml

Scope = Literal["", "total", "fortified", "supplement"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

_STANDARDS = "targets/standards.toml"
_TABLE_COLUMNS = [
    *("nutrient", "unit", "sex", "life_stage", "age_min_years", "age_max_years"),
    *("kind", "use", "value", "scope", "applies_to", "note", "source"),
]
Use = Literal["floor", "aim", "ceiling", "change", "reference"]


class FloorKind(StrEnum):
    """Kinds of floors; those of the tables come first, in the order of preference."""

    RDA = "RDA"
    PRI = "PRI"
    RNI = "RNI"
    AI = "AI"
    SAFE_INTAKE = "SAFE_INTAKE"
    AMDR_MIN = "AMDR_MIN"
    RI_MIN = "RI_MIN"
    MINIMUM = "MINIMUM"
    # Not in the tables; derived from the person or the request.
    ENERGY_BAND = "ENERGY_BAND"
    SAFE_ENERGY = "SAFE_ENERGY"
    CLINICAL = "CLINICAL"
    OWN = "OWN"
    BUILD_UP = "BUILD_UP"  # what is eaten now, while building up to the standard's floor
    REMOVED = "REMOVED"  # a condition or medicine takes the floor away
    NONE = ""


class CeilingKind(StrEnum):
    """Kinds of ceilings."""

    UL = "UL"
    CDRR = "CDRR"
    SUL = "SUL"
    SAFE_ADEQUATE = "SAFE_ADEQUATE"
    AMDR_MAX = "AMDR_MAX"
    RI_MAX = "RI_MAX"
    GUIDELINE = "GUIDELINE"
    DGA = "DGA"
    SAFE_LEVEL = "SAFE_LEVEL"
    SAFE_LEVEL_OF_INTAKE = "SAFE_LEVEL_OF_INTAKE"
    # Not in the tables; derived from the person or the request.
    ENERGY_BAND = "ENERGY_BAND"
    CLINICAL = "CLINICAL"
    OWN = "OWN"
    NONE = ""


# A nutrient's floor is the figure of the first kind it has; its ceiling is the lowest ceiling.
FLOOR_KINDS = {
    FloorKind.RDA: "RDA",
    FloorKind.PRI: "PRI",
    FloorKind.RNI: "RNI",
    FloorKind.AI: "AI",
    FloorKind.SAFE_INTAKE: "COMA safe intake",
    FloorKind.AMDR_MIN: "AMDR minimum",
    FloorKind.RI_MIN: "lower end of the reference intake range",
    FloorKind.MINIMUM: "COMA minimum",
}
CEILING_KINDS = {
    CeilingKind.UL: "UL",
    CeilingKind.CDRR: "CDRR",
    CeilingKind.SUL: "EVM level",
    CeilingKind.SAFE_ADEQUATE: "safe and adequate intake",
    CeilingKind.AMDR_MAX: "AMDR maximum",
    CeilingKind.RI_MAX: "upper end of the reference intake range",
    CeilingKind.GUIDELINE: "guideline",
    CeilingKind.DGA: "Dietary Guidelines for Americans",
    CeilingKind.SAFE_LEVEL: "EFSA level of no concern",
    CeilingKind.SAFE_LEVEL_OF_INTAKE: "EFSA safe level of intake",
}
# Advice, which an own limit, an illness or one food may pass, and why it is no limit. Shares of
# energy are advice for a population. A safe level of intake is what many people eat without harm:
# "intake levels above it do not necessarily mean that there is a risk" (EFSA 2024, iron).
_SHARE_OF_ENERGY = "a share of energy is advice, not a limit"
ADVICE_FLOORS = {FloorKind.AMDR_MIN: _SHARE_OF_ENERGY, FloorKind.RI_MIN: _SHARE_OF_ENERGY}
ADVICE_CEILINGS = {
    CeilingKind.AMDR_MAX: _SHARE_OF_ENERGY,
    CeilingKind.RI_MAX: _SHARE_OF_ENERGY,
    CeilingKind.SAFE_LEVEL_OF_INTAKE: (
        "a safe level of intake is advice, not a limit: above it no harm is shown"
    ),
}
# Upper levels of safe intake. Harm is possible above them, so a person's own limit cannot raise
# them.
UPPER_LEVELS = frozenset({CeilingKind.UL, CeilingKind.SUL, CeilingKind.SAFE_LEVEL})
# Figures that are added to a floor, multiply it, or are kept for reference only.
_LAST_TIME = 99  # after every week of pregnancy and month of lactation
_CHANGES = ("ADDED", "VEGETARIAN_FACTOR")
# Average requirements: half of healthy people need more. They judge what people eat, and are never
# what a plan aims at.
AVERAGE_REQUIREMENTS = ("EAR", "AR")
_REFERENCES = (*AVERAGE_REQUIREMENTS, "RDA_REFERENCE_WEIGHT")


class Per(StrEnum):
    """The quantity by which a figure is multiplied for an amount per day; the end of its unit."""

    ENERGY = "% energy"
    BODY_WEIGHT = "/kg"
    MEGAJOULE = "/MJ"
    DAY = ""


@dataclass(frozen=True)
class Figure:
    """One published figure of a standard's table.

    Attributes
    ----------
    nutrient : str
        Nutrient id.
    unit : str
        Unit of `value` without `per`: ``mg`` of ``mg/kg``; empty for a share of energy.
    per : Per
        Quantity that the figure is relative to.
    sex : {"female", "male", "both"}
        Sex that it applies to.
    life_stage : str
        ``general``, ``pregnancy`` or ``lactation``.
    first_time, last_time : int
        Weeks of pregnancy or months of lactation that it applies to, inclusive.
    age_min_years, age_max_years : int
        Ages in completed years that it applies to, inclusive.
    kind : str
        A kind of floor, of ceiling, of a figure that changes a floor, or of a reference.
    use : {"floor", "aim", "ceiling", "change", "reference"}
        What a plan does with it. An aim is a floor that a plan strives for and may miss, since its
        nutrient is known for too few foods (iodine, EPA and DHA). A reference is shown and never a
        bound: an average requirement, or a published intake that is no goal, such as the adequate
        intake of sodium.
    value : float
        Value of the figure.
    scope : Scope
        Intake that a ceiling limits.
    applies_to, note, source : str
        The scope in words, a remark, and the publication.
    """

    nutrient: str
    unit: str
    per: Per
    sex: str
    life_stage: str
    first_time: int
    last_time: int
    age_min_years: int
    age_max_years: int
    kind: str
    use: Use
    value: float
    scope: Scope
    applies_to: str
    note: str
    source: str


@dataclass(frozen=True, eq=False)
class FigureGroup:
    """The figures of a standard for the people of one sex, age range and life stage.

    Attributes
    ----------
    standard : str
        The standard.
    figures : Mapping of str to tuple of Figure
        By nutrient, in the order of the table.
    """

    standard: str
    figures: Mapping[str, tuple[Figure, ...]]


@cache
def standard_labels() -> dict[str, str]:
    """Return the label of each standard by its id, in the order of the ids.

    ``data/targets/standards.toml`` lists the standards; the figures of each are in the table of its
    name. So a new standard is an entry and a table.

    Raises
    ------
    DataError
        If the file cannot be read, or a standard has no label.
    """
    labels = {}
    for name, entry in sorted(read_toml(_STANDARDS).items()):
        if not isinstance(entry.get("label"), str):
            raise DataError(f"data/{_STANDARDS}: {name} has no label")
        labels[name] = entry["label"]
    return labels


@cache
def region_of_standard(standard: str) -> str:
    """Return the region of a standard, one of `REGIONS`: where its people shop.

    Raises
    ------
    DataError
        If ``data/targets/standards.toml`` has no known region for it.
    """
    region = read_toml(_STANDARDS)[standard].get("region")
    if region not in REGIONS:
        raise DataError(f"data/{_STANDARDS}: {standard} needs a region: {', '.join(REGIONS)}")
    return str(region)


def all_standards() -> tuple[str, ...]:
    """Return the ids of the standards, sorted."""
    return tuple(standard_labels())


def standard_faults() -> Iterator[str]:
    """Yield a message for each standard whose table cannot be read, and for each unlisted table."""
    for standard in all_standards():
        try:
            _figures(standard)
            region_of_standard(standard)
        except DataError as error:
            yield str(error)
    for path in sorted(data_path("targets").glob("*.csv")):
        rows = read_rows(f"targets/{path.name}")
        if path.stem not in all_standards() and rows and list(rows[0]) == _TABLE_COLUMNS:
            yield f"data/targets/{path.name}: no entry for {path.stem} in data/{_STANDARDS}"


@cache
def _figures(standard: str) -> tuple[Figure, ...]:
    if standard not in all_standards():
        raise unknown_name("standard", standard, all_standards())
    name = f"targets/{standard}.csv"
    figures = []
    rows = read_rows(name)
    if not rows or list(rows[0]) != _TABLE_COLUMNS:
        raise DataError(f"data/{name}: its columns must be {', '.join(_TABLE_COLUMNS)}")
    for line, cells in enumerate(rows, start=2):
        try:
            figures.append(_figure(cells))
        except ValueError as error:
            raise DataError(f"data/{name}, line {line}: {error}") from None
    return tuple(figures)


def _figure(cells: dict[str, str]) -> Figure:
    known = {*FLOOR_KINDS, *CEILING_KINDS, *_CHANGES, *_REFERENCES}
    if cells["kind"] not in known:
        raise ValueError(f"kind {cells['kind']!r}: allowed are {', '.join(sorted(known))}")
    if cells["use"] not in _uses_of(cells["kind"]):
        raise ValueError(
            f"use {cells['use']!r} of kind {cells['kind']}: "
            f"allowed are {', '.join(_uses_of(cells['kind']))}"
        )
    if cells["scope"] not in get_args(Scope):
        raise ValueError(f"scope {cells['scope']!r}: allowed are total, fortified, supplement")
    per = next(per for per in Per if cells["unit"].endswith(per))
    # A table may divide pregnancy and lactation: ``pregnancy:28-42``.
    stage, colon, span = cells["life_stage"].partition(":")
    first, _, last = span.partition("-")
    return Figure(
        nutrient=cells["nutrient"],
        unit=cells["unit"].removesuffix(per),
        per=per,
        sex=cells["sex"],
        life_stage=stage,
        first_time=int(first) if colon else 0,
        last_time=int(last) if colon else _LAST_TIME,
        age_min_years=int(cells["age_min_years"]),
        age_max_years=int(cells["age_max_years"]),
        kind=cells["kind"],
        use=cells["use"],
        value=float(cells["value"]),
        scope=cast("Scope", cells["scope"]),
        applies_to=cells["applies_to"],
        note=cells["note"],
        source=cells["source"],
    )


def _uses_of(kind: str) -> tuple[Use, ...]:
    """Return what a plan may do with figures of a kind."""
    if kind in FLOOR_KINDS:
        return ("floor", "aim", "reference")
    if kind in CEILING_KINDS:
        return ("ceiling", "reference")
    return ("change",) if kind in _CHANGES else ("reference",)


@cache
def _group_of(standard: str, sex: str, life_stage: str, time: int, age: int) -> FigureGroup:
    """Return the figures of people of one sex, age and life stage.

    `time` is the week of pregnancy or the month of breastfeeding, 0 for neither.
    """
    numbers = tuple(
        number
        for number, figure in enumerate(_figures(standard))
        if figure.sex in (sex, "both")
        and figure.life_stage == life_stage
        and figure.first_time <= time <= figure.last_time
        and figure.age_min_years <= age <= figure.age_max_years
    )
    return _group(standard, numbers)


@cache
def _group(standard: str, numbers: tuple[int, ...]) -> FigureGroup:
    """Return the group of some figures; people with the same figures get the same object."""
    found: dict[str, list[Figure]] = {}
    for number in numbers:
        figure = _figures(standard)[number]
        found.setdefault(figure.nutrient, []).append(figure)
    figures = {nutrient: tuple(figures) for nutrient, figures in found.items()}
    return FigureGroup(standard, MappingProxyType(figures))


def figures_for(person: Person, standard: str) -> FigureGroup:
    """Return the figures of a standard for a person.

    Raises
    ------
    InputError
        If the standard is unknown or has no figures for the person's life stage and age.
    """
    stage, time = "general", 0
    if person.pregnant_weeks is not None:
        stage, time = "pregnancy", person.pregnant_weeks
    elif person.lactating_months is not None:
        stage, time = "lactation", person.lactating_months
    found = _group_of(standard, person.sex, stage, time, person.age)
    if not found.figures:
        raise InputError(
            f"standard {standard}: it has no values for {stage} at {person.age} years; "
            f"choose another: {', '.join(name for name in all_standards() if name != standard)}"
        )
    return found
