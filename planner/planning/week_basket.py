"""The basket of the plans of people who share a kitchen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from planner.nutrition.foods.basket import Basket, basket_of
from planner.planning.plan import Plan
from planner.request.plan_request import cook_days_of, shared_catalog


def week_basket(plans: Sequence[Plan], pantry: Mapping[str, float] | None = None) -> Basket:
    """Return what plans make their people buy, throw away and cook together.

    Parameters
    ----------
    plans : sequence of Plan
        The plans of one kitchen, at least one.
    pantry : mapping of str to float, optional
        Grams at home as bought, by food id; what must be eaten by a day by default.

    Returns
    -------
    Basket
        See there for its figures.

    Raises
    ------
    InputError
        If the pantry names a food that is not in the catalog of the plans.

    Examples
    --------
    >>> from planner import PlanRequest, make_person, make_plan, week_basket
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> basket = week_basket([make_plan(PlanRequest(person=woman, diet="vegan"))])
    >>> basket.basket_usd >= basket.eaten_usd > 0
    True
    """
    dated = tuple(dict.fromkeys(item for plan in plans for item in plan.request.use_by))
    at_home: dict[str, float] = defaultdict(float)
    for item in dated:
        at_home[item.food] += item.grams
    return basket_of(
        [row for plan in plans for row in plan.portions],
        shared_catalog(plan.request for plan in plans),
        pantry=at_home if pantry is None else pantry,
        use_by=dated,
        cook_days=cook_days_of(plans[0].request),
    )
