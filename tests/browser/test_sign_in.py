"""Two people sign in to a hosted dashboard; neither receives any data of the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from oidc import CLIENT_ID, CLIENT_SECRET, Provider, serve
from postgres import empty_database, required_or_installed
from serving import MILLISECONDS_TO_WAIT, free_port, serve_dashboard
from sqlalchemy import URL, create_engine, make_url, text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SECRET_NAME = "Profile of Ann alone"  # noqa: S105 - nobody else may read it


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """Return an empty database on PostgreSQL, or on SQLite if PostgreSQL is not installed."""
    if required_or_installed():
        return empty_database(request.getfixturevalue("postgres_server"))
    return make_url(f"sqlite:///{tmp_path}/saved.db")


@pytest.fixture
def provider_port() -> int:
    """Return a free port for the dashboard; its login provider must know it in advance."""
    return free_port()


@pytest.fixture
def hosted(
    chromium_path: str, database: URL, provider_port: int, tmp_path: Path
) -> Iterator[tuple[str, Provider]]:
    """Serve a dashboard with login, and the login provider."""
    redirect_uri = f"http://127.0.0.1:{provider_port}/oauth2callback"
    with serve({"1": "Ann", "2": "Bo"}, redirect_uri) as provider:
        secrets_file = tmp_path / "secrets.toml"
        secrets_file.write_text(
            f'[auth]\nredirect_uri = "{redirect_uri}"\ncookie_secret = "{"only for tests " * 3}"\n'
            f'client_id = "{CLIENT_ID}"\nclient_secret = "{CLIENT_SECRET}"\n'
            f'server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"\n'
        )
        options = ("--secrets.files", str(secrets_file))
        whole = database.render_as_string(hide_password=False)
        log = tmp_path / "log.txt"
        environment = {"PLANNER_DATABASE_URL": whole, "NO_PROXY": "127.0.0.1"}
        with serve_dashboard(log, *options, port=provider_port, **environment) as url:
            yield url, provider


def _sign_in(browser: Browser, url: str, name: str) -> tuple[Page, list[bytes]]:
    """Sign in as a new visitor; return the page My data and all data that was received."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(MILLISECONDS_TO_WAIT)
    received: list[bytes] = []

    def keep(frame: Any) -> None:
        received.append(frame if isinstance(frame, bytes) else str(frame).encode())

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    page.goto(f"{url}/my-data")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=name).click()
    page.wait_for_url(f"{url}/**")
    page.get_by_role("link", name="My data").click()
    page.get_by_text(f"Signed in as {name}").wait_for()
    return page, received


def _export(page: Page) -> dict[str, Any]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export everything").click()
    whole: dict[str, Any] = json.loads(Path(waiting.value.path()).read_text("utf-8"))
    return whole


def test_each_row_belongs_to_who_signed_in(
    browser: Browser, hosted: tuple[str, Provider], database: URL
) -> None:
    """Ann sees her profile after a reload; Bo's browser never receives it."""
    url, provider = hosted
    ann, _ = _sign_in(browser, url, "Ann")
    ann.get_by_label("Name", exact=True).fill(SECRET_NAME)
    ann.get_by_role("button", name="Save the profile").click()
    ann.get_by_text(f"Saved as {SECRET_NAME}").wait_for()

    bo, received = _sign_in(browser, url, "Bo")
    bo.get_by_text("Nothing is saved yet.").wait_for()
    assert _export(bo)["entries"] == []
    bo.get_by_text("Yes, delete everything I saved").click()
    bo.get_by_role("button", name="Delete everything").click()
    bo.get_by_text("Everything you saved is deleted.").wait_for()
    assert len(received) > 5
    assert not any(SECRET_NAME.encode() in frame for frame in received)

    ann.reload()
    ann.get_by_text(SECRET_NAME).first.wait_for()
    assert [entry["name"] for entry in _export(ann)["entries"]] == [SECRET_NAME]
    engine = create_engine(database)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT owner, name FROM entries")).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [(f"{provider.issuer} 1", SECRET_NAME)]
    for page in (ann, bo):
        page.context.close()
