"""Steps that several journeys take."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def choose_diet(page: Page, label: str) -> None:
    """Choose a diet from its list; a list that closes as the page is drawn is opened again."""
    box = page.get_by_role("combobox", name="Diet")
    option = page.get_by_role("option", name=label, exact=True)
    box.click()
    for _ in range(5):
        page.wait_for_timeout(500)
        if option.is_visible():
            break
        box.click()
    option.click()
