"""A knowledge topic: sourced claims, ranked foods, and corrected popular claims."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner.dashboard.wording.i18n import N_, _
from planner.dashboard.wording.text import amount, capitalised, measured, plain, small
from planner.nutrition.knowledge.entries import EVIDENCE, KINDS, Entry
from planner.nutrition.knowledge.pages import LearnPage
from planner.nutrition.knowledge.popular_claims import FACT_KINDS
from planner.nutrition.knowledge.ranking import RankedFood
from planner.nutrition.nutrients import nutrient

HEADINGS = {
    "doctor_now": N_("See a doctor at once"),
    "doctor_soon": N_("See a doctor soon"),
    "overview": N_("In short"),
    "role": N_("What it does in nerve and muscle"),
    "shortage": N_("Signs of shortage, as published"),
    "who": N_("Who is at risk"),
    "trigger": N_("What can set twitches off"),
    "plan": N_("What the plan does about it"),
    "food": N_("Food and uptake"),
    "supplement": N_("Supplements"),
    "testing": N_("Tests and treatment"),
    "correction": N_("Often said, and what holds"),
}
RANKED = {
    "serving": N_("Richest foods per usual serving"),
    "100kcal": N_("Richest foods per 100 kcal"),
}


def show_topic(page: LearnPage) -> None:
    """Draw a topic."""
    st.header(plain(page.topic.title), anchor=False)
    if words := own_target(page):
        st.info(words, icon=":material/person:")
    for section in page.sections:
        st.subheader(_heading(section.kind), anchor=False)
        for entry in section.entries:
            _show_entry(entry, page)
    if page.ranks:
        _show_rankings(page)
    _show_facts(page)


def _heading(kind: str) -> str:
    return _(HEADINGS[kind]) if kind in HEADINGS else KINDS[kind]


def own_target(page: LearnPage) -> str:
    """Return the person's target of the topic's nutrient in words; empty without a nutrient."""
    if page.targets is None or page.topic.nutrient is None:
        return ""
    row = page.target
    if row is None:
        return plain(_("Your standard has no target for this nutrient."))
    if row.floor is None:
        words = _("Your plan has {what}. Ask your clinician.").format(what=row.floor_basis)
        return plain(words)
    floor = measured(row.floor, row.unit)
    words = _("Your target: at least {amount} a day ({basis}).")
    return plain(words.format(amount=floor, basis=row.floor_basis))


def _show_entry(entry: Entry, page: LearnPage) -> None:
    """Draw a claim with the person's own limit, its source and link."""
    own = page.own_figure(entry)
    source = plain(f"{entry.citation}; {EVIDENCE[entry.evidence]}")
    if entry.link.startswith(("https://", "http://")) and not set(entry.link) & set(' ()<>"'):
        source = f"[{source}]({entry.link})"
    st.markdown(f"- {plain(f'{entry.sentence} {own}'.strip())}  \n  {small(source)}")


def _show_rankings(page: LearnPage) -> None:
    for rule in page.counting:
        st.markdown(f"- {plain(capitalised(rule.sentence))}.  \n  {small(plain(rule.source))}")
    name = page.topic.nutrient or ""
    for per, rows in page.rankings.items():
        st.subheader(_(RANKED[per]), anchor=False)
        st.dataframe(ranking_frame(rows, name), hide_index=True, height="content")


def ranking_frame(rows: tuple[RankedFood, ...], name: str) -> pd.DataFrame:
    """Return ranked foods as a table for display."""
    unit = nutrient(name).unit
    return pd.DataFrame(
        [
            {
                _("Food"): row.food,
                _("Usual serving"): f"{row.serving} ({row.serving_g:.0f} g)",
                _("{unit} per serving").format(unit=unit): amount(row.per_serving),
                _("{unit} per 100 kcal").format(unit=unit): (
                    "–" if row.per_100_kcal is None else amount(row.per_100_kcal)
                ),
                _("% of my target"): "–" if row.percent is None else f"{row.percent:.0f}",
                _("Good to know"): row.note,
            }
            for row in rows
        ]
    )


def _show_facts(page: LearnPage) -> None:
    """Draw the popular claims that are corrected or left out, with reasons and sources."""
    changed = [fact for fact in page.facts if fact.verdict != "carried"]
    if not changed:
        return
    with st.expander(_("What popular articles say, corrected")):
        for fact in changed:
            said = plain(f"{FACT_KINDS[fact.kind]} “{fact.item}”: {fact.reason}.")
            st.markdown(f"- {said}  \n  {small(plain('; '.join(fact.sources)))}")
