"""What is promised and what is not: no "all targets met" where there is no target."""

from __future__ import annotations

from planner.formats.plan_markdown import plans_as_markdown
from planner.formats.plan_pdf import plans_as_pdf
from planner.formats.plan_text import not_promised, verdict, water_of_day
from planner.nutrition.foods.kitchen_units import Units
from planner.planning.plan import Plan


def test_what_has_no_target_is_counted_nowhere(unpromised_plan: Plan) -> None:
    """Potassium, magnesium, phosphorus, choline and water are no targets; all others count."""
    open_names = {row.nutrient for row in unpromised_plan.certificate.without_target}
    assert open_names == {
        *("potassium_mg", "magnesium_mg", "phosphorus_mg", "choline_mg", "water_g")
    }
    found = unpromised_plan.certificate
    assert found.tally.targets == len(found.adequacy) - len(open_names)


def test_amounts_and_limits_are_always_shown(unpromised_plan: Plan) -> None:
    """In mg, with the limit of 3000 where the illness sets one; no ceiling for everybody."""
    words = not_promised(unpromised_plan.certificate)
    held = next(
        row.intake for row in unpromised_plan.certificate.adequacy if row.nutrient == "potassium_mg"
    )
    assert f"no target for potassium: {held:.0f} mg a day, limit 3000" in words
    (phosphorus,) = [line for line in words if line.startswith("no target for phosphorus")]
    assert phosphorus.endswith(" mg a day")
    assert verdict(unpromised_plan) == "not certified"
    markdown = plans_as_markdown([unpromised_plan])
    assert all(f"- {line}" in markdown for line in words)
    assert plans_as_pdf([unpromised_plan]).startswith(b"%PDF")


def test_water_is_said_once_a_day(two_plans: tuple[Plan, Plan]) -> None:
    """The glasses of a day's meals in one amount; water in dishes is the recipes' to say."""
    ann, bob = two_plans
    catalog = ann.request.catalog
    glass = next(row for row in ann.portions if row.food_id == "water_tap")
    assert water_of_day([glass, glass], catalog) == "475 ml"
    assert water_of_day([glass, glass], catalog, Units.US) == "2 cups"
    assert water_of_day(bob.portions, catalog) == ""
