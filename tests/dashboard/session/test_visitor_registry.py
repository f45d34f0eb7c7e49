"""Two visitors of one server have a place each for what they bring along."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _visit() -> None:
    """Show the name of one's own soup; a press makes one known."""
    import streamlit as st

    from planner.dashboard.session import visitor_registry as visit
    from planner.nutrition.foods.dishes import keep_own_dishes, known_dishes
    from planner.request.own_dishes import OwnDish

    visit.keep_apart()
    name = st.text_input("Name", key="name")
    if name:
        soup = OwnDish(
            id="own_visit_soup", name=name, meals=("dinner",), ingredients=(("kale_boiled", 200),)
        )
        keep_own_dishes([soup.as_dish()])
    found = known_dishes().get("own_visit_soup")
    st.markdown(found.name if found else "none")


def test_visitors_do_not_meet_in_one_process() -> None:
    """The same id is each visitor's own dish, stays so over reruns, and is nothing to a third."""
    ann, bo = AppTest.from_function(_visit).run(), AppTest.from_function(_visit).run()
    ann.text_input(key="name").input("Ann's soup").run()
    bo.text_input(key="name").input("Bo's soup").run()
    ann.text_input(key="name").input("").run()
    third = AppTest.from_function(_visit).run()
    assert [app.markdown[0].value for app in (ann, bo, third)] == [
        "Ann's soup", "Bo's soup", "none",
    ]  # fmt: skip
