"""The steps and the ingredient list of a dish, for a number of servings and in a cook's units.

Steps name foods, amounts of water, oven heat and lengths by tokens (``{food_id}``,
``{food_id|the rice}``, ``{food_id:amount}``, ``{water:250 ml}``, ``{heat:200}``, ``{cm:2}``), so
that they scale with the table, and a variant names what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.errors import DataError
from planner.nutrition.foods.kitchen_amounts import Amount, write_used
from planner.nutrition.foods.kitchen_foods import in_step, kitchen_food
from planner.nutrition.foods.kitchen_measures import is_drained, used_of_eaten
from planner.nutrition.foods.kitchen_units import Units, write_heat, write_length, write_volume
from planner.nutrition.foods.purchase_units import bought_per_eaten

if TYPE_CHECKING:
    from planner.nutrition.foods.dishes import Dish, Step
    from planner.nutrition.foods.food_table import Food, FoodTable

TOKEN = re.compile(r"\{([^{}]*)\}")
_WATER = re.compile(r"^(\d+(?:\.\d+)?) ?(ml|l)$")
_NUMBER = re.compile(r"^\d+(?:\.\d+)?$")
# Grams bought per gram eaten below which a food is bought dry.
_DRY = 0.85
# A lead time from which what is to do ahead is done the evening before, minutes.
OVERNIGHT_MINUTES = 360
EARLY_MINUTES = 60  # the same for a breakfast


@dataclass(frozen=True)
class Token:
    """A token of a step.

    Attributes
    ----------
    kind : str
        ``food``, ``amount``, ``water``, ``heat`` or ``cm``.
    value : str
        The food id, or the number with its unit.
    words : str
        The wording that a food token asks for; empty for the kitchen name.
    """

    kind: str
    value: str
    words: str = ""


def read_token(text: str) -> Token:
    """Return the token between two braces.

    Raises
    ------
    DataError
        If it is none of the known forms.
    """
    key, _, value = text.partition(":")
    if not value:
        food_id, _, words = text.partition("|")
        if re.fullmatch(r"[a-z][a-z0-9_]*", food_id):
            return Token("food", food_id, words)
    elif value == "amount":
        return Token("amount", key)
    elif (key == "water" and _WATER.match(value)) or (
        key in ("heat", "cm") and all(map(_NUMBER.match, value.split("-")))
    ):
        return Token(key, value)
    raise DataError(f"{{{text}}} is no token of a step")


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of a step; raises DataError as `read_token` does."""
    for match in TOKEN.finditer(text):
        yield read_token(match[1])


@dataclass(frozen=True)
class _Writer:
    """What the tokens of a dish stand for, for some servings in some units."""

    dish: Dish
    foods: FoodTable
    servings: float
    units: Units

    def step(self, step: Step) -> str:
        """Return a step in words."""
        if step.is_literal:
            return step.text
        parts: list[str] = []
        last = 0
        for match in TOKEN.finditer(step.text):
            parts.append(step.text[last : match.start()])
            words = self._token(read_token(match[1]))
            starts = not parts[-1].strip() if len(parts) == 1 else parts[-1].endswith((". ", "! "))
            parts.append(words[:1].upper() + words[1:] if starts else words)
            last = match.end()
        return "".join([*parts, step.text[last:]])

    def _token(self, token: Token) -> str:
        if token.kind == "food":
            return self._name(token)
        if token.kind == "amount":
            return self._amount(self.dish.now_of(token.value)).words
        if token.kind == "water":
            match = _WATER.match(token.value)
            ml = float(match[1]) * (1000 if match[2] == "l" else 1) if match else 0.0
            return f"{write_volume(ml * self.servings / self.dish.servings, self.units)} water"
        write = write_heat if token.kind == "heat" else write_length
        return _range([write(float(end), self.units) for end in token.value.split("-")])

    def _name(self, token: Token) -> str:
        """Return the name of a food; of what replaces it where it was swapped."""
        now = self.dish.now_of(token.value)
        known = kitchen_food(self.foods.food(now))
        is_own = token.words and now == token.value
        if is_own and (self.units is not Units.UK or known.is_british(token.words)):
            return token.words
        the = "the " if token.words.startswith("the ") else ""
        return the + in_step(known.named(self.units, plural=self._amount(now).is_plural))

    def _amount(self, food_id: str) -> Amount:
        food = self.foods.food(food_id)
        state = state_of(self.dish, food_id, self.foods)
        grams = used_grams(self.dish, food_id, self.foods, self.servings)
        return write_used(food, kitchen_food(food), state, grams, self.units)

    def line(self, food_id: str) -> str:
        """Return the line of an ingredient list."""
        food = self.foods.food(food_id)
        state = state_of(self.dish, food_id, self.foods)
        prep = self.dish.handling(food_id).prep
        return _line(food, state, prep, self._amount(food_id), self.units)


