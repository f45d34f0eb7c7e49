"""A visitor's ticks, pantry, shops, own foods and dishes: on the shelf, or in the session.

If nothing may be saved or the database cannot be reached, they last for the visit only, and the
page says so.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner.dashboard.session import visitor_store
from planner.dashboard.session.visitor import visitor
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import as_list
from planner.errors import PlannerError
from planner.nutrition.foods.catalog import Catalog, load_catalog
from planner.nutrition.foods.food_table import FoodTable, subgroup_table
from planner.request.own_catalog import catalog_of
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood, is_own_food_id
from planner.request.own_prices import OwnPrice
from planner.request.plan_request import PlanRequest
from planner.store import OWN_DISH, OWN_FOOD, SHOPS, SavedShops, Shelf

_PROBLEM = "app_keeping_problem"
_SHOPS_NAME = "My shops"
MOST_KEPT = 200  # most items of each kind in a session


def _shelf() -> Shelf | None:
    """Return the visitor's shelf; None if items last for the visit only."""
    who = visitor()
    if not who.may_save:
        return None
    try:
        return visitor_store.shelf_of(who)
    except PlannerError as error:
        st.session_state[_PROBLEM] = str(error)
        return None


def _visit(name: str) -> dict[str, Any]:
    """Return the items of one kind in the session."""
    found: dict[str, Any] = st.session_state.setdefault(f"app_kept_{name}", {})
    return found


def report() -> None:
    """Show a note if items last for the visit only."""
    problem = str(st.session_state.pop(_PROBLEM, ""))
    if problem:
        words = _("**The saved data cannot be reached.** What you enter lasts for this visit only.")
        st.warning(f"{words}\n\n{as_list(problem.splitlines())}", icon=":material/error:")
    elif not visitor().may_save:
        st.info(
            _("Nothing is saved here: ticks and what you enter last for this visit only."),
            icon=":material/lock:",
        )


def ticks(list_key: str) -> frozenset[str]:
    """Return the ticked lines of a shopping list."""
    shelf = _shelf()
    return shelf.ticks(list_key) if shelf else frozenset(_visit("ticks").get(list_key, ()))


def tick(list_key: str, item: str, *, ticked: bool) -> None:
    """Tick or untick a line of a shopping list."""
    shelf = _shelf()
    if shelf:
        shelf.tick(list_key, item, ticked=ticked)
        return
    lists = _visit("ticks")
    items = set(lists.pop(list_key, ()))
    lists[list_key] = items | {item} if ticked else items - {item}
    while len(lists) > MOST_KEPT:
        lists.pop(next(iter(lists)))


def pantry() -> dict[str, float]:
    """Return the pantry: grams as bought by food id."""
    shelf = _shelf()
    return shelf.pantry() if shelf else dict(_visit("pantry"))


def set_pantry(grams: dict[str, float]) -> None:
    """Replace the pantry."""
    shelf = _shelf()
    if shelf:
        shelf.set_pantry(grams)
    else:
        st.session_state["app_kept_pantry"] = dict(grams)


def shops() -> SavedShops:
    """Return what the visitor said of shops, prices and dates of the pantry."""
    shelf = _shelf()
    if shelf is None:
        found: SavedShops = st.session_state.get("app_kept_shops", SavedShops())
        return found
    saved = shelf.load_all(SHOPS)
    return saved[0] if saved else SavedShops()


def habits() -> SavedShops:
    """Return the same for a plan; nothing, with a note, where the saved data cannot be read."""
    try:
        return shops()
    except PlannerError as error:
        note(error)
        return SavedShops()


def note(error: PlannerError) -> None:
    """Keep why saved data could not be read, for `report`."""
    st.session_state[_PROBLEM] = str(error)


def set_shops(changed: SavedShops) -> None:
    """Replace what the visitor said of shops, prices and dates of the pantry."""
    shelf = _shelf()
    if shelf is None:
        st.session_state["app_kept_shops"] = changed
    else:
        shelf.save(SHOPS, _SHOPS_NAME, changed, replace=True)


def prices(foods: FoodTable) -> tuple[OwnPrice, ...]:
    """Return the visitor's own prices of foods that exist."""
    return tuple(price for price in habits().prices if price.food in foods)


