"""Checks of the figures of foods: parts within their whole, energy, portions, unknown values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from planner.nutrition.nutrients import core_nutrients, nutrient_ids
from planner.nutrition.tables import read_rows, split_list

Figures = Mapping[str, float]


@dataclass(frozen=True)
class Whole:
    """A figure per 100 g that cannot be less than the sum of its parts.

    Attributes
    ----------
    id : str
        Key, as in ``data/figure_exceptions.csv``.
    whole : str
        Nutrient that holds the parts.
    parts : mapping of str to float
        Nutrients in it, each with the factor to the unit of the whole.
    slack, share : float
        Excess that rounding and separate analyses explain: an amount, and a share of the whole.
    """

    id: str
    whole: str
    parts: Mapping[str, float]
    slack: float
    share: float = 0.0

    def fault(self, figures: Figures) -> str:
        """Return what is wrong, in words; empty if nothing or if the whole is unknown."""
        most = figures[self.whole]
        held = sum(factor * _known(figures[part]) for part, factor in self.parts.items())
        if np.isnan(most) or held <= most * (1 + self.share) + self.slack:
            return ""
        names = " and ".join(self.parts)
        return f"{names} make {held:g}, more than the {most:g} of {self.whole}"


# Fatty acids are analysed apart from fat, so they may exceed it a little. Carbohydrate is a
# remainder, which `planner.nutrition.sources.adjustments` raises to the sugars and fiber in it.
WHOLES = (
    Whole("added_sugars", "sugars_g", {"added_sugars_g": 1.0}, 0.001),
    Whole("added_in_carbohydrate", "carbohydrate_g", {"added_sugars_g": 1.0}, 0.001, 0.03),
    Whole("sugars", "carbohydrate_g", {"sugars_g": 1.0, "fiber_g": 1.0}, 0.001),
    Whole(
        "fat",
        "fat_g",
        {"saturated_fat_g": 1.0, "monounsaturated_fat_g": 1.0, "polyunsaturated_fat_g": 1.0},
        0.25,
        0.05,
    ),
    Whole(
        "polyunsaturated",
        "polyunsaturated_fat_g",
        {"linoleic_acid_g": 1.0, "alpha_linolenic_acid_g": 1.0},
        0.12,
    ),
    Whole("retinol", "vitamin_a_ug_rae", {"retinol_ug": 1.0}, 1.0),
    Whole("folic_acid", "folate_ug_dfe", {"folic_acid_ug": 1.7}, 3.0),
)
_MASS = ("protein_g", "fat_g", "carbohydrate_g", "water_g", "alcohol_g")
# Meat, fish, eggs and drained vegetables lose weight in cooking; of a duck a quarter is eaten.
_LOSE_WATER = frozenset({"egg", "fish", "meat", "vegetable"})
_MOST_BOUGHT = 4.0
_MOST_MASS_G = 102.5  # carbohydrate is the remainder to 100 g; labels round each figure

# General Atwater factors; records have factors of their own food, fiber and sugar alcohols give
# less, acids of vinegar, cocoa and bran less or more.
_FACTORS = {"protein_g": 4.0, "fat_g": 9.0, "alcohol_g": 7.0}
ENERGY_TOLERANCE = 0.15
ENERGY_SLACK_KCAL = 15.0
_MOST_WITHOUT_SOURCE = 20.0  # kcal in 100 g; acids give as much to vinegar
# A label of a small serving is rounded to whole grams and to 5 or 10 kcal.
_LABEL_GRAM, _LABEL_KCAL = 0.5, 5.0


def _known(amount: float) -> float:
    return 0.0 if np.isnan(amount) else amount


def energy_fault(figures: Figures, serving_g: float | None) -> str:
    """Compare energy with that of protein, fat, carbohydrate and alcohol.

    Parameters
    ----------
    figures : mapping of str to float
        Amounts per 100 g; NaN if unknown.
    serving_g : float or None
        Grams in which a label rounded its figures; None for a laboratory's.
    """
    energy = figures["energy_kcal"]
    if np.isnan(energy):
        return "no energy"
    fixed = sum(factor * _known(figures[name]) for name, factor in _FACTORS.items())
    carbohydrate = _known(figures["carbohydrate_g"])
    if energy >= _MOST_WITHOUT_SOURCE and not fixed + carbohydrate:
        return f"{energy:g} kcal, but no protein, fat, carbohydrate or alcohol gives them"
    starch = max(carbohydrate - _known(figures["fiber_g"]), 0.0)
    slack = ENERGY_SLACK_KCAL
    if serving_g:
        slack += 100.0 / serving_g * (_LABEL_KCAL + _LABEL_GRAM * (4.0 + 9.0 + 4.0))
    below = (fixed + 4 * starch) * (1 - ENERGY_TOLERANCE) - slack
    above = (fixed + 4 * carbohydrate) * (1 + ENERGY_TOLERANCE) + slack
    if below <= energy <= above:
        return ""
    return f"{energy:g} kcal, but 4/9/4/7 gives {below:.0f} to {above:.0f}"


def mass_fault(figures: Figures) -> str:
    """Return a fault if what 100 g hold weighs more than 100 g."""
    mass = sum(_known(figures[name]) for name in _MASS)
    if mass <= _MOST_MASS_G:
        return ""
    return f"protein, fat, carbohydrate, water and alcohol make {mass:.1f} g of 100 g"


def bought_fault(food: Mapping[str, str], bought: str) -> str:
    """Return a fault if less raw food makes more cooked food than cooking can.

    Parameters
    ----------
    food : mapping of str to str
        A row of ``data/foods.csv``.
    bought : str
        Grams bought per gram eaten, as the cell of ``data/food_facts.csv``.
    """
    cooked = food["bought_id"] not in ("", food["source_id"])
    least = 1.0 if cooked and food["group"] in _LOSE_WATER else 0.0
    if least <= float(bought or 1.0) <= _MOST_BOUGHT:
        return ""
    return f"{bought} g are bought for 1 g eaten; possible are {least:g} to {_MOST_BOUGHT:g}"


def figure_faults() -> Iterator[str]:
    """Check each food's figures against each other, and that every exception is still needed."""
    unused = {(row["check"], row["food_id"]) for row in read_rows("figure_exceptions.csv")}
    exceptions = frozenset(unused)
    composition = {row["food_id"]: row for row in read_rows("composition.csv")}
    facts = {row["food_id"]: row["bought_g_per_g"] for row in read_rows("food_facts.csv")}
    for food in read_rows("foods.csv"):
        row = composition.get(food["food_id"])
        if row is None or food["food_id"] not in facts:
            continue  # reported with the tables
        figures = {name: float(row[name] or "nan") for name in nutrient_ids()}
        serving = float(food["measure_grams"]) if food["source"] == "label" else None
        found = {one.id: one.fault(figures) for one in WHOLES}
        found |= {
            "energy": energy_fault(figures, serving),
            "mass": mass_fault(figures),
            "bought": bought_fault(food, facts[food["food_id"]]),
        }
        for check, fault in found.items():
            key = (check, food["food_id"])
            if fault and key in exceptions:
                unused.discard(key)
            elif fault:
                yield f"data/composition.csv {food['food_id']}: {fault} (check {check})"
    for check, food_id in sorted(unused):
        yield f"data/figure_exceptions.csv: {check} of {food_id} is no fault: remove the row"
    yield from _adjusted_faults(composition)


