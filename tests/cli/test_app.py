"""The program: exit codes, help, completion, and no tracebacks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.errors import NoPlanError, SolverError

Run = Callable[..., Any]
ROOT = Path(planner.__file__).parents[1]


def test_help_reads_like_the_readme(run: Run) -> None:
    """The help lists every command, an example and the exit codes."""
    shown = run("--help")
    assert shown.code == 0
    for word in ("plan", "targets", "foods", "certify", "diet", "check-data", "dashboard"):
        assert f"\n  {word} " in shown.out
    assert "planner plan --sex female" in shown.out
    assert "Exit codes" in shown.out


@pytest.mark.parametrize(
    "command", ["plan", "targets", "foods", "certify", "diet", "check-data", "dashboard"]
)
def test_every_command_has_help(command: str, run: Run) -> None:
    """--help of a command ends with 0 and says what it does."""
    shown = run(command, "--help")
    assert shown.code == 0
    assert shown.out.count("\n") > 4


@pytest.mark.parametrize(
    "words", ["plam", "plan --sexx female", "plan --age thirty", "foods --top 0"]
)
def test_bad_usage_ends_with_two(words: str, run: Run) -> None:
    """Unknown command, unknown option, text for a number: exit 2 with a message on stderr."""
    shown = run(*words.split())
    assert (shown.code, shown.out) == (2, "")
    assert "Error" in shown.err
    assert "Traceback" not in shown.err


@pytest.mark.parametrize(("error", "code"), [(NoPlanError, 3), (SolverError, 4)])
def test_errors_end_with_their_own_code(
    error: type[Exception], code: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of the planner is one message and an exit code."""

    def fail(*_: object, **__: object) -> None:
        raise error("told in words")

    monkeypatch.setattr("planner.nutrition.checks.all_tables.check_all_tables", fail)
    shown = run("check-data")
    assert (shown.code, shown.out, shown.err) == (code, "", "planner: told in words\n")


def start(*arguments: str, folder: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m planner`` as another process, in another folder."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return subprocess.run(
        [sys.executable, "-m", "planner", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **changes},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_program_runs_from_anywhere(tmp_path: Path) -> None:
    """From an empty folder, in its own process, a plan is written and certified."""
    person = ["--sex", "male", "--age", "45", "--height", "180", "--weight", "85"]
    made = start("plan", *person, "-o", "day.csv", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    assert made.stdout == ""
    assert made.stderr.startswith("certified: ")
    assert [path.name for path in tmp_path.iterdir()] == ["day.csv"]
    judged = start("certify", "day.csv", *person, folder=tmp_path)
    assert (judged.returncode, judged.stdout) == (0, "certified: 1 day(s), nothing broken\n")


def test_bad_input_of_a_process_is_one_message(tmp_path: Path) -> None:
    """In its own process: exit 2, only the message on stderr, nothing written."""
    made = start("foods", "--diet", "vegn", "-o", "foods.csv", folder=tmp_path)
    assert (made.returncode, made.stdout) == (2, "")
    assert made.stderr == "planner: unknown diet 'vegn': did you mean vegan or vegetarian?\n"
    assert not list(tmp_path.iterdir())


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    """In the plain C locale the units still come out as UTF-8."""
    shown = start(
        *["targets", "--sex", "male", "--age", "45", "--height", "180", "--weight", "85"],
        folder=tmp_path,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONIOENCODING="ascii",
    )
    assert shown.returncode == 0, shown.stderr
    assert "µg" in shown.stdout


def test_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """``planner foods | head -1`` prints a line and no traceback."""
    command = f"{sys.executable} -m planner foods | head -1"
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    shown = subprocess.run(
        ["sh", "-c", command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert shown.stdout.startswith("food_id,food,group")
    assert shown.stderr == ""


def test_version_is_the_packages(run: Run) -> None:
    """``planner --version`` prints the version of the package."""
    shown = run("--version")
    assert (shown.code, shown.out) == (0, f"planner {planner.__version__}\n")
    assert re.fullmatch(r"\d+\.\d+\.\d+", planner.__version__)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("planner wh", "what-if"),
        ("planner plan --obj", "--objective"),
        ("planner plan --avoid milk egg --sex female --near", "--nearest"),
        ("planner dishes ex", "export"),
    ],
)
def test_shell_completion_knows_commands_and_options(words: str, offered: str) -> None:
    """Completion offers names by their beginning, also after an option with several values."""
    shown = subprocess.run(
        [sys.executable, "-m", "planner"],
        env={**os.environ, "_PLANNER_COMPLETE": "complete_bash", "COMP_WORDS": words,
             "COMP_CWORD": str(len(words.split()) - 1)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert shown.stdout.split() == [offered]


def test_completion_can_be_installed(run: Run) -> None:
    """The help lists the option that installs completion."""
    assert "--install-completion" in run("--help").out
