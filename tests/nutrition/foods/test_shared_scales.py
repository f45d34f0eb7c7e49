"""The servings of shared dishes, and pots shared out by energy need."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.shared_scales import (
    TOLERANCE,
    holds_shares,
    is_whole_pot,
    pots,
    shared_scales,
)

FAMILY = (2209.0, 3106.0, 1524.0)  # a mother, an active father, a girl of 7
QUARTERS = replace(next(iter(load_dishes().values())), scales=(0.75, 1.0, 1.25, 1.5), servings=4)


def test_a_ladle_does_half_a_serving_to_two() -> None:
    """A dish in quarters goes down to half a serving for a child; pieces stay whole."""
    assert shared_scales(QUARTERS) == (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
    assert shared_scales(replace(QUARTERS, scales=(1.0, 2.0))) == (1.0, 2.0)
    assert shared_scales(replace(QUARTERS, scales=(0.5, 1.0, 1.5))) == (0.5, 1.0, 1.5, 2.0)
    assert shared_scales(replace(QUARTERS, scales=(1.0,))) == (1.0,)


def test_every_dish_keeps_its_own_servings_at_a_table() -> None:
    """What a person alone may be served, people at a table may be served too."""
    for dish in load_dishes().values():
        assert set(dish.scales) <= set(shared_scales(dish)), dish.id


def test_a_pot_for_four_feeds_three_by_their_needs() -> None:
    """Of four servings the mother has 1 1/4, the father 1 3/4 and the girl one."""
    assert pots(QUARTERS, FAMILY) == ((1.25, 1.75, 1.0),)


def test_every_pot_holds_the_shares() -> None:
    """Each share is within 15 %, in servings a ladle does, of whole recipes or halves if any is."""
    shared = 0
    for dish in load_dishes().values():
        found, every = pots(dish, FAMILY), pots(dish, FAMILY, whole=False)
        assert all(holds_shares(own, FAMILY) for own in every), dish.id
        assert all(set(own) <= set(shared_scales(dish)) for own in every), dish.id
        if any(is_whole_pot(dish, sum(own)) for own in every):
            assert all(is_whole_pot(dish, sum(own)) for own in found), dish.id
        shared += bool(found)
    assert shared > 0.9 * len(load_dishes())


@settings(max_examples=40)
@given(st.lists(st.floats(900, 4000), min_size=2, max_size=4))
def test_no_way_to_share_is_overlooked(needs: list[float]) -> None:
    """For each size of pot that trying out all servings finds, there is one, at least as near."""
    scales, total = shared_scales(QUARTERS), sum(needs)

    def off(own: tuple[float, ...]) -> float:
        pairs = zip(own, needs, strict=True)
        return sum((one / sum(own) / (need / total) - 1) ** 2 for one, need in pairs)

    best: dict[float, float] = {}
    for own in product(scales, repeat=len(needs)):
        shares = [one / sum(own) / (need / total) for one, need in zip(own, needs, strict=True)]
        if all(abs(share - 1) < TOLERANCE - 1e-5 for share in shares):
            best[sum(own)] = min(best.get(sum(own), 9.0), off(own))
    found = {sum(own): off(own) for own in pots(QUARTERS, needs, whole=False)}
    assert best.keys() <= found.keys()
    assert all(found[pot] <= least + 1e-9 for pot, least in best.items())
