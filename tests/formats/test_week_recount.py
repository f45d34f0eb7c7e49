"""A week recounted from its plan CSV, its shopping CSV and the tables, without its code.

Only the two files are written by the planner; they are read here as text.
"""

from __future__ import annotations

import csv
import io
import math
from collections import defaultdict
from pathlib import Path

import pytest

import planner
from planner.formats import EXPORTERS
from planner.formats.shopping_list import shopping_list
from planner.formats.shopping_text import shopping_as_csv
from planner.planning.plan import Plan
from planner.planning.week_basket import week_basket

Row = dict[str, str]
DATA = Path(str(planner.__file__)).parents[1] / "data"
SPINACH, AT_HOME_G, LAST_DAY = "spinach_raw", 150.0, 3


def table(name: str) -> list[Row]:
    """Read a table of ``data/``."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def made_at_home() -> set[str]:
    """Return the foods of which the ingredients are bought: stock."""
    return {row["food_id"] for row in table("made_at_home.csv")}


@pytest.fixture(scope="module")
def eaten(spinach_week: Plan) -> list[Row]:
    """Return the rows of the plan CSV."""
    text = EXPORTERS["csv"].write([spinach_week]).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def bought(spinach_week: Plan) -> dict[str, Row]:
    """Return the rows of the shopping CSV by what is bought."""
    found = shopping_list(
        spinach_week.portions,
        pantry={SPINACH: AT_HOME_G},
        use_by=spinach_week.request.use_by,
    )
    rows = csv.DictReader(io.StringIO(shopping_as_csv(found), newline=""))
    return {row["buy"]: row for row in rows}


@pytest.fixture(scope="module")
def forms() -> dict[str, Row]:
    """Return the rows of foods.csv by food, each with its facts."""
    facts = {row["food_id"]: row for row in table("food_facts.csv")}
    return {row["food_id"]: {**facts[row["food_id"]], **row} for row in table("foods.csv")}


@pytest.fixture(scope="module")
def needed(eaten: list[Row], forms: dict[str, Row]) -> dict[str, float]:
    """Return grams of each form bought, summed from the plan by yield; tap water is not bought."""
    drinks = {row["key"]: row["bought_g_per_g"] for row in table("purchase_units.csv")}
    grams: dict[str, float] = defaultdict(float)
    for row in eaten:
        food = forms[row["food_id"]]
        for part in (one for one in table("made_at_home.csv") if one["food_id"] == row["food_id"]):
            name = part["name"] or forms[part["part"]]["bought_as"]
            grams[name] += float(row["grams"]) * float(part["bought_g_per_g"])
        if food["subgroup"] != "water" and row["food_id"] not in made_at_home():
            factor = drinks.get(food["bought_as"]) or drinks.get(food["subgroup"])
            share = float(factor or food["bought_g_per_g"] or 1.0)
            grams[food["bought_as"]] += float(row["grams"]) * share
    return grams


def test_the_packs_cover_what_is_eaten(bought: dict[str, Row], needed: dict[str, float]) -> None:
    """Every food eaten is on the list; packs and what is at home cover it, by less than a pack."""
    assert set(bought) == set(needed)
    for name, row in bought.items():
        pack, packs = float(row["pack_grams"]), int(row["packs"])
        covered = packs * pack + float(row["grams_at_home"])
        assert float(row["grams_needed"]) == pytest.approx(needed[name], abs=0.1), name
        assert covered >= needed[name] - 0.2, name
        assert packs == 0 or covered - pack < needed[name] + 0.2, name


def test_no_figure_is_negative(bought: dict[str, Row], eaten: list[Row]) -> None:
    """Grams, packs and prices are numbers of at least 0, and what is eaten is above 0."""
    columns = ("grams_needed", "grams_at_home", "grams_to_buy", "packs", "pack_grams")
    for name, row in bought.items():
        figures = [float(row[column]) for column in columns]
        figures += [float(row[column] or 0.0) for column in ("cost_usd", "basket_usd")]
        assert all(math.isfinite(figure) and figure >= 0 for figure in figures), name
    assert all(float(row["grams"]) > 0 for row in eaten)


def test_the_prices_add_up(
    spinach_week: Plan, bought: dict[str, Row], eaten: list[Row], forms: dict[str, Row]
) -> None:
    """Each cost is grams times price; packs cost as much by the gram; the sum is the basket's."""
    costs: dict[str, float] = defaultdict(float)
    home_made: set[str] = set()  # what goes into stock as well
    for row in eaten:
        food = forms[row["food_id"]]
        for part in (one for one in table("made_at_home.csv") if one["food_id"] == row["food_id"]):
            home_made.add(part["name"] or forms[part["part"]]["bought_as"])
        price = food["usd_per_100g"]
        costs[food["bought_as"]] += float(row["grams"]) * float(price or "nan") / 100.0
    of_one_price = {forms[row["food_id"]]["bought_as"] for row in eaten} - home_made
    sums = 0.0
    for name, row in bought.items():
        if name in of_one_price and not math.isnan(costs[name]):
            assert float(row["cost_usd"]) == pytest.approx(costs[name], abs=0.006), name
            needed_g = float(row["grams_needed"])
            share = int(row["packs"]) * float(row["pack_grams"]) / needed_g
            packs_usd = float(row["basket_usd"])
            assert packs_usd == pytest.approx(
                share * costs[name], abs=0.02, rel=0.01 + 0.05 / needed_g
            )  # grams are written to a tenth
        elif name in of_one_price:
            assert (row["cost_usd"], row["price_basis"]) == ("", "like_food"), name
        sums += float(row["basket_usd"] or 0.0) * (row["staple"] == "no")
    basket = week_basket([spinach_week], {SPINACH: AT_HOME_G})
    assert sums == pytest.approx(basket.basket_usd, abs=0.5)
    to_buy = [row for row in bought.values() if row["staple"] == "no" and int(row["packs"])]
    assert basket.different_foods == len(to_buy)


