"""The cards of meals: lock, swap, leave out, like, and the bars of nutrients."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.actions import plan_actions
from planner.dashboard.actions.plan_actions import PlanItem
from planner.dashboard.session import state
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.plan_links import EatenPlan, read_link
from planner.dashboard.session.question import one
from planner.dashboard.views import nutrient_shares
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.nutrients import core_nutrients
from planner.planning.make import Plan
from planner.request.plan_request import without_item
from tests.dashboard.on_page import plan_of, standing


def dish_of(page: AppTest, meal: str) -> str:
    """Return the dish of a meal."""
    return next(row.dish for row in plan_of(page).portions if row.meal == meal and row.dish)


def press(page: AppTest, action: str, meal: str) -> str:
    """Press a button under a meal's dish; return the dish."""
    dish = dish_of(page, meal)
    page.button(key=f"plan_{action}_0_1_{meal}_{dish}").click().run()
    assert not page.exception
    return dish


def test_a_lock_holds_in_the_next_plan_and_lets_go(page: AppTest) -> None:
    """A lock keeps the plan; the next plan has the same dinner; a second click unlocks."""
    before = plan_of(page)
    dinner = press(page, "lock", "dinner")
    assert plan_of(page).portions == before.portions
    assert standing(page).request.lock == (f"dinner={dinner}",)
    page.button(key="plan_another").click().run()
    assert dish_of(page, "dinner") == dinner
    assert plan_of(page).portions != before.portions
    press(page, "lock", "dinner")
    assert standing(page).request.lock == ()


def test_a_swap_offers_three_and_takes_one_while_the_rest_stays(page: AppTest) -> None:
    """Each alternative shows its dish and effects; the adopted one is certified."""
    before = plan_of(page)
    lunch = press(page, "swap", "lunch")
    offer = page.session_state["plan_offer"]
    assert offer.spot.item == lunch
    assert 1 <= len(offer.others) <= 3
    text = "\n".join(str(found.value) for found in page.markdown).replace("\\", "")
    for other in offer.others:
        name = load_dishes()[next(row.dish for row in other.meal if row.dish)].name
        assert name in text
    page.button(key=f"plan_take_1_0_1_lunch_{lunch}").click().run()
    after = plan_of(page)
    assert after.certificate.certified
    assert dish_of(page, "lunch") != lunch
    rest = [[row for row in plan.portions if row.meal != "lunch"] for plan in (before, after)]
    assert rest[0] == rest[1]
    assert not [button for button in page.button if (button.key or "").startswith("plan_take_")]


def test_a_swapped_day_is_the_same_from_its_link(
    page: AppTest, open_page: Callable[..., AppTest]
) -> None:
    """The link has the swapped portions: another visitor sees the same certified day."""
    lunch = press(page, "swap", "lunch")
    page.button(key=f"plan_take_1_0_1_lunch_{lunch}").click().run()
    word = page.query_params["request"]
    word = word if isinstance(word, str) else word[0]
    assert read_link(word)[1] == (EatenPlan(plan_of(page).portions),)
    visitor = open_page(request=word)
    assert plan_of(visitor).portions == plan_of(page).portions
    assert standing(visitor).answer.certified


def test_what_is_left_out_goes_and_does_not_come_back(page: AppTest) -> None:
    """Leaving a dish out excludes it in request and form, and replans the day."""
    dinner = press(page, "ban", "dinner")
    assert standing(page).answer.certified
    assert dinner in standing(page).request.exclude
    assert dinner not in {row.dish for row in plan_of(page).portions}
    assert dinner in page.multiselect(key="plan_exclude").value
    page.button(key="plan_undo").click().run()
    assert dish_of(page, "dinner") == dinner
    assert page.multiselect(key="plan_exclude").value == []


def test_a_like_is_noted_for_the_next_plan(page: AppTest) -> None:
    """A like keeps the plan and is in request and form; a second click removes it."""
    before = plan_of(page).portions
    dish = press(page, "like", "breakfast")
    assert plan_of(page).portions == before
    assert dict(standing(page).request.tastes) == {dish: plan_actions.TASTE}
    assert page.multiselect(key="plan_more").value == [dish]
    press(page, "like", "breakfast")
    assert standing(page).request.tastes == ()


def test_leaving_out_keeps_the_other_dishes_of_the_day(omnivore_plan: Plan) -> None:
    """Replanning locks every dish except the one left out, each once."""
    dishes = {(row.meal, row.dish) for row in omnivore_plan.portions if row.dish}
    gone = sorted(dishes)[0][1]
    request = without_item(omnivore_plan.request, gone)
    now = state.Standing(one(omnivore_plan.request), Answer((omnivore_plan,)))
    held = plan_actions.locked(now, one(request), [1]).request
    assert set(held.lock) == {f"{meal}={dish}" for meal, dish in dishes if dish != gone}


def test_locks_name_the_day_where_there_are_several() -> None:
    """A lock in a plan of one day has no day; in a plan of several it has its day."""
    spot = PlanItem(0, 3, "dinner", "chili", is_dish=True)
    assert plan_actions.lock_of(spot, 1) == "dinner=chili"
    assert plan_actions.lock_of(spot, 7) == "3:dinner=chili"


def test_bars_add_up_to_the_day(omnivore_plan: Plan) -> None:
    """The meals' shares of each core nutrient sum to the certificate's percent."""
    meals = {row.meal for row in omnivore_plan.portions}
    shares_of = [
        nutrient_shares.core_percents(
            omnivore_plan, [row for row in omnivore_plan.portions if row.meal == meal]
        )
        for meal in meals
    ]
    rows = {row.nutrient: row for row in omnivore_plan.certificate.adequacy}
    for name in core_nutrients():
        assert sum(found[name] for found in shares_of) == pytest.approx(rows[name].percent)


def test_sources_are_the_richest_first(omnivore_plan: Plan) -> None:
    """At most three sources in descending order, none above the total."""
    assert set(nutrient_shares.SHORT) == set(core_nutrients())
    for name in core_nutrients():
        percents = [percent for _, percent in nutrient_shares.sources(omnivore_plan, name, 1)]
        assert 1 <= len(percents) <= nutrient_shares.MOST_SOURCES
        assert percents == sorted(percents, reverse=True)
        assert sum(percents) <= 100 + 1e-9
