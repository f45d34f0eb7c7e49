"""The chart of nutrients."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.certification.certificate import Adequacy
from planner.dashboard.session import state
from planner.dashboard.session.answers import Answer
from planner.dashboard.views import nutrient_chart
from planner.nutrition.nutrients import core_nutrients
from planner.planning.make import Plan, make_plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Make a certified day for the default person."""
    return make_plan(state.first_request())


def with_row(plan: Plan, name: str, **changes: object) -> Plan:
    """Return the plan with one row of its certificate changed."""
    rows = tuple(
        replace(row, **changes) if row.nutrient == name else row  # type: ignore[arg-type]
        for row in plan.certificate.adequacy
    )
    return replace(plan, certificate=replace(plan.certificate, adequacy=rows))


def row_of(plan: Plan, name: str) -> Adequacy:
    """Return one row of the certificate."""
    return next(row for row in plan.certificate.adequacy if row.nutrient == name)


def test_every_nutrient_of_the_certificate_is_drawn_core_first(plan: Plan) -> None:
    """One row for each nutrient; the five core nutrients come first and have a star."""
    frame = nutrient_chart.adequacy_frame(plan)
    assert len(frame) == len(plan.certificate.adequacy)
    stars = frame["name"].str.startswith("★")
    assert list(stars[:5]) == [True] * len(core_nutrients())
    assert not stars[5:].any()


def test_percent_is_of_the_floor_or_else_of_the_ceiling(plan: Plan) -> None:
    """Magnesium is in percent of its floor, saturated fat of its ceiling."""
    frame = nutrient_chart.adequacy_frame(plan).set_index("name")
    magnesium, fat = row_of(plan, "magnesium_mg"), row_of(plan, "saturated_fat_g")
    assert frame.loc["★ Magnesium", "percent"] == pytest.approx(magnesium.percent)
    assert fat.ceiling is not None
    assert frame.loc["Saturated fat", "percent"] == pytest.approx(100 * fat.intake / fat.ceiling)
    assert str(frame.loc["Saturated fat", "figure"]).startswith("○")


def test_only_ceilings_on_all_intake_are_marked(plan: Plan) -> None:
    """Calcium's ceiling is drawn; those of magnesium and niacin do not limit food."""
    marks = nutrient_chart.adequacy_frame(plan).set_index("name")["ceiling_percent"]
    assert marks["★ Calcium"] == pytest.approx(250)
    assert marks[["★ Magnesium", "Niacin (B3)"]].isna().all()


def test_the_tooltip_holds_floor_ceiling_basis_and_source(plan: Plan) -> None:
    """The details of magnesium name its ceiling with scope, basis and source."""
    row = nutrient_chart.adequacy_frame(plan).set_index("name").loc["★ Magnesium"]
    assert row["floor"].startswith("320\N{NO-BREAK SPACE}mg (RDA")
    assert row["ceiling"].startswith("350\N{NO-BREAK SPACE}mg (UL")
    assert "supplements" in row["ceiling_counts"]
    assert row["source"]


@pytest.mark.parametrize(
    ("changes", "sign"),
    [({"status": "short", "percent": 40.0}, "▼ 40 %"), ({"status": "over"}, "▲"),
     ({"status": "short", "percent": 99.8}, "▼ 99 %"),
     ({"percent": 638.0}, "✓ 638 %")],
)  # fmt: skip
def test_colour_is_never_alone(plan: Plan, changes: dict[str, object], sign: str) -> None:
    """Short, over and met have different signs; long bars are cut, figures are not."""
    frame = nutrient_chart.adequacy_frame(with_row(plan, "calcium_mg", **changes)).set_index("name")
    assert frame["figure"]["★ Calcium"].startswith(sign)
    assert (frame["bar"] <= nutrient_chart.MOST_PERCENT).all()
    signs = [sign for sign, _ in nutrient_chart.KINDS.values()]
    assert len(set(signs)) == len(signs)
    assert all(sign in nutrient_chart.legend() for sign in signs)


def test_a_ceiling_of_nothing_is_held_or_broken(plan: Plan) -> None:
    """With a ceiling of zero (alcohol), no intake is 0 % and any intake is over."""
    frame = nutrient_chart.adequacy_frame(plan).set_index("name")
    assert frame.loc["Alcohol", "figure"] == "○ 0 %"
    broken = with_row(plan, "alcohol_g", intake=9.0, status="over")
    assert (
        nutrient_chart.adequacy_frame(broken).set_index("name").loc["Alcohol", "figure"]
        == "▲ 100 %"
    )


@pytest.mark.parametrize("dark", [False, True])
def test_the_chart_is_valid_vega_lite_with_a_description(plan: Plan, dark: bool) -> None:
    """The chart is valid by Altair's schema and has a description for screen readers."""
    drawn = nutrient_chart.nutrient_chart(plan, dark=dark).to_dict()
    assert drawn["description"] == nutrient_chart.DESCRIPTION
    assert len(drawn["layer"]) == 4


def test_an_answer_is_certified_only_by_its_certificate(plan: Plan) -> None:
    """A plan with a broken rule is never called certified."""
    assert Answer((plan,)).certified
    assert not Answer(()).certified
