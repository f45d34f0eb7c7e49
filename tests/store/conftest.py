"""An empty database for each test: SQLite in a file, and PostgreSQL if installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgres import empty_database
from sqlalchemy import URL, Engine

from planner.store import Shelf, open_database


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """Return the address of an empty database of each kind."""
    if request.param == "sqlite":
        return URL.create("sqlite", database=str(tmp_path / "saved.db"))
    return empty_database(request.getfixturevalue("postgres_server"))


@pytest.fixture
def engine(url: URL) -> Iterator[Engine]:
    """Open it."""
    opened = open_database(url)
    yield opened
    opened.dispose()


@pytest.fixture
def shelf(engine: Engine) -> Shelf:
    """Return the shelf of one owner."""
    return Shelf(engine, "alice")


@pytest.fixture
def shelf_of(engine: Engine) -> Callable[[str], Shelf]:
    """Return the shelf of another owner in the same database."""
    return lambda owner: Shelf(engine, owner)
