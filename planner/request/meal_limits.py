"""How much of a nutrient one meal should hold, and how much at most: carbohydrate in diabetes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.conditions import with_groups
from planner.nutrition.people.person import Person
from planner.nutrition.people.targets import Targets
from planner.nutrition.tables import read_rows
from planner.request.limit_names import LimitKind, LimitName

_SNACK = "snack"


@dataclass(frozen=True)
class _Row:
    """A row of ``data/meal_limits.csv``; see `meal_limits`."""

    cause: str
    nutrient: str
    share_of_energy: float
    kcal_per_g: float
    over: float
    snack_share: float
    sentence: str
    source: str


@dataclass(frozen=True)
class MealLimit:
    """A limit of one nutrient in one meal.

    Attributes
    ----------
    nutrient, meal : str
        Nutrient id, and the meal's name; all snacks of a day count as one meal.
    aim, most : float or None
        Grams the meal should not pass, and those it must not pass.
    sentence, source : str
        The limit in words, and its publication.
    """

    nutrient: str
    meal: str
    aim: float | None
    most: float | None
    sentence: str
    source: str

    @property
    def words(self) -> str:
        """The limit as it stands in a message."""
        known = nutrient(self.nutrient)
        label = meal_labels()[self.meal].lower()
        return f"{known.in_sentence} at {label} at most {self.most:.0f} {known.unit}"


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            cause=row["cause"],
            nutrient=row["nutrient"],
            share_of_energy=float(row["percent_of_energy"]) / 100.0,
            kcal_per_g=float(row["kcal_per_g"]),
            over=float(row["over"]),
            snack_share=float(row["snack_share"]),
            sentence=row["sentence"],
            source=row["source"],
        )
        for row in read_rows("meal_limits.csv")
    )


def meal_limit_names() -> tuple[LimitName, ...]:
    """Return the names of the limits of a meal that may be set: ``meal_max_carbohydrate_g``."""
    names = dict.fromkeys(row.nutrient for row in _rows())
    kinds = (LimitKind.MEAL_MOST, LimitKind.MEAL_AIM)
    return tuple(LimitName(kind, name) for name in names for kind in kinds)


def meal_limits(
    person: Person, targets: Targets, limits: Mapping[str, float]
) -> tuple[MealLimit, ...]:
    """Return the limits of a person's meals.

    By default they hold for people whose blood sugar asks for it: half of the day's energy as
    carbohydrate, or the person's own limit of the day where that is less, spread evenly over the
    main meals, a snack counted as half of one; a quarter more at most.

    Parameters
    ----------
    person : Person
        Who eats.
    targets : Targets
        The person's targets, which hold energy and own limits.
    limits : mapping of str to float
        The person's own limits by name, those of a main meal among them.
    """
    causes = with_groups((*person.conditions, *person.medications))
    return tuple(
        found for row in _rows() for found in _of_row(row, row.cause in causes, targets, limits)
    )


def _of_row(
    row: _Row, is_asked_for: bool, targets: Targets, limits: Mapping[str, float]
) -> Iterator[MealLimit]:
    aim = limits.get(LimitName(LimitKind.MEAL_AIM, row.nutrient).text)
    most = limits.get(LimitName(LimitKind.MEAL_MOST, row.nutrient).text)
    sentence, source = row.sentence, row.source
    if aim is not None or most is not None:
        sentence, source = f"{row.sentence}, with a figure of your own", "the request"
    elif not is_asked_for:
        return
    meals = [name for name in meal_labels() if name != _SNACK]
    if is_asked_for and aim is None:
        aim = _even_share(row, targets, len(meals))
        aim = aim if most is None else min(aim, most)
    if is_asked_for and most is None and aim is not None:
        most = aim * row.over
    for meal in (*meals, _SNACK):
        share = row.snack_share if meal == _SNACK else 1.0
        yield MealLimit(
            nutrient=row.nutrient,
            meal=meal,
            aim=None if aim is None else round(aim * share, 1),
            most=None if most is None else round(most * share, 1),
            sentence=sentence,
            source=source,
        )


def _even_share(row: _Row, targets: Targets, meals: int) -> float:
    """Return what a main meal holds of the day's amount, spread evenly."""
    energy = targets["energy_kcal"]
    middle = ((energy.floor or 0.0) + (energy.ceiling or 0.0)) / 2.0
    day = middle * row.share_of_energy / row.kcal_per_g
    own = targets.get(row.nutrient)
    if own is not None and own.ceiling is not None and own.ceiling_scope == "total":
        day = min(day, own.ceiling)
    return day / (meals + row.snack_share)
