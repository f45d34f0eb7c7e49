"""Every message about a target equals the certificate, wherever it is read.

The plans are drawn at random and mostly miss something: a message that said "met" for a target that
is not, or another figure than the certificate's, would be seen here.
"""

from __future__ import annotations

import io
import json
import re
from functools import cache

import openpyxl
import pytest
from pypdf import PdfReader

from planner.certification.certificate import Adequacy, Certificate, whole_percent
from planner.certification.scores import adequacy_ratios
from planner.dashboard.views import core_nutrients as strip
from planner.dashboard.views import nutrient_shares
from planner.dashboard.views.certificate import STATUS, certificate_frame, met_words
from planner.dashboard.views.nutrient_chart import KINDS, adequacy_frame, kind_of
from planner.dashboard.views.nutrient_days_chart import heat_frame
from planner.explain.analysis import find_binding
from planner.formats import EXPORTERS
from planner.formats.plan_markdown import STATUS_WORDS
from planner.formats.plan_text import not_promised, targets_met, verdict, verdict_of_day
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.planning.plan import Plan
from tests.drawn_plans import draw_plan, met_by_the_mean

SEEDS = range(12)
MET = {"met"}  # the only status of a target that the day itself meets


@cache
def drawn(seed: int) -> Plan:
    """Draw each plan once."""
    return draw_plan(seed)


@pytest.fixture(params=SEEDS, scope="module")
def plan(request: pytest.FixtureRequest) -> Plan:
    """Return a drawn plan."""
    return drawn(request.param)


def rows_of(found: Certificate) -> dict[tuple[int, str], Adequacy]:
    """Return the rows by day and nutrient."""
    return {(row.day, row.nutrient): row for row in found.adequacy}


def test_the_draw_has_every_status() -> None:
    """The plans hold each status, supplements, and several days: nothing below is empty."""
    plans = [drawn(seed) for seed in SEEDS]
    seen = {row.status for plan in plans for row in plan.certificate.adequacy}
    assert seen >= {"met", "short", "over", "limited", "no_target", "building_up"}
    assert any(plan.doses for plan in plans)
    assert any(plan.certificate.tally.days > 1 for plan in plans)


def test_a_status_is_what_the_figures_say(plan: Plan) -> None:
    """Met is within floor and ceiling, and only where there is a target; short is below it."""
    for row in plan.certificate.adequacy:
        target = plan.targets[row.nutrient]
        assert row.percent == target.percent(row.credited)
        if row.status in MET:
            assert row.floor is None or row.credited >= row.floor * (1 - 1e-5)
            assert (
                row.ceiling is None
                or row.at_most <= row.ceiling * (1 + 1e-5)
                or (target.ceiling_scope == "fortified")
            )
            assert row.floor is not None or row.ceiling is not None
        if row.status == "short":
            assert row.floor is not None
            assert row.credited < row.floor


def test_energy_is_in_percent_of_the_need(plan: Plan) -> None:
    """95 % is the lower edge of the band, never 100 %; so wherever energy is a percent."""
    target = plan.targets["energy_kcal"]
    assert target.need is not None
    assert target.floor is not None
    assert (target.percent(target.need), target.percent(0.0)) == (pytest.approx(100), 0)
    row = next(row for row in plan.certificate.adequacy if row.nutrient == "energy_kcal")
    assert row.percent == pytest.approx(100 * row.intake / target.need)
    for message in (b.message for b in plan.certificate.breaches if b.subject == "energy_kcal"):
        if row.status == "short" and plan.certificate.tally.days == 1:
            assert f"{whole_percent(row.percent)} % of the need" in message


def test_breaches_hold_the_figures_of_their_row(plan: Plan) -> None:
    """A message on a floor or ceiling has the row's amount, bound and percent."""
    rows = rows_of(plan.certificate)
    for breach in plan.certificate.breaches:
        row = rows.get((breach.day, breach.subject))
        if row is None or breach.kind not in ("floor", "ceiling"):
            continue
        amount, bound = (
            (row.credited, row.floor) if row.status == "short" else (row.intake, row.ceiling)
        )
        assert f"{amount:.4g}" in breach.message
        assert f"{bound:.4g}" in breach.message
        if row.status == "short":
            assert f"{whole_percent(row.percent)} %" in breach.message


