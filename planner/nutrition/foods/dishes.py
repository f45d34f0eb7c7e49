"""The dish catalogue: each dish is grams of foods; nutrients, diet and cost follow from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from planner.errors import DataError
from planner.nutrition.foods.food_table import Food, FoodTable, load_foods
from planner.nutrition.tables import read_rows, split_list

CUISINES = (
    "american", "british", "caribbean", "chinese", "eastern_european", "french", "german", "greek",
    "indian", "italian", "japanese", "korean", "latin_american", "mexican", "middle_eastern",
    "nordic", "north_african", "spanish", "thai", "vietnamese", "west_african",
)  # fmt: skip


DISH_KINDS = (
    "porridge", "cereal", "yogurt_bowl", "smoothie", "pancakes", "egg_dish", "toast", "sandwich",
    "wrap", "taco", "pizza", "salad", "soup", "stew", "chili", "curry", "stir_fry", "pasta",
    "noodles", "rice_dish", "grain_bowl", "bean_dish", "tofu_dish", "potato_dish", "bake",
    "roast", "meat_plate", "fish_plate", "plate", "dip", "drink", "sweet", "snack",
)  # fmt: skip
# What a dish is good for beyond its nutrients, which tell by themselves what suits diabetes,
# kidney limits or a low-FODMAP diet.
DISH_TAGS = ("batch", "children", "no_cook", "one_pot", "small_appetite", "soft", "take_along")
# How an ingredient is at the start of cooking.
STATES = ("raw", "dry", "can", "frozen", "ready", "ahead")


@dataclass(frozen=True)
class Dish:
    """A dish, or a variant of one with some foods swapped.

    Attributes
    ----------
    id, name : str
        Key, and name on a menu.
    base : str
        Id of the dish it is a variant of; its own id if it is not a variant.
    meals : frozenset of str
        Names of the meals it suits.
    cuisine : str
        One of `CUISINES`.
    servings : int
        Servings that the recipe makes.
    active_minutes, total_minutes : int
        Minutes of active work, and minutes from start to table without what is done ahead.
    keeps_days : int
        Days that leftovers keep in the fridge; 0 if they do not keep.
    scales : tuple of float
        Allowed servings per portion, ascending, evenly spaced.
    ingredients : tuple of (str, float)
        Food ids and grams in one serving, as eaten.
    steps : tuple of str
        Preparation steps.
    suggested : tuple of (str, str)
        Contents (attribute and value) that the name of an own dish suggests and its user did not
        deny; an ingredient must have each.
    is_whole : bool
        Whether its ingredients are all that it contains, as far as contents go: nothing was left
        out, or its user says that what was left out contains nothing else.
    """

    id: str
    name: str
    base: str
    meals: frozenset[str]
    cuisine: str
    servings: int
    active_minutes: int
    total_minutes: int
    keeps_days: int
    scales: tuple[float, ...]
    ingredients: tuple[tuple[str, float], ...]
    steps: tuple[str, ...]
    suggested: tuple[tuple[str, str], ...] = ()
    is_whole: bool = True

    def open_questions(self, table: FoodTable) -> tuple[tuple[str, str], ...]:
        """Return the contents that its name suggests and none of its ingredients has."""
        foods = self.foods(table) if self.suggested else ()
        return tuple(
            (attribute, value)
            for attribute, value in self.suggested
            if not any(food.has_any(attribute, frozenset({value})) for food in foods)
        )

    def is_declared(self, table: FoodTable) -> bool:
        """Return whether its contents are those of its ingredients, as far as anybody said."""
        return self.is_whole and not self.open_questions(table)

    def foods(self, table: FoodTable) -> tuple[Food, ...]:
        """Return the foods of its ingredients; raises InputError if the table lacks one."""
        return tuple(table.food(food_id) for food_id, _ in self.ingredients)

    def contains(self, table: FoodTable) -> frozenset[str]:
        """Return the allergens of all its ingredients."""
        return frozenset[str]().union(*(food.contains for food in self.foods(table)))


def even_scales(scales: Iterable[float]) -> tuple[float, ...]:
    """Return the longest evenly spaced run of scales that starts at the smallest and includes 1.

    A dish at ½, 1, 1½ and 2 keeps all four; one at ½, ¾, 1, 1¼, 1½ and 2 keeps all but the last.
    """
    ordered = sorted(set(scales))
    if len(ordered) < 2:
        return tuple(ordered)
    step = ordered[1] - ordered[0]
    run = [ordered[0]]
    for scale in ordered[1:]:
        if abs(scale - run[-1] - step) > 1e-9:
            break
        run.append(scale)
    return tuple(run)


def _base_dishes() -> dict[str, Dish]:
    ingredients: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in read_rows("dish_ingredients.csv"):
        ingredients[row["dish_id"]].append((row["food_id"], float(row["grams"])))
    steps: dict[str, dict[int, str]] = defaultdict(dict)
    for row in read_rows("dish_steps.csv"):
        steps[row["dish_id"]][int(row["step"])] = row["text"]
    return {
        row["dish_id"]: Dish(
            id=row["dish_id"],
            name=row["dish"],
            base=row["dish_id"],
            meals=frozenset(split_list(row["meals"])),
            cuisine=row["cuisine"],
            servings=int(row["servings"]),
            active_minutes=int(row["active_minutes"]),
            total_minutes=int(row["active_minutes"]) + int(row["waiting_minutes"]),
            keeps_days=int(row["keeps_days"]),
            scales=even_scales(float(scale) for scale in split_list(row["scales"])),
            ingredients=tuple(ingredients[row["dish_id"]]),
            steps=tuple(text for _, text in sorted(steps[row["dish_id"]].items())),
        )
        for row in read_rows("dishes.csv")
    }


def _variant(base: Dish, rows: list[dict[str, str]]) -> Dish:
    """Return a variant of a dish with foods swapped; its first step names the swaps."""
    swapped = {
        row["food_id"]: (row["instead_food_id"], float(row["instead_grams"])) for row in rows
    }
    missing = set(swapped) - {food_id for food_id, _ in base.ingredients}
    if missing:
        raise DataError(
            f"data/dish_swaps.csv {rows[0]['variant_id']}: {', '.join(sorted(missing))} "
            f"not an ingredient of {base.id}"
        )
    foods = load_foods()
    words = "; ".join(
        f"use {foods.food(new).name.lower()} instead of {foods.food(old).name.lower()}"
        for old, (new, _) in swapped.items()
    )
    return replace(
        base,
        id=rows[0]["variant_id"],
        name=rows[0]["variant"],
        ingredients=tuple(
            swapped.get(food_id, (food_id, grams)) for food_id, grams in base.ingredients
        ),
        steps=(f"As the recipe says, but {words}.", *base.steps),
    )


@cache
def load_dishes() -> Mapping[str, Dish]:
    """Return every dish and variant by id, each dish before its variants.

    Raises
    ------
    DataError
        If a variant replaces a food that its dish does not contain.
    """
    bases = _base_dishes()
    swaps: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_rows("dish_swaps.csv"):
        swaps[row["variant_id"]].append(row)
    by_base: dict[str, list[Dish]] = defaultdict(list)
    for rows in swaps.values():
        base = bases.get(rows[0]["dish_id"])
        if base is None:
            raise DataError(f"data/dish_swaps.csv: no dish {rows[0]['dish_id']!r}")
        by_base[base.id].append(_variant(base, rows))
    dishes = (dish for base in bases.values() for dish in (base, *by_base.get(base.id, ())))
    return MappingProxyType({dish.id: dish for dish in dishes})
