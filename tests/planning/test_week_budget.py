"""A budget for the basket: cheaper and cheaper days, until the packs cost no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.nutrition.foods.portions import Portion
from planner.planning.diner import Diner
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.plan import Plan
from planner.planning.week_basket import week_basket
from planner.planning.week_budget import basket_budget, within_basket_budget
from planner.request.plan_request import PlanRequest

STEPS = 4  # as asked, low-cost, thrifty, cheapest


class Kitchen:
    """Plans days of bananas alone: so many grams at each step; None stands for no plan."""

    def __init__(self, plan: Plan, grams: Sequence[float | None]) -> None:
        self.plan, self.grams = plan, list(grams)
        self.asked: list[PlanRequest] = []

    def __call__(self, diners: Sequence[Diner]) -> tuple[Plan, ...]:
        """Answer the next step."""
        amount = self.grams[len(self.asked)]
        self.asked.append(diners[0].request)
        if amount is None:
            raise NoCertifiedPlanError(("too little money",), (), None)
        rows = (Portion(1, "lunch", "banana", amount),)
        return (replace(self.plan, request=diners[0].request, portions=rows),)


def spent(kitchen: Kitchen, budget: float) -> float:
    """Return what the basket costs within a budget; infinite where none is cheap enough."""
    request = kitchen.plan.request.changed(week_budget_usd=budget, days=7)
    try:
        plans = within_basket_budget([Diner(request)], kitchen)
    except NoCertifiedPlanError:
        return float("inf")
    assert plans[0].request.week_budget_usd == budget
    return week_basket(plans).basket_usd


def test_days_as_asked_come_first(omnivore_plan: Plan) -> None:
    """Where they are cheap enough, nothing else is planned; the note says what they cost."""
    kitchen = Kitchen(omnivore_plan, [1000.0])
    request = omnivore_plan.request.changed(week_budget_usd=50.0, days=7)
    (plan,) = within_basket_budget([Diner(request)], kitchen)
    assert kitchen.asked == [request.changed(week_budget_usd=None)]
    assert "of the 50.00 USD asked for" in plan.warnings[0]


def test_each_step_has_less_money(omnivore_plan: Plan) -> None:
    """Low-cost and thrifty plan of a man of 45, 56.20 and 43.60 USD a week, then the cheapest."""
    kitchen = Kitchen(omnivore_plan, [9000.0, 8000.0, 7000.0, 400.0])
    assert spent(kitchen, 1.0) < 1.0
    assert [request.budget_usd for request in kitchen.asked] == [
        None, pytest.approx(56.20 / 7), pytest.approx(43.60 / 7), None,
    ]  # fmt: skip
    assert [request.objective for request in kitchen.asked] == ["balanced"] * 3 + ["cheapest"]
    assert [request.variety for request in kitchen.asked] == ["balanced"] * 2 + ["simple"] * 2


def test_the_least_is_said(omnivore_plan: Plan) -> None:
    """Under the cheapest basket there is no plan: exit 3, with its price and a budget that does."""
    kitchen = Kitchen(omnivore_plan, [9000.0, None, 3000.0, 4000.0])
    least = spent(Kitchen(omnivore_plan, [3000.0]), 100.0)
    request = omnivore_plan.request.changed(week_budget_usd=1.0, days=7)
    with pytest.raises(NoCertifiedPlanError, match=f"{least:.2f} USD") as caught:
        within_basket_budget([Diner(request)], kitchen)
    assert caught.value.exit_code == 3
    (enough,) = caught.value.requests.values()
    assert enough.week_budget_usd is not None
    assert least <= enough.week_budget_usd <= least + 1


def test_no_plan_at_all_is_explained_as_such(omnivore_plan: Plan) -> None:
    """Where the days have no plan without any budget, money is not the reason given."""
    request = omnivore_plan.request.changed(week_budget_usd=1.0, days=7)
    with pytest.raises(NoCertifiedPlanError, match="too little money"):
        within_basket_budget([Diner(request)], Kitchen(omnivore_plan, [None]))


@given(
    grams=st.lists(
        st.one_of(st.none(), st.floats(100.0, 20_000.0)), min_size=STEPS - 1, max_size=STEPS - 1
    ),
    first=st.floats(100.0, 20_000.0),
    budgets=st.tuples(st.floats(0.5, 60.0), st.floats(0.5, 60.0)),
)
def test_a_higher_budget_never_gives_a_cheaper_basket(
    omnivore_plan: Plan,
    grams: list[float | None],
    first: float,
    budgets: tuple[float, float],
) -> None:
    """Whatever the steps cost, the basket rises with the budget and stays within it."""
    low, high = sorted(budgets)
    tight = spent(Kitchen(omnivore_plan, [first, *grams]), low)
    wide = spent(Kitchen(omnivore_plan, [first, *grams]), high)
    if tight < float("inf"):
        assert tight <= low
        assert tight <= wide <= high


def test_fewer_days_have_a_share(ask: Callable[..., PlanRequest]) -> None:
    """Seventy dollars a week are thirty for three days; without a budget there is none."""
    assert basket_budget([Diner(ask("man", days=3, week_budget_usd=70.0))]) == pytest.approx(30.0)
    assert basket_budget([Diner(ask("man", days=3))]) is None
