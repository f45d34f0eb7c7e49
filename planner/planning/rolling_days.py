"""Plan days one after the other, each for everybody at the table, given the days planned before."""

from __future__ import annotations

from collections.abc import Sequence

from planner.planning.diner import Diner, SolvedDay, UnsolvedDay, solve_supplemented
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError, diagnose
from planner.planning.infeasible.requirement_model import DayInContext
from planner.planning.progress import Progress, Step, StoppedError
from planner.planning.shared_meals import SharedMeals
from planner.planning.supplements import with_needed_doses
from planner.request.variety import judge_variety

MOST_TRIES = 5  # other dishes for a table before somebody eats apart
IMPROVED_DAYS = 2  # days solved once more when the whole week is known


class RollingPlanner:
    """Plans days in order, each for everybody.

    Parameters
    ----------
    meals : SharedMeals
        The people and the meals they share.
    """

    def __init__(self, meals: SharedMeals) -> None:
        self.meals, self.diners = meals, meals.diners

    def plan_day(self, day: int, progress: Progress) -> None:
        """Plan a day for everybody.

        Raises
        ------
        StoppedError
            If `progress` returned False; nothing is planned for the day then.
        NoCertifiedPlanError
            If somebody has no plan for the day.
        SolverError
            If the solver failed or ran out of time with no plan.
        """
        barred = frozenset[tuple[str, str]]()
        for _ in range(MOST_TRIES - 1):
            dish = self._try_day(day, barred, progress, may_retry=True)
            if dish is None:
                return
            barred |= {dish}
        self._try_day(day, barred, progress, may_retry=False)

    def _try_day(
        self, day: int, barred: frozenset[tuple[str, str]], progress: Progress, *, may_retry: bool
    ) -> tuple[str, str] | None:
        """Plan a day for everybody without some dishes.

        Returns
        -------
        (str, str) or None
            With `may_retry`, the meal and base dish that leave somebody without a plan; None when
            everybody has one.
        """
        for diner in self.diners:
            diner.planned.discard(day)
        for diner in self.diners:
            if not progress(Step(day, self.meals.days, diner.request.name)):
                for other in self.diners:
                    other.planned.discard(day)
                raise StoppedError
            attempt = diner.solve(day, self.meals.context_of(diner, day, barred))
            if isinstance(attempt, UnsolvedDay):
                if diner is self.diners[0]:
                    attempt = _supplemented(diner, attempt)
                else:
                    meal = self._meal_to_blame(diner, day, barred) if may_retry else None
                    if meal is not None:
                        return meal, self.diners[0].shared_dishes(day)[meal]
                    attempt = self._solve_apart(diner, attempt, barred)
            diner.planned.keep(attempt)
        return None

    def _meal_to_blame(
        self, diner: Diner, day: int, barred: frozenset[tuple[str, str]]
    ) -> str | None:
        """Return the first shared meal without whose dish this person has a plan for the day."""
        context = self.meals.context_of(diner, day, barred)
        shared = context.dishes if context else {}
        first = self.diners[0].shared_dishes(day)
        for meal in sorted(meal for meal in shared if meal in first):
            apart = self.meals.context_of(diner, day, barred, frozenset({meal}))
            if isinstance(diner.solve(day, apart), SolvedDay):
                return meal
        return None

    def _solve_apart(
        self, diner: Diner, attempt: UnsolvedDay, barred: frozenset[tuple[str, str]]
    ) -> SolvedDay:
        """Solve a day with a dish of one's own at as few shared meals as possible."""
        day, last = attempt.day, attempt
        meals = sorted(diner.at_home)
        for apart in (*[frozenset({meal}) for meal in meals], frozenset(meals)):
            found = diner.solve(day, self.meals.context_of(diner, day, barred, apart))
            if isinstance(found, SolvedDay):
                diner.notes.append(f"day {day}: a dish of their own at {', '.join(sorted(apart))}")
                return found
            last = found
        return _supplemented(diner, attempt, last)

    def improve(self, days: Sequence[int], progress: Progress) -> None:
        """Solve the days that cost most once more, now that all the others are known.

        Raises
        ------
        StoppedError
            If `progress` returned False; the days improved so far stay improved.
        """
        if len(self.diners) > 1 or self.meals.is_single_day:
            return  # a change for one would change the shared meals; a single day has no others
        (diner,) = self.diners
        planned = diner.planned
        worst = sorted(days, key=lambda day: (-planned.objectives[day], day))[:IMPROVED_DAYS]
        for day in worst:
            if not progress(Step(day, self.meals.days, diner.request.name)):
                raise StoppedError
            found = diner.solve(day, self.meals.context_of(diner, day))
            if isinstance(found, UnsolvedDay):
                continue
            better = found.solution.solution.objective < planned.objectives[day]
            if better and not judge_variety(planned.portions_with(found), diner.request):
                planned.keep(found)


def _supplemented(
    diner: Diner, attempt: UnsolvedDay, explained: UnsolvedDay | None = None
) -> SolvedDay:
    """Solve a day beside supplements.

    Raises
    ------
    NoCertifiedPlanError
        If supplements are not allowed or do not help; says why `explained`, or else the attempt
        itself, has no plan.
    """
    found = solve_supplemented(diner, attempt)
    if isinstance(found, UnsolvedDay):
        raise _no_plan_error(diner, explained or attempt)
    return found


def _no_plan_error(diner: Diner, attempt: UnsolvedDay) -> NoCertifiedPlanError:
    """Explain why a day has no plan: which requirements conflict, of whom, on which day."""
    problem, context = attempt.problem, attempt.context
    if context is None and not attempt.missed:
        return diagnose(with_needed_doses(problem))
    # Without a proof no floor may be missed, so a change has to hold them all to be offered.
    required = {
        rule.subject
        for rule in problem.rules
        if rule.key in problem.tracked_floors and rule.subject not in diner.unreachable()
    }
    if context is None:
        return diagnose(with_needed_doses(problem), None, required, missed=attempt.missed)
    in_context = DayInContext(diner.request, context)
    error = diagnose(problem, in_context, required, missed=attempt.missed)
    return error.prefixed(", ".join(filter(None, (diner.request.name, f"day {attempt.day}"))))
