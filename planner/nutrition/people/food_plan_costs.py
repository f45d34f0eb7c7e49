"""What a week of food at home costs in the food plans of USDA (``data/food_plan_costs.csv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from planner.errors import DataError
from planner.nutrition.foods.price_index import price_rise
from planner.nutrition.people.person import Person
from planner.nutrition.tables import read_rows

_WEEK = 7


@dataclass(frozen=True)
class FoodPlanCosts:
    """What the food of a day costs a person in the food plans, in US dollars.

    The figures are of October 2015. Food at home cost 1 % less in 2017-18, the years of the prices
    of the table, and is taken as costing the same.

    Attributes
    ----------
    thrifty, low_cost, moderate_cost, liberal : float
        US dollars a day.
    source : str
        Publication.
    """

    thrifty: float
    low_cost: float
    moderate_cost: float
    liberal: float
    source: str

    def in_year(self, year: int | None) -> FoodPlanCosts:
        """Return the costs lifted to a year like the prices of foods; None for 2017-18.

        Raises
        ------
        InputError
            If there is no price index for the year.
        """
        if year is None:
            return self
        rise = price_rise(year)
        return FoodPlanCosts(
            self.thrifty * rise, self.low_cost * rise, self.moderate_cost * rise,
            self.liberal * rise, self.source,
        )  # fmt: skip


@cache
def _rows() -> tuple[tuple[str, range, FoodPlanCosts], ...]:
    return tuple(
        (
            row["sex"],
            range(int(row["age_min_years"]), int(row["age_max_years"]) + 1),
            FoodPlanCosts(
                float(row["thrifty"]) / _WEEK,
                float(row["low_cost"]) / _WEEK,
                float(row["moderate_cost"]) / _WEEK,
                float(row["liberal"]) / _WEEK,
                row["source"],
            ),
        )
        for row in read_rows("food_plan_costs.csv")
    )


def food_plan_costs(person: Person) -> FoodPlanCosts:
    """Return what the food of a day costs a person of this sex and age.

    Raises
    ------
    DataError
        If no row of the table holds the person.
    """
    for sex, ages, costs in _rows():
        if sex == person.sex and person.age in ages:
            return costs
    raise DataError(f"data/food_plan_costs.csv: no row for {person.sex}, {person.age} years")
