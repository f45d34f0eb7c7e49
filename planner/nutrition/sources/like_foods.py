"""The same food in another form: SR28 records that share a food's name, for its unknown amounts."""

from __future__ import annotations

from collections import defaultdict

from planner.nutrition.foods.food_table import Food
from planner.nutrition.foods.upper_bounds import LEAST_SOLIDS, UpperBound
from planner.nutrition.nutrients import all_nutrients
from planner.nutrition.sources.sr28 import WATER, Sr28
from planner.nutrition.tables import read_rows

# A name of one or two words that more records share is that of a kind ("Beverages", "Cereals
# ready-to-eat, KELLOGG") and not of a food; project choice.
MOST_ALIKE = 20
# What is said of a form and not of a food. A single shared word names the same food only if
# nothing else follows it.
_FORMS = frozenset(
    {
        "raw", "cooked", "boiled", "drained", "baked", "roasted", "toasted", "fried", "steamed",
        "microwaved", "braised", "grilled", "stewed", "dry", "dried", "uncooked", "fresh", "frozen",
        "canned", "unprepared", "prepared", "heated", "plain", "commercial", "mature", "immature",
        "seeds", "pods", "leaves", "home-prepared", "without", "with", "salt", "added", "no", "or",
        "and", "solids", "liquid", "liquids", "home", "regular", "pack", "heat", "moist",
    }
)  # fmt: skip
_ADDED = ("fortified", "enriched", "with added", "vitamin")


def _segments(description: str) -> tuple[str, ...]:
    return tuple(part.strip().lower() for part in description.split(","))


def _is_form(segments: tuple[str, ...]) -> bool:
    return all(word in _FORMS for part in segments for word in part.split())


class LikeFoods:
    """Upper bounds from SR28 records that share the beginning of a record's description.

    The longest beginning that another record with a known amount shares is taken. Of these records
    the highest amount counts, per gram of dry matter: cooking takes up or loses water, and no
    more of a nutrient than there was.
    """

    def __init__(self, sr28: Sr28, keys: dict[str, str]) -> None:
        """Index the records; `keys` are the nutrient numbers (``a|b``) of each nutrient."""
        self._sr28, self._keys = sr28, keys
        self._added_as = {row.id: row.added_as for row in all_nutrients()}
        self._disbelieved = {
            (row["food_id"], row["nutrient"])
            for row in read_rows("corrections.csv")
            if not row["value"]
        }
        self._segments = {key: _segments(text) for key, text in sr28.description.items()}
        self._sharing: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for key, segments in self._segments.items():
            for length in range(1, len(segments) + 1):
                self._sharing[segments[:length]].append(key)

    def __call__(self, food: Food, nutrient: str) -> UpperBound | None:
        """Return the bound of a food, or None if SR28 has no such record of the nutrient."""
        own = food.source_id if food.source == "sr28" else ""
        if own not in self._segments or nutrient not in self._keys:
            return None
        if (food.id, nutrient) in self._disbelieved:
            return None  # the like records leave out the same
        segments = self._segments[own]
        for length in range(len(segments), 0, -1):
            pool = [key for key in self._sharing[segments[:length]] if key != own]
            if length <= 2 and len(pool) > MOST_ALIKE:
                return None
            if length == 1:
                pool = [key for key in pool if _is_form(self._segments[key][1:])]
            found = [
                (amount * factor, key, factor)
                for key in pool
                if (amount := self._amount(key, nutrient)) is not None
                and self._is_alike(key, food, nutrient)
                for factor in (self._factor(own, key),)
            ]
            if found:
                amount, key, factor = max(found)
                return UpperBound(round(amount, 6), "like_food", f"sr28:{key}", round(factor, 6))
        return None

    def _amount(self, key: str, nutrient: str) -> float | None:
        values = self._sr28.values.get(key, {})
        numbers = self._keys[nutrient].split("|")
        return next((values[number] for number in numbers if number in values), None)

    def _is_alike(self, key: str, food: Food, nutrient: str) -> bool:
        """Return whether the nutrient is added to both foods or, by its name, not to the other."""
        if food.is_fortified_with(nutrient):
            return True
        text = self._sr28.description[key].lower()
        return not self._added_as[nutrient] or not any(word in text for word in _ADDED)

    def _factor(self, own: str, other: str) -> float:
        """Return the ratio of dry matter; 1 where either has hardly any."""
        solids = [100.0 - self._sr28.values[key].get(WATER, 100.0) for key in (own, other)]
        return 1.0 if min(solids) < LEAST_SOLIDS else solids[0] / solids[1]
