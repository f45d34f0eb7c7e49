"""Actions on one dish or food of the current plan: lock, like, leave out, swap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from planner.dashboard.session import answers, state
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.form_values import TASTE, show_request, show_tastes
from planner.dashboard.session.question import Inquiry
from planner.dashboard.session.state import Standing
from planner.dashboard.wording.i18n import _
from planner.errors import NoPlanError
from planner.planning.days import missing_days
from planner.planning.make import Plan
from planner.planning.progress import Progress
from planner.planning.swap import Alternative, alternatives
from planner.request.locks import Lock
from planner.request.plan_request import PlanRequest, without_item

WANTED = 3  # alternatives that a swap offers


@dataclass(frozen=True)
class PlanItem:
    """A dish or food in a plan.

    Attributes
    ----------
    person : int
        Index of the person in the inquiry.
    day : int
        Day of the plan, from 1.
    meal : str
        breakfast, lunch, dinner or snack.
    item : str
        Id of the dish, or of the food that is served alone.
    is_dish : bool
        Whether the item is a dish.
    """

    person: int
    day: int
    meal: str
    item: str
    is_dish: bool

    @property
    def key(self) -> str:
        """Part of the keys of its buttons."""
        return f"{self.person}_{self.day}_{self.meal}_{self.item}"


@dataclass(frozen=True)
class Offer:
    """Alternatives for one item, valid for the plan they were made from."""

    spot: PlanItem
    plan: Plan
    others: tuple[Alternative, ...]
    problem: str = ""


def lock_of(spot: PlanItem, days: int) -> str:
    """Return the lock of an item in the form of a request."""
    return Lock(0 if days == 1 else spot.day, spot.meal, spot.item).text


def is_locked(spot: PlanItem, request: PlanRequest) -> bool:
    """Return whether an item is locked on its day and at its meal."""
    return lock_of(spot, request.days) in request.lock


def is_liked(item: str, request: PlanRequest) -> bool:
    """Return whether a request likes a dish or food."""
    return dict(request.tastes).get(item, 0.0) > 0


def toggle_lock(spot: PlanItem) -> None:
    """Lock or unlock a dish or food for all further plans; the current plan stays."""
    request = request_of(spot)
    lock = lock_of(spot, request.days)
    others = tuple(other for other in request.lock if other != lock)
    locks = others if lock in request.lock else tuple(sorted({*others, lock}))
    _change(spot.person, request.changed(lock=locks))


def toggle_like(spot: PlanItem) -> None:
    """Like a dish or food or take the like back, for further plans; the current plan stays."""
    request = request_of(spot)
    tastes = dict(request.tastes)
    if is_liked(spot.item, request):
        del tastes[spot.item]
    else:
        tastes[spot.item] = TASTE
        st.toast(_("Noted: your next plans will serve it more often."), icon=":material/favorite:")
    request = request.changed(tastes=tuple(sorted(tastes.items())))
    _show(spot.person, request)
    _change(spot.person, request)


def _show(person: int, request: PlanRequest) -> None:
    """Update the form after a change on a card; the form is about the first person only."""
    if person == 0:
        show_tastes(request)


def leave_out(spot: PlanItem) -> None:
    """Leave a dish or food out of all further plans, and replan the days that serve it.

    The other dishes of those days stay; their amounts may change.
    """
    now = _standing()
    question = now.question.each(lambda request: without_item(request, spot.item))
    days = sorted(
        {
            row.day
            for plan in now.plans
            for row in plan.portions
            if spot.item in {row.dish, row.food_id}
        }
    )
    _show(0, question.request)
    plan_days(now, question, days, keep_dishes=True)


def plan_days(
    now: Standing, question: Inquiry, days: list[int], *, keep_dishes: bool = False
) -> None:
    """Replan some days of the current plans for a changed inquiry, in the background.

    With `keep_dishes` the dishes of those days are locked first; if that has no plan, they are not.
    """
    changed = locked(now, question, days) if keep_dishes else question

    def solve(progress: Progress) -> Answer:
        found = _solve_days(now, changed, days, progress)
        return found if found.certified else _solve_days(now, question, days, progress)

    def settle(answer: Answer) -> None:
        asked = state.as_done(question, answer)
        stays = tuple(
            replace(plan, request=request)
            for plan, request in zip(answer.plans, asked.requests, strict=False)
        )
        whole = replace(answer, plans=stays) if answer.certified else answer
        state.settle(
            Standing(asked, whole, edited=answer.certified, wanted=max(question.days, now.wanted))
        )

    state.work(solve, settle)


def go_on_planning(days: int) -> None:
    """Plan the days up to some number that the plans lack; the days that they have stay."""
    now = state.standing()
    missing = missing_days(now.plans, days) if now is not None else ()
    if now is not None and missing:
        plan_days(now, now.question.each(lambda one: one.changed(days=days)), list(missing))


def _solve_days(now: Standing, question: Inquiry, days: list[int], progress: Progress) -> Answer:
    if question.days == 1 and len(question.requests) == 1:
        return answers.answer(question, progress)
    plans = [
        replace(plan, request=request)
        for plan, request in zip(now.plans, question.requests, strict=True)
    ]
    return answers.answer_days(plans, question, days, progress)


def locked(now: Standing, question: Inquiry, days: list[int]) -> Inquiry:
    """Return an inquiry that locks all dishes of some days, except those it excludes."""
    for place, plan in enumerate(now.plans):
        request = question.requests[place]
        spots = {
            PlanItem(place, row.day, row.meal, row.dish, is_dish=True)
            for row in plan.portions
            if row.dish and row.day in days and not {row.dish, row.food_id} & {*request.exclude}
        }
        dishes = {
            (row.day, row.meal, row.dish)
            for row in plan.portions
            if row.food_id in request.exclude
        }  # fmt: skip
        locks = {
            lock_of(spot, request.days)
            for spot in spots
            if (spot.day, spot.meal, spot.item) not in dishes
        }
        lock = tuple(sorted({*request.lock, *locks}))
        question = question.with_request(place, request.changed(lock=lock))
    return question


def look_for_others(spot: PlanItem) -> None:
    """Find alternatives for a dish; for the whole meal if there are fewer than `WANTED`."""
    now = _standing()
    plan = now.plans[spot.person]

    def solve(_progress: Progress) -> Offer:
        others: tuple[Alternative, ...] = ()
        problem = ""
        for dish in (spot.item, "") if spot.is_dish else ("",):
            try:
                found = alternatives(plan, spot.meal, dish=dish, day=spot.day)
            except NoPlanError as error:
                found, problem = (), str(error)
            others = max(others, found, key=len)
            if len(others) >= WANTED:
                break
        return Offer(spot, plan, others, "" if others else problem)

    state.work(solve, _keep_offer)


def _keep_offer(found: Any) -> None:
    st.session_state["plan_offer"] = found


def offer_for(spot: PlanItem) -> Offer | None:
    """Return the alternatives for an item, if they were found for the current plan."""
    found: Offer | None = st.session_state.get("plan_offer")
    now = state.standing()
    if found is None or found.spot != spot or now is None or spot.person >= len(now.plans):
        return None
    return found if now.plans[spot.person].portions == found.plan.portions else None


def adopt(changed: PlanRequest) -> None:
    """Plan the latest inquiry again with one person's request replaced."""
    question = state.asked()
    names = [request.name for request in question.requests]
    place = names.index(changed.name) if changed.name in names else 0
    asked = question.with_request(place, changed)
    show_request(asked.request)
    state.ask(asked)


