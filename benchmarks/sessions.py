"""Many visitors at once, each with a browser (``make bench``).

Every visitor enters a different age and requests the next plan as soon as one is shown. Each time
the page must show a certified plan for that age and no error. Browsers and server share the
machine.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import Error as PlaywrightError

from benchmarks.page import (
    CHROMIUM,
    DISHES,
    FLAGS,
    MILLISECONDS,
    OTHER_DISHES,
    described,
    serving,
)

FIRST_AGE = 25
ANOTHER = "Another plan"
TRIES = 4  # of a click that a busy browser may lose


@dataclass
class Visit:
    """The measurements of one visitor.

    Attributes
    ----------
    age : int
        The age entered.
    seconds : list of float
        Time from each click to the next plan.
    faults : list of str
        Errors on the page, plans for another visitor, and clicks without an effect.
    """

    age: int
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


async def enter(browser: Browser, url: str, seen: Visit) -> Page:
    """Open the page and give an age; return it with the plan for that age."""
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
    return page


async def make_plans(page: Page, seen: Visit, until: float) -> None:
    """Ask for plan after plan until the time is over."""
    while time.monotonic() < until:
        before = await page.evaluate(DISHES)
        started = time.monotonic()
        await page.get_by_role("button", name=ANOTHER).click()
        try:
            await page.wait_for_function(OTHER_DISHES, arg=before, polling=250)
        except PlaywrightError:
            seen.faults.append("nothing came of a click")
        seen.seconds.append(time.monotonic() - started)
        seen.faults += await _faults(page, seen.age)


async def _faults(page: Page, age: int) -> list[str]:
    """Return what is wrong with a page: errors, no certificate, or somebody else's age."""
    text = await page.locator("[data-testid=stMain]").inner_text()
    found = [f"an error: {text[:200]}"] if await page.get_by_test_id("stException").count() else []
    ages = set(re.findall(r"(\d+) years", text))
    found += [f"a plan for {other} years" for other in sorted(ages - {str(age)})]
    return found if "Certified:" in text else [*found, f"no certified plan: {text[:200]}"]


async def visit_at_once(url: str, visitors: int, seconds: float) -> list[Visit]:
    """Let the visitors in; once all are there, let them make plans together."""
    seen = [Visit(FIRST_AGE + number) for number in range(visitors)]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        started = time.monotonic()
        pages = await asyncio.gather(*(enter(browser, url, one) for one in seen))
        sys.stdout.write(
            f"{visitors} visitors at once: all had their first plan after "
            f"{time.monotonic() - started:.0f} s\n"
        )
        until = time.monotonic() + seconds
        visits = zip(pages, seen, strict=True)
        await asyncio.gather(*(make_plans(page, one, until) for page, one in visits))
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
        f"{len(seen)} visitors at once for {seconds:g} s, clicking without a pause: "
        f"{len(times)} plans, {described(times)}, "
        f"fewest for one {min(len(one.seconds) for one in seen)}\n"
        f"errors, and plans of other visitors: {len(faults)}\n"
    )
    sys.stdout.writelines(f"    {fault}\n" for fault in faults[:20])
    if faults:
        sys.exit(1)


if __name__ == "__main__":
    main()
