"""The form in the sidebar: units, life stages, registries, and the request it makes."""

from __future__ import annotations

from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.forms import profile
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.people.diets import all_avoidances, all_diets
from planner.nutrition.people.energy import Activity, Sex
from planner.nutrition.tables import read_toml
from planner.request.plan_request import PlanRequest


def asked(page: AppTest) -> PlanRequest:
    """Press the button and return the inquiry."""
    page.button(key="plan_make").click().run()
    assert not page.exception
    request: PlanRequest = page.session_state["app_asked"].request
    return request


def keys(page: AppTest) -> set[str | None]:
    """Return the keys of the visible number fields and selections."""
    return {widget.key for kind in (page.number_input, page.selectbox) for widget in kind}


def test_labels_cover_every_sex_and_activity_of_the_core() -> None:
    """The form offers every activity level and both sexes."""
    assert tuple(profile.ACTIVITIES) == get_args(Activity)
    assert set(profile.SEXES) == set(get_args(Sex))


def test_choices_are_the_registries(page: AppTest) -> None:
    """The form offers all diets, avoidances and foods of the registries, by name."""
    assert page.selectbox(key="plan_diet").options == [d.label for d in all_diets().values()]
    avoid = page.multiselect(key="plan_avoid").options
    assert avoid == [found.label for found in all_avoidances().values()]
    foods = page.multiselect(key="plan_exclude").options
    assert foods == sorted(food.name for food in load_foods().foods)


def test_the_allergens_of_the_us_and_eu_lists_come_first(page: AppTest) -> None:
    """The sixteen legal allergens come first among the things to avoid."""
    listed = [e["label"] for e in read_toml("diets.toml")["avoid"].values() if "lists" in e]
    assert len(listed) == 16
    assert page.multiselect(key="plan_avoid").options[: len(listed)] == listed


def test_every_widget_has_a_label(page: AppTest) -> None:
    """Every field has a label for screen readers."""
    widgets = [*page.radio, *page.selectbox, *page.number_input, *page.multiselect, *page.button]
    assert len(widgets) >= 12
    assert all(widget.label.strip() for widget in widgets)


def test_switching_units_converts_the_values_shown(page: AppTest) -> None:
    """167 cm and 62 kg become 5 ft 5.7 in and 136.7 lb, and again 167 cm and 62 kg."""
    page.radio(key="plan_units").set_value("us").run()
    assert {"plan_height_feet", "plan_height_inches", "plan_weight_lb"} <= keys(page)
    assert "plan_height_cm" not in keys(page)
    assert page.number_input(key="plan_height_feet").value == 5
    assert page.number_input(key="plan_height_inches").value == pytest.approx(5.7)
    assert page.number_input(key="plan_weight_lb").value == pytest.approx(136.7)
    person = asked(page).person
    assert (person.height_cm, person.weight_kg) == (167.0, 62.0)
    page.radio(key="plan_units").set_value("metric").run()
    assert page.number_input(key="plan_height_cm").value == 167.0
    assert page.number_input(key="plan_weight_kg").value == 62.0


def test_us_figures_reach_the_plan_in_metric(page: AppTest) -> None:
    """6 ft 0 in and 180 lb are 182.9 cm and 81.6 kg, in the plan and after the switch back."""
    page.radio(key="plan_units").set_value("us").run()
    page.number_input(key="plan_height_feet").set_value(6)
    page.number_input(key="plan_height_inches").set_value(0.0)
    page.number_input(key="plan_weight_lb").set_value(180.0).run()
    page.radio(key="plan_units").set_value("metric").run()
    assert page.number_input(key="plan_height_cm").value == 182.9
    assert page.number_input(key="plan_weight_kg").value == 81.6


def test_a_bad_us_figure_is_explained_in_both_units(page: AppTest) -> None:
    """The message is in metric units and repeats the value in US units."""
    page.radio(key="plan_units").set_value("us").run()
    page.number_input(key="plan_weight_lb").set_value(20.0).run()
    page.button(key="plan_make").click().run()
    words = page.error[0].value.replace("\\", "")
    assert "weight 9.1: not plausible" in words
    assert "you entered 5 ft 5.7 in and 20 lb, which is 167 cm and 9.1 kg" in words


def test_life_stages_show_for_women_of_the_ages_they_cover(page: AppTest) -> None:
    """Weeks of pregnancy and months of breastfeeding are offered for women only."""
    assert "plan_stage" in keys(page)
    page.selectbox(key="plan_stage").select("pregnant").run()
    assert {"plan_weeks", "plan_before_kg"} <= keys(page)
    page.selectbox(key="plan_stage").select("lactating").run()
    assert "plan_months" in keys(page)
    page.number_input(key="plan_age").set_value(60).run()
    assert "plan_stage" not in keys(page)
    page.number_input(key="plan_age").set_value(34)
    page.selectbox(key="plan_sex").select("male").run()
    assert not {"plan_stage", "plan_months", "plan_weeks"} & keys(page)


def test_pregnancy_reaches_the_question_and_a_hidden_stage_does_not(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Week and weight before pregnancy are in the request; switching to male removes them."""
    page.selectbox(key="plan_stage").select("pregnant").run()
    page.number_input(key="plan_weeks").set_value(30)
    page.number_input(key="plan_before_kg").set_value(56.0).run()
    person = asked(page).person
    assert (person.pregnant_weeks, person.pre_pregnancy_weight_kg) == (30, 56.0)
    page.selectbox(key="plan_sex").select("male").run()
    assert asked(page).person.pregnant_weeks is None


def test_own_energy_avoidances_and_foods_left_out_reach_the_question(page: AppTest) -> None:
    """All values of the form are in the request; the excluded food is not in the plan."""
    page.number_input(key="plan_energy_kcal").set_value(2100.0)
    page.multiselect(key="plan_avoid").select("peanut")
    page.multiselect(key="plan_exclude").select("avocado").run()
    request = asked(page)
    assert request.person.energy_kcal == 2100
    assert request.avoid == ("peanut",)
    assert request.exclude == ("avocado",)
    plan = page.session_state["app_standing"].answer.plan
    assert all(portion.food_id != "avocado" for portion in plan.portions)


def test_values_out_of_sight_are_kept(page: AppTest) -> None:
    """Values entered under pregnancy are kept while another life stage is selected."""
    page.selectbox(key="plan_stage").select("pregnant").run()
    page.number_input(key="plan_weeks").set_value(31).run()
    page.selectbox(key="plan_stage").select("neither").run()
    page.run()
    page.selectbox(key="plan_stage").select("pregnant").run()
    assert page.number_input(key="plan_weeks").value == 31
