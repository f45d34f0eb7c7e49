"""A shopping list by aisle with checkboxes, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

import streamlit as st

from planner.dashboard.session import visitor_items
from planner.dashboard.views.person_day_picker import WEEKDAY_LABELS
from planner.dashboard.wording.i18n import N_, _, ngettext
from planner.dashboard.wording.text import capitalised, measured, plain, small
from planner.errors import PlannerError
from planner.formats.plan_pdf import shopping_as_pdf
from planner.formats.shopping_list import ShoppingList
from planner.formats.shopping_text import (
    aisle_label,
    left_words,
    packs_words,
    shopping_as_csv,
    shopping_as_markdown,
    uses_of,
)
from planner.nutrition.foods.shopping_lines import Line
from planner.nutrition.foods.shopping_trips import Errand

# By default long labels of checkboxes are truncated; those of the list must be complete.
_STYLE = (
    "<style>[class*=st-key-shop_tick] label p{white-space:normal;overflow:visible}"
    "[class*=st-key-shop_tick] label{align-items:flex-start}</style>"
)
AISLES = {
    "bakery": N_("Bakery"),
    "beverages": N_("Drinks"),
    "breakfast_cereals": N_("Breakfast cereals"),
    "canned_and_jarred": N_("Cans and jars"),
    "dairy_and_eggs": N_("Dairy and eggs"),
    "dried_beans": N_("Dried beans and lentils"),
    "frozen": N_("Frozen"),
    "grains_and_pasta": N_("Grains and pasta"),
    "meat_and_fish": N_("Meat and fish"),
    "nuts_and_dried_fruit": N_("Nuts and dried fruit"),
    "oils_and_dressings": N_("Oils and dressings"),
    "plant_based": N_("Plant-based"),
    "produce": N_("Fruit and vegetables"),
    "spices_and_condiments": N_("Spices and condiments"),
    "sweets_and_snacks": N_("Sweets and snacks"),
}


@st.fragment
def show(found: ShoppingList, key: str) -> None:
    """Draw the list; a tick redraws only this part of the page."""
    ticked = visitor_items.ticks(key)
    st.html(_STYLE)
    st.header(_("To buy"), anchor=False)
    wanted = [item for day in _days(found) for item in _items(found, day)]
    done = sum(item.key in ticked for item in wanted)
    with st.container(horizontal=True, vertical_alignment="center"):
        words = ngettext(
            "**{done} of {count} item** in the basket",
            "**{done} of {count} items** in the basket",
            len(wanted),
        )
        st.markdown(words.format(done=done, count=len(wanted)), width="stretch")
        uses = st.toggle(_("Show what each item is for"), key="shop_uses", persist_state="session")
        hide = st.toggle(_("Hide ticked items"), key="shop_hide", persist_state="session")
        st.button(
            _("Untick all"),
            key="shop_untick",
            icon=":material/remove_done:",
            disabled=not ticked,
            on_click=_untick,
            args=(key, sorted(ticked)),
        )
    _report()
    shown = [item for item in wanted if not (hide and item.key in ticked)]
    groups = [(title, list(rows)) for title, rows in groupby(shown, key=_heading)]
    if wanted and not shown:
        st.success(_("Everything is in the basket."), icon=":material/check:")
    for column, part in zip(st.columns(2), _halves(groups), strict=True):
        with column:
            for title, items in part:
                st.subheader(title, anchor=False)
                for item in items:
                    _show_item(item, key, ticked=item.key in ticked, uses=uses)
    _show_enough([line for line in found.lines if line.units == 0])
    st.markdown(small(plain(_cost(found))))


@dataclass(frozen=True)
class Item:
    """A line of the list on the day on which it is bought.

    Attributes
    ----------
    line, errand : Line, Errand
        What is bought, and when.
    day : int
        The day of this purchase.
    found : ShoppingList
        The list.
    """

    line: Line
    errand: Errand
    day: int
    found: ShoppingList

    @property
    def is_top_up(self) -> bool:
        """Whether it is bought later, since it would not keep."""
        return self.day != self.found.first_day

    @property
    def key(self) -> str:
        """Key for its tick."""
        return item_of(self.line) + (f"_day_{self.day}" if self.is_top_up else "")


def item_of(line: Line) -> str:
    """Return the key of a line for ticks."""
    return line.food_ids[0]


def _days(found: ShoppingList) -> tuple[int, ...]:
    return (found.first_day, *found.top_up_days)


def _items(found: ShoppingList, day: int) -> list[Item]:
    return [Item(line, errand, day, found) for line, errand in found.on_day(day)]


def _heading(item: Item) -> str:
    if item.is_top_up:
        return _("Midweek top-up, {day}").format(day=day_word(item.day, item.found.start))
    if item.line.unit.staple:
        return _("Check that you have")
    label = AISLES.get(item.line.aisle)
    return aisle_label(item.line.aisle) if label is None else _(label)


def day_word(day: int, start: date | None) -> str:
    """Return the weekday of a day, or its number without a date, in the visitor's language."""
    if start is None:
        return _("day {day}").format(day=day)
    return _(WEEKDAY_LABELS[(start.weekday() + day - 1) % len(WEEKDAY_LABELS)])


