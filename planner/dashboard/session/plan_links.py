"""Links: an inquiry, and an edited plan, as compressed JSON in a URL.

Nothing in a link is trusted: requests are validated by `PlanRequest.from_json`, and portions and
doses are certified before they are shown.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from planner.dashboard.session.question import Inquiry
from planner.errors import InputError
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose, load_supplements
from planner.request.household import MOST_PEOPLE, SHARED_MEALS
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import MOST_DAYS

LONGEST = 8_000  # characters; all browsers and servers accept URLs of this length
MOST_BYTES = 400_000  # size limit of the decompressed JSON
MOST_GRAMS = 5_000.0
MOST_SERVINGS = 20.0
MOST_UNITS = 100  # tablets or the like of one supplement
_BROKEN = "this link is incomplete or was changed; ask for it again"


@dataclass(frozen=True)
class EatenPlan:
    """The portions and doses of one person's edited plan.

    Attributes
    ----------
    portions : tuple of Portion
        Portions of food.
    doses : tuple of Dose
        Doses of supplements.
    """

    portions: tuple[Portion, ...]
    doses: tuple[Dose, ...] = ()


def write_link(question: Inquiry, fares: Sequence[EatenPlan] = ()) -> str:
    """Return an inquiry and the given plans as one word for a URL.

    Returns
    -------
    str
        Without the plans if it would be longer than `LONGEST`; empty if it still is.
    """
    rows = [[row.model_dump(mode="json", exclude_defaults=True), sorted(meals)]
            for row, meals in zip(question.requests, question.at_home, strict=True)]  # fmt: skip
    whole: dict[str, Any] = {"ask": rows}
    eaten = {
        "eat": [[_short(row) for row in _served(own.portions)] for own in fares],
        "take": [[[d.day, d.meal, d.supplement_id, d.units] for d in own.doses] for own in fares],
    }
    tries = [whole | eaten, whole] if fares else [whole]
    for content in tries:
        packed = zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 9)
        word = base64.urlsafe_b64encode(packed).decode().rstrip("=")
        if len(word) <= LONGEST:
            return word
    return ""


def _served(portions: Sequence[Portion]) -> list[Portion]:
    """Return a row for each dish and for each food served alone."""
    groups = groupby(portions, key=lambda row: (row.day, row.meal, row.dish or row.food_id))
    return [next(rows) for _, rows in groups]


def _short(row: Portion) -> list[Any]:
    amount = row.scale if row.dish else row.grams
    return [row.day, row.meal, row.dish, "" if row.dish else row.food_id, amount]


def read_link(word: str) -> tuple[Inquiry, tuple[EatenPlan, ...]]:
    """Return the inquiry and the plans of a word written by `write_link`.

    Returns
    -------
    Inquiry, tuple of EatenPlan
        The plans are empty if the link has none.

    Raises
    ------
    InputError
        If the word is too long or broken, or a request is not valid.
    """
    if len(word) > LONGEST:
        raise InputError(f"this link is longer than {LONGEST} characters; ask for it again")
    content = _unpacked(word)
    if not isinstance(content, dict) or not isinstance(content.get("ask"), list):
        raise InputError(_BROKEN)
    question = _question(content["ask"])
    eaten, taken = (content.get(name, []) for name in ("eat", "take"))
    for rows in (eaten, taken):
        if not isinstance(rows, list) or len(rows) not in {0, len(question.requests)}:
            raise InputError(_BROKEN)
    taken = taken or [[] for _ in eaten]
    return question, tuple(
        EatenPlan(_portions(own, request), _doses(doses, request.name))
        for own, doses, request in zip(eaten, taken, question.requests, strict=False)
    )


def _unpacked(word: str) -> Any:
    try:
        packed = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(packed, MOST_BYTES)
        if not unpacker.eof:
            raise InputError(_BROKEN)
        return json.loads(text)
    except (ValueError, zlib.error, RecursionError):
        raise InputError(_BROKEN) from None


def _question(rows: list[Any]) -> Inquiry:
    if not 1 <= len(rows) <= MOST_PEOPLE:
        raise InputError(_BROKEN)
    requests, at_home = [], []
    for row in rows:
        if not (isinstance(row, list) and len(row) == 2 and isinstance(row[1], list)):
            raise InputError(_BROKEN)
        if not all(meal in SHARED_MEALS for meal in row[1]):
            raise InputError(_BROKEN)
        requests.append(PlanRequest.from_json(json.dumps(row[0])))
        at_home.append(frozenset(row[1]))
    names = {request.name for request in requests}
    if len(names) < len(requests) or len({request.days for request in requests}) > 1:
        raise InputError(_BROKEN)
    return Inquiry(tuple(requests), tuple(at_home))


def _portions(rows: Any, request: PlanRequest) -> tuple[Portion, ...]:
    if not isinstance(rows, list):
        raise InputError(_BROKEN)
    name, catalog = request.name, request.catalog
    return tuple(portion for row in rows for portion in _portion(row, name, catalog))


def _doses(rows: Any, person: str) -> tuple[Dose, ...]:
    if not isinstance(rows, list):
        raise InputError(_BROKEN)
    return tuple(_dose(row, person) for row in rows)


def _dose(row: Any, person: str) -> Dose:
    """Return one dose; the certificate judges the amount."""
    if not (isinstance(row, list) and len(row) == 4):
        raise InputError(_BROKEN)
    day, meal, supplement_id, units = row
    _check_place(day, meal)
    if not isinstance(supplement_id, str) or supplement_id not in load_supplements():
        raise InputError(_BROKEN)
    if type(units) is not int or not 1 <= units <= MOST_UNITS:
        raise InputError(_BROKEN)
    return Dose(day, meal, supplement_id, units, person)


def _check_place(day: Any, meal: Any) -> None:
    if type(day) is not int or not 1 <= day <= MOST_DAYS:
        raise InputError(_BROKEN)
    if not isinstance(meal, str) or meal not in meal_names():
        raise InputError(_BROKEN)


def _portion(row: Any, person: str, catalog: Catalog) -> list[Portion]:
    """Return the portions of one dish (one for each of its foods) or of one food."""
    if not (isinstance(row, list) and len(row) == 5 and all(isinstance(x, str) for x in row[1:4])):
        raise InputError(_BROKEN)
    day, meal, dish_id, food_id, amount = row
    _check_place(day, meal)
    if type(amount) not in {int, float} or not math.isfinite(amount):
        raise InputError(_BROKEN)
    if not dish_id:
        if food_id not in catalog.foods or not 0 < amount <= MOST_GRAMS:
            raise InputError(_BROKEN)
        return [Portion(day, meal, food_id, float(amount), person=person)]
    dish = catalog.dishes.get(dish_id)
    if dish is None or not 0 < amount <= MOST_SERVINGS:
        raise InputError(_BROKEN)
    return [
        Portion(day, meal, food, round(grams * amount, 3), dish.id, person, float(amount))
        for food, grams in dish.ingredients
    ]
