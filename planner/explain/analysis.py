"""Analysis of a plan: binding targets, scarce nutrients, shadow prices and contributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from planner.certification.certificate import Adequacy
from planner.certification.judge import certify
from planner.nutrition.foods.food_table import FloatArray, Food, subgroup_table
from planner.nutrition.foods.portions import Portion, supplied
from planner.nutrition.nutrients import core_nutrients, nutrient_index
from planner.optimize.model.choices import Choices
from planner.optimize.model.families.absorption import counted_per_gram
from planner.optimize.model.families.nutrients import is_planned_floor
from planner.optimize.solve import solve_relaxation
from planner.planning.day import build_day_problem
from planner.planning.plan import Plan

# All project choices.
NEAR = 0.05  # a target is binding if the intake is within this share of the bound
GOOD_HELPING = 0.2  # a food is a source if a usual helping supplies this share of the floor
FEW_KINDS = 6  # a nutrient is scarce with at most this many kinds of food as sources
# A scarce nutrient has less than this above its floor, as a share of it, from food: one met far
# above its floor shapes nothing, however few its sources.
LITTLE_ROOM = 0.2
# Almost every food supplies these, so their targets do not explain the choice of foods.
_EVERYWHERE = frozenset({"water_g", "sodium_mg", "protein_g", "fat_g", "carbohydrate_g"})
NAMED = 5  # most foods named in a sentence
A_TENTH = 0.1  # change of a bound, as a share of it, for which a cost is stated
_PRICED = ("energy", "nutrient_floor", "nutrient_ceiling", "macronutrient_range", "budget")


@dataclass(frozen=True)
class Binding:
    """A binding target: the intake is close to its bound; day 0 stands for the mean of the days.

    `presumed` is the part of `percent` that is counted for foods without a value.
    """

    day: int
    nutrient: str
    percent: float
    at_floor: bool
    presumed: float = 0.0


@dataclass(frozen=True)
class Scarce:
    """A nutrient with little room above its floor, and the few kinds of food that are its sources.

    The best kind comes first.
    """

    nutrient: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class ShadowPrice:
    """Approximate increase of the objective, in points, if a rule is tightened by a tenth."""

    sentence: str
    points: float


@dataclass(frozen=True)
class Contribution:
    """A dish or food served alone, and the floors that are missed without it.

    Attributes
    ----------
    day : int
        Day of the plan, from 1.
    meal, item : str
        Name of the meal, and id of the dish or food.
    falls : tuple of (str, float)
        Nutrients below their floor without the item, with the percent reached; the lowest first.
    """

    day: int
    meal: str
    item: str
    falls: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Explanation:
    """The explanation of a plan.

    Attributes
    ----------
    binding : tuple of Binding
        The binding targets.
    scarce : tuple of Scarce
        The scarce nutrients.
    prices : tuple of ShadowPrice
        Shadow prices of the rules from the duals of the relaxation, the highest first.
    points : float
        Objective value of the relaxation.
    top : dict of str to tuple of (str, float)
        The foods that supply most of each nutrient with a floor, with their share of the total.
    parts : tuple of Contribution
        Contribution of every dish and every food served alone.
    """

    binding: tuple[Binding, ...]
    scarce: tuple[Scarce, ...]
    prices: tuple[ShadowPrice, ...]
    points: float
    top: dict[str, tuple[tuple[str, float], ...]]
    parts: tuple[Contribution, ...]


def explain_plan(plan: Plan) -> Explanation:
    """Return the full explanation of a plan; solves one relaxation.

    Examples
    --------
    >>> from planner import PlanRequest, explain_plan, make_person, make_plan
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> plan = make_plan(PlanRequest(person=woman, diet="vegan"))
    >>> found = explain_plan(plan)
    >>> len(found.binding) > 0, len(found.parts) > 0
    (True, True)
    """
    prices, points = find_shadow_prices(plan)
    return Explanation(
        find_binding(plan),
        find_scarce(plan),
        prices,
        points,
        top_foods(plan),
        find_contributions(plan),
    )


def find_binding(plan: Plan) -> tuple[Binding, ...]:
    """Return the targets met within 5 % of their bound, the closest first."""
    found: list[tuple[float, Binding]] = []
    for row in plan.certificate.means or plan.certificate.adequacy:
        if row.floor and row.percent is not None and 0 <= row.percent / 100.0 - 1.0 <= NEAR:
            if row.nutrient not in ("energy_kcal", "water_g"):
                spare = row.percent / 100.0 - 1.0
                found.append((spare, Binding(row.day, row.nutrient, row.percent, at_floor=True)))
        elif row.ceiling and row.status == "met" and _covers_all(plan, row):
            spare = 1.0 - row.at_most / row.ceiling
            if 0 <= spare <= NEAR and row.nutrient != "energy_kcal":
                percent = 100.0 * row.at_most / row.ceiling
                presumed = 100.0 * row.presumed / row.ceiling if row.presumed_matters else 0.0
                one = Binding(row.day, row.nutrient, percent, at_floor=False, presumed=presumed)
                found.append((spare, one))
    found.sort(key=lambda pair: (pair[0], pair[1].nutrient))
    return tuple(binding for _, binding in found)


def _covers_all(plan: Plan, row: Adequacy) -> bool:
    return plan.targets[row.nutrient].ceiling_scope == "total"


def find_scarce(plan: Plan) -> tuple[Scarce, ...]:
    """Return the nutrients that few kinds of food supply, core nutrients first.

    Only those that the plan's food supplies with little room above the floor, or not enough of.
    """
    request = plan.request.for_day(1).changed(lock=())
    choices = build_day_problem(request).context.choices
    foods = _open_foods(choices)
    table, labels = plan.request.catalog.foods, subgroup_table()["label"]
    rows = plan.certificate.means or plan.certificate.adequacy
    held = {row.nutrient: row.food for row in rows}
    found = []
    for row in plan.targets.rows:
        if row.floor is None or not is_planned_floor(row) or row.nutrient in _EVERYWHERE:
            continue
        if held.get(row.nutrient, 0.0) > row.floor * (1 + LITTLE_ROOM):
            continue
        column = table.nutrient_column(row.nutrient) / 100.0
        if not plan.request.plain_totals:
            column = counted_per_gram(table, row.nutrient)
        column = np.nan_to_num(column)
        kinds: dict[str, float] = {}
        for food in foods:
            helping = min(food.usual * food.measure_g, food.day_max_g)
            share = float(column[table.row(food.id)]) * helping / row.floor
            if share >= GOOD_HELPING:
                kind = str(labels[food.subgroup]).lower()
                kinds[kind] = max(share, kinds.get(kind, 0.0))
        if len(kinds) <= FEW_KINDS:
            best = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
            found.append(Scarce(row.nutrient, tuple(best)))
    core = core_nutrients()
    found.sort(key=lambda scarce: (scarce.nutrient not in core, len(scarce.kinds)))
    return tuple(found)


def _open_foods(choices: Choices) -> list[Food]:
    """Return every food that some choice serves, alone or in a dish."""
    served = np.unique(choices.item)
    open_foods = (choices.items.grams[served] > 0).any(axis=0) if len(served) else np.zeros(0)
    return [choices.items.foods.foods[number] for number in np.flatnonzero(open_foods)]


def find_shadow_prices(plan: Plan) -> tuple[tuple[ShadowPrice, ...], float]:
    """Return the shadow prices of the first day's rules, and the objective value in points.

    The duals are those of the linear relaxation, so the prices are approximate for whole portions.
    Without a solution of the relaxation the prices are empty and the objective value is NaN.
    """
    day_problem = build_day_problem(plan.request.for_day(1))
    model = day_problem.model(relaxed=day_problem.tracked_floors)
    answer = solve_relaxation(model.problem, plan.request.time_limit_seconds)
    if not answer.found:
        return (), float("nan")
    found = []
    for rule in day_problem.rules:
        if rule.family not in _PRICED or rule.key not in model.rows:
            continue
        dual = float(answer.dual[model.rows[rule.key]])
        limit = rule.lower if dual > 0 else rule.upper
        if np.isfinite(limit) and abs(dual * limit) > 1e-6:
            found.append(ShadowPrice(rule.sentence, abs(dual * limit) * A_TENTH))
    found.sort(key=lambda price: (-price.points, price.sentence))
    return tuple(found), answer.objective


def top_foods(plan: Plan) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return the foods that supply most of each nutrient with a floor, with their share.

    Supplements are among them: a share is of all that is taken in.
    """
    foods = plan.request.catalog.foods
    amounts: dict[str, FloatArray] = {}
    for row in plan.portions:
        nutrients: FloatArray = np.nan_to_num(supplied(foods, row), nan=0.0)
        amounts[row.food_id] = nutrients + amounts.get(row.food_id, np.zeros(len(nutrients)))
    for dose in plan.doses:
        supplied_by = amounts.setdefault(dose.supplement_id, np.zeros(len(nutrient_index())))
        supplied_by[nutrient_index()[dose.supplement.nutrient]] += dose.amount
    names, table = list(amounts), np.array(list(amounts.values()))
    found = {}
    for target in plan.targets.rows:
        if target.floor is None or not is_planned_floor(target) or not names:
            continue
        column = table[:, nutrient_index()[target.nutrient]]
        whole = float(column.sum())
        order = np.argsort(-column, kind="stable")[:NAMED]
        found[target.nutrient] = tuple(
            (names[number], float(column[number]) / whole)
            for number in order
            if whole > 0 and column[number] > 0
        )
    return found


