"""The page Learn: knowledge topics, cautions, food or supplement, and sources of the data."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from planner.dashboard.session import state
from planner.dashboard.views.choices import choose, choose_view
from planner.dashboard.views.knowledge import show_topic
from planner.dashboard.wording.i18n import N_, _
from planner.dashboard.wording.text import as_list, capitalised, plain, small
from planner.nutrition.knowledge.entries import load_topics
from planner.nutrition.knowledge.food_or_supplement import comparison_frame, sun_sentence
from planner.nutrition.knowledge.pages import DOCTOR_TOPIC, learn_page
from planner.nutrition.people.clinical_messages import clinical_messages
from planner.nutrition.people.conditions import circumstances
from planner.nutrition.people.safety import safety_rules_for
from planner.nutrition.sources.manifest import read_manifest
from planner.request.plan_request import targets_of

VIEWS = {
    "topics": N_("Topics"),
    "cautions": N_("Cautions for me"),
    "supplements": N_("Food or supplement"),
    "sources": N_("Where the data come from"),
}


def show() -> None:
    """Draw the choice of a view and the view."""
    st.title(_("Learn"), anchor=False)
    view = choose_view(VIEWS, "learn_view")
    _DRAW[view]()


def _show_topics() -> None:
    topics = {topic.id: topic.title for topic in load_topics().values()}
    chosen = choose(_("Topic"), topics, "learn_topic", filter_mode="contains")
    if chosen != DOCTOR_TOPIC:
        st.button(
            _("When to see a doctor"),
            key="learn_doctor",
            icon=":material/stethoscope:",
            on_click=_open_doctor,
        )
    request = state.asked().request
    targets = targets_of(request)
    show_topic(learn_page(chosen, targets=targets, diet=request.diet, avoid=request.avoid))


def _open_doctor() -> None:
    st.session_state["learn_topic"] = DOCTOR_TOPIC


def _show_cautions() -> None:
    """Draw the messages on conditions and medicines, and the person's limits on foods."""
    request = state.asked().request
    person = request.person
    st.header(_("Conditions and medicines"), anchor=False)
    messages = clinical_messages(targets_of(request))
    if messages:
        st.warning(as_list([capitalised(words) for words in messages]), icon=":material/warning:")
    else:
        st.markdown(
            _(
                "You have entered none, so the plan is not changed for any. Enter yours in "
                "the form of the page Plan; they then change targets, foods and cautions."
            )
        )
    named = circumstances(person.conditions, person.medications)
    if named:
        lines = [f"{capitalised(row.label)}: {row.source}" for row in named]
        st.markdown(_("**Sources**") + f"\n\n{as_list(lines)}")
    st.header(_("Foods with a limit"), anchor=False)
    st.markdown(_("Foods that plans for this person never serve, or only up to a limit, and why."))
    rules = [rule for rule in safety_rules_for(person) if rule.family != "cap"]
    lines = [
        f"- **{plain(_limit(rule.limit_g, rule.days))}**: {plain(capitalised(rule.sentence))}  \n"
        f"  {small(plain(rule.source))}"
        for rule in rules
    ]
    st.markdown("\n".join(lines))


def _limit(grams: float | None, days: int) -> str:
    if grams is None:
        return _("none at all")
    if days == 1:
        return _("{grams:g} g a day").format(grams=grams)
    return _("{grams:g} g in {days} days").format(grams=grams, days=days)


def _show_supplements() -> None:
    st.header(_("Food or supplement"), anchor=False)
    st.markdown(
        _(
            "How each nutrient in food compares with the same nutrient as a "
            "supplement, with sources. Ask a clinician or pharmacist before you take "
            "one."
        )
    )
    frame = comparison_frame()
    for name, rows in frame.groupby("nutrient", sort=False):
        with st.expander(str(name), expanded=name == frame["nutrient"].iloc[0]):
            st.markdown(comparison_lines(rows))
    st.markdown(plain(capitalised(sun_sentence())))


def comparison_lines(rows: pd.DataFrame) -> str:
    """Return lines of the comparison of food and supplement as Markdown, with sources."""
    lines = []
    for row in rows.to_dict("records"):
        food = _("From food: {words}.").format(words=row["food"])
        supplement = _("As a supplement: {words}.").format(words=row["supplement"])
        title = plain(capitalised(str(row["aspect"])))
        lines.append(f"- **{title}**  \n  {plain(food)}  \n  {plain(supplement)}  \n"
                     f"  {small(plain(str(row['source'])))}")  # fmt: skip
    return "\n".join(lines)


def _show_sources() -> None:
    st.header(_("Where the data come from"), anchor=False)
    st.markdown(
        _(
            "Every number of the planner is in one of these tables, with a source in "
            "each row; a checksum shows whether a table was changed."
        )
    )
    rows = [
        {
            _("Table"): name,
            _("Publisher"): str(entry.get("publisher", "")),
            _("Edition"): str(entry.get("edition", "")),
            _("Licence"): str(entry.get("licence", "")),
            _("How it was obtained"): str(entry.get("obtained", "")),
        }
        for name, entry in read_manifest().items()
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, height="content")


_DRAW: dict[str, Callable[[], None]] = {
    "topics": _show_topics,
    "cautions": _show_cautions,
    "supplements": _show_supplements,
    "sources": _show_sources,
}
