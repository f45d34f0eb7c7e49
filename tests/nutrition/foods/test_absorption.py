"""Credited intake by each row of the table; model and certificate agree."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.certification.judge import certify
from planner.certification.uptake import absorptive_index
from planner.errors import InputError
from planner.nutrition import tables
from planner.nutrition.checks.absorption import absorption_faults
from planner.nutrition.foods import absorption
from planner.nutrition.foods.absorption import (
    absorption_rules,
    credit_sentences,
    credited_nutrients,
)
from planner.nutrition.foods.credited_intake import credited_intake, share_counted
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import nutrient_index
from planner.optimize.model.choices import Choices
from planner.optimize.model.families import FAMILIES
from planner.optimize.model.families.absorption import counted_per_gram
from planner.optimize.model.rules import Rule
from planner.planning.day import DayProblem, build_day_problem
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]


def eat(food_id: str, grams: float, meal: str = "lunch") -> Portion:
    """Return a portion of the first day."""
    return Portion(1, meal, food_id, grams)


def per_100_g(food_id: str, nutrient: str) -> float:
    """Return a value of the food table."""
    foods = load_foods()
    return float(foods.composition[foods.row(food_id), nutrient_index()[nutrient]])


def raw_rows(name: str) -> list[dict[str, str]]:
    """Return a table read by the csv module, independently of the planner."""
    with tables.data_path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "food_id",
    ["spinach_boiled", "spinach_raw", "swiss_chard_boiled", "beet_greens_boiled",
     "rhubarb_stewed", "amaranth_leaves_boiled"],
)  # fmt: skip
def test_oxalate_greens_count_at_0_16(food_id: str) -> None:
    """100 g of each are credited with 16 % of their calcium and all of their magnesium."""
    foods, eaten = load_foods(), [eat(food_id, 100)]
    assert credited_intake("calcium_mg", eaten, foods) == pytest.approx(
        0.16 * per_100_g(food_id, "calcium_mg")
    )
    assert credited_intake("magnesium_mg", eaten, foods) == pytest.approx(
        per_100_g(food_id, "magnesium_mg")
    )


@pytest.mark.parametrize(
    "food_id", ["sesame_seeds", "sesame_seeds_toasted", "sesame_paste_whole", "poppy_seeds"]
)
def test_calcium_of_hulls_counts_at_0_16(food_id: str) -> None:
    """Whole sesame holds 16 times the calcium of hulled sesame, and little of it counts."""
    food = load_foods().food(food_id)
    assert share_counted(food, "calcium_mg") == 0.16
    assert absorptive_index(food) < 0.2


@pytest.mark.parametrize("food_id", ["nopales_cooked", "mixed_salad_greens_raw", "spinach_raw"])
def test_what_is_credited_in_part_is_not_absorbed_as_milk(food_id: str) -> None:
    """The reported absorption agrees with the credit."""
    assert absorptive_index(load_foods().food(food_id)) < 0.2


@pytest.mark.parametrize("food_id", ["kale_boiled", "bok_choy_boiled", "milk_whole", "tahini"])
def test_calcium_of_other_foods_counts_in_full(food_id: str) -> None:
    """Greens low in oxalate, milk and seeds are credited in full."""
    assert share_counted(load_foods().food(food_id), "calcium_mg") == 1.0


@pytest.mark.parametrize(
    "food_id",
    ["nori_laver_fresh", "wakame_fresh", "tempeh_cooked", "miso", "crimini_mushrooms_raw",
     "crimini_mushrooms_uv_raw", "yeast_bakers_dry"],
)  # fmt: skip
def test_b12_of_unreliable_sources_counts_nothing(food_id: str) -> None:
    """The vitamin B12 of seaweed, ferments, mushrooms and unfortified yeast is not credited."""
    assert share_counted(load_foods().food(food_id), "vitamin_b12_ug") == 0.0


def test_every_food_of_a_credit_row_counts_as_the_row_says() -> None:
    """Foods covered by a row of the table are credited with at most its share."""
    rows = [row for row in raw_rows("absorption.csv") if row["kind"] == "credit"]
    assert rows
    for row in rows:
        values = set(row["values"].split(";"))
        covered = [
            food
            for food in load_foods().foods
            if values & ({own} if isinstance(own := getattr(food, row["column"]), str) else own)
        ]
        assert covered, row["rule"]
        for food in covered:
            assert share_counted(food, row["nutrient"]) <= float(row["value"]), food.id


def test_a_meal_counts_2_5_micrograms_of_b12() -> None:
    """200 g of sardines at lunch are credited with 2.5 µg; 100 g at dinner with 2.5 µg more."""
    foods, name = load_foods(), "sardines_canned_oil"
    if name not in foods:
        name = next(food.id for food in foods.foods if "sardine" in food.id)
    assert per_100_g(name, "vitamin_b12_ug") > 5
    once = [eat(name, 200)]
    twice = [eat(name, 100), eat(name, 100, "dinner")]
    assert credited_intake("vitamin_b12_ug", once, foods) == 2.5
    assert credited_intake("vitamin_b12_ug", twice, foods) == 5.0
    whole = 2 * per_100_g(name, "vitamin_b12_ug")
    assert credited_intake("vitamin_b12_ug", once, foods, plain=True) == pytest.approx(whole)


def test_milk_below_the_cap_counts_as_it_is() -> None:
    """A cup of milk is below 2.5 µg a meal, so three meals are credited in full."""
    eaten = [eat("milk_whole", 244, meal) for meal in ("breakfast", "lunch", "dinner")]
    wanted = 3 * 2.44 * per_100_g("milk_whole", "vitamin_b12_ug")
    assert credited_intake("vitamin_b12_ug", eaten, load_foods()) == pytest.approx(wanted)


def test_unknown_values_count_as_nothing() -> None:
    """A food with unknown vitamin B12 adds nothing to the sum."""
    foods = load_foods()
    column = nutrient_index()["vitamin_b12_ug"]
    unknown = next(
        food.id
        for food, row in zip(foods.foods, foods.composition, strict=True)
        if np.isnan(row[column])
    )
    assert credited_intake("vitamin_b12_ug", [eat(unknown, 100)], foods) == 0.0


def test_certificate_judges_by_what_counts(ask: Ask) -> None:
    """The calcium of 900 g of spinach is short of the RDA, unless totals are plain."""
    eaten = [eat("spinach_boiled", 900)]
    for plain in (False, True):
        found = certify(eaten, ask(plain_totals=plain))
        (row,) = (row for row in found.adequacy if row.nutrient == "calcium_mg")
        total = 9 * per_100_g("spinach_boiled", "calcium_mg")
        assert row.intake == pytest.approx(total)
        assert row.credited == pytest.approx(total if plain else 0.16 * total)
        assert row.percent == pytest.approx(100 * row.credited / 1000)
        assert row.status == ("met" if plain else "short")
        breaches = [breach for breach in found.breaches if breach.rule == "floor calcium_mg"]
        assert bool(breaches) is not plain
        assert plain or "not all counts" in breaches[0].message


def test_niacin_counts_with_tryptophan() -> None:
    """100 g of milk: 0.092 mg of niacin, and 0.042 g of tryptophan, 0.7 mg for 60 mg."""
    milk, foods = [eat("milk_2_percent", 100)], load_foods()
    assert credited_intake("niacin_mg", milk, foods) == pytest.approx(0.092 + 42 / 60, abs=0.001)
    assert credited_intake("niacin_mg", milk, foods, plain=True) == pytest.approx(0.092)


def test_niacin_of_a_food_without_a_known_equivalent_is_its_own() -> None:
    """What is known of niacin alone still counts, in the certificate as in the model."""
    foods = load_foods()
    row, column = foods.row("milk_2_percent"), nutrient_index()["niacin_ne_mg"]
    composition = foods.composition.copy()
    composition[row, column] = np.nan
    unknown = replace(foods, composition=composition)
    milk = [eat("milk_2_percent", 100)]
    assert credited_intake("niacin_mg", milk, unknown) == pytest.approx(0.092)
    assert counted_per_gram(unknown, "niacin_mg")[row] == pytest.approx(0.00092)


def test_iodine_counts_little_of_salt_and_none_of_seaweed() -> None:
    """37 % of iodized salt counts toward the target, wakame not at all; both toward the ceiling."""
    eaten = [eat("salt_iodized", 2), eat("wakame_fresh", 5)]
    assert credited_intake("iodine_ug", eaten, load_foods()) == pytest.approx(0.37 * 101.6)
    full = 2 * 50.8 + 5 * 42.02
    assert credited_intake("iodine_ug", eaten, load_foods(), plain=True) == pytest.approx(full)


# --- model and certificate --------------------------------------------------------------------


@pytest.fixture(scope="module")
def question(ask: Ask) -> DayProblem:
    """Return the request of the omnivorous woman, with two snacks."""
    return build_day_problem(ask(snacks=2))


def portions_of(choices: Choices, taken: list[int]) -> list[Portion]:
    """Return the smallest helpings of some choices as portions."""
    portions = []
    for number in taken:
        meal = choices.pattern.meals[choices.meal[number]].name
        dish, food = choices.dish(number), choices.food(number)
        units = float(choices.least[number])
        if dish is not None:
            portions += [eat(name, grams * units, meal) for name, grams in dish.ingredients]
        elif food is not None:
            portions.append(eat(food.id, units, meal))
    return portions


def most_of_floor(rules: tuple[Rule, ...], name: str, taken: list[int]) -> float:
    """Return the largest value of a floor's row that the model allows for some choices."""
    (floor,) = (r for r in rules if (r.family, r.subject) == ("nutrient_floor", name))
    most = float(floor.taken[taken].sum())
    for amount in floor.shared:
        (limit,) = (r for r in rules if r.family == "meal_credit" and r.shared == (amount,))
        most += min(amount.most, -float(limit.taken[taken].sum()))
    return most