def _line(food: Food, state: str, prep: str, amount: Amount, units: Units) -> str:
    """Return the line of an ingredient list: amount, name, and what is done to it."""
    is_dry = state == "dry" or (state == "ahead" and bought_per_eaten(food) < _DRY)
    before = "dry " if is_dry else "frozen " if state == "frozen" else ""
    name = kitchen_food(food).named(units, plural=amount.is_plural)
    if name.startswith(before):
        before = ""
    after = [prep] if prep else []
    if is_drained(food, state) and "drained" not in prep:
        after.insert(0, "drained")
    if state == "ahead":
        after.insert(0, "cooked ahead")
    return ", ".join([amount.of(before + name), *after])


def side_line(food: Food, eaten_g: float, units: Units) -> str:
    """Return what a cook takes for an amount of a food served by itself: ``75 g dry rice``."""
    known = kitchen_food(food)
    used = used_of_eaten(food, known.state, eaten_g)
    amount = write_used(food, known, known.state, used, units)
    return _line(food, known.state, "", amount, units)


def _range(ends: list[str]) -> str:
    """Join the two ends of a range that have the same unit: ``2-3 cm``."""
    if len(ends) == 1:
        return ends[0]
    return f"{ends[0].split(' ')[0]}-{ends[1]}"


def state_of(dish: Dish, food_id: str, foods: FoodTable) -> str:
    """Return the state of an ingredient at the start of cooking; empty if it is not known."""
    return dish.handling(food_id).state or kitchen_food(foods.food(food_id)).state


def used_grams(dish: Dish, food_id: str, foods: FoodTable, servings: float) -> float:
    """Return the grams of an ingredient that are used for some servings of a dish.

    They follow from the grams eaten by the food's published yield, unless its row states them.
    """
    stated = dish.handling(food_id).used_g
    if stated is not None:
        return stated * servings
    eaten = dict(dish.ingredients)[food_id] * servings
    return used_of_eaten(foods.food(food_id), state_of(dish, food_id, foods), eaten)


def ingredient_lines(
    dish: Dish, foods: FoodTable, servings: float | None = None, units: Units = Units.METRIC
) -> tuple[str, ...]:
    """Return the ingredient list of a dish, as used by the cook: ``2 onions, diced``.

    Parameters
    ----------
    dish : Dish
        The dish or variant.
    foods : FoodTable
        The foods that it may name.
    servings : float, optional
        Servings to make; those of the recipe by default.
    units : Units
        The cook's units.
    """
    writer = _Writer(dish, foods, dish.servings if servings is None else servings, units)
    return tuple(writer.line(food_id) for food_id, _ in dish.ingredients)


def steps_of(
    dish: Dish, foods: FoodTable, servings: float | None = None, units: Units = Units.METRIC
) -> tuple[str, ...]:
    """Return the steps of a dish in words.

    Parameters
    ----------
    dish : Dish
        The dish or variant.
    foods : FoodTable
        The foods that it may name.
    servings : float, optional
        Servings to make; those of the recipe by default.
    units : Units
        The cook's units.

    Returns
    -------
    tuple of str
        In order; a step to do ahead says when.

    Raises
    ------
    DataError
        If a step has an unknown token.
    """
    writer = _Writer(dish, foods, dish.servings if servings is None else servings, units)
    return tuple(
        f"{_lead_words(dish)}: {text[0].lower()}{text[1:]}" if step.ahead else text
        for step in dish.method
        if (text := writer.step(step))
    )


def ahead_steps(
    dish: Dish, foods: FoodTable, servings: float, units: Units = Units.METRIC
) -> tuple[str, ...]:
    """Return the steps that are done ahead, in words and without their time."""
    writer = _Writer(dish, foods, servings, units)
    return tuple(writer.step(step) for step in dish.method if step.ahead)


def ahead_lines(
    dish: Dish, foods: FoodTable, servings: float, units: Units = Units.METRIC
) -> tuple[str, ...]:
    """Return the same, each after its time: ``the evening before: soak the beans``."""
    when = _lead_words(dish)
    return tuple(
        f"{when[0].lower()}{when[1:]}: {text[0].lower()}{text[1:]}"
        for text in ahead_steps(dish, foods, servings, units)
    )


def is_overnight(dish: Dish) -> bool:
    """Return whether what is done ahead is done the evening before.

    What chills for hours before breakfast is, too: nobody gets up for it.
    """
    is_early = dish.lead_minutes >= EARLY_MINUTES and "breakfast" in dish.meals
    return is_early or dish.lead_minutes >= OVERNIGHT_MINUTES


def _lead_words(dish: Dish) -> str:
    """Say when something is done ahead."""
    minutes = dish.lead_minutes
    if is_overnight(dish):
        return "The evening before"
    hours = minutes / 60
    return f"{hours:.0f} hours ahead" if hours >= 1.5 else f"{minutes} minutes ahead"


def time_words(dish: Dish) -> str:
    """Return the time of a dish: from start to table, of it work, and when it is started ahead."""
    words = f"{dish.total_minutes} minutes"
    if dish.waiting_minutes:
        words += f" ({dish.active_minutes} of work)"
    if not dish.lead_minutes:
        return words
    when = _lead_words(dish)
    return f"{words}, started {when[0].lower()}{when[1:]}"
