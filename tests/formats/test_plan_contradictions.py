"""Plan files whose names, measures or figures contradict their ids are not passed unsaid."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.formats.plan_contradictions import MOST_SHOWN, contradictions
from planner.formats.plan_csv import HEAD, plans_as_csv
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.nutrients import nutrient_ids
from planner.planning.make import Plan

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, vegan_plan: Plan) -> Callable[..., list[str]]:
    """Return a function that changes the rows of a written plan and reads it."""
    folder = tmp_path_factory.mktemp("plans")
    text = plans_as_csv([vegan_plan])

    def read(change: Callable[[Rows], None] | None = None) -> list[str]:
        rows = list(csv.DictReader(text.splitlines()))
        if change is not None:
            change(rows)
        path = Path(folder) / "plan.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*HEAD, *nutrient_ids()])
            writer.writeheader()
            writer.writerows(rows)
        return list(contradictions(path, load_catalog()))

    return read


def test_written_plan_contradicts_nothing(changed: Callable[..., list[str]]) -> None:
    """A plan as it is written gives no warning."""
    assert changed() == []


def test_renamed_food_and_false_figure_are_named(changed: Callable[..., list[str]]) -> None:
    """An egg under the name of a tofu, and 9999 mg of magnesium, are told with their row."""

    def spoil(rows: Rows) -> None:
        rows[0] |= {"food_id": "egg_boiled", "food": "Tofu, scrambled (vegan)"}
        rows[1] |= {"magnesium_mg": "9999"}

    egg, figure = changed(spoil)
    assert egg.startswith("row 2, egg_boiled: food 'Tofu, scrambled (vegan)' is 'Egg")
    assert "the id and the grams count" in egg
    assert "magnesium_mg 9999, by the tables" in figure


@pytest.mark.parametrize("column", ["food", "source", "source_id", "measure"])
def test_each_text_is_compared(column: str, changed: Callable[..., list[str]]) -> None:
    """Name, source, key and measure that are another food's are told."""
    (one,) = changed(lambda rows: rows[2].update({column: "something else"}))
    assert f"{column} 'something else' is " in one


@pytest.mark.parametrize("change", [{"food": ""}, {"measure": ""}, {"iron_mg": ""}])
def test_empty_cell_says_nothing(change: dict[str, str], changed: Callable[..., list[str]]) -> None:
    """A column left out or emptied contradicts nothing."""
    assert changed(lambda rows: rows[0].update(change)) == []


def test_case_and_spaces_are_no_contradiction(changed: Callable[..., list[str]]) -> None:
    """A name in capitals with more spaces is the same name."""
    loud = {"food": "x"}

    def change(rows: Rows) -> None:
        loud["food"] = "  ".join(rows[0]["food"].upper().split(" "))
        rows[0].update(loud)

    assert changed(change) == []


def test_edited_grams_contradict_their_figures(changed: Callable[..., list[str]]) -> None:
    """Twice the grams with the old figures: measure and the first three figures are told."""
    (one,) = changed(lambda rows: rows[0].update(grams=str(2 * float(rows[0]["grams"]))))
    assert "measure " in one
    assert " more" in one


def test_long_list_is_cut(changed: Callable[..., list[str]]) -> None:
    """After twenty rows the rest is counted."""

    def change(rows: Rows) -> None:
        rows.extend(dict(rows[0]) for _ in range(MOST_SHOWN))
        for row in rows:
            row["food"] = "Nothing of the kind"

    found = changed(change)
    assert len(found) == MOST_SHOWN + 1
    assert found[-1].endswith("more rows contradict their ids")


@pytest.mark.parametrize(
    ("measure", "passes"),
    [("{grams:g} g", True), ("{grams:.0f} grams", True), ("about {grams:.0f} g", True),
     ("{kilos:.4f} kg", True), ("{twice:.0f} g", False), ("{grams:g} mg", False)],
)  # fmt: skip
def test_weight_is_as_good_a_measure(
    measure: str, passes: bool, changed: Callable[..., list[str]]
) -> None:
    """A row's own weight as its measure contradicts nothing; another weight does."""

    def change(rows: Rows) -> None:
        row = max(rows, key=lambda row: float(row["grams"]))
        grams = float(row["grams"])
        row["measure"] = measure.format(grams=grams, kilos=grams / 1000, twice=2 * grams)

    assert (changed(change) == []) is passes


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Roast beef with gravy", "dish 'Roast beef with gravy' is no dish of the catalogue"),
        ("Vegetable upma with sunflower seeds", "has no such ingredient"),
    ],
)
def test_renamed_dish_is_told(name: str, words: str, changed: Callable[..., list[str]]) -> None:
    """The dish cell is believed no more than the food's name: by no recipe, or by another's."""

    def change(rows: Rows) -> None:
        rows[0].update(dish=name, food_id="cod_cooked", food="", source="", source_id="")
        rows[0].update(measure="", **dict.fromkeys(nutrient_ids(), ""))

    (one,) = changed(change)
    assert words in one


@given(figure=st.sampled_from(["nan", "inf", "many", "-1", "1e309", "0x10"]))
@settings(max_examples=20, deadline=None)
def test_odd_figure_is_told(figure: str, changed: Callable[..., list[str]]) -> None:
    """A cell that is no number, or none that food can supply, is told and breaks nothing."""
    (one,) = changed(lambda rows: rows[0].update(energy_kcal=figure))
    assert "energy_kcal" in one
