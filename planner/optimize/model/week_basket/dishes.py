"""The dishes of a week: how often each is on a table, and what that costs the cook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.variety_levels import WEEK, VarietyLevel
from planner.optimize.linear_problem import IntArray, ProblemWriter
from planner.optimize.model.week_basket.eater import Eater

BREAKFAST, MAIN, SNACK = "breakfast", "main", "snack"
KIND_OF_MEAL = {"breakfast": BREAKFAST, "lunch": MAIN, "dinner": MAIN, "snack": SNACK}


@dataclass(frozen=True)
class Table:
    """People who eat the same dish at some meals.

    Attributes
    ----------
    eaters : tuple of int
        Their numbers.
    kind : str
        Kind of the meals: breakfast, main (lunch or dinner) or snack.
    meals : tuple of str
        The meals.
    """

    eaters: tuple[int, ...]
    kind: str
    meals: tuple[str, ...]


def tables_of(eaters: Sequence[Eater]) -> tuple[Table, ...]:
    """Return the tables of a household: meals of one kind with the same people share a table."""
    meals = sorted({meal.name for eater in eaters for meal in eater.model.choices.pattern.meals})
    found: dict[tuple[tuple[int, ...], str], list[str]] = {}
    for meal in meals:
        together = tuple(n for n, eater in enumerate(eaters) if meal in eater.shared)
        apart = [(n,) for n, _ in enumerate(eaters) if n not in together]
        for group in [together] * bool(together) + apart:
            found.setdefault((group, KIND_OF_MEAL.get(meal, SNACK)), []).append(meal)
    return tuple(Table(who, kind, tuple(of)) for (who, kind), of in found.items())


@dataclass(frozen=True)
class DishColumn:
    """How often a dish is on a table.

    Attributes
    ----------
    table : Table
        The table.
    dish : Dish
        The base dish.
    column : int
        Column that counts the meals.
    most : int
        The most meals.
    levels : tuple of ndarray of int
        The columns of each eater that serve it or a variant.
    """

    table: Table
    dish: Dish
    column: int
    most: int
    levels: tuple[IntArray, ...]

    @property
    def least(self) -> int:
        """The fewest meals of a dish that is cooked: what keeps is eaten twice."""
        return 2 if self.table.kind == MAIN and self.most > 1 and self.dish.keeps_days else 1


def most_meals(dish: Dish, kind: str, level: VarietyLevel, days: int) -> int:
    """Return at how many meals a dish may be served, of a pot where it is a lunch or dinner.

    Breakfasts and snacks take turns. A lunch or dinner is eaten as long as it keeps, once more at
    most each day, and once more from the freezer.
    """
    if kind == BREAKFAST:
        return -(-days // max(level.in_days(level.breakfasts, days) - 1, 1))
    if kind == SNACK:
        return max(level.most_days, -(-days // 2))
    kept = dish.keeps_days + 1 if dish.keeps_days else 1
    return min(level.most_days, kept, days)


def cooking_points(dish: Dish, level: VarietyLevel) -> float:
    """Return the points for cooking a dish once."""
    is_cooked = dish.active_minutes > 0 and "no_cook" not in dish.tags
    return level.batch * is_cooked + level.work_10_minutes * dish.active_minutes / 10.0


def write_dish_columns(
    writer: ProblemWriter,
    eaters: Sequence[Eater],
    first: Sequence[int],
    level: VarietyLevel,
    days: int,
) -> tuple[DishColumn, ...]:
    """Write a column for every dish and table that counts the meals with it.

    Everybody at a table is served it as often; a dish that somebody cannot be served is none for
    the table.

    Parameters
    ----------
    writer : ProblemWriter
        The mean days of all people.
    eaters : sequence of Eater
        The people.
    first : sequence of int
        The first column of each person.
    level : VarietyLevel
        How varied the days are.
    days : int
        How many days are planned.
    """
    found: list[DishColumn] = []
    for table in tables_of(eaters):
        own = [eaters[number].levels_by_base(table.meals) for number in table.eaters]
        common = sorted(set(own[0]).intersection(*own[1:]))
        none = [sorted(set(levels) - set(common)) for levels in own]
        for number, levels, bases in zip(table.eaters, own, none, strict=True):
            for base in bases:
                at = levels[base] + first[number]
                writer.add_row(f"no_common_dish:{base}", at, np.ones(len(at)), 0.0, 0.0)
        for base in common:
            dish = eaters[table.eaters[0]].facts.dishes[base]
            most = most_meals(dish, table.kind, level, days)
            column = int(writer.add_columns(np.zeros(1), np.array([float(most)]), integer=True)[0])
            of_eaters = tuple(
                levels[base] + first[number]
                for number, levels in zip(table.eaters, own, strict=True)
            )
            found.append(DishColumn(table, dish, column, most, of_eaters))
            for at in of_eaters:
                columns = np.append(at, column)
                values = np.append(np.ones(len(at)), -1.0)
                writer.add_row(f"meals_with:{base}", columns, values, 0.0, 0.0)
    return tuple(found)


def most_dishes(level: VarietyLevel, kind: str, days: int) -> int:
    """Return how many different dishes of a kind some days hold at most."""
    asked = {
        BREAKFAST: level.breakfasts,
        MAIN: level.lunches + level.dinners,
        SNACK: 2 * WEEK if level.breakfasts >= WEEK else level.breakfasts,
    }
    return level.in_days(asked[kind], days)
