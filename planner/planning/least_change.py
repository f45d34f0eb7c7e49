"""The smallest change of an eaten day that meets a person's targets: the best with 1, 2, 3 changes.

What is eaten stays unless it is changed; each change is another amount in household steps, leaving
a food out, or adding one where it belongs. Each answer is judged as a plan's day is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from planner.certification.adequacy import adequacy_of
from planner.certification.certificate import Adequacy
from planner.errors import InputError, SolverError
from planner.nutrition.foods.absorption import counted_nutrient, rules_of
from planner.nutrition.foods.credited_intake import share_counted
from planner.nutrition.foods.food_table import FloatArray, Food, FoodTable
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import core_nutrients, nutrient_index
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.nutrition.people.safety import safety_rules_for
from planner.nutrition.people.targets import Target
from planner.optimize.least_change import Bound, ChangeModel, ChangeProblem, Options
from planner.optimize.solve.highs import solve_highs_mip
from planner.optimize.solve.solution import Status
from planner.request.plan_request import PlanRequest, targets_of

MOST_CHANGES = 6
_SECONDS = 20.0  # for each number of changes
_NODES = 200_000
_GAP = 0.05  # of the cost, in which leaving a food out costs 1.5
# Price of adding a food by how common it is; one that is eaten already costs less.
_PRICES = {1: 1.0, 2: 1.5}
_FAMILIAR = 0.7
# Weight of what a plan must hold on every day; other floors weigh 1.
_MUST = 3.0
_MOST_USUAL = 1.5  # usual helpings of a food that is added
# Plain water is seldom written down, so what a day lacks of it is not known.
_NOT_ASKED = frozenset({"water_g"})
_FAULTY = ("short", "over")


class ChangeKind(StrEnum):
    """What is done with a food."""

    ADD = "add"
    DROP = "leave out"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True)
class Change:
    """One change of a day.

    Attributes
    ----------
    kind : ChangeKind
        What is done.
    meal, food_id, food : str
        Meal, and id and name of the food.
    before_g, after_g : float
        Grams before and after.
    before, after : str
        The same in the food's household measure; empty for none.
    """

    kind: ChangeKind
    meal: str
    food_id: str
    food: str
    before_g: float
    after_g: float
    before: str
    after: str

    def __str__(self) -> str:
        if self.kind is ChangeKind.ADD:
            return f"{self.meal}: add {self.after} of {self.food}"
        if self.kind is ChangeKind.DROP:
            return f"{self.meal}: leave out {self.food}"
        return f"{self.meal}: {self.after} of {self.food} instead of {self.before}"


@dataclass(frozen=True)
class LeastChange:
    """The best day with so many changes at most.

    Attributes
    ----------
    changes : tuple of Change
        What is changed.
    portions : tuple of Portion
        The day with the changes.
    adequacy : tuple of Adequacy
        Every nutrient with a target, judged from the portions.
    is_proven : bool
        Whether no other changes, so many at most, are better.
    """

    changes: tuple[Change, ...]
    portions: tuple[Portion, ...]
    adequacy: tuple[Adequacy, ...]
    is_proven: bool

    @property
    def missed(self) -> tuple[str, ...]:
        """The nutrients that are short or over."""
        return missed_of(self.adequacy)

    @property
    def meets_all(self) -> bool:
        """Whether every target is met."""
        return not self.missed


def missed_of(adequacy: Iterable[Adequacy]) -> tuple[str, ...]:
    """Return the nutrients that are short or over."""
    return tuple(row.nutrient for row in adequacy if row.status in _FAULTY)


def least_changes(
    eaten: Sequence[Portion],
    request: PlanRequest,
    *,
    at_most: int = MOST_CHANGES,
    keep: frozenset[str] = frozenset(),
    may_add: frozenset[str] | None = None,
    foods: FoodTable | None = None,
) -> tuple[LeastChange, ...]:
    """Return the best changes of one day with 1, 2, 3 ... of them, until all targets are met.

    Parameters
    ----------
    eaten : sequence of Portion
        One person's day of foods of the request's table.
    request : PlanRequest
        The person, diet, standard and limits.
    at_most : int
        Most changes.
    keep : frozenset of str
        Ids of foods, and meals, that stay as they are.
    may_add : frozenset of str, optional
        Ids of the foods that may be added; by default the common ones that the diet allows.
    foods : FoodTable, optional
        The food table; that of the request's catalog by default.

    Returns
    -------
    tuple of LeastChange
        By number of changes; one that reaches no more than a smaller one is left out.

    Raises
    ------
    InputError
        If nothing is eaten, or a food is not of the table.
    SolverError
        If the solver finds nothing.
    """
    if not eaten:
        raise InputError("the day holds no food")
    day = EatenDay(tuple(eaten), request, foods or request.catalog.foods)
    problem, choices = day.problem(keep, may_add)
    found: list[LeastChange] = []
    best = problem.options.now
    for count in range(1, at_most + 1):
        model = ChangeModel(problem, count)
        solution = solve_highs_mip(
            model.linear(), start=model.columns_of(best), time_limit_seconds=_SECONDS,
            relative_gap=0.0, absolute_gap=_GAP, node_limit=_NODES,
        )  # fmt: skip
        if not solution.found:
            raise SolverError(f"the solver found no day with {count} changes in {_SECONDS:g} s")
        grams = model.grams_of(solution.x)
        if problem.cost(grams) > problem.cost(best) - _GAP:
            break
        best = grams
        found.append(day.answer(problem, grams, choices, solution.status is Status.OPTIMAL))
        if found[-1].meets_all:
            break
    return tuple(found)


@dataclass(frozen=True)
class EatenDay:
    """A day that was eaten, with the person whose it is."""

    eaten: tuple[Portion, ...]
    request: PlanRequest
    table: FoodTable

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets that a diary can be judged by."""
        rows = targets_of(self.request).rows
        return tuple(row for row in rows if row.nutrient not in _NOT_ASKED)

    def problem(
        self, keep: frozenset[str], may_add: frozenset[str] | None
    ) -> tuple[ChangeProblem, tuple[Food, ...]]:
        """Return what may be changed and the bounds to meet, and the food of each option.

        Raises
        ------
        InputError
            If a food is not of the table.
        """
        options, foods = self._options(keep, may_add)
        return ChangeProblem(options, tuple(self.bounds(foods))), foods

    def _options(
        self, keep: frozenset[str], may_add: frozenset[str] | None
    ) -> tuple[Options, tuple[Food, ...]]:
        own = [self.table.food(portion.food_id) for portion in self.eaten]
        added = list(self._additions(keep, may_add))
        foods = (*own, *(food for food, _ in added))
        meals = (*(portion.meal for portion in self.eaten), *(meal for _, meal in added))
        now = np.array([*(portion.grams for portion in self.eaten), *([0.0] * len(added))])
        step = np.array([food.step * food.measure_g for food in foods])
        least = np.array([food.least * food.measure_g for food in foods])
        eaten = now > 0
        usual = np.array([_MOST_USUAL * food.usual * food.measure_g for food in foods])
        most = np.array([self._most(food) for food in foods])
        most = np.where(eaten, most, np.maximum(np.minimum(most, usual), least))
        familiar = {portion.food_id for portion in self.eaten}
        prices = [
            _PRICES.get(food.everyday, 2.0) * (_FAMILIAR if food.id in familiar else 1.0)
            for food in foods
        ]
        kept = [
            bool({food.id, meal} & keep) or food.is_water
            for food, meal in zip(foods, meals, strict=True)
        ]
        options = Options(
            now, step, np.where(eaten, np.minimum(least, now), least), np.maximum(most, now),
            np.where(eaten, 1.0, prices), np.array(kept, dtype=np.bool_), meals,
        )  # fmt: skip
        return options, foods

    def _additions(
        self, keep: frozenset[str], may_add: frozenset[str] | None
    ) -> Iterator[tuple[Food, str]]:
        """Yield the foods that may be added, each to the lightest meal it belongs to."""
        energy = self.table.nutrient_column("energy_kcal")
        by_meal = dict.fromkeys(meal_names(), 0.0)
        for portion in self.eaten:
            kcal = float(energy[self.table.row(portion.food_id)]) * portion.grams / 100.0
            by_meal[portion.meal] = by_meal.get(portion.meal, 0.0) + kcal
        for food in self.table.foods:
            chosen = food.everyday in _PRICES if may_add is None else food.id in may_add
            meals = [meal for meal in meal_names() if meal in food.meals - keep]
            if chosen and meals and not food.is_water and self._is_allowed(food):
                yield food, min(meals, key=by_meal.__getitem__)

    def _is_allowed(self, food: Food) -> bool:
        rules = [get_diet(self.request.diet).rule]
        rules += [get_avoidance(name).rule for name in self.request.avoid]
        return (
            food.is_declared
            and food.id not in self.request.exclude
            and not any(rule.forbids(food) for rule in rules)
            and not any(
                rule.limit_g is None and rule.covers(food)
                for rule in safety_rules_for(self.request.person)
            )
        )

    def _most(self, food: Food) -> float:
        """Return the most of a food that a day may hold, less what of it is eaten already."""
        limits = [
            rule.limit_g
            for rule in safety_rules_for(self.request.person)
            if rule.limit_g is not None and rule.covers(food)
        ]
        return min([food.day_max_g, *limits])

    def bounds(self, foods: Sequence[Food]) -> Iterator[Bound]:
        """Yield the floors and ceilings of the person's targets."""
        must = {*core_nutrients(), "energy_kcal"}
        for row in self.targets:
            weight = _MUST if row.nutrient in must else 1.0
            if row.floor:
                most = [] if self.request.plain_totals else rules_of("meal_most", row.nutrient)
                cap = min((rule.value for rule in most), default=np.inf)
                counted = _counted(row.nutrient, foods, self.table, plain=self.request.plain_totals)
                yield Bound(row.nutrient, True, row.floor, counted, weight, cap)
            if row.ceiling and row.ceiling_scope in ("total", "fortified"):
                held = _held(row, foods, self.table)
                yield Bound(row.nutrient, False, row.ceiling, held, _MUST)

    def answer(
        self, problem: ChangeProblem, grams: FloatArray, foods: Sequence[Food], is_proven: bool
    ) -> LeastChange:
        """Return the answer that the grams of each option are."""
        options = problem.options
        changed = np.flatnonzero(problem.changed(grams)).tolist()
        changes = tuple(
            _change(foods[place], options.meal[place], options.now[place], grams[place])
            for place in changed
        )
        portions = tuple(
            Portion(self.eaten[0].day, options.meal[place], foods[place].id, float(amount))
            for place, amount in enumerate(grams)
            if amount > 0
        )
        return LeastChange(changes, portions, self.judged(portions), is_proven)

    def judged(self, portions: Sequence[Portion]) -> tuple[Adequacy, ...]:
        """Return every nutrient with a target, judged from portions."""
        day = portions[0].day if portions else 1
        return tuple(
            adequacy_of(day, portions, row, self.table, request=self.request, doses=())
            for row in self.targets
        )


