"""The meals of a day as cards: food, nutrients and actions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from planner.dashboard.actions import plan_actions
from planner.dashboard.actions.plan_actions import PlanItem
from planner.dashboard.session.state import Standing
from planner.dashboard.views import nutrient_shares, swap
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import measured, plain, small
from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.household_measures import write_measure
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion, total
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
    for start in range(0, len(served), 2):
        for column, (name, portions) in zip(st.columns(2), served[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(plan, person, name, portions)


def _card(plan: Plan, person: int, meal: str, portions: Sequence[Portion]) -> None:
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
            _dish(catalog.dish(dish_id), parts, catalog.foods)
            _buttons(plan, PlanItem(person, day, meal, dish_id, is_dish=True))
            continue
        foods = [part for part in parts if not _is_water(part, catalog.foods)]
        st.markdown(food_lines(parts, catalog.foods))
        if foods and not any(portion.dish for portion in portions):
            _buttons(plan, PlanItem(person, day, meal, foods[0].food_id, is_dish=False))
    _doses(plan, portions[0].day, meal)


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


def _dish(dish: Dish, parts: Sequence[Portion], foods: FoodTable) -> None:
    servings = write_measure(parts[0].scale, "serving", "servings")
    minutes = _("{servings}, {minutes} minutes").format(
        servings=servings, minutes=dish.total_minutes
    )
    st.markdown(f"**{plain(dish.name)}**  \n{minutes}")
    with st.expander(_("Ingredients and steps")):
        st.markdown(food_lines(parts, foods))
        steps = enumerate(dish.steps, start=1)
        st.markdown("\n".join(f"{number}. {plain(step)}" for number, step in steps))


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
    """Return a Markdown line for each food with measure, name and grams."""
    lines = []
    for portion in portions:
        food = foods.food(portion.food_id)
        measure = food.write_grams(portion.grams)
        lines.append(f"- **{plain(measure)}** {plain(food.name)}, {measured(portion.grams, 'g')}")
    return "\n".join(lines)
