"""``planner dashboard``: where it serves."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def test_dashboard_is_started_on_its_port(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dashboard is served on localhost alone, and its exit code is passed on."""
    started: list[list[str]] = []

    def remember(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        started.append(command)
        return subprocess.CompletedProcess(command, 5)

    monkeypatch.setattr("planner.cli.commands.dashboard.subprocess.run", remember)
    assert run("dashboard", "--port", "8765").code == 5
    (command,) = started
    assert command[1:3] == ["-m", "planner.dashboard"]
    assert command[command.index("--server.port") + 1] == "8765"
    assert command[command.index("--server.address") + 1] == "localhost"
    assert run("dashboard", "--port", "80").code == 2
