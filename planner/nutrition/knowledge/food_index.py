"""Find the foods whose names say what a name says, by words and by what contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from planner.nutrition.foods.food_table import Food, FoodTable, load_foods
from planner.nutrition.foods.kitchen_foods import load_kitchen_foods
from planner.nutrition.foods.reading_table import load_reading_table
from planner.nutrition.knowledge.food_words import Meaning, cuts_in, name_meaning
from planner.nutrition.tables import read_rows

# Costs of what a name says and a food does not, and the other way round. Project choices, tuned on
# one half of benchmarks/matching_lines.csv.
_MISSING, _MISSING_FORM, _CONTRADICTION = 2.0, 1.2, 2.5
_HEAD, _TAIL, _PRODUCT, _ADDED = 1.0, 0.5, 1.5, 0.6
_UNSAID_FORM, _IMPLIED, _OTHER_NOUN, _NEUTRAL = 0.5, 0.05, 0.3, 0.01
# Forms that a food may have without being asked for them.
_USUAL = {
    ("heat", "raw"): 0.1, ("heat", "cooked"): 0.2, ("heat", "boiled"): 0.25,
    ("heat", "roasted"): 0.3, ("heat", "brewed"): 0.05, ("salt", "unsalted"): 0.2,
    ("salt", "salted"): 0.3, ("skin", "with"): 0.1, ("skin", "without"): 0.15,
    ("fortified", "fortified"): 0.15, ("fortified", "unfortified"): 0.25, ("cut", "ground"): 0.3,
}  # fmt: skip
# The axes of forms that data/food_words.csv knows.
FORM_AXES = (
    "heat", "coat", "keep", "fat", "light", "diet", "salt", "sweet", "fortified", "skin",
    "caffeine", "lactose", "gluten", "plant", "cut", "texture",
)  # fmt: skip
_READ, _FNDDS, _EVERYDAY = 0.15, 0.05, 0.03
_MOST_READ = 90  # names that are compared in full
_SCORE_DTYPE = np.float32
# Forms that the state at the start of cooking implies.
_STATES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "raw": {"heat": frozenset({"raw"})},
    "dry": {"heat": frozenset({"raw"}), "keep": frozenset({"dried"})},
    "frozen": {"keep": frozenset({"frozen"})},
    "can": {"keep": frozenset({"canned"})},
}
# Ways of cooking that a food which is only said to be cooked may stand for; frying adds fat.
_PLAINLY_COOKED = frozenset({"cooked", "boiled", "roasted", "grilled", "stewed", "microwaved"})
_GRAINS = frozenset({"Legumes and Legume Products", "Cereal Grains and Pasta"})
# Foods of restaurants and for infants, which are meant only by name.
_EATEN_OUT = frozenset(
    {"Fast Foods", "Restaurant Foods", "Baby Foods", "American Indian/Alaska Native Foods"}
)
_OTHER_TABLE = 0.15
_RESTAURANT = frozenset({"restaurant"})
_DRIED: frozenset[str] = frozenset({"dried"})
_RAW: frozenset[str] = frozenset({"raw"})


@dataclass(frozen=True)
class FoodName:
    """One name of a food.

    Attributes
    ----------
    food_id, text : str
        Id of our food or key of the reading table, and the name.
    meaning : Meaning
        What the name says.
    implied : mapping of str to frozenset of str
        Forms that the food has and the name need not say: dry lentils are raw.
    is_listed : bool
        Whether people use this name for this food; see ``data/ingredient_names.csv``.
    prior : float
        Cost of a food that is less common.
    unsaid : frozenset of str
        What the food is that this name does not say: a cut of meat, a restaurant's.
    """

    food_id: str
    text: str
    meaning: Meaning
    implied: Mapping[str, frozenset[str]]
    is_listed: bool = False
    prior: float = 0.0
    unsaid: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """A name compared with what was asked; the lower the cost, the better.

    Attributes
    ----------
    name : FoodName
        The name.
    cost : float
        Sum of all differences.
    missing : frozenset of str
        Words and forms that were asked for and that the food does not say.
    against : frozenset of str
        Forms that the food states otherwise, and products that it is or is not.
    extra : float
        Cost of what the food says and nobody asked for.
    unusual : frozenset of str
        What of it is not usual.
    """

    name: FoodName
    cost: float
    missing: frozenset[str]
    against: frozenset[str]
    extra: float
    unusual: frozenset[str]

    @property
    def is_said(self) -> bool:
        """Whether all that was asked for is said, and nothing contradicts."""
        return not self.missing and not self.against


@dataclass
class FoodIndex:
    """Names by the words that they hold."""

    names: Sequence[FoodName]
    weights: Mapping[str, float] = field(init=False)
    _places: Mapping[str, npt.NDArray[np.intp]] = field(init=False)
    _own_cost: npt.NDArray[np.float32] = field(init=False)

    def __post_init__(self) -> None:
        places: dict[str, list[int]] = {}
        for place, name in enumerate(self.names):
            for word in name.meaning.words | name.meaning.optional:
                places.setdefault(word, []).append(place)
        total = np.log(len(self.names) + 1)
        self.weights = {
            word: float(np.clip(np.log((len(self.names) + 1) / len(found)) / total * 1.3, 0.3, 1.0))
            for word, found in places.items()
        }
        self._places = {word: np.array(found, np.intp) for word, found in places.items()}
        self._own_cost = np.array(
            [sum(map(self.weight, name.meaning.words)) for name in self.names], _SCORE_DTYPE
        )

    def weight(self, word: str) -> float:
        """Return how rare a word is among the names; one that no name holds is rarest."""
        return self.weights.get(word, 1.0)

    def knows(self, word: str) -> bool:
        """Whether some name has the word."""
        return word in self._places

    def search(self, asked: Meaning, limit: int = 8) -> list[Found]:
        """Return the foods that are most like what is asked, each by its best name."""
        shared = np.zeros(len(self.names), _SCORE_DTYPE)
        for word in asked.words:
            if word in self._places:
                shared[self._places[word]] += self.weight(word)
        some = np.flatnonzero(shared)
        if not some.size:
            return []
        rough = 3.0 * shared[some] - self._own_cost[some]
        if some.size > _MOST_READ:
            some = some[np.argpartition(-rough, _MOST_READ)[:_MOST_READ]]
        best: dict[str, Found] = {}
        for place in some.tolist():
            found = self._compare(asked, self.names[place])
            kept = best.get(found.name.food_id)
            if kept is None or found.cost < kept.cost:
                best[found.name.food_id] = found
        return sorted(best.values(), key=lambda found: (found.cost, found.name.food_id))[:limit]

    def _compare(self, asked: Meaning, name: FoodName) -> Found:
        has = name.meaning
        said = has.words | has.optional | has.added
        missing = {word for word in asked.words | asked.added if word not in said}
        cost = _MISSING * sum(map(self.weight, missing))
        products = asked.products ^ has.products
        against = {
            word for word in products if word not in asked.optional | has.optional | has.added
        }
        if asked.noun != has.noun and {asked.noun, has.noun} <= asked.products & has.products:
            against.add(has.noun)  # milk chocolate, and chocolate milk
        cost += _PRODUCT * len(against)
        form_cost, unmet, contrary = _forms(asked, name)
        extra, unusual = self._extra(asked, has)
        unusual |= name.unsaid - asked.words
        extra += _TAIL * len(name.unsaid - asked.words)
        is_other = bool(asked.noun) and asked.noun not in has.head | has.optional
        cost += form_cost + extra + name.prior + _OTHER_NOUN * is_other
        cost += _NEUTRAL * len(asked.neutral - has.neutral)
        return Found(
            name, cost, frozenset(missing | unmet), frozenset(against | contrary), extra,
            frozenset(unusual),
        )  # fmt: skip

    def _extra(self, asked: Meaning, has: Meaning) -> tuple[float, set[str]]:
        """Return the cost of what the food says and nobody asked for, and what is unusual."""
        words = has.words - asked.words - asked.optional
        unusual = set(words) | (has.added - asked.added - asked.words)
        cost = sum(
            self.weight(word) * (_HEAD if word in has.head else _TAIL) for word in words
        ) + _ADDED * min(len(has.added - asked.added - asked.words), 3)
        for axis, values in has.said.items():
            if axis in asked.said:
                continue
            for value in values:
                usual = _USUAL.get((axis, value))
                cost += _UNSAID_FORM if usual is None else usual
                if usual is None:
                    unusual.add(value)
        return cost, unusual


def _forms(asked: Meaning, name: FoodName) -> tuple[float, set[str], set[str]]:
    """Return the cost of forms that differ, those not stated, and those contradicted."""
    cost, unmet, contrary = 0.0, set[str](), set[str]()
    for axis, values in asked.said.items():
        implied = name.implied.get(axis, frozenset())
        stated = name.meaning.forms.get(axis, frozenset()) | implied
        if values <= implied and axis not in name.meaning.forms:
            cost += _IMPLIED
        elif not stated:
            cost += _MISSING_FORM
            unmet |= values
        elif values <= stated:
            continue
        elif stated == {"cooked"} and values <= _PLAINLY_COOKED:
            cost += _USUAL["heat", "cooked"]  # boiled rice is cooked
        else:
            cost += _CONTRADICTION
            contrary |= values - stated
    return cost, unmet, contrary


@cache
def _listed_names() -> tuple[tuple[str, str], ...]:
    """Return the names that people use, with their food ids."""
    return tuple((row["name"], row["food_id"]) for row in read_rows("ingredient_names.csv"))


def _names_of(food: Food) -> Iterator[FoodName]:
    """Yield the names of a food of ours: as eaten, as a cook calls it, and as it is bought."""
    prior = _EVERYDAY * (food.everyday - 1)
    yield FoodName(food.id, food.name, name_meaning(food.name), {}, prior=prior)
    if food.is_own:
        return
    kitchen = load_kitchen_foods().get(food.id)
    state = kitchen.state if kitchen else ""
    implied = _STATES.get(state, {})
    texts = {food.bought_as}
    if kitchen is not None:
        texts |= {kitchen.name, kitchen.uk_name}
    for text in sorted(texts - {food.name, ""}):
        meaning = name_meaning(text)
        unsaid = cuts_in(name_meaning(food.name).words - meaning.words)
        yield FoodName(food.id, text, meaning, implied, prior=prior + 0.02, unsaid=unsaid)


@cache
def our_index() -> FoodIndex:
    """Return the index of the foods that plans may use."""
    return FoodIndex([*_our_names(load_foods())])


def _our_names(foods: FoodTable) -> Iterator[FoodName]:
    for food in foods.foods:
        yield from _names_of(food)
    states = load_kitchen_foods()
    for text, food_id in _listed_names():
        state = states[food_id].state
        implied = _STATES.get(state, {})
        meaning = name_meaning(text)
        yield FoodName(food_id, text, meaning, implied, is_listed=True)
        eaten = name_meaning(foods.food(food_id).name).forms
        yield FoodName(food_id, text, meaning, eaten, is_listed=True)


@lru_cache(maxsize=8)
def index_with(own: tuple[Food, ...], *, is_wide: bool) -> FoodIndex:
    """Return an index with a user's own foods before the others."""
    names = [name for food in own for name in _names_of(food)]
    return FoodIndex([*names, *(wide_index() if is_wide else our_index()).names])


