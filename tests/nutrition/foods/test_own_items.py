"""Own foods and dishes of one visitor are never taken for another's, nor named to them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from planner.errors import InputError
from planner.nutrition.foods import own_items as kept
from planner.nutrition.foods.dishes import dish_id_of, get_dish, keep_own_dishes, known_dishes
from planner.nutrition.foods.food_table import is_own, keep_own_foods, known_foods, load_foods
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood

ANN, BO = kept.Kept(), kept.Kept()
BAR = OwnFood(name="Secret bar", subgroup="nut", serving_g=40, label=(("energy_kcal", 500),))


@contextmanager
def visit_of(place: kept.Kept) -> Iterator[None]:
    """Let a place count for what is done in the block."""
    before = list(kept._finders)
    kept.find_with(lambda: place)
    try:
        yield
    finally:
        kept._finders[:] = before


def _soup(name: str, food: str) -> OwnDish:
    return OwnDish(id="own_soup", name=name, meals=("dinner",), ingredients=((food, 200.0),))


def test_the_same_id_means_each_visitors_own_dish() -> None:
    """Two people call their soup own_soup; each finds their own, by id and by name."""
    with visit_of(ANN):
        keep_own_dishes([_soup("Ann's soup", "lentils_boiled").as_dish()])
    with visit_of(BO):
        keep_own_dishes([_soup("Bo's soup", "kale_boiled").as_dish()])
        assert get_dish("own_soup").name == "Bo's soup"
        assert dish_id_of("Ann's soup") == "Ann's soup"
    with visit_of(ANN):
        assert get_dish("own_soup").ingredients == (("lentils_boiled", 200.0),)
    assert "own_soup" not in known_dishes()


def test_nobody_hears_of_anothers_food() -> None:
    """Another's food is unknown, in no list, and in no suggestion of an error."""
    with visit_of(ANN):
        keep_own_foods([BAR.as_row()])
        assert is_own(BAR.id)
        assert known_foods().food(BAR.id).name == "Secret bar"
    with visit_of(BO):
        assert BAR.id not in known_foods()
        with pytest.raises(InputError, match="unknown food id") as raised:
            known_foods().row(BAR.id[:-1])
        assert BAR.id not in str(raised.value)
    assert BAR.id not in load_foods()


def test_work_in_another_thread_finds_its_visitors_place() -> None:
    """What was carried counts in the thread, also when another visitor comes meanwhile."""
    with visit_of(ANN):
        keep_own_foods([BAR.as_row()])
        work = kept.carry(lambda: BAR.id in known_foods())
    with visit_of(BO), ThreadPoolExecutor(1) as pool:
        assert pool.submit(work).result()
        assert not pool.submit(lambda: BAR.id in known_foods()).result()
