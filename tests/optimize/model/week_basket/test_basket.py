"""What the use of a food costs in packs and left-overs."""

from __future__ import annotations

import numpy as np
import pytest

from planner.optimize.model.week_basket.basket import BasketPoints


def one_food(home_g: float = 0.0) -> BasketPoints:
    """Return a food in packs of 100 g: 1 point to buy it, 0.1 a pack more, 0.02 a gram left."""
    return BasketPoints(
        np.array([100.0]), np.array([home_g]), np.array([1.0]), np.array([0.1]), np.array([0.02]),
        np.array([-1]), 3.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("used", "packs", "points"),
    [(0.0, 0, 0.0), (40.0, 1, 2.2), (100.0, 1, 1.0), (120.0, 2, 2.7), (200.0, 2, 1.1)],
)
def test_a_pack_begun_is_paid_and_its_rest_costs(used: float, packs: int, points: float) -> None:
    """What is not used costs nothing; a whole pack costs less than half of one."""
    basket = one_food()
    assert basket.packs(np.array([used])) == [packs]
    assert basket.points(np.array([used])) == pytest.approx([points])


def test_what_is_at_home_is_used_before_a_pack_is_bought() -> None:
    """With 50 g at home 40 g need no pack, and 120 g need one."""
    basket = one_food(home_g=50.0)
    assert basket.packs(np.array([40.0])) == [0]
    assert basket.points(np.array([40.0])) == pytest.approx([0.0])
    assert basket.packs(np.array([120.0])) == [1]
    assert basket.points(np.array([120.0])) == pytest.approx([1.6])


def test_a_second_form_of_what_does_the_same_work_costs() -> None:
    """Of two forms the one with less is one too many; alone, each costs what any food does."""
    none = np.zeros(2)
    basket = BasketPoints(
        np.full(2, 100.0), none, np.ones(2), np.full(2, 0.1), none, np.zeros(2, dtype=np.int64), 3.0
    )
    assert basket.points(np.array([100.0, 300.0])) == pytest.approx([4.0, 1.2])
    assert basket.points(np.array([100.0, 0.0])) == pytest.approx([1.0, 0.0])
    assert basket.doubling(np.array([1.0, 0.0])) == pytest.approx([0.0, 3.0])
    assert basket.doubling(none) == pytest.approx([0.0, 0.0])
