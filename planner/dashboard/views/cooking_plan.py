"""The cooking plan: batches and leftovers of each day."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.session.form_values import recipe_units
from planner.dashboard.session.state import Standing
from planner.dashboard.views import person_day_picker
from planner.dashboard.wording.i18n import _, ngettext
from planner.dashboard.wording.text import plain
from planner.formats.cooking_plan import cooking_plan_as_markdown, sides_to_cook
from planner.nutrition.foods.cooking_batches import Cooking, cookings
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.household_measures import write_measure
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.recipe_text import ahead_steps, is_overnight
from planner.request.plan_request import cook_days_of, shared_catalog


def show(standing: Standing) -> None:
    """Draw the cooking plan of the household, and the download with its recipes."""
    request = standing.request
    portions = [row for plan in standing.plans for row in plan.portions]
    ahead = cook_days_of(request)
    catalog = shared_catalog(plan.request for plan in standing.plans)
    made = cookings(portions, catalog.dishes, ahead)
    st.header(_("Cooking plan"), anchor=False)
    lines = []
    for day in person_day_picker.planned_days(standing):
        today = [cooking for cooking in made if cooking.day == day]
        minutes = sum(cooking.active_minutes for cooking in today)
        title = person_day_picker.day_label(request, day)
        work = ngettext("{count} minute of work", "{count} minutes of work", minutes)
        lines.append(f"- **{plain(title)}: {work.format(count=minutes)}**")
        lines += [f"    - {_cooked(cooking)}" for cooking in today]
        lines += [f"    - {words}" for words in _from_fridge(made, day)]
        beside = sides_to_cook(
            [row for row in portions if row.day == day], catalog.foods, recipe_units()
        )
        lines += [f"    - {_('Beside it')}: {plain(words)}" for words in beside]
        lines += [f"    - {words}" for words in _evening(made, day + 1, catalog.foods)]
    st.markdown("\n".join(lines))
    text = cooking_plan_as_markdown(
        portions, start=request.start, cook_days=ahead, catalog=catalog, units=recipe_units()
    )
    st.download_button(
        _("Cooking plan with recipes (Markdown)"),
        text,
        file_name="steadyplate-cooking.md",
        mime="text/markdown",
        key="week_download_cooking",
        on_click="ignore",
        icon=":material/download:",
    )


def _cooked(cooking: Cooking) -> str:
    amount = write_measure(cooking.amount, "serving", "servings")
    words = f"{plain(cooking.dish.name)}, {plain(amount)}"
    if cooking.left_over:
        days = ", ".join(str(day) for day in sorted({one.day for one in cooking.left_over}))
        words += " " + _("(also for day {days})").format(days=days)
    return words


def _evening(made: tuple[Cooking, ...], day: int, foods: FoodTable) -> list[str]:
    """Return what the dishes of the next day ask to do the evening before."""
    words = _("In the evening, for {dish}: {step}")
    return [
        words.format(dish=plain(cooking.dish.name), step=plain(step))
        for cooking in made
        if cooking.day == day and is_overnight(cooking.dish)
        for step in ahead_steps(cooking.dish, foods, cooking.amount, recipe_units())
    ]


def _from_fridge(made: tuple[Cooking, ...], day: int) -> list[str]:
    found = []
    for cooking in made:
        for serving in cooking.left_over:
            if serving.day == day:
                meal = meal_labels()[serving.meal].lower()
                whose = f"{serving.person}, {meal}" if serving.person else meal
                words = _("From the fridge: {dish} ({whose})")
                found.append(words.format(dish=plain(cooking.dish.name), whose=plain(whose)))
    return found
