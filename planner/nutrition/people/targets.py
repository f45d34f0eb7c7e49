"""A person's targets: floor and ceiling of each nutrient by a standard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.errors import unknown_name
from planner.nutrition.people.energy import (
    SPAN,
    EnergyTarget,
    energy_requirement,
    usual_weight_kg,
)
from planner.nutrition.people.guides import Guide
from planner.nutrition.people.person import Person
from planner.nutrition.people.reference_intakes import (
    ADVICE_CEILINGS,
    ADVICE_FLOORS,
    CEILING_KINDS,
    FLOOR_KINDS,
    CeilingKind,
    Figure,
    FigureGroup,
    FloorKind,
    Per,
    Scope,
    figures_for,
)
from planner.nutrition.people.target_figures import (
    FloorFigures,
    NutrientFigures,
    amount_of,
    floor_of,
    nutrient_figures,
)

if TYPE_CHECKING:
    import pandas as pd

FRAME_COLUMNS = (
    "nutrient",
    "unit",
    "floor",
    "ceiling",
    "floor_basis",
    "ceiling_basis",
    "ceiling_applies_to",
    "source",
    "average_requirement",
    "average_requirement_basis",
    "reference",
    "reference_basis",
    "guide",
    "guide_basis",
)

_AMOUNTS = ("floor", "ceiling", "average_requirement", "reference", "guide")
ROOM = 0.05  # least gap between floor and ceiling, as a share of the ceiling; project choice


@dataclass(frozen=True)
class Published:
    """A figure that is shown and never a bound: the amount a day, and what it is, with source."""

    amount: float
    basis: str


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
    sources : tuple of str
        Publications of both bounds, each once.
    floor_kind, ceiling_kind : FloorKind, CeilingKind
        Kind of each bound; ``NONE`` without a bound.
    requirement, reference : Published or None
        The average requirement, and a published intake that is no goal (sodium); neither is ever a
        bound.
    is_aim : bool
        Whether the standard's floor is striven for but may be missed.
    need : float or None
        What percents are of where that is not the floor: the middle of the energy band, and the
        floor that is set aside while a person builds up to it.
    guide : Guide or None
        The most that a plan aims at where no standard sets an upper level; never a bound.
    """

    nutrient: str
    unit: str
    floor: float | None
    ceiling: float | None
    floor_basis: str
    ceiling_basis: str
    ceiling_applies_to: str
    ceiling_scope: Scope
    sources: tuple[str, ...]
    floor_kind: FloorKind = FloorKind.NONE
    ceiling_kind: CeilingKind = CeilingKind.NONE
    requirement: Published | None = None
    reference: Published | None = None
    is_aim: bool = False
    need: float | None = None
    guide: Guide | None = None

    @property
    def source(self) -> str:
        """The publications of both bounds, joined."""
        return "; ".join(self.sources)

    def percent(self, amount: float) -> float | None:
        """Return a credited amount in percent of the need or else the floor; None without both."""
        whole = self.floor if self.need is None else self.need
        return 100.0 * amount / whole if whole else None

    @property
    def floor_is_aim(self) -> bool:
        """Whether a plan strives for the floor but may miss it; never one of a clinician's."""
        return self.is_aim and self.floor_kind not in (FloorKind.CLINICAL, FloorKind.OWN)

    @property
    def floor_is_advice(self) -> bool:
        """Whether the floor is advice and no requirement: a share of energy."""
        return self.floor_kind in ADVICE_FLOORS

    @property
    def ceiling_is_advice(self) -> bool:
        """Whether the ceiling is advice and no limit: a share of energy, a safe level of intake."""
        return self.ceiling_kind in ADVICE_CEILINGS

    @property
    def has_clinical_limit(self) -> bool:
        """Whether the ceiling is set for an illness, by a guideline or by the clinician."""
        return self.ceiling_kind in (CeilingKind.CLINICAL, CeilingKind.OWN)


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

    Examples
    --------
    >>> from planner import make_person, targets_for
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> targets = targets_for(woman)
    >>> "calcium_mg" in targets, targets["calcium_mg"].unit, targets["calcium_mg"].floor
    (True, 'mg', 1000.0)
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

    def to_rows(self) -> list[tuple[str | float | None, ...]]:
        """Return the rows of ``planner targets``, in `FRAME_COLUMNS`; an absent bound is None."""
        return [
            (
                row.nutrient,
                row.unit,
                None if row.floor is None else float(row.floor),
                None if row.ceiling is None else float(row.ceiling),
                row.floor_basis,
                row.ceiling_basis,
                row.ceiling_applies_to,
                row.source,
                *(cell for one in (row.requirement, row.reference) for cell in _cells(one)),
                row.guide.most if row.guide else None,
                row.guide.basis if row.guide else "",
            )
            for row in self.rows
        ]

    def to_frame(self) -> pd.DataFrame:
        """Return the table of ``planner targets``; an absent bound is NaN."""
        import pandas as pd  # noqa: PLC0415 - targets are looked up without it

        frame = pd.DataFrame(self.to_rows(), columns=list(FRAME_COLUMNS))
        return frame.astype(dict.fromkeys(_AMOUNTS, float))


