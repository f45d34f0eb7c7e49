"""The PDF, read back with pypdf, a different library from the one that writes it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.errors import InputError
from planner.formats import EXPORTERS
from planner.formats.pdf.fonts import FONT_VARIABLE, scripts_of, users_font
from planner.formats.plan_pdf import shopping_as_pdf
from planner.formats.shopping_list import list_of_plans
from planner.formats.shopping_text import packs_words
from planner.nutrition.foods.recipe_text import ingredient_lines
from planner.planning.plan import Plan


def pages(plans: tuple[Plan, ...], pantry: dict[str, float] | None = None) -> list[str]:
    """Return the text of every page, lines joined."""
    reader = PdfReader(io.BytesIO(EXPORTERS["pdf"].content(plans, pantry)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.fixture(scope="module")
def found(two_plans: tuple[Plan, Plan]) -> list[str]:
    """Return the pages of both people."""
    return pages(two_plans)


@pytest.fixture(scope="module")
def week(two_plans: tuple[Plan, Plan]) -> Plan:
    """Return two weeks of the chili of Ann's first day."""
    ann, _ = two_plans
    chili = [row for row in ann.portions if row.day == 1]
    rows = tuple(replace(row, day=day) for day in range(1, 15) for row in chili)
    return replace(ann, portions=rows)


def test_the_order_of_the_pages(found: list[str]) -> None:
    """The days of each person come first, then the list, the recipes, and the nutrients last."""
    assert "Meals for Ann" in found[0]
    assert "Mon 30 Nov" in found[0]
    assert "Three-bean chili" in found[0]
    assert "Meals for =Bob" in found[1]
    places = [
        next(number for number, text in enumerate(found) if title in text)
        for title in ("Shopping list", "Recipes", "Nutrients of each day for Ann")
    ]
    assert places == sorted(places)
    assert "Nutrients of each day for =Bob" in found[-1]
    assert all("Not medical advice" in text for text in found)


def test_everything_to_buy_is_listed(two_plans: tuple[Plan, Plan], found: list[str]) -> None:
    """Every line of the list with its packs and, unless a staple, its days, under its aisle."""
    text = " ".join(found)
    bought = list_of_plans(two_plans)
    for line, errand in zip(bought.lines, bought.errands, strict=True):
        for packs in errand.packs.values():
            assert f"{line.name}: {packs_words(line, packs)}" in text
    assert text.index("Produce") < text.index("Check that you have")


def test_the_pantry_is_taken_off(two_plans: tuple[Plan, Plan]) -> None:
    """What is at home is not to be bought; the page's list and the PDF's are of one source."""
    ann, _ = two_plans
    bought = list_of_plans([ann])
    line = next(line for line in bought.lines if not line.unit.staple)
    text = " ".join(pages((ann,), {line.food_ids[0]: 10 * line.grams}))
    assert f"{line.name}: {packs_words(line, line.packs)}" not in text
    assert "Enough at home" in text


def test_recipes_are_for_the_table(two_plans: tuple[Plan, Plan], found: list[str]) -> None:
    """The chili that two people share is one recipe with the ingredients for both."""
    text = " ".join(found)
    dish = two_plans[0].request.catalog.dish("three_bean_chili")
    for line in ingredient_lines(dish, two_plans[0].request.catalog.foods, 2.25):
        assert line in text
    assert "2¼ servings" in text


def test_what_is_not_certified_says_so(found: list[str]) -> None:
    """An uncertified plan has its warnings and no claim to be certified."""
    assert "not certified" in found[0]
    assert "A warning of the plan" in " ".join(found)


def test_a_week_fills_its_page(week: Plan) -> None:
    """Seven days fit on a page, A4 landscape; a dish cooked before comes from the fridge."""
    reader = PdfReader(io.BytesIO(EXPORTERS["pdf"].write([week])))
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert ["Meals for Ann" in text for text in texts[:3]] == [True, True, False]
    assert "Mon 30 Nov" in texts[0]
    assert "Mon 7 Dec" in texts[1]
    assert "from the fridge (Mon)" in texts[0]
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height


def test_names_in_any_script(two_plans: tuple[Plan, Plan]) -> None:
    """Names of most scripts are written; letters that no font has are boxes, and it says which."""
    ann, _ = two_plans
    name = "Ελένη Наталья Škvorecký Nguyễn’s – € 王小明"
    plan = replace(ann, request=ann.request.changed(name=name))
    text = " ".join(pages((plan,)))
    assert "Ελένη Наталья Škvorecký Nguyễn’s – € □□□" in text
    assert "3 letters that the font lacks (CJK: U+5C0F, U+660E, U+738B)" in text
    assert FONT_VARIABLE in text
    right_to_left = replace(ann, request=ann.request.changed(name="محمد שלום अनिता สมชาย"))
    assert "the font lacks" not in " ".join(pages((right_to_left,)))


def test_a_list_alone(two_plans: tuple[Plan, Plan]) -> None:
    """The shopping list is a document of its own, too."""
    reader = PdfReader(io.BytesIO(shopping_as_pdf(list_of_plans(two_plans))))
    assert len(reader.pages) == 1
    assert reader.pages[0].extract_text().startswith("Shopping list")


def test_the_font_of_the_user(tmp_path: Path) -> None:
    """No file, or one that is no font, is refused with the name of the variable."""
    assert users_font({}) is None
    for given in ("/nowhere/font.ttf", str(tmp_path)):
        with pytest.raises(InputError, match=FONT_VARIABLE):
            users_font({FONT_VARIABLE: given})
    assert scripts_of("王Ա") == ("Armenian", "CJK")
