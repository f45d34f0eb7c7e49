"""The visitor's shelf in the store; the database is opened once for everybody."""

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
    """Return the visitor's part of the store.

    Raises
    ------
    InputError
        If nothing may be saved for them, or the database's address is none.
    StoreError
        If the database cannot be reached.
    """
    if not visitor.may_save:
        raise InputError("nothing is saved for visitors that are not known")
    return Shelf(_engine(database_url().render_as_string(hide_password=False)), visitor.owner)


def where() -> tuple[bool, str]:
    """Return whether things are saved in a file of this computer, and the file or the server."""
    url = database_url()
    on_disk = url.get_backend_name() == "sqlite"
    return on_disk, str(url.database if on_disk else url.host or "PostgreSQL")
