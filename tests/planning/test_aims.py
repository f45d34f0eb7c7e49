"""What a plan strives for: daily doses where food falls short, and what the days bring."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.certification.certificate import Certificate
from planner.certification.judge import certify
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose
from planner.planning.aims import daily_amounts, doses_for_aims, without_aims
from planner.planning.make import Plan
from planner.request.plan_request import PlanRequest, targets_of

Ask = Callable[..., PlanRequest]
BREAD = Portion(1, "lunch", "whole_wheat_bread", 200.0)  # 4 µg of iodine


def doses(request: PlanRequest, *portions: Portion) -> list[str]:
    """Return the products of the doses for what some food falls short of."""
    found = doses_for_aims(request, targets_of(request), judged(request, *portions))
    return [f"{dose.units} {dose.supplement_id}" for dose in found]


def judged(request: PlanRequest, *portions: Portion) -> Certificate:
    """Judge some food."""
    return certify(portions, request)


def test_the_least_dose_that_closes_the_gap(ask: Ask) -> None:
    """4 of 150 µg of iodine are in the bread, 125 in bread and cod: 150 or 75 µg are added."""
    request = ask("man", supplements="auto")
    assert doses(request, BREAD) == ["1 iodine_150"]
    assert doses(request, BREAD, Portion(1, "dinner", "cod_cooked", 107.0)) == ["1 iodine_75"]
    assert doses(request, BREAD, Portion(1, "dinner", "cod_cooked", 140.0)) == []


def test_where_no_dose_is_enough_the_largest_is_taken(ask: Ask) -> None:
    """Breastfeeding asks for 290 µg of iodine; no more than 150 µg are given."""
    assert doses(ask("breastfeeding", supplements="auto"), BREAD) == ["1 iodine_150"]


def test_no_dose_that_is_not_wanted_or_allowed(ask: Ask) -> None:
    """None without supplements, none that is excluded, none over a ceiling with the food."""
    assert doses(ask("man"), BREAD) == []
    assert doses(ask("man", supplements="auto", exclude=("iodine_150",)), BREAD) == ["1 iodine_75"]
    limited = ask("man", supplements="auto", limits=(("max_iodine_ug", 100.0),))
    assert doses(limited, BREAD) == ["1 iodine_75"]


def test_algal_oil_where_a_standard_asks_for_it(ask: Ask) -> None:
    """EFSA asks for 250 mg of EPA and DHA, and 350 mg in pregnancy; NASEM for none."""
    found = [
        [name for name in doses(ask(who, standard=standard, supplements="auto"), BREAD)
         if "algal" in name]
        for who, standard in (("man", "efsa"), ("pregnant", "efsa"), ("man", "nasem"))
    ]  # fmt: skip
    assert found == [["1 algal_oil_250"], ["2 algal_oil_250"], []]


def test_every_day_has_the_dose_of_the_mean(ask: Ask) -> None:
    """Over two days the mean counts: cod on one serves both; bread alone asks for tablets."""
    request = ask("man", days=2, supplements="auto")
    other = Portion(2, "lunch", "whole_wheat_bread", 200.0)
    cod = Portion(2, "dinner", "cod_cooked", 280.0)
    assert doses(request, BREAD, other) == ["1 iodine_150", "1 iodine_150"]
    assert doses(request, BREAD, cod) == []


def test_amounts_are_means_of_what_counts(ask: Ask) -> None:
    """Salmon on one of two days brings half a day's EPA and DHA; a capsule counts in full."""
    request = ask("man", days=2, standard="efsa")
    portions = (BREAD, Portion(2, "dinner", "atlantic_salmon_farmed_cooked", 100.0))
    amounts = daily_amounts(request, portions, [Dose(1, "lunch", "algal_oil_250", 1)])
    assert amounts["epa_dha_mg"] == pytest.approx((2147 + 250) / 2, rel=0.05)


def test_doses_of_what_is_needed_are_told_apart(ask: Ask) -> None:
    """Vitamin B12 is needed; iodine is striven for."""
    taken = [Dose(1, "breakfast", "vitamin_b12_25", 1), Dose(1, "breakfast", "iodine_150", 1)]
    assert without_aims(taken, targets_of(ask("man"))) == (taken[0],)


def test_a_vegan_by_efsa_gets_iodine_and_algal_oil(
    ask: Ask, plan_for: Callable[[PlanRequest], Plan]
) -> None:
    """With supplements both aims are met, and the certificate tells food and tablets apart."""
    plan = plan_for(ask("woman", diet="vegan", standard="efsa", supplements="auto"))
    assert plan.status == "certified"
    rows = {row.nutrient: row for row in plan.certificate.adequacy}
    assert rows["iodine_ug"].status == rows["epa_dha_mg"].status == "met"
    assert (rows["iodine_ug"].supplement, rows["epa_dha_mg"].supplement) == (150.0, 250.0)
    assert plan.certificate.shortfalls == ()
