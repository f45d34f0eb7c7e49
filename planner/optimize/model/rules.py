"""A rule is data: what it is about, its coefficients over the choices, its limits, its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planner.nutrition.people.targets import Targets
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.choices import Choices
from planner.request.plan_request import PlanRequest


class RuleKey(NamedTuple):
    """What tells a rule from all others of its model.

    Attributes
    ----------
    family : str
        Key of `planner.optimize.model.families.FAMILIES`.
    scope : str
        ``day`` or the meal's id.
    subject : str
        What the rule limits; see `Rule`.
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
    """A shared column that joins the sum of several rules: an amount from 0 to `most`.

    Attributes
    ----------
    nutrient, meal : str
        What counts of which nutrient in which meal; rules of the same two share the column.
    most : float
        Its upper bound.
    value : float
        Coefficient of the column in the rule.
    """

    nutrient: str
    meal: str
    most: float
    value: float

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
        What it limits: a nutrient, food, group, or meal and role.
    scope : str
        ``day`` or the meal's id.
    taken, step : ndarray, shape (choices,)
        Coefficient of taking a choice, and of each further step of it.
    lower, upper : float
        Limits; infinite where there is none.
    unit : str
        Of the limits.
    sentence : str
        The rule in words, for people.
    source : str
        Publication, or "project choice".
    weight : float
        Zero for a hard rule; else points lost per `scale` of violation.
    scale : float
        The violation that costs `weight` points, in `unit`.
    switch : str
        Name of a shared yes/no column that joins the sum with `switch_value`; rules of one name
        exclude each other.
    switch_value : float
        Coefficient of that column.
    shared : tuple of SharedAmount
        Shared columns of amounts that join the sum.
    """

    family: str
    subject: str
    scope: str
    taken: FloatArray
    step: FloatArray
    lower: float
    upper: float
    unit: str
    sentence: str
    source: str
    weight: float = 0.0
    scale: float = 1.0
    switch: str = ""
    switch_value: float = 0.0
    shared: tuple[SharedAmount, ...] = ()

    @property
    def hard(self) -> bool:
        """Whether every plan must keep it."""
        return self.weight == 0.0

    @property
    def key(self) -> RuleKey:
        """What tells it from all other rules of its model."""
        return RuleKey(self.family, self.scope, self.subject)

    @property
    def name(self) -> str:
        """Name of its row in a written model."""
        return self.key.name


@dataclass(frozen=True)
class Context:
    """What a generator of rules may look at."""

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
    """A kind of rule.

    Attributes
    ----------
    title, formula, unit, hardness, source : str
        For the written model: name, formula, unit, hard or soft, where it comes from.
    build : callable
        Generates the family's rules for one request.
    is_hard : bool
        Whether every plan must keep its rules.
    """

    title: str
    formula: str
    unit: str
    hardness: str
    source: str
    build: Callable[[Context], Iterator[Rule]]
    is_hard: bool = True


def amount_rule(choices: Choices, per_unit: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Turn an amount per unit into the coefficients of taking a choice and of a step."""
    return per_unit * choices.least, per_unit * choices.step


def count_rule(mask: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Count the choices of a mask: each counts once, steps do not."""
    counted = np.asarray(mask, dtype=np.float64)
    return counted, np.zeros_like(counted)
