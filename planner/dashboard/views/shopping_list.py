"""A shopping list by aisle with checkboxes, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from planner.dashboard.session import visitor_items
from planner.dashboard.wording.i18n import N_, _, ngettext
from planner.dashboard.wording.text import capitalised, measured, plain, small
from planner.errors import PlannerError
from planner.formats.plan_pdf import shopping_as_pdf
from planner.formats.shopping_list import ShoppingList
from planner.formats.shopping_text import aisle_label, shopping_as_csv, shopping_as_markdown
from planner.nutrition.foods.shopping_lines import Line

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
    wanted = [line for line in found.lines if line.units > 0]
    done = sum(item_of(line) in ticked for line in wanted)
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
    shown = [line for line in wanted if not (hide and item_of(line) in ticked)]
    groups = [(title, list(rows)) for title, rows in groupby(shown, key=_heading)]
    if wanted and not shown:
        st.success(_("Everything is in the basket."), icon=":material/check:")
    for column, part in zip(st.columns(2), _halves(groups), strict=True):
        with column:
            for title, lines in part:
                st.subheader(title, anchor=False)
                for line in lines:
                    _show_line(line, key, ticked=item_of(line) in ticked, uses=uses)
    _show_enough([line for line in found.lines if line.units == 0])
    st.markdown(small(plain(_cost(found))))


def item_of(line: Line) -> str:
    """Return the key of a line for ticks."""
    return line.food_ids[0]


def _heading(line: Line) -> str:
    if line.unit.staple:
        return _("Staples, if you have none")
    label = AISLES.get(line.aisle)
    return aisle_label(line.aisle) if label is None else _(label)


def _halves(
    groups: Sequence[tuple[str, list[Line]]],
) -> tuple[list[tuple[str, list[Line]]], list[tuple[str, list[Line]]]]:
    """Divide the aisles into two columns of similar length, keeping their order."""
    whole = sum(len(lines) + 1 for _title, lines in groups)
    left: list[tuple[str, list[Line]]] = []
    right: list[tuple[str, list[Line]]] = []
    height = 0
    for group in groups:
        middle = height + (len(group[1]) + 1) / 2
        (left if middle < whole / 2 else right).append(group)
        height += len(group[1]) + 1
    return left, right


def _show_line(line: Line, key: str, *, ticked: bool, uses: bool) -> None:
    """Draw one checkbox; it shows the saved tick, also if it was set in another session."""
    widget = f"shop_tick_{key[:12]}_{item_of(line)}"
    st.session_state[widget] = ticked
    st.checkbox(
        _line_words(line, uses=uses),
        key=widget,
        on_change=_tick,
        args=(widget, key, item_of(line)),
    )


def _line_words(line: Line, *, uses: bool) -> str:
    """Return a line: item, units, amount needed and use."""
    amount = _("{grams} needed").format(grams=measured(line.grams, "g"))
    if line.at_home:
        amount += ", " + _("{grams} at home").format(grams=measured(line.at_home, "g"))
    bought = f"**{plain(capitalised(line.name))}**: {plain(line.unit.write(line.units))}"
    more = f"({amount})" + (f" {'; '.join(line.used_for)}" if uses else "")
    return f"{bought} {small(plain(more))}"


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
        words = "; ".join(f"{line.name} ({measured(line.grams, 'g')})" for line in lines)
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