def _cells(one: Published | None) -> tuple[float | None, str]:
    return (None, "") if one is None else (one.amount, one.basis)


def _published(figure: Figure | None, weight_kg: float, energy_kcal: float) -> Published | None:
    """Return a figure that is for reference only."""
    if figure is None:
        return None
    label = FLOOR_KINDS[FloorKind(figure.kind)] if figure.kind in FLOOR_KINDS else figure.kind
    amount = round(amount_of(figure, weight_kg, energy_kcal), 2)
    return Published(amount, f"{_basis(label, figure)} ({figure.source})")


def _basis(label: str, figure: Figure, factor: str = "") -> str:
    """Describe a figure and how the amount per day follows from it."""
    words = label
    if figure.per is Per.ENERGY:
        words += f", {figure.value:g} % of energy"
    elif figure.per is Per.BODY_WEIGHT:
        words += f", {figure.value:g} {figure.unit} per kg of body weight"
    elif figure.per is Per.MEGAJOULE:
        words += f", {figure.value:g} {figure.unit} per MJ of energy"
    return "; ".join(part for part in (words + factor, figure.note) if part)


def _floor_words(floor: FloorFigures, published: float) -> tuple[str, tuple[str, ...]]:
    """Return the basis and the sources of a floor that is `published` before it is changed."""
    figure, label = floor.figure, FLOOR_KINDS[floor.kind]
    if factor := floor.factor:
        # The figure's own note is about the diet that the factor takes the place of.
        words = f" {published:g} {figure.unit} × {factor.value:g} for a vegetarian diet"
        return _basis(label, replace(figure, note=factor.note), words), (
            figure.source,
            factor.source,
        )
    if added := floor.added:
        words = f"; {added.value:g} {added.unit} added: {added.note}"
        return _basis(label, figure) + words, (figure.source,)
    return _basis(label, figure), (figure.source,)


def _target(row: NutrientFigures, weight_kg: float, energy_kcal: float) -> Target:
    nutrient, unit = row.nutrient, row.unit
    floor, floor_basis, floor_sources, kind = None, "", tuple[str, ...](), FloorKind.NONE
    if row.floor is not None:
        kind, floor = row.floor.kind, floor_of(row.floor, weight_kg, energy_kcal)
        published = amount_of(row.floor.figure, weight_kg, energy_kcal)
        floor_basis, floor_sources = _floor_words(row.floor, published)
    lowest = None if floor is None else round(floor, 2)
    is_aim = row.floor is not None and row.floor.figure.use == "aim"
    requirement = _published(row.requirement, weight_kg, energy_kcal)
    reference = _published(row.reference, weight_kg, energy_kcal)
    if not row.ceilings:
        return Target(
            nutrient, unit, lowest, None, floor_basis, "", "", "", floor_sources, kind,
            requirement=requirement, reference=reference, is_aim=is_aim,
        )  # fmt: skip
    amounts = [amount_of(figure, weight_kg, energy_kcal) for figure in row.ceilings]
    ceiling = min(amounts)
    figure = row.ceilings[amounts.index(ceiling)]
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
        sources=tuple(dict.fromkeys((*floor_sources, figure.source))),
        floor_kind=kind,
        ceiling_kind=CeilingKind(figure.kind),
        requirement=requirement,
        reference=reference,
        is_aim=is_aim,
    )


@lru_cache(maxsize=1024)  # the groups of all standards, twice
def _rows(group: FigureGroup, *, vegetarian: bool) -> tuple[Target | NutrientFigures, ...]:
    """Return the targets that all people of a group share, and the figures of the others."""
    return tuple(
        _target(row, 0.0, 0.0) if row.is_fixed else row
        for row in nutrient_figures(group, vegetarian=vegetarian)
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
        sources=tuple(dict.fromkeys((energy.source, *(a.source for a in energy.additions)))),
        floor_kind=kind,
        ceiling_kind=CeilingKind.ENERGY_BAND,
        need=round(energy.need_kcal, 2),
    )


def targets_for(
    person: Person, standard: str = "nasem", *, vegetarian_iron: bool = False
) -> Targets:
    """Return a person's daily targets.

    The floor is the RDA (EFSA: PRI, UK: RNI), else the AI, else the lower AMDR, unless the table
    keeps it for reference (sodium: no goal); the ceiling is the
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
        Whether iron and zinc come from plants, dairy and eggs only; NASEM then multiplies their
        floors by 1.8 and 1.5.

    Raises
    ------
    InputError
        If the standard is unknown or has no figures for this person.

    Examples
    --------
    >>> from planner import make_person, targets_for
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> targets = targets_for(woman)
    >>> targets["magnesium_mg"].floor, targets["magnesium_mg"].floor_basis
    (320.0, 'RDA')
    >>> targets_for(woman, "uk")["magnesium_mg"].floor
    270.0
    """
    group = figures_for(person, standard)
    energy = energy_requirement(person, standard)
    weight_kg = usual_weight_kg(person)
    found = (
        row if isinstance(row, Target) else _target(row, weight_kg, energy.kcal)
        for row in _rows(group, vegetarian=vegetarian_iron)
    )
    return Targets(person, standard, (_energy_target(energy), *found))


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
