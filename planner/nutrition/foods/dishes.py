"""The dish catalogue: each dish is grams of foods; nutrients, diet and cost follow from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from planner.errors import DataError
from planner.nutrition.foods.food_table import Food, FoodTable, load_foods
from planner.nutrition.foods.recipe_text import steps_of
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
    "savory_snack",
)  # fmt: skip
# What a dish is good for beyond its nutrients, which tell by themselves what suits diabetes,
# kidney limits or a low-FODMAP diet.
DISH_TAGS = ("batch", "children", "no_cook", "one_pot", "small_appetite", "soft", "take_along")


@dataclass(frozen=True)
class Handling:
    """How the cook takes an ingredient.

    Attributes
    ----------
    state : str
        How it is at the start of cooking, one of `STATES`; empty for the food's usual state.
    prep : str
        How it is prepared: ``finely chopped``.
    used_g : float or None
        Grams as bought for one serving; None if they follow from the grams eaten.
    """

    state: str = ""
    prep: str = ""
    used_g: float | None = None


@dataclass(frozen=True)
class Step:
    """A step of a recipe.

    Attributes
    ----------
    text : str
        Its words, with the tokens that `recipe_text` reads.
    ahead : bool
        Whether it is done ahead of cooking: soaking, chilling, rice for the next day.
    is_literal : bool
        Whether braces in it are no tokens: the text of a user's own dish.
    """

    text: str
    ahead: bool = False
    is_literal: bool = False


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
    method : tuple of Step
        Preparation steps; `steps` has them in words.
    kind : str
        What it is on the plate, one of `DISH_KINDS`; empty for an own dish.
    lead_minutes : int
        Minutes before cooking at which something is started; 0 if nothing is done ahead.
    freezes : bool
        Whether it can be frozen.
    tags : frozenset of str
        What it is good for, of `DISH_TAGS`.
    handlings : tuple of (str, Handling)
        Food ids and how they are taken; a food that is left out is taken in its usual state.
    swapped : tuple of (str, str)
        In a variant, the foods of its dish and those that replace them.
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
    method: tuple[Step, ...]
    kind: str = ""
    lead_minutes: int = 0
    freezes: bool = False
    tags: frozenset[str] = frozenset()
    handlings: tuple[tuple[str, Handling], ...] = ()
    swapped: tuple[tuple[str, str], ...] = ()
    suggested: tuple[tuple[str, str], ...] = ()
    is_whole: bool = True

    @property
    def steps(self) -> tuple[str, ...]:
        """Its steps in words and metric units, for the servings that the recipe makes."""
        return steps_of(self, load_foods())

    @property
    def waiting_minutes(self) -> int:
        """Minutes on the clock without active work."""
        return self.total_minutes - self.active_minutes

    def handling(self, food_id: str) -> Handling:
        """Return how an ingredient is taken."""
        return dict(self.handlings).get(food_id, Handling())

    def now_of(self, food_id: str) -> str:
        """Return the food that stands for a food of its dish; itself if it is not replaced."""
        return dict(self.swapped).get(food_id, food_id)

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


def _handling(row: dict[str, str]) -> Handling:
    used = row.get("used_grams", "")
    return Handling(row["state"], row["prep"], float(used) if used else None)


def _methods(table: str, key: str) -> dict[str, tuple[Step, ...]]:
    """Return the steps of a table in order, by the id in a column."""
    found: dict[str, dict[int, Step]] = defaultdict(dict)
    for row in read_rows(table):
        found[row[key]][int(row["step"])] = Step(row["text"], ahead=row["when"] == "ahead")
    return {name: tuple(step for _, step in sorted(steps.items())) for name, steps in found.items()}


def _base_dishes() -> dict[str, Dish]:
    rows_of: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_rows("dish_ingredients.csv"):
        rows_of[row["dish_id"]].append(row)
    methods = _methods("dish_steps.csv", "dish_id")
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
            ingredients=tuple(
                (used["food_id"], float(used["grams"])) for used in rows_of[row["dish_id"]]
            ),
            method=methods.get(row["dish_id"], ()),
            kind=row["kind"],
            lead_minutes=int(row["lead_minutes"]),
            freezes=row["freezes"] == "yes",
            tags=frozenset(split_list(row["tags"])),
            handlings=tuple((used["food_id"], _handling(used)) for used in rows_of[row["dish_id"]]),
        )
        for row in read_rows("dishes.csv")
    }


def _variant(base: Dish, rows: list[dict[str, str]], method: tuple[Step, ...]) -> Dish:
    """Return a variant of a dish with foods swapped, with steps of its own if it has them."""
    swapped = {row["food_id"]: row for row in rows}
    missing = set(swapped) - {food_id for food_id, _ in base.ingredients}
    if missing:
        raise DataError(
            f"data/dish_swaps.csv {rows[0]['variant_id']}: {', '.join(sorted(missing))} "
            f"not an ingredient of {base.id}"
        )
    kept = tuple(pair for pair in base.handlings if pair[0] not in swapped)
    return replace(
        base,
        id=rows[0]["variant_id"],
        name=rows[0]["variant"],
        ingredients=tuple(
            (row["instead_food_id"], float(row["instead_grams"]))
            if (row := swapped.get(food_id))
            else (food_id, grams)
            for food_id, grams in base.ingredients
        ),
        method=method or base.method,
        handlings=(*kept, *((row["instead_food_id"], _handling(row)) for row in rows)),
        swapped=tuple((old, row["instead_food_id"]) for old, row in swapped.items()),
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
    methods = _methods("variant_steps.csv", "variant_id")
    swaps: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_rows("dish_swaps.csv"):
        swaps[row["variant_id"]].append(row)
    by_base: dict[str, list[Dish]] = defaultdict(list)
    for rows in swaps.values():
        base = bases.get(rows[0]["dish_id"])
        if base is None:
            raise DataError(f"data/dish_swaps.csv: no dish {rows[0]['dish_id']!r}")
        by_base[base.id].append(_variant(base, rows, methods.get(rows[0]["variant_id"], ())))
    dishes = (dish for base in bases.values() for dish in (base, *by_base.get(base.id, ())))
    return MappingProxyType({dish.id: dish for dish in dishes})
