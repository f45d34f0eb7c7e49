"""The dashboard run in process by Streamlit's own test driver."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import make_url
from streamlit.testing.v1 import AppTest

from planner.dashboard.session import state
from planner.store import Shelf, open_database

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every page wait until its job has ended, and answer nothing ahead of time."""
    monkeypatch.setattr(state, "SOLVES_AHEAD", False)
    monkeypatch.setattr(state, "PATIENCE_SECONDS", 120.0)
    monkeypatch.setattr(state, "PATIENCE_FOR_DAYS_SECONDS", 120.0)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a database with its tables and no rows."""
    path = tmp_path_factory.mktemp("empty") / "saved.db"
    engine = open_database(make_url(f"sqlite:///{path}"))
    engine.dispose()
    return path


@pytest.fixture(autouse=True)
def _own_database(empty_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a database of its own: never that of the user who runs the tests."""
    shutil.copy(empty_database, tmp_path / "saved.db")
    monkeypatch.setenv("PLANNER_DATABASE_URL", f"sqlite:///{tmp_path}/saved.db")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """Return the shelf of the local user in a new database."""
    url = f"sqlite:///{tmp_path}/saved.db"
    monkeypatch.setenv("PLANNER_DATABASE_URL", url)
    st.cache_resource.clear()
    engine = open_database(make_url(url))
    yield Shelf(engine, "local")
    engine.dispose()


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """Return a function that opens the app as a new visitor, with parameters in the address."""

    def visit(**parameters: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=150)
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.run()

    return visit


@pytest.fixture
def page(open_page: Callable[..., AppTest]) -> AppTest:
    """Open the page as a new visitor; solved plans are remembered between tests."""
    return open_page()
