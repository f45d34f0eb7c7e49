"""Own foods and dishes are known only to the requests that have them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from planner.certification.judge import certify
from planner.errors import InputError
from planner.formats.plan_csv import plans_as_csv
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.knowledge.search import find_dishes, find_foods
from planner.planning.make import Plan, make_plan
from planner.request.own_catalog import catalog_of
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood
from planner.request.plan_request import PlanRequest, shared_catalog

BAR = OwnFood(
    name="Secret bar", subgroup="nut", serving_g=40, meals=("snack",),
    label=(("energy_kcal", 500), ("magnesium_mg", 100)),
)  # fmt: skip
CAKE = OwnDish(id="own_cake", name="Cake", meals=("snack",), ingredients=((BAR.id, 80.0),))


def soup(name: str, food: str, grams: float = 200.0) -> OwnDish:
    """Return a dish with the id own_soup."""
    return OwnDish(id="own_soup", name=name, meals=("dinner",), ingredients=((food, grams),))


def _all_answers() -> dict[str, Any]:
    """Return the results of the global loaders and searches."""
    return {
        "foods": load_foods(),
        "food ids": tuple(food.id for food in load_foods().foods),
        "dishes": load_dishes(),
        "dish ids": tuple(load_dishes()),
        "catalog": load_catalog(),
        "items": tuple(load_catalog().items.ids()),
        "found foods": tuple(find_foods()["food_id"]),
        "found dishes": tuple(find_dishes()["dish_id"]),
    }


def test_a_request_changes_nothing_in_the_process(ask: Callable[..., PlanRequest]) -> None:
    """Loaders, caches, searches and other requests are not affected."""
    before = _all_answers()
    request = ask("woman", own_foods=(BAR,), own_dishes=(CAKE,), lock=(CAKE.id,), exclude=(BAR.id,))
    assert BAR.id in request.catalog
    after = _all_answers()
    assert all(after[name] is before[name] for name in ("foods", "dishes", "catalog"))
    assert {name: after[name] for name in before} == before
    for field in ("exclude", "lock", "pantry"):
        with pytest.raises(InputError, match="unknown food") as raised:
            ask("woman", **{field: (BAR.id,)})
        assert BAR.id not in str(raised.value).replace(f"'{BAR.id}'", "")
    with pytest.raises(InputError, match="unknown food or dish id"):
        ask("woman", tastes=((CAKE.id, 1.0),))


def test_what_a_request_names_is_looked_up_in_its_own_catalog(
    ask: Callable[..., PlanRequest],
) -> None:
    """Locks, tastes, pantry and exclusions may name own foods and dishes."""
    own = {"own_foods": (BAR,), "own_dishes": (CAKE,)}
    request = ask("woman", **own, lock=(f"snack={CAKE.id}",), tastes=((BAR.id, 1.0),),
                  pantry=(BAR.id,))  # fmt: skip
    assert request.pantry == (BAR.id,)
    assert PlanRequest.from_json(request.model_dump_json()) == request
    assert ask("woman", **own, exclude=(BAR.id, CAKE.id)).exclude == (CAKE.id, BAR.id)


def test_a_dish_needs_its_own_food_beside_it(ask: Callable[..., PlanRequest]) -> None:
    """A dish without its own food is refused, and so is an id with two dishes."""
    with pytest.raises(InputError, match=f"own dish own_cake contains the own food {BAR.id}"):
        ask("woman", own_dishes=(CAKE,))
    two = (soup("Soup", "kale_boiled"), soup("Soup", "lentils_boiled"))
    with pytest.raises(InputError, match="own dish own_soup: two of them have this id"):
        ask("woman", own_dishes=two)


def test_what_is_given_twice_over_counts_once() -> None:
    """Repeated foods and dishes give the same catalog."""
    assert (
        catalog_of((BAR, BAR), (CAKE, CAKE)).items.ids() == catalog_of((BAR,), (CAKE,)).items.ids()
    )


def test_people_at_one_table_share_what_each_brings(ask: Callable[..., PlanRequest]) -> None:
    """Several people have one catalog; an id with two dishes is refused."""
    first = ask("woman", own_foods=(BAR,))
    second = ask("man", own_dishes=(soup("Soup", "kale_boiled"),))
    assert {BAR.id, "own_soup"} <= set(shared_catalog([first, second]).item_ids())
    third = ask("girl", own_dishes=(soup("Soup", "lentils_boiled"),))
    with pytest.raises(InputError, match="own_soup"):
        shared_catalog([second, third])


def test_two_threads_plan_and_certify_each_by_its_own(ask: Callable[..., PlanRequest]) -> None:
    """In two threads own_soup is different for two requests, in plan, verdict and file."""
    kale = ask("woman", own_dishes=(soup("Green soup", "kale_boiled"),), lock=("own_soup",))
    lentils = ask("woman", own_dishes=(soup("Red soup", "lentils_boiled"),), lock=("own_soup",))

    def work(request: PlanRequest) -> tuple[Plan, bool, str]:
        plan = make_plan(request)
        verdict = certify(plan.portions, request, out_of_reach=frozenset())
        return plan, verdict.certified, plans_as_csv([plan])

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(work, (kale, lentils)))
    for (plan, certified, text), food, name, other in zip(
        found, ("kale_boiled", "lentils_boiled"), ("Green soup", "Red soup"),
        ("Red soup", "Green soup"), strict=True,
    ):  # fmt: skip
        inside = {row.food_id for row in plan.portions if row.dish == "own_soup"}
        assert inside == {food}
        assert certified
        assert name in text
        assert other not in text
