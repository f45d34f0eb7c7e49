"""Fixtures: a private PostgreSQL server on loopback; tests are skipped without it."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import OperationalError

SECONDS_TO_START = 60


def _programs() -> Path | None:
    """Return the folder of the newest installed server."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    newest = max(folders, key=lambda folder: int(folder.parent.name), default=None)
    found = shutil.which("initdb")
    return newest or (Path(found).resolve().parent if found else None)


def _cannot_run(reason: str) -> None:
    """Skip with a reason; fail if PostgreSQL is required, as in CI."""
    if os.environ.get("STEADYPLATE_REQUIRE_POSTGRES"):
        pytest.fail(f"{reason} (STEADYPLATE_REQUIRE_POSTGRES is set)")
    pytest.skip(reason)


def _unprivileged() -> dict[str, Any]:
    """Return the arguments that run a child not as root, which the server refuses."""
    if os.getuid() != 0:
        return {}
    user = "postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody"
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _wait_until_ready(url: URL, server: subprocess.Popen[bytes], log: Path) -> None:
    engine = create_engine(url)
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with engine.connect():
                engine.dispose()
                return
        except OperationalError:
            time.sleep(0.1)
    pytest.fail(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """Start a private server on a free loopback port until the tests end."""
    programs = _programs()
    if programs is None:
        _cannot_run("these tests need PostgreSQL: apt-get install postgresql")
        raise AssertionError
    who = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="steadyplate-postgres-"))
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    if who:
        for path in (folder, folder / "password"):
            shutil.chown(path, who["user"])
    subprocess.run(
        [
            programs / "initdb", "--pgdata", folder / "data", "--username", "tester", "--no-sync",
            "--auth", "scram-sha-256", "--pwfile", folder / "password", "--encoding", "UTF8",
            "--locale", "C.UTF-8",
        ],
        check=True, capture_output=True, cwd=folder, **who,
    )  # fmt: skip
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [
                programs / "postgres", "-D", folder / "data", "-p", str(port),
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
                "-c", "fsync=off", "-c", "shared_buffers=16MB",
            ],
            stdout=output, stderr=subprocess.STDOUT, cwd=folder, **who,
        )  # fmt: skip
    url = URL.create(
        "postgresql+psycopg", "tester", password, "127.0.0.1", port, database="postgres"
    )
    try:
        _wait_until_ready(url, server, log)
        yield url
    finally:
        server.send_signal(signal.SIGINT)  # fast: it does not wait for clients
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def required_or_installed() -> bool:
    """Return whether tests that also run with SQLite should use PostgreSQL."""
    return bool(os.environ.get("STEADYPLATE_REQUIRE_POSTGRES")) or _programs() is not None


def empty_database(server: URL) -> URL:
    """Make a new database on the server and return its address."""
    name = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return server.set(database=name)