@cache
def wide_index() -> FoodIndex:
    """Return the index of our foods and of the reading table."""
    return FoodIndex([*filter(None, map(_as_eaten, our_index().names)), *_read_names()])


def _as_eaten(name: FoodName) -> FoodName | None:
    """Return a name of our food without the form it is bought in; None if the name says that.

    The reading table has dry, raw and canned forms themselves.
    """
    forms = name_meaning(load_foods().food(name.food_id).name).forms
    said = name.meaning.forms
    is_raw = "raw" in said.get("heat", ()) or "dried" in said.get("keep", ())
    if "cooked" in forms.get("heat", ()) and is_raw:
        return None
    differs = any(values - forms.get(axis, values) for axis, values in name.implied.items())
    is_canned = "canned" in name.implied.get("keep", ()) and "canned" not in forms.get("keep", ())
    return replace(name, implied=forms) if differs or is_canned else name


def _read_names() -> Iterator[FoodName]:
    """Yield the names of the reading table; a record that a food of ours is from is that food."""
    table = load_reading_table()
    ours = _ours_by_record()
    rows = zip(table.keys, table.sources, table.names, table.also, table.groups, strict=True)
    for key, source, name, also, group in rows:
        meaning = name_meaning(name)
        food_id = ours.get(key, key)
        prior = 0.0 if key in ours else _READ + (_FNDDS if source == "fndds" else 0.0)
        prior += _OTHER_TABLE if group in _EATEN_OUT else 0.0
        implied = _implied(meaning, group)
        unsaid = _RESTAURANT if group == "Restaurant Foods" else frozenset[str]()
        yield FoodName(food_id, name, meaning, implied, prior=prior, unsaid=unsaid)
        for other in filter(None, also.split(",")):
            head = name_meaning(f"{other.strip()},{name.partition(',')[2]}")
            yield FoodName(food_id, name, head, implied, prior=prior + 0.1)


def _implied(meaning: Meaning, group: str) -> Mapping[str, frozenset[str]]:
    """Return the forms that a raw or dry grain or pulse implies: each implies the other."""
    if group not in _GRAINS or "cooked" in meaning.forms.get("heat", ()):
        return {}
    is_raw = "raw" in meaning.forms.get("heat", ()) or "dried" in meaning.forms.get("keep", ())
    return MappingProxyType({"heat": _RAW, "keep": _DRIED}) if is_raw else {}


@cache
def _ours_by_record() -> Mapping[str, str]:
    """Return our food ids by the record that each is from; the commonest food keeps a record."""
    found: dict[str, str] = {}
    for food in sorted(load_foods().foods, key=lambda food: food.everyday):
        found.setdefault(f"{food.source}:{food.source_id}", food.id)
    return MappingProxyType(found)
