"""The shopping list of a plan: foods in the form bought, summed up, minus the pantry."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.nutrition.foods.catalog import Catalog, load_catalog
from planner.nutrition.foods.food_prices import prices_said
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.shopping_lines import Line, shopping_lines
from planner.nutrition.foods.shopping_trips import Errand, errands
from planner.planning.plan import Plan
from planner.request.plan_request import shared_catalog
from planner.request.use_by import UseBy


@dataclass(frozen=True)
class ShoppingList:
    """A shopping list.

    Attributes
    ----------
    lines : tuple of Line
        The lines in the order of aisles and names, staples last.
    days : tuple of int
        The days it covers.
    start : date or None
        Date of the first day of the plan.
    prices : str
        The words on its prices; see `prices_said`.
    errands : tuple of Errand
        When each line is bought, in the order of the lines.
    """

    lines: tuple[Line, ...]
    days: tuple[int, ...]
    start: date | None = None
    prices: str = ""
    errands: tuple[Errand, ...] = ()

    @property
    def first_day(self) -> int:
        """The day on which the list is taken to the shop."""
        return self.days[0]

    @property
    def top_up_days(self) -> tuple[int, ...]:
        """The later days on which something is bought that would not keep until then."""
        days = {day for errand in self.errands for day in errand.packs if day != self.first_day}
        return tuple(sorted(days))

    def on_day(self, day: int) -> tuple[tuple[Line, Errand], ...]:
        """Return the lines of which something is bought on a day, with their errands."""
        pairs = zip(self.lines, self.errands, strict=True)
        return tuple((line, errand) for line, errand in pairs if day in errand.packs)

    @property
    def cost_usd(self) -> float:
        """Cost of what is eaten, foods without a price at the price of like foods."""
        return _sum_known(line.estimate_usd for line in self.lines)

    @property
    def basket_usd(self) -> float:
        """Price of the packs to buy, staples apart."""
        return _sum_known(line.basket_usd for line in self.lines if not line.unit.staple)

    @property
    def unpriced(self) -> tuple[str, ...]:
        """Names of the lines without a known price, which count at the price of like foods."""
        return tuple(line.name for line in self.lines if line.cost_usd is None)


def _sum_known(values: Iterable[float]) -> float:
    return sum(value for value in values if not math.isnan(value))


def shopping_list(
    portions: Sequence[Portion],
    *,
    pantry: Mapping[str, float] | None = None,
    days: Collection[int] | None = None,
    start: date | None = None,
    catalog: Catalog | None = None,
    use_by: Collection[UseBy] = (),
) -> ShoppingList:
    """Return the shopping list of portions.

    Foods bought in the same form (raw and boiled carrots) form one line. The weight bought is the
    edible weight times the yield factor ``bought_g_per_g`` of ``data/food_facts.csv``.

    Parameters
    ----------
    portions : sequence of Portion
        Portions of any number of people.
    pantry : mapping of str to float, optional
        Grams as bought, by food id; see `planner.request.pantry_file.read_pantry`.
    days : collection of int, optional
        The days to cover; all by default.
    start : date, optional
        Date of the first day of the plan.
    catalog : Catalog, optional
        Catalog of the foods and dishes; that of ``data/`` by default.
    use_by : collection of UseBy, optional
        What of the pantry must be eaten by a day; it does not count for the days after.

    Raises
    ------
    InputError
        If a portion or the pantry names a food that is not in the catalog.

    Examples
    --------
    >>> from planner import PlanRequest, make_person, make_plan, shopping_list
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> plan = make_plan(PlanRequest(person=woman, diet="vegan"))
    >>> found = shopping_list(plan.portions)
    >>> all(line.grams > 0 for line in found.lines)
    True
    """
    catalog = catalog or load_catalog()
    lines = shopping_lines(portions, catalog, pantry or {}, days, use_by)
    covered = {row.day for row in portions if days is None or row.day in days}
    covered_days = tuple(sorted(covered))
    planned = errands(lines, covered_days[0]) if covered_days else ()
    return ShoppingList(lines, covered_days, start, prices_said(catalog.foods), planned)


def list_of_plans(
    plans: Sequence[Plan],
    pantry: Mapping[str, float] | None = None,
    days: Collection[int] | None = None,
) -> ShoppingList:
    """Return the shopping list of the plans of one kitchen.

    Parameters
    ----------
    plans : sequence of Plan
        The plans, at least one.
    pantry : mapping of str to float, optional
        Grams at home as bought, by food id.
    days : collection of int, optional
        The days to cover; all by default.

    Raises
    ------
    InputError
        If the pantry names a food that is not in the catalog of the plans.
    """
    return shopping_list(
        [row for plan in plans for row in plan.portions],
        pantry=pantry,
        days=days,
        start=plans[0].request.start,
        catalog=shared_catalog(plan.request for plan in plans),
        use_by=tuple(dict.fromkeys(item for plan in plans for item in plan.request.use_by)),
    )
