"""Match what people write to foods: names with amounts, and lines of recipes and diaries.

A match is sure only if every word and number is accounted for, nothing that is stated contradicts
it, and its grams are a weight stated once or a measure of that very food.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from planner.nutrition.foods.food_table import Food, FoodTable, load_foods
from planner.nutrition.foods.kitchen_foods import load_kitchen_foods
from planner.nutrition.foods.kitchen_measures import eaten_of_used, is_drained, share_of_can
from planner.nutrition.foods.reading_table import known_food
from planner.nutrition.knowledge.amount_grams import Asked, Weighed, weigh
from planner.nutrition.knowledge.amount_text import Amount, AmountText, read_amounts
from planner.nutrition.knowledge.amount_units import NO_UNIT, unit_named, units_by_word
from planner.nutrition.knowledge.asked_text import (
    first_of_two,
    is_heading,
    orders_of,
    spelled,
    with_piece,
)
from planner.nutrition.knowledge.food_index import (
    FoodIndex,
    Found,
    index_with,
    our_index,
    wide_index,
)
from planner.nutrition.knowledge.food_words import Meaning, meaning_of, name_meaning, plain_tokens
from planner.nutrition.knowledge.match_answer import (
    Alternative,
    Confidence,
    Doubt,
    Match,
    Reason,
)
from planner.nutrition.nutrients import nutrient_index

_WEAK, _WEAK_NOUN = 0.5, 0.35  # share of the words' weight that a food must say to be named at all
_RIVAL = 0.19  # difference in cost up to which another food fits as well
_EXTRA = 0.45  # cost of what the food says unasked, up to which it is sure
_ALIKE_KCAL, _ALIKE_SHARE = 15.0, 0.15  # per 100 g, by which foods that fit alike may differ
_LIKE_KCAL = 1.4  # ratio of energy up to which a food may lend the weight of its measures
_LOOK = 0.5  # difference in cost up to which another food may lend the match its measure
_CANS_G = (400.0, 411.0, 425.0)  # net weights of usual cans: 400 g, 14.5 oz, 15 oz
_CAN_SHARE = 0.01  # relative difference up to which a weight is that of whole cans
_SWELLS = 1.5  # bought in eaten grams, from which a grain or pulse must say which it is


def match_food(
    name: str,
    amount: float | None = None,
    unit: str | None = None,
    grams: float | None = None,
    *,
    foods: FoodTable | None = None,
    is_wide: bool = True,
    is_recipe: bool = False,
) -> Match:
    """Match the name of a food, as trackers and people write it, with its amount.

    Parameters
    ----------
    name : str
        The name, in any word order: ``"Bread, Whole Wheat"``.
    amount, unit : float and str, optional
        How much, and its unit as written: ``cup``, ``slice, large``, ``g``; counted if no unit.
    grams : float, optional
        Grams as eaten, which go before an amount.
    foods : FoodTable, optional
        Our foods with a user's own; by default those of ``data/``.
    is_wide : bool
        Whether foods of the reading table may match, which plans cannot use.
    is_recipe : bool
        Whether amounts are of what a cook takes, unless the line says cooked; else as eaten.

    Examples
    --------
    >>> from planner.nutrition.knowledge.food_matching import match_food
    >>> found = match_food("Bread, Whole Wheat", 2, "slice")
    >>> found.food_id, found.grams, found.confidence.value
    ('whole_wheat_bread', 64.0, 'sure')
    """
    read = read_amounts(name)
    given = _given(amount, unit, grams)
    if given is not None:
        read = replace(read, amounts=given.amounts, size=given.size or read.size)
    how = frozenset(plain_tokens(" ".join(given.words))) if given is not None else frozenset()
    return _Matcher(foods or load_foods(), is_wide, is_recipe).match(name, read, how)


def match_line(
    text: str,
    *,
    foods: FoodTable | None = None,
    is_wide: bool = True,
    is_recipe: bool = True,
) -> Match:
    """Match one line of a recipe or a diary: an amount and a food in words.

    Parameters
    ----------
    text : str
        The line: ``"1 (15 oz) can chickpeas, drained"``.
    foods, is_wide, is_recipe
        As for `match_food`.

    Examples
    --------
    >>> from planner.nutrition.knowledge.food_matching import match_line
    >>> found = match_line("2 tbsp olive oil")
    >>> found.food_id, found.grams
    ('olive_oil', 27.0)
    """
    return _Matcher(foods or load_foods(), is_wide, is_recipe).match(text, read_amounts(text))


def _given(amount: float | None, unit: str | None, grams: float | None) -> AmountText | None:
    """Return an amount in fields as a line has it; None if none is given."""
    if grams is not None:
        return AmountText((Amount(grams, units_by_word()["g"]),), ())
    if amount is None:
        return None
    found, rest = unit_named(unit or "")
    if found is not None:
        words = read_amounts(rest)
        return AmountText((Amount(amount, found),), words.words, (), words.size)
    words = read_amounts(unit or "")
    return AmountText((Amount(amount, NO_UNIT),), (), (), words.size)


@dataclass(frozen=True)
class _Matcher:
    """Matches names to the foods of one table."""

    foods: FoodTable
    is_wide: bool
    is_recipe: bool

    def match(self, text: str, read: AmountText, how: frozenset[str] = frozenset()) -> Match:
        """Return the match of a text that was taken apart; `how` describes its measure."""
        read = with_piece(read)
        if not read.words or is_heading(text, read):
            return Match(text, reasons=(Reason(Doubt.NO_FOOD),))
        aside = plain_tokens(" ".join(read.aside))
        doubts: list[Reason] = []
        if "or" in aside and meaning_of(aside).words:
            aside, doubts = [], [Reason(Doubt.ALTERNATIVES, " ".join(read.aside))]
        tokens = plain_tokens(" ".join(read.words))
        asked, found = self._best_of(tokens, aside, read)
        if "or" in tokens[1:] and not (found and found[0].is_said):
            tokens, other = first_of_two(tokens)
            doubts.append(other)
            asked, found = self._best_of(tokens, aside, read)
        index = self._index()
        if known := spelled(asked.words, index):
            doubts += [Reason(Doubt.SPELLING, word) for word in sorted(known.values())]
            tokens = [known.get(token, token) for token in tokens]
            asked, found = self._best_of(tokens, aside, read)
        if not found or not _is_named(asked, found[0], index):
            return Match(text, reasons=(Reason(Doubt.NO_FOOD),), alternatives=_others(found))
        pick = self._chosen(found, read, asked, how.union(tokens, aside))
        return self._answer(text, found, pick, asked, doubts)

    def _best_of(
        self, tokens: list[str], aside: list[str], read: AmountText
    ) -> tuple[Meaning, list[Found]]:
        """Return what a name asks and the foods found, by the order of its parts that fits best."""
        orders = [meaning_of([*order, ",", *aside]) for order in orders_of(tokens)]
        tried = [(asked, self._search(asked, read)) for asked in orders if asked.words]
        if not tried:
            return meaning_of([]), []
        return min(tried, key=lambda one: one[1][0].cost if one[1] else np.inf)

    def _search(self, asked: Meaning, read: AmountText) -> list[Found]:
        """Search a name; what is counted in cans is canned, if there is such a food."""
        index = self._index()
        if any(amount.unit.name == "can" for amount in read.amounts) and "keep" not in asked.forms:
            canned = index.search(asked.with_form("keep", "canned"))
            if canned and canned[0].is_said:
                return canned
        return index.search(asked)

    def _index(self) -> FoodIndex:
        own = tuple(food for food in self.foods.foods if food.is_own)
        if own:
            return index_with(own, is_wide=self.is_wide)
        return wide_index() if self.is_wide else our_index()

    def _chosen(
        self, found: Sequence[Found], read: AmountText, asked: Meaning, words: frozenset[str]
    ) -> tuple[Found, Weighed]:
        """Return the best food, or a like one that fits nearly as well and has the measure.

        If none has it, the weight is that of the next food that says all that was asked.
        """
        best, first = found[0], self._weighed(found[0], read, asked, words)
        if first.grams is not None or not read.amounts:
            return best, first
        lent: Weighed | None = None
        for one in found[1:]:
            if not one.is_said:
                continue
            weighed = self._weighed(one, read, asked, words)
            if weighed.grams is not None:
                if self._may_stand_for(best, one):
                    return one, weighed
                if lent is None and _is_like(best, one, self.foods):
                    doubt = Reason(Doubt.LENT, one.name.text)
                    lent = replace(weighed, reasons=(*weighed.reasons, doubt))
        return best, lent or first

    def _weighed(
        self, one: Found, read: AmountText, asked: Meaning, words: frozenset[str]
    ) -> Weighed:
        head = _parts(asked.words | asked.optional | one.name.meaning.head)
        bought = self._takes_bought(asked)
        return weigh(read, Asked(one.name.food_id, self.foods, words, head, bought))

    def _may_stand_for(self, best: Found, other: Found) -> bool:
        is_near = other.cost <= best.cost + _LOOK and other.is_said >= best.is_said
        return is_near and _are_alike(best.name.food_id, other.name.food_id, self.foods)

    def _takes_bought(self, asked: Meaning) -> bool:
        """Whether amounts are of the food as bought: what is raw, dry or, in a recipe, not said."""
        heat = asked.forms.get("heat", frozenset())
        if heat:
            return heat == {"raw"}
        return self.is_recipe or "dried" in asked.forms.get("keep", ())

    def _answer(
        self,
        text: str,
        found: Sequence[Found],
        pick: tuple[Found, Weighed],
        asked: Meaning,
        doubts: list[Reason],
    ) -> Match:
        chosen, weighed = pick
        reasons = [*doubts, *_name_doubts(chosen), *weighed.reasons]
        if _has_rival(found, chosen, self.foods):
            reasons.append(Reason(Doubt.SEVERAL))
        food_id = chosen.name.food_id
        grams, note = weighed.grams, ""
        if grams is not None:
            grams, note, doubt = self._eaten(food_id, weighed, asked)
            reasons += doubt
        known = _described(food_id, self.foods)
        return Match(
            text, food_id, known[0], known[1], known[2],
            None if grams is None else round(grams, 1),
            Confidence.UNSURE if reasons or grams is None else Confidence.SURE,
            tuple(dict.fromkeys(reasons)),
            _others([one for one in found if one is not chosen]), note,
        )  # fmt: skip

    def _eaten(
        self, food_id: str, weighed: Weighed, asked: Meaning
    ) -> tuple[float, str, tuple[Reason, ...]]:
        """Return grams as eaten, what was converted, and a doubt about the form."""
        grams = weighed.grams or 0.0
        if food_id not in self.foods or self.foods.food(food_id).is_own:
            return grams, "", ()
        food = self.foods.food(food_id)
        kitchen = load_kitchen_foods().get(food_id)
        state = kitchen.state if kitchen is not None else ""
        is_said = "canned" in asked.forms.get("keep", ())
        is_can = is_said or state == "can"
        if is_said and self.is_recipe and weighed.is_stated and is_drained(food, "can"):
            return _drained(food, grams)
        eaten = eaten_of_used(food, "can" if is_can else state, grams)
        if abs(eaten - grams) < 0.01 * grams or weighed.is_bought is False:
            return grams, "", ()
        takes = self._takes_bought(asked) and (self.is_recipe or _is_cooked(food))
        if weighed.is_bought or takes:
            return eaten, f"{grams:.0f} g as bought is {eaten:.0f} g eaten", ()
        if eaten > _SWELLS * grams and not asked.forms.get("heat"):
            return grams, "", (Reason(Doubt.DRY_OR_COOKED),)
        return grams, "", ()


def _is_cooked(food: Food) -> bool:
    """Whether our food is in a cooked form, so that its raw weight is another."""
    return "cooked" in name_meaning(food.name).forms.get("heat", ())


def _is_like(best: Found, other: Found, foods: FoodTable) -> bool:
    """Whether a food is near enough in energy that a cup or piece of it weighs the same."""
    kcal = [_kcal(one.name.food_id, foods) for one in (best, other)]
    return max(kcal) <= _LIKE_KCAL * min(kcal)


def _drained(food: Food, grams: float) -> tuple[float, str, tuple[Reason, ...]]:
    """Return a stated weight of a canned food; the weight of usual cans counts what is drained."""
    is_gross = any(abs(grams / size % 1.0) < _CAN_SHARE for size in _CANS_G)
    if not is_gross:
        return grams, "", (Reason(Doubt.CAN),)
    share = share_of_can(food)
    return grams * share, "", (Reason(Doubt.CAN, f"{share:.0%} of it"),)


def _has_rival(found: Sequence[Found], chosen: Found, foods: FoodTable) -> bool:
    """Whether another food fits as well and is not alike."""
    if chosen.name.is_listed and chosen.cost < _RIVAL:
        return False
    return any(
        one.cost <= chosen.cost + _RIVAL
        and one is not chosen
        and not _are_alike(chosen.name.food_id, one.name.food_id, foods)
        for one in found
    )


def _parts(words: frozenset[str]) -> frozenset[str]:
    """Return words with the parts of those joined of several: a graham_cracker is a cracker."""
    return words | {part for word in words for part in word.split("_")}


def _is_named(asked: Meaning, best: Found, index: FoodIndex) -> bool:
    """Whether the best food says enough of what was asked, above all its noun, to be named."""
    total = sum(map(index.weight, asked.words))
    missing = sum(index.weight(word) for word in asked.words & best.missing)
    most = _WEAK_NOUN if asked.noun in best.missing else _WEAK
    return missing <= most * total


def _name_doubts(found: Found) -> Iterator[Reason]:
    if found.missing:
        yield Reason(Doubt.NOT_SAID, ", ".join(sorted(found.missing)))
    if found.against:
        yield Reason(Doubt.AGAINST, ", ".join(sorted(found.against)))
    if found.unusual or found.extra > _EXTRA:
        yield Reason(Doubt.UNUSUAL, ", ".join(sorted(found.unusual)))


def _others(found: Sequence[Found]) -> tuple[Alternative, ...]:
    return tuple(Alternative(one.name.food_id, one.name.text) for one in found[:5])


def _described(food_id: str, foods: FoodTable) -> tuple[str, str, str]:
    """Return the name, source and source key of a food of either table."""
    if food_id in foods:
        food = foods.food(food_id)
        return food.name, food.source, food.source_id
    known = known_food(food_id)
    return known.name, known.source, known.source_id


def _are_alike(one: str, other: str, foods: FoodTable) -> bool:
    """Whether two foods have nearly the same energy, so that either will do."""
    first, second = _kcal(one, foods), _kcal(other, foods)
    return abs(first - second) <= max(_ALIKE_KCAL, _ALIKE_SHARE * max(first, second))


def _kcal(food_id: str, foods: FoodTable) -> float:
    if food_id in foods:
        return float(foods.composition[foods.row(food_id), nutrient_index()["energy_kcal"]])
    return _kcal_read(food_id)


@lru_cache(maxsize=4096)
def _kcal_read(food_id: str) -> float:
    return float(known_food(food_id).per_100_g[nutrient_index()["energy_kcal"]])
