"""The page Shopping: the list of the current plan."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.pages import shopping as shopping_page
from planner.dashboard.session import pantry, visitor_items
from planner.dashboard.session.visitor import Visitor
from planner.dashboard.views import shopping_list as shopping_view
from planner.formats.plan_pdf import shopping_as_pdf
from planner.formats.shopping_list import shopping_list
from planner.store import SHOPS, Shelf, shopping_key
from tests.dashboard.on_page import questions_noted, standing


@pytest.fixture
def visit() -> Callable[[], AppTest]:
    """Return a function that opens the page as a new visitor."""

    def draw() -> None:
        from planner.dashboard import layout
        from planner.dashboard.pages import shopping as shopping_page

        layout.begin()
        layout.above()
        shopping_page.show()
        layout.below()

    return lambda: AppTest.from_function(draw, default_timeout=150).run()


def boxes(page: AppTest) -> list[str]:
    """Return the keys of the boxes to tick."""
    return [box.key or "" for box in page.checkbox]


def text_of(page: AppTest) -> str:
    """Return the texts of the page."""
    kinds = ("title", "header", "subheader", "markdown", "info", "warning", "success", "error")
    found = [str(element.value) for kind in kinds for element in getattr(page, kind)]
    return "\n".join(found).replace("\\", "")


def test_every_thing_to_buy_has_a_box_under_its_aisle(
    shelf: Shelf, visit: Callable[[], AppTest]
) -> None:
    """The page has a checkbox for each line of the list, and the cost."""
    page = visit()
    assert not page.exception
    found = shopping_list(standing(page).plans[0].portions)
    assert len(boxes(page)) == len(found.lines)
    assert all(shopping_view.AISLES[line.aisle] for line in found.lines)
    labels = "\n".join(box.label for box in page.checkbox).replace("\\", "").lower()
    assert all(line.name.lower() in labels for line in found.lines)
    assert f"About {found.cost_usd:.0f} USD" in text_of(page)


def test_a_tick_lasts_for_the_next_visit(shelf: Shelf, visit: Callable[[], AppTest]) -> None:
    """A tick is saved and shown to a later visit; "Hide ticked items" hides the line."""
    page = visit()
    box = page.checkbox[0]
    box.check().run()
    key = shopping_key(standing(page).plans[0].portions)
    assert len(shelf.ticks(key)) == 1
    again = visit()
    assert again.checkbox(key=box.key).value
    assert "1 of" in text_of(again)
    again.toggle(key="shop_hide").set_value(True).run()
    assert box.key not in boxes(again)
    again.button(key="shop_untick").click().run()
    assert shelf.ticks(key) == frozenset()
    assert box.key in boxes(again)


def test_where_nothing_is_saved_ticks_last_for_the_visit(
    shelf: Shelf, visit: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a public server ticks last for the visit only, and the page says so."""
    monkeypatch.setattr(visitor_items, "visitor", lambda: Visitor("", "", "open_server"))
    page = visit()
    key = page.checkbox[0].key
    page.checkbox[0].check().run()
    assert page.checkbox(key=key).value
    assert "for this visit only" in text_of(page)
    assert not shelf.ticks(shopping_key(standing(page).plans[0].portions))
    assert not visit().checkbox(key=key).value


