"""The request for one person's plan: person, diet, exclusions, objective and rules."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Self

from pydantic import (
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from planner.errors import InputError, unknown_name
from planner.nutrition.checked_model import CheckedModel
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.dishes import CUISINES
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.meal_patterns import SNACKS, meal_names
from planner.nutrition.foods.supplements import load_supplements
from planner.nutrition.people.declines import refuse_excluded
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.nutrition.people.person import Person
from planner.nutrition.people.reference_intakes import all_standards
from planner.nutrition.people.targets import Targets, targets_for
from planner.request.choices import OBJECTIVES, SOLVERS, SUPPLEMENT_MODES
from planner.request.locks import Lock, read_lock
from planner.request.own_catalog import catalog_of
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import MOST_OWN_FOODS, OwnFood
from planner.request.own_limits import check_limits, own_targets
from planner.request.week_rules import MOST_DAYS, WEEKDAYS, WeekRules

MOST_TASTE = 3.0
SEED_STEP = 7919  # difference between the seeds of successive days; a prime
MOST_MINUTES = 24 * 60


class PlanRequest(CheckedModel):
    """A request for a plan; immutable, validated, with a JSON round trip.

    Attributes
    ----------
    person : Person
        The person to plan for.
    diet : str
        Id of a diet in ``data/diets.toml``.
    avoid : tuple of str
        Ids of avoidances: allergens, free-from rules, food groups and subgroups.
    exclude : tuple of str
        Ids of foods, dishes and supplements that must not be served.
    seed : int
        Selects among plans of equal quality.
    standard : str
        Name of a standard: a table in ``data/targets/``.
    objective : str
        Key of `OBJECTIVES`.
    solver : str
        Key of `SOLVERS`.
    time_limit_seconds : float
        Time limit of the solver, in seconds.
    simple : tuple of str
        Meals composed of single foods, without a dish.
    snacks : int
        Number of snacks a day, 0 to 3.
    lock : tuple of str
        Dishes and foods that must be served: ``id``, ``meal=id`` or ``day:meal=id``.
    tastes : tuple of (str, float)
        Ids of dishes, foods or subgroups with a weight from -3 (much less) to 3 (much more).
    max_minutes : tuple of (str, int)
        Meals with the most minutes from start to table of their dishes.
    cuisine : tuple of str
        Preferred cuisines.
    pantry : tuple of str
        Ids of foods to use up first.
    budget_usd : float or None
        Most cost a day, in USD at prices of 2017-18.
    name : str
        Name of the person in a household; may be empty.
    days : int
        Number of days, 1 to 28.
    start : date or None
        Date of the first day; None for a plan without dates that starts on a Monday.
    week : WeekRules
        Rules over several days.
    limits : tuple of (str, float)
        Own limits in place of the standard's; see `planner.request.own_limits`.
    supplements : str
        Key of `SUPPLEMENT_MODES`.
    sun : bool
        Whether the person gets sun; the plan explains its effect but never counts it.
    plain_totals : bool
        Whether floors count the total intake instead of the credited intake.
    own_foods : tuple of OwnFood
        The user's own foods, which may be served in addition to those of the table.
    own_dishes : tuple of OwnDish
        The user's own dishes, which may be served in addition to those of the catalogue.
    """

    person: Person
    # Validated before the fields that may refer to them.
    own_foods: tuple[OwnFood, ...] = Field(default=(), max_length=MOST_OWN_FOODS)
    own_dishes: tuple[OwnDish, ...] = ()
    diet: str = "omnivore"
    avoid: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    seed: int = Field(default=1, ge=0, le=2**31 - 1)
    standard: str = "nasem"
    objective: str = "balanced"
    solver: str = "highs"
    time_limit_seconds: float = Field(default=30.0, gt=0, le=3600)
    simple: tuple[str, ...] = ()
    snacks: int = Field(default=1, ge=SNACKS[0], le=SNACKS[1])
    lock: tuple[str, ...] = ()
    tastes: tuple[tuple[str, float], ...] = ()
    max_minutes: tuple[tuple[str, int], ...] = ()
    cuisine: tuple[str, ...] = ()
    pantry: tuple[str, ...] = ()
    budget_usd: float | None = Field(default=None, gt=0, le=1000)
    plain_totals: bool = False
    name: str = Field(default="", max_length=60)
    days: int = 1
    start: datetime.date | None = None
    week: WeekRules = Field(default_factory=WeekRules)
    limits: tuple[tuple[str, float], ...] = ()
    supplements: str = "none"
    sun: bool = False

    @field_validator("days")
    @classmethod
    def _some_days(cls, value: int) -> int:
        if not 1 <= value <= MOST_DAYS:
            raise InputError(f"{value} days: allowed are 1 to {MOST_DAYS}")
        return value

    @field_validator("start")
    @classmethod
    def _within_the_calendar(cls, value: datetime.date | None) -> datetime.date | None:
        last = datetime.date.max - datetime.timedelta(days=MOST_DAYS)
        if value is not None and value > last:
            raise InputError(f"first day {value}: the latest allowed is {last}")
        return value

    @field_validator("own_dishes")
    @classmethod
    def _of_known_foods(
        cls, value: tuple[OwnDish, ...], info: ValidationInfo
    ) -> tuple[OwnDish, ...]:
        if "own_foods" in info.data:  # else a fault of theirs is told already
            catalog_of(info.data["own_foods"], value)
        return value

    @field_validator("person")
    @classmethod
    def _fit_to_plan_for(cls, value: Person) -> Person:
        refuse_excluded(value)
        return value

    @field_validator("diet")
    @classmethod
    def _known_diet(cls, value: str) -> str:
        return get_diet(value).id

    @field_validator("avoid")
    @classmethod
    def _known_avoidances(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({get_avoidance(name).id for name in value}))

    @field_validator("exclude")
    @classmethod
    def _known_foods(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        items = _catalog_so_far(info)
        known = {name if name in load_supplements() else items.check_item(name) for name in value}
        return tuple(sorted(known))

    @field_validator("simple")
    @classmethod
    def _known_meals(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({_one_of("meal", name, meal_names()) for name in value}))

    @field_validator("lock")
    @classmethod
    def _known_locks(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        locks = {text: read_lock(text) for text in value}
        for text, lock in locks.items():
            _catalog_so_far(info).check_item(lock.item)
            if lock.meal:
                _one_of("meal", lock.meal, meal_names())
            if lock.day > MOST_DAYS:
                raise InputError(
                    f"lock {text}: day {lock.day}; a plan has at most {MOST_DAYS} days"
                )
        return tuple(sorted({lock.text for lock in locks.values()}))

    @field_validator("tastes")
    @classmethod
    def _known_tastes(
        cls, value: tuple[tuple[str, float], ...], info: ValidationInfo
    ) -> tuple[tuple[str, float], ...]:
        for name, weight in value:
            if name not in subgroup_table().index:
                _catalog_so_far(info).check_item(name)
            if not -MOST_TASTE <= weight <= MOST_TASTE:
                raise InputError(
                    f"taste {name}={weight:g}: a weight is from -{MOST_TASTE:g} to {MOST_TASTE:g}"
                )
        return tuple(sorted(dict(value).items()))

    @field_validator("max_minutes")
    @classmethod
    def _known_minutes(cls, value: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
        for meal, minutes in value:
            _one_of("meal", meal, meal_names())
            if not 1 <= minutes <= MOST_MINUTES:
                raise InputError(f"{minutes} minutes for {meal}: allowed are 1 to {MOST_MINUTES}")
        return tuple(sorted(dict(value).items()))

    @field_validator("cuisine")
    @classmethod
    def _known_cuisines(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({_one_of("cuisine", name, CUISINES) for name in value}))

    @field_validator("pantry")
    @classmethod
    def _known_pantry(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        foods = _catalog_so_far(info).foods
        return tuple(sorted({foods.food(name).id for name in value}))

    @field_validator("standard")
    @classmethod
    def _known_standard(cls, value: str) -> str:
        return _one_of("standard", value, all_standards())

    @field_validator("objective")
    @classmethod
    def _known_objective(cls, value: str) -> str:
        return _one_of("objective", value, OBJECTIVES)

    @field_validator("supplements")
    @classmethod
    def _known_supplements(cls, value: str) -> str:
        return _one_of("choice of supplements", value, SUPPLEMENT_MODES)

    @field_validator("solver")
    @classmethod
    def _known_solver(cls, value: str) -> str:
        return _one_of("solver", value, SOLVERS)

    @model_validator(mode="after")
    def _covered_by_the_standard(self) -> Self:
        _check_covered(self.person, self.diet, self.standard, self.limits)
        return self

    @property
    def catalog(self) -> Catalog:
        """Every food and dish that the request may name: those of ``data/`` and its own."""
        return catalog_of(self.own_foods, self.own_dishes)

    @property
    def locks(self) -> tuple[Lock, ...]:
        """What must be there, in the order of `lock`."""
        return tuple(read_lock(text) for text in self.lock)

    def most_minutes(self, meal: str) -> int:
        """Return the most minutes from start to table for dishes of this meal."""
        return dict(self.max_minutes).get(meal, MOST_MINUTES)

    def for_day(self, day: int) -> Self:
        """Return the request for one day: with its own seed and the locks of that day.

        Locks without a day are distributed over the days in turn.
        """
        undated = [lock for lock in self.locks if not lock.day]
        today = [lock for place, lock in enumerate(undated) if place % self.days + 1 == day]
        today += [lock for lock in self.locks if lock.day == day]
        without_day = tuple(sorted(lock.undated.text for lock in today))
        seed = (self.seed + SEED_STEP * (day - 1)) % 2**31
        return self.changed(lock=without_day, seed=seed)

    def weekday(self, day: int) -> int:
        """Return the weekday of a day, Monday as 0; without a start date day 1 is a Monday."""
        first = self.start.weekday() if self.start else 0
        return (first + day - 1) % len(WEEKDAYS)


def _catalog_so_far(info: ValidationInfo) -> Catalog:
    """Return the catalog of the own foods and dishes that stand, while the rest is checked."""
    return catalog_of(info.data.get("own_foods", ()), info.data.get("own_dishes", ()))


@lru_cache(maxsize=256)
def _check_covered(
    person: Person, diet: str, standard: str, limits: tuple[tuple[str, float], ...]
) -> None:
    """Check that the standard covers the person and the limits; raises InputError if not.

    Remembered by value, as a search changes other fields of one request a thousand times over.
    """
    targets_for(person, standard)
    if limits:
        check_limits(person, own_targets(person, diet, standard), limits, standard)


def _one_of(kind: str, value: str, allowed: Collection[str]) -> str:
    if value not in allowed:
        raise unknown_name(kind, value, allowed)
    return value


def targets_of(request: PlanRequest) -> Targets:
    """Return the targets for a request, including conditions, medicines and own limits."""
    return own_targets(request.person, request.diet, request.standard, request.limits)


def shared_catalog(requests: Iterable[PlanRequest]) -> Catalog:
    """Return the catalog of several people together, for what their plans are summed into.

    Raises
    ------
    InputError
        If two of them mean different own dishes by the same id.
    """
    every = list(requests)
    return catalog_of(
        tuple(food for request in every for food in request.own_foods),
        tuple(dish for request in every for dish in request.own_dishes),
    )
