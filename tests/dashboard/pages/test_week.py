"""The page Week and household."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.session import answers, state
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.plan_links import write_link
from planner.dashboard.session.question import Inquiry, one
from planner.planning.progress import Progress
from planner.planning.week_basket import week_basket
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import WeekRules
from tests.dashboard.on_page import standing

DAYS = 2


def week_app() -> None:
    """Draw the page within the layout, as app.py does."""
    from planner.dashboard import layout
    from planner.dashboard.pages import week as week_page

    layout.begin()
    layout.above()
    week_page.show()
    layout.below()


@pytest.fixture(scope="module")
def household() -> Inquiry:
    """Return two people who share dinner for two days."""
    return Inquiry(
        (
            state.first_request().changed(name="Ada", days=DAYS),
            state.first_request().changed(name="Ben", days=DAYS, diet="vegetarian"),
        ),
        (frozenset({"dinner"}), frozenset({"dinner"})),
    )


@pytest.fixture(scope="module")
def two_days() -> Inquiry:
    """Return an inquiry of one person for two days."""
    return one(state.first_request().changed(days=DAYS))


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """Return a function that opens the page with an inquiry, or with the default day."""

    def open_page(question: Inquiry | None = None) -> AppTest:
        app = AppTest.from_function(week_app, default_timeout=150)
        if question is not None:
            app.query_params["request"] = write_link(question)
        return app.run()

    return open_page


def text_of(page: AppTest) -> str:
    """Return the texts of the page."""
    kinds = ("title", "header", "subheader", "markdown", "success", "warning", "info", "error")
    found = [str(element.value) for kind in kinds for element in getattr(page, kind)]
    return "\n".join(found).replace("\\", "")


def keys(page: AppTest) -> set[str | None]:
    """Return the keys of the visible buttons."""
    return {button.key for button in page.button}


def test_one_day_is_met_with_words_on_what_to_do(visit: Callable[..., AppTest]) -> None:
    """Before a week is planned, the page says how to plan one, without an empty calendar."""
    page = visit()
    assert not page.exception
    assert "The current plan is one day for one person" in text_of(page)
    assert "Calendar" not in text_of(page)


def test_a_calendar_holds_every_day_and_opens_it_below(
    visit: Callable[..., AppTest], two_days: Inquiry
) -> None:
    """Each day has a column and a button; the opened day shows its meals as cards."""
    page = visit(two_days)
    assert not page.exception
    plan = standing(page).plans[0]
    assert plan.certificate.certified
    assert {f"week_open_{day}" for day in (1, 2)} <= keys(page)
    page.button(key="week_open_2").click().run()
    assert page.selectbox(key="plan_day").value == 2
    second = {row.dish for row in plan.portions if row.day == 2 and row.dish}
    locks = {key for key in keys(page) if key and key.startswith("plan_lock_0_2_")}
    assert {key.rsplit("_2_", 1)[1].split("_", 1)[1] for key in locks} >= second
    assert "Cooking plan" in text_of(page)
    figures = {metric.label: metric.value for metric in page.metric}
    bought = week_basket(standing(page).plans)
    assert figures["Foods to buy"] == str(bought.different_foods)
    assert figures["Packs cost"] == f"{bought.basket_usd:.0f} USD"
    assert figures["Dishes cooked"] == str(bought.dishes_cooked)


def test_a_day_planned_anew_leaves_the_others_and_what_is_locked(
    visit: Callable[..., AppTest], two_days: Inquiry
) -> None:
    """Replanning day 1 keeps its locked dinner and day 2; undo restores the plan."""
    page = visit(two_days)
    before = standing(page)
    dinner = next(
        row.dish for row in before.plans[0].portions if row.day == 1 and row.meal == "dinner"
    )
    page.button(key=f"plan_lock_0_1_dinner_{dinner}").click().run()
    page.button(key="week_replan_day").click().run()
    assert not page.exception
    after = standing(page)
    assert after.answer.certified
    days = [
        [{(row.meal, row.dish, row.food_id) for row in found.plans[0].portions if row.day == day}
         for day in (1, 2)]
        for found in (before, after)
    ]  # fmt: skip
    assert days[0][1] == days[1][1]
    assert days[0][0] != days[1][0]
    assert ("dinner", dinner) in {row[:2] for row in days[1][0]}
    page.button(key="week_undo").click().run()
    page.button(key="week_undo").click().run()
    assert standing(page) == before


def test_a_household_shares_dinner_and_each_has_a_certificate(
    visit: Callable[..., AppTest], household: Inquiry
) -> None:
    """Both people's plans are certified; the form shows the people of the link."""
    page = visit(household)
    assert not page.exception
    assert [plan.request.name for plan in standing(page).plans] == ["Ada", "Ben"]
    assert standing(page).answer.certified
    assert page.text_input(key="week_my_name").value == "Ada"
    assert page.text_input(key="week_person_1_name").value == "Ben"
    assert page.selectbox(key="week_person_1_diet").value == "vegetarian"
    page.selectbox(key="plan_person").select(1).run()
    assert not page.exception
    assert any(key and key.startswith("plan_lock_1_") for key in keys(page))


