"""Parse ingredient lines of recipes and match them to the food table.

ingredient-slicer reads amounts, units and names, without a trained model or a download; RapidFuzz
compares names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process, utils

from planner.nutrition.foods.food_table import Food, FoodTable, load_foods
from planner.nutrition.foods.purchase_units import bought_per_eaten, purchase_unit
from planner.nutrition.knowledge.kitchen_lines import read_kitchen_line
from planner.nutrition.tables import read_rows

# Scores of 0 to 100 for the similarity of names.
SURE = 88.0  # from here a match needs no confirmation
EVERYDAY_NAME = 90.0  # score of a name that is listed in data/ingredient_names.csv
UNSURE = 62.0  # below, a line counts as unmatched
_STATED = re.compile(r"\((\d+(?:\.\d+)?) ?g\) (.+)$")
_EATEN = re.compile(r"\b(cooked|boiled|drained|leftover|canned|steamed|roasted|baked)\b", re.I)
_CAN = re.compile(r"\bcans?\b", re.I)
_CLOVES = re.compile(r"^(.*?)\s*cloves?\s+(?:of\s+)?garlic", re.I)
_PEELED = (0.9, 1.6)  # range of yields from peeling and trimming, as opposed to cooking in water
_SIZES = frozenset({
    "large", "medium", "small", "big", "ripe", "fresh", "freshly", "chopped", "diced", "minced",
    "sliced", "grated", "peeled", "crushed", "organic",
})  # fmt: skip
# Grams; project choice: 1/16 and 1/10 teaspoon of salt.
_PINCHES = {"pinch": 0.4, "dash": 0.6}
_WEIGHTS = frozenset({"gram", "kilogram", "ounce", "pound", "milligram"})


@dataclass(frozen=True)
class Ingredient:
    """A parsed ingredient line.

    Attributes
    ----------
    line : str
        The line as written.
    food_id : str
        Id of the matched food; empty if none matches.
    grams : float or None
        Grams of the food as eaten, in the whole recipe; None if no amount could be read.
    score : float
        Similarity of the names, 0 to 100.
    note : str
        The assumptions made.
    """

    line: str
    food_id: str
    grams: float | None
    score: float
    note: str = ""

    @property
    def state(self) -> str:
        """``sure``, ``unsure`` or ``unmatched``; the user must resolve unmatched lines."""
        if not self.food_id or self.grams is None:
            return "unmatched"
        return "sure" if self.score >= SURE else "unsure"


def _names(foods: FoodTable) -> dict[str, str]:
    """Map normalized food names to ids; a user's own food overrides one of the table."""
    own = {utils.default_process(food.name): food.id for food in foods.foods if food.is_own}
    return _names_of_table() | own


@cache
def _names_of_table() -> dict[str, str]:
    """Map normalized names of the table's foods to ids; the commonest food keeps a shared name."""
    found: dict[str, str] = {}
    for food in sorted(load_foods().foods, key=lambda food: food.everyday):
        for name in (food.name, food.bought_as):
            found.setdefault(utils.default_process(name), food.id)
    return found


@cache
def _everyday_names() -> dict[str, str]:
    """Map the names that recipes use, in the singular, to food ids."""
    return {row["name"]: row["food_id"] for row in read_rows("ingredient_names.csv")}


def _by_everyday_name(text: str) -> Food | None:
    """Return the food for an everyday name ("large eggs"), or None if it is not listed."""
    words = [word for word in utils.default_process(text).split() if word not in _SIZES]
    name = " ".join(words)
    for ending, single in (("", ""), ("s", ""), ("oes", "o"), ("ies", "y"), ("ves", "f")):
        if name.endswith(ending):
            found = _everyday_names().get(name.removesuffix(ending) + single)
            if found is not None:
                return load_foods().food(found)
    return None


def _match(text: str, foods: FoodTable) -> tuple[Food | None, float]:
    """Return the food whose name is most similar to a text, and the score; None if none is."""
    everyday = _by_everyday_name(text)
    if everyday is not None:
        return everyday, EVERYDAY_NAME
    names = _names(foods)
    best = process.extractOne(
        text, list(names), scorer=fuzz.token_sort_ratio, processor=utils.default_process
    )
    loose = process.extract(
        text, list(names), scorer=fuzz.token_set_ratio, processor=utils.default_process, limit=30
    )
    # Of the names that contain all the words, prefer one that starts with them, then the shortest:
    # it adds the fewest words of its own.
    start = utils.default_process(text).removesuffix("s")
    inside = [
        (not name.startswith(start), len(name), name) for name, score, _ in loose if score >= 99.0
    ]
    if best is not None and best[1] >= SURE:
        return foods.food(names[best[0]]), float(best[1])
    if inside:
        _, _, name = min(inside)
        closeness = fuzz.token_sort_ratio(utils.default_process(text), name)
        return foods.food(names[name]), max(70.0, float(closeness))
    if best is not None and best[1] >= UNSURE:
        return foods.food(names[best[0]]), float(best[1])
    return None, 0.0


