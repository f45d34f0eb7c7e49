"""The PDF, read back with pypdf, a different library from the one that writes it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from planner.formats import EXPORTERS
from planner.formats.plan_pdf import printable
from planner.formats.shopping_list import shopping_list
from planner.planning.plan import Plan


def pages(plans: tuple[Plan, ...]) -> list[str]:
    """Return the text of every page, lines joined."""
    reader = PdfReader(io.BytesIO(EXPORTERS["pdf"].write(plans)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_a_page_a_person_then_the_list(two_plans: tuple[Plan, Plan]) -> None:
    """Each page has names, dates and the medical note; the shopping list of both follows."""
    found = pages(two_plans)
    assert len(found) == 3
    assert "Meals for Ann" in found[0]
    assert "Mon 30 Nov" in found[0]
    assert "Three-bean chili" in found[0]
    assert "Meals for =Bob" in found[1]
    assert found[2].startswith("Shopping list")
    assert all("Not medical advice" in text for text in found)


def test_everything_to_buy_is_listed(two_plans: tuple[Plan, Plan]) -> None:
    """Every line of the shopping list with its amount, under its aisle, staples apart."""
    text = pages(two_plans)[-1]
    for line in shopping_list([row for plan in two_plans for row in plan.portions]).lines:
        assert printable(f"{line.name}: {line.unit.write(line.units)}") in text
    assert text.index("Produce") < text.index("Staples, if you have none")


def test_what_is_not_certified_says_so(two_plans: tuple[Plan, Plan]) -> None:
    """An uncertified plan has its warnings and no claim to be certified."""
    first = pages(two_plans)[0]
    assert "not certified" in first
    assert "a warning of the plan" in first


def test_fourteen_days_take_two_pages(two_plans: tuple[Plan, Plan]) -> None:
    """Seven days fit on a page, A4 landscape."""
    ann, _ = two_plans
    chili = [row for row in ann.portions if row.day == 1]
    long = replace(
        ann, portions=tuple(replace(row, day=day) for day in range(1, 15) for row in chili)
    )
    reader = PdfReader(io.BytesIO(EXPORTERS["pdf"].write([long])))
    assert len(reader.pages) == 3
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1⅓ cups", "1 1/3 cups"), ("½ × 2", "½ × 2"), ("Piñata, Łódź", "Piñata, ?ódz"), ("汤", "?")],
)
def test_letters_that_the_font_lacks(text: str, shown: str) -> None:
    """Fractions and accents are readable; unsupported characters become question marks."""
    assert printable(text) == shown
