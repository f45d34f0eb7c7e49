"""Each visitor of a server has only their own foods and dishes."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.session import visitor_items as keeping
from planner.dashboard.session.visitor import Visitor
from planner.errors import StoreError
from planner.nutrition.foods.catalog import load_catalog
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood
from planner.request.plan_request import PlanRequest
from planner.store import SavedShops


def _visit() -> None:
    """Show the name of the visitor's own soup, and save a name that is entered."""
    import streamlit as st

    from planner.dashboard.session import visitor_items
    from planner.request.own_dishes import OwnDish

    name = st.text_input("Name", key="name")
    if name:
        soup = OwnDish(
            id="own_visit_soup", name=name, meals=("dinner",), ingredients=(("kale_boiled", 200),)
        )
        visitor_items.keep_dish(soup)
    st.markdown(visitor_items.catalog().dish_name("own_visit_soup"))


def test_visitors_do_not_meet_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """An id is a different own dish for each visitor, and unknown to a third."""
    monkeypatch.setattr(keeping, "visitor", lambda: Visitor("", "", "open_server"))
    ann, bo = AppTest.from_function(_visit).run(), AppTest.from_function(_visit).run()
    ann.text_input(key="name").input("Ann's soup").run()
    bo.text_input(key="name").input("Bo's soup").run()
    ann.text_input(key="name").input("").run()
    third = AppTest.from_function(_visit).run()
    assert [app.markdown[0].value for app in (ann, bo, third)] == [
        "Ann's soup", "Bo's soup", "own_visit_soup",
    ]  # fmt: skip
    assert "own_visit_soup" not in load_catalog()


def test_a_request_comes_before_what_is_kept(
    monkeypatch: pytest.MonkeyPatch, request_with_soup: PlanRequest
) -> None:
    """Saved dishes with the same id, or with a deleted own food, do not disturb a plan."""
    bar = OwnFood(name="Bar", subgroup="nut", serving_g=40, label=(("fat_g", 30),))
    kept = OwnDish(
        id="own_soup", name="Old soup", meals=("dinner",), ingredients=(("kale_boiled", 200.0),)
    )
    cake = OwnDish(id="own_cake", name="Cake", meals=("snack",), ingredients=((bar.id, 80.0),))
    monkeypatch.setattr(keeping, "own_foods", lambda: ())
    monkeypatch.setattr(keeping, "own_dishes", lambda: (kept, cake))
    assert keeping.catalog().dish_name("own_soup") == "Old soup"
    assert keeping.catalog(request_with_soup).dish_name("own_soup") == "New soup"
    assert "own_cake" not in keeping.catalog()
    monkeypatch.setattr(keeping, "own_foods", lambda: (bar,))
    assert "own_cake" in keeping.catalog()


@pytest.fixture
def request_with_soup() -> PlanRequest:
    """Return a request whose own_soup is made of lentils."""
    from planner.dashboard.session import state

    soup = OwnDish(
        id="own_soup", name="New soup", meals=("dinner",), ingredients=(("lentils_boiled", 200.0),)
    )
    first = state.first_request()
    return PlanRequest(person=first.person, own_dishes=(soup,))


def test_saved_data_that_cannot_be_read_stops_no_plan(
    monkeypatch: pytest.MonkeyPatch, request_with_soup: PlanRequest
) -> None:
    """A plan goes without habits that are broken or name what is no more, and it is noted."""

    def broken() -> SavedShops:
        raise StoreError("the file is locked")

    monkeypatch.setattr(keeping, "left_out", lambda: ("kale_raw",))
    monkeypatch.setattr(keeping, "shops", lambda: SavedShops(can_get=("uv_mushroom", "no_more")))
    habits = keeping.with_habits(request_with_soup)
    assert habits.can_get == ("uv_mushroom",)
    assert habits.exclude == ("kale_raw",)
    noted: list[str] = []
    monkeypatch.setattr(keeping, "note", lambda error: noted.append(str(error)))
    monkeypatch.setattr(keeping, "shops", broken)
    monkeypatch.setattr(keeping, "left_out", broken)
    assert keeping.with_habits(request_with_soup) == request_with_soup
    assert set(noted) == {"the file is locked"}
