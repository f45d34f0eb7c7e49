"""Documents saved under a name, as JSON that is validated when saved and when loaded."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from planner.errors import InputError
from planner.nutrition.checked_model import CheckedModel
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose, get_supplement
from planner.nutrition.people.rule_kinds import RuleKind
from planner.planning.plan import Plan, SolverReport, build_plan
from planner.request.household import MOST_PEOPLE, SHARED_MEALS, Household
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood
from planner.request.own_prices import OwnPrice
from planner.request.plan_request import PlanRequest

CHANGED = (
    "the tables of foods or targets have changed since this plan was saved, and it no longer "
    "passes its certificate"
)

MOST_SHOP_ENTRIES = 500

Document = TypeVar("Document", bound=CheckedModel)


def _shared(value: tuple[str, ...]) -> tuple[str, ...]:
    for meal in value:
        if meal not in SHARED_MEALS:
            raise InputError(f"at_home {meal!r}: allowed are {', '.join(SHARED_MEALS)}")
    return tuple(meal for meal in SHARED_MEALS if meal in value)


SharedMeals = Annotated[tuple[str, ...], AfterValidator(_shared)]


class SavedMember(CheckedModel):
    """One person of a saved household; see `planner.request.household.Member`."""

    request: PlanRequest
    at_home: SharedMeals = SHARED_MEALS


class SavedHousehold(CheckedModel):
    """People who eat together; see `planner.request.household.Household`."""

    members: tuple[SavedMember, ...] = Field(min_length=1, max_length=MOST_PEOPLE)

    @classmethod
    def of(cls, household: Household) -> Self:
        """Return the document of a household."""
        members = (
            SavedMember(request=one.request, at_home=tuple(one.at_home))
            for one in household.members
        )
        return cls(members=tuple(members))


class SavedReport(CheckedModel):
    """The solver report of a saved plan; see `planner.planning.plan.SolverReport`."""

    name: str
    seconds: float = Field(ge=0, allow_inf_nan=False)
    gap: float = Field(ge=0, allow_inf_nan=False)
    # Plans that were saved before the search counted its nodes have none of these.
    nodes: int = Field(default=0, ge=0)
    levels_left_out: int = Field(default=0, ge=0)
    rows_left_out: int = Field(default=0, ge=0)
    clock_struck: bool = False


class SavedPlate(CheckedModel):
    """One person's plan: request, portions, doses, and what cannot be recomputed from them.

    Targets, certificate and scores are not saved; they are computed with the current tables.
    """

    request: PlanRequest
    at_home: SharedMeals = ()
    portions: tuple[Portion, ...] = Field(min_length=1, max_length=20_000)
    doses: tuple[Dose, ...] = Field(default=(), max_length=1_000)
    out_of_reach: tuple[str, ...] = ()
    certified: bool
    solver: SavedReport
    explanation: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @field_validator("portions")
    @classmethod
    def _eatable(cls, value: tuple[Portion, ...], info: ValidationInfo) -> tuple[Portion, ...]:
        if "request" not in info.data:  # its faults are reported already
            return value
        foods = info.data["request"].catalog.foods
        for portion in value:
            foods.row(portion.food_id)
            if not 0 < portion.grams <= 10_000:
                raise InputError(
                    f"{portion.food_id}: {portion.grams:g} g; allowed are more than 0 and at most "
                    "10000 g"
                )
        return value

    @field_validator("doses")
    @classmethod
    def _takeable(cls, value: tuple[Dose, ...]) -> tuple[Dose, ...]:
        for dose in value:
            get_supplement(dose.supplement_id)
            if dose.units < 1:
                raise InputError(f"{dose.supplement_id}: {dose.units} units; at least 1 is needed")
        return value

    @classmethod
    def of(cls, plan: Plan, at_home: Iterable[str] = ()) -> Self:
        """Return the document of a plan; `at_home` are the person's shared meals."""
        breaches = plan.certificate.breaches
        broken = {row.subject for row in breaches if row.kind is RuleKind.FLOOR}
        short = {row.nutrient for row in plan.certificate.adequacy if row.status == "short"}
        return cls(
            request=plan.request,
            at_home=tuple(at_home),
            portions=plan.portions,
            doses=plan.doses,
            out_of_reach=tuple(sorted(short - broken)),
            certified=plan.certificate.certified,
            solver=SavedReport.from_raw(asdict(plan.solver)),
            explanation=plan.explanation,
            warnings=plan.warnings,
        )

    def as_plan(self) -> Plan:
        """Return the plan with a certificate by the current tables.

        If the plan was certified when it was saved and no longer is, it gets a warning.
        """
        plan = build_plan(
            self.request,
            self.portions,
            doses=self.doses,
            out_of_reach=frozenset(self.out_of_reach),
            solver=SolverReport(**self.solver.model_dump()),
            explanation=self.explanation,
            warnings=self.warnings,
        )
        if self.certified and not plan.certificate.certified:
            return replace(plan, warnings=(CHANGED, *plan.warnings))
        return plan


class SavedPlan(CheckedModel):
    """The plans of the people of a household, or of one person."""

    plates: tuple[SavedPlate, ...] = Field(min_length=1, max_length=MOST_PEOPLE)

    @classmethod
    def of(cls, plans: Sequence[Plan], at_home: Sequence[Iterable[str]] = ()) -> Self:
        """Return the document of plans; `at_home` are the shared meals of each person."""
        places = at_home or [()] * len(plans)
        return cls(plates=tuple(map(SavedPlate.of, plans, places)))

    def as_plans(self) -> tuple[Plan, ...]:
        """Return the plans, each with a certificate by the current tables."""
        return tuple(plate.as_plan() for plate in self.plates)


class SavedShops(CheckedModel):
    """What a user said of shops and pantry, and what lasts for every plan.

    Attributes
    ----------
    prices : tuple of OwnPrice
        What they always buy: packs and prices.
    can_get : tuple of str
        Ids of foods and subgroups that they can get although their shops lack them.
    eat_by : dict of str to date
        Food of the pantry by its id, and the last day on which to eat it.
    """

    prices: tuple[OwnPrice, ...] = Field(default=(), max_length=MOST_SHOP_ENTRIES)
    can_get: tuple[str, ...] = Field(default=(), max_length=MOST_SHOP_ENTRIES)
    eat_by: dict[str, datetime.date] = Field(default_factory=dict, max_length=MOST_SHOP_ENTRIES)


@dataclass(frozen=True)
class Kind(Generic[Document]):
    """A kind of saved item: key in the table, display names, and model of its documents."""

    id: str
    label: str
    plural: str
    model: type[Document]

    def read(self, text: str, name: str) -> Document:
        """Return the document of a JSON text; raises one InputError that lists all faults."""
        return self.model.from_json(text, f"{self.label} {name!r}")


PROFILE = Kind("profile", "profile", "profiles", PlanRequest)
HOUSEHOLD = Kind("household", "household", "households", SavedHousehold)
PLAN = Kind("plan", "plan", "plans", SavedPlan)
OWN_FOOD = Kind("own_food", "own food", "own foods", OwnFood)
OWN_DISH = Kind("own_dish", "own dish", "own dishes", OwnDish)
SHOPS = Kind("shops", "shops and prices", "shops and prices", SavedShops)
KINDS: dict[str, Kind[Any]] = {
    kind.id: kind for kind in (OWN_FOOD, OWN_DISH, PROFILE, HOUSEHOLD, PLAN, SHOPS)
}
