"""The basket of a week: what its portions make people buy, throw away and cook."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.cooking_batches import Cooking, cookings
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.preparation import preparation
from planner.nutrition.foods.purchase_units import is_bought
from planner.nutrition.foods.shopping_lines import EatenBy, Line, shopping_lines

MAIN_MEALS = frozenset({"lunch", "dinner"})


@dataclass(frozen=True)
class DayWork:
    """The work in the kitchen on one day.

    Attributes
    ----------
    day : int
        Day of the plan, from 1.
    dish_minutes : int
        Minutes of active work for the dishes that are cooked.
    active_minutes : int
        The same with the foods served by themselves.
    elapsed_minutes : int
        Minutes on the clock: what is for one meal is made side by side, by one pair of hands.
    """

    day: int
    dish_minutes: int
    active_minutes: int
    elapsed_minutes: int


@dataclass(frozen=True)
class Basket:
    """What the portions of some days make people buy, throw away and cook.

    Staples are apart from all figures on buying: every kitchen has them.

    Attributes
    ----------
    lines : tuple of Line
        Every food in the form bought, in the order of the shop, staples last.
    batches : tuple of Cooking
        Every dish, cooked once and eaten once or more.
    work : tuple of DayWork
        The work on each day.
    """

    lines: tuple[Line, ...]
    batches: tuple[Cooking, ...]
    work: tuple[DayWork, ...]

    @property
    def bought(self) -> tuple[Line, ...]:
        """What has to be bought, staples apart."""
        return tuple(line for line in self.lines if line.packs and not line.unit.staple)

    @property
    def different_foods(self) -> int:
        """Number of different foods to buy."""
        return len(self.bought)

    @property
    def packs(self) -> int:
        """Number of packs to buy."""
        return sum(line.packs for line in self.bought)

    @property
    def basket_usd(self) -> float:
        """Price of the packs, in US dollars; what has no price counts as like foods do."""
        return _known(line.basket_usd for line in self.bought)

    @property
    def eaten_usd(self) -> float:
        """Price of what is eaten of the packs."""
        return _known(line.to_buy_g * line.usd_per_g for line in self.bought)

    @property
    def unpriced(self) -> tuple[Line, ...]:
        """What to buy has no known price: its price is that of like foods, an estimate."""
        return tuple(line for line in self.bought if line.cost_usd is None)

    @property
    def basket_per_eaten(self) -> float:
        """Price of the packs relative to that of what is eaten of them; NaN if nothing is bought.

        1 if nothing is left over.
        """
        return self.basket_usd / self.eaten_usd if self.eaten_usd else math.nan

    @property
    def perishables_left(self) -> float:
        """Share of the weight of the perishables bought that is not eaten; 0 if there are none."""
        perishables = [line for line in self.bought if line.is_perishable]
        bought = sum(line.bought_g for line in perishables)
        return sum(line.left_over_g for line in perishables) / bought if bought else 0.0

    @property
    def dishes_cooked(self) -> int:
        """Number of batches cooked for lunches and dinners; breakfasts and snacks are apart."""
        return sum(
            any(serving.meal in MAIN_MEALS for serving in batch.servings) for batch in self.batches
        )


def _known(values: Iterable[float]) -> float:
    return math.fsum(value for value in values if not math.isnan(value))


def basket_of(
    portions: Sequence[Portion],
    catalog: Catalog,
    *,
    pantry: Mapping[str, float] | None = None,
    use_by: Collection[EatenBy] = (),
    cook_days: Collection[int] = (),
) -> Basket:
    """Return the basket of portions.

    Parameters
    ----------
    portions : sequence of Portion
        Portions of any number of days and people.
    catalog : Catalog
        Catalog of the foods and dishes.
    pantry : mapping of str to float, optional
        Grams at home as bought, by food id.
    use_by : collection of EatenBy, optional
        What of the pantry must be eaten by a day.
    cook_days : collection of int, optional
        Days reserved for cooking ahead.

    Raises
    ------
    InputError
        If a portion or the pantry names a food that is not in the catalog.
    """
    batches = cookings(portions, catalog.dishes, cook_days)
    return Basket(
        lines=shopping_lines(portions, catalog, pantry, use_by=use_by),
        batches=batches,
        work=tuple(_work(portions, batches, catalog.foods)),
    )


def _work(
    portions: Sequence[Portion], batches: Sequence[Cooking], foods: FoodTable
) -> Iterator[DayWork]:
    """Yield the work of each day; a food is prepared once for all who eat it at a meal."""
    tasks: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    dish_minutes: dict[int, int] = defaultdict(int)
    for batch in batches:
        first = batch.servings[0]
        meal = first.meal if first.day == batch.day else "ahead"
        tasks[batch.day][meal].append((batch.dish.active_minutes, batch.dish.total_minutes))
        dish_minutes[batch.day] += batch.active_minutes
    alone = {(row.day, row.meal, row.food_id): None for row in portions if not row.dish}
    for day, meal, food_id in alone:
        food = foods.food(food_id)
        if is_bought(food):
            time = preparation(food)
            tasks[day][meal].append((time.active_minutes, time.total_minutes))
    for day in sorted({row.day for row in portions} | set(tasks)):
        meals = tasks.get(day, {}).values()
        yield DayWork(
            day=day,
            dish_minutes=dish_minutes[day],
            active_minutes=sum(active for meal in meals for active, _ in meal),
            elapsed_minutes=sum(
                max(sum(active for active, _ in meal), *(total for _, total in meal))
                for meal in meals
            ),
        )
