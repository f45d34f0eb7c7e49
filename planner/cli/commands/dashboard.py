"""``planner dashboard``."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import typer


def dashboard(
    port: Annotated[int, typer.Option(min=1024, max=65535, help="Port on localhost.")] = 8501,
) -> None:
    """Serve the dashboard on http://localhost:PORT."""
    command = [
        sys.executable, "-m", "planner.dashboard",
        "--server.port", str(port), "--server.address", "localhost",
        "--server.headless", "true", "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    raise typer.Exit(subprocess.run(command, check=False).returncode)  # noqa: S603 - fixed words