def undo() -> None:
    """Restore the plan before the latest change, and show it in the form."""
    state.undo()
    show_request(_standing().request)


def close_offer() -> None:
    """Close the alternatives and keep the plan."""
    st.session_state.pop("plan_offer", None)


def adopt_alternative(spot: PlanItem, other: Alternative) -> None:
    """Use an alternative; a lock of the item it replaces is removed."""
    now = _standing()
    request = request_of(spot)
    lock = lock_of(spot, request.days)
    request = request.changed(lock=tuple(other for other in request.lock if other != lock))
    close_offer()
    _settle_plan(now, spot.person, replace(other.plan, request=request))


def _change(person: int, request: PlanRequest) -> None:
    """Change one person's request; the current portions stay."""
    now = _standing()
    _settle_plan(now, person, replace(now.plans[person], request=request))


def _settle_plan(now: Standing, person: int, plan: Plan) -> None:
    question = now.question.with_request(person, plan.request)
    plans = (*now.plans[:person], plan, *now.plans[person + 1 :])
    state.settle(
        Standing(question, replace(now.answer, plans=plans), edited=True, wanted=now.wanted)
    )


def _standing() -> Standing:
    now = state.standing()
    if now is None:
        raise AssertionError("these buttons are drawn only with a current plan")
    return now


def request_of(spot: PlanItem) -> PlanRequest:
    """Return the request of the person who eats an item."""
    return _standing().question.requests[spot.person]
