"""Scores of a plan: adequacy, variety, Healthy Eating Index, cost and footprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.certification.certificate import Certificate
from planner.certification.uptake import absorbable_calcium_mg, b12_taken_up_ug
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.food_table import FloatArray, FoodTable, subgroups_flagged
from planner.nutrition.foods.healthy_pattern import hei_components
from planner.nutrition.foods.meal_patterns import day_pattern, meal_labels
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.nutrients import KCAL_PER_G, core_nutrients, nutrient, nutrient_index
from planner.nutrition.tables import split_list

# Nutrients left out of the adequacy ratios: energy, water and the energy nutrients are governed by
# other rules, sodium by its ceiling.
_NOT_SCORED = frozenset({"energy_kcal", "water_g", "sodium_mg", "fat_g", "carbohydrate_g"})


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


def adequacy_ratios(certificate: Certificate) -> list[float]:
    """Return min(credited intake / floor, 1) of every scored nutrient.

    Only intake from food counts, since the score describes the food. In a plan of several days
    core nutrients have a ratio for each day, the others one ratio for the mean of the days.
    """
    core = core_nutrients()
    daily = [row for row in certificate.adequacy if not certificate.means or row.nutrient in core]
    averaged = [row for row in certificate.means if row.nutrient not in core]
    return [
        min(row.food / row.floor, 1.0)
        for row in (*daily, *averaged)
        if row.floor
        and row.nutrient not in _NOT_SCORED
        and nutrient(row.nutrient).role != "informational"
    ]


def _pattern_total(foods: FoodTable, portions: Sequence[Portion], names: str) -> float:
    sums = total(foods, portions)
    amount = 0.0
    for name in split_list(names):
        if name in nutrient_index():
            amount += float(sums[nutrient_index()[name]])
        else:
            column = foods.fact_column(name)
            amount += sum(column[foods.row(p.food_id)] * p.grams / 100.0 for p in portions)
    return amount


def hei2020(foods: FoodTable, portions: Sequence[Portion]) -> dict[str, float]:
    """Return the points of the 13 components of the Healthy Eating Index 2020.

    The amounts of all portions are added up before the ratios are formed.

    Returns
    -------
    dict of str to float
        Points by component; the maximum of their sum is 100.
    """
    energy = float(total(foods, portions)[nutrient_index()["energy_kcal"]])
    points = {}
    for component, row in hei_components().iterrows():
        amount = _pattern_total(foods, portions, row["plus"])
        if row["kind"] == "ratio":
            below = _pattern_total(foods, portions, row["minus"])
            ratio = amount / below if below > 0 else np.inf
        elif row["unit"] == "% energy":
            ratio = 100.0 * amount * KCAL_PER_G[row["plus"]] / energy if energy else np.inf
        elif row["unit"] == "g/1000 kcal":
            ratio = amount / energy if energy else np.inf  # mg per kcal is g per 1000 kcal
        else:
            ratio = amount / energy * 1000.0 if energy else 0.0
        share = (ratio - row["zero_at"]) / (row["full_at"] - row["zero_at"])
        points[str(component)] = float(row["max_points"] * min(max(share, 0.0), 1.0))
    return points


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


def _energy_shares(foods: FoodTable, portions: Sequence[Portion]) -> tuple[Score, ...]:
    """Return each meal's share of the energy in percent, as scores."""
    column = nutrient_index()["energy_kcal"]
    whole = float(total(foods, portions)[column])
    if whole <= 0:
        return ()
    aims = [f"{100.0 * meal.energy_share:.0f}" for meal in day_pattern().meals]
    return tuple(
        Score(
            f"energy_{name}", f"Energy at {label.lower()}",
            100.0 * float(total(foods, [p for p in portions if p.meal == name])[column]) / whole,
            "% of energy", "Share of the plan's energy; breakfast, lunch, dinner and snacks aim at "
            f"{', '.join(aims[:-1])} and {aims[-1]} %.", "project choice (data/meals.toml)",
        )
        for name, label in meal_labels().items()
    )  # fmt: skip


