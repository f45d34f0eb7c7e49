"""The weight that people of an age and size eat, from surveys."""

from __future__ import annotations

import pytest

from planner.nutrition.people.food_weight import eaten_weight
from planner.nutrition.people.person import make_person


def usual(energy_kcal: float = 2000.0, **body: object) -> float:
    """Return the usual weight of a day's food and drink of a person."""
    return eaten_weight(make_person(**body), energy_kcal).usual


def test_a_man_of_the_median_body_eats_the_water_of_his_group_and_his_dry_matter() -> None:
    """3700 g of water less a third drunk plain, and 0.22 g for each of 2700 kcal: 3.07 kg."""
    weight = usual(2700, sex="male", age=40, height_cm=177, weight_kg=86.2)
    assert weight == pytest.approx(3700 * 0.67 + 0.22 * 2700)


def test_a_small_body_eats_less_and_a_large_one_no_more() -> None:
    """A woman of 47 kg eats three quarters of the moist food of one of 68.7 kg."""
    median = usual(sex="female", age=78, height_cm=160, weight_kg=68.7)
    small = usual(sex="female", age=78, height_cm=154, weight_kg=47)
    large = usual(sex="female", age=78, height_cm=170, weight_kg=95)
    assert small - 440 == pytest.approx((47 / 68.7) ** 0.75 * (median - 440))
    assert large == median


@pytest.mark.parametrize("age", range(2, 100))
@pytest.mark.parametrize("sex", ["female", "male"])
def test_every_age_has_a_row_and_the_most_is_above_the_usual(age: int, sex: str) -> None:
    """Nobody is without a figure; nine in ten eat less than half as much again as usual."""
    size = (95, 14) if age < 5 else (125, 25) if age < 10 else (150, 42) if age < 15 else (165, 62)
    found = eaten_weight(make_person(sex=sex, age=age, height_cm=size[0], weight_kg=size[1]), 1500)
    assert 1.25 < found.most / found.usual < 1.5
    assert "doi:" in found.source


def test_breastfeeding_and_pregnancy_have_rows_of_their_own() -> None:
    """Water for the milk comes from food and drink as well."""
    body = {"sex": "female", "age": 30, "height_cm": 165, "weight_kg": 72}
    lactating = usual(**body, lactating_months=3)
    pregnant = usual(**body, pregnant_weeks=20)
    assert lactating > pregnant > usual(**body)