def _halves(
    groups: Sequence[tuple[str, list[Item]]],
) -> tuple[list[tuple[str, list[Item]]], list[tuple[str, list[Item]]]]:
    """Divide the aisles into two columns of similar length, keeping their order."""
    whole = sum(len(items) + 1 for _title, items in groups)
    left: list[tuple[str, list[Item]]] = []
    right: list[tuple[str, list[Item]]] = []
    height = 0
    for group in groups:
        middle = height + (len(group[1]) + 1) / 2
        (left if middle < whole / 2 else right).append(group)
        height += len(group[1]) + 1
    return left, right


def _show_item(item: Item, key: str, *, ticked: bool, uses: bool) -> None:
    """Draw one checkbox; it shows the saved tick, also if it was set in another session."""
    widget = f"shop_tick_{key[:12]}_{item.key}"
    st.session_state[widget] = ticked
    st.checkbox(
        _words(item, uses=uses),
        key=widget,
        on_change=_tick,
        args=(widget, key, item.key),
    )


def _weight(grams: float) -> str:
    """Write a weight in whole grams, small ones with their decimals."""
    return measured(float(round(grams)) if grams >= 1 else grams, "g")


def _words(item: Item, *, uses: bool) -> str:
    """Return a line: item, packs, amount needed, what is left and kept how, and its uses."""
    line, start = item.line, item.found.start
    amounts = [_("{grams} needed").format(grams=_weight(line.grams))]
    if line.at_home:
        amounts.append(_("{grams} at home").format(grams=_weight(line.at_home)))
    if left_words(line):
        amounts.append(_("{grams} left").format(grams=_weight(line.left_over_g)))
    more = [f"({', '.join(amounts)})", *_keeping(item)]
    if uses:
        more += [
            f"{label} ({', '.join(day_word(day, start) for day in days)})"
            for label, days in uses_of(line, item.errand, item.day)
        ]
    packs = packs_words(line, item.errand.packs[item.day])
    bought = f"**{plain(capitalised(line.name))}**: {plain(packs)}"
    return f"{bought} {small(plain('; '.join(more)))}"


def _keeping(item: Item) -> list[str]:
    """Say what to freeze, or what is used past the days that it keeps."""
    errand, start = item.errand, item.found.start
    if errand.frozen_for:
        days = ", ".join(day_word(day, start) for day in errand.frozen_for)
        words = _("freeze {grams} for {days}")
        return [words.format(grams=_weight(errand.frozen_g), days=days)]
    if errand.late_for and item.line.keeping is not None:
        days = ", ".join(day_word(day, start) for day in errand.late_for)
        words = _("keeps about {count} days: look at it before {days}")
        return [words.format(count=item.line.keeping.days_unopened, days=days)]
    return []


def _tick(widget: str, key: str, item: str) -> None:
    _act(partial(visitor_items.tick, key, item, ticked=bool(st.session_state[widget])))


def _untick(key: str, items: list[str]) -> None:
    for item in items:
        _act(partial(visitor_items.tick, key, item, ticked=False))


def _act(work: partial[None]) -> None:
    """Change a tick, and store the message of an error."""
    try:
        work()
    except PlannerError as error:
        st.session_state["shop_problem"] = str(error)


def _report() -> None:
    problem = st.session_state.pop("shop_problem", "")
    if problem:
        st.error(_("**That was not done.**") + f" {plain(problem)}", icon=":material/error:")


def _show_enough(lines: list[Line]) -> None:
    if lines:
        words = "; ".join(f"{line.name} ({_weight(line.grams)})" for line in lines)
        st.markdown(_("**Enough at home:** {things}").format(things=plain(words)))


def _cost(found: ShoppingList) -> str:
    """Return the cost of the list and its packs, the years of the prices, and what is guessed."""
    years = ", ".join(sorted({line.price_year for line in found.lines if line.price_year}))
    words = _("About {usd:.0f} USD of food at average US prices of {years}.").format(
        usd=found.cost_usd, years=years
    )
    words += " " + _("The packs to buy cost about {usd:.0f} USD, staples apart.").format(
        usd=found.basket_usd
    )
    count = len(found.unpriced)
    if count:
        more = ngettext(
            "{count} item without a known price is counted at the price of like foods.",
            "{count} items without a known price are counted at the price of like foods.",
            count,
        )
        words += " " + more.format(count=count)
    return words


def show_files(found: ShoppingList) -> None:
    """Draw the downloads of the list and its text to copy."""
    with st.container(horizontal=True):
        for name, label, write, suffix, mime in (
            ("csv", _("Table (CSV)"), shopping_as_csv, ".csv", "text/csv"),
            ("markdown", _("Text (Markdown)"), shopping_as_markdown, ".md", "text/markdown"),
            ("pdf", _("To print (PDF)"), shopping_as_pdf, ".pdf", "application/pdf"),
        ):
            st.download_button(
                label,
                partial(write, found),  # the file is made on click
                file_name=f"steadyplate-shopping{suffix}",
                mime=mime,
                key=f"shop_download_{name}",
                on_click="ignore",
                icon=":material/download:",
            )
    with st.expander(_("Copy as text"), icon=":material/content_copy:"):
        st.code(shopping_as_markdown(found), language=None, wrap_lines=True)
