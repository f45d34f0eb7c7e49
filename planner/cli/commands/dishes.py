"""``planner dishes``: the catalogue, recipes out, recipes in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.files import check_writable, write_output
from planner.cli.list_options import ListCommand, ListGroup
from planner.cli.options import Avoid, Diet, Output, TableForm, UnitsName
from planner.cli.reading import read_units
from planner.cli.tables import write_table
from planner.errors import InputError
from planner.formats.recipes import (
    Ingredient,
    Recipe,
    dishes_as_jsonld,
    dishes_as_markdown,
    read_recipe,
)
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.knowledge.search import find_dishes
from planner.request.own_dishes import OwnDish, write_own_dishes

app = typer.Typer(
    name="dishes", cls=ListGroup, invoke_without_command=True, rich_markup_mode=None,
    add_completion=False,
)  # fmt: skip


@app.callback()
def dishes(
    context: typer.Context,
    search: Annotated[str, typer.Option(help="Words that the name must contain.")] = "",
    diet: Diet = None,
    avoid: Avoid = None,
    meal: Annotated[
        str | None, typer.Option(help="Meal: breakfast, lunch, dinner or snack.")
    ] = None,
    form: TableForm = "csv",
    output: Output = None,
) -> None:
    """Print the dish catalogue with nutrients per serving; export and import recipes.

    Without a subcommand, the options filter the catalogue.
    """
    if context.invoked_subcommand is not None:
        return
    check_writable(output)
    frame = find_dishes(search=search, diet=diet or "omnivore", avoid=tuple(avoid or ()), meal=meal)
    write_table(frame, form, output)


@app.command("show", cls=ListCommand)
def show(
    dish: Annotated[
        list[str], typer.Argument(metavar="DISH_ID", help="Dishes whose recipe to print.")
    ],
    servings: Annotated[
        float | None,
        typer.Option(min=0.25, max=100, help="Servings to make (as many as the recipe makes)."),
    ] = None,
    units: UnitsName = None,
    output: Output = None,
) -> None:
    """Print recipes as Markdown: time, what to use, and the steps, for some servings."""
    check_writable(output)
    write_output(dishes_as_markdown(dish, servings, read_units(units)), output)


@app.command("export", cls=ListCommand)
def export(
    dish: Annotated[
        list[str] | None, typer.Argument(metavar="DISH_ID", help="Dishes to export.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Export the whole catalogue.")] = False,
    units: UnitsName = None,
    output: Output = None,
) -> None:
    """Export dishes as recipes.

    The format is schema.org/Recipe in JSON-LD, for Mealie, Tandoor, Paprika and others.
    """
    check_writable(output)
    wanted = list(load_dishes()) if every else list(dish or ())
    if not wanted:
        raise InputError("name the dishes to export, or give --all")
    write_output(dishes_as_jsonld(wanted, read_units(units)), output)


@app.command("import", cls=ListCommand)
def import_(
    recipe_file: Annotated[Path, typer.Argument(metavar="FILE", help="A recipe in JSON-LD.")],
    meal: Annotated[
        list[str] | None, typer.Option(help="Meals it suits (lunch and dinner).")
    ] = None,
    match: Annotated[
        list[str] | None,
        typer.Option(help="Correct a line: NUMBER=FOOD_ID or NUMBER=FOOD_ID:GRAMS."),
    ] = None,
    skip: Annotated[list[int] | None, typer.Option(help="Leave out lines, by number.")] = None,
    servings: Annotated[
        int | None, typer.Option(min=1, max=100, help="Servings that the recipe makes.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Accept uncertain matches as shown.")] = False,
    output: Output = None,
) -> None:
    """Import a recipe as your own dish.

    Each line is shown with the food that it was matched to; correct what is wrong with --match.
    """
    check_writable(output)
    recipe = read_recipe(recipe_file)
    found = dict(enumerate(recipe.matched(), start=1))
    settled = _settled(found, match or [], skip or [])
    for number, ingredient in settled.items():
        typer.echo(_shown(number, ingredient, number in (skip or [])), err=True)
    kept = {number: entry for number, entry in settled.items() if number not in (skip or [])}
    unmatched = [number for number, entry in kept.items() if entry.state == "unmatched"]
    unsure = [number for number, entry in kept.items() if entry.state == "unsure"]
    if unmatched:
        numbers = ", ".join(map(str, unmatched))
        raise InputError(
            f"{recipe_file}: the food or amount of line {numbers} is not known; correct each with "
            "--match NUMBER=FOOD_ID:GRAMS, or leave it out with --skip NUMBER"
        )
    if unsure and not yes:
        numbers = ", ".join(map(str, unsure))
        raise InputError(
            f"{recipe_file}: the match of line {numbers} is uncertain; accept all with "
            "--yes, or correct one with --match NUMBER=FOOD_ID:GRAMS"
        )
    dish = _own_dish(recipe, list(kept.values()), servings or recipe.servings, meal)
    left_out = tuple(entry.line for number, entry in settled.items() if number not in kept)
    dish = dish.changed(left_out=left_out)
    if note := dish.undeclared_words(load_foods()):
        typer.echo(f"note: {note} (in the file: without = [...], checked = true)", err=True)
    write_output(write_own_dishes([dish]), output)


def _settled(
    found: dict[int, Ingredient], match: list[str], skip: list[int]
) -> dict[int, Ingredient]:
    """Put what the user says of a line in the place of what was read.

    Raises
    ------
    InputError
        If a number is that of no line, or what is said cannot be read.
    """
    settled = dict(found)
    for number in skip:
        if number not in found:
            raise InputError(f"--skip {number}: the recipe has the lines 1 to {len(found)}")
    for text in match:
        form = re.match(r"^(\d{1,3})=([a-z0-9_]+)(?::(\d+(?:\.\d+)?))?$", text)
        if form is None or int(form[1]) not in found:
            raise InputError(
                f"--match {text}: write NUMBER=FOOD_ID or NUMBER=FOOD_ID:GRAMS, with a line from 1 "
                f"to {len(found)}"
            )
        number, food_id = int(form[1]), form[2]
        load_foods().row(food_id)
        grams = float(form[3]) if form[3] else found[number].grams
        settled[number] = replace(
            found[number], food_id=food_id, grams=grams, is_sure=True, note="as you said"
        )
    return settled


def _shown(number: int, entry: Ingredient, left_out: bool) -> str:
    """Write one line of the table of matches."""
    state = "left out" if left_out else entry.state
    food = load_foods().food(entry.food_id).name if entry.food_id else "?"
    grams = "? g" if entry.grams is None else f"{entry.grams:g} g"
    note = f" ({entry.note})" if entry.note else ""
    return f"{number:3}. {entry.line}\n     {state}: {grams} of {food}{note}"


def _own_dish(
    recipe: Recipe, entries: list[Ingredient], servings: int, meals: list[str] | None
) -> OwnDish:
    """Build the dish: amounts of one serving, a food that stands in two lines summed."""
    grams: dict[str, float] = {}
    for entry in entries:
        grams[entry.food_id] = grams.get(entry.food_id, 0.0) + (entry.grams or 0.0)
    slug = re.sub(r"[^a-z0-9]+", "_", recipe.name.lower()).strip("_")[:60] or "dish"
    fields = {
        "id": f"own_{slug}",
        "name": recipe.name[:120],
        "meals": tuple(meals or ("lunch", "dinner")),
        "servings": servings,
        "ingredients": tuple(
            (food_id, round(amount / servings, 1)) for food_id, amount in grams.items()
        ),
        "steps": recipe.steps,
    }
    if recipe.active_minutes is not None:
        fields["active_minutes"] = recipe.active_minutes
    if recipe.total_minutes is not None:
        fields["total_minutes"] = recipe.total_minutes
    return OwnDish.from_raw(fields, "the recipe")
