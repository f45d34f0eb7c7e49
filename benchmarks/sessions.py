"""Many visitors at once, each making plans in a browser of their own (``make bench``).

Every visitor says another age, asks for plan after plan, and checks that the page shows a certified
plan for that very age and no error.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import sys
import time
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import Error as PlaywrightError

from benchmarks.page import CHROMIUM, FLAGS, MILLISECONDS, described, serving

FIRST_AGE = 25
ANOTHER = "Another plan"
TRIES = 4  # of a click that a busy browser may lose


@dataclass
class Visit:
    """What one visitor saw.

    Attributes
    ----------
    age : int
        The age they gave.
    seconds : list of float
        From each click to the next plan.
    faults : list of str
        Errors on the page, plans for somebody else, and clicks that nothing came of.
    """

    age: int
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


async def visit(browser: Browser, url: str, seen: Visit, until: float) -> None:
    """Open the page, give an age, and ask for plans until the time is over."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    page = await context.new_page()
    page.set_default_timeout(MILLISECONDS)
    page.on("pageerror", lambda error: seen.faults.append(f"page error: {error}"))
    await page.goto(url)
    await page.get_by_role("button", name=ANOTHER).wait_for()
    age = page.get_by_label("Age (years)")
    await age.fill(str(seen.age))
    await age.press("Enter")
    for tries in range(TRIES):
        await page.wait_for_timeout(2000)
        await page.get_by_role("button", name="Make my plan").click()
        try:
            await page.get_by_text(f"{seen.age} years").first.wait_for(timeout=MILLISECONDS / TRIES)
            break
        except PlaywrightError:
            if tries == TRIES - 1:
                seen.faults.append("nothing came of the form")
    while time.monotonic() < until:
        before = await _dishes(page)
        started = time.monotonic()
        await page.get_by_role("button", name=ANOTHER).click()
        while await _dishes(page) == before:
            if time.monotonic() - started > MILLISECONDS / 1000:
                seen.faults.append("nothing came of a click")
                break
            await page.wait_for_timeout(100)
        seen.seconds.append(time.monotonic() - started)
        seen.faults += await _faults(page, seen.age)
    await context.close()


async def _dishes(page: Page) -> list[str]:
    cards = "[data-testid=stMain] [data-testid=stMarkdownContainer] strong"
    return await page.locator(cards).all_inner_texts()


async def _faults(page: Page, age: int) -> list[str]:
    """Return what is wrong with a page: errors, no certificate, or somebody else's age."""
    text = await page.locator("[data-testid=stMain]").inner_text()
    found = [f"an error: {text[:200]}"] if await page.get_by_test_id("stException").count() else []
    ages = set(re.findall(r"(\d+) years", text))
    found += [f"a plan for {other} years" for other in sorted(ages - {str(age)})]
    return found if "Certified:" in text else [*found, f"no certified plan: {text[:200]}"]


async def visit_at_once(url: str, visitors: int, seconds: float) -> list[Visit]:
    """Let the visitors in together."""
    seen = [Visit(FIRST_AGE + number) for number in range(visitors)]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        until = time.monotonic() + seconds
        await asyncio.gather(*(visit(browser, url, one, until) for one in seen))
        await browser.close()
    return seen


def main() -> None:
    """Serve, visit, count: ``python -m benchmarks.sessions [VISITORS] [SECONDS]``."""
    visitors, seconds = (*map(float, sys.argv[1:]), *(12.0, 120.0)[len(sys.argv) - 1 :])
    with serving() as url:
        seen = asyncio.run(visit_at_once(url, int(visitors), seconds))
    times = [time_ for one in seen for time_ in one.seconds]
    faults = [f"{one.age}: {fault}" for one in seen for fault in one.faults]
    sys.stdout.write(
        f"{len(seen)} visitors at once for {seconds:g} s: {len(times)} plans, "
        f"{described(times)}, fewest for one {min(len(one.seconds) for one in seen)}; "
        f"mean {statistics.mean(times):.2f} s\n"
        f"errors, and plans of somebody else: {len(faults)}\n"
    )
    sys.stdout.writelines(f"    {fault}\n" for fault in faults[:20])
    if faults:
        sys.exit(1)


if __name__ == "__main__":
    main()