@settings(max_examples=60)
@given(data=st.data())
def test_model_and_certificate_count_alike(question: DayProblem, data: st.DataObject) -> None:
    """The model's floors and the certificate credit the same intake for any portions."""
    choices = question.context.choices
    numbers = st.integers(0, len(choices) - 1)
    taken = data.draw(st.lists(numbers, min_size=1, max_size=12, unique=True))
    portions = portions_of(choices, taken)
    for name in ("calcium_mg", "vitamin_b12_ug", "magnesium_mg"):
        assert most_of_floor(question.rules, name, taken) == pytest.approx(
            credited_intake(name, portions, load_foods()), abs=1e-6
        )


def test_plain_totals_are_another_question(ask: Ask) -> None:
    """plain_totals survives JSON, and turns the rule families of absorption off."""
    request = ask(plain_totals=True)
    assert PlanRequest.from_json(request.model_dump_json()) == request
    assert not ask().plain_totals
    with pytest.raises(InputError, match="plain_totals"):
        PlanRequest.from_raw({"person": request.person, "plain_totals": "perhaps"})
    context = build_day_problem(request).context
    for family in ("meal_credit", "spread", "fortified_share"):
        assert not list(FAMILIES[family].build(context))


# --- the tables -------------------------------------------------------------------------------


