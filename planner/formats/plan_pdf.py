"""Write plans as PDF (by fpdf2), for the fridge door: week, shopping list, recipes, nutrients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.formats.pdf.fonts import font_files
from planner.formats.pdf.nutrients import draw_nutrients
from planner.formats.pdf.recipes import draw_recipes
from planner.formats.pdf.sheet import Sheet
from planner.formats.pdf.shopping import draw_shopping
from planner.formats.pdf.week import DAYS_A_PAGE, draw_week
from planner.formats.plan_text import days_of
from planner.formats.shopping_list import ShoppingList, list_of_plans
from planner.nutrition.foods.cooking_batches import cookings
from planner.planning.plan import Plan
from planner.request.plan_request import cook_days_of, shared_catalog


def plans_as_pdf(plans: Sequence[Plan], pantry: Mapping[str, float] | None = None) -> bytes:
    """Return the plans as PDF.

    A page with the week of each person comes first, then one shopping list for all, the recipes
    for the table, and the nutrients of each day with the notes of the plan.

    Parameters
    ----------
    plans : sequence of Plan
        The plans of one kitchen.
    pantry : mapping of str to float, optional
        Grams at home as bought, by food id, which the list leaves out.

    Raises
    ------
    InputError
        If the user's font is no font; see `planner.formats.pdf.fonts`.
    """
    catalog = shared_catalog(plan.request for plan in plans)
    portions = [row for plan in plans for row in plan.portions]
    batches = cookings(portions, catalog.dishes, cook_days_of(plans[0].request))
    with font_files() as files:
        sheet = Sheet(files)
        for plan in plans:
            days = days_of(plan)
            for first in range(0, len(days), DAYS_A_PAGE):
                draw_week(sheet, plan, days[first : first + DAYS_A_PAGE], batches)
        draw_shopping(sheet, list_of_plans(plans, pantry))
        draw_recipes(sheet, plans, batches, catalog)
        for plan in plans:
            draw_nutrients(sheet, plan, (sheet.lacking_words(),) if sheet.lacking else ())
        return bytes(sheet.output())


def shopping_as_pdf(found: ShoppingList) -> bytes:
    """Return a shopping list as PDF; raises InputError as `plans_as_pdf` does."""
    with font_files() as files:
        sheet = Sheet(files)
        sheet.add_page()
        draw_shopping(sheet, found)
        if words := sheet.lacking_words():
            sheet.write_at(sheet.l_margin, sheet.y + 2, sheet.text_width, words, 7)
        return bytes(sheet.output())