def test_what_is_at_home_comes_off_the_list_and_can_be_used_up(
    shelf: Shelf, visit: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kilogram in the pantry removes the line; the next inquiry prefers that food."""
    page = visit()
    line = shopping_list(standing(page).plans[0].portions).lines[0]
    food = line.food_ids[0]
    page.selectbox(key="shop_pantry_food").select(food).run()
    page.selectbox(key=f"shop_pantry_unit_{food}").select("g")
    page.number_input(key="shop_pantry_amount").set_value(5000.0).run()
    page.button(key="shop_pantry_add").click().run()
    assert not page.exception
    assert shelf.pantry() == {food: 5000.0}
    assert not [key for key in boxes(page) if key.endswith(f"_{food}")]
    assert "Enough at home" in text_of(page)
    asked = questions_noted(page, monkeypatch)
    page.button(key="shop_use_up").click().run()
    assert asked[0].request.pantry == (food,)
    page.button(key=f"shop_pantry_out_{food}").click().run()
    assert shelf.pantry() == {}


def test_a_day_and_a_person_can_be_shopped_for_alone(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of one person and day has only the portions of that person and day."""

    def draw() -> None:
        from dataclasses import replace

        from planner.dashboard import layout
        from planner.dashboard.pages import shopping as shopping_page
        from planner.dashboard.session import state
        from planner.dashboard.session.answers import Answer
        from planner.dashboard.session.question import Inquiry

        layout.begin()
        now = state.standing()
        if now is not None and len(now.plans) == 1:
            plan = now.plans[0]
            two = plan.request.changed(days=2)
            rows = (*plan.portions, *(replace(row, day=2) for row in plan.portions))
            plans = tuple(
                replace(plan, request=two.changed(name=name), portions=rows)
                for name in ("Ada", "Ben")
            )
            question = Inquiry(tuple(one.request for one in plans), (frozenset(), frozenset()))
            state.settle(state.Standing(question, Answer(plans), edited=True))
        shopping_page.show()

    page = AppTest.from_function(draw, default_timeout=150).run()
    assert not page.exception
    caught: list[int] = []
    real = shopping_page.shopping_list
    monkeypatch.setattr(
        shopping_page,
        "shopping_list",
        lambda rows, **more: caught.append(len(rows)) or real(rows, **more),
    )
    page.run()
    page.selectbox(key="shop_to").select(1).run()
    page.multiselect(key="shop_people").unselect(1).run()
    whole = caught[0]
    assert caught[1:] == [whole // 2, whole // 4]
    page.multiselect(key="shop_people").unselect(0).run()
    assert "Nothing needs to be bought" in text_of(page)


def test_the_list_can_be_taken_along(shelf: Shelf, visit: Callable[[], AppTest]) -> None:
    """Three files are offered, the text can be copied, and the PDF is a valid PDF."""
    page = visit()
    found = shopping_list(standing(page).plans[0].portions)
    assert len(page.get("download_button")) == 3
    assert "# Shopping list" in page.code[0].value
    assert shopping_as_pdf(found).startswith(b"%PDF")


def test_what_must_go_soon_has_its_day(
    shelf: Shelf, visit: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Food to be eaten by a day is kept with its date; the next plan gets the day, dated."""
    page = visit()
    food = shopping_list(standing(page).plans[0].portions).lines[0].food_ids[0]
    soon = pantry.today() + datetime.timedelta(days=2)
    page.selectbox(key="shop_pantry_food").select(food).run()
    page.selectbox(key=f"shop_pantry_unit_{food}").select("g")
    page.number_input(key="shop_pantry_amount").set_value(300.0)
    page.date_input(key="shop_pantry_by").set_value(soon).run()
    page.button(key="shop_pantry_add").click().run()
    assert not page.exception
    assert shelf.load_all(SHOPS)[0].eat_by == {food: soon}
    assert f"to be eaten by {soon:%d.%m.%Y}" in text_of(page)
    asked = questions_noted(page, monkeypatch)
    page.button(key="shop_use_up").click().run()
    assert [(one.food, one.grams, one.day) for one in asked[0].request.use_by] == [(food, 300.0, 3)]
    assert asked[0].request.start == pantry.today()
    page.selectbox(key="shop_pantry_food").select(food).run()
    page.selectbox(key=f"shop_pantry_unit_{food}").select("g")
    page.number_input(key="shop_pantry_amount").set_value(50_000.0).run()
    page.button(key="shop_pantry_add").click().run()
    assert "At most 25 kg" in text_of(page)
    assert shelf.pantry() == {food: 300.0}
    page.button(key=f"shop_pantry_out_{food}").click().run()
    assert shelf.load_all(SHOPS)[0].eat_by == {}


def test_what_is_past_its_day_does_not_count() -> None:
    """Food whose day has gone by is not at home; that of today is, for day 1."""
    first = datetime.date(2026, 11, 30)
    dates = {"kale_raw": first - datetime.timedelta(days=1), "banana": first}
    held = pantry.of_dates({"kale_raw": 100.0, "banana": 200.0, "onion_raw": 50.0}, dates, first)
    assert held.grams == {"banana": 200.0, "onion_raw": 50.0}
    assert [(one.food, one.day) for one in held.use_by] == [("banana", 1)]


def test_what_one_always_buys_lasts(
    shelf: Shelf, visit: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An own price is kept, sets the pack of the list, and counts in every later visit's plans."""
    page = visit()
    food = shopping_list(standing(page).plans[0].portions).lines[0].food_ids[0]
    page.selectbox(key="shop_price_food").select(food).run()
    page.number_input(key=f"shop_price_grams_{food}").set_value(750.0)
    page.number_input(key="shop_price_price").set_value(99.5)
    page.selectbox(key="shop_price_currency").select("EUR")
    page.text_input(key="shop_price_shop").set_value("Corner shop").run()
    page.button(key="shop_price_add").click().run()
    assert not page.exception
    (price,) = shelf.load_all(SHOPS)[0].prices
    assert (price.food, price.pack_g, price.price, price.currency, price.shop) == (
        food, 750.0, 99.5, "EUR", "Corner shop",
    )  # fmt: skip
    assert "99.50 EUR" in text_of(page)
    asked = questions_noted(page, monkeypatch)
    page.button(key="shop_price_replan").click().run()
    assert asked[0].request.prices == (price,)
    assert "shop_price_replan" not in {button.key for button in page.button}
    shelf.set_favourite("kale_raw", "banned")
    again = visit()
    assert again.session_state["app_asked"].request.prices == (price,)
    assert again.session_state["app_asked"].request.exclude == ("kale_raw",)
    again.button(key="shop_price_never_kale_raw").click().run()
    again.button(key="shop_price_out_0").click().run()
    assert shelf.favourites() == {}
    assert shelf.load_all(SHOPS)[0].prices == ()
