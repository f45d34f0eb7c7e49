"""The types of the fields of a request, with their validators.

A validator that needs the user's own foods and dishes reads them from the fields validated before.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from planner.errors import InputError, unknown_name
from planner.nutrition.foods.availability import REGIONS
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.dishes import CUISINES
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foods.price_index import check_price_year
from planner.nutrition.foods.supplements import load_supplements
from planner.nutrition.foods.variety_levels import variety_levels
from planner.nutrition.people.declines import refuse_excluded
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.nutrition.people.person import Person
from planner.nutrition.people.reference_intakes import all_standards
from planner.request.choices import (
    AVAILABILITIES,
    EFFORTS,
    GUIDELINES,
    OBJECTIVES,
    SOLVERS,
    SUPPLEMENT_MODES,
    VERSIONS,
)
from planner.request.locks import read_lock
from planner.request.own_catalog import catalog_of
from planner.request.own_dishes import OwnDish
from planner.request.own_prices import MOST_PRICES, OwnPrice
from planner.request.use_by import MOST_DATED, UseBy
from planner.request.week_rules import MOST_DAYS

MOST_TASTE = 3.0
MOST_MINUTES = 24 * 60


def _one_of(kind: str, value: str, allowed: Collection[str]) -> str:
    if value not in allowed:
        raise unknown_name(kind, value, allowed)
    return value


def _catalog_so_far(info: ValidationInfo) -> Catalog:
    """Return the catalog of the own foods and dishes that were validated before this field."""
    return catalog_of(info.data.get("own_foods", ()), info.data.get("own_dishes", ()))


def _check_days(value: int) -> int:
    if not 1 <= value <= MOST_DAYS:
        raise InputError(f"{value} days: allowed are 1 to {MOST_DAYS}")
    return value


def _check_start(value: datetime.date | None) -> datetime.date | None:
    last = datetime.date.max - datetime.timedelta(days=MOST_DAYS)
    if value is not None and value > last:
        raise InputError(f"first day {value}: the latest allowed is {last}")
    return value


def _check_own_dishes(value: tuple[OwnDish, ...], info: ValidationInfo) -> tuple[OwnDish, ...]:
    if "own_foods" in info.data:  # else the own foods are invalid and have their own message
        catalog_of(info.data["own_foods"], value)  # raises InputError
    return value


def _check_person(value: Person) -> Person:
    refuse_excluded(value)
    return value


def _check_avoid(value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({get_avoidance(name).id for name in value}))


def _check_excluded(value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    items = _catalog_so_far(info)
    known = {name if name in load_supplements() else items.check_item(name) for name in value}
    return tuple(sorted(known))


def _check_meals(value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({_one_of("meal", name, meal_names()) for name in value}))


def _check_locks(value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    locks = {text: read_lock(text) for text in value}
    for text, lock in locks.items():
        _catalog_so_far(info).check_item(lock.item)
        if lock.meal:
            _one_of("meal", lock.meal, meal_names())
        if lock.day > MOST_DAYS:
            raise InputError(f"lock {text}: day {lock.day}; a plan has at most {MOST_DAYS} days")
    return tuple(sorted({lock.text for lock in locks.values()}))


def _check_tastes(
    value: tuple[tuple[str, float], ...], info: ValidationInfo
) -> tuple[tuple[str, float], ...]:
    for name, weight in value:
        if name not in subgroup_table().index:
            _catalog_so_far(info).check_item(name)
        if not -MOST_TASTE <= weight <= MOST_TASTE:
            raise InputError(
                f"taste {name}={weight:g}: a weight is from -{MOST_TASTE:g} to {MOST_TASTE:g}"
            )
    return tuple(sorted(dict(value).items()))


def _check_minutes(value: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    for meal, minutes in value:
        _one_of("meal", meal, meal_names())
        if not 1 <= minutes <= MOST_MINUTES:
            raise InputError(f"{minutes} minutes for {meal}: allowed are 1 to {MOST_MINUTES}")
    return tuple(sorted(dict(value).items()))


def _check_cuisines(value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({_one_of("cuisine", name, CUISINES) for name in value}))


def _check_pantry(value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    foods = _catalog_so_far(info).foods
    return tuple(sorted({foods.food(name).id for name in value}))


def _check_region(value: str) -> str:
    return _one_of("region", value.upper(), REGIONS) if value else ""


def _check_can_get(value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    kinds, foods = subgroup_table().index, _catalog_so_far(info).foods
    return tuple(sorted({name if name in kinds else foods.food(name).id for name in value}))


def _check_use_by(value: tuple[UseBy, ...], info: ValidationInfo) -> tuple[UseBy, ...]:
    foods = _catalog_so_far(info).foods
    for item in value:
        foods.row(item.food)  # raises InputError
    return value


def _check_staples(
    value: tuple[tuple[str, bool], ...], info: ValidationInfo
) -> tuple[tuple[str, bool], ...]:
    kinds, foods = subgroup_table().index, _catalog_so_far(info).foods
    for name, is_staple in value:
        if name not in kinds:
            foods.row(name)  # raises InputError
        if (name, not is_staple) in value:
            raise InputError(f"{name}: is it a staple or not? it is named as both")
    return tuple(sorted(dict(value).items()))


def _check_prices(value: tuple[OwnPrice, ...], info: ValidationInfo) -> tuple[OwnPrice, ...]:
    foods = _catalog_so_far(info).foods
    for price in value:
        foods.row(price.food)  # raises InputError
    return value


def _check_price_year(value: int | None) -> int | None:
    return None if value is None else check_price_year(value)


PlannablePerson = Annotated[Person, AfterValidator(_check_person)]
OwnDishes = Annotated[tuple[OwnDish, ...], AfterValidator(_check_own_dishes)]
DietId = Annotated[str, AfterValidator(lambda value: get_diet(value).id)]
AvoidanceIds = Annotated[tuple[str, ...], AfterValidator(_check_avoid)]
ExcludedIds = Annotated[tuple[str, ...], AfterValidator(_check_excluded)]
StandardName = Annotated[
    str, AfterValidator(lambda value: _one_of("standard", value, all_standards()))
]
ObjectiveName = Annotated[
    str, AfterValidator(lambda value: _one_of("objective", value, OBJECTIVES))
]
EffortName = Annotated[str, AfterValidator(lambda value: _one_of("effort", value, EFFORTS))]
SolverName = Annotated[str, AfterValidator(lambda value: _one_of("solver", value, SOLVERS))]
SupplementMode = Annotated[
    str, AfterValidator(lambda value: _one_of("choice of supplements", value, SUPPLEMENT_MODES))
]
AvailabilityName = Annotated[
    str, AfterValidator(lambda value: _one_of("availability", value, AVAILABILITIES))
]
VersionsName = Annotated[str, AfterValidator(lambda value: _one_of("versions", value, VERSIONS))]
GuidelinesName = Annotated[
    str, AfterValidator(lambda value: _one_of("guidelines", value, GUIDELINES))
]
VarietyName = Annotated[
    str, AfterValidator(lambda value: _one_of("variety", value, variety_levels()))
]
RegionName = Annotated[str, AfterValidator(_check_region)]
FoodsToGet = Annotated[tuple[str, ...], AfterValidator(_check_can_get)]
MealNames = Annotated[tuple[str, ...], AfterValidator(_check_meals)]
LockTexts = Annotated[tuple[str, ...], AfterValidator(_check_locks)]
Tastes = Annotated[tuple[tuple[str, float], ...], AfterValidator(_check_tastes)]
MinutesOfMeals = Annotated[tuple[tuple[str, int], ...], AfterValidator(_check_minutes)]
CuisineNames = Annotated[tuple[str, ...], AfterValidator(_check_cuisines)]
PantryIds = Annotated[tuple[str, ...], AfterValidator(_check_pantry)]
UnitsName = Annotated[
    str, AfterValidator(lambda value: _one_of("units", value, [unit.value for unit in Units]))
]
NumberOfDays = Annotated[int, AfterValidator(_check_days)]
FoodsToUse = Annotated[
    tuple[UseBy, ...], Field(max_length=MOST_DATED), AfterValidator(_check_use_by)
]
Staples = Annotated[tuple[tuple[str, bool], ...], AfterValidator(_check_staples)]
OwnPrices = Annotated[
    tuple[OwnPrice, ...], Field(max_length=MOST_PRICES), AfterValidator(_check_prices)
]
PriceYear = Annotated[int | None, AfterValidator(_check_price_year)]
FirstDay = Annotated[datetime.date | None, AfterValidator(_check_start)]
