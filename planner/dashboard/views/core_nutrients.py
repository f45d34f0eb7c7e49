"""The strip of the five core nutrients of a day, and the downloads of a plan."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from planner.certification.certificate import Adequacy, whole_percent
from planner.dashboard.session import pantry, visitor_items
from planner.dashboard.session.form_values import recipe_units
from planner.dashboard.views import nutrient_shares
from planner.dashboard.wording import text
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import measured, plain
from planner.formats import EXPORTERS
from planner.formats.plan_icalendar import plans_as_icalendar
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.planning.make import Plan

_MINUTE = 60.0  # seconds
_STRIP_STYLE = (
    "<style>[data-testid=stBottomBlockContainer]{padding-top:.5rem;padding-bottom:.75rem}"
    ".st-key-app_core{row-gap:0}</style>"
)
SIGNS = {
    "met": "✓",
    "short": "▼",
    "over": "▲",
    "averaged": "≈",
    "limited": "≤",
    "no_target": "–",
    "building_up": "↗",
}


def core_rows(plan: Plan, day: int) -> list[Adequacy]:
    """Return the adequacy of each core nutrient on a day, in the order of the table."""
    found = {row.nutrient: row for row in plan.certificate.adequacy if row.day == day}
    return [found[name] for name in core_nutrients() if name in found]


def core_words(plan: Plan, row: Adequacy) -> list[str]:
    """Return a nutrient's intake, floor, ceiling, source and main foods as Markdown lines."""
    known, target = nutrient(row.nutrient), plan.targets[row.nutrient]
    intake = measured(row.intake, known.unit)
    floor = "–" if target.floor is None else measured(target.floor, known.unit)
    words = [f"**{plain(known.name)}: {intake}.** {plain(known.description)}"]
    words += [plain(_("Floor {amount}: {basis}.").format(amount=floor, basis=target.floor_basis))]
    if target.ceiling is not None:
        ceiling = _("Ceiling {amount}: {basis}, counts {what}.").format(
            amount=measured(target.ceiling, known.unit),
            basis=target.ceiling_basis,
            what=target.ceiling_applies_to,
        )
        words.append(plain(ceiling))
    if row.credited < 0.999 * row.intake:
        counted = measured(row.credited, known.unit)
        words.append(
            plain(_("Of this, {amount} are credited toward the floor.").format(amount=counted))
        )
    words.append(plain(_("Source: {source}.").format(source=target.source)))
    where = nutrient_shares.sources_words(plan, row.nutrient, row.day)
    if where:
        words.append(_("Most of it comes from: {foods}.").format(foods=where))
    return words


def show_strip(plan: Plan, day: int = 1) -> None:
    """Draw the five core nutrients in one line that stays at the foot of the screen."""
    st.html(_STRIP_STYLE)
    with st.bottom, st.container(horizontal=True, gap="small", key="app_core"):
        for row in core_rows(plan, day):
            known = nutrient(row.nutrient)
            name = nutrient_shares.SHORT[row.nutrient] if text.on_phone() else known.name
            sign, figure = SIGNS[row.status], plain(strip_figure(row))
            st.markdown(
                f"{sign}\N{NO-BREAK SPACE}**{plain(name)}** {figure}",
                help="\n\n".join(core_words(plan, row)),
                width="content",
            )


def strip_figure(row: Adequacy) -> str:
    """Write percent of the target; where there is none the amount, with its limit."""
    if row.percent is not None:
        return f"{whole_percent(row.percent)}\N{NO-BREAK SPACE}%"
    unit = nutrient(row.nutrient).unit
    limit = f" / {measured(row.ceiling, unit)}" if row.ceiling is not None else ""
    return f"{measured(row.intake, unit)}{limit}"


def show_downloads(plans: tuple[Plan, ...]) -> None:
    """Draw a download for each format; file names state if the plan is not certified."""
    certified = all(plan.certificate.certified for plan in plans)
    stem = "steadyplate-plan" if certified else "steadyplate-not-certified"
    units = recipe_units()
    written = tuple(
        replace(plan, request=plan.request.changed(units=units.value)) for plan in plans
    )
    shopping = _as_shopped(written)
    with st.container(horizontal=True):
        for name, exporter in EXPORTERS.items():
            if exporter.needs_start and plans[0].request.start is None:
                continue
            st.download_button(
                exporter.label,
                partial(_content, name, written, shopping),  # the file is made on click
                file_name=f"{stem}{exporter.suffix}",
                mime=exporter.mime,
                key=f"plan_download_{name}",
                on_click="ignore",
                icon=":material/download:",
            )


@dataclass(frozen=True)
class _Shopping:
    """Plans whose lists go by the visitor's prices and dates, and what is at home, in grams."""

    plans: tuple[Plan, ...]
    at_home: dict[str, float]


def _as_shopped(plans: tuple[Plan, ...]) -> _Shopping:
    """Return plans and pantry for a shopping list that is the same as on the page."""
    catalog = visitor_items.catalog(*(plan.request for plan in plans))
    held, paid = (
        pantry.at_home(plans[0].request, catalog.foods),
        visitor_items.prices(catalog.foods),
    )
    if not held.use_by and not paid:
        return _Shopping(plans, held.grams)
    prices = tuple(dict.fromkeys((*plans[0].request.prices, *paid)))
    return _Shopping(
        tuple(
            replace(plan, request=plan.request.changed(use_by=held.use_by, prices=prices))
            for plan in plans
        ),
        held.grams,
    )


def _content(name: str, plans: tuple[Plan, ...], shopping: _Shopping) -> bytes:
    """Return a file; each calendar counts as later than those downloaded before."""
    exporter = EXPORTERS[name]
    if name == "ics":
        return plans_as_icalendar(plans, first_sequence=int(time.time() // _MINUTE))
    if exporter.lists_shopping:
        return exporter.content(shopping.plans, shopping.at_home)
    return exporter.content(plans)
