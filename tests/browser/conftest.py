"""Fixtures: a real server and headless Chromium; tests are skipped without them."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from serving import MILLISECONDS_TO_WAIT, serve_dashboard

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSER_PATH = os.environ.get("STEADYPLATE_BROWSER_PATH", f"/usr/bin:{os.environ.get('PATH', '')}")
CHROMIUM_FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Find Debian's Chromium; skip the test if it or Playwright is missing."""
    if importlib.util.find_spec("playwright") is None:
        _cannot_run("browser tests need the package playwright")
    found = shutil.which("chromium", path=BROWSER_PATH) or ""
    if not found:
        _cannot_run("browser tests need Chromium: apt-get install chromium")
    return found


def _cannot_run(reason: str) -> None:
    """Skip with a reason; fail if the browser tests are required, as in CI."""
    if os.environ.get("STEADYPLATE_REQUIRE_BROWSER"):
        pytest.fail(f"{reason} (STEADYPLATE_REQUIRE_BROWSER is set)")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def server_url(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the dashboard with a database of its own until the tests end."""
    folder = tmp_path_factory.mktemp("server")
    database = f"sqlite:///{folder}/saved.db"
    with serve_dashboard(folder / "log.txt", PLANNER_DATABASE_URL=database) as url:
        yield url


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Start one browser for all tests; each test has its own context."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be missing

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture
def new_visitor(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that gives a new visitor an empty tab.

    Its keyword arguments are those of Playwright's ``new_context``. Errors of the page fail the
    test.
    """
    contexts, faults = [], []

    def open_tab(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(MILLISECONDS_TO_WAIT)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def visit(new_visitor: Callable[..., Page], server_url: str) -> Callable[..., Page]:
    """Return a function that opens the page as a `new_visitor` and waits for the plan."""

    def open_page(**options: Any) -> Page:
        page = new_visitor(**options)
        page.goto(server_url)
        page.get_by_text("Certified:").wait_for()
        page.locator(".st-key-app_core").get_by_text("B12").wait_for()
        page.get_by_role("heading", name="Snack").wait_for()
        page.get_by_text("Not medical advice").wait_for()
        return page

    return open_page
