"""The basket of plans: everybody's portions together, with the kitchen's own pantry and prices."""

from __future__ import annotations

from dataclasses import replace

from planner import week_basket
from planner.planning.plan import Plan


def test_people_who_share_a_kitchen_share_packs(vegan_plan: Plan) -> None:
    """Two people who eat the same buy at most twice as much, and leave over less of it."""
    other = replace(
        vegan_plan, portions=tuple(replace(row, person="Ben") for row in vegan_plan.portions)
    )
    alone, both = week_basket([vegan_plan]), week_basket([vegan_plan, other])
    assert both.different_foods == alone.different_foods
    assert both.packs <= 2 * alone.packs
    assert both.basket_per_eaten <= alone.basket_per_eaten
    assert both.dishes_cooked == alone.dishes_cooked


def test_the_pantry_is_not_bought(vegan_plan: Plan) -> None:
    """What is at home in plenty is no longer among the foods to buy."""
    first = week_basket([vegan_plan]).bought[0]
    at_home = week_basket([vegan_plan], {first.food_ids[0]: 20_000.0})
    assert first.name not in {line.name for line in at_home.bought}
    assert first.name in {line.name for line in at_home.lines}
