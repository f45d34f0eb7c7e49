"""The layout around every page: the menu on phones, and the caption of the plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard import layout
from planner.dashboard.page_registry import PAGES


def links_of(page: AppTest) -> list[str]:
    """Return the words of the links to pages."""
    return [link.proto.label for link in page.get("page_link")]


@pytest.mark.parametrize("phone", [False, True])
def test_a_phone_has_a_menu_of_all_pages(
    phone: bool, open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Phones have a menu since the navigation is folded; wider screens have none."""
    monkeypatch.setattr(layout, "on_phone", lambda: phone)
    page = open_page()
    assert not page.exception
    assert links_of(page) == ([found.title for found in PAGES.values()] if phone else [])


def test_pages_that_do_not_ask_say_whose_plan_it_is() -> None:
    """Pages without the form name the person and link to the form."""

    def draw() -> None:
        import streamlit as st

        from planner.dashboard import layout
        from planner.dashboard.pages import plan as plan_page
        from planner.dashboard.pages import shopping as shopping_page

        pages = [st.Page(shopping_page.show, default=True), st.Page(plan_page.show, url_path="p")]
        layout.begin()
        st.navigation(pages).run()
        layout.below(pages[1])

    page = AppTest.from_function(draw, default_timeout=150).run()
    assert not page.exception
    assert "34 years" in page.sidebar.markdown[0].value
    assert links_of(page) == ["Change person or diet"]


def test_pages_with_the_form_do_not_repeat_it(page: AppTest) -> None:
    """Pages with the form have no such caption."""
    assert [found.url_path for found in PAGES.values() if found.has_form] == ["", "week"]
    assert not any("34 years" in line.value for line in page.sidebar.markdown)
