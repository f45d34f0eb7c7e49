"""Selection widgets for labelled values, which keep their value when the page changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st

from planner.dashboard.wording.i18n import _, translated

Value = TypeVar("Value")


def choose(label: str, labels: Mapping[Value, str], key: str, **options: Any) -> Any:
    """Draw a selection of one value.

    Parameters
    ----------
    label : str
        Label of the widget.
    labels : mapping
        Label of each value, in the order of the values.
    key : str
        Key of the selected value in the session.
    **options
        Further arguments of `streamlit.selectbox`.

    Returns
    -------
    The selected value; None if nothing is selected (with ``index=None``).
    """
    return st.selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        persist_state="session",
        **options,
    )


def choose_current(
    label: str, labels: Mapping[Value, str], key: str, usual: Value | None = None
) -> Any:
    """Draw a selection of one value; `usual` or the first if the selected one is not offered."""
    if st.session_state.get(key) not in labels:
        st.session_state[key] = next(iter(labels)) if usual is None else usual
    return choose(label, labels, key, width=260)


def choose_several(label: str, labels: Mapping[Value, str], key: str, **options: Any) -> list[Any]:
    """Draw a selection of several values; parameters as in `choose`."""
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
    """Draw a selection among many values; Enter selects the first match, not all of them."""
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
    """Draw a selection of one value that shows all values in one row."""
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
    """Draw the selection of a page's view; the first if the selected one is not offered.

    Parameters
    ----------
    views : mapping of str to str
        English label of each view by id.
    key : str
        Key of the selected id in the session.
    """
    if st.session_state.get(key) not in views:
        st.session_state[key] = next(iter(views))
    return str(choose_side_by_side(_("Show"), translated(views), key))
