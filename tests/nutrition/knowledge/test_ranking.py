"""Ranking: foods by serving, 100 g and 100 kcal, and in percent of a person's target."""

from __future__ import annotations

import numpy as np
import pytest

from planner.errors import InputError
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.knowledge.pages import learn_page
from planner.nutrition.knowledge.ranking import LEAST_SERVING_KCAL, PER, rank_foods, ranked_rows
from planner.nutrition.knowledge.search import find_foods
from planner.nutrition.people.person import Person
from planner.nutrition.people.safety import all_safety_rules
from planner.nutrition.people.targets import Targets
from planner.request.plan_request import PlanRequest, targets_of

WOMAN = {"sex": "female", "age": 34, "height_cm": 167.0, "weight_kg": 62.0}


def targets(**more: object) -> Targets:
    """Return the targets of a woman of 34, changed as asked."""
    return targets_of(PlanRequest(person=Person(**{**WOMAN, **more})))  # type: ignore[arg-type]


def test_amounts_by_hand() -> None:
    """Pumpkin seeds: 592 mg magnesium and 559 kcal in 100 g, an ounce at a time, RDA 320 mg."""
    (row,) = ranked_rows("magnesium_mg", [load_foods().food("pumpkin_seeds")], targets())
    assert row.per_100_g == 592
    assert row.serving_g == pytest.approx(28.35)
    assert row.serving == "1 ounce"
    assert row.per_serving == pytest.approx(592 * 0.2835)
    assert row.per_100_kcal == pytest.approx(100 * 592 / 559)
    assert row.percent == pytest.approx(100 * 592 * 0.2835 / 320)
    assert row.note == ""


@pytest.mark.parametrize("per", PER)
def test_most_comes_first(per: str) -> None:
    """On every basis the amounts descend, and the first is the largest of all allowed foods."""
    rows = rank_foods("potassium_mg", per=per, top=None)
    amounts = [row.amount(per) for row in rows]
    assert amounts == sorted(amounts, reverse=True)
    assert min(amounts) > 0
    assert rank_foods("potassium_mg", per=per, top=5) == rows[:5]


def test_unknown_is_not_ranked_as_nothing() -> None:
    """A food whose source has no value is left out; one with a value of zero gives zero."""
    table = load_foods()
    column = table.composition[:, list(find_foods().columns[10:]).index("vitamin_d_ug")]
    unknown = [food for food, value in zip(table.foods, column, strict=True) if np.isnan(value)]
    assert unknown
    assert ranked_rows("vitamin_d_ug", unknown, None) == ()
    (zero,) = ranked_rows("vitamin_b12_ug", [table.food("almonds")], None)
    assert zero.per_serving == 0.0


def test_seasonings_and_tea_have_no_hundred_kilocalories() -> None:
    """Foods with little energy a serving are not ranked per 100 kcal."""
    table = load_foods()
    rows = ranked_rows("potassium_mg", table.foods, None)
    kcal = table.nutrient_column("energy_kcal")
    for row in rows:
        energy = kcal[table.row(row.food_id)] * row.serving_g / 100.0
        assert (row.per_100_kcal is None) == (energy < LEAST_SERVING_KCAL), row.food_id
    names = {row.food_id for row in rank_foods("potassium_mg", per="100kcal", top=None)}
    assert not {"tea_black_brewed", "basil_dried", "cream_of_tartar"} & names
    assert "spinach_boiled" in names


def test_forbidden_foods_are_not_recommended() -> None:
    """Diet, avoidances and safety rules apply to rankings too."""
    anyone = {row.food_id for row in rank_foods("vitamin_b12_ug", top=None)}
    assert "beef_liver" in anyone
    assert not {"egg_whole_raw", "kelp_fresh"} & anyone
    vegan = rank_foods("vitamin_b12_ug", diet="vegan", avoid=("soy",), top=None)
    table = load_foods()
    assert vegan
    assert not any(table.food(row.food_id).animal for row in vegan)
    assert not any("soy" in table.food(row.food_id).contains for row in vegan)
    pregnant = rank_foods("vitamin_b12_ug", targets=targets(pregnant_weeks=20), top=None)
    assert "beef_liver" not in {row.food_id for row in pregnant}


def test_notes_say_what_to_know_first() -> None:
    """Spinach has a note on credited calcium, liver on its weekly limit, milk none."""
    notes = {
        (name, row.food_id): row.note
        for name in ("calcium_mg", "vitamin_b12_ug")
        for row in rank_foods(name, top=None)
    }
    assert "counts 16% toward the target" in notes["calcium_mg", "spinach_boiled"]
    assert notes["calcium_mg", "milk_whole"] == ""
    assert "85 g a week" in notes["vitamin_b12_ug", "beef_liver"]


