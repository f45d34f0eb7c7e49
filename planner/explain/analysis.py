"""Why a plan is as it is: what binds it, what is scarce, what each food is there for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from planner.certify.certificate import Adequacy
from planner.certify.judge import certify
from planner.nutrition.foods.food_table import FloatArray, Food, known_foods, subgroup_table
from planner.nutrition.foods.portions import Portion, supplied
from planner.nutrition.nutrients import core_nutrients, nutrient_index
from planner.optimize.model.choices import Choices
from planner.optimize.model.families.absorption import counted_per_gram
from planner.optimize.model.families.nutrients import is_planned_floor
from planner.optimize.solve import solve_relaxation
from planner.planning.day import build_day_problem
from planner.planning.plan import Plan

# All project choices.
NEAR = 0.05  # of a limit: a target met this closely binds the plan
GOOD_HELPING = 0.2  # of a floor, in a usual helping, makes a food a source
FEW_KINDS = 6  # of food that are sources make a nutrient scarce
# Every plate holds these; their targets are no reason to choose one food over another.
_EVERYWHERE = frozenset({"water_g", "sodium_mg", "protein_g", "fat_g", "carbohydrate_g"})
NAMED = 5  # foods named in a sentence
A_TENTH = 0.1  # more of a target, to say what it costs
_PRICED = ("energy", "nutrient_floor", "nutrient_ceiling", "macronutrient_range", "budget")


@dataclass(frozen=True)
class Binding:
    """A target that is met with next to nothing to spare; day 0 for the mean of several."""

    day: int
    nutrient: str
    percent: float
    at_floor: bool


@dataclass(frozen=True)
class Scarce:
    """A nutrient of which few kinds of food that may be served are a source, the best first."""

    nutrient: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class ShadowPrice:
    """What a rule costs: about so many points more for a tenth more (or less) of it."""

    sentence: str
    points: float


@dataclass(frozen=True)
class Contribution:
    """A dish, or a food served alone, and what falls under its target without it.

    Attributes
    ----------
    day : int
        Counts from 1.
    meal, item : str
        Where it stands, and its id.
    falls : tuple of (str, float)
        Nutrient, and its percent of the floor when this is left out; the lowest first.
    """

    day: int
    meal: str
    item: str
    falls: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Explanation:
    """Why a plan is as it is.

    Attributes
    ----------
    binding : tuple of Binding
        The targets that leave nothing to spare.
    scarce : tuple of Scarce
        What few foods supply.
    prices : tuple of Price
        What the rules cost in the objective, the dearest first, from the duals of the relaxation.
    points : float
        The relaxation's whole objective.
    top : dict of str to tuple of (str, float)
        For every nutrient with a floor the foods that give most of it, with their share of all.
    parts : tuple of Part
        What every dish, and every food served alone, is there for.
    """

    binding: tuple[Binding, ...]
    scarce: tuple[Scarce, ...]
    prices: tuple[ShadowPrice, ...]
    points: float
    top: dict[str, tuple[tuple[str, float], ...]]
    parts: tuple[Contribution, ...]


def explain_plan(plan: Plan) -> Explanation:
    """Explain a plan in full; costs one relaxation more than the plan did."""
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
    """Return the targets met with at most 5 % to spare, the tightest first."""
    found: list[tuple[float, Binding]] = []
    for row in plan.certificate.means or plan.certificate.adequacy:
        if row.floor and row.percent is not None and 0 <= row.percent / 100.0 - 1.0 <= NEAR:
            if row.nutrient not in ("energy_kcal", "water_g"):
                spare = row.percent / 100.0 - 1.0
                found.append((spare, Binding(row.day, row.nutrient, row.percent, at_floor=True)))
        elif row.ceiling and row.status == "met" and _covers_all(plan, row):
            spare = 1.0 - row.intake / row.ceiling
            if 0 <= spare <= NEAR and row.nutrient != "energy_kcal":
                percent = 100.0 * row.intake / row.ceiling
                found.append((spare, Binding(row.day, row.nutrient, percent, at_floor=False)))
    found.sort(key=lambda pair: (pair[0], pair[1].nutrient))
    return tuple(binding for _, binding in found)


def _covers_all(plan: Plan, row: Adequacy) -> bool:
    return plan.targets[row.nutrient].ceiling_scope == "total"


def find_scarce(plan: Plan) -> tuple[Scarce, ...]:
    """Return the nutrients of which few kinds of food are a source; core ones first."""
    request = plan.request.for_day(1).changed(lock=())
    choices = build_day_problem(request).context.choices
    foods = _open_foods(choices)
    table, labels = known_foods(), subgroup_table()["label"]
    found = []
    for row in plan.targets.rows:
        if row.floor is None or not is_planned_floor(row) or row.nutrient in _EVERYWHERE:
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
    """Return every food that some choice holds, alone or in a dish."""
    served = np.unique(choices.item)
    held = (choices.items.grams[served] > 0).any(axis=0) if len(served) else np.zeros(0)
    return [choices.items.foods.foods[number] for number in np.flatnonzero(held)]


def find_shadow_prices(plan: Plan) -> tuple[tuple[ShadowPrice, ...], float]:
    """Return what a tenth more of each rule would cost, and the points of the whole day.

    From the duals of the day's relaxation, which stands under the plan in whole portions: about.
    """
    question = build_day_problem(plan.request.for_day(1))
    model = question.model(relaxed=question.tracked_floors)
    answer = solve_relaxation(model.problem, plan.request.time_limit_seconds)
    if not answer.found:
        return (), float("nan")
    found = []
    for rule in question.rules:
        if rule.family not in _PRICED:
            continue
        dual = float(answer.dual[model.rows[rule.key]])
        limit = rule.lower if dual > 0 else rule.upper
        if np.isfinite(limit) and abs(dual * limit) > 1e-6:
            found.append(ShadowPrice(rule.sentence, abs(dual * limit) * A_TENTH))
    found.sort(key=lambda price: (-price.points, price.sentence))
    return tuple(found), answer.objective


def top_foods(plan: Plan) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return the foods that give most of every nutrient with a floor, and their share of it."""
    foods = known_foods()
    amounts: dict[str, FloatArray] = {}
    for row in plan.portions:
        given: FloatArray = np.nan_to_num(supplied(foods, row), nan=0.0)
        amounts[row.food_id] = given + amounts.get(row.food_id, np.zeros(len(given)))
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
    """Return what falls under its target when one dish or food is left out, recomputed exactly."""
    return tuple(_parts(plan))


def _parts(plan: Plan) -> Iterator[Contribution]:
    foods = known_foods()
    met = {(r.day, r.nutrient) for r in plan.certificate.adequacy if r.status != "short"}
    for day, rows in groupby(plan.portions, key=lambda row: row.day):
        today = list(rows)
        for meal, item in dict.fromkeys((row.meal, row.dish or row.food_id) for row in today):
            own = [row for row in today if (row.meal, row.dish or row.food_id) == (meal, item)]
            if all(foods.food(row.food_id).subgroup == "water" for row in own):
                continue
            rest = [row for row in today if row not in own]
            yield Contribution(day, meal, item, _falls(plan, day, rest, met))


def _falls(
    plan: Plan, day: int, rest: Sequence[Portion], met: set[tuple[int, str]]
) -> tuple[tuple[str, float], ...]:
    """Return what is met on a day and short of its floor in what is left of it."""
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
