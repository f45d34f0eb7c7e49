"""Turn the amounts of a line into grams of its food, with every doubt named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.kitchen_measures import CAN_G, share_of_can
from planner.nutrition.foods.purchase_units import bought_per_eaten
from planner.nutrition.knowledge.amount_text import Amount, AmountText
from planner.nutrition.knowledge.amount_units import NO_UNIT, units_by_word
from planner.nutrition.knowledge.food_measures import (
    Measure,
    has_word,
    is_poured,
    measures_of,
    pieces_named,
)
from planner.nutrition.knowledge.food_words import plain_tokens
from planner.nutrition.knowledge.match_answer import Doubt, Reason

_AGREE = 0.1  # relative difference up to which two weights are one, said twice
_SPREAD = 0.25  # relative difference of measures from which a line must say which it means
_DENSITY = 1.0  # g/ml, of a liquid whose own weight is not known
# Words of a measure that say nothing of how the food is cut.
_BARE = frozenset({"whole", "8", "fl", "oz"})
_VESSEL_ML = {"glass": 240.0, "mug": 240.0, "bowl": 240.0}


@dataclass(frozen=True)
class Weighed:
    """The grams of a line.

    Attributes
    ----------
    grams : float or None
        Grams; None if they are not known.
    is_bought : bool or None
        Whether they are of the food as bought (True) or as eaten (False); None for a weight as
        written, which may be either.
    reasons : tuple of Reason
        What is doubtful.
    is_stated : bool
        Whether they are a weight as written, of all.
    """

    grams: float | None
    is_bought: bool | None = None
    reasons: tuple[Reason, ...] = ()
    is_stated: bool = False


@dataclass(frozen=True)
class Asked:
    """What grams are looked up for.

    Attributes
    ----------
    food_id : str
        A food of either table.
    foods : FoodTable
        Our foods, with a user's own.
    words : frozenset of str
        The plain words of the line: its food and its preparation.
    head : frozenset of str
        Words that name the food.
    prefers_bought : bool
        Whether measures of the food as bought go first.
    """

    food_id: str
    foods: FoodTable
    words: frozenset[str]
    head: frozenset[str]
    prefers_bought: bool


def weigh(read: AmountText, asked: Asked) -> Weighed:
    """Return the grams of a food that the amounts of a line stand for."""
    main = [amount for amount in read.amounts if not amount.in_brackets]
    ranges = tuple(Reason(Doubt.RANGE) for amount in read.amounts if amount.is_range)
    commas = tuple(Reason(Doubt.COMMA, text) for text in read.doubts)
    if read.is_of_two:
        commas = (*commas, Reason(Doubt.NUMBER))
    if not read.amounts:
        return Weighed(None, reasons=(Reason(Doubt.NO_AMOUNT), *commas))
    found = _by_size(read.amounts, asked) or _by_weight(read.amounts, asked)
    if found is None:
        found = _by_measure(main or list(read.amounts), read.size, asked)
        if main and len(main) < len(read.amounts):
            found = _checked(found, read, asked)
    return replace(found, reasons=(*found.reasons, *ranges, *commas))


def _checked(found: Weighed, read: AmountText, asked: Asked) -> Weighed:
    """Return grams with a doubt if what is in brackets is not the same amount again."""
    inside = [amount for amount in read.amounts if amount.in_brackets]
    again = [_of_measure(amount, read.size, asked).grams for amount in inside]
    known = [grams for grams in (*again, found.grams) if grams is not None]
    if len(known) < len(again) + 1:
        return replace(found, reasons=(*found.reasons, Reason(Doubt.NUMBER)))
    if _differ(known):
        return replace(found, reasons=(*found.reasons, Reason(Doubt.WEIGHTS)))
    return found


def _grams_of_weight(amount: Amount) -> float:
    return amount.number * (amount.unit.factor or 0.0)


def _by_size(amounts: Sequence[Amount], asked: Asked) -> Weighed | None:
    """Return a count of containers or pieces of a stated size; None if there is none."""
    count = amounts[0]
    of_each = [
        amount for amount in amounts[1:]
        if amount.is_each or (amount.follows_count and count.unit.kind == "container")
    ]  # fmt: skip
    sizes = [_size_grams(amount, asked) for amount in of_each]
    known = [size for size in sizes if size is not None]
    if not known:
        return None
    reasons = [Reason(Doubt.WEIGHTS)] if _differ(known) else []
    if len(amounts) != 1 + len(of_each):
        reasons.append(Reason(Doubt.NUMBER))
    grams = count.number * known[0]
    if count.unit.name == "can":
        share, doubts = _of_can(asked)
        return Weighed(grams * share, share != 1.0 and None, (*reasons, *doubts))
    return Weighed(grams, None, tuple(reasons))


def _of_can(asked: Asked) -> tuple[float, tuple[Reason, ...]]:
    """Return the share of a can that is food, and the doubt about it."""
    if asked.food_id not in asked.foods:
        is_solid = not is_poured(asked.food_id, asked.foods)
        return 1.0, (Reason(Doubt.CAN),) if is_solid else ()
    share = share_of_can(asked.foods.food(asked.food_id))
    return share, () if share == 1.0 else (Reason(Doubt.CAN, f"{share:.0%} of it"),)


def _size_grams(amount: Amount, asked: Asked) -> float | None:
    """Return the grams of the size of one container."""
    if amount.unit.kind == "weight":
        return _grams_of_weight(amount)
    if amount.unit.kind == "volume":
        return _of_volume(amount, asked).grams
    return None


def _by_weight(amounts: Sequence[Amount], asked: Asked) -> Weighed | None:
    """Return a weight that is stated; None if there is none."""
    weights = [amount for amount in amounts if amount.unit.kind == "weight"]
    if not weights:
        return None
    once = [amount for amount in weights if not amount.is_added]
    grams = [_grams_of_weight(amount) for amount in once]
    more = sum(_grams_of_weight(amount) for amount in weights if amount.is_added)
    reasons = [Reason(Doubt.WEIGHTS)] if _differ(grams) else []
    if any(amount.is_added and amount.unit.kind != "weight" for amount in amounts):
        reasons.append(Reason(Doubt.NUMBER))
    first = amounts[0]
    if any(amount.follows_count for amount in weights) and first.unit is NO_UNIT:
        if first.number > 1:
            reasons.append(Reason(Doubt.EACH_OR_ALL))
            grams = [first.number * one for one in grams]
    elif any(
        amount.unit.kind not in ("weight", "volume") and not _agrees(amount, grams, asked)
        for amount in amounts[1:]
    ):
        reasons.append(Reason(Doubt.NUMBER))
    total = (grams[0] if grams else 0.0) + more or None
    if total is not None and _volumes_differ(amounts, total, asked):
        reasons.append(Reason(Doubt.WEIGHTS))
    return Weighed(total, None, tuple(reasons), is_stated=True)


def _agrees(amount: Amount, grams: Sequence[float], asked: Asked) -> bool:
    """Whether an amount in brackets is the weight again: ``4 oz (1 stick) butter``."""
    found = _of_measure(amount, "", asked).grams if amount.in_brackets else None
    return found is not None and not _differ([*grams, found])


def _volumes_differ(amounts: Sequence[Amount], grams: float, asked: Asked) -> bool:
    """Whether a volume that is stated too weighs something else: 2 cups (700 g) of sugar."""
    volumes = [amount for amount in amounts if amount.unit.kind == "volume"]
    if len(volumes) != 1:
        return False
    found = _of_volume(volumes[0], asked)
    if found.grams is None or found.reasons:
        return False
    return not 1 - _SPREAD <= grams / found.grams <= 1 + _SPREAD


def _differ(values: Sequence[float]) -> bool:
    return bool(values) and max(values) > min(values) * (1 + _AGREE)


def _by_measure(amounts: Sequence[Amount], size: str, asked: Asked) -> Weighed:
    """Return the grams of household measures, added up."""
    added = [amounts[0], *(amount for amount in amounts[1:] if amount.is_added)]
    reasons = [Reason(Doubt.NUMBER)] if len(added) < len(amounts) else []
    parts = [_of_measure(amount, size, asked) for amount in added]
    reasons += [reason for part in parts for reason in part.reasons]
    if any(part.grams is None for part in parts):
        return Weighed(None, reasons=tuple(reasons))
    if len({part.is_bought for part in parts}) > 1:
        reasons.append(Reason(Doubt.WHICH_MEASURE))
    grams = sum(part.grams or 0.0 for part in parts)
    return Weighed(grams, parts[0].is_bought, tuple(reasons))


def _of_measure(amount: Amount, size: str, asked: Asked) -> Weighed:
    kind = amount.unit.kind
    if kind == "volume":
        return _of_volume(amount, asked)
    if kind in ("vague", "vessel"):
        return _of_vague(amount, asked)
    found = _pieces(amount, size, asked)
    if found.grams is None and amount.unit.name == "can" and asked.food_id in asked.foods:
        share, _ = _of_can(asked)
        return Weighed(
            amount.number * CAN_G * share, None,
            (Reason(Doubt.CAN, f"the usual can of {CAN_G:g} g"),),
        )  # fmt: skip
    return found


def _of_vague(amount: Amount, asked: Asked) -> Weighed:
    """Return the grams of a pinch, a handful, a glass; a pinch alone is small enough to be sure."""
    if amount.unit.name in _VESSEL_ML:
        ml = amount.number * _VESSEL_ML[amount.unit.name]
        poured = is_poured(asked.food_id, asked.foods)
        about = f"a {amount.unit.name} of {_VESSEL_ML[amount.unit.name]:g} ml"
        grams = ml * _DENSITY if poured else None
        return Weighed(grams, False, (Reason(Doubt.VAGUE, about),))
    factor = amount.unit.factor
    if factor is None:
        return Weighed(None, reasons=(Reason(Doubt.VAGUE, amount.unit.name),))
    is_small = factor < 1.0
    reasons = () if is_small else (Reason(Doubt.VAGUE, f"a {amount.unit.name} of {factor:g} g"),)
    return Weighed(amount.number * factor, None, reasons)


def _pick(measures: Sequence[Measure], asked: Asked) -> tuple[Measure, bool]:
    """Return the measure that a line means, and whether others that fit as well differ."""
    if not _is_eaten_as_bought(asked):
        forms = [one for one in measures if one.is_bought == asked.prefers_bought]
        measures = forms or measures
    said = [len(measure.words & asked.words) for measure in measures]
    best = [one for one, count in zip(measures, said, strict=True) if count == max(said)]
    unsaid = min(len(one.words - asked.words - _BARE) for one in best)
    bare = [one for one in best if len(one.words - asked.words - _BARE) == unsaid]
    grams = [one.grams for one in best]
    return bare[0], unsaid > 0 and max(grams) > min(grams) * (1 + _SPREAD)


def _is_eaten_as_bought(asked: Asked) -> bool:
    """Whether a cup of the food as bought is as good as one of it as eaten."""
    if asked.food_id not in asked.foods:
        return True
    return abs(bought_per_eaten(asked.foods.food(asked.food_id)) - 1.0) < _SPREAD


def _of_volume(amount: Amount, asked: Asked) -> Weighed:
    """Return the grams of a volume by a volume measure of the food, else by a density."""
    ml = amount.number * (amount.unit.factor or 0.0)
    measures = [one for one in measures_of(asked.food_id, asked.foods) if one.ml]
    if not measures:
        if is_poured(asked.food_id, asked.foods):
            return Weighed(ml * _DENSITY, False, (Reason(Doubt.DENSITY),))
        return Weighed(None, reasons=(Reason(Doubt.NO_MEASURE, amount.unit.name),))
    exact = [one for one in measures if one.unit == amount.unit.name]
    found, is_open = _pick(_per_ml(exact or measures), asked)
    if is_open:  # a cup is whipped or fluid, a spoon may say what it is
        other, is_other_open = _pick(_per_ml(measures), asked)
        found, is_open = (found, True) if is_other_open else (other, False)
    reasons = (Reason(Doubt.WHICH_MEASURE, amount.unit.name),) if is_open else ()
    return Weighed(ml * found.grams, found.is_bought, reasons)


def _per_ml(measures: Sequence[Measure]) -> list[Measure]:
    """Return volume measures as grams of 1 ml, without the words of their unit."""
    return [
        replace(one, words=one.words - _VOLUMES, grams=one.grams / one.ml, ml=1.0)
        for one in measures
    ]


_VOLUMES = frozenset(
    token
    for word in ("cup", "tbsp", "tsp", "tablespoon", "teaspoon", "fl oz", "quart", "pint")
    for token in plain_tokens(word)
)


def _whole_pieces(measures: Sequence[Measure], head: frozenset[str]) -> list[Measure]:
    """Return the measures of whole pieces: those named as the food, by size, or as a fruit."""
    named = [
        one for one in sorted(measures, key=lambda one: len(one.words - head))
        if one.unit in head or (one.unit not in units_by_word() and one.words & head)
    ]  # fmt: skip
    sized = [one for one in measures if one.size and not one.unit]
    return named + sized if named else sized or [one for one in measures if has_word(one, head)]


def _pieces(amount: Amount, size: str, asked: Asked) -> Weighed:
    """Return the grams of a count of pieces: slices, cloves, or whole ones."""
    measures = [
        one for one in measures_of(asked.food_id, asked.foods)
        if one.kind in ("piece", "container") and (not size or one.size in (size, ""))
    ]  # fmt: skip
    unit = amount.unit.name
    if unit in ("", "piece"):
        fits = _whole_pieces(measures, asked.head)
        if not fits and measures and asked.food_id in asked.foods:
            grams, name = amount.number * measures[0].grams, measures[0].unit
            return Weighed(grams, measures[0].is_bought, (Reason(Doubt.PIECE, name),))
    else:
        fits = next(
            (found for name in pieces_named(unit)
             if (found := [one for one in measures if one.unit == name])), [],
        )  # fmt: skip
    sized = [one for one in fits if one.size == size] if size else []
    usual = [one for one in fits if one.size in ("", "medium")]
    fits = sized or usual or fits
    if not fits:
        return Weighed(None, reasons=(Reason(Doubt.NO_MEASURE, unit or "piece"),))
    bought = [one for one in fits if one.is_bought == asked.prefers_bought] or fits
    return Weighed(amount.number * bought[0].grams, bought[0].is_bought)
