"""Search, filter and rank foods and dishes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.errors import InputError, Setting, unknown_name
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FloatArray, FoodTable, load_foods
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.knowledge.ranking import check_basis, ranked_rows
from planner.nutrition.nutrients import nutrient as get_nutrient
from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.people.diets import all_diets, get_avoidance, get_diet
from planner.nutrition.people.safety import exclusions_for
from planner.nutrition.people.targets import Targets

if TYPE_CHECKING:
    import pandas as pd

_DISH_COLUMNS = (
    "dish_id",
    "dish",
    "meals",
    "cuisine",
    "active_minutes",
    "total_minutes",
    "contains",
    "diets",
)


def find_foods(
    *,
    search: str = "",
    diet: str = "omnivore",
    avoid: tuple[str, ...] = (),
    circumstances: tuple[str, ...] = (),
    nutrient: str | None = None,
    per: str | None = None,
    targets: Targets | None = None,
    top: int | None = None,
) -> pd.DataFrame:
    """Return the food table, filtered and optionally ranked.

    The columns are those of `FoodTable.to_frame`. With `per` or `targets` five more follow:
    ``serving``, ``serving_grams``, ``<nutrient>_per_serving``, ``<nutrient>_per_100_kcal`` and
    ``percent_of_target`` (of a serving).

    Parameters
    ----------
    search : str
        Words that the name must contain, in any order and case.
    diet : str
        Diet id; foods that it forbids are left out.
    avoid : tuple of str
        Avoidance ids; foods that they forbid are left out.
    circumstances : tuple of str
        Ids of conditions and medicines; foods that they exclude are left out.
    nutrient : str, optional
        Nutrient id; foods without a value are left out, and the richest come first.
    per : {"100g", "serving", "100kcal"}, optional
        Basis of the ranking, ``100g`` by default; ``100kcal`` leaves out servings under 10 kcal.
    targets : Targets, optional
        A person's targets, of which percentages are shown.
    top : int, optional
        Most rows to return; all if None.

    Raises
    ------
    InputError
        If the diet, an avoidance, the nutrient or the basis is unknown, or if a basis or targets
        are given without a nutrient.

    Examples
    --------
    >>> from planner import find_foods
    >>> found = find_foods(nutrient="magnesium_mg", diet="vegan", per="serving", top=3)
    >>> found["food"].iloc[0]
    'Pumpkin seeds (pepitas), raw'
    """
    if nutrient is None and (per is not None or targets is not None):
        message = "to rank foods by serving or for a person, name a nutrient"
        raise InputError(message, settings=(Setting.NUTRIENT,))
    frame = load_foods().to_frame().iloc[_rows_that_fit(search, diet, avoid, circumstances)]
    if nutrient is not None:
        column = get_nutrient(nutrient).id
        frame = frame[frame[column].notna()].sort_values(column, ascending=False, kind="stable")
        if per is not None or targets is not None:
            frame = _with_servings(frame, column, check_basis(per or "100g"), targets)
    return frame if top is None else frame.head(top)


def _rows_that_fit(
    search: str, diet: str, avoid: tuple[str, ...], circumstances: tuple[str, ...]
) -> list[int]:
    """Return the rows of the foods that match the search and that no rule excludes."""
    rules = [get_diet(diet).rule, *(get_avoidance(name).rule for name in avoid)]
    excluding = exclusions_for(frozenset(circumstances))
    words = search.lower().split()
    return [
        row
        for row, food in enumerate(load_foods().foods)
        if all(word in food.name.lower() for word in words)
        and not any(rule.forbids(food) for rule in rules)
        and not any(rule.covers(food) for rule in excluding)
    ]


def _with_servings(
    frame: pd.DataFrame, nutrient: str, per: str, targets: Targets | None
) -> pd.DataFrame:
    """Add the columns on servings and 100 kcal, and sort by one basis."""
    import pandas as pd  # noqa: PLC0415 - slow; the help of a command is shown without it

    table = load_foods()
    rows = ranked_rows(nutrient, (table.food(name) for name in frame["food_id"]), targets)
    more = pd.DataFrame(
        {
            "serving": [row.serving for row in rows],
            "serving_grams": [row.serving_g for row in rows],
            f"{nutrient}_per_serving": [row.per_serving for row in rows],
            f"{nutrient}_per_100_kcal": [row.per_100_kcal for row in rows],
            "percent_of_target": [row.percent for row in rows],
        },
        index=frame.index,
    ).astype({f"{nutrient}_per_100_kcal": float, "percent_of_target": float})
    joined = pd.concat([frame, more], axis=1)
    by = {"100g": nutrient, "serving": f"{nutrient}_per_serving"}.get(
        per, f"{nutrient}_per_100_kcal"
    )
    return joined[joined[by].notna()].sort_values(by, ascending=False, kind="stable")


def diets_of(dish: Dish, table: FoodTable) -> tuple[str, ...]:
    """Return the ids of the diets that allow all ingredients of a dish."""
    foods = dish.foods(table)
    origins = frozenset[str]().union(*(food.animal for food in foods))
    return tuple(
        diet.id
        for diet in all_diets().values()
        if not any(diet.rule.forbids(food) for food in foods)
        and (diet.rule.is_empty or dish.is_declared(table))
        and not any(origins & one and origins & other for one, other in diet.not_together)
    )


def find_dishes(
    *,
    search: str = "",
    diet: str = "omnivore",
    avoid: tuple[str, ...] = (),
    meal: str | None = None,
) -> pd.DataFrame:
    """Return the dish catalogue, filtered, with nutrients per serving.

    Parameters
    ----------
    search : str
        Words that the name must contain, in any order and case.
    diet : str
        Diet id; only dishes that suit it are returned.
    avoid : tuple of str
        Avoidance ids; dishes with a forbidden ingredient are left out.
    meal : str, optional
        Only dishes that suit this meal.

    Raises
    ------
    InputError
        If the diet, an avoidance or the meal is unknown.

    Examples
    --------
    >>> from planner import find_dishes
    >>> found = find_dishes(meal="breakfast", diet="vegan", search="overnight oats soy")
    >>> list(found["dish"])
    ['Overnight oats with soy milk, blueberries and almonds']
    """
    diet = get_diet(diet).id
    rules = [get_avoidance(name).rule for name in avoid]
    if meal is not None and meal not in meal_names():
        raise unknown_name("meal", meal, meal_names())
    words = search.lower().split()
    items = load_catalog().items
    first = len(items.foods.foods)
    rows, numbers = [], []
    for number, dish in enumerate(items.dishes):
        suits = diets_of(dish, items.foods)
        if (
            diet not in suits
            or (meal is not None and meal not in dish.meals)
            or not all(word in dish.name.lower() for word in words)
            or any(rule.forbids(food) for rule in rules for food in dish.foods(items.foods))
        ):
            continue
        numbers.append(first + number)
        rows.append(_dish_row(dish, items.foods, suits))
    return _dish_frame(rows, items.nutrients[numbers])


def _dish_frame(rows: list[dict[str, object]], nutrients: FloatArray) -> pd.DataFrame:
    """Join the rows of dishes with their nutrients, shape (dishes, nutrients)."""
    import pandas as pd  # noqa: PLC0415 - slow; the help of a command is shown without it

    head = pd.DataFrame(rows, columns=list(_DISH_COLUMNS))
    body = pd.DataFrame(nutrients, columns=list(nutrient_ids()))
    return pd.concat([head, body], axis=1)


def _dish_row(dish: Dish, foods: FoodTable, suits: Iterable[str]) -> dict[str, object]:
    """Return the cells of a dish, in the order of `_DISH_COLUMNS`."""
    cells = (
        dish.id,
        dish.name,
        ";".join(name for name in meal_names() if name in dish.meals),
        dish.cuisine,
        dish.active_minutes,
        dish.total_minutes,
        ";".join(sorted(dish.contains(foods))),
        ";".join(suits),
    )
    return dict(zip(_DISH_COLUMNS, cells, strict=True))
