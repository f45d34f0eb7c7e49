"""Groups of options that several commands share, each written once as a dataclass.

A group knows how its options become fields of the request; a command joins the groups it takes
with `planner.cli.grouping.request_fields`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from planner.cli.grouping import Group
from planner.cli.options import (
    Activity,
    Age,
    Avoid,
    Ban,
    BudgetText,
    Conditions,
    CookingMinutes,
    CookOn,
    Cuisine,
    Days,
    Diet,
    Dislike,
    EffortName,
    Energy,
    Exclude,
    FiberNow,
    Height,
    Lactating,
    Leftovers,
    Like,
    LimitText,
    Lock,
    MaxMinutes,
    Medications,
    ObjectiveName,
    OwnDishesFile,
    OwnFoodsFile,
    Pantry,
    PlainTotals,
    Pregnant,
    PrePregnancyWeight,
    Profile,
    Seed,
    Sex,
    Simple,
    Snacks,
    SolverName,
    Standard,
    Start,
    StrictDays,
    Sun,
    Supplements,
    TimeLimit,
    UnintendedLoss,
    Weight,
    WeightGoalName,
    WishText,
)
from planner.cli.reading import (
    Asked,
    ask,
    read_budget,
    read_cooking_minutes,
    read_limits,
    read_max_minutes,
    read_start,
    read_tastes,
)
from planner.cli.shop_options import (
    AvailabilityName,
    CanGet,
    GuidelinesName,
    RegionName,
    VersionsName,
)
from planner.cli.variety_options import (
    DishTimes,
    FishDays,
    Fruits,
    Proteins,
    VarietyName,
    Vegetables,
)
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.meal_patterns import meal_names
from planner.request.own_catalog import catalog_of
from planner.request.own_dishes import OwnDish, read_own_dishes
from planner.request.own_foods import OwnFood, read_own_foods


@dataclass(frozen=True)
class PersonOptions(Group):
    """The person, by options or by a profile."""

    sex: Sex = None
    age: Age = None
    height: Height = None
    weight: Weight = None
    activity: Activity = None
    pregnant: Pregnant = None
    lactating: Lactating = None
    energy: Energy = None
    condition: Conditions = None
    medication: Medications = None
    pre_pregnancy_weight: PrePregnancyWeight = None
    weight_goal: WeightGoalName = None
    unintended_weight_loss: UnintendedLoss = False
    fiber_now: FiberNow = None
    profile: Profile = None

    def given(self) -> dict[str, Any]:
        """Return the options by name, the profile and what is not given left out."""
        options = {name: value for name, value in asdict(self).items() if name != "profile"}
        return options | {"unintended_weight_loss": self.unintended_weight_loss or None}

    def with_diet(self, diet: DietOptions, *, ban: list[str] | None = None) -> Asked:
        """Join the person, their profile and their diet; what is banned is excluded as well."""
        exclude = [*(diet.exclude or ()), *(ban or ())]
        return ask(self.profile, **self.given(), **{**diet.given(), "exclude": exclude})


@dataclass(frozen=True)
class DietOptions(Group):
    """What one eats, and whose reference intakes one goes by."""

    diet: Diet = None
    avoid: Avoid = None
    exclude: Exclude = None
    standard: Standard = None


@dataclass(frozen=True)
class TargetOptions(Group):
    """What changes the targets, and what counts toward them."""

    limit: LimitText = None
    plain_totals: PlainTotals = False
    supplements: Supplements = None

    def request_fields(self) -> dict[str, Any]:
        """Return limits, plain totals and the use of supplements."""
        return {
            "limits": read_limits(self.limit),
            "plain_totals": self.plain_totals,
            "supplements": self.supplements,
        }


@dataclass(frozen=True)
class PlanTargetOptions(TargetOptions):
    """The same for a new plan, which also explains the sun."""

    sun: Sun = False

    def request_fields(self) -> dict[str, Any]:
        """Return limits, plain totals, the use of supplements and the sun."""
        return super().request_fields() | {"sun": self.sun}


@dataclass(frozen=True)
class ChoiceOptions(Group):
    """Which of the good plans to choose."""

    seed: Seed = None
    objective: ObjectiveName = None
    lock: Lock = None
    ban: Ban = None
    like: Like = None
    dislike: Dislike = None
    max_minutes: MaxMinutes = None
    cuisine: Cuisine = None
    pantry: Pantry = None
    budget: BudgetText = None
    simple: Simple = None
    snacks: Snacks = None
    availability: AvailabilityName = None
    region: RegionName = None
    can_get: CanGet = None
    versions: VersionsName = None
    guidelines: GuidelinesName = None

    def request_fields(self) -> dict[str, Any]:
        """Return all but the pantry, which may hold own foods, and what is banned.

        What is banned is excluded from the diet, or from a household's.
        """
        return {
            "seed": self.seed,
            "objective": self.objective,
            "lock": self.lock,
            "tastes": read_tastes(self.like, self.dislike),
            "max_minutes": read_max_minutes(self.max_minutes),
            "cuisine": self.cuisine,
            **read_budget(self.budget),
            "simple": meal_names() if "all" in (self.simple or ()) else self.simple,
            "snacks": self.snacks,
            "availability": self.availability,
            "region": self.region,
            "can_get": self.can_get,
            "versions": self.versions,
            "guidelines": self.guidelines,
        }


@dataclass(frozen=True)
class CalendarOptions(Group):
    """Which days are planned."""

    days: Days = None
    start: Start = None

    def request_fields(self) -> dict[str, Any]:
        """Return how many days, and the date of the first."""
        return {"days": self.days, "start": read_start(self.start)}


@dataclass(frozen=True)
class Cooking(Group):
    """How the days of a plan hang together in the kitchen."""

    strict_days: StrictDays = False
    leftovers: Leftovers = False
    cook_on: CookOn = None
    cooking_minutes: CookingMinutes = None
    wish: WishText = None

    def request_fields(self) -> dict[str, Any]:
        """Return nothing: these are rules of the week."""
        return {}

    def week_fields(self) -> dict[str, Any]:
        """Return the rules of the week."""
        return {
            "strict_days": self.strict_days,
            "leftovers": self.leftovers,
            "cook_days": tuple(self.cook_on or ()),
            "wishes": tuple(self.wish or ()),
            "cooking_minutes": read_cooking_minutes(self.cooking_minutes),
        }


@dataclass(frozen=True)
class Variety(Group):
    """How different the days of a plan are."""

    variety: VarietyName = None
    dish_times: DishTimes = None
    vegetables: Vegetables = None
    fruits: Fruits = None
    proteins: Proteins = None
    fish_days: FishDays = None

    def request_fields(self) -> dict[str, Any]:
        """Return the level of variety; the others are rules of the week."""
        return {"variety": self.variety}

    def week_fields(self) -> dict[str, Any]:
        """Return the rules of the week."""
        return {name: value for name, value in self.given().items() if name != "variety"}


@dataclass(frozen=True)
class SolverOptions(Group):
    """Which solver, how hard it tries, and for how long."""

    solver: SolverName = None
    effort: EffortName = None
    time_limit: TimeLimit = None

    def request_fields(self) -> dict[str, Any]:
        """Return the solver, its effort and its time limit."""
        return {
            "solver": self.solver,
            "effort": self.effort,
            "time_limit_seconds": self.time_limit,
        }


@dataclass(frozen=True)
class OwnItems(Group):
    """Foods and dishes of the user's own."""

    own_foods: OwnFoodsFile = None
    own_dishes: OwnDishesFile = None

    @cached_property
    def foods(self) -> tuple[OwnFood, ...]:
        """The foods of the file; none without one."""
        return read_own_foods(self.own_foods) if self.own_foods else ()

    @cached_property
    def dishes(self) -> tuple[OwnDish, ...]:
        """The dishes of the file; none without one."""
        return read_own_dishes(self.own_dishes) if self.own_dishes else ()

    @property
    def catalog(self) -> Catalog:
        """The foods and dishes that a plan or pantry file may name."""
        return catalog_of(self.foods, self.dishes)

    def request_fields(self) -> dict[str, Any]:
        """Return the own foods and dishes."""
        return {"own_foods": self.foods, "own_dishes": self.dishes}
