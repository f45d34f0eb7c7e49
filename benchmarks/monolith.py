"""Time and quality of a week, compared with a day and with one monolithic MILP (`make bench`).

The monolithic problem has the problems of the seven days, each with its seed, and the rules over
the week that are linear in the choices: no dish more than twice, floors met by the mean with at
least three quarters on each day. Fish days, kinds of foods and successive days are left out, which
can only lower its cost. Both weeks are compared by the sum of the seven days' objectives.
"""

from __future__ import annotations

import math
import sys
from dataclasses import replace

import numpy as np

from benchmarks.clock import timed
from planner import PlanRequest, make_person, make_plan
from planner.nutrition.nutrients import core_nutrients
from planner.optimize.linear_problem import FloatArray, IntArray, LinearProblem
from planner.optimize.model.day_model import DayModel
from planner.optimize.model.rules import Rule
from planner.optimize.model.served_levels import served_levels
from planner.optimize.solve import solve
from planner.planning.day import DayProblem, build_day_problem
from planner.planning.plan import Plan
from planner.request.week_rules import LEAST_OF_FLOOR

DAYS = 7
FULL_SECONDS = 60.0
REQUESTS = (
    PlanRequest(
        person=make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active"),
        diet="vegan",
        seed=1,
    ),
    PlanRequest(
        person=make_person(sex="male", age=45, height_cm=180, weight_kg=85, activity="low_active"),
        seed=1,
    ),
)


def day_models(question: DayProblem, request: PlanRequest) -> list[DayModel]:
    """Return the problem of every day, with averaged floors at their daily minimum."""
    rules = tuple(
        replace(rule, lower=rule.lower * LEAST_OF_FLOOR) if averages(rule) else rule
        for rule in question.rules
    )
    return [
        replace(question, request=request.for_day(day), rules=rules).model()
        for day in range(1, DAYS + 1)
    ]


def averages(rule: Rule) -> bool:
    """Return whether a rule is a floor that the mean of the days may meet."""
    return rule.family == "nutrient_floor" and rule.subject not in core_nutrients()


def monolith(models: list[DayModel], question: DayProblem) -> LinearProblem:
    """Combine the problems of the days and add the rules over the week."""
    days = [model.problem for model in models]
    width, height = days[0].columns, days[0].rows
    parts: list[tuple[IntArray, IntArray, FloatArray]] = [
        (day.row + number * height, day.column + number * width, day.value)
        for number, day in enumerate(days)
    ]
    lower, upper = [day.row_lower for day in days], [day.row_upper for day in days]
    names = [name for day in days for name in day.row_names]
    for name, row_lower, row_upper, columns, values in weekly_rules(models[0], question):
        row = len(names)
        names.append(name)
        lower.append(np.array([row_lower]))
        upper.append(np.array([row_upper]))
        parts += [
            (np.full(len(columns), row), columns + number * width, values) for number in range(DAYS)
        ]
    return LinearProblem(
        cost=np.concatenate([day.cost for day in days]),
        column_lower=np.concatenate([day.column_lower for day in days]),
        column_upper=np.concatenate([day.column_upper for day in days]),
        integer=np.concatenate([day.integer for day in days]),
        row_lower=np.concatenate(lower),
        row_upper=np.concatenate(upper),
        row=np.concatenate([part[0] for part in parts]),
        column=np.concatenate([part[1] for part in parts]),
        value=np.concatenate([part[2] for part in parts]),
        row_names=tuple(names),
    )


def weekly_rules(
    model: DayModel, question: DayProblem
) -> list[tuple[str, float, float, IntArray, FloatArray]]:
    """Return name, limits, and columns and values for one day of every rule over the week."""
    found = []
    for rule in question.rules:
        if averages(rule):
            own = model.problem.row == model.rows[rule.key]
            columns, values = model.problem.column[own], model.problem.value[own]
            found.append((rule.name, DAYS * rule.lower, math.inf, columns, values))
    dishes = [model.choices.dish(number) for number in range(len(model.choices))]
    bases = np.array([dish.base if dish else "" for dish in dishes])
    for base in np.unique(bases[bases != ""]):
        columns = np.flatnonzero((bases == base)[model.levels.choice])
        found.append((f"twice:{base}", -math.inf, 2.0, columns, np.ones(len(columns))))
    return found


def value_of(plan: Plan, models: list[DayModel]) -> float:
    """Return the sum of the days' objectives, including the costs of soft rules."""
    sum_ = 0.0
    for day, model in enumerate(models, start=1):
        portions = tuple(row for row in plan.portions if row.day == day)
        x = np.zeros(model.problem.columns)
        x[served_levels(model, portions)] = 1.0
        activity = model.problem.activity(x)
        for key, (below, above) in model.slack.items():
            row = model.rows[key]
            if below >= 0:
                x[below] = max(model.problem.row_lower[row] - activity[row], 0.0)
            if above >= 0:
                x[above] = max(activity[row] - model.problem.row_upper[row], 0.0)
        sum_ += float(model.problem.cost @ x)
    return sum_


def main() -> None:
    """Print the figures: ``python -m benchmarks.monolith [SECONDS]``; seconds of processor time."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else FULL_SECONDS
    for request in REQUESTS:
        _, day_seconds = timed(lambda request=request: make_plan(request))
        asked = request.changed(days=DAYS)
        week, week_seconds = timed(lambda asked=asked: make_plan(asked))
        question = build_day_problem(asked)
        models = day_models(question, asked)
        own = value_of(week, models)
        full, full_seconds = timed(
            lambda models=models, question=question: solve(
                monolith(models, question), time_limit_seconds=seconds
            )
        )
        beside = f"{full.objective:.1f}" if full.found else "no plan"
        sys.stdout.write(
            f"{request.person.label}, {request.diet}: day {day_seconds:.1f} s, "
            f"certified week {week_seconds:.1f} s, {week_seconds / day_seconds:.1f} times a day\n"
            f"    objective of the week {own:.1f}; monolithic MILP in HiGHS, stopped at "
            f"{seconds:g} s ({full_seconds:.0f} s with its writing): {beside}, "
            f"bound {full.bound:.1f}\n"
        )


if __name__ == "__main__":
    main()
