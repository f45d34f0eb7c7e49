"""Actions of the page My data; the next run shows their result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from planner.dashboard.actions.own_items import with_own_items
from planner.dashboard.session import form_values, state, visitor_items, visitor_store
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.question import Inquiry, one
from planner.dashboard.session.visitor import visitor
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.labels import item_label
from planner.dashboard.wording.text import plain
from planner.errors import PlannerError
from planner.request.own_dishes import OwnDish
from planner.store import (
    HOUSEHOLD,
    OWN_DISH,
    OWN_FOOD,
    PLAN,
    PROFILE,
    Entry,
    SavedHousehold,
    SavedPlan,
    Shelf,
    import_all,
)
from planner.store.documents import SavedMember


def _act(work: Callable[[Shelf], Any], done: str) -> None:
    """Run work on the visitor's shelf and store the message about its result."""
    try:
        work(visitor_store.shelf_of(visitor()))
    except PlannerError as error:
        st.session_state["data_problem"] = str(error)
    else:
        st.session_state["data_done"] = done


def save(kind: str) -> None:
    """Save the current plan, profile or household under the name entered."""
    now, name = state.standing(), str(st.session_state.get("data_name", ""))
    if now is None:
        return

    def work(shelf: Shelf) -> None:
        if kind == "plan":
            shelf.save(PLAN, name, SavedPlan.of(now.plans, now.question.at_home))
        elif kind == "profile":
            shelf.save(PROFILE, name, now.request)
        else:
            rows = zip(now.question.requests, now.question.at_home, strict=True)
            members = [SavedMember(request=one, at_home=tuple(meals)) for one, meals in rows]
            shelf.save(HOUSEHOLD, name, SavedHousehold(members=tuple(members)))

    _act(work, _("Saved as {name}.").format(name=plain(name.strip())))


def rename(entry: Entry, key: str) -> None:
    """Rename a saved document to the name entered."""
    name = str(st.session_state[key])
    _act(
        lambda shelf: shelf.rename(entry.id, name),
        _("It is now called {name}.").format(name=plain(name.strip())),
    )


def delete_entry(entry: Entry) -> None:
    """Delete a saved document."""
    _act(
        lambda shelf: shelf.delete(entry.id),
        _("{name} is deleted.").format(name=plain(entry.name)),
    )


def open_entry(entry: Entry) -> None:
    """Open a saved document: make it current on the other pages."""

    def work(shelf: Shelf) -> None:
        if entry.kind == "plan":
            saved = shelf.load(PLAN, entry.id)
            requests = tuple(plate.request for plate in saved.plates)
            homes = tuple(frozenset(plate.at_home) for plate in saved.plates)
            question = Inquiry(requests, homes)
            state.stop_work()
            state.settle(state.Standing(question, Answer(saved.as_plans()), edited=True))
        elif entry.kind == "profile":
            question = one(shelf.load(PROFILE, entry.id))
            state.ask(question)
        else:
            members = shelf.load(HOUSEHOLD, entry.id).members
            question = Inquiry(
                tuple(member.request for member in members),
                tuple(frozenset(member.at_home) for member in members),
            )
            state.ask(question)
        form_values.show_request(question.request)

    _act(work, _("{name} is open on the Plan page.").format(name=plain(entry.name)))


def use(entry: Entry) -> None:
    """Plan again with an own food or dish added to the choices of the current inquiry."""

    def work(shelf: Shelf) -> None:
        foods = {food.id: food for food in shelf.load_all(OWN_FOOD)}
        dishes: tuple[OwnDish, ...] = ()
        if entry.kind == "own_food":
            wanted = {shelf.load(OWN_FOOD, entry.id).id}
        else:
            dishes = (shelf.load(OWN_DISH, entry.id),)
            wanted = {food_id for dish in dishes for food_id, _ in dish.ingredients}
        needed = [food for food_id, food in foods.items() if food_id in wanted]

        question = state.asked().each(lambda request: with_own_items(request, needed, dishes))
        state.ask(question)

    _act(work, _("Plans may now use {name}.").format(name=plain(entry.name)))


def forget(subject: str) -> None:
    """Remove a favourite."""
    name = item_label(subject, visitor_items.catalog())
    _act(
        lambda shelf: shelf.set_favourite(subject, None),
        _("{name} is removed.").format(name=plain(name)),
    )


def take_over(content: bytes) -> None:
    """Import an exported file."""
    _act(lambda shelf: import_all(shelf, content), _("The file is imported."))


def delete_all() -> None:
    """Delete everything the visitor saved, and clear the confirmation."""
    _act(lambda shelf: shelf.delete_all(), _("Everything you saved is deleted."))
    st.session_state["data_sure"] = False
