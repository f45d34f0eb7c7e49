"""Scores of a plan: adequacy, variety, Healthy Eating Index, cost and footprint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from planner.certification.certificate import Certificate
from planner.certification.healthy_eating_index import hei2020
from planner.certification.medas import medas
from planner.certification.uptake import absorbable_calcium_mg, b12_taken_up_ug
from planner.errors import DataError
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.food_prices import prices_said
from planner.nutrition.foods.food_table import FloatArray, FoodTable, subgroups_flagged
from planner.nutrition.foods.healthy_pattern import hei_components
from planner.nutrition.foods.meal_patterns import day_pattern, meal_labels
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.foods.preparation import preparation
from planner.nutrition.nutrients import core_nutrients, nutrient, nutrient_index
from planner.nutrition.tables import read_rows

# Least share of a plan's weight with known prices (or footprints) for the score; project choice.
LEAST_KNOWN = 0.5


@dataclass(frozen=True)
class Score:
    """One score of a plan.

    Attributes
    ----------
    id, name : str
        Key and display name.
    value : float or None
        The score; None if too few of the foods have the data for it.
    unit, sentence, source : str
        Unit, definition in one sentence, and publication of the measure.
    """

    id: str
    name: str
    value: float | None
    unit: str
    sentence: str
    source: str


def adequacy_ratios(certificate: Certificate, *, food_alone: bool = False) -> list[float]:
    """Return min(credited intake / floor, 1) of every scored nutrient.

    Parameters
    ----------
    certificate : Certificate
        The judgement of the plan. In a plan of several days core nutrients have a ratio for each
        day, the others one ratio for the mean of the days.
    food_alone : bool
        Whether supplements are left out; else they count, as they do toward the targets.
    """
    core = core_nutrients()
    daily = [row for row in certificate.adequacy if not certificate.means or row.nutrient in core]
    averaged = [row for row in certificate.means if row.nutrient not in core]
    return [
        min(((row.percent_of_food if food_alone else row.percent) or 0.0) / 100.0, 1.0)
        for row in (*daily, *averaged)
        if row.floor and nutrient(row.nutrient).scored
    ]


def _sum_facts(foods: FoodTable, portions: Sequence[Portion], column: str) -> tuple[float, float]:
    """Return a fact summed over portions, and the share of their grams for which it is known."""
    values: FloatArray = foods.fact_column(column)
    amount = known = grams = 0.0
    for portion in portions:
        row = foods.row(portion.food_id)
        if foods.foods[row].is_water:
            continue
        grams += portion.grams
        if not np.isnan(values[row]):
            amount += values[row] * portion.grams
            known += portion.grams
    return amount, known / grams if grams else 0.0


@dataclass(frozen=True)
class _Eaten:
    """A plan with the sums that its scores share; cost, footprint and the like are daily means."""

    catalog: Catalog
    portions: Sequence[Portion]
    certificate: Certificate

    @property
    def foods(self) -> FoodTable:
        return self.catalog.foods

    @property
    def days(self) -> int:
        return max(len({portion.day for portion in self.portions}), 1)

    @cached_property
    def sums(self) -> FloatArray:
        """Sum of every nutrient, shape (nutrients,)."""
        return total(self.foods, self.portions)

    @cached_property
    def ratios(self) -> list[float]:
        return adequacy_ratios(self.certificate)

    @cached_property
    def ratios_of_food(self) -> list[float]:
        """The ratios of food alone; empty where no supplement counts, and the two are the same."""
        if not any(row.supplement for row in self.certificate.adequacy):
            return []
        return adequacy_ratios(self.certificate, food_alone=True)

    @cached_property
    def hei_points(self) -> dict[str, float]:
        return hei2020(self.foods, self.portions)

    @cached_property
    def cost(self) -> tuple[float, float]:
        """Cost in cents, and the share of the weight whose price is known."""
        return _sum_facts(self.foods, self.portions, "usd_per_100g")

    @cached_property
    def carbon(self) -> tuple[float, float]:
        """Footprint in grams of CO2e, and the share of the weight whose footprint is known."""
        return _sum_facts(self.foods, self.portions, "kgco2e_per_kg")

    def sum_of(self, nutrient_id: str) -> float:
        return float(self.sums[nutrient_index()[nutrient_id]])

    def ratio_of(self, one: str, other: str) -> float | None:
        """Return the ratio of two nutrients by weight; None if the other is zero."""
        return self.sum_of(one) / self.sum_of(other) if self.sum_of(other) else None


def _mean(ratios: Sequence[float]) -> float | None:
    return float(np.mean(ratios)) if ratios else None


def _minutes(eaten: _Eaten) -> float:
    dishes = {(p.day, p.meal, p.dish) for p in eaten.portions if p.dish}
    alone = [eaten.foods.food(p.food_id) for p in eaten.portions if not p.dish]
    work = sum(float(eaten.catalog.dish(dish).active_minutes) for _, _, dish in dishes)
    return work + sum(preparation(food).active_minutes for food in alone if not food.is_water)


def _groups(eaten: _Eaten) -> float:
    found = {eaten.foods.food(p.food_id).subgroup for p in eaten.portions}
    return float(len(found - subgroups_flagged("no_group")))


def _different_foods(eaten: _Eaten) -> float:
    return float(
        len({p.food_id for p in eaten.portions if not eaten.foods.food(p.food_id).is_water})
    )


def _a_day(amount: tuple[float, float], per_unit: float, days: int) -> float | None:
    """Return an amount per day; None if it is known for too small a share of the weight."""
    return amount[0] / per_unit / days if amount[1] > LEAST_KNOWN else None


# The function of each score of data/scores.csv, except scores per meal and per component.
_MEASURES: dict[str, Callable[[_Eaten], float | None]] = {
    "mar": lambda eaten: _mean(eaten.ratios),
    "lowest_nar": lambda eaten: min(eaten.ratios, default=None),
    "mar_food": lambda eaten: _mean(eaten.ratios_of_food),
    "lowest_nar_food": lambda eaten: min(eaten.ratios_of_food, default=None),
    "hei2020": lambda eaten: sum(eaten.hei_points.values()),
    "medas": lambda eaten: float(sum(medas(eaten.catalog, eaten.portions).values())),
    "distinct_groups": _groups,
    "active_minutes": lambda eaten: _minutes(eaten) / eaten.days,
    "distinct_foods": _different_foods,
    "cost": lambda eaten: _a_day(eaten.cost, 100.0, eaten.days),
    "carbon": lambda eaten: _a_day(eaten.carbon, 1000.0, eaten.days),
    "absorbable_calcium": lambda eaten: (
        absorbable_calcium_mg(eaten.portions, eaten.foods) / eaten.days
    ),
    "b12_taken_up": lambda eaten: b12_taken_up_ug(eaten.portions, eaten.foods) / eaten.days,
    "calcium_magnesium": lambda eaten: eaten.ratio_of("calcium_mg", "magnesium_mg"),
    "sodium_potassium": lambda eaten: eaten.ratio_of("sodium_mg", "potassium_mg"),
}


@dataclass(frozen=True)
class _ScoreRow:
    """A row of ``data/scores.csv``; its texts may contain fields in braces.

    Attributes
    ----------
    id, name, unit, sentence, source : str
        As in `Score`.
    each : {"", "meal", "component", "supplements", "medas"}
        Empty for one score of every plan; a score for each meal or component of the Healthy Eating
        Index; or one of plans with supplements, or of a diet that the screener scores.
    is_compared : bool
        Whether it is among the first scores when two plans are compared.
    """

    id: str
    each: str
    name: str
    unit: str
    sentence: str
    source: str
    is_compared: bool

    def score(self, value: float | None, suffix: str = "", **figures: object) -> Score:
        """Return the score with its value, and `figures` filled into its texts."""
        words = (self.name, self.unit, self.sentence, self.source)
        name, unit, sentence, source = (text.format(**figures) for text in words)
        return Score(self.id + suffix, name, value, unit, sentence, source)


@cache
def _score_rows() -> tuple[_ScoreRow, ...]:
    rows = tuple(
        _ScoreRow(
            row["score"], row["each"], row["name"], row["unit"], row["sentence"], row["source"],
            row["compared"] == "yes",
        )
        for row in read_rows("scores.csv")
    )  # fmt: skip
    odd = {row.id for row in rows if row.each in ("", "supplements", "medas")} ^ set(_MEASURES)
    if odd:
        raise DataError(f"data/scores.csv: rows and measures differ in {', '.join(sorted(odd))}")
    return rows


@cache
def compared_scores() -> frozenset[str]:
    """Return the ids of the scores that come first when two plans are compared."""
    return frozenset(row.id for row in _score_rows() if row.is_compared)


def _energy_shares(row: _ScoreRow, eaten: _Eaten) -> Iterator[Score]:
    """Yield each meal's share of the energy in percent."""
    whole = eaten.sum_of("energy_kcal")
    if whole <= 0:
        return
    aims = [f"{100.0 * meal.energy_share:.0f}" for meal in day_pattern().meals]
    figures = f"{', '.join(aims[:-1])} and {aims[-1]}"
    column = nutrient_index()["energy_kcal"]
    for name, label in meal_labels().items():
        own = total(eaten.foods, [p for p in eaten.portions if p.meal == name])
        share = 100.0 * float(own[column]) / whole
        yield row.score(share, f"_{name}", meal=label.lower(), aims=figures)