def find_contributions(plan: Plan) -> tuple[Contribution, ...]:
    """Return the contribution of every dish and food: the plan is judged without each of them."""
    return tuple(_contributions(plan))


def _contributions(plan: Plan) -> Iterator[Contribution]:
    foods = plan.request.catalog.foods
    met = {(r.day, r.nutrient) for r in plan.certificate.adequacy if r.status == "met"}
    for day, rows in groupby(plan.portions, key=lambda row: row.day):
        today = list(rows)
        for meal, item in dict.fromkeys((row.meal, row.dish or row.food_id) for row in today):
            served = [row for row in today if (row.meal, row.dish or row.food_id) == (meal, item)]
            if all(foods.food(row.food_id).is_water for row in served):
                continue
            rest = [row for row in today if row not in served]
            yield Contribution(day, meal, item, _missed_floors(plan, day, rest, met))


def _missed_floors(
    plan: Plan, day: int, rest: Sequence[Portion], met: set[tuple[int, str]]
) -> tuple[tuple[str, float], ...]:
    """Return the nutrients in `met` that the remaining portions of a day leave short."""
    if not rest:
        return ()
    doses = [dose for dose in plan.doses if dose.day == day]
    found = certify(rest, plan.request.changed(days=1), doses=doses)
    falls = [
        (row.nutrient, row.percent)
        for row in found.adequacy
        if row.status == "short" and row.percent is not None
        and (day, row.nutrient) in met and row.nutrient not in ("energy_kcal", "water_g")
    ]  # fmt: skip
    return tuple(sorted(falls, key=lambda pair: pair[1]))
