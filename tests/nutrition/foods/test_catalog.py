"""A catalog has the foods and dishes of data/ and a user's own, nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.errors import InputError
from planner.nutrition.foods.catalog import catalog_with, load_catalog
from planner.nutrition.foods.dishes import Dish, load_dishes
from planner.nutrition.foods.food_table import Food, LabelledFood, load_foods
from planner.nutrition.foods.supplements import load_supplements
from planner.nutrition.nutrients import nutrient_ids


def own_food(food_id: str) -> LabelledFood:
    """Return a food like lentils without any known value."""
    lentils: Food = load_foods().food("lentils_boiled")
    food = replace(lentils, id=food_id, name="Lentils of mine", is_own=True)
    return LabelledFood(food, tuple(None for _ in nutrient_ids()))


def own_dish(dish_id: str, food_id: str = "lentils_boiled") -> Dish:
    """Return a soup of one food."""
    chili = load_dishes()["three_bean_chili"]
    return replace(
        chili, id=dish_id, base=dish_id, name="Soup of mine", ingredients=((food_id, 200.0),)
    )


def test_the_catalog_of_the_tables_holds_them_alone() -> None:
    """The default catalog has the foods and dishes of the loaders, and is built once."""
    catalog = load_catalog()
    assert catalog.foods is load_foods()
    assert dict(catalog.dishes) == dict(load_dishes())
    assert load_catalog() is catalog
    assert list(catalog.item_ids()) == [f.id for f in load_foods().foods] + list(load_dishes())


def test_own_items_are_found_by_id_and_name_and_served() -> None:
    """Own foods and dishes follow those of the table and are among the items."""
    catalog = catalog_with((own_food("own_lentils"),), (own_dish("own_soup", "own_lentils"),))
    assert catalog.foods.food("own_lentils").name == "Lentils of mine"
    assert catalog.dish("own_soup").foods(catalog.foods)[0].id == "own_lentils"
    assert catalog.dish_id(catalog.dish_name("own_soup")) == "own_soup"
    assert catalog.item_name("own_lentils") == "lentils of mine"
    assert {"own_lentils", "own_soup"} <= set(catalog.items.ids())
    assert not {"own_lentils", "own_soup"} & set(load_catalog().items.ids())
    assert "own_lentils" in catalog
    assert "own_lentils" not in load_catalog()


def test_equal_own_items_give_the_same_catalog() -> None:
    """Equal own items give the same catalog object."""
    first = catalog_with((own_food("own_lentils"),), ())
    assert catalog_with((own_food("own_lentils"),), ()) is first
    assert first.items is catalog_with((own_food("own_lentils"),), ()).items


def test_names_of_what_is_unknown() -> None:
    """An unknown dish id is its own name; an unknown food id is an error."""
    catalog = load_catalog()
    assert catalog.dish_name("no_such_dish") == "no_such_dish"
    assert catalog.dish_id("No such dish") == "No such dish"
    supplement = next(iter(load_supplements().values()))
    assert catalog.item_name(supplement.id).lower() == supplement.name.lower()
    with pytest.raises(InputError, match="unknown food id"):
        catalog.item_name("no_such_food")
    with pytest.raises(InputError, match="unknown dish id"):
        catalog.dish("no_such_dish")
    with pytest.raises(InputError, match="did you mean lentils_boiled"):
        catalog.check_item("lentils_boild")


@pytest.mark.parametrize(
    ("foods", "dishes", "said"),
    [
        (["lentils_boiled"], [], "the catalogue has this id already"),
        ([], [("three_bean_chili", "lentils_boiled")], "the catalogue has this id already"),
        (["own_lentils", "own_lentils"], [], "two of them have this id"),
        ([], [("own_soup", "lentils_boiled"), ("own_soup", "kale_boiled")], "two of them"),
        ([], [("own_soup", "own_lentils")], "contains the own food own_lentils: add it"),
    ],
)
def test_ids_that_cannot_be_told_apart_or_found_are_refused(
    foods: list[str], dishes: list[tuple[str, str]], said: str
) -> None:
    """An id of the tables, a repeated id and an unknown own food are refused."""
    with pytest.raises(InputError, match=said):
        catalog_with(tuple(map(own_food, foods)), tuple(own_dish(*one) for one in dishes))