def _components(row: _ScoreRow, eaten: _Eaten) -> Iterator[Score]:
    """Yield the points of each component of the Healthy Eating Index."""
    for name, component in hei_components().iterrows():
        yield row.score(
            eaten.hei_points[str(name)],
            f"_{name}",
            label=component["label"].lower(),
            title=component["label"],
            points=f"{component['max_points']:g}",
            full_at=f"{component['full_at']:g}",
            unit=component["unit"],
            source=component["source"],
        )


def score_plan(
    catalog: Catalog,
    portions: Sequence[Portion],
    certificate: Certificate,
    *,
    with_medas: bool = False,
) -> tuple[Score, ...]:
    """Return every score of a plan; cost, footprint and similar amounts are means per day.

    Parameters
    ----------
    catalog : Catalog
        The foods and dishes.
    portions : sequence of Portion
        What is eaten.
    certificate : Certificate
        The judgement of the plan.
    with_medas : bool
        Whether the diet is scored by the Mediterranean screener.

    Raises
    ------
    DataError
        If the scores of ``data/scores.csv`` differ from those of `_MEASURES`.
    """
    eaten = _Eaten(catalog, portions, certificate)
    known = {"cost": f"{eaten.cost[1]:.0%}", "carbon": f"{eaten.carbon[1]:.0%}"}
    scores: list[Score] = []
    for row in _score_rows():
        if row.each == "meal":
            scores += _energy_shares(row, eaten)
        elif row.each == "component":
            scores += _components(row, eaten)
        elif row.each != "medas" or with_medas:
            value = _MEASURES[row.id](eaten)
            if row.each == "supplements" and value is None:
                continue
            prices = prices_said(catalog.foods)
            scores.append(row.score(value, known=known.get(row.id, ""), prices=prices))
    return tuple(scores)
