"""Read and write recipes as schema.org/Recipe in JSON-LD, which recipe programs exchange."""

from planner.formats.recipes.markdown import dishes_as_markdown
from planner.formats.recipes.read import Recipe, read_recipe
from planner.formats.recipes.write import dishes_as_jsonld
from planner.nutrition.knowledge.ingredient_lines import Ingredient, read_line

__all__ = [
    "Ingredient",
    "Recipe",
    "dishes_as_jsonld",
    "dishes_as_markdown",
    "read_line",
    "read_recipe",
]
