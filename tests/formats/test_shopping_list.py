"""The shopping list: compared with an independent count, less the pantry, in whole units."""

from __future__ import annotations

import csv
import datetime
import io
import math
from collections import defaultdict
from collections.abc import Sequence

import pytest

from planner.formats.shopping_list import ShoppingList, shopping_list
from planner.formats.shopping_text import (
    HEAD,
    cost_sentence,
    shopping_as_csv,
    shopping_as_markdown,
)
from planner.nutrition import tables
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_prices import PriceBasis
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.made_at_home import homemade
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.price_index import price_rise
from planner.nutrition.foods.recipe_text import state_of, used_grams
from planner.nutrition.foods.shopping_lines import Line
from planner.planning.make import Plan
from planner.request.own_catalog import catalog_of
from planner.request.own_prices import OwnPrice
from planner.request.use_by import UseBy


def portion(food_id: str, grams: float, day: int = 1, dish: str = "", person: str = "") -> Portion:
    """Return a portion at dinner."""
    return Portion(day, "dinner", food_id, grams, dish, person)


def line_of(found: ShoppingList, food_id: str) -> Line:
    """Return the line of a food."""
    (line,) = (line for line in found.lines if food_id in line.food_ids)
    return line


def parts_of(food_id: str) -> list[dict[str, str]]:
    """Return the rows of what is bought for a food that is made at home."""
    with tables.data_path("made_at_home.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["food_id"] == food_id]


def recount(portions: Sequence[Portion], raw: dict[str, dict[str, str]]) -> dict[str, float]:
    """Sum grams bought from the files alone: weight eaten times its yield, or its ingredients."""
    with tables.data_path("food_facts.csv").open(encoding="utf-8", newline="") as file:
        yields = {row["food_id"]: row["bought_g_per_g"] for row in csv.DictReader(file)}
    with tables.data_path("purchase_units.csv").open(encoding="utf-8", newline="") as file:
        drinks = {row["key"]: row["bought_g_per_g"] for row in csv.DictReader(file)}
    bought: dict[str, float] = defaultdict(float)
    for row in portions:
        food = raw[row.food_id]
        if food["subgroup"] == "water":
            continue
        if parts := parts_of(row.food_id):
            for part in parts:
                name = part["name"] or raw[part["part"]]["bought_as"]
                bought[name] += row.grams * float(part["bought_g_per_g"])
            continue
        factor = drinks.get(food["bought_as"]) or drinks.get(food["subgroup"])
        bought[food["bought_as"]] += row.grams * float(factor or yields[row.food_id] or 1)
    return bought


def test_the_list_adds_up_to_the_plan(
    vegan_plan: Plan, omnivore_plan: Plan, raw_foods: dict[str, dict[str, str]]
) -> None:
    """The grams of every line equal an independent count; the units cover them."""
    portions = [*vegan_plan.portions, *omnivore_plan.portions]
    expected = recount(portions, raw_foods)
    rows = list(csv.DictReader(io.StringIO(shopping_as_csv(shopping_list(portions)), newline="")))
    assert {row["buy"]: float(row["grams_needed"]) for row in rows} == pytest.approx(
        dict(expected), abs=0.051
    )
    for line in shopping_list(portions).lines:
        assert line.units == line.packs * line.unit.pack_units
        assert (line.packs - 1) * line.unit.pack_grams < line.to_buy_g
        assert line.to_buy_g <= line.packs * line.unit.pack_grams
    eaten = {row.food_id for row in portions if raw_foods[row.food_id]["subgroup"] != "water"}
    parts = {one["part"] for food_id in eaten for one in parts_of(food_id)}
    listed = {name for row in rows for name in row["food_ids"].split(";")}
    assert listed - parts <= eaten
    assert {food_id for food_id in eaten if not parts_of(food_id)} <= listed


def test_forms_of_one_food_are_one_line() -> None:
    """Raw and boiled carrots of several people and days are one line."""
    found = shopping_list(
        [
            portion("carrot_raw", 89.0, person="Ann"),
            portion("carrots_boiled", 89.0, day=2, person="Bob"),
        ]
    )
    (line,) = found.lines
    assert (line.name, line.days) == ("carrots, fresh", (1, 2))
    assert line.units == math.ceil(line.grams / 69)


def test_eggs_are_bought_by_the_half_dozen() -> None:
    """What comes in packs is bought in whole packs: seven eggs are twelve."""
    line = line_of(shopping_list([portion("egg_boiled", 350.0)]), "egg_boiled")
    assert (line.packs, line.units) == (2, 12)
    assert "12 eggs" in shopping_as_markdown(shopping_list([portion("egg_boiled", 350.0)]))


def test_the_pantry_is_taken_off() -> None:
    """Food at home is subtracted, never below zero."""
    rows = [portion("onion_raw", 110.0)]
    need = shopping_list(rows).lines[0].grams
    half = shopping_list(rows, pantry={"onion_raw": need / 2}).lines[0]
    assert half.to_buy_g == pytest.approx(need / 2)
    (full,) = shopping_list(rows, pantry={"onions_boiled": 10 * need}).lines
    assert (full.to_buy_g, full.units) == (0.0, 0)
    assert "## Enough at home" in shopping_as_markdown(
        shopping_list(rows, pantry={"onion_raw": 9 * need})
    )


def test_food_past_its_day_is_bought_anew() -> None:
    """What must be eaten by day 2 is not at home on day 4, and what nobody eats in time is gone."""
    rows = [portion("onion_raw", 50.0, day=1), portion("onion_raw", 300.0, day=4)]
    need = shopping_list(rows, days=[1]).lines[0].grams
    dated = UseBy(food="onion_raw", grams=5 * need, day=2)
    (line,) = shopping_list(rows, pantry={"onion_raw": 5 * need}, use_by=[dated]).lines
    assert line.at_home == pytest.approx(need)
    both = {"onion_raw": 6 * need}  # a sixth keeps
    (line,) = shopping_list(rows, pantry=both, use_by=[dated]).lines
    assert line.at_home == pytest.approx(2 * need)


def test_a_span_of_days() -> None:
    """The list is for the selected days only."""
    rows = [portion("onion_raw", 100.0), portion("banana", 100.0, day=2)]
    found = shopping_list(rows, days=[2])
    assert [line.food_ids for line in found.lines] == [("banana",)]
    assert found.days == (2,)


def test_order_is_the_way_through_the_shop() -> None:
    """Produce first, frozen food after the shelves, staples apart at the end, each by name."""
    names = ["olive_oil", "corn_frozen_boiled", "lentils_boiled", "onion_raw", "banana", "paprika"]
    found = shopping_list([portion(name, 50.0) for name in names])
    assert [line.food_ids[0] for line in found.lines] == [
        "banana", "onion_raw", "lentils_boiled", "corn_frozen_boiled", "olive_oil", "paprika",
    ]  # fmt: skip
    text = shopping_as_markdown(found)
    assert text.index("## Produce") < text.index("## Frozen") < text.index("## Check that you have")


def test_what_has_no_price_counts_as_like_foods_do() -> None:
    """An unknown price is an empty cell, and the sum counts the price of like foods and says so."""
    found = shopping_list([portion("banana", 200.0), portion("enoki_mushrooms", 50.0)])
    banana, enoki = line_of(found, "banana"), line_of(found, "enoki_mushrooms")
    assert (enoki.cost_usd, enoki.price_basis) == (None, PriceBasis.LIKE_FOOD)
    assert (banana.price_basis, found.unpriced) == (PriceBasis.TABLE, (enoki.name,))
    assert found.cost_usd == pytest.approx((banana.cost_usd or 0.0) + enoki.estimate_usd)
    assert enoki.estimate_usd > 0
    assert "1 things without a known price count as like foods do" in cost_sentence(found)
    assert "average US prices of 2017-18" in cost_sentence(found)


def test_the_basket_is_the_packs() -> None:
    """The basket costs packs times their price, never less than what is eaten; staples apart."""
    names = ["banana", "lentils_boiled", "egg_boiled", "spinach_raw", "olive_oil"]
    found = shopping_list([portion(name, 60.0) for name in names])
    rows = list(csv.DictReader(io.StringIO(shopping_as_csv(found), newline="")))
    bought = [float(row["basket_usd"]) for row in rows if row["staple"] == "no"]
    assert sum(bought) == pytest.approx(found.basket_usd, abs=0.03)
    for row in rows:
        packed = int(row["packs"]) * float(row["pack_grams"])
        assert packed >= float(row["grams_needed"]) > 0
        assert float(row["basket_usd"]) == pytest.approx(
            float(row["cost_usd"]) * packed / float(row["grams_needed"]), rel=0.2
        )
    assert len(bought) == len(rows) - 1


def test_own_prices_go_first_and_say_the_pack() -> None:
    """A price of one's own sets the price and the pack; the others are lifted to the year."""
    price = OwnPrice(food="lentils_boiled", pack_g=900, price=1.8, currency="USD")
    rows = [portion("lentils_boiled", 300.0), portion("banana", 118.0)]
    usual = shopping_list(rows)
    found = shopping_list(rows, catalog=catalog_of((), (), (price,), 2025))
    lentils, banana = line_of(found, "lentils_boiled"), line_of(found, "banana")
    assert lentils.basket_usd == pytest.approx(1.8)
    assert lentils.estimate_usd == pytest.approx(1.8 * lentils.grams / 900)
    assert lentils.unit.write(lentils.units) == "1 × 900 g pack"
    assert (lentils.price_basis, banana.price_basis) == (PriceBasis.OWN, PriceBasis.LIFTED)
    assert banana.estimate_usd == pytest.approx(
        line_of(usual, "banana").estimate_usd * price_rise(2025)
    )
    assert "own prices and average US prices of 2017-18, lifted to 2025" in cost_sentence(found)


def test_no_cell_is_a_formula() -> None:
    """A dish name that starts with an equals sign, from an edited file, is written as text."""
    text = shopping_as_csv(shopping_list([portion("banana", 100.0, dish="=1+1")]))
    head, row = csv.reader(io.StringIO(text, newline=""))
    assert tuple(head) == HEAD
    assert all(cell[:1] not in {"=", "+", "-", "@", "\t", "\r"} for cell in row)


def test_the_list_names_its_days() -> None:
    """With a start date the list has dates; amounts below a gram are marked as such."""
    rows = [portion("banana", 100.0), portion("paprika", 0.4, day=3)]
    text = shopping_as_markdown(shopping_list(rows, start=datetime.date(2026, 11, 30)))
    assert "Day 1, Monday 30 November 2026 to Day 3, Wednesday 2 December 2026." in text
    assert "under 1 g needed" in text


def test_the_list_buys_what_each_recipe_uses() -> None:
    """What a recipe takes raw, dry or frozen is bought in that weight; of the rest, enough."""
    foods = load_foods()
    for dish in load_dishes().values():
        grams = {
            food_id: each * dish.servings
            for food_id, each in dish.ingredients
            if food_id not in homemade()
        }
        found = shopping_list([portion(*pair, dish=dish.id) for pair in grams.items()])
        for line in found.lines:
            used = {one: used_grams(dish, one, foods, dish.servings) for one in line.food_ids}
            states = {state_of(dish, one, foods) for one in used}
            if "tea_black_brewed" in line.food_ids:  # the recipe takes a whole bag
                continue
            if states & {"ready", "can"}:  # a lemon for its juice, a can for what is drained
                assert line.grams > 0.59 * sum(used.values()), (dish.id, line.name)
            else:
                assert line.grams == pytest.approx(sum(used.values())), (dish.id, line.name)


def test_what_is_made_at_home_is_no_line() -> None:
    """Stock and pancakes are bought as their ingredients, together with those of other dishes."""
    rows = [portion("chicken_stock_homemade", 500.0), portion("onion_raw", 100.0)]
    rows.append(portion("pancakes_homemade", 200.0, day=2))
    found = shopping_list(rows)
    names = {line.name for line in found.lines}
    assert {"chicken bones or wings", "onions", "all-purpose flour"} <= names
    assert not any("homemade" in name or name.startswith("pancakes") for name in names)
    alone = line_of(shopping_list(rows[1:2]), "onion_raw").grams
    assert line_of(found, "onion_raw").grams == pytest.approx(alone + 30.0)
    parts = [part for row in rows[::2] for part in parts_of(row.food_id)]
    bought = sum(line.grams for line in found.lines) - alone
    grams = {row.food_id: row.grams for row in rows}
    assert bought == pytest.approx(
        sum(grams[part["food_id"]] * float(part["bought_g_per_g"]) for part in parts)
    )


def test_the_list_says_for_what_and_what_is_left() -> None:
    """Each line names its dishes with their days and what the plan leaves of the packs."""
    rows = [
        portion("egg_boiled", 100.0, dish="three_bean_chili"),
        portion("egg_boiled", 50.0, day=2),
    ]
    found = shopping_list(rows, start=datetime.date(2026, 11, 30))
    (line,) = csv.DictReader(io.StringIO(shopping_as_csv(found), newline=""))
    chili = load_dishes()["three_bean_chili"].name
    assert line["uses"] == f"{chili}: 1; Egg, hard-boiled: 2"
    assert float(line["grams_left"]) == pytest.approx(
        int(line["packs"]) * float(line["pack_grams"]) - float(line["grams_to_buy"]), abs=0.11
    )
    text = shopping_as_markdown(found)
    assert f"– {chili} (Mon); Egg, hard-boiled (Tue)" in text
    assert " left)" in text


def test_what_does_not_keep_is_bought_in_the_middle_of_the_week() -> None:
    """Spinach of day 7 is bought later; meat of that day is bought at once and frozen.

    Together the packs of all days are those of the line.
    """
    names = ("spinach_raw", "chicken_breast_roasted", "banana", "lentils_boiled")
    rows = [portion(name, 150.0, day=day) for name in names for day in (1, 7)]
    found = shopping_list(rows, start=datetime.date(2026, 11, 30))
    for line, errand in zip(found.lines, found.errands, strict=True):
        assert sum(errand.packs.values()) == line.packs > 0
    (day,) = found.top_up_days
    later = {line.food_ids[0] for line, _ in found.on_day(day)}
    assert "spinach_raw" in later
    assert not {"chicken_breast_roasted", "lentils_boiled"} & later
    chicken = line_of(found, "chicken_breast_roasted")
    errand = found.errands[found.lines.index(chicken)]
    assert errand.frozen_for == (7,)
    assert errand.frozen_g == pytest.approx(chicken.grams / 2)
    text = shopping_as_markdown(found)
    assert f"## Midweek top-up, Day {day}, " in text
    assert "for Sun" in text
    spinach = [line for line in text.splitlines() if line.startswith("- [ ] spinach")]
    assert [line[-5:] for line in spinach] == ["(Mon)", "(Sun)"]
