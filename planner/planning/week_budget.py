"""A budget for the basket of several days: cheaper days are planned until the packs cost no more.

The days are planned as asked, then within the low-cost and the thrifty food plan of USDA for each
person, then as cheap as can be; the last two with few dishes, so that packs are used up. These
steps do not depend on the budget, and a step counts only where its basket is cheaper than those of
all steps before it: so a higher budget never ends with a cheaper basket.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil, inf

from planner.nutrition.people.food_plan_costs import food_plan_costs
from planner.planning.diner import Diner
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.plan import Plan
from planner.planning.planned_days import PlannedDays
from planner.planning.week_basket import week_basket
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import WEEK

Planner = Callable[[Sequence[Diner]], tuple[Plan, ...]]
_CHEAPEST = "cheapest"
_SIMPLE = "simple"


def basket_budget(diners: Sequence[Diner]) -> float | None:
    """Return the most that the packs of all days may cost together, in US dollars.

    A budget is for seven days; fewer days have a share of it. None without a budget.
    """
    asked = [diner.request.week_budget_usd for diner in diners]
    known = [usd for usd in asked if usd is not None]
    return min(known) * diners[0].request.days / WEEK if known else None


def within_basket_budget(diners: Sequence[Diner], plan: Planner) -> tuple[Plan, ...]:
    """Plan days whose packs cost no more than the budget of the diners.

    Parameters
    ----------
    diners : sequence of Diner
        With the days that are planned already, and a budget.
    plan : callable
        Plans the days of diners without a budget for the basket.

    Returns
    -------
    tuple of Plan
        One a person, in the order of `diners`.

    Raises
    ------
    NoCertifiedPlanError
        If there is no plan at all, or none of the baskets found is cheap enough; it says what the
        cheapest costs.
    SolverError
        If the solver failed or ran out of time with no plan.
    """
    limit = basket_budget(diners)
    cheapest: tuple[Plan, ...] = ()
    least = inf
    for number, requests in enumerate(zip(*(_steps(one.request) for one in diners), strict=True)):
        begun = [_begun(diner, request) for diner, request in zip(diners, requests, strict=True)]
        try:
            plans = plan(begun)
        except NoCertifiedPlanError:
            if number == 0:
                raise
            continue
        basket = week_basket(plans).basket_usd
        if basket >= least:
            continue
        least, cheapest = basket, _as_asked(plans, diners)
        if limit is None or basket <= limit:
            return _with_note(cheapest, basket, limit)
    raise _too_dear(diners, cheapest, least, limit)


def _steps(request: PlanRequest) -> Iterator[PlanRequest]:
    """Yield the request with less and less money for a day; always as many steps."""
    plain = request.changed(week_budget_usd=None)
    yield plain
    costs = food_plan_costs(request.person).in_year(request.price_year)
    most = request.budget_usd or inf
    yield plain.changed(budget_usd=min(costs.low_cost, most))
    yield plain.changed(budget_usd=min(costs.thrifty, most), variety=_SIMPLE)
    yield plain.changed(objective=_CHEAPEST, variety=_SIMPLE)


def _begun(diner: Diner, request: PlanRequest) -> Diner:
    """Return a diner with another request and only what was planned before."""
    settled = diner.planned.settled
    planned = PlannedDays(
        [row for row in diner.planned.portions if row.day in settled],
        [dose for dose in diner.planned.doses if dose.day in settled],
    )
    return Diner(request, diner.at_home, planned, diner.opened)


def _as_asked(plans: Sequence[Plan], diners: Sequence[Diner]) -> tuple[Plan, ...]:
    """Return plans under the requests that they answer, budget and objective as asked."""
    return tuple(
        replace(
            plan,
            request=plan.request.changed(
                week_budget_usd=diner.request.week_budget_usd,
                budget_usd=diner.request.budget_usd,
                objective=diner.request.objective,
                variety=diner.request.variety,
            ),
        )
        for plan, diner in zip(plans, diners, strict=True)
    )


def _with_note(plans: Sequence[Plan], basket: float, limit: float | None) -> tuple[Plan, ...]:
    words = f"the packs to buy cost about {basket:.2f} of the {limit or inf:.2f} USD asked for"
    return tuple(replace(plan, warnings=(words, *plan.warnings)) for plan in plans)


def _too_dear(
    diners: Sequence[Diner], cheapest: Sequence[Plan], least: float, limit: float | None
) -> NoCertifiedPlanError:
    """Return the error that names the cheapest basket found."""
    request = diners[0].request
    enough = float(ceil(least * WEEK / request.days))
    reason = (
        f"the packs of {request.days} days cost at most {limit or 0.0:.2f} USD, as asked; the "
        f"cheapest basket found costs {least:.2f} USD"
    )
    words = f"spend up to {enough:.0f} USD a week"
    nearest = replace(cheapest[0], status="nearest") if len(cheapest) == 1 else None
    requests = {words: request.changed(week_budget_usd=enough)} if len(diners) == 1 else {}
    return NoCertifiedPlanError((reason,), (words,), nearest, requests)
