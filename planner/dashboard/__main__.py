"""Serve the dashboard: ``python -m planner.dashboard STREAMLIT-OPTIONS``.

The day that the first visitor sees is solved while the server starts.
"""

from __future__ import annotations

import sys

from streamlit.web.cli import main as run_streamlit

from planner.dashboard import ahead, state
from planner.dashboard.asking import one
from planner.tables import app_path


def main() -> None:
    """Start the first day's work, then Streamlit in this process."""
    ahead.start(one(state.first_request()))
    sys.argv = ["streamlit", "run", str(app_path()), *sys.argv[1:]]
    run_streamlit()


if __name__ == "__main__":
    main()