def _counted(nutrient: str, foods: Sequence[Food], table: FoodTable, *, plain: bool) -> FloatArray:
    """Return what counts toward a floor per gram of each food, shape (foods,)."""
    index = nutrient_index()
    values = table.composition
    own = index[nutrient]
    first = own if plain else index[counted_nutrient(nutrient)]
    rows = [table.row(food.id) for food in foods]
    amounts = np.where(np.isnan(values[rows, first]), values[rows, own], values[rows, first])
    shares = np.array([1.0 if plain else share_counted(food, nutrient) for food in foods])
    counted: FloatArray = np.nan_to_num(amounts) / 100.0 * shares
    return counted


def _held(row: Target, foods: Sequence[Food], table: FoodTable) -> FloatArray:
    """Return what counts toward a ceiling per gram: the worst where it is not known."""
    most = table.at_most[:, nutrient_index()[row.nutrient]]
    return np.array(
        [
            float(most[table.row(food.id)]) / 100.0
            if row.ceiling_scope == "total" or food.may_be_fortified_with(row.nutrient)
            else 0.0
            for food in foods
        ]
    )


def _change(food: Food, meal: str, before: float, after: float) -> Change:
    if before <= 0:
        kind = ChangeKind.ADD
    elif after <= 0:
        kind = ChangeKind.DROP
    else:
        kind = ChangeKind.MORE if after > before else ChangeKind.LESS
    return Change(
        kind, meal, food.id, food.name, float(before), float(after),
        food.write_grams(before) if before > 0 else "",
        food.write_grams(after) if after > 0 else "",
    )  # fmt: skip
