"""``planner dishes export`` and ``import``: matches are shown, unknown lines refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.request.own_dishes import read_own_dishes

Run = Callable[..., Any]
SOUP = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "=Evil soup",
    "recipeYield": "2",
    "totalTime": "PT40M",
    "recipeIngredient": [
        "200 g lentils",
        "1 onion",
        "1 handful unicorn dust",
        "100 g toasted seeds",
    ],
    "recipeInstructions": "Boil. Eat.",
}


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    """Return a recipe file with an unknown line and one that is similar to a food."""
    path = tmp_path / "soup.json"
    path.write_text(json.dumps(SOUP), "utf-8")
    return path


def test_every_match_is_shown_and_none_is_dropped(recipe: Path, tmp_path: Path, run: Run) -> None:
    """An unmatched line stops the import with its line number; nothing is written."""
    out = tmp_path / "own.toml"
    ran = run("dishes", "import", recipe, "-o", out)
    assert ran.code == 2
    for line in SOUP["recipeIngredient"]:
        assert line in ran.err
    assert "food or amount of line 3" in ran.err
    assert "--match NUMBER=FOOD_ID:GRAMS" in ran.err
    assert not out.exists()


def test_unsure_matches_ask_for_a_yes(recipe: Path, run: Run) -> None:
    """Without the unknown line, the unsure match still has to be confirmed."""
    asked = run("dishes", "import", recipe, "--skip", "3")
    assert asked.code == 2
    assert "line 4" in asked.err
    assert run("dishes", "import", recipe, "--skip", "3", "--match", "4=sesame_seeds").code == 0


def test_what_was_settled_is_kept(recipe: Path, tmp_path: Path, run: Run) -> None:
    """Lines resolved by options and by --yes give a dish of one serving; its name is text."""
    out = tmp_path / "own.toml"
    ran = run(
        "dishes", "import", recipe, "--skip", "3", "--match", "4=pumpkin_seeds:100",
        "--meal", "dinner", "-o", out,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    (dish,) = read_own_dishes(out)
    amounts = dict(dish.ingredients)
    assert amounts["pumpkin_seeds"] == 50.0
    assert amounts["lentils_boiled"] > 200
    assert (dish.id, dish.meals, dish.servings, dish.total_minutes) == (
        "own_evil_soup", ("dinner",), 2, 40,
    )  # fmt: skip


def test_our_own_export_comes_back_without_a_question(tmp_path: Path, run: Run) -> None:
    """Export and import give the same foods and grams."""
    path, out = tmp_path / "chili.json", tmp_path / "own.toml"
    assert run("dishes", "export", "three_bean_chili", "-o", path).code == 0
    assert run("dishes", "import", path, "-o", out).code == 0
    (dish,) = read_own_dishes(out)
    assert dict(dish.ingredients)["brown_rice_cooked"] == pytest.approx(130.0)


def test_the_whole_catalogue(run: Run) -> None:
    """The export is one graph with a recipe for each dish."""
    ran = run("dishes", "export", "--all")
    assert ran.code == 0
    graph = json.loads(ran.out)["@graph"]
    assert len(graph) > 400
    assert all(recipe["recipeIngredient"] for recipe in graph)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("export", "name the dishes to export"),
        ("export three_bean_chilli", "did you mean three_bean_chili"),
        ("import none.json", "cannot be read"),
        ("import RECIPE --skip 9", "the recipe has the lines 1 to 4"),
        ("import RECIPE --match 9=banana", "with a line from 1 to 4"),
        ("import RECIPE --match 3=bananna:5", "did you mean banana"),
        ("import RECIPE --match 3=banana", "of line 3"),
        ("import RECIPE --skip 1 --skip 2 --skip 3 --skip 4", "ingredients"),
    ],
)
def test_bad_input_is_one_message(arguments: str, said: str, recipe: Path, run: Run) -> None:
    """Exit 2 with a message that says what to do."""
    words = [str(recipe) if word == "RECIPE" else word for word in arguments.split()]
    ran = run("dishes", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_recipe_is_shown_for_a_table(run: Run) -> None:
    """The recipe is written for the servings and units asked for; a wrong unit is named."""
    ran = run("dishes", "show", "three_bean_chili", "--servings", "3", "--units", "us")
    assert ran.code == 0
    assert ran.out.startswith("# Three-bean chili with brown rice\n\n3 servings, 45 minutes")
    wrong = run("dishes", "show", "three_bean_chili", "--units", "imperial")
    assert wrong.code == 2
    assert "units" in wrong.err
