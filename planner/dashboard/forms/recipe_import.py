"""Import a recipe file as an own dish, line by line; no line is dropped without notice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import streamlit as st

from planner.dashboard.actions import own_items
from planner.dashboard.forms import own_dish
from planner.dashboard.session import visitor_items
from planner.dashboard.wording.i18n import N_, _, ngettext
from planner.dashboard.wording.text import plain, small
from planner.errors import InputError
from planner.formats.recipes import Ingredient, Recipe
from planner.formats.recipes.read import recipe_of
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.user_files import RECIPE_BYTES, check_size, decode
from planner.request.own_catalog import catalog_of

OUT = "out"
STATES = {
    "sure": N_("✓ matched"),
    "unsure": N_("? please check"),
    "unmatched": N_("▼ not matched"),
    OUT: N_("left out"),
}
_READ = "foods_recipe_read"


@dataclass(frozen=True)
class ReadRecipe:
    """A recipe read from a file, and the digest of the file."""

    digest: str
    recipe: Recipe
    lines: tuple[Ingredient, ...]


def show() -> None:
    """Draw the upload, the parsed lines, and the button to save the dish."""
    own_items.report()
    foods = visitor_items.own_foods()
    table = catalog_of(foods).foods
    own_dish.show_kept(foods)
    st.header(_("Import a recipe"), anchor=False)
    st.markdown(
        _(
            "A recipe exported by a program such as Mealie, Tandoor or Paprika "
            "(JSON-LD), or a saved web page with one. Every line is matched to a food; "
            "you check uncertain matches, and no line is left out unless you choose to."
        )
    )
    given = st.file_uploader(
        _("Recipe file"),
        type=["json", "jsonld", "html", "htm"],
        key="foods_recipe_file",
        max_upload_size=RECIPE_BYTES // 1_000_000,
    )
    if given is None:
        st.session_state.pop(_READ, None)
        return
    try:
        found = _read(given.getvalue(), given.name, table)
    except InputError as error:
        own_items.say(str(error))
        return
    _show_recipe(found, own_dish.food_names(table))


def _read(content: bytes, name: str, foods: FoodTable) -> ReadRecipe:
    """Return the recipe of a file, read once; raises InputError if there is none."""
    digest = hashlib.sha256(content).hexdigest()[:12]
    before: ReadRecipe | None = st.session_state.get(_READ)
    if before is not None and before.digest == digest:
        return before
    recipe = recipe_of(decode(check_size(content, RECIPE_BYTES, name), name), name)
    found = ReadRecipe(digest, recipe, recipe.matched(foods))
    st.session_state[_READ] = found
    return found


def _show_recipe(found: ReadRecipe, names: dict[str, str]) -> None:
    recipe, key = found.recipe, f"foods_recipe_{found.digest}"
    name = st.text_input(_("Name"), value=recipe.name[:120], key=f"{key}_name", max_chars=120)
    servings = st.number_input(
        _("Servings it makes"), 1, 100, min(recipe.servings, 100), key=f"{key}_servings", width=200
    )
    meals = meal_labels()
    suits = st.multiselect(
        _("For the meals"),
        list(meals),
        default=["lunch", "dinner"],
        format_func=meals.__getitem__,
        key=f"{key}_meals",
    )
    numbers = {place: line.line for place, line in enumerate(found.lines)}
    change = st.multiselect(
        _("Lines to change although they are matched"),
        [place for place, line in enumerate(found.lines) if line.state == "sure"],
        format_func=numbers.__getitem__,
        key=f"{key}_change",
        placeholder=_("None"),
        select_all=False,
    )
    settled = [
        _show_line(line, f"{key}_{place}", names, open_it=place in change or line.state != "sure")
        for place, line in enumerate(found.lines)
    ]
    open_lines = [line for line in settled if line is not None and line.state == "unmatched"]
    if open_lines:
        words = ngettext(
            "{count} line is not matched: choose its food and grams, or leave it out.",
            "{count} lines are not matched: choose their food and grams, or leave them out.",
            len(open_lines),
        )
        st.warning(words.format(count=len(open_lines)), icon=":material/rule:")
    left_out = [line.line for line, kept in zip(found.lines, settled, strict=True) if kept is None]
    nothing_else = bool(left_out) and st.checkbox(
        _("What is left out contains no allergen and nothing of an animal"),
        key=f"{key}_nothing_else",
        help=_("Else nobody with a diet, an allergy or anything else to avoid gets the dish."),
    )
    checked = st.checkbox(_("I have checked every line"), key=f"{key}_checked")
    if st.button(
        _("Save this dish"),
        key=f"{key}_keep",
        type="primary",
        icon=":material/save:",
        disabled=bool(open_lines) or not checked,
    ):
        kept = [line for line in settled if line is not None]
        dish = as_dish(recipe, kept, name.strip(), int(servings), tuple(suits))
        own_dish.keep({**dish, "left_out": tuple(left_out), "checked": nothing_else})


def _show_line(
    line: Ingredient, key: str, names: dict[str, str], *, open_it: bool
) -> Ingredient | None:
    """Draw one line with its match, and return it; None if it is left out."""
    with st.container(border=True):
        st.markdown(f"**{plain(line.line)}**")
        out = bool(st.session_state.get(f"{key}_out", False))
        settled = _settle(line, key, names) if open_it and not out else line
        st.markdown(small(_line_words(settled, names, out=out)))
        st.checkbox(_("Leave out: {line}").format(line=plain(line.line)), key=f"{key}_out")
    return None if out else settled


def _settle(line: Ingredient, key: str, names: dict[str, str]) -> Ingredient:
    """Draw fields for the food and grams of a line, and return the line with their values."""
    left, right = st.columns([3, 1])
    with left:
        food = st.selectbox(
            _("Food"),
            list(names),
            index=list(names).index(line.food_id) if line.food_id in names else None,
            format_func=names.__getitem__,
            key=f"{key}_food",
            placeholder=_("Type to search"),
            filter_mode="contains",
        )
    with right:
        grams = st.number_input(
            _("Grams in total"), 0.0, 100_000.0, value=line.grams, key=f"{key}_grams", format="%g"
        )
    if (food, grams) == (line.food_id, line.grams):
        return line
    return Ingredient(line.line, food or "", grams or None, is_sure=True)


def _line_words(line: Ingredient, names: dict[str, str], *, out: bool) -> str:
    """Return the match of a line and its assumptions in words."""
    state = _(STATES[OUT if out else line.state])
    grams = "?" if line.grams is None else f"{line.grams:g}"
    note = f" ({line.note})" if line.note else ""
    return plain(f"{state}: {grams} g {names.get(line.food_id, '?')}{note}")


def as_dish(
    recipe: Recipe, lines: list[Ingredient], name: str, servings: int, meals: tuple[str, ...]
) -> dict[str, object]:
    """Return a recipe as the fields of a dish per serving; grams of the same food are added."""
    grams: dict[str, float] = {}
    for line in lines:
        if line.grams is None:
            raise AssertionError("lines without an amount cannot be saved")
        grams[line.food_id] = grams.get(line.food_id, 0.0) + line.grams
    work = recipe.active_minutes
    whole = recipe.total_minutes
    minutes = {"active_minutes": work, "total_minutes": whole}
    return {
        "name": name,
        "meals": meals,
        "servings": servings,
        "ingredients": tuple((food, round(all_of / servings, 1)) for food, all_of in grams.items()),
        "steps": recipe.steps,
        **{key: value for key, value in minutes.items() if value is not None},
    }