def _adjusted_faults(composition: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Check that the list of adjusted figures agrees with the composition."""
    for name in ("corrections.csv", "added_sugars.csv"):
        for row in read_rows(name):
            for column in ("food_id", "natural_of"):
                if row.get(column) and row[column] not in composition:
                    yield f"data/{name}: no food {row[column]!r}"
    for row in read_rows("adjusted_figures.csv"):
        used = composition.get(row["food_id"], {}).get(row["nutrient"])
        if used != row["used"]:
            yield (
                f"data/adjusted_figures.csv {row['food_id']}: {row['nutrient']} is {used!r} in "
                f"composition.csv, not {row['used']!r}; run `make data`"
            )


def portion_faults() -> Iterator[str]:
    """Check portions and the list of unknown nutrients of each food."""
    composition = {row["food_id"]: row for row in read_rows("composition.csv")}
    for food in read_rows("foods.csv"):
        food_id = food["food_id"]
        row = composition.get(food_id)
        if row is None:
            continue  # reported with the tables
        unknown = {name for name in core_nutrients() if not row[name]}
        if unknown != set(split_list(food["unknown"])):
            expected = ";".join(sorted(unknown)) or "empty"
            yield f"data/foods.csv {food_id}: column unknown must be {expected}"
        least, usual = (float(food[name]) * float(food["measure_grams"]) for name in _PORTIONS)
        if usual > _MOST_PORTION_G:
            yield (
                f"data/foods.csv {food_id}: usual portion of {usual:.0f} g; "
                f"at most {_MOST_PORTION_G:.0f} g"
            )
        if least > float(food["day_max_grams"]) + 1e-9:
            yield f"data/foods.csv {food_id}: the smallest helping exceeds day_max_grams"


_PORTIONS = ("least", "usual")
_MOST_PORTION_G = 1000.0