def read_line(line: str, foods: FoodTable | None = None) -> Ingredient:
    """Parse one ingredient line, and find its food among `foods`, by default those of ``data/``.

    A weight in parentheses before the exact name of a food is a weight as eaten. Other weights are
    of the food as bought, unless the line says cooked, drained or similar, and are converted with
    the food's yield. A line that remains unsure is read as one of our own recipes, if it is one.
    """
    found = _sliced(line, foods or load_foods())
    kitchen = None if found.state == "sure" else read_kitchen_line(line)
    if kitchen is None:
        return found
    return Ingredient(line, kitchen.food_id, round(kitchen.grams, 1), EVERYDAY_NAME)


def _sliced(line: str, foods: FoodTable) -> Ingredient:
    """Return what ingredient-slicer reads of a line, with its assumptions."""
    # ingredient-slicer compiles its patterns when imported: half as long as importing pandas takes.
    from ingredient_slicer import IngredientSlicer  # noqa: PLC0415

    stated = _STATED.search(line)
    if stated is not None:
        ids_by_name = {food.name: food.id for food in foods.foods}
        if stated[2] in ids_by_name:
            return Ingredient(line, ids_by_name[stated[2]], float(stated[1]), 100.0)
    text = _CLOVES.sub(r"\1 garlic cloves", line)
    try:
        read = IngredientSlicer(text).to_json()
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, ZeroDivisionError):
        # The library fails on some texts; the line is then shown as unmatched, never dropped.
        return Ingredient(line, "", None, 0.0, "could not be read")
    food, score = _match(_name_in(line, read), foods)
    if food is None:
        return Ingredient(line, "", None, 0.0, "no food of the table has a similar name")
    as_eaten = bool(_EATEN.search(line))
    grams, note = _grams(food, read, as_eaten=as_eaten)
    if grams is None:
        return Ingredient(line, food.id, None, score, "no amount")
    factor = bought_per_eaten(food)
    if not as_eaten and abs(factor - 1.0) > 0.01:
        note = f"{note}{grams:.0f} g as bought is {grams / factor:.0f} g eaten"
        grams /= factor
    return Ingredient(line, food.id, round(grams, 1), score, note)


def _name_in(line: str, read: dict[str, object]) -> str:
    """Return the words that name the food, with the words on its preparation ("cooked")."""
    name = str(read.get("food") or "")
    words = [*_EATEN.findall(line), *(["canned"] if _CAN.search(line) else [])]
    prepared = [word for word in dict.fromkeys(words) if word.lower() not in name.lower()]
    return " ".join([name, *prepared]).strip()


def _grams(food: Food, read: dict[str, object], *, as_eaten: bool) -> tuple[float | None, str]:
    """Return the grams of a parsed line, as eaten or as bought, and the assumptions made."""
    quantity, unit = read.get("quantity"), str(read.get("standardized_unit") or "")
    weight = read.get("gram_weight")
    number = _number(quantity)
    if number is None:
        return None, ""
    if unit in _WEIGHTS:
        return _number(weight), ""
    if unit in _PINCHES:
        return number * _PINCHES[unit], f"a {unit} of {_PINCHES[unit]:g} g; "
    factor, piece = bought_per_eaten(food), purchase_unit(food)
    # The library reads "2 eggs" as two of the unit "egg"; such units are whole pieces as sold.
    is_piece = unit in food.name.lower().replace(",", "").split() and not piece.unit[0].isdigit()
    own_measure = unit in (food.measure.lower(), food.measure_plural.lower())
    # The food's measure is of the form eaten; a cup of dry lentils is not.
    if own_measure and not is_piece and (as_eaten or _PEELED[0] <= factor <= _PEELED[1]):
        return number * food.measure_g * (1.0 if as_eaten else factor), ""
    if unit and (is_piece or piece.unit.lower() == unit or unit in piece.unit.lower().split()):
        return number * piece.grams, f"{piece.unit} of {piece.grams:g} g; "
    grams = _number(weight)
    return grams, "" if grams is None else "weight by a general density; "


def _number(value: object) -> float | None:
    """Return a positive number of at most 100,000, else None."""
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if 0 < number <= 100_000 else None
