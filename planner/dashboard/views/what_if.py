"""What-if comparisons: the current plan and the plan of a changed request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from planner.certification.scores import compared_scores
from planner.dashboard.session import state
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.form_values import show_request
from planner.dashboard.session.state import Standing
from planner.dashboard.wording.i18n import N_, _, translated
from planner.dashboard.wording.labels import item_label, standard_labels, supplement_labels
from planner.dashboard.wording.text import as_list, capitalised, measured, plain
from planner.errors import InputError
from planner.explain.what_if import Comparison, Row, WhatIf, change_of, compare
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.nutrition.people.diets import all_avoidances, all_diets
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.make import Plan
from planner.request.limit_names import LimitKind, LimitName
from planner.request.plan_request import PlanRequest, targets_of

_KEY = "why_compared"
WHAT_IF = "what_if"
BOUNDS: dict[str, str] = {LimitKind.LEAST: N_("at least"), LimitKind.MOST: N_("at most")}
SAME = 5e-3  # relative change up to which values count as equal


@dataclass(frozen=True)
class Compared:
    """The result of a comparison for some portions: both plans, or the conflict and remedies."""

    where: str
    portions: tuple[Portion, ...]
    comparison: Comparison | None
    reasons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def show(standing: Standing, person: int) -> None:
    """Draw the fields for changes, and the result of the latest comparison."""
    plan = standing.plans[person]
    st.header(_("What if"), anchor=False)
    st.markdown(
        _("Choose one or more changes. The current plan stays until you use the changed one.")
    )
    asked = _fields(plan.request)
    st.button(
        _("Compare"),
        key="why_compare",
        type="primary",
        icon=":material/compare_arrows:",
        on_click=ask,
        args=(plan, asked, WHAT_IF),
    )
    show_compared(standing, person, WHAT_IF)


def _fields(request: PlanRequest) -> dict[str, Any]:
    """Draw the fields for changes, and return those made as arguments of `change_of`."""
    out = {name: _label(name, request) for name in (*request.avoid, *request.exclude)}
    groups = {name: row.label for name, row in all_avoidances().items()}
    foods = {food.id: food.name for food in request.catalog.foods.foods}
    dishes = {dish.id: dish.name for dish in load_dishes().values() if dish.id == dish.base}
    left, right = st.columns(2)
    with left:
        found: dict[str, Any] = {
            "forbid": _several(_("Without"), "forbid", groups | foods | dishes)
        }
        found["diet"] = _one(
            _("Another diet"), "diet", {key: row.label for key, row in all_diets().items()}
        )
        found["energy"] = st.number_input(
            _("Another energy target (kcal a day)"), min_value=0.0, value=None, step=50.0,
            format="%.0f", key="why_if_energy",
        )  # fmt: skip
    with right:
        found["allow"] = _several(_("Allowed again"), "allow", out) if out else ()
        found["standard"] = _one(_("Targets of"), "standard", standard_labels())
        found["supplements"] = _one(_("Supplements"), "supplements", supplement_labels())
    found["limits"] = _limit(request)
    return {name: value for name, value in found.items() if value not in (None, ())}


def _label(name: str, request: PlanRequest) -> str:
    if name in all_avoidances():
        return all_avoidances()[name].label
    return item_label(name, request.catalog)


def _several(label: str, key: str, names: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        st.multiselect(
            label,
            list(names),
            format_func=lambda name: names.get(name, name),
            key=f"why_if_{key}",
            placeholder=_("None: type to search"),
            filter_mode="contains",
            select_all=False,
        )
    )


def _one(label: str, key: str, names: dict[str, str]) -> str | None:
    return st.selectbox(
        label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        key=f"why_if_{key}",
        placeholder=_("as it is"),
    )


def _limit(request: PlanRequest) -> tuple[tuple[str, float], ...]:
    """Draw the fields for an own limit on one nutrient."""
    rows = targets_of(request).rows
    names = {row.nutrient: nutrient(row.nutrient).name for row in rows[1:]}  # energy is the first
    bounds = translated(BOUNDS)
    left, middle, right = st.columns(3)
    with left:
        name = _one(_("A limit of my own on"), "limit_of", names)
    with middle:
        bound = st.selectbox(
            _("Least or most"), list(bounds), format_func=bounds.__getitem__, key="why_if_bound",
        )  # fmt: skip
    with right:
        unit = nutrient(name).unit if name else ""
        value = st.number_input(
            _("How much, {unit}").format(unit=unit) if unit else _("How much"), min_value=0.0,
            value=None, format="%g", key="why_if_amount",
        )  # fmt: skip
    if not name or value is None:
        return ()
    return ((LimitName(LimitKind(bound), name).text, value),)


def ask(plan: Plan, asked: dict[str, Any], where: str) -> None:
    """Compare in the background, for a view; store the message of an error at once."""
    try:
        change = change_of(plan.request, **asked)
        if change.request == plan.request:
            st.session_state["why_problem"] = _("Nothing is changed yet: choose something first.")
            return
    except InputError as error:
        st.session_state["why_problem"] = str(error)
        return
    state.work(lambda _progress: _solve(plan, change, where), _keep)


def _solve(plan: Plan, change: WhatIf, where: str) -> Compared:
    try:
        return Compared(where, plan.portions, compare(plan, change))
    except NoCertifiedPlanError as error:
        return Compared(where, plan.portions, None, error.reasons, error.changes)


def _keep(found: Compared) -> None:
    st.session_state[_KEY] = found


def show_compared(standing: Standing, person: int, where: str) -> None:
    """Draw the result of a view's latest comparison, if it is about the current plan."""
    problem = str(st.session_state.pop("why_problem", ""))
    if problem:
        st.error(as_list([capitalised(line) for line in problem.splitlines()]))
    found: Compared | None = st.session_state.get(_KEY)
    if found is None or (found.where, found.portions) != (where, standing.plans[person].portions):
        return
    if found.comparison is None:
        why = as_list([capitalised(reason) for reason in found.reasons])
        st.warning(
            _("**With these changes there is no plan.**") + f"\n\n{why}", icon=":material/info:"
        )
        if found.changes:
            helps = as_list([capitalised(change) for change in found.changes])
            st.info(_("**What would help:**") + f"\n\n{helps}", icon=":material/lightbulb:")
        return
    both = found.comparison
    st.header(plain(capitalised(", ".join(both.words))), anchor=False)
    left, right = st.columns(2)
    with left:
        st.subheader(_("No longer served"), anchor=False)
        st.markdown(as_list(both.gone()) or _("nothing"))
    with right:
        st.subheader(_("Newly served"), anchor=False)
        st.markdown(as_list(both.come()) or _("nothing"))
    current, changed = both.doses()
    if current or changed:
        words = _("Supplements: {now}; what if: {then}.")
        alone = _("food alone")
        st.markdown(plain(words.format(now=current or alone, then=changed or alone)))
    st.dataframe(comparison_frame(both), hide_index=True, height="content")
    st.button(
        _("Use the changed plan"),
        key="why_take",
        icon=":material/check:",
        on_click=take,
        args=(person, both),
    )


