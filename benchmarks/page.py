"""Time that a visitor waits, in a real browser (``make bench``).

Measured are the times from the server's first healthy answer to the first plan on the screen, and
from a click to another plan on the screen: ``Another plan`` after some seconds of reading and
without any, and a plan after a change of the form. No plan was made before on that server, except
those that the dashboard itself solves ahead of time.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from planner.dashboard.session.state import FORM_DEFAULTS
from planner.nutrition.people.diets import all_diets

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--headless", "--disable-gpu"]
MILLISECONDS = 240_000
DISHES = (
    "[...document.querySelectorAll('[data-testid=stMain] [data-testid=stMarkdownContainer] strong')"
    "].map((found) => found.innerText)"
)
OTHER_DISHES = (
    f"before => {{ const now = {DISHES}; return now.length > 5 && now.join() !== before.join(); }}"
)
PAUSE_SECONDS = 1.0  # from the choice of a diet to the press of the button


def free_port() -> int:
    """Return a free port of this machine."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_healthy(url: str) -> None:
    """Wait for the server's health page."""
    while True:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)


def open_page(browser: Browser, url: str) -> tuple[Page, float]:
    """Open the page as a new visitor; return it and the seconds until a plan is shown."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(MILLISECONDS)
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.get_by_text("Certified:").wait_for()
    page.get_by_role("heading", name="Breakfast").wait_for()
    return page, time.perf_counter() - started


def seconds_to_another_day(page: Page, press: Callable[[], None]) -> float:
    """Return the seconds from a click until the cards show other dishes."""
    before = page.evaluate(DISHES)
    started = time.perf_counter()
    press()
    page.wait_for_function(OTHER_DISHES, arg=before)
    return time.perf_counter() - started


def seconds_without_pause(url: str, clicks: int) -> list[float]:
    """Return the seconds for another plan when it is clicked for at once, again and again."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page, _ = open_page(browser, url)
        another = page.get_by_role("button", name="Another plan")
        times = [seconds_to_another_day(page, another.click) for _ in range(clicks)]
        browser.close()
    return times


def measure(url: str, clicks: int, reading_seconds: float) -> None:
    """Print the times that a visitor waits."""
    write = sys.stdout.write
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page, first = open_page(browser, url)
        write(f"first plan on the screen: {first:.2f} s after the server is up\n")
        another = page.get_by_role("button", name="Another plan")
        for pause in (reading_seconds, 0.0):
            times = []
            for _ in range(clicks):
                page.wait_for_timeout(pause * 1000)
                times.append(seconds_to_another_day(page, another.click))
            write(f"another plan, after {pause:g} s of reading: {described(times)}\n")
        times = []
        for diet in other_diets()[:clicks]:
            page.wait_for_timeout(reading_seconds * 1000)
            choose_diet(page, diet)
            page.wait_for_timeout(PAUSE_SECONDS * 1000)
            make = page.get_by_role("button", name="Make my plan")
            times.append(seconds_to_another_day(page, make.click))
        write(
            f"a plan for another diet, {PAUSE_SECONDS:g} s after choosing it: {described(times)}\n"
        )
        _, second = open_page(browser, url)
        write(f"first plan of the next visitor: {second:.2f} s\n")
        browser.close()


def other_diets() -> list[str]:
    """Return the labels of all diets except the one selected at first."""
    first = FORM_DEFAULTS["plan_diet"]
    return [diet.label for name, diet in all_diets().items() if name != first]


def choose_diet(page: Page, label: str) -> None:
    """Choose a diet in the form by typing its name, since the list is long."""
    box = page.get_by_role("combobox", name="Diet")
    box.click()
    box.fill(label)
    page.get_by_role("option", name=label, exact=True).click()


def described(times: list[float]) -> str:
    """Return the median and the longest of some times as text."""
    return f"median {statistics.median(times):.2f} s, longest {max(times):.2f} s, of {len(times)}"


@contextmanager
def serving(folder: Path = ROOT) -> Iterator[str]:
    """Serve the dashboard of a version on a free port, and yield its address once it answers."""
    port = free_port()
    command = [
        sys.executable, "-m", "planner.dashboard", "--server.port", str(port),
        "--server.address", "127.0.0.1", "--server.headless", "true",
    ]  # fmt: skip
    path = {**os.environ, "PYTHONPATH": str(folder)}
    server = subprocess.Popen(command, cwd=folder, env=path, stdout=subprocess.DEVNULL)  # noqa: S603
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(url)
        yield url
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Serve, measure, stop: ``python -m benchmarks.page [CLICKS] [READING_SECONDS]``."""
    clicks, reading_seconds = (*map(float, sys.argv[1:]), *(6.0, 8.0)[len(sys.argv) - 1 :])
    with serving() as url:
        measure(url, int(clicks), reading_seconds)


if __name__ == "__main__":
    main()
