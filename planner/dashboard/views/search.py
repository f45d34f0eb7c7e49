"""The search for foods and dishes, and its results."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner.dashboard.actions import item_actions
from planner.dashboard.session import state
from planner.dashboard.views.choices import choose, choose_by_search
from planner.dashboard.views.item_card import show_dish, show_food
from planner.dashboard.wording.i18n import N_, _, translated
from planner.nutrition.foods.food_table import load_foods, subgroup_table
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.knowledge.ranking import PER, RankedFood, rank_foods, ranked_rows
from planner.nutrition.knowledge.search import find_dishes, find_foods
from planner.nutrition.nutrients import all_nutrients, nutrient
from planner.nutrition.people.diets import all_avoidances, all_diets
from planner.request.plan_request import PlanRequest, targets_of

MOST_FOUND = 100  # rows of the table
BASES = {
    "serving": N_("a usual serving"),
    "100g": N_("100 g"),
    "100kcal": N_("100 kcal"),
}


def _request() -> PlanRequest:
    """Return the first request of the latest inquiry."""
    return state.asked().request


def _who(prefix: str) -> tuple[str, str, tuple[str, ...]]:
    """Draw search text, diet and avoidances, initially those of the latest inquiry."""
    request = _request()
    st.session_state.setdefault(f"foods_{prefix}_diet", request.diet)
    st.session_state.setdefault(f"foods_{prefix}_avoid", list(request.avoid))
    diets, avoidances = all_diets(), all_avoidances()
    search = st.text_input(
        _("Search by name"),
        key=f"foods_{prefix}_search",
        persist_state="session",
        max_chars=80,
        icon=":material/search:",
    )
    left, right = st.columns(2)
    with left:
        labels = {name: diet.label for name, diet in diets.items()}
        diet = choose(_("Diet"), labels, f"foods_{prefix}_diet")
    with right:
        labels = {name: avoidance.label for name, avoidance in avoidances.items()}
        avoid = choose_by_search(_("Without"), labels, f"foods_{prefix}_avoid")
    return search, str(diet), tuple(avoid)


def show_foods() -> None:
    """Draw the search for foods, its results, and the details of one food."""
    search, diet, avoid = _who("food")
    left, right = st.columns(2)
    names = {known.id: known.name for known in all_nutrients()}
    with left:
        ranked_by = choose(
            _("Rank by nutrient"),
            names,
            "foods_nutrient",
            index=None,
            placeholder=_("None: sort by name"),
            filter_mode="contains",
        )
    if ranked_by is None:
        found = by_name(search, diet, avoid)
    else:
        with right:
            per = _basis()
        found = by_nutrient(ranked_by, per, search, diet, avoid)
    _show_found(found)
    chosen = _choose(found, _("Food"), "foods_food")
    if chosen:
        show_food(chosen, targets_of(_request()))
        item_actions.show(chosen, is_dish=False)


def _basis() -> str:
    """Draw the choice of the basis of a ranking."""
    bases = translated(BASES)
    labels = {name: bases.get(name, words) for name, words in PER.items()}
    chosen = choose(_("Amounts per"), labels, "foods_per", index=list(PER).index("serving"))
    return str(chosen)


def by_name(search: str, diet: str, avoid: tuple[str, ...]) -> pd.DataFrame:
    """Return the foods whose names contain some words, sorted by name."""
    foods, labels = load_foods(), subgroup_table()["label"]
    ids = sorted(
        find_foods(search=search, diet=diet, avoid=avoid)["food_id"],
        key=lambda name: foods.food(name).name.lower(),
    )
    rows = ranked_rows("energy_kcal", map(foods.food, ids), None)
    return pd.DataFrame(
        [
            {
                "id": row.food_id,
                _("Food"): row.food,
                _("Kind"): str(labels[foods.food(row.food_id).subgroup]),
                _("Usual serving"): row.serving,
                _("kcal per serving"): round(row.per_serving),
            }
            for row in rows
        ]
    )


def by_nutrient(
    name: str, per: str, search: str, diet: str, avoid: tuple[str, ...]
) -> pd.DataFrame:
    """Return the foods whose names contain some words, ranked by a nutrient."""
    words = search.lower().split()
    ranked = rank_foods(
        name, per=per, targets=targets_of(_request()), diet=diet, avoid=avoid, top=None
    )
    kept = [row for row in ranked if all(word in row.food.lower() for word in words)]
    return pd.DataFrame([_ranked(row, name) for row in kept])


def _ranked(row: RankedFood, name: str) -> dict[str, object]:
    unit = nutrient(name).unit
    return {
        "id": row.food_id,
        _("Food"): row.food,
        _("Usual serving"): row.serving,
        _("{unit} per serving").format(unit=unit): _three(row.per_serving),
        _("% of my target"): None if row.percent is None else round(row.percent),
        _("{unit} per 100 g").format(unit=unit): _three(row.per_100_g),
        _("{unit} per 100 kcal").format(unit=unit): _three(row.per_100_kcal),
        _("Good to know"): row.note,
    }


def _three(value: float | None) -> float | None:
    """Round to three significant digits."""
    return None if value is None else float(f"{value:.3g}")


def show_dishes() -> None:
    """Draw the search for dishes, its results, and the details of one dish."""
    search, diet, avoid = _who("dish")
    labels = meal_labels()
    meal = choose(
        _("For the meal"), labels, "foods_meal", index=None, placeholder=_("Any"), width=260
    )
    table = find_dishes(search=search, diet=diet, avoid=avoid, meal=meal)
    found = dish_frame(table)
    _show_found(found)
    chosen = _choose(found, _("Dish"), "foods_dish")
    if chosen:
        show_dish(chosen, targets_of(_request()))
        item_actions.show(chosen, is_dish=True)


def dish_frame(table: pd.DataFrame) -> pd.DataFrame:
    """Return dishes as a table for display."""
    labels = meal_labels()
    meals = table["meals"].map(lambda names: ", ".join(labels[name] for name in names.split(";")))
    return pd.DataFrame(
        {
            "id": table["dish_id"],
            _("Dish"): table["dish"],
            _("Meals"): meals,
            _("Minutes"): table["total_minutes"],
            _("kcal per serving"): table["energy_kcal"].round(),
            _("Protein, g"): table["protein_g"].round(1),
            _("Contains"): table["contains"].str.replace(";", ", ").str.replace("_", " "),
        }
    )


def _show_found(frame: pd.DataFrame) -> None:
    """Draw the number of results and the first of them."""
    found = len(frame)
    if found == 0:
        st.info(
            _("Nothing was found. Try fewer words, or a wider diet."),
            icon=":material/search_off:",
        )
    elif found > MOST_FOUND:
        words = _("{found} found; the first {most} are shown, and all can be chosen below.")
        st.markdown(words.format(found=found, most=MOST_FOUND))
    else:
        st.markdown(_("{found} found.").format(found=found))
    if found:
        rows = frame.head(MOST_FOUND)
        st.dataframe(rows, hide_index=True, placeholder="–", column_config={"id": None})


def _choose(frame: pd.DataFrame, label: str, key: str) -> str | None:
    """Draw the choice of one result, and return its id."""
    if frame.empty:
        return None
    names = dict(zip(frame["id"], frame[label], strict=True))
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    chosen = choose(
        _("Show details of"), names, key, placeholder=_("Type to search"), filter_mode="contains"
    )
    return None if chosen is None else str(chosen)