def asked_with(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> Inquiry:
    """Press the button and return the inquiry, without solving it."""
    asked: list[Inquiry] = []

    def note(question: Inquiry, progress: Progress) -> Answer:
        asked.append(question)
        return Answer(())

    monkeypatch.setattr(answers, "answer", note)
    page.button(key="week_make").click().run()
    assert not page.exception
    return asked[0]


def test_the_rules_of_the_form_reach_the_question(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days, leftovers, cooking days, minutes, variety and wishes are in the request."""
    page = visit()
    page.number_input(key="week_days").set_value(5)
    page.toggle(key="week_leftovers").set_value(True)
    page.selectbox(key="week_variety").select("simple")
    page.number_input(key="week_budget").set_value(70.0)
    page.multiselect(key="week_cook_days").select("sunday")
    page.number_input(key="week_minutes_weekday").set_value(30)
    page.number_input(key="week_fish_days").set_value(1)
    page.selectbox(key="week_wish_subject").select("beans").run()
    page.button(key="week_wish_add").click().run()
    request = asked_with(page, monkeypatch).request
    assert (request.days, request.variety, request.week_budget_usd) == (5, "simple", 70.0)
    assert request.week == WeekRules(
        leftovers=True, cook_days=("sunday",), cooking_minutes=(("weekday", 30),), fish_days=1,
        wishes=("beans<=2",),
    )  # fmt: skip


def test_people_are_added_changed_and_removed(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two added people one is removed; the other is the second person of the inquiry."""
    page = visit()
    page.button(key="week_person_add").click().run()
    page.button(key="week_person_add").click().run()
    assert page.text_input(key="week_person_2_name").value == "Person 3"
    page.button(key="week_person_1_remove").click().run()
    page.text_input(key="week_person_2_name").set_value("Cleo")
    page.selectbox(key="week_person_2_sex").select("female")
    page.number_input(key="week_person_2_age").set_value(61)
    page.multiselect(key="week_person_2_at_home").unselect("lunch").run()
    question = asked_with(page, monkeypatch)
    assert [request.name for request in question.requests] == ["Me", "Cleo"]
    assert question.requests[1].person.age == 61
    assert question.at_home == (
        frozenset({"breakfast", "lunch", "dinner"}), frozenset({"breakfast", "dinner"}),
    )  # fmt: skip


def test_the_health_of_another_person_reaches_the_question(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """She is pregnant, has a condition and takes a medicine; olives are left out for her."""
    page = visit()
    page.button(key="week_person_add").click().run()
    page.selectbox(key="week_person_1_sex").select("female")
    page.number_input(key="week_person_1_age").set_value(31).run()
    page.selectbox(key="week_person_1_stage").select("pregnant").run()
    page.number_input(key="week_person_1_weeks").set_value(34)
    page.number_input(key="week_person_1_before_kg").set_value(66.0)
    page.multiselect(key="week_person_1_conditions").select("hypothyroidism")
    page.multiselect(key="week_person_1_medications").select("levothyroxine")
    page.multiselect(key="week_person_1_exclude").select("olives_green").run()
    request = asked_with(page, monkeypatch).requests[1]
    assert request.person.pregnant_weeks == 34
    assert request.person.pre_pregnancy_weight_kg == 66.0
    assert request.person.conditions == ("hypothyroidism",)
    assert request.person.medications == ("levothyroxine",)
    assert request.exclude == ("olives_green",)


def test_a_fault_of_one_person_is_one_message_that_names_them(
    visit: Callable[..., AppTest],
) -> None:
    """A wrong weight gives a message with the person's name; the current plan stays."""
    page = visit()
    before = standing(page)
    page.button(key="week_person_add").click().run()
    page.number_input(key="week_person_1_weight_kg").set_value(9.0).run()
    page.button(key="week_make").click().run()
    assert len(page.error) == 1
    assert "person Person 2" in text_of(page)
    assert standing(page) == before


def test_us_units_hold_for_everybody(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """180 lb entered for the second person are 81.6 kg in the request."""
    page = visit()
    page.button(key="week_person_add").click().run()
    page.radio(key="plan_units").set_value("us").run()
    assert page.number_input(key="week_person_1_feet").value == 5.0
    page.number_input(key="week_person_1_lb").set_value(180.0).run()
    assert asked_with(page, monkeypatch).requests[1].person.weight_kg == 81.6


def test_every_widget_has_a_label(visit: Callable[..., AppTest]) -> None:
    """Every field has a label for screen readers."""
    page = visit()
    page.button(key="week_person_add").click().run()
    kinds = (page.selectbox, page.number_input, page.multiselect, page.button, page.text_input)
    assert all(widget.label.strip() for kind in kinds for widget in kind)


def test_a_week_stopped_on_its_way_leaves_the_days_done(
    visit: Callable[..., AppTest], two_days: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before day 2, day 1 is certified; a button plans the missing day and keeps it."""
    seven: PlanRequest = two_days.request.changed(days=2, seed=5)
    real = answers.answer

    def stopped_after_one(question: Inquiry, progress: Progress) -> Answer:
        return real(question, lambda step: step.day < 2)

    monkeypatch.setattr(answers, "answer", stopped_after_one)
    page = visit(one(seven))
    assert not page.exception
    assert standing(page).question.days == 1
    assert standing(page).answer.certified
    first = standing(page).plans[0].portions
    assert {row.day for row in first} == {1}
    page.button(key="week_continue").click().run()
    whole = standing(page).plans[0].portions
    assert [row for row in whole if row.day == 1] == list(first)
    assert {row.day for row in whole} == {1, 2}
    assert "week_continue" not in keys(page)
    page.number_input(key="week_days").set_value(3).run()
    assert "week_add_days" in keys(page)  # a longer plan may begin with these days
    page.number_input(key="week_days").set_value(2).run()
    assert "week_add_days" not in keys(page)
