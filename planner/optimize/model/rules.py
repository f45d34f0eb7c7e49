"""Rules as data: subject, coefficients over the choices, bounds, and the sentence for users."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from planner.nutrition.people.targets import Targets
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.sparse_field import Nonzeros, SparseField
from planner.request.plan_request import PlanRequest


class RuleKey(NamedTuple):
    """The unique key of a rule in its model.

    Attributes
    ----------
    family : str
        Key of `planner.optimize.model.families.FAMILIES`.
    scope : str
        ``day`` or the meal's id.
    subject : str
        Subject of the rule; see `Rule`.
    """

    family: str
    scope: str
    subject: str

    @property
    def name(self) -> str:
        """Name of the rule's row in a written model."""
        return f"{self.family}:{self.scope}:{self.subject}"


@dataclass(frozen=True)
class SharedAmount:
    """A column for an amount from 0 to `most` that several rules share.

    Attributes
    ----------
    nutrient, meal : str
        Nutrient and meal whose credited amount it is, or a sort of food that the day opens; rules
        with the same two share the column.
    most : float
        Upper bound of the column.
    value : float
        Coefficient of the column in the rule.
    one_sort : str
        Id of the `OneSort` whose sort the column opens; empty for an amount of a nutrient.
    """

    nutrient: str
    meal: str
    most: float
    value: float
    one_sort: str = ""

    @property
    def name(self) -> str:
        """Name of the column in the model."""
        return f"{self.nutrient}:{self.meal}"


@dataclass(frozen=True)
class Rule:
    """``lower <= sum over choices of (taken * taken_j + step * steps_j) <= upper``.

    Attributes
    ----------
    family : str
        Key of `FAMILIES`.
    subject : str
        The nutrient, food, group or role that it limits.
    scope : str
        ``day`` or the meal's id.
    taken, step : ndarray, shape (choices,)
        Coefficient of taking a choice, and of each further step of it; kept without zeros.
    lower, upper : float
        Bounds; infinite without a bound.
    unit : str
        Unit of the bounds.
    sentence : str
        The rule in words, for users.
    source : str
        Publication, or "project choice".
    advice : bool
        Whether a plan may miss it, as little as possible, where it cannot be met.
    weight : float
        Points per `scale` of violation; zero for a hard rule.
    least_share : float
        Share of the weight that is kept if the objective is not a balanced day, where soft rules
        only break ties.
    scale : float
        The violation that costs `weight` points, in `unit`.
    switch : str
        Name of a shared binary column in the sum; rules with the same switch exclude each other.
    switch_value : float
        Coefficient of the switch.
    shared : tuple of SharedAmount
        Shared amounts in the sum.
    roles : tuple of str
        Roles of the choices it counts, sorted; empty for rules that do not depend on roles.
    """

    family: str
    subject: str
    scope: str
    if TYPE_CHECKING:
        taken: FloatArray
        step: FloatArray
    else:
        taken: FloatArray = SparseField()
        step: FloatArray = SparseField()
    lower: float
    upper: float
    unit: str
    sentence: str
    source: str
    advice: bool = False
    weight: float = 0.0
    least_share: float = 0.0
    scale: float = 1.0
    switch: str = ""
    switch_value: float = 0.0
    shared: tuple[SharedAmount, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def taken_at(self) -> Nonzeros:
        """The nonzero coefficients of taking a choice."""
        found: Nonzeros = self.__dict__["_taken"]
        return found

    @property
    def step_at(self) -> Nonzeros:
        """The nonzero coefficients of further steps."""
        found: Nonzeros = self.__dict__["_step"]
        return found

    @property
    def hard(self) -> bool:
        """Whether every plan must satisfy it."""
        return self.weight == 0.0

    @cached_property
    def limits_count(self) -> bool:
        """Whether it is hard and only limits how many of some choices are taken."""
        return (
            self.hard
            and self.upper < np.inf
            and not self.switch
            and not self.shared
            and not len(self.step_at.at)
            and bool((self.taken_at.value == 1).all())
        )

    @property
    def bound(self) -> float:
        """The lower bound, or the upper one where there is no lower."""
        return self.lower if np.isfinite(self.lower) else self.upper

    @cached_property
    def key(self) -> RuleKey:
        """Unique key of the rule in its model."""
        return RuleKey(self.family, self.scope, self.subject)

    @property
    def name(self) -> str:
        """Name of its row in a written model."""
        return self.key.name


@dataclass(frozen=True)
class Context:
    """The input of the generators of rules."""

    request: PlanRequest
    targets: Targets
    choices: Choices

    @property
    def energy_kcal(self) -> float:
        """The person's energy target."""
        row = self.targets["energy_kcal"]
        return ((row.floor or 0.0) + (row.ceiling or 0.0)) / 2.0


@dataclass(frozen=True)
class Family:
    """A family of rules.

    Attributes
    ----------
    title, formula, unit, hardness, source : str
        Texts for ``docs/model.md``; `hardness` names points of `SoftRulePoints` in braces.
    build : callable
        Generates the rules of the family from a `Context`.
    is_hard : bool
        Whether every plan must satisfy its rules.
    """

    title: str
    formula: str
    unit: str
    hardness: str
    source: str
    build: Callable[[Context], Iterator[Rule]]
    is_hard: bool = True


def amount_rule(choices: Choices, per_unit: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the coefficients (taken, step) of a rule on an amount given per unit."""
    return per_unit * choices.least, per_unit * choices.step


def count_rule(mask: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Return the coefficients (taken, step) of a rule that counts the taken choices of a mask."""
    counted = np.asarray(mask, dtype=np.float64)
    return counted, np.zeros_like(counted)
