"""The foods that the words of a step name, by kitchen names and the names that recipes use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import Food, FoodTable, load_foods
from planner.nutrition.foods.kitchen_foods import kitchen_food, load_kitchen_foods
from planner.nutrition.foods.recipe_text import tokens_of
from planner.nutrition.tables import read_rows, split_list

_ENDINGS = (("ies", "y"), ("oes", "o"), ("ves", "f"), ("s", ""))
_LONGEST = 4  # most words of a name


def singular(word: str) -> str:
    """Return a word without its plural ending; the same for every form of a word."""
    for ending, single in _ENDINGS:
        if len(word) > len(ending) + 2 and word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending) + single
    return word


def _words(text: str) -> list[str]:
    return [singular(word) for word in re.findall(r"[a-zà-ÿ]+", text.lower())]


@dataclass(frozen=True)
class Nouns:
    """The names of foods.

    Attributes
    ----------
    names : frozenset of str
        Names of one or more words in the singular.
    other : frozenset of str
        Words and phrases of ``data/recipe_words.csv`` that look like a name and are none.
    collective : dict of str to frozenset of str
        Phrases that stand for all foods of some subgroups (``all`` for every food).
    prepared : frozenset of str
        Words for how a food is prepared, which name no other food: ``diced``.
    by_food : dict of str to frozenset of str
        Words of the names that recipes use, by food id.
    """

    names: frozenset[str]
    other: frozenset[str]
    collective: dict[str, frozenset[str]]
    prepared: frozenset[str]
    by_food: dict[str, frozenset[str]]
    # What was found in a text: variants share the steps of their dish.
    _named: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False)

    @staticmethod
    @cache
    def of_tables() -> Nouns:
        """Return the names of ``data/``."""
        names: set[str] = set()
        for food_id in load_kitchen_foods():
            known = kitchen_food(load_foods().food(food_id))
            for name in (known.name, known.plural, known.uk_name, known.uk_plural):
                words = _words(name)
                names |= {" ".join(words), words[-1]}
        by_food: dict[str, set[str]] = defaultdict(set)
        for row in read_rows("ingredient_names.csv"):
            names.add(" ".join(_words(row["name"])))
            by_food[row["food_id"]] |= set(_words(row["name"]))
        rows = read_rows("recipe_words.csv")
        of_kind = {
            kind: frozenset(" ".join(_words(row["words"])) for row in rows if row["kind"] == kind)
            for kind in ("other", "prep")
        }
        return Nouns(
            frozenset(names),
            of_kind["other"],
            {
                row["words"]: frozenset(split_list(row["subgroups"]))
                for row in rows
                if row["kind"] == "collective"
            },
            of_kind["prep"],
            {food_id: frozenset(words) for food_id, words in by_food.items()},
        )

    def names_one_of(self, noun: str, foods: Iterable[frozenset[str]]) -> bool:
        """Return whether a name is that of some food, given the words of each."""
        asked = set(noun.split()) - self.prepared
        return any(asked <= words for words in foods)

    def words_of_food(self, food: Food) -> frozenset[str]:
        """Return the words of all names of a food."""
        known = kitchen_food(food)
        texts = (known.name, known.plural, known.uk_name, known.uk_plural, food.name)
        own = frozenset(word for text in texts for word in _words(text))
        return own | self.by_food.get(food.id, frozenset())

    def words_of(self, dish: Dish, foods: FoodTable) -> list[frozenset[str]]:
        """Return the words of each ingredient of a dish, with those that its tokens use."""
        used: dict[str, set[str]] = defaultdict(set)
        for step in dish.method:
            for token in tokens_of(step.text):
                if token.kind == "food" and dish.now_of(token.value) == token.value:
                    used[token.value] |= set(_words(token.words))
        return [
            self.words_of_food(foods.food(food_id)) | used[food_id]
            for food_id, _ in dish.ingredients
        ]

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the names of foods in a text, the longest at each place."""
        if text not in self._named:
            self._named[text] = tuple(self._names_in(text))
        return self._named[text]

    def _names_in(self, text: str) -> Iterator[str]:
        words = re.findall(r"[a-zà-ÿ]+|[^a-zà-ÿ\s]", text.lower())
        place = 0
        while place < len(words):
            for length in range(min(_LONGEST, len(words) - place), 0, -1):
                phrase = " ".join(map(singular, words[place : place + length]))
                if phrase in self.other:
                    break
                if phrase in self.names:
                    yield phrase
                    break
            else:
                length = 1
            place += length

    def collected_in(self, text: str) -> Iterator[str]:
        """Yield the subgroups that collective phrases of a text stand for."""
        for phrase, subgroups in self.collective.items():
            if phrase in text.lower():
                yield from subgroups