def comparison_frame(both: Comparison) -> pd.DataFrame:
    """Return the main scores and all nutrients of both plans, core nutrients first."""
    core = core_nutrients()
    scores = [(row.name, row) for row in both.scores() if row.id in compared_scores()]
    rows = sorted(both.nutrients(), key=lambda row: row.id not in core)
    named = [*scores, *((nutrient(row.id).name, row) for row in rows)]
    return pd.DataFrame([_compared(name, row) for name, row in named])


def _compared(name: str, row: Row) -> dict[str, str]:
    return {
        _("Value"): name,
        _("Current"): _value(row.standing, row.unit),
        _("What if"): _value(row.changed, row.unit),
        _("Difference"): difference(row),
    }


def _value(value: float | None, unit: str) -> str:
    return _("not known") if value is None else measured(value, unit).strip()


def difference(row: Row) -> str:
    """Return the difference with its sign; a dash if a value is unknown."""
    if row.standing is None or row.changed is None:
        return "–"
    change = row.changed - row.standing
    if abs(change) <= SAME * abs(row.standing):
        return "="
    return ("+" if change > 0 else "−") + measured(abs(change), row.unit).strip()


def take(person: int, both: Comparison) -> None:
    """Make the changed plan current; undo restores the previous one."""
    now = state.standing()
    if now is None:
        return
    question = now.question.with_request(person, both.changed.request)
    plans = (*now.plans[:person], both.changed, *now.plans[person + 1 :])
    answer: Answer = replace(now.answer, plans=plans)
    state.settle(Standing(question, answer, edited=True))
    show_request(question.request)
