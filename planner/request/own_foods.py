"""A user's own foods, described by their labels; nutrients not on the label stay unknown."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal, Self

import numpy as np
from pydantic import ConfigDict, Field, field_validator, model_validator

from planner.errors import InputError, unknown_name
from planner.nutrition.foods.food_table import (
    FloatArray,
    Food,
    LabelledFood,
    load_foods,
    subgroup_table,
)
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.nutrients import nutrient, nutrient_ids, nutrient_index
from planner.nutrition.user_files import read_toml_entries
from planner.request.declared_contents import DeclaredContents
from planner.request.label_marks import label_marks

MOST_OWN_FOODS = 200
SODIUM_MG_PER_G_OF_SALT = 400.0  # Regulation (EU) No 1169/2011, annex I: salt = sodium x 2.5
# Protein, fat and carbohydrate in 100 g add up to at most 100 g, plus the rounding of labels.
_MOST_GRAMS_IN_100 = 105.0
_MACROS = ("protein_g", "fat_g", "carbohydrate_g")
_PARTS = (
    ("fat_g", "saturated_fat_g"),
    ("carbohydrate_g", "sugars_g"),
    ("sugars_g", "added_sugars_g"),
)
# Most of a nutrient in 100 g of any food, by unit; pure fat supplies 902 kcal.
_MOST_IN_100 = {
    "kcal": 902.0, "g": 100.0, "mg": 1e5, "µg": 1e8, "µg RAE": 1e8, "µg DFE": 1e8,
}  # fmt: skip
# As `OwnFood.id` makes it.
_OWN_FOOD_ID = re.compile(r"own_[a-z0-9_]{1,40}_[0-9a-f]{12}")


def is_own_food_id(food_id: str) -> bool:
    """Return whether an id has the form of the ids of own foods."""
    return _OWN_FOOD_ID.fullmatch(food_id) is not None


@cache
def _aisle(subgroup: str) -> str:
    """Return the aisle of most foods of a subgroup."""
    found = Counter(food.aisle for food in load_foods().foods if food.subgroup == subgroup)
    return found.most_common(1)[0][0]


class OwnFood(DeclaredContents):
    """A user's own food as its label describes it.

    Its name, kind and contents are those of `DeclaredContents`.

    Attributes
    ----------
    per : {"100g", "serving"}
        Basis of the amounts on the label.
    serving, serving_plural : str
        Household measure in words ("bar", "bars").
    serving_g : float
        Grams in one serving.
    label : tuple of (str, float)
        Nutrient ids and amounts on the label; other nutrients are unknown.
    meals : tuple of str
        Meals at which it may be served on its own; empty for a pure ingredient.
    most_servings : float
        Most servings a day.
    """

    model_config = ConfigDict(allow_inf_nan=False)

    per: Literal["100g", "serving"] = "100g"
    serving: str = Field(default="serving", min_length=1, max_length=40)
    serving_plural: str = Field(default="servings", min_length=1, max_length=40)
    serving_g: float = Field(gt=0, le=2000)
    label: tuple[tuple[str, float], ...] = Field(min_length=1)
    meals: tuple[str, ...] = ()
    most_servings: float = Field(default=2.0, ge=0.5, le=10)

    @field_validator("meals")
    @classmethod
    def _known_meals(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for meal in value:
            if meal not in meal_names():
                raise unknown_name("meal", meal, meal_names())
        return tuple(meal for meal in meal_names() if meal in value)

    @field_validator("label")
    @classmethod
    def _known_nutrients(
        cls, value: tuple[tuple[str, float], ...]
    ) -> tuple[tuple[str, float], ...]:
        for name, amount in value:
            if name not in nutrient_index():
                raise unknown_name("nutrient", name, nutrient_ids())
            if amount < 0:
                raise InputError(f"{name} {amount:g}: give 0 or more")
        return tuple(sorted(dict(value).items()))

    @model_validator(mode="after")
    def _possible(self) -> Self:
        """Refuse impossible amounts, which result from a mistyped value or a wrong basis."""
        known = dict(zip(nutrient_ids(), self.per_100_g(), strict=True))
        where = f"{self.name}, in 100 g"
        for name, amount in known.items():
            most = _MOST_IN_100[nutrient(name).unit]
            if amount > most:
                raise InputError(f"{where}: {name} {amount:.4g} is more than {most:g}")
        sums = sum(known[name] for name in _MACROS if not np.isnan(known[name]))
        if sums > _MOST_GRAMS_IN_100:
            raise InputError(f"{where}: protein, fat and carbohydrate add up to {sums:.0f} g")
        for whole, part in _PARTS:
            if known[part] > known[whole] + 0.5:
                raise InputError(f"{where}: {part} {known[part]:.4g} is more than {whole}")
        return self

    @property
    def id(self) -> str:
        """Key: the name and a digest of what the label says, so that other foods have other keys.

        What its user declares later of its contents leaves the key as it is.
        """
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or "food"
        said = self.model_dump(mode="json", exclude={"checked", "without"})
        text = json.dumps(said, sort_keys=True)
        return f"own_{slug}_{hashlib.sha256(text.encode()).hexdigest()[:12]}"

    def per_100_g(self) -> FloatArray:
        """Return the nutrients per 100 g, shape (nutrients,); NaN if the label has no value."""
        scale = 1.0 if self.per == "100g" else 100.0 / self.serving_g
        amounts: FloatArray = np.full(len(nutrient_ids()), np.nan)
        for name, amount in self.label:
            amounts[nutrient_index()[name]] = amount * scale
        return amounts

    def as_row(self) -> LabelledFood:
        """Return the food as a row of the food table."""
        amounts = self.per_100_g()
        food = self._as_food()
        marks = label_marks(food, dict(zip(nutrient_ids(), amounts.tolist(), strict=True)))
        counted = (self.counted_flags - marks.excluded) | (marks.held - set(self.without))
        return LabelledFood(
            replace(food, flags=frozenset(self.flags) | counted),
            tuple(None if np.isnan(x) else float(x) for x in amounts),
        )

    def _as_food(self) -> Food:
        return Food(
            id=self.id,
            name=self.name,
            source="label",
            source_id=self.name,
            group=str(subgroup_table().loc[self.counted_subgroup, "group"]),
            subgroup=self.counted_subgroup,
            contains=self.said["contains"],
            animal=self.said["animal"],
            fortified=frozenset(self.fortified),
            flags=frozenset(self.flags),
            measure=self.serving,
            measure_plural=self.serving_plural,
            measure_g=self.serving_g,
            least=0.5,
            step=0.5,
            usual=1.0,
            day_max_g=self.serving_g * self.most_servings,
            meals=frozenset(self.meals),
            everyday=1,
            aisle=_aisle(self.subgroup),
            bought_as=self.name,
            kind=self.name.split(",")[0].strip().lower(),
            is_own=True,
            is_declared=self.is_declared,
        )


def read_own_foods(path: Path) -> tuple[OwnFood, ...]:
    """Read a TOML file of own foods, each a table ``[[food]]``.

    Raises
    ------
    InputError
        If the file cannot be read, is too large or not TOML, or a food is not valid.
    """
    return read_toml_entries(path, "food", MOST_OWN_FOODS, _from_table)


def _from_table(entry: object, place: str) -> OwnFood:
    """Return one food of a file; its label may give ``salt_g`` instead of ``sodium_mg``."""
    if not isinstance(entry, dict) or not isinstance(entry.get("label"), dict):
        raise InputError(f"{place}: give the label as a table: label = {{ energy_kcal = 200 }}")
    label = dict(entry["label"])
    if "salt_g" in label and "sodium_mg" not in label:
        salt = label.pop("salt_g")
        if not isinstance(salt, int | float):
            raise InputError(f"{place}: salt_g {salt!r}: give a number")
        label["sodium_mg"] = salt * SODIUM_MG_PER_G_OF_SALT
    return OwnFood.from_raw({**entry, "label": list(label.items())}, place)
