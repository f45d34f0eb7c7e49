"""The person's targets by every standard, side by side, and the floors each one lacks."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner.dashboard.views.choices import choose
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.labels import standard_labels
from planner.dashboard.wording.text import amount, as_list, capitalised, measured, plain
from planner.errors import InputError
from planner.nutrition.nutrients import all_nutrients, nutrient
from planner.nutrition.people.diets import get_diet
from planner.nutrition.people.reference_intakes import all_standards
from planner.nutrition.people.targets import Target, Targets, lacking, targets_for
from planner.planning.make import Plan
from planner.request.plan_request import PlanRequest


def show(plan: Plan, day: int) -> None:
    """Draw the table, the floors that standards lack, and the details of one nutrient."""
    request = plan.request
    found, refused = targets_by_standard(request)
    st.header(_("Standards compared"), anchor=False)
    st.markdown(
        _(
            "Targets of the same person by each standard, next to the intake of this "
            "day. ✓ met, ▼ below the floor, ▲ over a ceiling on all intake, – no "
            "target. Changes of targets by conditions and medicines are not included."
        )
    )
    st.dataframe(standards_frame(plan, day, found), hide_index=True, height="content")
    for standard, why in refused.items():
        st.markdown(f"- **{plain(label(standard))}**: {plain(why)}")
    _show_lacking(request, found)
    _show_one(found)


def label(standard: str) -> str:
    """Return the display name of a standard."""
    return capitalised(standard_labels()[standard])


def targets_by_standard(request: PlanRequest) -> tuple[dict[str, Targets], dict[str, str]]:
    """Return the person's targets by standard, and the errors of standards without targets."""
    found, refused = {}, {}
    iron = get_diet(request.diet).vegetarian_iron
    for standard in all_standards():
        try:
            found[standard] = targets_for(request.person, standard, vegetarian_iron=iron)
        except InputError as error:
            refused[standard] = str(error)
    return found, refused


def standards_frame(plan: Plan, day: int, found: dict[str, Targets]) -> pd.DataFrame:
    """Return a row for every nutrient that some standard has a target for."""
    eaten = {row.nutrient: row for row in plan.certificate.adequacy if row.day == day}
    rows = []
    for known in all_nutrients():
        targets = {standard: own.get(known.id) for standard, own in found.items()}
        if not any(targets.values()):
            continue
        today = eaten.get(known.id)
        row = {
            _("Nutrient"): known.name,
            _("This day"): "–" if today is None else measured(today.intake, known.unit),
        }
        for standard, target in targets.items():
            reached = None if today is None else (today.credited, today.intake)
            row[label(standard)] = cell(target, reached)
        rows.append(row)
    return pd.DataFrame(rows)


def cell(target: Target | None, reached: tuple[float, float] | None) -> str:
    """Return floor and ceiling with a sign for the result of a day.

    `reached` is the credited intake (compared with the floor) and the intake (with the ceiling).
    """
    if target is None:
        return "–"
    bounds = []
    if target.floor is not None:
        bounds.append(f"≥ {amount(target.floor)}")
    if target.ceiling is not None and target.ceiling_scope == "total":
        bounds.append(f"≤ {amount(target.ceiling)}")
    if not bounds:
        return "–"
    if reached is None:
        return " ".join(bounds)
    counts, intake = reached
    sign = "✓"
    if target.floor is not None and counts < target.floor * (1 - 1e-6):
        sign = "▼"
    elif target.ceiling_scope == "total" and intake > (target.ceiling or 0.0) * (1 + 1e-6):
        sign = "▲"
    return f"{sign} {' '.join(bounds)}"


def _show_lacking(request: PlanRequest, found: dict[str, Targets]) -> None:
    """Draw the nutrients that each standard has no floor for."""
    lines = []
    for standard in found:
        missing = [nutrient(name).name for name in _lacking(request, standard)]
        if missing:
            names = ", ".join(missing)
            lines.append(f"{label(standard)}: {names}")
    if lines:
        title = _("**No floor in these standards** (floors of other standards are not used):")
        st.markdown(f"{title}\n\n{as_list(lines)}")


def _lacking(request: PlanRequest, standard: str) -> tuple[str, ...]:
    try:
        return lacking(request.person, standard)
    except InputError:  # the NASEM table has no values for this person
        return ()


def _show_one(found: dict[str, Targets]) -> None:
    """Draw the targets of one nutrient by every standard, with basis and source."""
    with_target = {name.id: name.name for name in all_nutrients()
                   if any(name.id in own for own in found.values())}  # fmt: skip
    chosen = choose(
        _("One nutrient in detail"),
        with_target,
        "nutrients_standard_of",
        filter_mode="contains",
        width=320,
    )
    for standard, own in found.items():
        target = own.get(chosen)
        st.markdown(f"- **{plain(label(standard))}**: {plain(_in_full(target))}")


def _in_full(target: Target | None) -> str:
    if target is None:
        return _("no target")
    words = []
    if target.floor is not None:
        floor = measured(target.floor, target.unit)
        words.append(_("Floor {amount}: {basis}.").format(amount=floor, basis=target.floor_basis))
    if target.ceiling is not None:
        words.append(
            _("Ceiling {amount}: {basis}, counts {what}.").format(
                amount=measured(target.ceiling, target.unit),
                basis=target.ceiling_basis,
                what=target.ceiling_applies_to,
            )
        )
    return " ".join([*words, _("Source: {source}.").format(source=target.source)])