def test_foods_are_ranked_by_what_counts() -> None:
    """Credited: 16 % of spinach's calcium, none of seaweed's B12, at most 2.5 µg B12 a meal."""
    table = load_foods()
    (spinach,) = ranked_rows("calcium_mg", [table.food("spinach_boiled")], targets())
    assert spinach.percent == pytest.approx(100 * 0.16 * spinach.per_serving / 1000)
    assert spinach.amount("serving") == pytest.approx(0.16 * spinach.per_serving)
    some = {row.food_id for row in rank_foods("vitamin_b12_ug", top=None)}
    assert not {"nori_laver_fresh", "tempeh_cooked", "white_mushrooms_boiled"} & some
    (clams,) = ranked_rows("vitamin_b12_ug", [table.food("clams_cooked")], targets())
    assert clams.per_serving > 50
    assert clams.percent == pytest.approx(100 * 2.5 / 2.4)


def test_percents_are_of_the_persons_own_target() -> None:
    """The same serving is a smaller percent of a man's target; without a person none."""
    food = [load_foods().food("almonds")]
    (woman,) = ranked_rows("magnesium_mg", food, targets())
    (man,) = ranked_rows("magnesium_mg", food, targets(sex="male"))
    assert woman.percent is not None
    assert man.percent is not None
    assert woman.percent / man.percent == pytest.approx(420 / 320)
    (anyone,) = ranked_rows("magnesium_mg", food, None)
    assert anyone.percent is None


def test_no_ranking_for_whom_the_target_was_taken_away() -> None:
    """With kidney disease potassium has no target: the page says so and lists no richest foods."""
    own = targets(conditions=("kidney_disease",))
    page = learn_page("potassium", targets=own)
    assert page.rankings == {}
    assert "no target" in page.own_target
    assert "Ask your clinician" in page.own_target
    assert set(learn_page("calcium", targets=own).rankings) == {"serving", "100kcal"}


def test_foods_table_with_servings() -> None:
    """The documented columns are first; five more follow; rows are sorted by the basis."""
    plain = find_foods(nutrient="magnesium_mg", top=3)
    table = find_foods(nutrient="magnesium_mg", per="serving", targets=targets(), top=20)
    assert list(table.columns[: len(plain.columns)]) == list(plain.columns)
    assert list(table.columns[len(plain.columns) :]) == [
        "serving", "serving_grams", "magnesium_mg_per_serving", "magnesium_mg_per_100_kcal",
        "percent_of_target",
    ]  # fmt: skip
    assert table["magnesium_mg_per_serving"].is_monotonic_decreasing
    by_energy = find_foods(nutrient="magnesium_mg", per="100kcal")
    assert by_energy["magnesium_mg_per_100_kcal"].is_monotonic_decreasing
    assert by_energy["percent_of_target"].isna().all()
    with_person = find_foods(nutrient="magnesium_mg", targets=targets(), top=3)
    assert list(with_person["food_id"]) == list(plain["food_id"])


@pytest.mark.parametrize("per", ["serving", "100kcal"])
def test_page_and_table_rank_the_same_way(per: str) -> None:
    """Page and command have the same order; the page omits foods excluded for everyone."""
    page = [row.food_id for row in learn_page("magnesium", top=30).rankings[per]]
    table = list(find_foods(nutrient="magnesium_mg", per=per)["food_id"])
    assert [food_id for food_id in table if food_id in page] == page
    between = set(table[: table.index(page[-1])]) - set(page)
    excluding = [
        rule
        for rule in all_safety_rules()
        if "everyone" in rule.applies_to and rule.limit_g is None
    ]
    for food_id in between:
        assert any(rule.covers(load_foods().food(food_id)) for rule in excluding), food_id


def test_bad_questions_are_refused() -> None:
    """An unknown basis or nutrient gives the valid names; a basis needs a nutrient."""
    with pytest.raises(InputError, match="unknown basis of a ranking 'cup'"):
        rank_foods("magnesium_mg", per="cup")
    with pytest.raises(InputError, match="unknown basis of a ranking 'cup'"):
        find_foods(nutrient="magnesium_mg", per="cup")
    with pytest.raises(InputError, match="did you mean magnesium_mg"):
        rank_foods("magnesum_mg")
    with pytest.raises(InputError, match="name a nutrient"):
        find_foods(per="serving")
