"""Limits of the clinician in the form: chosen, entered, in the request, and shown again."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.forms import own_limits
from planner.dashboard.session.form_values import limit_key
from planner.nutrition.people.person import make_person
from planner.request.limit_names import LimitKind, read_limit_name
from planner.request.own_limits import limit_names, own_targets
from planner.request.plan_request import PlanRequest


def asked(page: AppTest) -> PlanRequest:
    """Press the button and return the inquiry."""
    page.button(key="plan_make").click().run()
    assert not page.exception
    request: PlanRequest = page.session_state["app_asked"].request
    return request


@pytest.mark.parametrize("name", own_limits.OFFERED)
def test_every_limit_offered_can_be_set_by_somebody_ill(name: str) -> None:
    """With kidney disease each is a limit of the request, and has a label with its unit."""
    person = make_person(sex="male", age=66, height_cm=175, weight_kg=80,
                         conditions=["kidney_disease"])  # fmt: skip
    assert name in limit_names(own_targets(person, "omnivore", "nasem"))
    label = own_limits.limit_label(name)
    assert "(" in label
    assert "_" not in label


def test_meals_fluid_and_the_day_are_among_them() -> None:
    """Carbohydrate of a meal as aim and as most, the fluid of a day, and floors and ceilings."""
    kinds = {read_limit_name(name).kind for name in own_limits.OFFERED}
    assert kinds == set(LimitKind)


def test_a_limit_reaches_the_question_and_stays_in_the_form(page: AppTest) -> None:
    """60 g of carbohydrate a main meal; a limit without a figure is none; taken out, it is gone."""
    page.multiselect(key="plan_conditions").select("diabetes")
    page.multiselect(key="plan_limits").select("meal_max_carbohydrate_g").run()
    page.multiselect(key="plan_limits").select("max_potassium_mg").run()
    page.number_input(key=limit_key("meal_max_carbohydrate_g")).set_value(60.0).run()
    assert asked(page).limits == (("meal_max_carbohydrate_g", 60.0),)
    assert page.number_input(key=limit_key("meal_max_carbohydrate_g")).value == 60.0
    page.multiselect(key="plan_limits").unselect("meal_max_carbohydrate_g").run()
    assert asked(page).limits == ()
