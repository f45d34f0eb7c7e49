"""The plan as Markdown: meals, measures, verdict; a nearest plan is marked as such."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.certification.judge import certify
from planner.formats import EXPORTERS
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.planning.make import Plan


def test_page_reads_like_a_day(vegan_plan: Plan) -> None:
    """Every portion in its measure under its meal, then the certificate and the notes."""
    page = EXPORTERS["markdown"].write([vegan_plan]).decode()
    lines = page.splitlines()
    assert lines[0].startswith("# A day for a woman, 34 years")
    for heading in ("breakfast", "lunch", "dinner", "snack"):
        assert f"## Day 1: {heading}" in lines
    for portion in vegan_plan.portions:
        food = load_foods().food(portion.food_id)
        grams = f"{portion.grams:.0f}" if portion.grams >= 10 else f"{portion.grams:.2g}"
        assert f"- {food.write_grams(portion.grams)} ({grams} g)" in page
        if portion.dish:
            assert load_dishes()[portion.dish].steps[-1] in page.replace("\\", "")
    assert "## Certificate: certified" in lines
    assert all(f"> {warning}" in lines for warning in vegan_plan.warnings)
    assert "Not a certified plan" not in page


def test_core_nutrients_come_first(vegan_plan: Plan) -> None:
    """The first five rows of the table are the core nutrients."""
    lines = EXPORTERS["markdown"].write([vegan_plan]).decode().splitlines()
    start = lines.index("|---|---|---|---|---|---|") + 1
    first = {line.split("|")[1].strip() for line in lines[start : start + 5]}
    assert first == {nutrient(name).name for name in core_nutrients()}


def test_nearest_plan_is_marked(vegan_plan: Plan) -> None:
    """An uncertified plan says so at the top and lists its breaches."""
    portions = tuple(p for p in vegan_plan.portions if p.meal != "lunch")
    broken = replace(
        vegan_plan,
        portions=portions,
        certificate=certify(portions, vegan_plan.request),
        status="nearest",
    )
    page = EXPORTERS["markdown"].write([broken]).decode()
    assert "**Not a certified plan: the nearest one that was found.**" in page
    assert "## Certificate: not certified" in page
    assert "- Energy " in page


@pytest.mark.parametrize("mark", ["|", "*", "_"])
def test_markup_is_escaped(mark: str, vegan_plan: Plan) -> None:
    """Names are escaped, so that they cannot break tables or lists."""
    page = EXPORTERS["markdown"].write([vegan_plan]).decode()
    for line in page.splitlines():
        if line.startswith("- ") and " g) " in line:
            name = line.split(" g) ", 1)[1]
            assert name.count(mark) == name.count("\\" + mark)