def test_batches_are_eaten_while_they_keep(spinach_week: Plan, eaten: list[Row]) -> None:
    """No serving is older than its dish keeps; as many batches are cooked as days demand."""
    keeps = {row["dish"]: int(row["keeps_days"]) for row in table("dishes.csv")}
    days: dict[str, set[int]] = defaultdict(set)
    for row in eaten:
        if row["dish"] in keeps:  # variants have no row of their own
            days[row["dish"]].add(int(row["day"]))
    recounted: list[tuple[str, int]] = []
    for dish, served in days.items():
        cooked = -math.inf
        for day in sorted(served):
            if day > cooked + keeps[dish]:
                cooked = day
                recounted.append((dish, day))
    batches = [batch for batch in week_basket([spinach_week]).batches if batch.dish.name in keeps]
    assert recounted
    assert sorted((batch.dish.name, batch.day) for batch in batches) == sorted(recounted)
    for batch in batches:
        ages = [serving.day - batch.day for serving in batch.servings]
        assert 0 <= min(ages) <= max(ages) <= keeps[batch.dish.name]


def test_what_must_be_eaten_is_eaten_or_named(
    spinach_week: Plan, eaten: list[Row], forms: dict[str, Row]
) -> None:
    """The spinach at home is eaten by its day, but for a twentieth; else a note names it."""
    form = forms[SPINACH]["bought_as"]
    used = sum(
        float(row["grams"]) * float(forms[row["food_id"]]["bought_g_per_g"] or 1.0)
        for row in eaten
        if forms[row["food_id"]]["bought_as"] == form and int(row["day"]) <= LAST_DAY
    )
    named = any(form in words and "must be eaten by" in words for words in spinach_week.warnings)
    assert named == (AT_HOME_G - used > 0.05 * AT_HOME_G)
