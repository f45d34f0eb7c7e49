"""Choices among labelled values that last for the visit, whichever page is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st

from planner.dashboard.wording.i18n import _, translated

Value = TypeVar("Value")


def choose(label: str, labels: Mapping[Value, str], key: str, **options: Any) -> Any:
    """Draw a choice of one value.

    Parameters
    ----------
    label : str
        What is asked.
    labels : mapping
        The values to choose from, in order, with the words for each.
    key : str
        Where the session holds the value chosen.
    **options
        Further arguments of `streamlit.selectbox`.

    Returns
    -------
    The value chosen; None where nothing is (with ``index=None``).
    """
    return st.selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        persist_state="session",
        **options,
    )


def choose_standing(
    label: str, labels: Mapping[Value, str], key: str, usual: Value | None = None
) -> Any:
    """Draw a choice of one; the usual value, else the first, if the one chosen is not offered."""
    if st.session_state.get(key) not in labels:
        st.session_state[key] = next(iter(labels)) if usual is None else usual
    return choose(label, labels, key, width=260)


def choose_several(label: str, labels: Mapping[Value, str], key: str, **options: Any) -> list[Any]:
    """Draw a choice of several values; parameters as in `choose`, for `streamlit.multiselect`."""
    return st.multiselect(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        persist_state="session",
        **options,
    )


def choose_by_search(
    label: str, labels: Mapping[Value, str], key: str, **options: Any
) -> list[Any]:
    """Draw a choice of several among many; Enter takes the first match, never all of them."""
    return choose_several(
        label,
        labels,
        key,
        placeholder=_("None: type to search"),
        filter_mode="contains",
        select_all=False,
        **options,
    )


def choose_side_by_side(label: str, labels: Mapping[Value, str], key: str, **options: Any) -> Any:
    """Draw a choice of one value with all values in view, in one row."""
    return st.radio(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        persist_state="session",
        horizontal=True,
        **options,
    )


def choose_view(views: Mapping[str, str], key: str) -> str:
    """Draw the choice of a page's view; the first if the one chosen is not offered.

    Parameters
    ----------
    views : mapping of str to str
        English label of each view by its id.
    key : str
        Where the session holds the id chosen.
    """
    if st.session_state.get(key) not in views:
        st.session_state[key] = next(iter(views))
    return str(choose_side_by_side(_("Show"), translated(views), key))
