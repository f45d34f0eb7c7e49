"""The explanation of a plan: binding targets, scarce nutrients, prices, contributions."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from planner.dashboard.session import state
from planner.dashboard.session.state import Standing
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import amount, as_list, capitalised, plain
from planner.explain.analysis import Explanation, explain_plan, find_binding, top_foods
from planner.explain.sentences import (
    binding_sentences,
    coverage_sentences,
    item_label,
    part_sentence,
    scarce_sentence,
)
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.planning.make import Plan
from planner.planning.progress import Progress

MOST_PRICES = 8
_KEY = "why_found"


@dataclass(frozen=True)
class Explained:
    """An explanation, and the portions it explains."""

    portions: tuple[Portion, ...]
    explanation: Explanation


def show(standing: Standing, person: int) -> None:
    """Draw the binding targets, the sources of nutrients, and on request the full explanation."""
    plan = standing.plans[person]
    st.header(_("What shapes the plan"), anchor=False)
    sentences = (*binding_sentences(plan, find_binding(plan)), *plan.explanation)
    if sentences:
        st.markdown(as_list([capitalised(sentence) for sentence in dict.fromkeys(sentences)]))
    else:
        st.markdown(_("No target is met only narrowly."))
    if counted := coverage_sentences(plan):
        st.header(_("What the sources do not say"), anchor=False)
        st.markdown(as_list(list(counted)))
    found = explained(plan)
    if found is None:
        st.button(
            _("Explain in detail"),
            key="why_explain",
            icon=":material/manage_search:",
            on_click=explain,
            args=(plan,),
            help=_("Scarce nutrients, the cost of the rules, and what each dish contributes."),
        )
    else:
        _show_rest(plan, found)
    st.header(_("Where the nutrients come from"), anchor=False)
    st.table(top_frame(plan))


def explained(plan: Plan) -> Explanation | None:
    """Return the full explanation of a plan, if it was made for the same portions."""
    found: Explained | None = st.session_state.get(_KEY)
    return found.explanation if found and found.portions == plan.portions else None


def explain(plan: Plan) -> None:
    """Explain a plan in full, in the background, since it solves a relaxation."""

    def solve(_progress: Progress) -> Explained:
        return Explained(plan.portions, explain_plan(plan))

    state.work(solve, _keep)


def _keep(found: Explained) -> None:
    st.session_state[_KEY] = found


def _show_rest(plan: Plan, found: Explanation) -> None:
    catalog = plan.request.catalog
    if found.scarce:
        st.header(_("Scarce nutrients"), anchor=False)
        st.markdown(as_list([scarce_sentence(plan, scarce) for scarce in found.scarce]))
    st.header(_("What each dish and food contributes"), anchor=False)
    st.markdown(as_list([part_sentence(part, catalog) for part in found.parts]))
    if found.prices:
        st.header(_("Approximate cost of the rules"), anchor=False)
        words = _(
            "The objective of the day is about {points:.0f} points; fewer are better. "
            "Raising a floor or lowering a ceiling by a tenth would add about:"
        )
        st.markdown(words.format(points=found.points))
        line = _("{points} points: {rule}")
        prices = [
            line.format(points=amount(price.points), rule=price.sentence)
            for price in found.prices[:MOST_PRICES]
        ]
        st.markdown(as_list(prices))


def top_frame(plan: Plan) -> pd.DataFrame:
    """Return the foods that supply most of each nutrient with a floor, core nutrients first.

    The index is the nutrient; the foods are Markdown text.
    """
    catalog, core = plan.request.catalog, core_nutrients()
    top = top_foods(plan)
    table = pd.DataFrame(
        [
            {
                _("Nutrient"): nutrient(name).name,
                _("Most of it comes from"): plain(
                    "; ".join(
                        f"{item_label(item, catalog)} {100.0 * share:.0f}\N{NO-BREAK SPACE}%"
                        for item, share in top[name]
                    )
                ),
            }
            for name in sorted(top, key=lambda name: name not in core)
        ]
    )
    return table.set_index(_("Nutrient"))
