"""Actions on a food or dish of the tables: lock it in the plan, like it, leave it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from planner.dashboard.actions import plan_actions
from planner.dashboard.actions.plan_actions import PlanItem
from planner.dashboard.session import state, visitor_items
from planner.dashboard.session.form_values import TASTE, show_tastes
from planner.dashboard.session.question import Inquiry
from planner.dashboard.session.state import Standing
from planner.dashboard.wording.i18n import _
from planner.errors import PlannerError
from planner.request.plan_request import PlanRequest, without_item


def show(item: str, *, is_dish: bool) -> None:
    """Draw the buttons of one food or dish."""
    now = state.standing()
    if now is None:
        return
    request = now.request
    locked, liked, left_out = is_locked(item, request), _liked(item, request), item in _out(request)
    with st.container(horizontal=True):
        _button(
            _("Unlock") if locked else _("Lock in the plan"),
            ":material/lock:" if locked else ":material/add_circle:",
            f"foods_lock_{item}",
            unlock if locked else plan_in,
            item=item,
            words=_("Your next plans need not serve it.")
            if locked
            else _("Make a plan that serves it."),
        )
        _button(
            _("Liked") if liked else _("Like"),
            ":material/favorite:",
            f"foods_like_{item}",
            toggle_like,
            item=item,
            words=_("Serve it more often in your next plans."),
        )
        words = (
            _("Your next plans may serve it again.")
            if left_out
            else _("Never plan it again; days that serve it are replanned.")
        )
        _button(
            _("Allow it again") if left_out else _("Leave out"),
            ":material/undo:" if left_out else ":material/block:",
            f"foods_ban_{item}",
            allow if left_out else (leave_out_dish if is_dish else leave_out_food),
            item=item,
            words=words,
        )


def _button(
    label: str, icon: str, key: str, act: Callable[[str], None], *, item: str, words: str
) -> None:
    st.button(label, key=key, icon=icon, on_click=act, args=(item,), help=words)


def report() -> None:
    """Show that the latest inquiry has no plan, with a button to undo it."""
    now = state.standing()
    if now is None or now.answer.certified:
        return
    st.warning(
        _(
            "**No plan meets everything you ask for now.** The page Why and what if "
            "shows the conflict."
        ),
        icon=":material/info:",
    )
    if state.may_undo():
        st.button(_("Undo"), key="foods_undo", icon=":material/undo:", on_click=plan_actions.undo)


def is_locked(item: str, request: PlanRequest) -> bool:
    """Return whether a request locks a food or dish in any meal."""
    return any(lock.item == item for lock in request.locks)


def _liked(item: str, request: PlanRequest) -> bool:
    return plan_actions.is_liked(item, request)


def _out(request: PlanRequest) -> tuple[str, ...]:
    return request.exclude


def plan_in(item: str) -> None:
    """Plan again with a food or dish locked for the first person."""
    question = state.asked()
    request = question.request
    exclude = tuple(name for name in request.exclude if name != item)
    lock = tuple(sorted({*request.lock, item}))
    changed = request.changed(exclude=exclude, lock=lock)
    show_tastes(changed)
    state.ask(question.with_request(0, changed))


def unlock(item: str) -> None:
    """Unlock a food or dish; the current plan stays."""
    question = _now().question
    lock = tuple(lock.text for lock in question.request.locks if lock.item != item)
    changed = question.request.changed(lock=lock)
    _change(question.with_request(0, changed))


def toggle_like(item: str) -> None:
    """Like a food or dish or take the like back, also among the saved favourites."""
    question = _now().question
    tastes = dict(question.request.tastes)
    liked = tastes.pop(item, 0.0) > 0
    if not liked:
        tastes[item] = TASTE
    changed = question.request.changed(tastes=tuple(sorted(tastes.items())))
    _change(question.with_request(0, changed))
    _keep(item, None if liked else "liked")


def leave_out_food(item: str) -> None:
    """Leave a food out of all further plans."""
    _leave_out(item, is_dish=False)


def leave_out_dish(item: str) -> None:
    """Leave a dish out of all further plans."""
    _leave_out(item, is_dish=True)


def _leave_out(item: str, *, is_dish: bool) -> None:
    """Leave an item out; days that serve it are replanned, other days stay."""
    now = _now()
    _keep(item, "banned")
    served = any(item in {row.dish, row.food_id} for plan in now.plans for row in plan.portions)
    if now.answer.certified and served:
        plan_actions.leave_out(PlanItem(0, 1, "", item, is_dish=is_dish))
        return
    _change(now.question.each(lambda request: without_item(request, item)))


def allow(item: str) -> None:
    """Allow an item again; the current plan stays."""
    _keep(item, None)
    _change(
        _now().question.each(
            lambda request: request.changed(
                exclude=tuple(name for name in request.exclude if name != item)
            )
        )
    )


def _change(question: Inquiry) -> None:
    """Change the requests of further plans; if the current plan is not certified, plan again."""
    now = _now()
    show_tastes(question.request)
    if not now.answer.certified:
        state.ask(question)
        return
    plans = tuple(
        replace(plan, request=request)
        for plan, request in zip(now.plans, question.requests, strict=True)
    )
    state.settle(
        Standing(question, replace(now.answer, plans=plans), edited=True, wanted=now.wanted)
    )


def _keep(item: str, verdict: str | None) -> None:
    try:
        visitor_items.keep_verdict(item, verdict)
    except PlannerError as error:
        st.toast(str(error), icon=":material/error:")


def _now() -> Standing:
    now = state.standing()
    if now is None:
        raise AssertionError("these buttons are drawn only with a current plan")
    return now
