"""Access to the visitor's shelf; all visitors share one connection pool."""

from __future__ import annotations

import streamlit as st
from sqlalchemy import Engine, make_url

from planner.dashboard.session.visitor import Visitor
from planner.errors import InputError
from planner.store import Shelf, database_url, open_database


@st.cache_resource(show_spinner=False, max_entries=2)
def _engine(url: str) -> Engine:
    return open_database(make_url(url))


def shelf_of(visitor: Visitor) -> Shelf:
    """Return the visitor's shelf.

    Raises
    ------
    InputError
        If data may not be saved for the visitor, or the address of the database is not valid.
    StoreError
        If the database cannot be reached.
    """
    if not visitor.may_save:
        raise InputError("nothing can be saved for an unknown visitor")
    return Shelf(_engine(database_url().render_as_string(hide_password=False)), visitor.owner)


def where() -> tuple[bool, str]:
    """Return whether data is saved in a file on this computer, and the file or the server."""
    url = database_url()
    on_disk = url.get_backend_name() == "sqlite"
    return on_disk, str(url.database if on_disk else url.host or "PostgreSQL")
