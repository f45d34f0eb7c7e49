"""Read the ingredient lines that `planner.nutrition.foods.recipe_text` writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import Food, load_foods
from planner.nutrition.foods.kitchen_foods import KitchenFood, load_kitchen_foods
from planner.nutrition.foods.kitchen_measures import CANS, eaten_of_used, grams_of_measure

_GLYPHS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅛": 0.125}
_COUNT = rf"(?P<count>\d+(?:\.\d+)?)?(?P<part>[{''.join(_GLYPHS)}])?"
_AMOUNT = re.compile(
    rf"^(?:a (?P<pinch>pinch)|(?:an?|{_COUNT})(?: (?P<measure>(?!dry|frozen)[a-z ]+?))?)"
    r"(?P<canned> (?:canned|tinned))?(?: \((?P<size>[^)]+)\))?(?: of)?(?: (?P<state>dry|frozen))?$"
)
_WEIGHT = re.compile(r"^ \((?P<weight>[^)]+)\)")


@dataclass(frozen=True)
class KitchenLine:
    """A line that was read: a food, and grams of it as eaten."""

    food_id: str
    grams: float


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the foods of each kitchen name, those that dishes use first."""
    used = {food_id for dish in load_dishes().values() for food_id, _ in dish.ingredients}
    found: dict[str, list[str]] = {}
    for food_id, known in load_kitchen_foods().items():
        for name in {known.name, known.plural, known.uk_name, known.uk_plural}:
            found.setdefault(name, []).append(food_id)
    return MappingProxyType(
        {
            name: tuple(sorted(ids, key=lambda food_id: food_id not in used))
            for name, ids in sorted(found.items(), key=lambda item: -len(item[0]))
        }
    )


def read_kitchen_line(line: str) -> KitchenLine | None:
    """Return the food and the eaten grams of a line in our own form; None if it is not.

    Several foods may share a kitchen name, such as eggs; the first that a dish uses is taken.
    """
    for name, ids in _names().items():
        place = line.find(f" {name}")
        rest = line[place + len(name) + 1 :]
        if place < 1 or (rest and rest[0] != "," and not _WEIGHT.match(rest)):
            continue
        amount = _AMOUNT.match(line[:place])
        if amount is None:
            continue
        for food_id in _by_state(ids, _said_state(amount)):
            grams = _grams(load_foods().food(food_id), amount, rest)
            if grams is not None:
                return KitchenLine(food_id, grams)
    return None


def _by_state(ids: tuple[str, ...], state: str) -> list[str]:
    """Return the foods of a name, those first that are usually in the state that a line says."""
    known = load_kitchen_foods()
    return sorted(ids, key=lambda food_id: bool(state) and known[food_id].state != state)


def _grams(food: Food, amount: re.Match[str], rest: str) -> float | None:
    """Return the grams of a food as eaten; None if the amount is none of its measures."""
    known = load_kitchen_foods()[food.id]
    state = _state(known, amount, rest)
    weighed = _WEIGHT.match(rest)
    used = _weight(weighed["weight"]) if weighed else None
    if used is None:
        count = float(amount["count"] or 0) + _GLYPHS.get(amount["part"] or "", 0.0) or 1.0
        measure = "pinch" if amount["pinch"] else amount["measure"] or ""
        size = _weight(amount["size"]) if amount["size"] else None
        used = grams_of_measure(food, known, count, measure, size)
    return None if used is None else eaten_of_used(food, state, used)


def _state(known: KitchenFood, amount: re.Match[str], rest: str) -> str:
    """Return the state that a line tells, else the usual one of the food."""
    return _said_state(amount) or ("ahead" if ", cooked ahead" in rest else known.state)


def _said_state(amount: re.Match[str]) -> str:
    """Return the state that an amount tells by itself; empty if it tells none."""
    is_can = amount["canned"] or amount["measure"] in CANS
    return "can" if is_can else amount["state"] or ""


def _weight(text: str) -> float | None:
    """Return the grams of a weight in words; None if it is none."""
    match = re.fullmatch(rf"{_COUNT} ?(?P<unit>kg|g|lb|oz)", text)
    if match is None:
        return None
    number = float(match["count"] or 0) + _GLYPHS.get(match["part"] or "", 0.0)
    return number * {"kg": 1000.0, "g": 1.0, "lb": 453.6, "oz": 28.35}[match["unit"]]
