"""The recipes of a plan: for all at the table, batch by batch, in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.formats.cooking_plan import sides_to_cook
from planner.formats.pdf.columns import (
    Columns,
    Paragraph,
    column_width,
    draw_columns,
    largest_that_fits,
    set_columns,
)
from planner.formats.pdf.sheet import Sheet
from planner.formats.pdf.week import day_label
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.cooking_batches import Cooking, Serving
from planner.nutrition.foods.household_measures import write_measure
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.recipe_text import ingredient_lines, steps_of, time_words
from planner.planning.plan import Plan

ONE_PAGE_SIZES = (14.0, 13.0, 12.0, 11.5, 11.0, 10.5)  # of recipes that fit on one page
SIZES = (10.0, 9.5, 9.0, 8.75, 8.5, 8.25, 8.0, 7.75, 7.5)
COUNT, GUTTER = 3, 6.0
FULL_ENOUGH = 0.6  # share of the last page that its text should fill
_TITLE = "Recipes"


def draw_recipes(
    sheet: Sheet, plans: Sequence[Plan], batches: Sequence[Cooking], catalog: Catalog
) -> None:
    """Add the recipes, in a size that leaves the last page well filled; nothing without any.

    Parameters
    ----------
    sheet : Sheet
        The document.
    plans : sequence of Plan
        The plans of all at the table; units and dates are those of the first.
    batches : sequence of Cooking
        What is cooked, in the order of the days.
    catalog : Catalog
        Catalog of the foods and dishes.
    """
    paragraphs = tuple(_paragraphs(plans, batches, catalog))
    if not paragraphs:
        return
    words = f"For all at the table, in {'US' if _units(plans) is Units.US else 'metric'} units."
    if sheet.room < sheet.bottom * 0.4:
        sheet.add_page()
    sheet.heading(_TITLE, words)
    text = _best(sheet, paragraphs, sheet.room, sheet.bottom - sheet.t_margin)
    draw_columns(sheet, text, COUNT, GUTTER)


def _best(sheet: Sheet, paragraphs: Sequence[Paragraph], first: float, other: float) -> Columns:
    """Return the text in the largest size whose last page is well filled, else the fullest."""
    width = column_width(sheet, COUNT, GUTTER)

    def fits(size: float) -> bool:
        return set_columns(sheet, paragraphs, size, width).columns_used(0, first) <= COUNT

    if (size := largest_that_fits(ONE_PAGE_SIZES, fits)) is not None:
        return set_columns(sheet, paragraphs, size, width)
    found: list[tuple[float, Columns]] = []
    for size in SIZES:
        text = set_columns(sheet, paragraphs, size, width)
        share = last_page_share(text, COUNT, first, other)
        if share >= FULL_ENOUGH:
            return text
        found.append((share, text))
    return max(found, key=lambda pair: pair[0])[1]


def last_page_share(text: Columns, count: int, first_mm: float, other_mm: float) -> float:
    """Return how much of its last page a text fills, as a share of the height of the page."""
    start, height = 0, first_mm
    while True:
        least, fits = text.balanced(start, count, height)
        if fits:
            return (least + other_mm - height) / other_mm
        start += sum(column < count for column, _ in text.places(start, height))
        height = other_mm


def _units(plans: Sequence[Plan]) -> Units:
    return Units(plans[0].request.units)


def _paragraphs(
    plans: Sequence[Plan], batches: Sequence[Cooking], catalog: Catalog
) -> Iterator[Paragraph]:
    """Yield the recipes: a batch that was cooked before in the same amount is not repeated."""
    units = _units(plans)
    again: dict[tuple[str, float], list[Cooking]] = {}
    for batch in batches:
        again.setdefault((batch.dish.id, round(batch.amount, 2)), []).append(batch)
    for same in again.values():
        yield from _recipe(plans[0], same, catalog, units)
    portions = [row for plan in plans for row in plan.portions]
    sides = [
        f"• {day_label(plans[0], day)}, {line[0].lower()}{line[1:]}"
        for day in sorted({row.day for row in portions})
        for line in sides_to_cook([row for row in portions if row.day == day], catalog.foods, units)
    ]
    if sides:
        yield Paragraph("Beside the dishes", "B", 1.2, 0, 4, True)
        for side in sides:
            yield Paragraph(side, before=0.4)


def _recipe(
    plan: Plan, same: Sequence[Cooking], catalog: Catalog, units: Units
) -> Iterator[Paragraph]:
    first = same[0]
    dish, foods = first.dish, catalog.foods
    yield Paragraph(dish.name, "B", 1.2, 0, 4, True)
    amount = write_measure(first.amount, "serving", "servings")
    on = ", ".join(day_label(plan, batch.day) for batch in same)
    yield Paragraph(f"{on}: {amount}, {time_words(dish)}", "", 0.92, 0, 0, True)
    if later := "; ".join(words for batch in same if (words := _later(plan, batch))):
        yield Paragraph(f"Keep in the fridge for {later}", "", 0.92, 0, 0, True)
    lines = ingredient_lines(dish, foods, first.amount, units)
    for number, line in enumerate(lines):
        yield Paragraph(f"• {line}", "", 1, 2, 1 if number == 0 else 0, number + 1 < len(lines))
    for number, step in enumerate(steps_of(dish, foods, first.amount, units), start=1):
        yield Paragraph(f"{number}. {step}", before=0.8)


def _later(plan: Plan, batch: Cooking) -> str:
    """Return the later meals that a batch serves, in words."""
    return ", ".join(
        dict.fromkeys(f"{day_label(plan, one.day)} {_meal(one)}" for one in batch.left_over)
    )


def _meal(serving: Serving) -> str:
    return meal_labels()[serving.meal].lower()
