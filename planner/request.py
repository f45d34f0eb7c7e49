"""The whole question of one plan: who, what diet, what to leave out, how to choose."""

from __future__ import annotations

import tomllib
from typing import Any, Self

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from planner.diets import get_avoidance, get_diet
from planner.errors import InputError, unknown_name
from planner.foods import load_foods
from planner.people import Person
from planner.targets import all_standards

OBJECTIVES = {
    "balanced": "near a usual healthy pattern, few foods a meal, usual helpings",
    "cheapest": "least cost at USDA 2017-18 average retail prices",
}
SOLVERS = {
    "highs": "HiGHS, in process (default)",
    "cbc": "COIN-OR CBC",
}


class PlanRequest(BaseModel):
    """One question to the planner; frozen, checked, with a JSON and TOML round trip.

    Attributes
    ----------
    person : Person
        Whose targets are planned for.
    diet : str
        Id of a diet in ``data/diets.toml``.
    avoid : tuple of str
        Allergens, free-from rules and food groups to leave out.
    exclude : tuple of str
        Food ids to leave out.
    seed : int
        Another seed gives another day of equal quality.
    standard : str
        Dietary reference intakes: a table in ``data/targets/``.
    objective : str
        ``balanced`` or ``cheapest``.
    solver : str
        ``highs`` or ``cbc``.
    time_limit_seconds : float
        Most time the solver may take.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Person
    diet: str = "omnivore"
    avoid: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    seed: int = Field(default=1, ge=0, le=2**31 - 1)
    standard: str = "nasem"
    objective: str = "balanced"
    solver: str = "highs"
    time_limit_seconds: float = Field(default=30.0, gt=0, le=3600)

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
    def _known_foods(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({load_foods().food(name).id for name in value}))

    @field_validator("standard")
    @classmethod
    def _known_standard(cls, value: str) -> str:
        return _one_of("standard", value, all_standards())

    @field_validator("objective")
    @classmethod
    def _known_objective(cls, value: str) -> str:
        return _one_of("objective", value, OBJECTIVES)

    @field_validator("solver")
    @classmethod
    def _known_solver(cls, value: str) -> str:
        return _one_of("solver", value, SOLVERS)

    def to_toml(self) -> str:
        """Write the request as TOML."""
        return tomli_w.dumps(self.model_dump(mode="json", exclude_none=True))

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read a request written by `to_toml`; raises InputError if it is not one."""
        try:
            raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"the request is not TOML: {error}") from None
        return cls.from_raw(raw)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a request written by `model_dump_json`; raises InputError if it is not one."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise _as_input_error(error) from None

    @classmethod
    def from_raw(cls, raw: dict[str, Any]) -> Self:
        """Check a mapping and build the request; raises one InputError listing every fault."""
        try:
            return cls.model_validate(raw)
        except ValidationError as error:
            raise _as_input_error(error) from None


def _one_of(kind: str, value: str, allowed: dict[str, str] | tuple[str, ...]) -> str:
    if value not in allowed:
        raise unknown_name(kind, value, allowed)
    return value


def _as_input_error(error: ValidationError) -> InputError:
    lines = [
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']} (got {fault['input']!r})"
        for fault in error.errors(include_url=False)
    ]
    return InputError("\n".join(lines))
