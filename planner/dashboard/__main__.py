"""Serve the dashboard: ``python -m planner.dashboard STREAMLIT-OPTIONS``.

The plan of the opening page is solved before the server starts, so that the first visitor sees it
at once.
"""

from __future__ import annotations

import gc
import sys

from streamlit.web.cli import main as run_streamlit

from planner.dashboard.session import answers, state
from planner.dashboard.session.question import one
from planner.errors import PlannerError
from planner.nutrition.tables import app_path


def main() -> None:
    """Solve the first day, then run Streamlit in this process."""
    sys.stdout.write("Planning the first day, then serving ...\n")
    sys.stdout.flush()
    try:
        answers.answer(one(state.first_request()))
    except PlannerError as error:  # the page will plan again and show the error
        sys.stderr.write(f"the first day could not be planned: {error}\n")
    gc.freeze()  # the tables are never freed, so exclude them from garbage collection
    sys.argv = ["streamlit", "run", str(app_path()), *sys.argv[1:]]
    run_streamlit()


if __name__ == "__main__":
    main()