def test_rules_are_sourced_and_in_order() -> None:
    """No fault in the tables; every rule has a sentence and a source."""
    assert list(absorption_faults()) == []
    assert all(rule.sentence and rule.source for rule in absorption_rules())
    assert set(credited_nutrients()) == {"calcium_mg", "vitamin_b12_ug", "iodine_ug", "niacin_mg"}
    assert len(credit_sentences()) == 7


def test_only_rules_about_served_food_are_told() -> None:
    """Of milk: what holds for every food; of spinach its oxalate, and nothing of seaweed."""
    every = {words for words, _ in credit_sentences([load_foods().food("milk_whole")])}
    assert len(every) == 2
    spinach = {words for words, _ in credit_sentences([load_foods().food("spinach_raw")])}
    (oxalate,) = spinach - every
    assert "oxalate binds it" in oxalate


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("absorption.csv", "flags,oxalate,0.16", "flags,oxalate,1.6", "allowed are 0 to 1"),
        ("absorption.csv", "flags,oxalate", "flags,oxalat", "no food has the flags 'oxalat'"),
        ("absorption.csv", "credit,flags,oxalate", "credit,,", "has a column exactly when"),
        ("absorption.csv", "uptake,,,0.5,1,", "uptake,,,0.5,,", "needs its dose"),
        ("absorption.csv", ",niacin_ne_mg,", ",niacin_eq_mg,", "nutrient 'niacin_eq_mg'"),
        ("calcium_absorption.csv", "spinach_raw;", "spinach_rew;", "'spinach_rew'"),
        ("calcium_absorption.csv", ",115,5.1,", ",115,510,", "is impossible"),
        ("calcium_absorption.csv", "nopales_cooked;", "", "nopales_cooked: its calcium is"),
        ("calcium_absorption.csv", ",61,49.3,", ",61,4.3,", "kale_boiled: its calcium is"),
    ],
)
def test_faults_of_the_tables_are_named(
    file: str, old: str, new: str, words: str, data_copy: Path,
) -> None:  # fmt: skip
    """A share above 1, an unused value, a needless column and a missing dose are faults."""
    path = data_copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    absorption.absorption_rules.cache_clear()
    absorption.measured_calcium.cache_clear()
    try:
        assert any(words in fault for fault in absorption_faults())
    finally:
        shutil.rmtree(data_copy)
        absorption.absorption_rules.cache_clear()
        absorption.measured_calcium.cache_clear()
