"""Limits and what is served: a helping or dish that breaks a limit is a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.nutrition.checks import limits
from planner.nutrition.checks.limits import (
    dish_limit_faults,
    portion_limit_faults,
    sole_source_faults,
    unservable_faults,
)
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.people.safety import SafetyRule, all_safety_rules


def rule(**changes: object) -> SafetyRule:
    """Return a daily limit on some food."""
    given: dict[str, object] = {
        "id": "some", "family": "cap", "applies_to": ("everyone",), "column": "subgroup",
        "values": frozenset({"dessert"}), "limit_g": 60.0, "sentence": "", "source": "",
    }  # fmt: skip
    return SafetyRule(**{**given, **changes})  # type: ignore[arg-type]


def test_shipped_limits_fit_what_is_served() -> None:
    """No helping and no serving of a dish is above a limit for everyone."""
    assert not list(portion_limit_faults())
    assert not list(dish_limit_faults(load_catalog().items.dishes))
    assert not list(sole_source_faults())
    assert not list(unservable_faults())


def test_a_limit_below_every_helping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fish at most 2 g a day for small children would leave all fish out without a word."""
    fish = rule(column="group", values=frozenset({"fish"}), limit_g=2.0, applies_to=("under_4",))
    monkeypatch.setattr(limits, "all_safety_rules", lambda: (fish,))
    (fault,) = unservable_faults()
    assert "data/safety.csv some: no food it covers has a helping of 2 g; " in fault


def test_a_helping_above_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pudding of 110 g cannot be served under 60 g; a limit for some people says nothing."""
    monkeypatch.setattr(limits, "all_safety_rules", lambda: (rule(),))
    found = list(portion_limit_faults())
    assert "data/foods.csv pudding_vanilla: a helping of 110 g is above the 60 g of " in "".join(
        found
    )
    monkeypatch.setattr(limits, "all_safety_rules", lambda: (rule(applies_to=("pregnant",)),))
    assert not list(portion_limit_faults())


def test_a_dish_above_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A jacket potato of 174 g breaks a limit of 150 g on it, named with the dish."""
    potatoes = rule(column="id", values=frozenset({"potato_baked_with_skin"}), limit_g=150.0)
    monkeypatch.setattr(limits, "all_safety_rules", lambda: (potatoes,))
    dishes = load_catalog().items.dishes
    found = [one for one in dish_limit_faults(dishes) if "jacket_potato_beans:" in one]
    assert found
    assert "a serving has 174 g of the 150 g" in found[0]


def test_cooked_cereals_are_not_under_the_cap_of_dry_ones() -> None:
    """The 60 g of fortified cereal are of dry cereal: no covered food is mostly water."""
    (cap,) = (one for one in all_safety_rules() if one.id == "fortified_cereal")
    covered = [food for food in load_foods().foods if cap.covers(food)]
    assert covered
    assert not [food.id for food in covered if food.id.endswith("_cooked")]
    assert max(food.usual * food.measure_g for food in covered) <= 60


def test_a_sole_source_that_supplies_more_than_its_share(data_copy: Path) -> None:
    """75 g of mushrooms with 10 µg supply 7.5, more than a quarter of 15."""
    path = data_copy / "sole_sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("0.5", "0.25"), encoding="utf-8")
    (fault,) = sole_source_faults()
    assert "75 g supply 7.5 of vitamin_d_ug; at most 3.75" in fault
    path.write_text("cap,nutrient,share,source\nnone,vitamin_d_ug,0.5,x\n", encoding="utf-8")
    (fault,) = sole_source_faults()
    assert "none: no daily limit of this name" in fault
