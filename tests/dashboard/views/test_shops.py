"""What is hard to get: asked once, and one tap leaves out what cannot be got."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from planner.dashboard.session import state
from planner.dashboard.session.plan_links import write_link
from planner.dashboard.session.question import one
from planner.planning.other_shops import foods_of_other_shops
from planner.request.plan_request import PlanRequest
from tests.dashboard.on_page import plan_of, standing

# A vegan, whose vitamin D takes exposed mushrooms, a supplement or much plant milk.
VEGAN = state.first_request().changed(diet="vegan")


def request_of(page: AppTest) -> PlanRequest:
    """Return the request of the page."""
    return standing(page).request


def has(page: AppTest, key: str) -> bool:
    """Tell whether the page has a button."""
    return any(button.key == key for button in page.button)


def test_an_ordinary_plan_asks_nothing(page: AppTest) -> None:
    """The plan that the page opens with is of food that large supermarkets have."""
    assert not has(page, "plan_can_get_0")
    assert not has(page, "plan_supplement_0")


def test_one_tap_leaves_out_what_cannot_be_got(page: AppTest) -> None:
    """The food is gone from the plan, which stays certified, and from all further plans."""
    before = plan_of(page)
    row = next(row for row in before.portions if row.meal == "dinner" and row.dish)
    page.button(key=f"plan_no_0_1_dinner_{row.food_id}").click().run()
    assert not page.exception
    assert plan_of(page).certificate.certified
    assert row.food_id not in {other.food_id for other in plan_of(page).portions}
    assert row.food_id in request_of(page).exclude


def test_the_choice_is_put_once(open_page: Callable[..., AppTest]) -> None:
    """The page asks about exposed mushrooms; who can get them is not asked again."""
    page = open_page(request=write_link(one(VEGAN), []))
    assert foods_of_other_shops(VEGAN, plan_of(page).portions)
    page.button(key="plan_can_get_0").click().run()
    assert not page.exception
    assert request_of(page).can_get == ("uv_mushroom",)
    assert plan_of(page).certificate.certified
    assert not has(page, "plan_can_get_0")
    assert open_page().session_state["app_asked"].request.can_get == ("uv_mushroom",)  # it lasts


def test_a_supplement_is_taken_instead(open_page: Callable[..., AppTest]) -> None:
    """The plan then holds the food of the person's shops alone, beside a supplement."""
    page = open_page(request=write_link(one(VEGAN), []))
    page.button(key="plan_supplement_0").click().run()
    assert not page.exception
    plan = plan_of(page)
    assert plan.certificate.certified
    assert plan.doses
    assert foods_of_other_shops(VEGAN, plan.portions) == ()
    assert not has(page, "plan_can_get_0")


def test_the_form_says_where_one_buys(page: AppTest) -> None:
    """Shops and region of the form are those of the next plan."""
    page.selectbox(key="plan_availability").select("everywhere")
    page.selectbox(key="plan_region").select("UK")
    page.selectbox(key="plan_versions").select("any")
    page.button(key="plan_make").click().run()
    assert not page.exception
    assert (request_of(page).availability, request_of(page).region) == ("everywhere", "UK")
    assert request_of(page).versions == "any"
    assert foods_of_other_shops(request_of(page), plan_of(page).portions) == ()
