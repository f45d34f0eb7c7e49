"""What unknown amounts are at most: every one has a bound, from the worst of its kind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.nutrition.foods.food_table import Food, LabelledFood, load_foods
from planner.nutrition.foods.unknown_rules import is_absent
from planner.nutrition.foods.upper_bounds import MODERATED, UpperBound, derive_bounds, no_bounds
from planner.nutrition.nutrients import all_nutrients, nutrient_ids, nutrient_index


def _unknown(name: str) -> list[int]:
    rows: list[int] = np.flatnonzero(np.isnan(load_foods().amounts[name])).tolist()
    return rows


@pytest.mark.parametrize("name", [*nutrient_ids(), *MODERATED])
def test_no_unknown_amount_counts_as_zero(name: str) -> None:
    """Every unknown amount has a bound; it is zero only by a rule, or as all like it hold none."""
    foods = load_foods()
    for row in _unknown(name):
        food = foods.foods[row]
        bound = foods.upper_bounds[food.id, name]
        assert np.isfinite(bound.per_100_g)
        if bound.basis == "absent":
            assert is_absent(food, name)
            assert bound.per_100_g == 0
        elif bound.basis == "subgroup":
            known = foods.amounts[name]
            like = [known[foods.row(other.id)] for other in _like(food, name)]
            # In a food of more water it is less; in one that is drier than all like it, more.
            assert (bound.per_100_g > 0) == (np.nanmax(like) > 0)
            assert bound.per_100_g <= np.nanmax(like) * max(bound.factor, 1.0) * (1 + 1e-4) + 1e-6


def _like(food: Food, name: str) -> list[Food]:
    """Return the foods of a subgroup, without the fortified ones if a food is not."""
    added = {row.id: row.added_as for row in all_nutrients()}.get(name, "")
    return [
        other
        for other in load_foods().foods
        if other.subgroup == food.subgroup
        and (added not in other.fortified or added in food.fortified)
    ]


def test_the_cases_that_were_counted_as_nothing() -> None:
    """Vitamin K, retinol, folic acid and added sugars: the unknown that used to count as zero."""
    foods = load_foods()
    assert len(_unknown("vitamin_k_ug")) > 150
    assert len(_unknown("added_sugars_g")) > 60
    for name in ("vitamin_k_ug", "retinol_ug", "folic_acid_ug", "added_sugars_g"):
        rows = _unknown(name)
        assert all((foods.foods[row].id, name) in foods.upper_bounds for row in rows)
    animal = [
        row
        for row in _unknown("retinol_ug")
        if foods.amounts["vitamin_a_ug_rae"][row] > 0
        and foods.foods[row].animal & {"milk", "egg", "fish", "beef", "poultry", "pork"}
    ]
    column = nutrient_index()["retinol_ug"]
    for row in animal:
        assert 0 < foods.at_most[row, column] <= foods.amounts["vitamin_a_ug_rae"][row]
    amaranth = foods.upper_bounds["amaranth_leaves_boiled", "vitamin_k_ug"]
    assert (amaranth.basis, amaranth.of) == ("like_food", "sr28:11003")
    assert amaranth.per_100_g > 1140


def test_bounds_keep_ordinary_foods_possible() -> None:
    """The worst of a kind is of the kind: meat, fish, grain and yeast hold little vitamin K."""
    foods = load_foods()
    for food, amount in zip(foods.foods, foods.at_most[:, nutrient_index()["vitamin_k_ug"]],
                            strict=True):  # fmt: skip
        if food.group in ("meat", "egg", "dairy"):
            assert amount < 20, food.id
        if food.subgroup in ("nutritional_yeast", "whole_grain", "tempeh"):
            assert amount < 25, food.id


def test_known_amounts_stay() -> None:
    """What is known counts as it is, toward floors and ceilings alike."""
    foods = load_foods()
    known = ~np.isnan(foods.composition)
    assert np.array_equal(foods.at_most[known], foods.composition[known])
    assert (foods.at_most >= foods.known_or_zero).all()


def test_order_of_the_foods_does_not_matter() -> None:
    """Sorted by id, every food keeps its bounds."""
    foods = load_foods()
    turned = foods.by_id()
    row = turned.row("amaranth_leaves_boiled")
    assert np.array_equal(turned.at_most[row], foods.at_most[foods.row("amaranth_leaves_boiled")])


def _own(**changes: object) -> Food:
    model = load_foods().food("kale_raw")
    changes = {"id": "own_leaf", "is_own": True, "fortified": frozenset(), **changes}
    return replace(model, **changes)  # type: ignore[arg-type]


def test_own_food_counts_as_its_subgroup() -> None:
    """An own leaf with nothing but its energy known counts as the worst dark green leaf."""
    amounts = tuple(30.0 if name == "energy_kcal" else None for name in nutrient_ids())
    table = load_foods().with_foods((LabelledFood(_own(), amounts),))
    bound = table.upper_bounds["own_leaf", "vitamin_k_ug"]
    rows = [row for row, food in enumerate(load_foods().foods)
            if food.subgroup == "dark_green_vegetable"]  # fmt: skip
    most = load_foods().at_most[rows, nutrient_index()["vitamin_k_ug"]].max()
    assert (bound.basis, bound.per_100_g) == ("subgroup", most)
    assert table.at_most[table.row("own_leaf"), nutrient_index()["energy_kcal"]] == 30


def test_part_is_at_most_its_whole() -> None:
    """Added sugars of an own food are at most the sugars on its label."""
    given = {"energy_kcal": 300.0, "sugars_g": 3.0}
    amounts = tuple(given.get(name) for name in nutrient_ids())
    cake = replace(load_foods().food("angel_food_cake"), id="own_cake", is_own=True)
    table = load_foods().with_foods((LabelledFood(cake, amounts),))
    bound = table.upper_bounds["own_cake", "added_sugars_g"]
    assert (bound.basis, bound.of, bound.per_100_g) == ("whole", "sugars_g", 3.0)


def test_added_nutrients_are_of_foods_they_are_added_to() -> None:
    """The bound of a food without an added nutrient is not that of a fortified one."""
    plain, rich, odd = (_own(id=name, is_own=False) for name in ("plain", "rich", "odd"))
    rich = replace(rich, fortified=frozenset({"zinc"}))
    zinc = np.array([1.0, 50.0, np.nan])
    foods = (plain, rich, odd)
    found = derive_bounds(foods, {"zinc_mg": zinc}, no_bounds())
    assert found["odd", "zinc_mg"] == UpperBound(1.0, "subgroup", "plain")
    fortified = (plain, rich, replace(odd, fortified=frozenset({"zinc"})))
    found = derive_bounds(fortified, {"zinc_mg": zinc}, no_bounds())
    assert found["odd", "zinc_mg"].per_100_g == 50
    hidden = (plain, rich, replace(odd, is_declared=False))
    assert derive_bounds(hidden, {"zinc_mg": zinc}, no_bounds())["odd", "zinc_mg"].of == "rich"


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (UpperBound(0.0, "absent", ""), "none by its kind"),
        (UpperBound(9.0, "like_food", "sr28:11003", 1.024), "like food sr28:11003 × 1.02"),
        (UpperBound(9.0, "whole", "sugars_g"), "all of its sugars_g"),
        (UpperBound(9.0, "kin", "soybeans_boiled"), "like soybeans_boiled"),
    ],
)
def test_derivation_in_words(bound: UpperBound, words: str) -> None:
    """The derivation names what the figure is from."""
    assert bound.words == words


def _kind(solids: list[float], zinc: list[float]) -> UpperBound:
    """Return the bound of zinc of a food, the last, among others of its subgroup."""
    foods = tuple(_own(id=f"leaf_{number}", is_own=False) for number in range(len(solids)))
    amounts = {"zinc_mg": np.array(zinc), "water_g": 100.0 - np.array(solids)}
    return derive_bounds(foods, amounts, no_bounds())[foods[-1].id, "zinc_mg"]


def test_like_food_is_watered_down_to_the_dry_matter() -> None:
    """Broth of 2 % dry matter is like other broth, and like a cube only as it is dissolved."""
    found = _kind([96.0, 2.0, 2.0], [48.0, 0.6, np.nan])
    assert (found.of, found.per_100_g) == ("leaf_0", pytest.approx(48 * 2 / 96))
    richer = _kind([96.0, 2.0, 2.0], [48.0, 1.6, np.nan])
    assert (richer.of, richer.per_100_g) == ("leaf_1", 1.6)


def test_dried_food_is_that_much_richer() -> None:
    """A leaf that is drier than all like it holds what they hold in as much dry matter."""
    assert _kind([10.0, 12.0, 90.0], [3.0, 4.0, np.nan]).per_100_g == pytest.approx(4 * 90 / 12)


def test_dry_matter_of_a_label_is_what_it_states() -> None:
    """Where the water is not known, protein, fat, carbohydrate and salt are the dry matter."""
    foods = (_own(id="cube", is_own=False), _own(id="broth", is_own=False))
    amounts = {
        "zinc_mg": np.array([48.0, np.nan]),
        "water_g": np.array([4.0, np.nan]),
        "protein_g": np.array([20.0, 2.5]),
        "fat_g": np.array([0.0, 0.0]),
        "carbohydrate_g": np.array([20.0, 0.5]),
        "sodium_mg": np.array([20000.0, 0.0]),
    }
    found = derive_bounds(foods, amounts, no_bounds())["broth", "zinc_mg"]
    assert found.per_100_g == pytest.approx(48 * 3 / 96)
