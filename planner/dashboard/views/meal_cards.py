"""The meals of a day as cards: food, nutrients and actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from planner.dashboard.actions import plan_actions
from planner.dashboard.actions.plan_actions import PlanItem
from planner.dashboard.session.form_values import recipe_units
from planner.dashboard.session.state import Standing
from planner.dashboard.views import nutrient_shares, shops, swap
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import measured, plain, small
from planner.formats.plan_text import water_of_day
from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.household_measures import write_count, write_measure, write_weight
from planner.nutrition.foods.kitchen_amounts import write_served
from planner.nutrition.foods.kitchen_foods import served_name
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion, servings_at_table, total
from planner.nutrition.foods.recipe_text import ingredient_lines, is_overnight, steps_of
from planner.nutrition.nutrients import nutrient_index
from planner.planning.make import Plan


def show_meals(standing: Standing, person: int = 0, day: int = 1) -> None:
    """Draw the meals of a day as cards: two columns, one on a phone."""
    plan = standing.plans[person]
    meals = [
        (name, [p for p in plan.portions if p.day == day and p.meal == name])
        for name in meal_labels()
    ]
    served = [(name, portions) for name, portions in meals if portions]
    table = servings_at_table(row for one in standing.plans for row in one.portions)
    for start in range(0, len(served), 2):
        for column, (name, portions) in zip(st.columns(2), served[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(plan, person, name, portions, table)
    today = [portion for _name, portions in served for portion in portions]
    if water := water_of_day(today, plan.request.catalog, recipe_units()):
        st.caption(_("Water over the day: {amount}.").format(amount=water))


def _card(
    plan: Plan,
    person: int,
    meal: str,
    portions: Sequence[Portion],
    table: Mapping[tuple[int, str, str], float],
) -> None:
    """Draw one meal: its dishes with ingredients and steps, then the foods served alone."""
    catalog = plan.request.catalog
    energy = total(catalog.foods, portions)[nutrient_index()["energy_kcal"]]
    label = meal_labels()[meal]
    st.subheader(f"{label} {small(measured(float(energy), 'kcal'))}", anchor=False)
    st.html(nutrient_shares.bars_html(plan, portions))
    for dish_id, rows in groupby(portions, key=lambda portion: portion.dish):
        parts = list(rows)
        day = parts[0].day
        if dish_id:
            _dish(catalog.dish(dish_id), parts, catalog.foods, table[day, meal, dish_id])
            _buttons(plan, PlanItem(person, day, meal, dish_id, is_dish=True))
            continue
        foods = [part for part in parts if not _is_water(part, catalog.foods)]
        if foods:
            st.markdown(food_lines(foods, catalog.foods))
        if foods and not any(portion.dish for portion in portions):
            _buttons(plan, PlanItem(person, day, meal, foods[0].food_id, is_dish=False))
    _doses(plan, portions[0].day, meal)
    shops.show_missing(plan, f"{person}_{portions[0].day}_{meal}", portions)


def _doses(plan: Plan, day: int, meal: str) -> None:
    """Draw the supplements taken with a meal."""
    lines = [
        f"- :material/medication: **{plain(dose.supplement.write_units(dose.units))}** "
        f"{plain(dose.supplement.name)}"
        for dose in plan.doses
        if (dose.day, dose.meal) == (day, meal)
    ]
    if lines:
        st.markdown("\n".join(lines))


def _is_water(portion: Portion, foods: FoodTable) -> bool:
    return foods.food(portion.food_id).is_water


def _dish(dish: Dish, parts: Sequence[Portion], foods: FoodTable, table: float) -> None:
    """Draw a dish: a person's servings, and the recipe for all at the table."""
    servings = write_measure(parts[0].scale, "serving", "servings")
    if table > parts[0].scale:
        servings = _("{servings} of {count} at the table").format(
            servings=servings, count=write_count(table)
        )
    st.markdown(f"**{plain(dish.name)}**  \n{servings}, {time_line(dish)}")
    with st.expander(_("Ingredients and steps")):
        st.markdown(recipe_lines(dish, foods, table))


def time_line(dish: Dish) -> str:
    """Return the time of a dish in the visitor's language, as `recipe_text.time_words` does."""
    if dish.waiting_minutes:
        words = _("{minutes} minutes ({work} of work)")
    else:
        words = _("{minutes} minutes")
    line = words.format(minutes=dish.total_minutes, work=dish.active_minutes)
    if not dish.lead_minutes:
        return line
    if is_overnight(dish):
        return _("{time}, started the evening before").format(time=line)
    return _("{time}, started {minutes} minutes ahead").format(time=line, minutes=dish.lead_minutes)


def recipe_lines(dish: Dish, foods: FoodTable, servings: float) -> str:
    """Return the ingredient list and the steps of a dish as Markdown, in the visitor's units."""
    units = recipe_units()
    lines = [f"- {plain(line)}" for line in ingredient_lines(dish, foods, servings, units)]
    steps = enumerate(steps_of(dish, foods, servings, units), start=1)
    return "\n".join([*lines, "", *(f"{number}. {plain(step)}" for number, step in steps)])


def _buttons(plan: Plan, spot: PlanItem) -> None:
    """Draw the actions on a dish or food, if the plan is certified."""
    if not plan.certificate.certified:
        return
    request = plan_actions.request_of(spot)
    locked = plan_actions.is_locked(spot, request)
    liked = plan_actions.is_liked(spot.item, request)
    with st.container(horizontal=True, gap="xsmall"):
        _button(
            spot,
            "lock",
            _("Locked") if locked else _("Lock"),
            ":material/lock:" if locked else ":material/lock_open:",
            _("Keep it in all further plans until you unlock it."),
        )
        _button(spot, "swap", _("Swap"), ":material/swap_horiz:", _("Show three alternatives."))
        _button(
            spot,
            "ban",
            _("Leave out"),
            ":material/block:",
            _("Never plan it again, and replace it here now."),
        )
        _button(
            spot,
            "like",
            _("Liked") if liked else _("Like"),
            ":material/favorite:",
            _("Serve it more often in your next plans."),
        )
    swap.show(spot)


_ACTIONS = {
    "lock": plan_actions.toggle_lock,
    "swap": plan_actions.look_for_others,
    "ban": plan_actions.leave_out,
    "like": plan_actions.toggle_like,
}


def _button(spot: PlanItem, action: str, label: str, icon: str, words: str) -> None:
    st.button(
        label,
        key=f"plan_{action}_{spot.key}",
        type="tertiary",
        icon=icon,
        help=words,
        on_click=_ACTIONS[action],
        args=(spot,),
    )


def food_lines(portions: Sequence[Portion], foods: FoodTable) -> str:
    """Return a Markdown line for each food with measure, name and grams, as it is eaten."""
    lines = []
    units = recipe_units()
    for portion in portions:
        food = foods.food(portion.food_id)
        measure, name = write_served(food, portion.grams, units), served_name(food, units)
        line = f"- **{plain(measure)}** {plain(name)}"
        is_weight = measure == write_weight(portion.grams)
        lines.append(line if is_weight else f"{line}, {measured(portion.grams, 'g')}")
    return "\n".join(lines)
