"""Read a recipe in JSON-LD, as a file or inside a web page; all values are validated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from planner.errors import InputError
from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.knowledge.ingredient_lines import Ingredient, read_line
from planner.nutrition.user_files import RECIPE_BYTES, read_text

DEEPEST = 60  # most levels of nesting; a recipe has about six
MOST_LINES = 100
MOST_LETTERS = 600
MOST_GRAMS = 100_000.0
_MINUTES = re.compile(
    r"^P(?:(?P<days>\d{1,3})D)?(?:T(?:(?P<hours>\d{1,3})H)?(?:(?P<minutes>\d{1,4})M)?(?:\d+S)?)?$"
)


@dataclass(frozen=True)
class Recipe:
    """A recipe read from a file.

    Attributes
    ----------
    name : str
        Name of the dish.
    servings : int
        Servings that it makes; 1 if not stated.
    ingredients, steps : tuple of str
        Lines as written.
    active_minutes, total_minutes : int or None
        Minutes of active work, and minutes from start to table; None if not stated.
    supplies : tuple of (str, str, float)
        Ingredient lines with the food id and the grams eaten that a recipe of ours states.
    """

    name: str
    servings: int
    ingredients: tuple[str, ...]
    steps: tuple[str, ...]
    active_minutes: int | None
    total_minutes: int | None
    supplies: tuple[tuple[str, str, float], ...] = ()

    def matched(self, foods: FoodTable | None = None) -> tuple[Ingredient, ...]:
        """Return each line with its food and its grams as eaten.

        A line of a recipe of ours, if it is unchanged, has those that the recipe states.
        """
        table = foods or load_foods()
        stated = {line: (food_id, grams) for line, food_id, grams in self.supplies}
        return tuple(
            Ingredient(line, *stated[line], is_sure=True)
            if line in stated and stated[line][0] in table
            else read_line(line, foods)
            for line in self.ingredients
        )


class _Scripts(HTMLParser):
    """Parser that collects the JSON-LD scripts of a web page."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = False
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self._inside:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def read_recipe(path: Path) -> Recipe:
    """Read the first recipe of a file.

    Raises
    ------
    InputError
        If the file cannot be read, is too large or too deeply nested, or has no valid recipe.
    """
    return recipe_of(read_text(path, RECIPE_BYTES), str(path))


def recipe_of(text: str, place: str) -> Recipe:
    """Return the first recipe of a text; raises InputError as `read_recipe` does."""
    scripts = _Scripts()
    if text.lstrip().startswith("<"):
        scripts.feed(text)
    for source in scripts.texts or [text]:
        if _depth(source) > DEEPEST:
            raise InputError(f"{place}: nested more than {DEEPEST} levels deep")
        try:
            raw = json.loads(source)
        except ValueError:
            continue
        for found in _recipes(raw):
            return _checked(found, place)
    raise InputError(
        f"{place}: has no recipe; give a file or web page with a schema.org/Recipe in JSON-LD"
    )


def _depth(text: str) -> int:
    """Return an upper bound of the nesting depth: brackets inside strings count too."""
    deepest = depth = 0
    for letter in text:
        if letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}":
            depth = max(depth - 1, 0)
    return deepest


def _recipes(raw: Any) -> Iterator[dict[str, Any]]:
    """Yield the recipes of a document, including those in lists and graphs."""
    if isinstance(raw, list):
        for entry in raw:
            yield from _recipes(entry)
    elif isinstance(raw, dict):
        kinds = raw.get("@type")
        if "Recipe" in (kinds if isinstance(kinds, list) else [kinds]):
            yield raw
        else:
            yield from _recipes(raw.get("@graph"))
            yield from _recipes(raw.get("mainEntity"))


def _checked(raw: dict[str, Any], place: str) -> Recipe:
    """Return the validated parts of a recipe.

    Raises
    ------
    InputError
        If it has no name, no ingredients or too many ingredients.
    """
    name = _text(raw.get("name"))
    lines = [line for line in map(_text, _list(raw.get("recipeIngredient"))) if line]
    if not name:
        raise InputError(f"{place}: the recipe has no name")
    if not 1 <= len(lines) <= MOST_LINES:
        raise InputError(f"{place}: {len(lines)} ingredients; allowed are 1 to {MOST_LINES}")
    return Recipe(
        name=name,
        servings=_servings(raw.get("recipeYield")),
        ingredients=tuple(lines),
        steps=tuple(_steps(raw.get("recipeInstructions"))),
        active_minutes=_minutes(raw.get("prepTime")),
        total_minutes=_minutes(raw.get("totalTime")),
        supplies=tuple(_supplies(raw.get("supply"))),
    )


def _supplies(value: Any) -> Iterator[tuple[str, str, float]]:
    """Yield the supplies with a food id and grams; others are of no use here."""
    for entry in _list(value)[:MOST_LINES]:
        quantity = entry.get("requiredQuantity") if isinstance(entry, dict) else None
        if not isinstance(quantity, dict) or quantity.get("unitCode") != "GRM":
            continue
        grams = quantity.get("value")
        line, food_id = _text(entry.get("name")), _text(entry.get("identifier"))
        if isinstance(grams, int | float) and 0 < grams <= MOST_GRAMS and line and food_id:
            yield line, food_id, float(grams)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    """Return one line of printable text, shortened; empty if the value is not text."""
    if not isinstance(value, str):
        return ""
    printable = "".join(letter if letter.isprintable() else " " for letter in value)
    return " ".join(printable.split())[:MOST_LETTERS]


def _servings(value: Any) -> int:
    """Return the first whole number of a yield; 1 if there is none."""
    for entry in _list(value):
        if isinstance(entry, int | float) and 1 <= entry <= 100:
            return int(entry)
        match = re.search(r"\d{1,3}", _text(entry))
        if match and 1 <= int(match[0]) <= 100:
            return int(match[0])
    return 1


def _steps(value: Any) -> Iterator[str]:
    """Yield the steps of instructions: text, HowToStep or HowToSection."""
    for entry in _list(value)[:MOST_LINES]:
        if isinstance(entry, dict):
            text = _text(entry.get("text")) or _text(entry.get("name"))
            if "itemListElement" in entry:
                yield from _steps(entry["itemListElement"])
            elif text:
                yield text
        elif text := _text(entry):
            yield text


def _minutes(value: Any) -> int | None:
    """Return the minutes of an ISO 8601 duration; None if the value is not one."""
    match = _MINUTES.match(_text(value))
    if match is None:
        return None
    days, hours, minutes = (int(match[name] or 0) for name in ("days", "hours", "minutes"))
    return days * 1440 + hours * 60 + minutes
