"""Supplements in the model: rules reduced by known doses, and columns that find the least doses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.nutrition.foods.preferences import preferences
from planner.nutrition.foods.supplements import Dose, Supplement, credited, taken
from planner.nutrition.people.targets import Targets
from planner.optimize.linear_problem import (
    FloatArray,
    IntArray,
    LinearProblem,
    ProblemWriter,
    TextArray,
)
from planner.optimize.model.choices import Choices
from planner.optimize.model.day_model import DayModel
from planner.optimize.model.rules import Rule


def rules_with_doses(
    rules: Iterable[Rule], choices: Choices, doses: Sequence[Dose]
) -> tuple[Rule, ...]:
    """Return the rules that food must satisfy in addition to a day's doses.

    A floor is lowered by the credited amount of the doses, and dropped if nothing remains; a
    ceiling on food and supplements together is lowered by their full amount. If a dose competes
    with food for absorption, the food of its meal is not counted, which is conservative: the
    certificate credits both up to what a meal can credit.
    """
    reduced = (_reduced(rule, choices.meal_name, doses) for rule in rules)
    return tuple(rule for rule in reduced if rule is not None)


def _reduced(rule: Rule, meals: TextArray, doses: Sequence[Dose]) -> Rule | None:
    """Return a rule reduced by doses; None if nothing remains for food to supply."""
    of_nutrient = [dose for dose in doses if dose.supplement.nutrient == rule.subject]
    if of_nutrient and rule.family == "nutrient_floor":
        lower = rule.lower - credited(rule.subject, of_nutrient, {})
        meals_of_doses = {dose.meal for dose in of_nutrient if dose.supplement.full_per_meal}
        apart = ~np.isin(meals, sorted(meals_of_doses))
        if lower <= 0:
            return None
        shared = tuple(c for c in rule.shared if c.meal not in meals_of_doses)
        reduced = replace(rule, lower=lower, shared=shared)
        return replace(reduced, taken=rule.taken * apart, step=rule.step * apart)
    if of_nutrient and rule.family == "nutrient_ceiling":
        return replace(rule, upper=max(rule.upper - taken(rule.subject, of_nutrient), 0.0))
    return rule


@dataclass(frozen=True)
class DoseModel:
    """The relaxation of a day with integer columns for the units of supplements.

    Attributes
    ----------
    problem : LinearProblem
        Food in continuous amounts, doses in whole units; only doses have a cost.
    supplements : tuple of Supplement
        The supplements that the columns stand for.
    units : ndarray of int, shape (supplements,)
        Column numbers of the units.
    """

    problem: LinearProblem
    supplements: tuple[Supplement, ...]
    units: IntArray


def seek_doses(
    model: DayModel, supplements: Sequence[Supplement], targets: Targets, above: float
) -> DoseModel:
    """Return the model that finds the least doses with which food can meet all rules.

    Parameters
    ----------
    model : DayModel
        The day, assembled with `only_relaxed`.
    supplements : sequence of Supplement
        The supplements that may be taken, preferred forms first.
    targets : Targets
        The targets, with ceilings on supplements alone.
    above : float
        Least points of the doses; a negative number for no limit.
    """
    weights = preferences().supplements
    count = len(supplements)
    writer = ProblemWriter(columns=model.problem.columns)
    cost = [_points(supplement, supplements, place) for place, supplement in enumerate(supplements)]
    most = np.array([float(supplement.most_units) for supplement in supplements])
    units = writer.add_columns(np.array(cost), most, integer=True)
    used = writer.add_columns(np.full(count, weights.product), np.ones(count), integer=True)
    for number, name in enumerate(supplement.id for supplement in supplements):
        pair = np.array([units[number], used[number]])
        writer.add_row(f"dose:{name}", pair, np.array([1.0, -most[number]]), -np.inf, 0.0)
        # A product counts as used only with a unit of it: else its points alone would be doses.
        writer.add_row(f"dose_used:{name}", pair, np.array([-1.0, 1.0]), -np.inf, 0.0)
    for name in dict.fromkeys(supplement.nutrient for supplement in supplements):
        amounts = np.array([s.amount if s.nutrient == name else 0.0 for s in supplements])
        ceiling = _ceiling(name, supplements, targets)
        writer.add_row(f"dose_ceiling:{name}", units, amounts, -np.inf, ceiling)
    both = np.concatenate([units, used])
    points = np.concatenate([cost, np.full(count, weights.product)])
    writer.add_row("dose_points", both, points, above, np.inf)
    added = writer.freeze()
    return DoseModel(_joined(model, added, supplements, units), tuple(supplements), units)


def _points(supplement: Supplement, supplements: Sequence[Supplement], place: int) -> float:
    largest = max(
        other.amount * other.most_units
        for other in supplements
        if other.nutrient == supplement.nutrient
    )
    weights = preferences().supplements
    dose = weights.largest_dose * supplement.amount / largest
    return dose + weights.unit + weights.rank * place


def _ceiling(name: str, supplements: Sequence[Supplement], targets: Targets) -> float:
    """Return the lowest ceiling on a nutrient from supplements alone."""
    ceilings = [s.ceiling for s in supplements if s.nutrient == name and s.ceiling is not None]
    row = targets.get(name)
    if row is not None and row.ceiling is not None and row.ceiling_scope == "supplement":
        ceilings.append(row.ceiling)
    return min(ceilings, default=np.inf)


def _joined(
    model: DayModel, added: LinearProblem, supplements: Sequence[Supplement], units: IntArray
) -> LinearProblem:
    """Return the day's relaxation combined with the rows and columns of the doses."""
    day = model.problem
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for rule in model.rules:
        for column, supplement in zip(units.tolist(), supplements, strict=True):
            if supplement.nutrient != rule.subject:
                continue
            if rule.family == "nutrient_floor":
                value = supplement.credited(1)
            elif rule.family == "nutrient_ceiling":
                value = supplement.amount
            else:
                continue
            rows.append(model.rows[rule.key])
            columns.append(column)
            values.append(value)

    def with_doses(of_day: FloatArray, of_doses: FloatArray) -> FloatArray:
        return np.concatenate([of_day, of_doses])

    return LinearProblem(
        cost=with_doses(day.cost, added.cost),
        column_lower=with_doses(day.column_lower, added.column_lower),
        column_upper=with_doses(day.column_upper, added.column_upper),
        integer=np.concatenate([np.zeros(day.columns, dtype=np.bool_), added.integer]),
        row_lower=with_doses(day.row_lower, added.row_lower),
        row_upper=with_doses(day.row_upper, added.row_upper),
        row=np.concatenate([day.row, np.array(rows, dtype=np.int64), added.row + day.rows]),
        column=np.concatenate([day.column, np.array(columns, dtype=np.int64), added.column]),
        value=np.concatenate([day.value, np.array(values), added.value]),
        row_names=(*day.row_names, *added.row_names),
    )
