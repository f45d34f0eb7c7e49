"""Like foods: the same food in another form, per gram of dry matter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.nutrition.foods.food_table import Food, load_foods
from planner.nutrition.sources.like_foods import MOST_ALIKE, LikeFoods
from planner.nutrition.sources.sr28 import WATER, Sr28

K = "430"


def _food(key: str) -> Food:
    return replace(load_foods().food("kale_raw"), source="sr28", source_id=key)


def _sr28(**records: tuple[str, float, float | None]) -> Sr28:
    """Return a database of records by key: description, water, and vitamin K."""
    found = Sr28()
    for key, (text, water, amount) in records.items():
        found.description[key] = text
        found.values[key] = {WATER: water, **({} if amount is None else {K: amount})}
    return found


def _bound(sr28: Sr28, key: str) -> tuple[float, str] | None:
    bound = LikeFoods(sr28, {"vitamin_k_ug": K})(_food(key), "vitamin_k_ug")
    return None if bound is None else (bound.per_100_g, bound.of)


def test_raw_form_per_dry_matter() -> None:
    """Boiled leaves with 12 % dry matter hold at most what raw ones with 10 % hold, and a fifth."""
    sr28 = _sr28(
        a=("Amaranth leaves, cooked, boiled, drained", 88, None),
        b=("Amaranth leaves, raw", 90, 1000),
        c=("Kale, raw", 90, 9999),
    )
    assert _bound(sr28, "a") == (pytest.approx(1200), "sr28:b")


def test_nearest_name_first_and_the_highest_of_it() -> None:
    """Of the records that share the longest name the highest counts, whatever others hold."""
    sr28 = _sr28(
        a=("Fish, tuna, light, canned", 50, None),
        b=("Fish, tuna, light, dried", 50, 2),
        c=("Fish, tuna, light, smoked", 50, 3),
        d=("Fish, tuna, white", 50, 99),
    )
    assert _bound(sr28, "a") == (3, "sr28:c")


def test_one_shared_word_must_name_the_food() -> None:
    """Noodles of spinach are not another form of soba noodles."""
    sr28 = _sr28(
        a=("Noodles, japanese, soba, cooked", 70, None), b=("Noodles, egg, spinach", 70, 100)
    )
    assert _bound(sr28, "a") is None


def test_name_of_a_kind_is_no_food() -> None:
    """A beginning that many records share is that of a kind."""
    many = {f"r{number}": ("Beverages, tea, dry", 50.0, 5.0) for number in range(MOST_ALIKE + 1)}
    assert _bound(_sr28(a=("Beverages, tea, fresh", 50, None), **many), "a") is None


def test_enriched_form_is_not_alike() -> None:
    """Where a nutrient is not added to a food, the enriched form says nothing of it."""
    sr28 = _sr28(a=("Rice, white, cooked", 70, None), b=("Rice, white, enriched, cooked", 70, None))
    sr28.values["b"]["303"] = 9.0
    like = LikeFoods(sr28, {"iron_mg": "303"})
    assert like(_food("a"), "iron_mg") is None
    assert like(replace(_food("a"), fortified=frozenset({"iron"})), "iron_mg") is not None


def test_only_records_of_sr28() -> None:
    """A food of another source, or a nutrient that SR28 has no number of, has no like food."""
    sr28 = _sr28(a=("Kale, raw", 90, 1), b=("Kale, cooked", 90, None))
    like = LikeFoods(sr28, {"vitamin_k_ug": K})
    assert like(replace(_food("b"), source="label"), "vitamin_k_ug") is None
    assert like(_food("b"), "added_sugars_g") is None
    assert like(_food("b"), "vitamin_k_ug") is not None


def test_a_figure_that_is_not_believed_has_no_like(data_copy: Path) -> None:
    """Like records bound nothing where a figure was taken away: they leave out the same."""
    sr28 = _sr28(a=("Kale, raw", 90, None), b=("Kale, frozen", 90, 700))
    assert _bound(sr28, "a") == (700, "sr28:b")
    row = "kale_raw,vitamin_k_ug,,doubted,C\n"
    table = data_copy / "corrections.csv"
    table.write_text(f"food_id,nutrient,value,reason,source\n{row}", encoding="utf-8")
    assert _bound(sr28, "a") is None
