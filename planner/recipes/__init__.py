"""Recipes in and out, in the form of schema.org/Recipe that recipe programs exchange."""

from planner.recipes.lines import Ingredient, read_line
from planner.recipes.read import Recipe, read_recipe
from planner.recipes.write import dishes_as_jsonld

__all__ = ["Ingredient", "Recipe", "dishes_as_jsonld", "read_line", "read_recipe"]