def score_plan(
    catalog: Catalog, portions: Sequence[Portion], certificate: Certificate
) -> tuple[Score, ...]:
    """Return every score of a plan; cost, footprint and similar amounts are means per day."""
    foods = catalog.foods
    days = max(len({portion.day for portion in portions}), 1)
    ratios = adequacy_ratios(certificate)
    points = hei2020(foods, portions)
    sums = total(foods, portions)
    at = nutrient_index()
    cost, priced = _sum_facts(foods, portions, "usd_per_100g")
    carbon, footed = _sum_facts(foods, portions, "kgco2e_per_kg")
    groups = {foods.food(p.food_id).subgroup for p in portions} - subgroups_flagged("no_group")
    dishes = {(p.day, p.meal, p.dish) for p in portions if p.dish}
    minutes = sum(float(catalog.dish(dish).active_minutes) for _, _, dish in dishes)
    eaten = {p.food_id for p in portions if not foods.food(p.food_id).is_water}
    calcium, magnesium = sums[at["calcium_mg"]], sums[at["magnesium_mg"]]
    sodium, potassium = sums[at["sodium_mg"]], sums[at["potassium_mg"]]
    return (
        Score(
            "mar", "Mean adequacy ratio", float(np.mean(ratios)) if ratios else None, "",
            "Mean over nutrients of intake from food divided by its target, each counted up to 1.",
            "Hatloy et al., Eur J Clin Nutr 1998;52:891",
        ),
        Score(
            "lowest_nar", "Lowest adequacy ratio", min(ratios) if ratios else None, "",
            "The worst nutrient's intake divided by its target: the mean hides a zero.",
            "Hatloy et al., Eur J Clin Nutr 1998;52:891",
        ),
        Score(
            "hei2020", "Healthy Eating Index 2020",
            sum(points.values()), "of 100",
            "How near the day is to the Dietary Guidelines for Americans 2020-2025.",
            "National Cancer Institute, HEI-2020",
        ),
        Score(
            "distinct_groups", "Food groups", float(len(groups)), "subgroups",
            "Different subgroups of food in the plan, of those in data/subgroups.csv.", "count",
        ),
        Score(
            "active_minutes", "Work in the kitchen a day", minutes / days, "minutes",
            "Minutes of work of the dishes; plain foods are not counted.", "the dish catalogue",
        ),
        *_energy_shares(foods, portions),
        *(
            Score(
                f"hei_{component}", f"HEI-2020: {row['label'].lower()}", points[str(component)],
                f"of {row['max_points']:g}",
                f"{row['label']}: full score at {row['full_at']:g} {row['unit']}.", row["source"],
            )
            for component, row in hei_components().iterrows()
        ),
        Score(
            "distinct_foods", "Different foods", float(len(eaten)), "foods",
            "Different foods in the plan, water left out.", "count",
        ),
        Score(
            "cost", "Cost a day", cost / 100.0 / days if priced > 0.5 else None, "USD of 2017-18",
            f"At average US retail prices of 2017-18; known for {priced:.0%} of the weight.",
            "USDA Purchase to Plate National Average Prices 2017-18",
        ),
        Score(
            "carbon", "Footprint a day",
            carbon / 1000.0 / days if footed > 0.5 else None, "kg CO2e",
            f"Greenhouse gases of the food until it is sold; known for {footed:.0%} of the weight.",
            "Poore & Nemecek, Science 2018;360:987; Clark et al., PNAS 2022;119:e2120584119",
        ),
        Score(
            "absorbable_calcium", "Calcium taken up a day",
            absorbable_calcium_mg(portions, foods) / days, "mg",
            "Meal by meal: the share of the load that adults absorb, times how well each food's "
            "calcium is absorbed beside milk's; a food not measured counts as milk.",
            "Heaney et al., J Bone Miner Res 1990;5:1135; Weaver & Plawecki, Am J Clin Nutr "
            "1994;59(suppl):1238S",
        ),
        Score(
            "b12_taken_up", "Vitamin B12 taken up a day",
            b12_taken_up_ug(portions, foods) / days, "µg",
            "Meal by meal, from foods whose vitamin B12 is active: about 50 % of 1 µg, 20 % of "
            "5 µg. The target is an amount eaten and takes half of it as absorbed.",
            "Adams et al. 1971, in NASEM 1998, p. 308",
        ),
        Score(
            "calcium_magnesium", "Calcium to magnesium",
            float(calcium / magnesium) if magnesium else None, "by weight",
            "Reported, not planned for.", "NASEM 1997",
        ),
        Score(
            "sodium_potassium", "Sodium to potassium",
            float(sodium / potassium) if potassium else None, "by weight",
            "Reported, not planned for; lower is better for blood pressure.", "NASEM 2019",
        ),
    )  # fmt: skip
