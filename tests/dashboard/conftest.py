"""The dashboard run in process by Streamlit's own test driver."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.session import state

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every page wait for its work, which ends before the page is drawn, and do no more."""
    monkeypatch.setattr(state, "SOLVES_AHEAD", False)
    monkeypatch.setattr(state, "PATIENCE_SECONDS", 120.0)


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
