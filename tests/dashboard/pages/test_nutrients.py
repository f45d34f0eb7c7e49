"""The page Nutrients: every view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from planner.certification.judge import certify
from planner.dashboard.pages import nutrients as nutrients_page
from planner.dashboard.views import nutrient_days_chart, reference_intakes
from planner.nutrition.foods.credited_intake import credited_intake
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.nutrition.people.person import make_person
from planner.nutrition.people.reference_intakes import all_standards
from planner.nutrition.people.targets import Target
from planner.planning.make import Plan
from planner.request.plan_request import PlanRequest


def nutrients_app() -> None:
    """Draw the page within the layout, as app.py does."""
    from planner.dashboard import layout
    from planner.dashboard.pages import nutrients as nutrients_page

    layout.begin()
    layout.above()
    nutrients_page.show()
    layout.below()


@pytest.fixture
def page() -> AppTest:
    """Open the page as a new visitor; solved plans are remembered between tests."""
    return AppTest.from_function(nutrients_app, default_timeout=150).run()


@pytest.fixture
def choose(page: AppTest) -> Callable[[str], AppTest]:
    """Return a function that chooses a view."""
    return lambda view: page.radio(key="nutrients_view").set_value(view).run()


def plan_of(page: AppTest) -> Plan:
    """Return the plan on the page."""
    plan: Plan = page.session_state["app_standing"].plans[0]
    return plan


def two_days(plan: Plan) -> Plan:
    """Return a plan with the same day twice, the second without its first meal."""
    first = plan.portions[0].meal
    rows = [replace(row, day=2) for row in plan.portions if row.meal != first]
    request = plan.request.changed(days=2)
    portions = (*plan.portions, *rows)
    return replace(plan, request=request, portions=portions, certificate=certify(portions, request))


def text_of(page: AppTest) -> str:
    """Return the texts of the page."""
    kinds = ("title", "header", "subheader", "markdown", "info", "warning", "error")
    found = [str(element.value) for kind in kinds for element in getattr(page, kind)]
    return "\n".join(found).replace("\\", "")


def test_one_day_is_drawn_and_certified(page: AppTest) -> None:
    """The first view is the chart of the day; a plan of one day has no view of all days."""
    assert not page.exception
    assert len(page.get("vega_lite_chart")) == 1
    assert "All days" not in page.radio(key="nutrients_view").options


def test_where_a_nutrient_comes_from_adds_up(
    page: AppTest, choose: Callable[[str], AppTest]
) -> None:
    """The foods' amounts sum to the day's intake, which the view states."""
    choose("sources")
    assert not page.exception
    page.selectbox(key="nutrients_of").select("iron_mg").run()
    plan = plan_of(page)
    found = nutrient_days_chart.sources(plan.portions, "iron_mg", load_foods())
    intake = next(row.intake for row in plan.certificate.adequacy if row.nutrient == "iron_mg")
    assert sum(amount for _name, amount in found.amounts) == pytest.approx(intake)
    assert "Where iron comes from" in text_of(page)


def test_what_no_source_knows_is_named() -> None:
    """A food without a value is shown as unknown, not as zero."""
    foods = load_foods()
    column = nutrient_index()["choline_mg"]
    rows = foods.composition[:, column]
    unknown = next(food for food, value in zip(foods.foods, rows, strict=True) if np.isnan(value))
    portions = [Portion(1, "lunch", unknown.id, 100.0)]
    found = nutrient_days_chart.sources(portions, "choline_mg", foods)
    assert found == nutrient_days_chart.Sources((), (unknown.name,))


def test_every_standard_stands_beside_the_day(
    page: AppTest, choose: Callable[[str], AppTest]
) -> None:
    """The table has a column for each standard, and names the gaps of the UK's."""
    choose("standards")
    assert not page.exception
    table = page.dataframe[0].value
    assert list(table.columns)[2:] == [reference_intakes.label(name) for name in all_standards()]
    assert "Choline" in text_of(page)


def test_a_standard_without_values_for_a_person_says_so() -> None:
    """If a standard does not cover the person, the page gives the reason and the others."""
    person = make_person(sex="female", age=16, height_cm=165, weight_kg=60, pregnant_weeks=20)
    found, refused = reference_intakes.targets_by_standard(PlanRequest(person=person))
    assert "nasem" in found
    assert set(found) | set(refused) == set(all_standards())
    assert all("standard" in why for why in refused.values())


@pytest.mark.parametrize(
    ("reached", "words"),
    [((9.0, 9.0), "▼ ≥ 10 ≤ 20"), ((10.0, 12.0), "✓ ≥ 10 ≤ 20"), ((10.0, 21.0), "▲ ≥ 10 ≤ 20"),
     (None, "≥ 10 ≤ 20")],
)  # fmt: skip
def test_signs_tell_short_from_met_from_over(
    reached: tuple[float, float] | None, words: str
) -> None:
    """The credited intake is compared with the floor, the whole intake with the ceiling."""
    target = Target("iron_mg", "mg", 10.0, 20.0, "RDA", "UL", "all intake", "total", ("a table",))
    assert reference_intakes.cell(target, reached) == words
    only_added = replace(target, ceiling_scope="supplement")
    assert reference_intakes.cell(only_added, (10.0, 99.0)) == "✓ ≥ 10"


def test_what_counts_stands_beside_what_is_eaten(
    page: AppTest, choose: Callable[[str], AppTest]
) -> None:
    """Calcium and vitamin B12 are shown as total, credited and absorbed, meal by meal."""
    choose("absorption")
    assert not page.exception
    plan = plan_of(page)
    counts = credited_intake("calcium_mg", plan.portions, load_foods())
    (row,) = (row for row in plan.certificate.adequacy if row.nutrient == "calcium_mg")
    told = f"{counts:,.0f}\N{NO-BREAK SPACE}mg of" in text_of(page)
    assert told is not row.counts_in_full  # that all of it counts is no news
    meals = {row.meal for row in plan.portions}
    assert len(page.table[0].value) == len(meals)


def test_scores_have_their_sentences(page: AppTest, choose: Callable[[str], AppTest]) -> None:
    """The view of scores shows every score of the plan."""
    choose("scores")
    assert not page.exception
    assert all(score.name in text_of(page) for score in plan_of(page).scores)


def test_days_without_their_breakfast_are_marked_on_the_heat_map(page: AppTest) -> None:
    """There is a cell for every day and nutrient; only nutrients not met have a sign."""
    plan = two_days(plan_of(page))
    layout = nutrient_days_chart.heat_frame(plan)
    assert len(layout) == 2 * len(plan.targets.rows)
    energy = layout[layout["name"] == nutrient("energy_kcal").name].set_index("day")["figure"]
    assert energy[1][0].isdigit()
    assert energy[2][0] == "▼"
    means = nutrients_page.means_frame(plan)
    assert (means["Lowest"] <= means["Mean"]).all()
    assert (means["Mean"] <= means["Highest"]).all()
    chart = nutrient_days_chart.heat_map(plan).to_dict()
    assert chart["description"] == nutrient_days_chart.HEAT_DESCRIPTION
