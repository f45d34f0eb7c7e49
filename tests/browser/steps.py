"""Steps that several journeys share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECONDS = 240_000  # in thousandths, as Playwright counts: the most a step waits
# As phones say of themselves; what they are shown depends on it.
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36",
}


def choose_diet(page: Page, label: str) -> None:
    """Choose a diet from its list, which is reopened if a redraw of the page closes it."""
    box = page.get_by_role("combobox", name="Diet")
    option = page.get_by_role("option", name=label, exact=True)
    box.click()
    for _ in range(5):
        page.wait_for_timeout(500)
        if option.is_visible():
            break
        box.click()
    option.click()


def settled(page: Page) -> None:
    """Wait until no job is running and a certified plan is shown."""
    page.locator(".st-key-app_stop").wait_for(state="detached", timeout=SECONDS)
    page.get_by_text("Certified:").wait_for(timeout=SECONDS)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
