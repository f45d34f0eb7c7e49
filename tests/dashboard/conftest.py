"""The dashboard run in process by Streamlit's own test driver."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture
def page() -> AppTest:
    """Open the page as a new visitor; solved plans are remembered between tests."""
    return AppTest.from_file(str(APP), default_timeout=120).run()
