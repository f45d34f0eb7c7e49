"""The household measures of a food with their grams: its own, a cook's, and those of SR28."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.foods.kitchen_foods import load_kitchen_foods
from planner.nutrition.foods.kitchen_measures import is_drained, is_liquid
from planner.nutrition.foods.reading_table import load_reading_table
from planner.nutrition.knowledge.amount_text import SIZES
from planner.nutrition.knowledge.amount_units import Unit, unit_named, units_by_word
from planner.nutrition.knowledge.food_words import plain_tokens, singular
from planner.nutrition.tables import read_rows

# Groups of the reading table whose foods are poured.
_POURED = frozenset(
    {
        "Beverages", "Milk, whole", "Milk, reduced fat", "Milk, lowfat", "Milk, nonfat",
        "Soft drinks", "Diet soft drinks", "Beer", "Wine", "Liquor and cocktails", "Apple juice",
        "Citrus juice", "Other fruit juice", "Vegetable juice", "Fruit drinks", "Coffee", "Tea",
        "Plant-based milk", "Flavored milk, whole", "Flavored milk, reduced fat",
        "Flavored milk, lowfat", "Flavored milk, nonfat", "Milk shakes and other dairy drinks",
        "Smoothies and grain drinks", "Soups, broth-based", "Soups, cream-based",
        "Sport and energy drinks", "Diet sport and energy drinks", "Tap water", "Bottled water",
        "Flavored or carbonated water",
    }
)  # fmt: skip
# Pieces that go by two names.
_SAME_PIECE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"stick": ("stick", "stalk"), "stalk": ("stalk", "stick"), "strip": ("strip", "slice")}
)
_NO_NOUNS = frozenset({*SIZES, "extra", "nlea"})
ANY_PIECE = frozenset({"fruit", "piece", "each", "item", "unit", "whole"})


@dataclass(frozen=True)
class Measure:
    """A household measure of one food.

    Attributes
    ----------
    unit : str
        Unit of ``data/amount_units.csv``, or the noun that names the piece.
    kind : str
        Kind of the unit; ``piece`` for a noun.
    size : str
        ``small``, ``medium``, ``large``, ``jumbo``, or empty.
    words : frozenset of str
        What else its description says: ``chopped``, ``packed``.
    grams : float
        Grams of one.
    ml : float
        Millilitres of one; 0 if it is no volume.
    is_bought : bool
        Whether the grams are of the food as it is bought, not as eaten.
    """

    unit: str
    kind: str
    size: str
    words: frozenset[str]
    grams: float
    ml: float = 0.0
    is_bought: bool = False


def measures_of(food_id: str, foods: FoodTable) -> tuple[Measure, ...]:
    """Return the measures of a food of either table; those of the food itself first."""
    if food_id not in foods:
        return _of_reading(food_id)
    food = foods.food(food_id)
    own = _described(food.measure, food.measure_g)
    if food.is_own:
        return (own,)
    return (own, *_of_ours(food_id))


@lru_cache(maxsize=4096)
def _of_ours(food_id: str) -> tuple[Measure, ...]:
    """Return what a cook counts and measures, then SR28's measures of the food and as bought."""
    food = load_foods().food(food_id)
    found: list[Measure] = []
    kitchen = load_kitchen_foods().get(food_id)
    # What is drained out of a can weighs less than the can.
    is_whole = kitchen is not None and not (kitchen.piece == "can" and is_drained(food, "can"))
    if kitchen is not None and is_whole and kitchen.piece and kitchen.piece_g:
        found.append(_described(kitchen.piece, kitchen.piece_g, is_bought=True))
    if food_id in _cups():
        found.append(_described("cup", _cups()[food_id], is_bought=True))
    if food.source == "sr28":
        found += _of_reading(f"sr28:{food.source_id}")
    bought = _bought_ids().get(food_id, "")
    if bought and bought != food.source_id:
        found += [
            _described(text, grams, is_bought=True)
            for text, grams in load_reading_table().measures.get(f"sr28:{bought}", ())
        ]
    return tuple(found)


@lru_cache(maxsize=4096)
def _of_reading(key: str) -> tuple[Measure, ...]:
    rows = load_reading_table().measures.get(key, ())
    return tuple(_described(text, grams) for text, grams in rows)


@cache
def _cups() -> Mapping[str, float]:
    return {row["food_id"]: float(row["cup_grams"]) for row in read_rows("cup_weights.csv")}


@cache
def _bought_ids() -> Mapping[str, str]:
    return {row["food_id"]: row["bought_id"] for row in read_rows("foods.csv")}


def _described(text: str, grams: float, *, is_bought: bool = False) -> Measure:
    """Return the measure that a description names: ``cup, chopped``, ``large (3" dia)``."""
    unit, _ = unit_named(text)
    tokens = [word for word in plain_tokens(text) if word.isalnum()]
    size = next((token for token in tokens if token in SIZES), "")
    if "extra" in tokens and size == "large":
        size = "jumbo"
    if unit is None:
        bare = plain_tokens(text.partition("(")[0])
        nouns = [token for token in bare if token not in _NO_NOUNS and token.isalpha()]
        unit = next((found for noun in nouns[:2] if (found := _unit(noun))), None)
        name, kind = (unit.name, unit.kind) if unit else (nouns[0] if nouns else "", "piece")
        return Measure(name, kind, size, frozenset(tokens), grams, is_bought=is_bought)
    ml = unit.factor or 0.0 if unit.kind == "volume" else 0.0
    return Measure(unit.name, unit.kind, size, frozenset(tokens), grams, ml, is_bought)


def _unit(word: str) -> Unit | None:
    """Return the unit of a word that is a piece or container behind a size: ``medium slice``."""
    unit = units_by_word().get(word)
    return unit if unit is not None and unit.kind in ("piece", "container") else None


def pieces_named(unit: str) -> tuple[str, ...]:
    """Return the names of a piece: a celery stick is a stalk."""
    return _SAME_PIECE.get(unit, (unit,))


def is_poured(food_id: str, foods: FoodTable) -> bool:
    """Whether a food of either table is a liquid, which a general density may measure."""
    if food_id in foods:
        return is_liquid(foods.food(food_id))
    table = load_reading_table()
    return table.groups[table.rows[food_id]] in _POURED


def has_word(measure: Measure, words: frozenset[str]) -> bool:
    """Whether the piece that a measure counts is named by one of some words: ``1 croissant``."""
    return bool(measure.words & words) or singular(measure.unit) in words | ANY_PIECE
