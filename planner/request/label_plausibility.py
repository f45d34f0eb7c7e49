"""Ask about labels of own foods whose figures cannot be right: a wrong unit, or energy and fat.

Figures that are impossible are refused where the label is read; these are only unlikely.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from planner.nutrition.checks.figures import energy_fault
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import nutrient, nutrient_ids, nutrient_index
from planner.request.own_foods import OwnFood
from planner.request.plan_request import PlanRequest

# Project choices: foods of one kind differ by less, fortified ones included.
_TIMES_MOST = 3.0  # of the most in foods of the same kind
_SHARE_OF_LEAST = 1 / 20  # of the least in foods of the same kind
_RARE = 0.99  # quantile of all foods, beyond which an amount is asked about
_ENOUGH = 5  # foods of a kind with a known amount, from which their least counts
_IU_PER_UG = {"vitamin_d_ug": 40.0, "vitamin_a_ug_rae": 1 / 0.3}  # NASEM: 1 µg D3 is 40 IU
_MACROS = ("protein_g", "fat_g", "carbohydrate_g")
_FACTORS = {"protein_g": 4.0, "fat_g": 9.0, "carbohydrate_g": 4.0}
_SLACK_KCAL, _TOLERANCE = 15.0, 0.8
_THOUSANDS = (1e3, 1e6)


def label_questions(request: PlanRequest) -> tuple[str, ...]:
    """Return what is asked about the labels of a request's own foods."""
    return tuple(words for food in request.own_foods for words in questions_about(food))


def questions_about(food: OwnFood) -> tuple[str, ...]:
    """Return what is asked about one label, in sentences; empty if it is plausible.

    Examples
    --------
    >>> from planner.request.label_plausibility import questions_about
    >>> from planner.request.own_foods import OwnFood
    >>> label = (("energy_kcal", 52.0), ("fat_g", 33.0))
    >>> bar = OwnFood(name="Bar", subgroup="nut", serving_g=40, label=label)
    >>> questions_about(bar)
    ('Bar, in 100 g: 52 kcal, but the fat alone gives 297 kcal: is the label right?',)
    """
    amounts = dict(zip(nutrient_ids(), food.per_100_g().tolist(), strict=True))
    return (*_about_energy(food, amounts), *_about_units(food, amounts))


def _about_energy(food: OwnFood, amounts: dict[str, float]) -> Iterator[str]:
    """Ask about energy that protein, fat and carbohydrate do not give."""
    energy = amounts["energy_kcal"]
    if np.isnan(energy):
        return
    where = f"{food.name}, in 100 g"
    for name, factor in _FACTORS.items():
        if amounts[name] * factor * _TOLERANCE - _SLACK_KCAL > energy:
            what = _in_text(name)
            gives = amounts[name] * factor
            yield (
                f"{where}: {energy:g} kcal, but the {what} alone gives {gives:.0f} kcal: "
                "is the label right?"
            )
            return
    if any(np.isnan(amounts[name]) for name in _MACROS):
        return
    if fault := energy_fault(amounts, food.serving_g if food.per == "serving" else 100.0):
        yield f"{where}: {fault}: is the label right?"


def _about_units(food: OwnFood, amounts: dict[str, float]) -> Iterator[str]:
    """Ask about amounts that only another unit explains: IU, grams or milligrams."""
    for name, amount in amounts.items():
        if np.isnan(amount) or amount <= 0 or nutrient(name).unit in ("kcal", "g"):
            continue
        least, most = _range_of_kind(food.subgroup, name)
        unit = nutrient(name).unit
        what = f"{food.name}, in 100 g: {amount:.3g} {unit} of {_in_text(name)}"
        if most and amount > max(_TIMES_MOST * most, _usual_most(name)):
            like = f"foods of its kind have at most {most:.3g}"
            in_units = _IU_PER_UG.get(name)
            if in_units:
                yield f"{what}; {like}: is it in IU? They are {amount / in_units:.3g} {unit}"
            else:
                yield f"{what}; {like}: is the unit right?"
        elif least and amount < _SHARE_OF_LEAST * least:
            fits = [one for one in _THOUSANDS if least / _TIMES_MOST <= amount * one]
            if fits and amount * fits[0] <= _TIMES_MOST * most:
                yield (
                    f"{what}; foods of its kind have at least {least:.3g}: is it in another unit? "
                    f"{amount * fits[0]:.3g} {unit} would be usual"
                )


@cache
def _range_of_kind(subgroup: str, name: str) -> tuple[float, float]:
    """Return the least and most of a nutrient per 100 g in foods of a kind.

    The least is 0 if few of them are known, or some have none; the most is 0 if none is known.
    """
    table = load_foods()
    rows = [row for row, food in enumerate(table.foods) if food.subgroup == subgroup]
    column = table.composition[rows, nutrient_index()[name]]
    known = column[~np.isnan(column)]
    if not known.size:
        return 0.0, 0.0
    least = float(np.min(known)) if known.size >= _ENOUGH else 0.0
    return least, float(np.max(known))


@cache
def _usual_most(name: str) -> float:
    """Return the amount per 100 g that few foods of any kind exceed."""
    column = load_foods().composition[:, nutrient_index()[name]]
    return float(np.nanquantile(column, _RARE))


def _in_text(name: str) -> str:
    """Return the name of a nutrient inside a sentence: ``vitamin D``."""
    written = nutrient(name).name
    return written[:1].lower() + written[1:]
