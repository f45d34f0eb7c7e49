"""A catalog: the foods and dishes that one request may name, those of ``data/`` and its own."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from planner.errors import InputError, unknown_name
from planner.nutrition.foods.dishes import Dish, load_dishes
from planner.nutrition.foods.food_prices import FoodPrice, with_prices
from planner.nutrition.foods.food_table import FoodTable, LabelledFood, load_foods
from planner.nutrition.foods.items import ItemTable, ordered_items
from planner.nutrition.foods.staples import with_staples
from planner.nutrition.foods.supplements import load_supplements


@dataclass(frozen=True, eq=False)
class Catalog:
    """The foods and dishes that a request may name; immutable.

    Attributes
    ----------
    foods : FoodTable
        The foods of ``data/foods.csv``, then a user's own.
    dishes : mapping of str to Dish
        By id: the dishes and variants of ``data/dishes.csv``, then a user's own.
    """

    foods: FoodTable
    dishes: Mapping[str, Dish]

    def __contains__(self, item_id: object) -> bool:
        """Return whether an id is that of a food or dish."""
        return item_id in self.foods or item_id in self.dishes

    def item_ids(self) -> Iterator[str]:
        """Yield the id of every food, then of every dish."""
        yield from (food.id for food in self.foods.foods)
        yield from self.dishes

    def check_item(self, item_id: str) -> str:
        """Return a valid id unchanged; raises InputError with similar ids if it is unknown."""
        if item_id not in self:
            raise unknown_name("food or dish id", item_id, list(self.item_ids()))
        return item_id

    def dish(self, dish_id: str) -> Dish:
        """Return a dish by id; raises InputError with similar ids if it is unknown."""
        if dish_id not in self.dishes:
            raise unknown_name("dish id", dish_id, self.dishes)
        return self.dishes[dish_id]

    def dish_name(self, dish_id: str) -> str:
        """Return the name of a dish; an unknown id is returned unchanged.

        The dish id of a food served alone is empty, and a plan file edited by hand may have a dish
        that is not in the tables.
        """
        dish = self.dishes.get(dish_id)
        return dish.name if dish else dish_id

    def dish_id(self, name: str) -> str:
        """Return the id of a dish by its name; an unknown name is returned unchanged."""
        return self._dish_ids.get(name, name)

    def item_name(self, item_id: str) -> str:
        """Return the name of a food, dish or supplement for use inside a sentence.

        Raises
        ------
        InputError
            If the id is unknown.
        """
        if item_id in self.dishes:
            return self.dishes[item_id].name
        supplement = load_supplements().get(item_id)
        name = supplement.name if supplement else self.foods.food(item_id).name
        return name[0].lower() + name[1:]

    @property
    def items(self) -> ItemTable:
        """The foods, then the dishes, each in the order of their ids."""
        return _items(self)

    @cached_property
    def _dish_ids(self) -> dict[str, str]:
        return {dish.name: dish.id for dish in self.dishes.values()}


@lru_cache(maxsize=8)  # fewer than catalogs, since items take some 15 MB
def _items(catalog: Catalog) -> ItemTable:
    return ordered_items(catalog.foods, catalog.dishes.values())


def load_catalog() -> Catalog:
    """Return the catalog of ``data/`` alone."""
    return catalog_with((), ())


@lru_cache(maxsize=64)  # about as many visitors with own foods at a time; about 1 MB each
def catalog_with(
    foods: tuple[LabelledFood, ...],
    dishes: tuple[Dish, ...],
    prices: tuple[FoodPrice, ...] = (),
    price_year: int | None = None,
    staples: tuple[tuple[str, bool], ...] = (),
) -> Catalog:
    """Return the catalog of ``data/`` and a user's own foods, dishes, prices and staples.

    The other prices are lifted to a year if one is given; see `with_prices` and `with_staples`.

    Equal arguments return the same object while it is cached.

    Raises
    ------
    InputError
        If an id occurs twice or is in the tables of ``data/``, a dish contains an unknown food, or
        a price is of an unknown food or year.
    """
    _refuse_taken("own food", [one.food.id for one in foods], load_foods())
    _refuse_taken("own dish", [dish.id for dish in dishes], load_dishes())
    table = with_prices(load_foods().with_foods(foods), prices, price_year)
    table = with_staples(table, staples)
    for dish in dishes:
        for food_id, _ in dish.ingredients:
            if food_id not in table:
                raise InputError(
                    f"own dish {dish.id} contains the own food {food_id}: add it to own_foods"
                )
    every = {**load_dishes(), **{dish.id: dish for dish in dishes}}
    return Catalog(table, MappingProxyType(every))


def _refuse_taken(kind: str, own: Sequence[str], table: Container[str]) -> None:
    """Raise InputError if the id of an own item is in a table of ``data/`` or occurs twice."""
    for item_id in own:
        if item_id in table:
            raise InputError(f"{kind} {item_id}: the catalogue has this id already; rename it")
        if own.count(item_id) > 1:
            raise InputError(f"{kind} {item_id}: two of them have this id; rename one")
