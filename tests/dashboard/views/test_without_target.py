"""A nutrient without a target has no tick and no percent, but its amount and its limit."""

from __future__ import annotations

from planner.dashboard.views.certificate import STATUS, certificate_frame, verdict_words
from planner.dashboard.views.core_nutrients import SIGNS, core_rows, strip_figure
from planner.dashboard.views.nutrient_chart import adequacy_frame
from planner.planning.plan import Plan


def test_the_page_shows_no_tick_and_no_percent(unpromised_plan: Plan) -> None:
    """In the strip, the chart and the certificate's table: a sign of its own and the amount."""
    rows = {row.nutrient: row for row in core_rows(unpromised_plan, 1)}
    potassium = rows["potassium_mg"]
    assert SIGNS[potassium.status] == "≤"
    assert SIGNS[rows["magnesium_mg"].status] == "–"
    assert "%" not in strip_figure(potassium)
    assert "3,000" in strip_figure(potassium)
    chart = adequacy_frame(unpromised_plan).set_index("name")
    assert "%" not in chart.loc["★ Potassium", "figure"]
    assert chart.loc["★ Potassium", "bar"] == 0
    table = certificate_frame(unpromised_plan).set_index("Nutrient")
    assert table.loc["Potassium", "Status"] == STATUS["limited"]
    assert "✓" not in table.loc["Magnesium", "Status"]


def test_the_verdict_is_worded_per_person(unpromised_plan: Plan) -> None:
    """It names what is kept, and what has no target with how much is eaten."""
    (words,) = verdict_words([unpromised_plan])
    assert "not for every nutrient" in words
    assert "five core nutrients" not in words
    assert "Potassium" in words.split("no target for:")[1]
    assert "Calcium" in words.split("no target for:")[0]