def left_out() -> tuple[str, ...]:
    """Return what the visitor never wants again, or cannot get: foods and dishes of the tables."""
    shelf = _shelf()
    verdicts = shelf.favourites() if shelf else {}
    whole = load_catalog()
    return tuple(
        subject
        for subject, verdict in verdicts.items()
        if verdict == "banned" and (subject in whole.foods or subject in whole.dishes)
    )


def with_habits(request: PlanRequest) -> PlanRequest:
    """Return a request with what lasts: own prices, foods to be had, foods left out.

    What the tables no longer hold is passed over, and saved data that cannot be read is noted.
    """
    whole, kinds = request.catalog, subgroup_table().index
    try:
        banned = left_out()
    except PlannerError as error:
        note(error)
        banned = ()
    gettable = [name for name in habits().can_get if name in whole.foods or name in kinds]
    return request.changed(
        prices=tuple(dict.fromkeys((*request.prices, *prices(whole.foods)))),
        can_get=tuple(dict.fromkeys((*request.can_get, *gettable))),
        exclude=tuple(dict.fromkeys((*request.exclude, *banned))),
    )


def own_foods() -> tuple[OwnFood, ...]:
    """Return the visitor's own foods, sorted by name on the shelf."""
    shelf = _shelf()
    return shelf.load_all(OWN_FOOD) if shelf else tuple(_visit("own_foods").values())


def keep_food(food: OwnFood) -> None:
    """Save an own food; one with the same name is replaced."""
    shelf = _shelf()
    if shelf:
        shelf.save(OWN_FOOD, food.name, food, replace=True)
    else:
        _put("own_foods", food.name, food)


def replace_food(old: OwnFood, new: OwnFood) -> None:
    """Save an own food in place of another, also in the visitor's dishes that contain it."""
    keep_food(new)
    for dish in own_dishes():
        if new.id != old.id and old.id in dict(dish.ingredients):
            changed = ((new.id if name == old.id else name, g) for name, g in dish.ingredients)
            keep_dish(dish.changed(ingredients=tuple(changed)))


def own_dishes() -> tuple[OwnDish, ...]:
    """Return the visitor's own dishes, sorted by name on the shelf."""
    shelf = _shelf()
    return shelf.load_all(OWN_DISH) if shelf else tuple(_visit("own_dishes").values())


def keep_dish(dish: OwnDish) -> None:
    """Save an own dish; one with the same name is replaced."""
    shelf = _shelf()
    if shelf:
        shelf.save(OWN_DISH, dish.name, dish, replace=True)
    else:
        _put("own_dishes", dish.name, dish)


def catalog(*requests: PlanRequest) -> Catalog:
    """Return the catalog with the visitor's own foods, dishes and prices, and those of requests.

    A dish of a request overrides a saved dish with the same id.
    """
    foods = {food.id: food for food in own_foods()}
    dishes = {dish.id: dish for dish in own_dishes()}
    for request in requests:
        foods |= {food.id: food for food in request.own_foods}
        dishes |= {dish.id: dish for dish in request.own_dishes}
    whole = {
        dish_id: dish
        for dish_id, dish in dishes.items()
        if all(food_id in foods for food_id, _ in dish.ingredients if is_own_food_id(food_id))
    }
    plain = catalog_of(tuple(foods.values()), tuple(whole.values()))
    paid = [price for request in requests for price in request.prices]
    years = [request.price_year for request in requests if request.price_year is not None]
    staples = {staple: None for request in requests for staple in request.staples}
    return catalog_of(
        tuple(foods.values()),
        tuple(whole.values()),
        tuple(dict.fromkeys((*paid, *prices(plain.foods)))),
        years[0] if years else None,
        tuple(staples),
    )


def keep_verdict(subject: str, verdict: str | None) -> None:
    """Save a verdict on a food or dish, if data may be saved."""
    shelf = _shelf()
    if shelf:
        shelf.set_favourite(subject, verdict)


def _put(kind: str, name: str, document: object) -> None:
    kept = _visit(kind)
    kept[name] = document
    while len(kept) > MOST_KEPT:
        kept.pop(next(iter(kept)))
