"""The page Plan in every state."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.session import answers, state
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.question import Inquiry, one
from planner.dashboard.views import nutrient_shares
from planner.errors import SolverError
from planner.formats import EXPORTERS
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_amounts import write_served
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.recipe_text import ingredient_lines
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.nutrition.people.diets import get_diet
from planner.nutrition.people.targets import targets_for
from planner.planning.make import Plan
from planner.planning.plan import MEDICAL_NOTE
from planner.planning.progress import Progress
from planner.request.plan_request import PlanRequest
from tests.dashboard.on_page import plan_of, standing


def text_of(page: AppTest) -> str:
    """Return all texts of the page, without the backslashes that escape Markdown."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "success", "warning", "info")
    found = [str(element.value) for kind in kinds for element in getattr(page, kind)]
    found += [str(element.value) for element in page.error]
    return "\n".join(found).replace("\\", "")


def strip_of(page: AppTest) -> list[Any]:
    """Return the line of the core nutrients."""
    return [found for found in page.markdown if found.help and found.value[:1] in "✓▼▲≈"]


def make(page: AppTest) -> AppTest:
    """Press the primary button."""
    return page.button(key="plan_make").click().run()


def test_opens_with_a_certified_plan_for_a_sensible_person(page: AppTest) -> None:
    """The first visit shows a certified day for the default person."""
    assert not page.exception
    person = standing(page).request.person
    assert person.label == "woman, 34 years, 167 cm, 62 kg, active"
    assert standing(page).answer.certified
    assert page.success[0].value.startswith("**Certified:**")
    assert not page.error
    assert not page.warning


def test_core_nutrients_are_in_view_with_floor_ceiling_and_where_they_come_from(
    page: AppTest,
) -> None:
    """Five core nutrients in order, each at least 100 %; the help names the best source."""
    plan = plan_of(page)
    adequacy = {row.nutrient: row for row in plan.certificate.adequacy}
    for name, shown in zip(core_nutrients(), strip_of(page), strict=True):
        percent, value = adequacy[name].percent, shown.value.replace("\N{NO-BREAK SPACE}", " ")
        assert percent is not None
        assert percent >= 100
        assert value == f"✓ **{nutrient(name).name}** {percent:,.0f} %"
        words = shown.help.replace("\\", "")
        assert plan.targets[name].floor_basis in words
        assert (plan.targets[name].ceiling is None) or "Ceiling" in words
        best, _ = nutrient_shares.sources(plan, name, 1)[0]
        assert best in words


def test_every_portion_is_on_its_card(page: AppTest) -> None:
    """The cards show each food served by itself as eaten, and each dish as a recipe."""
    text, foods = text_of(page), load_foods()
    for portion in plan_of(page).portions:
        food = foods.food(portion.food_id)
        if food.is_water:
            continue  # said once for the day
        if not portion.dish:
            amount = write_served(food, portion.grams, Units.METRIC)
            assert f"**{amount}** {food.name}" in text
            continue
        lines = ingredient_lines(load_dishes()[portion.dish], foods, portion.scale)
        assert all(f"- {line}" in text for line in lines)
    labels = [header.value.split(" ")[0] for header in page.subheader]
    assert labels == ["Breakfast", "Lunch", "Dinner", "Snack"]


def test_units_of_the_page(page: AppTest) -> None:
    """With US units the recipes are in cups; the plan and the body stay the same."""
    portions = plan_of(page).portions
    page.radio(key="plan_units").set_value("uk").run()
    assert plan_of(page).portions == portions
    page.radio(key="plan_units").set_value("us").run()
    text, foods = text_of(page), load_foods()
    row = next(row for row in portions if row.dish)
    dish = load_dishes()[row.dish]
    for line in ingredient_lines(dish, foods, row.scale, Units.US):
        assert f"- {line}" in text
    assert plan_of(page).portions == portions