def test_the_counts_are_those_of_the_rows(plan: Plan) -> None:
    """Met on every day, met over the days, and not met are three sets that leave nothing out."""
    tally, found = plan.certificate.tally, plan.certificate
    every = {row.nutrient for row in found.adequacy if row.has_target}
    assert {*tally.daily, *tally.over_days, *tally.missed} == every
    for name in tally.daily:
        assert {row.status for row in found.adequacy if row.nutrient == name} == MET
    for name in tally.missed:
        assert {row.status for row in found.adequacy if row.nutrient == name} & {"short", "over"}
    for words in (targets_met(found), met_words(plan)):
        assert words[0].startswith(f"{len(tally.daily)} of {tally.targets} targets")
        said = " ".join(words[1:])
        for name in (*tally.over_days, *tally.missed):
            assert nutrient(name).in_sentence in said


def test_what_has_no_target_is_said_with_its_limit(plan: Plan) -> None:
    """A nutrient without a target has its amount, and its clinical limit wherever it has one."""
    found = plan.certificate
    said = dict(
        zip((row.nutrient for row in found.without_target), not_promised(found), strict=True)
    )
    for row in found.without_target:
        words = said[row.nutrient]
        assert f"{row.intake:.0f} {nutrient(row.nutrient).unit}" in words
        if row.status == "building_up":
            assert f"{whole_percent(row.percent)} % of its target" in words
            continue
        assert "everybody" not in words
        assert ("limit" in words) == (row.status == "limited")
        assert row.status != "limited" or f"{row.ceiling:g}" in words


def test_the_page_says_what_the_certificate_says(plan: Plan) -> None:
    """Table, chart, heat map, strip and bars have the row's percent, and a tick only where met."""
    found = plan.certificate
    heat = heat_frame(plan).set_index(["day", "name"])
    for day in range(1, found.tally.days + 1):
        table = certificate_frame(plan, day).set_index("Nutrient")
        chart = adequacy_frame(plan, day).set_index("name")
        for row in (row for row in found.adequacy if row.day == day):
            known = nutrient(row.nutrient)
            starred = ("★ " if known.role == "core" else "") + known.name
            shown = table.loc[known.name]
            assert shown["Status"] == STATUS[row.status]
            assert ("✓" in shown["Status"]) == (row.status in MET)
            figure = str(chart.loc[starred, "figure"])
            assert figure.startswith(KINDS[kind_of(row)][0])
            assert "✓" not in figure or row.status in MET
            if row.percent is not None and row.has_target:
                assert shown["% of target"] == pytest.approx(row.percent)
                assert f"{whole_percent(row.percent)} %" in figure
                assert heat.loc[(day, starred), "percent"] == pytest.approx(row.percent)
        for row in strip.core_rows(plan, day):
            assert (strip.SIGNS[row.status] == "✓") == (row.status in MET)
            if row.percent is not None:
                assert strip.strip_figure(row).startswith(whole_percent(row.percent))


def test_the_meals_add_up_to_the_day_with_supplements(plan: Plan) -> None:
    """A tablet at breakfast is in breakfast's bar: the bars sum to the certificate's percent."""
    for row in plan.certificate.adequacy:
        if row.nutrient not in core_nutrients() or row.percent is None:
            continue
        today = [portion for portion in plan.portions if portion.day == row.day]
        meals = {portion.meal for portion in today}
        shares = [
            nutrient_shares.core_percents(plan, [p for p in today if p.meal == meal])[row.nutrient]
            for meal in meals
        ]
        assert sum(shares) == pytest.approx(row.percent)


