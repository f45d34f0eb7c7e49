"""Foods of other shops: opened only where no plan is found without, and then said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np

from planner.errors import PlannerError
from planner.nutrition.foods.food_guides import food_guides
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.foods.supplements import dose_words
from planner.nutrition.nutrients import nutrient
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.solve import seconds_left, solve_relaxation
from planner.planning.day import DayProblem, build_day_problem
from planner.planning.supplements import doses_instead, doses_worth, least_doses
from planner.request.availability import foods_at_hand, why_not_sold
from planner.request.choices import AVAILABILITIES
from planner.request.plan_request import PlanRequest

_POINTS = 1000.0  # for taking a food of other shops: more than all other points of a day together
_LEAST_SHARE = 1e-6
_SOME_DOSE = 0.5  # points of doses: one unit of anything has more


class OtherShopsNeeded(Exception):  # noqa: N818 - no error: the days are planned again
    """No plan was found without some kinds of food that the person's shops lack.

    Attributes
    ----------
    name : str
        The person's name in the household.
    subgroups : tuple of str
        The kinds of food.
    explain : callable
        Returns the error that says why there is no plan without them.
    """

    def __init__(
        self, name: str, subgroups: tuple[str, ...], explain: Callable[[], PlannerError]
    ) -> None:
        super().__init__(f"{name}: {', '.join(subgroups)}")
        self.name = name
        self.subgroups = subgroups
        self.explain = explain


def subgroups_needed(request: PlanRequest) -> tuple[str, ...]:
    """Return the kinds of food from other shops that a day of this person needs, by the relaxation.

    As few as it takes to meet the hard rules and the core targets. Where it meets them without
    (only whole portions do not), those that the best day takes.

    Returns
    -------
    tuple of str
        Subgroups, sorted; empty where the foods of other shops cannot help.
    """
    if request.availability == "any":
        return ()
    search = _search(request)
    return search.fewest(search.taken(_POINTS)) or search.taken(0.0)


def subgroups_instead(problem: DayProblem) -> tuple[str, ...]:
    """Return the kinds of food from other shops that make a much better day where a guide is hard.

    Such as mushrooms exposed to UV light for a vegan, whose vitamin D else takes three glasses of
    plant milk. Judged by the relaxation.

    Parameters
    ----------
    problem : DayProblem
        Any day of the person, with food alone.

    Returns
    -------
    tuple of str
        Subgroups, sorted; empty where no guide to a food applies to the person, where supplements
        are allowed and do, or where no such food is worth it.
    """
    request = problem.request
    hard = any(rule.family == "food_guide" for rule in problem.rules)
    if not hard or request.availability == "any" or doses_worth(problem):
        return ()
    return _search(request, core=False).taken(preferences().choices.other_way)


def _search(request: PlanRequest, *, core: bool = True) -> _Search:
    """Return the day of a person to whom all shops are open, by default with core targets alone."""
    opened = request.changed(availability="any", lock=(), can_get=foods_at_hand(request))
    problem = build_day_problem(opened)
    barred = frozenset(food.id for food in problem.foods.foods if why_not_sold(food, request))
    rules = tuple(
        rule for rule in problem.rules if not core or rule.key not in problem.tracked_floors
    )
    return _Search(replace(problem, rules=rules), barred)


@dataclass(frozen=True)
class _Search:
    """A day of a person to whom all shops are open, with the foods that their own shops lack."""

    problem: DayProblem
    barred: frozenset[str]

    def taken(self, points: float) -> tuple[str, ...]:
        """Return the subgroups of barred foods that the best day of the relaxation takes.

        Parameters
        ----------
        points : float
            For taking a dish or food that holds any.

        Returns
        -------
        tuple of str
            Sorted; empty where the day needs none of them, or where there is no day.
        """
        choices = self.problem.context.choices
        costs: FloatArray = np.where(self._holding(self._subgroups()), points, 0.0)
        shares = self._solve(replace(self.problem, points=costs))
        if shares is None:
            return ()
        choice, food, _ = choices.ingredients
        served = [self.problem.foods.foods[at] for at in set(food[shares[choice] > _LEAST_SHARE])]
        return tuple(sorted({one.subgroup for one in served if one.id in self.barred}))

    def fewest(self, subgroups: tuple[str, ...]) -> tuple[str, ...]:
        """Return as few of some subgroups as the relaxation has a day with."""
        kept = set(subgroups)
        for name in sorted(subgroups, key=lambda name: (self._subgroups().count(name), name)):
            closed = set(self._subgroups()) - kept | {name}
            is_open = ~self._holding(closed)
            if self._solve(replace(self.problem, is_open=is_open)) is not None:
                kept.discard(name)
        return tuple(sorted(kept))

    def _subgroups(self) -> list[str]:
        """Return the subgroup of each barred food."""
        return [food.subgroup for food in self.problem.foods.foods if food.id in self.barred]

    def _holding(self, subgroups: Collection[str]) -> BoolArray:
        """Mark the choices that hold a barred food of some subgroups."""
        grams = np.array(
            [food.id in self.barred and food.subgroup in subgroups
             for food in self.problem.foods.foods], dtype=np.float64,
        )  # fmt: skip
        held: BoolArray = self.problem.context.choices.amount(grams) > 0
        return held

    def _solve(self, problem: DayProblem) -> FloatArray | None:
        """Solve the relaxation: the share that is taken of each choice; None without a day."""
        model = problem.model()
        answer = solve_relaxation(model.problem, seconds_left(problem.request.time_limit_seconds))
        if not answer.found:
            return None
        taken = answer.x[: len(model.levels)]
        count = len(problem.context.choices)
        shares = np.bincount(model.levels.choice, taken, minlength=count)
        return shares.astype(np.float64)


def foods_of_other_shops(request: PlanRequest, portions: Iterable[Portion]) -> tuple[str, ...]:
    """Return the ids of the foods served that the person's shops lack and they did not ask for."""
    foods = request.catalog.foods
    served = sorted({row.food_id for row in portions})
    return tuple(name for name in served if why_not_sold(foods.food(name), request))


