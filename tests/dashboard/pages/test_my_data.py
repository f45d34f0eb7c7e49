"""The page My data: saved documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.pages import my_data as my_data_page
from planner.dashboard.session.visitor import Visitor
from planner.dashboard.session.visitor_store import shelf_of
from planner.nutrition.people.person import make_person
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood
from planner.request.plan_request import PlanRequest
from planner.store import OWN_DISH, OWN_FOOD, PLAN, PROFILE, Shelf

VEGAN = PlanRequest(
    person=make_person(sex="male", age=45, height_cm=180, weight_kg=85), diet="vegan"
)


@pytest.fixture
def page(shelf: Shelf) -> AppTest:
    """Open the page as a new visitor."""

    def draw() -> None:
        from planner.dashboard import layout
        from planner.dashboard.pages import my_data as my_data_page

        layout.begin()
        my_data_page.show()

    return AppTest.from_function(draw, default_timeout=150).run()


def _click(page: AppTest, key: str) -> AppTest:
    (button,) = [button for button in page.button if button.key == key]
    return button.click().run()


def test_what_stands_is_saved_and_opened_again(page: AppTest, shelf: Shelf) -> None:
    """A plan and a profile are saved by name, listed, and current again when opened."""
    assert [info.value for info in page.info] == ["Nothing is saved yet."]
    standing = page.session_state["app_standing"]
    page.text_input(key="data_name").input(" My day ").run()
    _click(page, "data_save_plan")
    assert page.success[0].value == "Saved as My day."
    _click(page, "data_save_profile")
    assert [(entry.kind, entry.name) for entry in shelf.entries()] == [
        ("plan", "My day"), ("profile", "My day"),
    ]  # fmt: skip
    (plan,) = shelf.entries(PLAN)
    _click(page, f"data_open_{plan.id}")
    opened = page.session_state["app_standing"]
    assert opened.plans == standing.plans
    assert not page.exception


def test_an_opened_profile_is_planned_for(page: AppTest, shelf: Shelf) -> None:
    """Opening a profile plans for it and fills the form."""
    saved = shelf.save(PROFILE, "Bo", VEGAN)
    page.run()
    _click(page, f"data_open_{saved}")
    assert page.session_state["app_standing"].request == VEGAN
    assert page.session_state["plan_diet"] == "vegan"
    assert page.success[0].value == "Bo is open on the Plan page."


def test_an_own_food_and_a_dish_of_it_are_used_in_plans(page: AppTest, shelf: Shelf) -> None:
    """The button Use adds the own items to the current inquiry, each once."""
    bar = OwnFood(
        name="Nut bar", subgroup="nut", serving_g=40, label=(("energy_kcal", 500), ("fat_g", 30))
    )
    food = shelf.save(OWN_FOOD, "Nut bar", bar)
    dish = shelf.save(
        OWN_DISH,
        "Crumble",
        OwnDish(id="own_crumble", name="Crumble", meals=("dinner",), ingredients=((bar.id, 80),)),
    )
    page.run()
    for entry in (dish, food, food):
        _click(page, f"data_open_{entry}")
        assert not page.error
    request = page.session_state["app_asked"].request
    assert request.own_foods == (bar,)
    assert [one.id for one in request.own_dishes] == ["own_crumble"]


def test_a_taken_name_and_no_name_are_refused(page: AppTest, shelf: Shelf) -> None:
    """One message gives the reason; the saved documents are unchanged."""
    _click(page, "data_save_profile")
    assert "give 1 to 120" in page.error[0].value
    page.text_input(key="data_name").input("Me").run()
    _click(page, "data_save_profile")
    _click(page, "data_save_profile")
    assert "is taken" in page.error[0].value
    assert len(shelf.entries()) == 1


def test_renamed_and_deleted(page: AppTest, shelf: Shelf) -> None:
    """Renaming and deleting work on the page, for the selected document only."""
    one, two = shelf.save(PROFILE, "one", VEGAN), shelf.save(PROFILE, "two", VEGAN)
    page.run()
    page.text_input(key=f"data_rename_{one}").input("first").run()
    _click(page, f"data_do_data_rename_{one}")
    _click(page, f"data_delete_{two}")
    assert [entry.name for entry in shelf.entries()] == ["first"]


def test_everything_is_deleted_only_after_a_second_word(page: AppTest, shelf: Shelf) -> None:
    """The button is disabled until the box is ticked; after it, nothing is left."""
    shelf.save(PROFILE, "one", VEGAN)
    shelf.set_favourite("kale_boiled", "banned")
    page.run()
    assert page.button(key="data_delete_all").disabled
    page.checkbox(key="data_sure").check().run()
    _click(page, "data_delete_all")
    assert (shelf.entries(), shelf.favourites()) == ((), {})
    assert page.button(key="data_delete_all").disabled


def test_favourites_are_shown_by_name_and_forgotten(page: AppTest, shelf: Shelf) -> None:
    """A favourite is listed by the name of the food."""
    shelf.set_favourite("kale_boiled", "banned")
    page.run()
    assert any("never again" in text.value and "Kale" in text.value for text in page.markdown)
    _click(page, "data_forget_kale_boiled")
    assert shelf.favourites() == {}


def test_a_database_that_is_gone_is_said_in_words(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The page says that the database cannot be reached, without an exception."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PLANNER_DATABASE_URL", f"sqlite:///{tmp_path}/file/saved.db")
    page.run()
    assert "cannot be reached" in page.error[0].value
    assert not page.exception


def test_an_open_server_saves_nothing_and_says_why(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a public server without login there is no button that saves."""
    nobody = Visitor("", "", "open_server")
    monkeypatch.setattr(my_data_page, "visitor", lambda: nobody)
    page.run()
    assert "Nothing is saved here" in page.info[0].value
    assert not page.button
    with pytest.raises(Exception, match="not known"):
        shelf_of(nobody)
