"""A user's own dishes: grams of foods per serving, read from a TOML file and validated."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import tomli_w
from pydantic import Field, field_validator

from planner.errors import InputError, unknown_name
from planner.nutrition.checked_model import CheckedModel
from planner.nutrition.foods.dishes import CUISINES, Dish, Step, even_scales
from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.user_files import read_toml_entries
from planner.request.content_questions import suggested_by_words
from planner.request.declared_contents import UNDECLARED, known_contents
from planner.request.own_foods import is_own_food_id

MOST_DISHES = 200
SCALES = (0.5, 1.0, 1.5, 2.0)


class OwnDish(CheckedModel):
    """A user's own dish.

    Attributes
    ----------
    id : str
        Key; starts with ``own_``.
    name : str
        Name on a menu.
    meals : tuple of str
        Names of the meals it suits.
    cuisine : str
        One of `CUISINES`.
    servings : int
        Servings that the recipe makes.
    active_minutes, total_minutes : int
        Minutes of active work, and minutes from start to table.
    keeps_days : int
        Days that leftovers keep in the fridge; 0 if they do not keep.
    ingredients : tuple of (str, float)
        Food ids and grams in one serving, as eaten.
    steps : tuple of str
        Preparation steps.
    left_out : tuple of str
        Lines of the recipe that are no ingredient here.
    checked : bool
        Whether the user says that what is left out contains no allergen and nothing of an animal
        that the ingredients do not.
    without : tuple of str
        What its name or a line left out suggests and it does not contain, as the user says.
    """

    id: str = Field(pattern=r"^own_[a-z0-9_]{1,60}$")
    name: str = Field(min_length=1, max_length=120)
    meals: tuple[str, ...] = Field(min_length=1)
    cuisine: str = "american"
    servings: int = Field(default=1, ge=1, le=100)
    active_minutes: int = Field(default=20, ge=0, le=24 * 60)
    total_minutes: int = Field(default=30, ge=0, le=7 * 24 * 60)
    keeps_days: int = Field(default=0, ge=0, le=7)
    ingredients: tuple[tuple[str, float], ...] = Field(min_length=1, max_length=60)
    steps: tuple[str, ...] = ()
    left_out: tuple[Annotated[str, Field(max_length=600)], ...] = Field(default=(), max_length=100)
    checked: bool = False
    without: tuple[str, ...] = ()

    @field_validator("without")
    @classmethod
    def _known_contents(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return known_contents(value)

    @field_validator("meals")
    @classmethod
    def _known_meals(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for meal in value:
            if meal not in meal_names():
                raise unknown_name("meal", meal, meal_names())
        return tuple(name for name in meal_names() if name in value)

    @field_validator("cuisine")
    @classmethod
    def _known_cuisine(cls, value: str) -> str:
        if value not in CUISINES:
            raise unknown_name("cuisine", value, CUISINES)
        return value

    @field_validator("ingredients")
    @classmethod
    def _known_foods(cls, value: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
        for food_id, grams in value:
            if not is_own_food_id(food_id):
                load_foods().row(food_id)
            if not 0 < grams <= 5000:
                raise InputError(
                    f"{food_id}: {grams:g} g a serving; allowed are more than 0 and at most 5000 g"
                )
        return value

    def as_dish(self) -> Dish:
        """Return the dish as an entry of the catalogue."""
        return Dish(
            id=self.id,
            name=self.name,
            base=self.id,
            meals=frozenset(self.meals),
            cuisine=self.cuisine,
            servings=self.servings,
            active_minutes=self.active_minutes,
            total_minutes=self.total_minutes,
            keeps_days=self.keeps_days,
            scales=even_scales(SCALES),
            ingredients=self.ingredients,
            method=tuple(Step(text, is_literal=True) for text in self.steps),
            suggested=self._suggested(),
            is_whole=self.checked or not self.left_out,
        )

    def _suggested(self) -> tuple[tuple[str, str], ...]:
        """Return what its name and the lines left out suggest, and its user did not deny."""
        texts = (self.name, *self.left_out)
        pairs = dict.fromkeys(pair for text in texts for pair in suggested_by_words(text))
        return tuple(pair for pair in pairs if pair[1] not in self.without)

    def undeclared_words(self, table: FoodTable) -> str:
        """Say what is missing for its contents to be known; empty if nothing is."""
        dish = self.as_dish()
        if dish.is_declared(table):
            return ""
        values = dict.fromkeys(value for _, value in dish.open_questions(table))
        asked = ", ".join(value.replace("_", " ") for value in values)
        words = f"{self.name}: {UNDECLARED}"
        if asked:
            words += f"; by its words it may contain {asked}, which no ingredient does"
        if not dish.is_whole:
            words += f"; {len(self.left_out)} lines of its recipe are left out"
        return words


def write_own_dishes(dishes: Iterable[OwnDish]) -> str:
    """Return dishes as TOML text, in the form that `read_own_dishes` reads."""
    return tomli_w.dumps({"dish": [dish.model_dump(mode="json") for dish in dishes]})


def read_own_dishes(path: Path) -> tuple[OwnDish, ...]:
    """Read a file of own dishes.

    Raises
    ------
    InputError
        If the file cannot be read, is too large or not TOML, or a dish is not valid.
    """
    return read_toml_entries(path, "dish", MOST_DISHES, OwnDish.from_raw)
