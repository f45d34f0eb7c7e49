"""The database: its address, permissions and migrations."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine, inspect, text

from planner.errors import InputError, StoreError
from planner.store import database, open_database
from planner.store.database import database_url, migration_config
from planner.store.tables import Base


def test_default_is_a_file_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a setting, the database is in the user's data folder."""
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    found = database_url({})
    assert found.drivername == "sqlite"
    assert found.database == str(tmp_path / ".local/share/steadyplate/steadyplate.db")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_goes_through_psycopg_3(scheme: str) -> None:
    """Every usual form of a PostgreSQL address works."""
    found = database_url({database.URL_VARIABLE: f"{scheme}://me:secret@db/plans"})
    assert found.drivername == "postgresql+psycopg"
    assert (found.username, found.host, found.database) == ("me", "db", "plans")


@pytest.mark.parametrize("given", ["mysql://me:secret@db/plans", "secret", "sqlite://"])
def test_other_addresses_are_refused_without_repeating_a_password(given: str) -> None:
    """The message names what is allowed and does not show the password."""
    with pytest.raises(InputError, match="postgresql://") as raised:
        database_url({database.URL_VARIABLE: given})
    assert "secret" not in str(raised.value)


def test_only_the_user_may_read_the_file(tmp_path: Path) -> None:
    """Folder, file and write-ahead log are private; the log is used."""
    path = tmp_path / "deep" / "saved.db"
    engine = open_database(URL.create("sqlite", database=str(path)))
    with engine.connect() as connection:
        pragmas = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
        modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    engine.dispose()
    assert pragmas == {
        "journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000, "synchronous": 2,
    }  # fmt: skip
    assert modes == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file in place of the folder gives one message with the remedy."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/saved\.db.*PLANNER_DATABASE_URL"):
        open_database(URL.create("sqlite", database=str(tmp_path / "file" / "saved.db")))


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    """An existing file that is not a database of the planner is not changed."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, " * 100)
    with pytest.raises(StoreError, match="not a database"):
        open_database(URL.create("sqlite", database=str(path)))
    assert path.read_text() == "Dear reader, " * 100


def test_steps_make_the_tables_of_the_models(url: URL) -> None:
    """Migrations and models agree, and opening again changes nothing."""
    open_database(url).dispose()
    engine = open_database(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_steps_can_be_taken_back(url: URL) -> None:
    """Migrations go down to nothing and up again, on both databases."""
    engine = open_database(url)
    with engine.begin() as connection:
        command.downgrade(migration_config(connection), "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    engine.dispose()
    engine = open_database(url)
    assert set(Base.metadata.tables) < set(inspect(engine).get_table_names())
    engine.dispose()


def test_many_may_open_a_new_database_at_once(url: URL) -> None:
    """Concurrent openers migrate once, and each finds every table."""
    newest = ScriptDirectory.from_config(migration_config()).get_current_head()
    with ThreadPoolExecutor(8) as pool:
        engines = list(pool.map(lambda _: open_database(url), range(8)))
    for engine in engines:
        with engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).all()
        assert found == [(newest,)]
        assert set(Base.metadata.tables) < set(inspect(engine).get_table_names())
        engine.dispose()


def test_a_database_of_a_newer_version_is_refused(url: URL) -> None:
    """A database of a newer version is refused, with a message to update."""
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"newer version.*update"):
        open_database(url)


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    """A wrong port gives one message with the address and without the password."""
    url = database_url({database.URL_VARIABLE: "postgresql://me:secret@127.0.0.1:1/plans"})
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1") as raised:
        open_database(url)
    assert "secret" not in str(raised.value)


def test_a_failed_step_leaves_nothing_behind(url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed migration is rolled back."""

    def upgrade_and_fail(config: object, _revision: str) -> None:
        connection = config.attributes["connection"]  # type: ignore[attr-defined]
        connection.execute(text("CREATE TABLE half (a INTEGER)"))
        raise RuntimeError

    monkeypatch.setattr(database.command, "upgrade", upgrade_and_fail)
    with pytest.raises(RuntimeError):
        open_database(url)
    engine = create_engine(url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
