"""The plan as Markdown: meals, measures, verdict; a nearest plan is marked as such."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.certification.certificate import Adequacy, Certificate
from planner.certification.judge import certify
from planner.formats import EXPORTERS
from planner.formats.plan_markdown import adequacy_table
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_amounts import write_served_weight
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.recipe_text import ingredient_lines, steps_of
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.planning.make import Plan


def test_page_reads_like_a_day(vegan_plan: Plan) -> None:
    """Every portion in its measure under its meal, then the certificate and the notes."""
    page = EXPORTERS["markdown"].write([vegan_plan]).decode()
    lines = page.splitlines()
    assert lines[0].startswith("# A day for a woman, 34 years")
    for heading in ("breakfast", "lunch", "dinner", "snack"):
        assert f"## Day 1: {heading}" in lines
    plain = page.replace("\\", "")
    for portion in vegan_plan.portions:
        food = load_foods().food(portion.food_id)
        if food.is_water and not portion.dish:
            continue  # said once a day
        if not portion.dish:
            amount = write_served_weight(food, portion.grams, Units.METRIC)
            assert f"- {amount} {food.name}" in plain
            continue
        dish = load_dishes()[portion.dish]
        texts = steps_of(dish, load_foods(), portion.scale)
        for words in (*ingredient_lines(dish, load_foods(), portion.scale), texts[-1]):
            assert words in plain
    assert sum(line.startswith("Water over the day: ") for line in lines) == 1
    assert "Tap water" not in plain
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


def _row(day: int, **changes: float) -> Adequacy:
    row = Adequacy(
        day=day, nutrient="niacin_mg", intake=24.0, floor=16.0, ceiling=None, percent=150.0,
        status="met", coverage=1.0, credited=24.0,
    )  # fmt: skip
    return replace(row, **changes)


def test_lowest_day_is_on_the_measure_of_its_percent() -> None:
    """Where more counts than is taken in, the mean and the lowest day both tell what counts."""
    days = (_row(1, credited=43.9, percent=274.0), _row(2, intake=50.4, credited=78.0))
    mean = _row(0, intake=37.21, credited=60.95, percent=381.0)
    lines = adequacy_table(Certificate(days, (), (), means=(mean,)))
    (line,) = (line for line in lines if "381 %" in line)
    assert "37.21 mg (60.95 counted)" in line
    assert line.endswith("43.9 counted (274 %) on day 1 |")
    plain = adequacy_table(Certificate((_row(1), _row(2)), (), (), means=(_row(0),)))
    assert "counted" not in " ".join(plain)


def test_table_tells_what_a_ceiling_adds() -> None:
    """The worst of foods without a value stands beside the intake, where it matters."""
    row = _row(1, intake=6.28, credited=6.28, ceiling=11.0, presumed=4.5)
    row = replace(row, nutrient="manganese_mg")
    (line,) = adequacy_table(Certificate((row,), (), ()))[2:]
    assert "6.28 mg plus up to 4.5 mg of foods without a value" in line
    little = replace(row, presumed=0.01)
    assert "plus" not in adequacy_table(Certificate((little,), (), ()))[2]


def test_recipes_are_for_the_table(vegan_plan: Plan) -> None:
    """Two people who share a dish read one recipe for both, each with their own servings."""
    other = replace(
        vegan_plan, portions=tuple(replace(row, person="Ann") for row in vegan_plan.portions)
    )
    page = EXPORTERS["markdown"].write([vegan_plan, other]).decode().replace("\\", "")
    row = next(row for row in vegan_plan.portions if row.dish)
    dish = load_dishes()[row.dish]
    assert "at the table" in page
    for line in ingredient_lines(dish, load_foods(), 2 * row.scale):
        assert f"- {line}\n" in page


def test_units_of_the_request(vegan_plan: Plan) -> None:
    """US units have cups and no ml; the food rows of the certificate do not change."""
    in_us = replace(vegan_plan, request=vegan_plan.request.changed(units="us"))
    page = EXPORTERS["markdown"].write([in_us]).decode()
    assert " cup" in page
    assert " ml " not in page
    csv = [EXPORTERS["csv"].write([plan]) for plan in (vegan_plan, in_us)]
    assert csv[0] == csv[1]