def test_certificate_table_and_chart_hold_every_nutrient(page: AppTest) -> None:
    """Each nutrient with a target has a row with source, core nutrients first; the rest no tick."""
    table = page.dataframe[0].value
    plan = plan_of(page)
    with_target = len(plan.certificate.adequacy)
    assert len(table) == with_target + len(plan.certificate.untargeted)
    assert list(table["Nutrient"][:5]) == [nutrient(name).name for name in core_nutrients()]
    assert (table["Source"][:with_target] != "").all()
    assert set(table["Status"][:with_target]) <= {"✓ met", "▼ short", "▲ over"}
    assert set(table["Status"][with_target:]) == {"– no target"}


def test_scores_stand_with_their_sentences(page: AppTest) -> None:
    """Each score is followed by the sentence that says how to read it."""
    for score in plan_of(page).scores:
        assert score.name in text_of(page)
        assert score.sentence in text_of(page)


def test_downloads_are_the_exporters_own_text(page: AppTest) -> None:
    """The downloads are the files of the exporters, with the documented names."""
    plan = plan_of(page)
    buttons = {button.key: button for button in page.download_button}
    assert set(buttons) == {f"plan_download_{name}" for name in EXPORTERS if name != "ics"}
    table = pd.read_csv(io.StringIO(EXPORTERS["csv"].write([plan]).decode()))
    for name in core_nutrients():
        floor = targets_for(plan.request.person)[name].floor
        assert floor is not None
        assert table[name].sum() >= floor
    assert json.loads(EXPORTERS["json"].write([plan]).decode())["status"] == "certified"


