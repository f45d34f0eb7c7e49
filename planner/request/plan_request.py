"""The request for one person's plan: person, diet, exclusions, objective and rules."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Self

from pydantic import Field, model_validator

from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.meal_patterns import SNACKS
from planner.nutrition.people.person import Person
from planner.nutrition.people.targets import Targets, targets_for
from planner.request.kitchen_fields import KitchenFields
from planner.request.locks import Lock, read_lock
from planner.request.own_catalog import catalog_of
from planner.request.own_limits import check_limits, own_targets
from planner.request.request_fields import (
    MOST_MINUTES,
    AvailabilityName,
    AvoidanceIds,
    CuisineNames,
    DietId,
    EffortName,
    ExcludedIds,
    FirstDay,
    FoodsToGet,
    GuidelinesName,
    LockTexts,
    MealNames,
    MinutesOfMeals,
    NumberOfDays,
    ObjectiveName,
    PlannablePerson,
    RegionName,
    SolverName,
    StandardName,
    SupplementMode,
    Tastes,
    UnitsName,
    VarietyName,
    VersionsName,
)
from planner.request.week_rules import WEEKDAYS, WeekRules

USUAL_SECONDS, MOST_SECONDS = 30.0, 3600.0  # for each day of each person
SEED_STEP = 7919  # difference between the seeds of successive days; a prime


class PlanRequest(KitchenFields):
    """A request for a plan; immutable, validated, with a JSON round trip.

    Own foods, prices and pantry are fields as well; see `KitchenFields`.

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
    objective, solver, effort : str
        Keys of `OBJECTIVES`, `SOLVERS` and `EFFORTS`: how long a plan is searched for.
    time_limit_seconds : float
        Time limit in seconds for each day of each person; together they bound the whole request,
        the explanation of no plan included. The last resort, which a plan's warnings name.
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
    budget_usd, week_budget_usd : float or None
        Most cost of what is eaten in a day, and of the packs that everybody's seven days take, in
        USD at own prices, else those of 2017-18 or of `price_year`.
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
    availability, region : str
        Keys of `AVAILABILITIES` and `REGIONS`: the shops; an empty region is that of the standard.
    can_get : tuple of str
        Ids of foods and subgroups that the person can get although those shops lack them.
    versions : str
        Key of `VERSIONS`: for whom free-from and plant versions of ordinary food are.
    guidelines : str
        Key of `GUIDELINES`: the points of the Healthy Eating Index that a balanced plan aims at.
    variety : str
        Key of `variety_levels`: how many different meals several days hold, against less to buy,
        to throw away and to cook.
    plain_totals : bool
        Whether floors count the total intake instead of the credited intake.
    units : str
        Units in which recipes and amounts are written: metric, us or uk; see `Units`.

    Examples
    --------
    >>> from planner import PlanRequest, make_person
    >>> man = make_person(sex="male", age=45, height_cm=180, weight_kg=85)
    >>> request = PlanRequest(person=man, diet="vegetarian", avoid=("peanut",))
    >>> request.changed(days=7).days
    7
    >>> PlanRequest.from_json(request.model_dump_json()) == request
    True
    """

    person: PlannablePerson
    diet: DietId = "omnivore"
    avoid: AvoidanceIds = ()
    exclude: ExcludedIds = ()
    seed: int = Field(default=1, ge=0, le=2**31 - 1)
    standard: StandardName = "nasem"
    objective: ObjectiveName = "balanced"
    solver: SolverName = "highs"
    effort: EffortName = "normal"
    time_limit_seconds: float = Field(default=USUAL_SECONDS, gt=0, le=MOST_SECONDS)
    simple: MealNames = ()
    snacks: int = Field(default=1, ge=SNACKS[0], le=SNACKS[1])
    lock: LockTexts = ()
    tastes: Tastes = ()
    max_minutes: MinutesOfMeals = ()
    cuisine: CuisineNames = ()
    budget_usd: float | None = Field(default=None, gt=0, le=1000)
    week_budget_usd: float | None = Field(default=None, gt=0, le=10_000)
    plain_totals: bool = False
    name: str = Field(default="", max_length=60)
    days: NumberOfDays = 1
    start: FirstDay = None
    week: WeekRules = Field(default_factory=WeekRules)
    limits: tuple[tuple[str, float], ...] = ()
    supplements: SupplementMode = "none"
    sun: bool = False
    units: UnitsName = "metric"
    availability: AvailabilityName = "large"
    region: RegionName = ""
    can_get: FoodsToGet = ()
    versions: VersionsName = "needed"
    guidelines: GuidelinesName = "healthy"
    variety: VarietyName = "balanced"

    @model_validator(mode="after")
    def _covered_by_the_standard(self) -> Self:
        _check_covered(self.person, self.diet, self.standard, self.limits)
        return self

    @property
    def locks(self) -> tuple[Lock, ...]:
        """The parsed locks, in the order of `lock`."""
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


@lru_cache(maxsize=256)
def _check_covered(
    person: Person, diet: str, standard: str, limits: tuple[tuple[str, float], ...]
) -> None:
    """Check that the standard covers the person and the limits; raises InputError if not.

    Cached, since a search for remedies changes other fields of a request hundreds of times.
    """
    targets_for(person, standard)
    if limits:
        check_limits(person, own_targets(person, diet, standard), limits, standard)


def targets_of(request: PlanRequest) -> Targets:
    """Return the targets for a request, including conditions, medicines and own limits."""
    return own_targets(request.person, request.diet, request.standard, request.limits)


def cook_days_of(request: PlanRequest) -> list[int]:
    """Return the days of a plan that are reserved for cooking; none if every day may be."""
    wanted = {WEEKDAYS.index(name) for name in request.week.cook_days}
    return [day for day in range(1, request.days + 1) if request.weekday(day) in wanted]


def shared_catalog(requests: Iterable[PlanRequest]) -> Catalog:
    """Return the catalog with the own foods and dishes of several people.

    Raises
    ------
    InputError
        If two people have different own foods or dishes with the same id.
    """
    every = list(requests)
    return catalog_of(
        tuple(food for request in every for food in request.own_foods),
        tuple(dish for request in every for dish in request.own_dishes),
        tuple(price for request in every for price in request.prices),
        next((request.price_year for request in every if request.price_year is not None), None),
        tuple({staple: None for request in every for staple in request.staples}),
    )


def without_item(request: PlanRequest, name: str) -> PlanRequest:
    """Return a request that excludes a food, dish or supplement and drops its locks and tastes."""
    return request.changed(
        exclude=(*request.exclude, name),
        lock=tuple(lock.text for lock in request.locks if lock.item != name),
        tastes=tuple(taste for taste in request.tastes if taste[0] != name),
    )
