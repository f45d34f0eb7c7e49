"""Whole visits in a real browser: plan, swap, lock, days, files, reload, keyboard."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
from pypdf import PdfReader

from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import core_nutrients
from planner.nutrition.people.diets import get_diet
from planner.nutrition.people.person import make_person
from planner.nutrition.people.targets import targets_for
from tests.browser.steps import SECONDS, choose_diet, settled

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser

PERSON = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")


def download(page: Page, label: str) -> bytes:
    """Press a download button and return the file; retry if a busy browser drops it."""
    for _ in range(3):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label).click()
        if waiting.value.failure() is None:
            break
    return waiting.value.path().read_bytes()


def table_of(page: Page) -> pd.DataFrame:
    """Return the plan's CSV table, as downloaded."""
    return pd.read_csv(io.BytesIO(download(page, "Table (CSV)")), keep_default_na=False)


def dish_button(page: Page, action: str, dish: str) -> Locator:
    """Return one of the buttons under a dish."""
    return page.locator(f"[class*='st-key-plan_{action}_'][class*='{dish}'] button").first


def dishes_of(table: pd.DataFrame, meal: str, day: int = 1) -> set[str]:
    """Return the ids of a meal's dishes."""
    ids = {dish.name: dish.id for dish in load_dishes().values()}
    rows = table[(table["meal"] == meal) & (table["day"] == day) & (table["dish"] != "")]
    return {ids.get(name, name) for name in rows["dish"]}


def test_from_first_visit_to_days_and_files_and_back_after_a_reload(visit: Visit) -> None:
    """Swap lunch, lock dinner, plan two days, download three files, reload: all is kept."""
    page = visit()
    first = table_of(page)
    (lunch,), (dinner,) = dishes_of(first, "lunch"), dishes_of(first, "dinner")

    dish_button(page, "swap", lunch).click()
    take = page.get_by_role("button", name="Use number 1")
    take.click(timeout=SECONDS)
    take.wait_for(state="detached")
    settled(page)
    swapped = table_of(page)
    assert dishes_of(swapped, "lunch") != {lunch}
    assert dishes_of(swapped, "dinner") == {dinner}

    dish_button(page, "lock", dinner).click()
    page.get_by_text("1 locked").wait_for()
    settled(page)
    page.reload()
    settled(page)
    page.get_by_text("1 locked").wait_for()
    assert table_of(page).equals(swapped)

    page.get_by_role("link", name="Week and household").click()
    days = page.get_by_role("spinbutton", name="Days to plan")
    days.fill("2")
    days.press("Enter")
    page.get_by_role("button", name="Plan these days").click()
    page.get_by_role("heading", name="Calendar").wait_for(timeout=SECONDS)
    settled(page)
    plan = table_of(page)
    assert set(plan["day"]) == {1, 2}
    assert dishes_of(plan, "dinner", 1) == {dinner}
    meets_core_floors(plan)
    same_rows_in_workbook(download(page, "Workbook (Excel)"), plan)
    text = "\n".join(
        found.extract_text() for found in PdfReader(io.BytesIO(download(page, "(PDF)"))).pages
    )
    assert load_dishes()[dinner].name.split(",")[0].split()[0] in text

    page.reload()
    settled(page)
    page.get_by_role("heading", name="Calendar").wait_for()
    assert table_of(page).equals(plan)


def meets_core_floors(plan: pd.DataFrame) -> None:
    """Check the sums of each day against the five floors."""
    targets = targets_for(PERSON)
    for day in sorted(set(plan["day"])):
        rows = plan[plan["day"] == day]
        for name in core_nutrients():
            floor = targets[name].floor
            assert floor is not None
            assert pd.to_numeric(rows[name]).sum() >= floor * (1 - 1e-6), (day, name)


def same_rows_in_workbook(content: bytes, plan: pd.DataFrame) -> None:
    """Check that the workbook names every food of the plan."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = {
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert set(plan["food"]) <= cells


def test_two_visitors_at_once_each_get_their_own_plan(visit: Visit) -> None:
    """A vegan and a pescatarian plan at the same time; neither sees the other's food."""
    pages = {"Vegan": visit(), "Pescatarian": visit()}
    for label, page in pages.items():
        choose_diet(page, label)
    for page in pages.values():
        page.get_by_role("button", name="Make my plan").click()
    tables = {}
    for label, page in pages.items():
        page.get_by_text(f"· {label}").wait_for(timeout=SECONDS)
        settled(page)
        tables[label] = table_of(page)
    assert not tables["Vegan"].equals(tables["Pescatarian"])
    for label, table in tables.items():
        rule = get_diet(label.lower()).rule
        forbidden = [f for f in table["food_id"] if rule.forbids(load_foods().food(f))]
        assert not forbidden, label


def test_a_plan_is_made_by_keyboard_alone(visit: Visit) -> None:
    """Tab reaches the button in the page's order, its focus is visible, Enter presses it."""
    page = visit()
    before = table_of(page)
    page.reload()
    settled(page)
    # Streamlit lets no button be reached for a moment after a reload.
    page.get_by_role("button", name="Another plan").and_(page.locator(":enabled")).wait_for()
    words = ""
    for _ in range(60):
        page.keyboard.press("Tab")
        words = page.evaluate(
            "document.activeElement.tagName === 'BUTTON' ? document.activeElement.innerText : ''"
        )
        if "Another plan" in words:
            break
    assert "Another plan" in words
    outline = page.evaluate(
        "(() => { const style = getComputedStyle(document.activeElement);"
        " return style.outlineStyle + style.boxShadow; })()"
    )
    assert outline != "nonenone"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Undo").and_(page.locator(":enabled")).wait_for(timeout=SECONDS)
    settled(page)
    assert not table_of(page).equals(before)


def test_a_broken_link_opens_the_usual_day_with_one_message(visit: Visit, server_url: str) -> None:
    """A truncated link gives a message, and the page still plans."""
    page = visit()
    page.goto(f"{server_url}/?request=eNo-broken")
    page.get_by_text("The plan of this link could not be opened").wait_for()
    page.get_by_text("Certified:").wait_for()
