"""``planner dashboard``."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from typing import Annotated

import typer

from planner.errors import InputError

SECONDS_BETWEEN_LOOKS = 0.2


def dashboard(
    port: Annotated[int, typer.Option(min=1024, max=65535, help="Port on localhost.")] = 8501,
) -> None:
    """Serve the dashboard on http://localhost:PORT."""
    if _is_taken(port):
        raise InputError(
            f"--port {port}: another program uses this port; stop it, or give another port"
        )
    typer.echo("Starting the dashboard ...")
    command = [
        sys.executable, "-m", "planner.dashboard",
        "--server.port", str(port), "--server.address", "localhost",
        "--server.headless", "true", "--browser.gatherUsageStats", "false",
        "--logger.hideWelcomeMessage", "true",
    ]  # fmt: skip
    server = subprocess.Popen(command)  # noqa: S603 - fixed words
    try:
        while server.poll() is None and not _answers(port):
            time.sleep(SECONDS_BETWEEN_LOOKS)
        if server.poll() is None:
            typer.echo(f"The dashboard is ready: http://localhost:{port} (Ctrl-C stops it)")
        code = server.wait()
    except KeyboardInterrupt:  # the server gets it as well
        code = server.wait()
    raise typer.Exit(code)


def _is_taken(port: int) -> bool:
    """Tell whether a program listens on this port of localhost."""
    with socket.socket() as caller:
        caller.settimeout(1.0)
        return caller.connect_ex(("localhost", port)) == 0


def _answers(port: int) -> bool:
    """Tell whether the dashboard answers."""
    address = f"http://localhost:{port}/_stcore/health"
    try:
        with urllib.request.urlopen(address, timeout=2.0) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
