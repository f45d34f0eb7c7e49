"""``planner dashboard``: its address, and when it prints it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from planner.cli.commands import dashboard as dashboard_command

Run = Callable[..., Any]


class Server:
    """A stand-in server that answers the second health check and exits with code 5."""

    started: ClassVar[list[list[str]]] = []
    ends_at_once = False

    def __init__(self, command: list[str]) -> None:
        self.started.append(command)

    def poll(self) -> int | None:
        """Return the code of a server that has ended."""
        return 5 if self.ends_at_once else None

    def wait(self) -> int:
        """Return the code that it ends with."""
        return 5


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    """Replace the real server with a stand-in."""
    looks: list[int] = []

    def answers(port: int) -> bool:
        looks.append(port)
        return len(looks) > 1

    monkeypatch.setattr(Server, "started", [])
    monkeypatch.setattr(dashboard_command.subprocess, "Popen", Server)
    monkeypatch.setattr(dashboard_command, "_answers", answers)
    monkeypatch.setattr(dashboard_command, "SECONDS_BETWEEN_LOOKS", 0.0)
    return Server


def test_dashboard_is_started_on_its_port(run: Run, server: type[Server]) -> None:
    """It is served on localhost only, its address is printed, its exit code passed on."""
    shown = run("dashboard", "--port", "8765")
    assert shown.code == 5
    (command,) = server.started
    assert command[1:3] == ["-m", "planner.dashboard"]
    assert command[command.index("--server.port") + 1] == "8765"
    assert command[command.index("--server.address") + 1] == "localhost"
    assert "ready: http://localhost:8765" in shown.out


def test_no_address_of_a_server_that_ended(
    run: Run, server: type[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that cannot start is not reported as ready."""
    monkeypatch.setattr(server, "ends_at_once", True)
    shown = run("dashboard", "--port", "8765")
    assert shown.code == 5
    assert "ready" not in shown.out


def test_port_in_use_is_refused(run: Run, server: type[Server]) -> None:
    """No server is started on a port that is in use."""
    with socket.create_server(("localhost", 0)) as other:
        port = other.getsockname()[1]
        shown = run("dashboard", "--port", str(port))
    assert shown.code == 2
    assert f"--port {port}: another program uses this port" in shown.err
    assert not server.started
