"""Reading recipes: the formats that web sites write, and invalid files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.errors import InputError
from planner.formats.recipes import read_recipe
from planner.formats.recipes.read import DEEPEST, recipe_of

SOUP: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Soup",
    "recipeYield": "4 servings",
    "prepTime": "PT15M",
    "totalTime": "PT1H5M",
    "recipeIngredient": ["200 g lentils", "1 onion"],
    "recipeInstructions": [{"@type": "HowToStep", "text": "Boil."}, "Eat."],
}


def test_a_recipe_is_read() -> None:
    """Name, servings, lines, steps and minutes."""
    found = recipe_of(json.dumps(SOUP), "x")
    assert (found.name, found.servings) == ("Soup", 4)
    assert found.ingredients == ("200 g lentils", "1 onion")
    assert found.steps == ("Boil.", "Eat.")
    assert (found.active_minutes, found.total_minutes) == (15, 65)


@pytest.mark.parametrize(
    "whole",
    [
        [{"@type": "WebSite"}, SOUP],
        {"@graph": [{"@type": "Person"}, SOUP]},
        {"@type": "WebPage", "mainEntity": SOUP},
        {**SOUP, "@type": ["Recipe", "NewsArticle"]},
    ],
)
def test_wherever_the_recipe_stands(whole: object) -> None:
    """A recipe is found in a list, a graph, as the main entity, and with a second type."""
    assert recipe_of(json.dumps(whole), "x").name == "Soup"


def test_within_a_page() -> None:
    """JSON-LD is found in a web page after an invalid script."""
    page = (
        "<!doctype html><script type='application/ld+json'>{broken</script>"
        f'<p>hello<script type="application/ld+json">{json.dumps(SOUP)}</script>'
    )
    assert recipe_of(page, "x").name == "Soup"


@pytest.mark.parametrize(
    ("change", "attribute", "value"),
    [
        ({"recipeYield": ["6", "6 bowls"]}, "servings", 6),
        ({"recipeYield": 3}, "servings", 3),
        ({"recipeYield": "a potful"}, "servings", 1),
        ({"recipeInstructions": "All at once."}, "steps", ("All at once.",)),
        (
            {"recipeInstructions": [{"@type": "HowToSection", "name": "A", "itemListElement": [
                {"@type": "HowToStep", "text": "One."}, {"@type": "HowToStep", "name": "Two."}]}]},
            "steps", ("One.", "Two."),
        ),
        ({"totalTime": "soon"}, "total_minutes", None),
        ({"totalTime": "P1DT2H"}, "total_minutes", 1560),
        ({"name": "A\n\x00B"}, "name", "A B"),
    ],
)  # fmt: skip
def test_forms_of_a_field(change: dict[str, Any], attribute: str, value: object) -> None:
    """Yields, steps and times in the forms of web sites; control characters are removed."""
    assert getattr(recipe_of(json.dumps({**SOUP, **change}), "x"), attribute) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "has no recipe"),
        ("", "has no recipe"),
        ('{"@type": "Person", "name": "x"}', "has no recipe"),
        ("<html><p>no script</html>", "has no recipe"),
        (json.dumps({**SOUP, "name": 3}), "has no name"),
        (json.dumps({**SOUP, "recipeIngredient": []}), "0 ingredients; allowed are 1 to 100"),
        (json.dumps({**SOUP, "recipeIngredient": ["x"] * 101}), "101 ingredients"),
        ("[" * 10_000 + "]" * 10_000, f"nested more than {DEEPEST} levels"),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, f"nested more than {DEEPEST} levels"),
    ],
)
def test_what_is_no_recipe(text: str, said: str) -> None:
    """An invalid file gives one message; deep nesting does not overflow the stack."""
    with pytest.raises(InputError, match=said):
        recipe_of(text, "x.json")


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    """50 MB are refused by their size; a missing file and binary content have own messages."""
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    with pytest.raises(InputError, match="larger than 5 MB"):
        read_recipe(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        read_recipe(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_recipe(tmp_path / "none.json")
