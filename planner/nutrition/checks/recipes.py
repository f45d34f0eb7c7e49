"""Checks of recipes as a cook reads them: every step names what is in the dish, and time is enough.

Run by itself for some dishes::

    python -m planner.nutrition.checks.recipes [DISH_ID ...]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator

from planner.errors import DataError
from planner.nutrition.checks.recipe_nouns import Nouns
from planner.nutrition.checks.recipe_safety import safety_faults
from planner.nutrition.checks.recipe_times import stated_minutes
from planner.nutrition.foods.dishes import Dish, load_dishes
from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.foods.kitchen_foods import kitchen_food, load_kitchen_foods
from planner.nutrition.foods.preparation import load_preparations
from planner.nutrition.foods.purchase_units import bought_per_eaten
from planner.nutrition.foods.recipe_text import (
    TOKEN,
    ingredient_lines,
    state_of,
    tokens_of,
    used_grams,
)

_LITERAL_AMOUNT = re.compile(
    r"(?:\d+|[¼½¾⅓⅔⅛]|\b(?:a|one|two|three|half a)) ?"
    r"(?:g|kg|ml|l|litres?|liters?|cups?|tablespoons?|teaspoons?|tbsp|tsp|ounces?|oz|lb|°C|°F|cm|mm"
    r"|inch|inches)\b"
)
_COOKS = re.compile(r"\b(?:boil|cook|simmer|steam|bake|roast|braise|poach)\w* (?:half of )?$", re.I)
_LEAST_G = 2.0  # below this a kitchen scale shows nothing
_SHORTEST = 0.7  # of the usual time to boil a food
# Grams used for 1 g eaten, by state, and foods that lose more: husks, stalks, bones, fat, the white
# of an egg.
_USED_PER_EATEN = {"raw": (0.95, 2.1), "dry": (0.1, 0.5), "ahead": (0.1, 1.1), "frozen": (1.0, 1.3)}
_LOSES_MUCH = frozenset({
    "bacon_cooked", "chicken_drumstick_roasted", "collards_boiled", "corn_on_the_cob_boiled",
    "egg_yolk_cooked", "leeks_boiled", "mint_fresh",
})  # fmt: skip
_YIELD_CHANGE = 0.15  # relative change of weight from which a food is cooked, not only peeled


def recipe_faults(dish: Dish, foods: FoodTable) -> list[str]:
    """Return the faults of a dish or variant, each with its place."""
    where = f"data/dishes.csv {dish.id}"
    try:
        return [f"{where}: {words}" for check in _CHECKS for words in check(dish, foods)]
    except DataError as error:
        return [f"{where}: {error}"]


def _token_faults(dish: Dish, _foods: FoodTable) -> Iterator[str]:
    """Find tokens of foods that are not in the dish, and braces that close no token."""
    has = {food_id for food_id, _ in dish.ingredients}
    for number, step in enumerate(dish.method, start=1):
        for token in tokens_of(step.text):
            if token.kind in ("food", "amount") and dish.now_of(token.value) not in has:
                yield f"step {number} names {token.value}, which is not in it"
        rest = TOKEN.sub("", step.text)
        if "{" in rest or "}" in rest:
            yield f"step {number} has a brace that belongs to no token"
        if re.search(r"\{water:[^}]*\} (?:of )?(?:\w+ )?(?:water|broth|stock)\b", step.text):
            yield f"step {number} says water twice: {{water:…}} writes the word too"
        if found := _LITERAL_AMOUNT.search(rest):
            yield f"step {number} has an amount outside a token: {found[0].strip()!r}"


def _noun_faults(dish: Dish, foods: FoodTable) -> Iterator[str]:
    """Find foods named in the words of a step that are not in this version of the dish."""
    nouns = Nouns.of_tables()
    own = nouns.words_of(dish, foods)
    for number, step in enumerate(dish.method, start=1):
        for noun in nouns.named_in(TOKEN.sub(" | ", step.text)):
            if not nouns.names_one_of(noun, own):
                yield f"step {number} names {noun!r}, which is not in it"


def _unused_faults(dish: Dish, foods: FoodTable) -> Iterator[str]:
    """Find ingredients that no step uses."""
    nouns = Nouns.of_tables()
    named = {
        dish.now_of(token.value)
        for step in dish.method
        for token in tokens_of(step.text)
        if token.kind in ("food", "amount")
    }
    texts = [TOKEN.sub(" | ", step.text) for step in dish.method]
    subgroups = {name for text in texts for name in nouns.collected_in(text)}
    literal = {noun for text in texts for noun in nouns.named_in(text)}
    for food_id, _ in dish.ingredients:
        food = foods.food(food_id)
        if food_id in named or "all" in subgroups or food.subgroup in subgroups:
            continue
        words = nouns.words_of_food(food)
        if not any(nouns.names_one_of(noun, [words]) for noun in literal):
            yield f"no step uses {food_id}"


def _state_faults(dish: Dish, foods: FoodTable) -> Iterator[str]:
    """Find ingredients whose state contradicts how they are bought, or what the steps do."""
    ahead = {
        dish.now_of(token.value)
        for step in dish.method
        if step.ahead
        for token in tokens_of(step.text)
    }
    for food_id, _ in dish.ingredients:
        food = foods.food(food_id)
        state = state_of(dish, food_id, foods)
        factor = bought_per_eaten(food)
        if not state:
            yield f"the state of {food_id} is not known"
        if state == "ahead" and food_id not in ahead:
            yield f"{food_id} is cooked ahead, but no step to do ahead names it"
        if state == "dry" and factor > 1 - _YIELD_CHANGE:
            yield f"{food_id} is listed dry, but is not bought dry"
        stated = dish.handling(food_id).used_g is not None
        if state == "ready" and factor < 1 - _YIELD_CHANGE and not stated:
            yield f"{food_id} is listed ready, but is bought dry and cooked"
        if state in ("ready", "ahead", "can"):
            yield from _cooked_again(dish, food_id, state)


def _cooked_again(dish: Dish, food_id: str, state: str) -> Iterator[str]:
    """Find steps that cook from raw what is listed as cooked or from a can."""
    for number, step in enumerate(dish.method, start=1):
        for match in TOKEN.finditer(step.text):
            names = match[1].partition("|")[0]
            before = step.text[: match.start()].removesuffix("the ")
            if dish.now_of(names) != food_id or (step.ahead and state == "ahead"):
                continue
            if state != "ready" and _COOKS.search(before):
                yield f"step {number} cooks {food_id}, which is listed as {state}"


def _form_faults(dish: Dish, foods: FoodTable) -> Iterator[str]:
    """Find ingredients that the shopping list would buy in another form, or in odd amounts."""
    for food_id, eaten_g in dish.ingredients:
        food, state = foods.food(food_id), state_of(dish, food_id, foods)
        if state == "can" and food.aisle != "canned_and_jarred":
            yield f"{food_id} is listed from a can, but is bought as {food.bought_as}"
        if (state == "frozen") != (food.aisle == "frozen"):
            yield f"{food_id} is listed as {state}, but is bought as {food.bought_as}"
        least, most = _USED_PER_EATEN.get(state, (0.0, 0.0))
        ratio = used_grams(dish, food_id, foods, 1) / eaten_g
        if most and food_id not in _LOSES_MUCH and not least <= ratio <= most:
            yield f"{ratio:.2f} g of {food_id} are used for 1 g eaten; usual are {least} to {most}"


def _time_faults(dish: Dish, foods: FoodTable) -> Iterator[str]:
    """Find minutes under what the steps state, and lead time without a step ahead or reverse."""
    stated = stated_minutes(TOKEN.sub("x", step.text) for step in dish.method if not step.ahead)
    if stated > dish.total_minutes:
        yield f"its steps take {stated} minutes, and it claims {dish.total_minutes}"
    has_ahead = any(step.ahead for step in dish.method)
    if dish.lead_minutes and not has_ahead:
        yield f"has a lead of {dish.lead_minutes} minutes, but no step to do ahead"
    if has_ahead and not dish.lead_minutes:
        yield "has a step to do ahead, but no lead time"
    for number, step in enumerate(dish.method, start=1):
        if "overnight" in step.text and not step.ahead:
            yield f"step {number} takes a night, but is not done ahead"
    for food_id, _ in dish.ingredients:
        if state_of(dish, food_id, foods) == "dry" and foods.food(food_id).subgroup == "legume":
            yield from _soaking(dish, food_id)


# Pulses that are boiled without soaking.
_UNSOAKED = frozenset({"lentils_boiled", "split_peas_boiled", "pink_lentils_boiled"})


def _soaking(dish: Dish, food_id: str) -> Iterator[str]:
    if food_id not in _UNSOAKED and not any(
        step.ahead and "soak" in step.text.lower() for step in dish.method
    ):
        yield f"{food_id} is dry, and no step to do ahead soaks it"


def _cooking_faults(dish: Dish, foods: FoodTable) -> Iterator[str]:
    """Find dishes that claim less time than what they hold dry takes to boil."""
    for food_id, _ in dish.ingredients:
        row = load_preparations().get(("id", food_id))
        is_dry = state_of(dish, food_id, foods) == "dry"
        if row and is_dry and dish.total_minutes < _SHORTEST * row.waiting_minutes:
            yield (
                f"{food_id} takes {row.waiting_minutes} minutes to cook, and the dish claims "
                f"{dish.total_minutes}"
            )


def _amount_faults(dish: Dish, foods: FoodTable) -> Iterator[str]:
    """Find ingredients without a kitchen name, and amounts that no measure can express."""
    for (food_id, _), line in zip(dish.ingredients, ingredient_lines(dish, foods), strict=True):
        if food_id not in load_kitchen_foods():
            yield f"{food_id} has no row in kitchen_foods.csv"
        grams = used_grams(dish, food_id, foods, dish.servings)
        if re.match(r"^\d+ g ", line) and grams < _LEAST_G:
            yield f"no measure can express {grams:.2g} g of {food_id}"
    for food_id, handling in dish.handlings:
        state = state_of(dish, food_id, foods)
        known = f"{state} {kitchen_food(foods.food(food_id)).name}".lower()
        if handling.prep and handling.prep in known.split():
            yield f"the preparation of {food_id} repeats what its line says"


def all_recipe_faults() -> Iterator[str]:
    """Yield the faults of every dish and variant."""
    for dish in load_dishes().values():
        yield from recipe_faults(dish, load_foods())


_CHECKS: tuple[Callable[[Dish, FoodTable], Iterator[str]], ...] = (
    _token_faults,
    _noun_faults,
    _unused_faults,
    _state_faults,
    _form_faults,
    safety_faults,
    _time_faults,
    _cooking_faults,
    _amount_faults,
)


def main(dish_ids: list[str]) -> int:
    """Print the faults of dishes and their variants, by default of all; return their number."""
    dishes = load_dishes()
    unknown = [name for name in dish_ids if name not in dishes]
    for name in unknown:
        print(f"no dish {name!r}")  # noqa: T201
    chosen = [
        dish
        for dish in dishes.values()
        if not dish_ids or dish.id in dish_ids or dish.base in dish_ids
    ]
    faults = [fault for dish in chosen for fault in recipe_faults(dish, load_foods())]
    print("\n".join([*faults, f"{len(faults)} faults in {len(chosen)} recipes"]))  # noqa: T201
    return len(faults) + len(unknown)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