def test_the_scores_count_what_the_certificate_counts(plan: Plan) -> None:
    """The lowest ratio is the lowest percent of a scored row, with supplements, never above 1."""
    ratios = adequacy_ratios(plan.certificate)
    rows = [*plan.certificate.adequacy, *plan.certificate.means]
    percents = [min(row.percent / 100, 1) for row in rows if row.percent is not None]
    assert all(any(ratio == pytest.approx(one) for one in percents) for ratio in ratios)
    scores = {score.id: score.value for score in plan.scores}
    assert scores["lowest_nar"] == pytest.approx(min(ratios))
    assert ("lowest_nar_food" in scores) == any(row.supplement for row in rows)


def test_markdown_and_json_and_the_workbook_hold_the_same_rows(plan: Plan) -> None:
    """Percent and status of every row, and of the mean of several days, are the certificate's."""
    shown = plan.certificate.means or plan.certificate.adequacy
    text = EXPORTERS["markdown"].write([plan]).decode()
    lines = {
        line.split("|")[1].strip(): line for line in text.splitlines() if line.startswith("| ")
    }
    for row in shown:
        cells = [cell.strip() for cell in lines[nutrient(row.nutrient).name].split("|")]
        assert cells[6] == STATUS_WORDS[row.status]
        assert cells[5].startswith("" if row.percent is None else f"{whole_percent(row.percent)} %")
    rows = rows_of(plan.certificate)
    answer = json.loads(EXPORTERS["json"].write([plan]))
    assert len(answer["adequacy"]) == len(rows)
    for cell in answer["adequacy"]:
        row = rows[cell["day"], cell["nutrient"]]
        assert cell["status"] == row.status
        assert cell["percent"] == (None if row.percent is None else round(row.percent, 1))
    book = openpyxl.load_workbook(io.BytesIO(EXPORTERS["xlsx"].write([plan])))
    for cells in book["Nutrients"].iter_rows(min_row=2, values_only=True):
        if cells[1] == "mean":
            continue
        row = rows[int(str(cells[1])), str(cells[2])]
        assert cells[8] == row.status
        assert cells[7] == (None if row.percent is None else pytest.approx(row.percent, abs=0.05))


def test_the_verdict_in_pdf_and_calendar_is_the_certificate_s(plan: Plan) -> None:
    """A plan that is not certified is not called so, and counts no targets as met."""
    assert verdict(plan) == "not certified"
    assert verdict_of_day(plan, 1) == "not certified"
    reader = PdfReader(io.BytesIO(EXPORTERS["pdf"].write([plan])))
    first = " ".join(reader.pages[0].extract_text().split())
    assert "not certified" in first
    assert "targets met" not in first


def test_binding_targets_have_next_to_no_room(plan: Plan) -> None:
    """No target far above its floor, or far under its ceiling, is said to shape the plan."""
    for found in find_binding(plan):
        bounds = (100, 105) if found.at_floor else (95, 100)
        assert bounds[0] - 1e-6 <= found.percent <= bounds[1] + 1e-6


def test_a_certified_week_tells_each_day_from_the_mean(omnivore_plan: Plan) -> None:
    """A nutrient below its floor on one day and met by the mean is never "met on each day"."""
    plan = met_by_the_mean(omnivore_plan)
    tally = plan.certificate.tally
    assert plan.certificate.breaches == ()
    assert tally.over_days
    words = verdict(plan)
    assert words.startswith(f"certified: {len(tally.daily)} of {tally.targets} targets met on each")
    assert len(tally.daily) < tally.targets
    for name in tally.over_days:
        lowest = plan.certificate.lowest_day(name)
        assert f"{nutrient(name).in_sentence} {whole_percent(lowest.percent)} %" in words
    low = next(row for row in plan.certificate.adequacy if row.status == "averaged")
    assert nutrient(low.nutrient).in_sentence in verdict_of_day(plan, low.day)
    assert re.search(r"\d+ of \d+ targets met on this day", verdict_of_day(plan, low.day))
