"""Shared dishes are shared out by energy need, measured by the CSV of the plans alone."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import Any

import pytest

from planner.formats.plan_csv import plans_as_csv
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.shared_scales import is_whole_pot
from planner.planning.household import diners_of, make_household
from planner.planning.plan import Plan
from planner.planning.sharing import sharing_notes
from planner.request.household import SHARED_MEALS, household_from_raw

MOTHER = {"name": "Mother", "sex": "female", "age": 36, "height": 168, "weight": 64,
          "activity": "low_active"}  # fmt: skip
FATHER = {"name": "Father", "sex": "male", "age": 39, "height": 182, "weight": 84,
          "activity": "active"}  # fmt: skip
GIRL = {"name": "Girl", "sex": "female", "age": 7, "height": 122, "weight": 23,
        "activity": "active"}  # fmt: skip
IDA = {"name": "Ida", "sex": "female", "age": 29, "height": 165, "weight": 60, "avoid": ["milk"]}
MAX = {"name": "Max", "sex": "male", "age": 31, "height": 178, "weight": 78}
HOUSEHOLDS = {"family": (MOTHER, FATHER, GIRL), "allergy": (IDA, MAX)}
BY_NAME = {dish.name: dish for dish in load_dishes().values()}

Eaten = dict[tuple[str, str], dict[str, tuple[str, float]]]


@pytest.fixture(scope="module", params=HOUSEHOLDS)
def plans(request: pytest.FixtureRequest) -> tuple[Plan, ...]:
    """Return the plans of a household for a day."""
    raw: dict[str, Any] = {"person": list(HOUSEHOLDS[request.param]), "seed": 1}
    return make_household(household_from_raw({**raw, "time_limit_seconds": 600}, "x"))


def eaten_by(plans: tuple[Plan, ...]) -> Eaten:
    """Return base dish and servings of each person by day and meal, from the grams of the CSV."""
    grams: dict[tuple[str, str, str, str], float] = defaultdict(float)
    for row in csv.DictReader(io.StringIO(plans_as_csv(plans))):
        if row["dish"] and row["meal"] in SHARED_MEALS:
            grams[row["day"], row["meal"], row["person"], row["dish"]] += float(row["grams"])
    table: Eaten = defaultdict(dict)
    for (day, meal, person, name), eaten in grams.items():
        dish = BY_NAME[name]
        serving = sum(part for _, part in dish.ingredients)
        table[day, meal][person] = (dish.base, round(eaten / serving, 3))
    return table


def test_each_share_of_the_pot_is_the_share_of_the_energy_needed(plans: tuple[Plan, ...]) -> None:
    """Everybody eats the dish of the table, within 15 % of the share of the energy needed.

    Where the plan says that no such shares were found, they are within 30 %.
    """
    rows = {plan.request.name: plan.targets["energy_kcal"] for plan in plans}
    needs = {name: ((row.floor or 0) + (row.ceiling or 0)) / 2 for name, row in rows.items()}
    table = eaten_by(plans)
    assert len(table) == len(SHARED_MEALS)
    for where, eaten in table.items():
        assert eaten.keys() == needs.keys()
        assert len({base for base, _ in eaten.values()}) == 1
        pot = sum(servings for _, servings in eaten.values())
        dish = load_dishes()[next(iter(eaten.values()))[0]]
        said = any(dish.name in words and "energy needs" in words for words in plans[0].warnings)
        for name, (_, servings) in eaten.items():
            share, need = servings / pot, needs[name] / sum(needs.values())
            assert abs(share / need - 1) <= (0.3 if said else 0.15) + 1e-3, (where, eaten)


def test_the_pot_is_of_whole_or_half_recipes_in_quarters(plans: tuple[Plan, ...]) -> None:
    """A pot is a multiple of half a recipe, or the plan says so; a ladle does quarters."""
    for eaten in eaten_by(plans).values():
        pot = sum(servings for _, servings in eaten.values())
        dish = load_dishes()[next(iter(eaten.values()))[0]]
        said = any(dish.name in words and "recipe" in words for words in plans[0].warnings)
        assert is_whole_pot(dish, pot) or said
        assert all(servings % 0.25 == 0 for _, servings in eaten.values())


def test_what_gave_way_is_said_from_what_is_planned() -> None:
    """Equal servings for a father and a girl of 7, and a pot of three quarters, are noted."""
    eaters = diners_of(household_from_raw({"person": [FATHER, GIRL]}, "x"))
    dish = next(d for d in load_dishes().values() if d.servings == 4 and "dinner" in d.meals)
    food_id, grams = dish.ingredients[0]

    def notes_on(*servings: float) -> tuple[str, ...]:
        for diner, scale in zip(eaters, servings, strict=True):
            diner.planned.portions = [
                Portion(1, "dinner", food_id, grams, dish.id, diner.request.name, scale)
            ]
        return sharing_notes(eaters, 1, "dinner")

    assert "do not follow the energy needs" in notes_on(1.0, 1.0)[0]
    assert "3 servings" in notes_on(2.0, 1.0)[0]
    assert notes_on(1.25, 0.75) == ()