def test_nothing_is_solved_again_when_nothing_changed(
    page: AppTest, open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rerun, a repeated inquiry and a new visitor get the answer from the cache."""

    def solve_again(request: PlanRequest, progress: Progress) -> Plan:
        raise AssertionError(f"solved again: {request}")

    monkeypatch.setattr(answers, "make_plan", solve_again)
    before = plan_of(page)
    page.run()
    page.selectbox(key="plan_diet").select("vegan").run()
    page.selectbox(key="plan_diet").select("omnivore").run()
    make(page)
    assert plan_of(page) == before
    visitor = open_page()
    assert not visitor.exception
    assert plan_of(visitor) == before


def test_filling_in_the_form_leaves_the_plan_until_the_button(page: AppTest) -> None:
    """Selecting a diet changes nothing until the button plans it with allowed foods."""
    before = plan_of(page)
    page.selectbox(key="plan_diet").select("vegan").run()
    assert plan_of(page) == before
    make(page)
    plan = plan_of(page)
    assert plan.request.diet == "vegan"
    assert standing(page).answer.certified
    rule = get_diet("vegan").rule
    assert not any(rule.forbids(load_foods().food(p.food_id)) for p in plan.portions)
    assert "Vegan" in text_of(page)


def test_another_plan_differs_and_is_certified(page: AppTest) -> None:
    """The button "Another plan" gives the same person a different certified day."""
    before = plan_of(page)
    page.button(key="plan_another").click().run()
    after = plan_of(page)
    assert after.request == before.request.changed(seed=before.request.seed + 1)
    assert after.certificate.certified
    foods = [{portion.food_id for portion in plan.portions} for plan in (before, after)]
    assert foods[0] != foods[1]


def test_seeds_start_again_after_the_largest(page: AppTest) -> None:
    """After the last seed "Another plan" uses seed 0."""
    request = state.first_request().changed(seed=2**31 - 1)
    answer = standing(page).answer
    page.session_state["app_asked"] = one(request)
    page.session_state["app_standing"] = state.Standing(one(request), answer)
    page.run()
    page.button(key="plan_another").click().run()
    assert standing(page).request.seed == 0


def test_no_plan_is_explained_with_what_helps_and_the_nearest_day(page: AppTest) -> None:
    """A vegan who avoids fortified foods sees the conflict, remedies and the nearest day."""
    page.selectbox(key="plan_diet").select("vegan")
    page.multiselect(key="plan_avoid").select("fortified").run()
    make(page)
    assert not page.exception
    answer = standing(page).answer
    assert not answer.certified
    assert not page.success
    text = text_of(page)
    assert "No day of food can meet all of these targets" in text
    assert "vitamin B12" in text
    assert "Allow fortified foods" in text
    assert "Not certified" in text
    assert "The nearest day" in text
    assert page.button(key="plan_another")
    assert len(strip_of(page)) == 5


def test_one_press_applies_the_change_that_makes_a_plan_possible(page: AppTest) -> None:
    """The button of the remedy "allow fortified foods" gives a certified vegan day."""
    page.selectbox(key="plan_diet").select("vegan")
    page.multiselect(key="plan_avoid").select("fortified").run()
    make(page)
    changes = standing(page).answer.changes
    (number,) = [place for place, words in enumerate(changes) if "ortified" in words]
    page.button(key=f"plan_apply_{number}").click().run()
    assert not page.exception
    assert standing(page).answer.certified
    assert standing(page).request.avoid == ()
    assert page.multiselect(key="plan_avoid").value == []


def test_no_plan_and_no_nearest_plan_is_said_plainly(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a nearest plan the page says so and shows no empty day."""

    def nothing(question: Inquiry, progress: Progress) -> Answer:
        return Answer((), ("no food is left",), ())

    monkeypatch.setattr(answers, "answer", nothing)
    page.selectbox(key="plan_diet").select("pescatarian").run()
    make(page)
    assert not page.exception
    assert "No food is left" in text_of(page)
    assert "no nearest plan" in text_of(page)
    assert "No single change" in text_of(page)
    assert not strip_of(page)
    assert page.button(key="plan_another").disabled


def test_an_impossible_body_is_one_message_and_the_plan_stays(page: AppTest) -> None:
    """An impossible body mass index is refused with a message; the plan stays."""
    before = plan_of(page)
    page.number_input(key="plan_height_cm").set_value(200.0)
    page.number_input(key="plan_weight_kg").set_value(30.0).run()
    make(page)
    assert not page.exception
    assert len(page.error) == 1
    assert "body mass index of 7.5" in text_of(page)
    assert plan_of(page) == before
    assert page.success
    page.run()
    assert not page.error


def test_a_failed_solve_keeps_the_plan_and_says_so(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the solver fails, the page shows its message and keeps the previous plan."""

    def fail(question: Inquiry, progress: Progress) -> Answer:
        raise SolverError("the solver highs found no plan within 30 seconds")

    before = plan_of(page)
    monkeypatch.setattr(answers, "answer", fail)
    page.number_input(key="plan_age").set_value(35).run()
    make(page)
    assert not page.exception
    assert "within 30 seconds" in text_of(page)
    assert "The plan below is the previous one" in text_of(page)
    assert plan_of(page) == before
    assert state_request(page) == before.request


def state_request(page: AppTest) -> PlanRequest:
    """Return the latest inquiry of the session."""
    request: PlanRequest = page.session_state["app_asked"].request
    return request


def test_a_failed_first_solve_can_be_tried_again(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the first inquiry fails, the page shows the fault and offers to try again."""
    calls: list[Inquiry] = []

    def fail(question: Inquiry, progress: Progress) -> Answer:
        calls.append(question)
        raise SolverError("the solver ended with: error")

    monkeypatch.setattr(answers, "answer", fail)
    page = open_page()
    assert "the solver ended with" in text_of(page)
    page.button(key="plan_retry").click().run()
    assert len(calls) == 2


@pytest.mark.parametrize("certified", [True, False])
def test_the_medical_note_is_always_there(page: AppTest, certified: bool) -> None:
    """The medical note is short and at the end of the page, with or without a plan."""
    if not certified:
        page.selectbox(key="plan_diet").select("vegan")
        page.multiselect(key="plan_avoid").select("fortified").run()
        make(page)
    assert MEDICAL_NOTE in page.main.markdown[-1].value.replace("\\", "")
