"""Every page, narrow and wide, light and dark: axe finds no fault, nothing is too wide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from planner.dashboard.page_registry import PAGES
from planner.dashboard.session import state
from planner.dashboard.session.plan_links import write_link
from planner.dashboard.session.question import one
from tests.browser.steps import PHONE, SECONDS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
SIZES: dict[str, dict[str, Any]] = {
    "1440": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "390": PHONE | {"color_scheme": "dark"},
}
# Faults of Streamlit's own markup that no page can mend: the rule, and what marks its element.
STREAMLITS_OWN = {("presentation-role-conflict", "stFileUploaderDropzone")}


def opened(page: Page, server_url: str, key: str, size: str) -> Page:
    """Open a page with content: two days if the page is about several days."""
    request = state.first_request()
    if key == "week":
        request = request.changed(days=2)
    page.goto(f"{server_url}/{PAGES[key].url_path}?request={write_link(one(request))}")
    page.get_by_text("Not medical advice").wait_for(timeout=SECONDS)
    page.locator(".st-key-app_stop").wait_for(state="detached", timeout=SECONDS)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_timeout(1_500)  # charts draw themselves after the script has ended
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{key}-{size}.png")
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", PAGES)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    new_visitor: Visit, server_url: str, key: str, size: str
) -> None:
    """Names, roles, contrast and structure pass axe; no page scrolls sideways."""
    page = opened(new_visitor(**SIZES[size]), server_url, key, size)
    found = [
        (violation["id"], node["html"][:200])
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    assert not [
        (rule, html)
        for rule, html in found
        if not any(rule == known and part in html for known, part in STREAMLITS_OWN)
    ]
    widths = page.evaluate(
        "['html', '[data-testid=stMain]'].map(name => document.querySelector(name).scrollWidth)"
    )
    assert max(widths) <= SIZES[size]["viewport"]["width"]