def shop_notes(
    request: PlanRequest,
    opened: frozenset[str],
    portions: Iterable[Portion],
    *,
    instead: bool = False,
) -> list[str]:
    """Say which foods other shops have, why the plan takes them, and what else would do.

    Parameters
    ----------
    request : PlanRequest
        The request under which the days were planned.
    opened : frozenset of str
        The kinds of food that were opened; the person did not ask for them.
    portions : iterable of Portion
        What is served.
    instead : bool
        Whether they were opened for a better plan; else since no plan was found without.
    """
    request = request.changed(can_get=tuple(set(request.can_get) - opened))
    found = foods_of_other_shops(request, portions) if opened else ()
    if not found:
        return []
    foods = request.catalog.foods
    labels = subgroup_table()["label"]
    kinds = sorted({foods.food(name).subgroup for name in found})
    words = [str(labels[kind]) for kind in kinds]
    taken = ", ".join(f"{word[0].lower()}{word[1:]}" for word in words)
    why = ", ".join(sorted({why_not_sold(foods.food(name), request) for name in found}))
    shops = f"with the food of {AVAILABILITIES[request.availability].label} alone"
    reason = f"{shops} {_dearly()}" if instead else f"no plan was found {shops}"
    doses = "" if request.supplements != "none" else _doses_in_words(request, instead=instead)
    choice = f"; or allow supplements (supplements auto): {doses} a day instead" if doses else ""
    asked = f"say that you can get them (can-get {' '.join(kinds)}), and it is not asked again"
    return [f"{reason}: this one takes {taken} ({why}); {asked}{choice}"]


def _dearly() -> str:
    """Say what a day would take much of."""
    said = (
        f"{' and '.join(nutrient(name).in_sentence for name in guide.drunk_for)} would take much "
        f"{guide.label}, in days like these over {guide.most_g:g} g"
        for guide in food_guides()
    )
    return "; ".join(said)


def _doses_in_words(request: PlanRequest, *, instead: bool) -> str:
    """Return the least doses that do for the foods of other shops, by the relaxation, in words."""
    problem = build_day_problem(request.changed(lock=()))
    if instead:
        return dose_words(doses_instead(problem))
    found = least_doses(problem, _SOME_DOSE)
    return dose_words(found[0]) if found else ""
