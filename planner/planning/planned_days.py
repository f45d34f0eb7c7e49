"""The days of one person that are planned: portions, doses, and what each day costs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose
from planner.optimize.model.week.open_basket import basket_prices
from planner.planning.attempts import SolvedDay
from planner.planning.day import read_portions
from planner.planning.plan import SolverReport


def basket_part(solved: SolvedDay) -> float:
    """Return what the prices of a week's basket add to the objective of a day."""
    if solved.context is None or solved.context.basket is None:
        return 0.0
    model = solved.solution.model
    prices = basket_prices(model.choices, solved.context.basket)
    served = model.units(solved.solution.solution.x) > 0
    return float(prices[served].sum())


@dataclass
class PlannedDays:
    """The days of one person that are planned.

    Attributes
    ----------
    portions : list of Portion
        By day.
    doses : list of Dose
        Supplements, by day.
    settled : frozenset of int
        Days that had portions from the start, eaten or kept; they are not planned anew.
    out_of_reach : set of str
        Nutrients whose floor some day misses because no plan can reach it.
    objectives, bounds : dict of int to float
        Objective value and lower bound of every day that was solved.
    of_basket : dict of int to float
        What the prices of a basket add to the objective of each day that was solved.
    report : SolverReport or None
        How the days were found, those found anew counted twice; None before the first.
    """

    portions: list[Portion] = field(default_factory=list)
    doses: list[Dose] = field(default_factory=list)
    settled: frozenset[int] = field(init=False)
    out_of_reach: set[str] = field(init=False, default_factory=set)
    objectives: dict[int, float] = field(init=False, default_factory=dict)
    bounds: dict[int, float] = field(init=False, default_factory=dict)
    of_basket: dict[int, float] = field(init=False, default_factory=dict)
    report: SolverReport | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.settled = frozenset(row.day for row in self.portions)

    def except_day(self, day: int) -> tuple[Portion, ...]:
        """Return the portions of all days but one."""
        return tuple(row for row in self.portions if row.day != day)

    def portions_with(self, solved: SolvedDay) -> list[Portion]:
        """Return the portions of all days, those of a solved one in the place of its old ones."""
        own = read_portions(solved.problem, solved.solution, solved.day)
        return sorted([*self.except_day(solved.day), *own], key=lambda row: row.day)

    def keep(self, solved: SolvedDay) -> None:
        """Add a solved day, in the place of what was planned for it before."""
        day, solution = solved.day, solved.solution
        self.portions = self.portions_with(solved)
        taken = [replace(dose, day=day) for dose in solved.problem.doses]
        others = [dose for dose in self.doses if dose.day != day]
        self.doses = sorted([*others, *taken], key=lambda dose: dose.day)
        report = SolverReport.of(solved.problem.request.solver, solution)
        self.report = self.report.and_another(report) if self.report else report
        self.objectives[day] = solution.solution.objective
        self.bounds[day] = solution.bound
        self.of_basket[day] = basket_part(solved)
        self.out_of_reach |= solution.out_of_reach

    def discard(self, day: int) -> None:
        """Forget what was planned for a day."""
        self.portions = list(self.except_day(day))
        self.doses = [dose for dose in self.doses if dose.day != day]
        self.objectives.pop(day, None)
        self.bounds.pop(day, None)
        self.of_basket.pop(day, None)

    def copy(self) -> PlannedDays:
        """Return a copy that later changes leave as it is."""
        other = replace(self, portions=list(self.portions), doses=list(self.doses))
        other.settled, other.report = self.settled, self.report
        other.out_of_reach = set(self.out_of_reach)
        other.objectives, other.bounds = dict(self.objectives), dict(self.bounds)
        other.of_basket = dict(self.of_basket)
        return other

    def points_beside_basket(self, day: int) -> float:
        """Return the points of a day that was solved, without those of the basket."""
        return self.objectives[day] - self.of_basket[day]

    def gap(self) -> float:
        """Return by how many points the objectives may exceed those of the best days."""
        return sum(max(value - self.bounds[day], 0.0) for day, value in self.objectives.items())
