"""The database of the store: its address, connection, transactions and migrations."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import platformdirs
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from planner.errors import InputError, StoreError

URL_VARIABLE = "PLANNER_DATABASE_URL"
_WRITES = "steadyplate_writes"
_SECONDS_TO_WAIT = 10  # for another process to finish writing
_MIGRATION_LOCK = 5_870_331  # arbitrary, but the same in every process
_PRAGMAS = (
    f"busy_timeout = {_SECONDS_TO_WAIT * 1000}",  # first, since the next one may have to wait
    "journal_mode = WAL",
    "synchronous = FULL",  # a commit returns only after the data is on disk
    "foreign_keys = ON",
)
_DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def database_url(environment: Mapping[str, str] = os.environ) -> URL:
    """Return the address of the database: ``PLANNER_DATABASE_URL``, or a file of the user.

    Raises
    ------
    InputError
        If the address is not one of SQLite or PostgreSQL.
    """
    given = environment.get(URL_VARIABLE, "").strip()
    if not given:
        folder = platformdirs.user_data_path("steadyplate", appauthor=False)
        return URL.create("sqlite", database=str(folder / "steadyplate.db"))
    allowed = (
        f"{URL_VARIABLE}: write sqlite:////folder/file.db, or "
        "postgresql://user:password@host/database"
    )
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):  # the error text may contain a password
        raise InputError(f"{allowed}; its value is not a database address") from None
    if url.drivername not in _DRIVERS:
        raise InputError(f"{allowed}; {url.drivername!r} is not supported")
    if url.drivername == "sqlite" and not url.database:
        raise InputError(f"{allowed}; a database in memory does not keep anything")
    return url.set(drivername=_DRIVERS[url.drivername])


def open_database(url: URL) -> Engine:
    """Connect to the database and run missing migrations in one transaction.

    Raises
    ------
    InputError
        If the address is of PostgreSQL and its driver is not installed.
    StoreError
        If the database cannot be reached, read or written, or was written by a newer version.
    """
    if url.get_backend_name() == "sqlite":
        engine = _open_sqlite(Path(str(url.database)).expanduser())
    elif find_spec("psycopg") is None:
        raise InputError("PostgreSQL needs its driver: pip install 'steadyplate[postgres]'")
    else:
        engine = create_engine(url, pool_pre_ping=True)
    try:
        _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _open_sqlite(path: Path) -> Engine:
    """Open or create an SQLite file that only its owner may read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be used for saving: {error.strerror}; set {URL_VARIABLE} to another"
        ) from None
    engine = create_engine(URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the listener below begins transactions
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # SQLite may refuse to upgrade a read transaction, so writers lock from the beginning.
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Session]:
    """Yield a session that is committed at the end, or rolled back on an error.

    Raises
    ------
    StoreError
        If the database failed.
    IntegrityError
        If a constraint of the tables was violated; the caller must translate it.
    """
    with _failures_in_words(engine):
        bind = engine.execution_options(**{_WRITES: writes})
        with Session(bind) as session, session.begin():
            yield session


@contextmanager
def _failures_in_words(engine: Engine) -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:  # its text may contain saved data, that of the driver does not
        where = engine.url.render_as_string(hide_password=True)
        why = str(error.orig).splitlines()[0] if str(error.orig) else type(error.orig).__name__
        raise StoreError(
            f"{where}: {why}; nothing was changed, and everything saved before is still there"
        ) from None


def migration_config(connection: Connection | None = None) -> Config:
    """Return the configuration of Alembic, which needs no file."""
    config = Config()
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _bring_up_to_date(engine: Engine) -> None:
    """Run the missing migrations; a lock serializes processes that open the database at once."""
    head = ScriptDirectory.from_config(migration_config()).get_current_head()
    with _failures_in_words(engine):
        with engine.connect() as connection:
            if MigrationContext.configure(connection).get_current_revision() == head:
                return
        with engine.execution_options(**{_WRITES: True}).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK}
                )
            try:
                command.upgrade(migration_config(connection), "head")
            except CommandError as error:
                where = engine.url.render_as_string(hide_password=True)
                raise StoreError(
                    f"{where}: written by a newer version of Steadyplate ({error}); update this one"
                ) from None
