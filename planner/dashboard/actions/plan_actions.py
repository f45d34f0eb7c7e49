"""What a visitor does with one dish or food of a standing plan: lock, like, leave out, swap."""

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
from planner.planning.make import Plan
from planner.planning.progress import Progress
from planner.planning.swap import Alternative, alternatives
from planner.request.locks import Lock
from planner.request.plan_request import PlanRequest, without_item

WANTED = 3  # other answers that a swap offers


@dataclass(frozen=True)
class PlanItem:
    """Where a dish or food stands.

    Attributes
    ----------
    person : int
        Place of its eater in the question.
    day : int
        Counts from 1.
    meal : str
        breakfast, lunch, dinner or snack.
    item : str
        Id of the dish, or of the food that is served alone.
    is_dish : bool
        Which of the two.
    """

    person: int
    day: int
    meal: str
    item: str
    is_dish: bool

    @property
    def key(self) -> str:
        """Text for the keys of its buttons."""
        return f"{self.person}_{self.day}_{self.meal}_{self.item}"


@dataclass(frozen=True)
class Offer:
    """Other answers for one spot; they hold for the plan they were made from."""

    spot: PlanItem
    plan: Plan
    others: tuple[Alternative, ...]
    problem: str = ""


def lock_of(spot: PlanItem, days: int) -> str:
    """Return how a request writes the lock of a spot."""
    return Lock(0 if days == 1 else spot.day, spot.meal, spot.item).text


def is_locked(spot: PlanItem, request: PlanRequest) -> bool:
    """Tell whether a spot is held."""
    return lock_of(spot, request.days) in request.lock


def is_liked(item: str, request: PlanRequest) -> bool:
    """Tell whether more of a dish or food is wanted."""
    return dict(request.tastes).get(item, 0.0) > 0


def toggle_lock(spot: PlanItem) -> None:
    """Hold a dish or food for every further plan, or let it go; the plan stays as it is."""
    request = request_of(spot)
    lock = lock_of(spot, request.days)
    others = tuple(other for other in request.lock if other != lock)
    locks = others if lock in request.lock else tuple(sorted({*others, lock}))
    _change(spot.person, request.changed(lock=locks))


def toggle_like(spot: PlanItem) -> None:
    """Ask for more of a dish or food in further plans, or no longer; the plan stays as it is."""
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
    """Show in the form what was changed on a card; the form is about the first person."""
    if person == 0:
        show_tastes(request)


def leave_out(spot: PlanItem) -> None:
    """Leave a dish or food out from now on; the days that held it are planned anew without it.

    The other dishes of those days stay, in other amounts where need be.
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
    """Plan some days of what stands anew under a changed question, in the background."""
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
        state.settle(Standing(asked, whole, edited=answer.certified))

    state.work(solve, settle)


def _solve_days(now: Standing, question: Inquiry, days: list[int], progress: Progress) -> Answer:
    if question.days == 1 and len(question.requests) == 1:
        return answers.answer(question, progress)
    plans = [
        replace(plan, request=request)
        for plan, request in zip(now.plans, question.requests, strict=True)
    ]
    return answers.answer_days(plans, question, days, progress)


def locked(now: Standing, question: Inquiry, days: list[int]) -> Inquiry:
    """Return a question that asks for every dish of some days that it does not leave out."""
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
    """Look for other answers in the place of a dish; of the meal, where its sides leave few."""
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
    """Return the other answers for a spot, if they were looked for and still hold."""
    found: Offer | None = st.session_state.get("plan_offer")
    now = state.standing()
    if found is None or found.spot != spot or now is None or spot.person >= len(now.plans):
        return None
    return found if now.plans[spot.person].portions == found.plan.portions else None


def adopt(changed: PlanRequest) -> None:
    """Ask the latest question with one person's request changed."""
    question = state.asked()
    names = [request.name for request in question.requests]
    place = names.index(changed.name) if changed.name in names else 0
    asked = question.with_request(place, changed)
    show_request(asked.request)
    state.ask(asked)


def undo() -> None:
    """Bring back what stood before the latest change, and show it in the form."""
    state.undo()
    show_request(_standing().request)


def close_offer() -> None:
    """Keep the plan as it is."""
    st.session_state.pop("plan_offer", None)


def adopt_alternative(spot: PlanItem, other: Alternative) -> None:
    """Put another answer in the place of what stood; what was held there is let go."""
    now = _standing()
    request = request_of(spot)
    lock = lock_of(spot, request.days)
    request = request.changed(lock=tuple(held_ for held_ in request.lock if held_ != lock))
    close_offer()
    _settle_plan(now, spot.person, replace(other.plan, request=request))


def _change(person: int, request: PlanRequest) -> None:
    """Change what further plans are asked for; the portions stay."""
    now = _standing()
    _settle_plan(now, person, replace(now.plans[person], request=request))


def _settle_plan(now: Standing, person: int, plan: Plan) -> None:
    question = now.question.with_request(person, plan.request)
    plans = (*now.plans[:person], plan, *now.plans[person + 1 :])
    state.settle(Standing(question, replace(now.answer, plans=plans), edited=True))


def _standing() -> Standing:
    now = state.standing()
    if now is None:
        raise AssertionError("a button of a plan is drawn with the plan only")
    return now


def request_of(spot: PlanItem) -> PlanRequest:
    """Return what the eater of a spot asked for."""
    return _standing().question.requests[spot.person]
