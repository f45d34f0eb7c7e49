"""Commands imported on first use: their names and short help are correct beforehand."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest
import typer

from planner.cli.commands import COMMANDS
from planner.cli.deferred import DeferredCommand


def function_of(command: DeferredCommand) -> Any:
    """Return the function behind a command."""
    module, _, attribute = command.target.partition(":")
    found = getattr(import_module(module), attribute)
    return found.registered_callback.callback if isinstance(found, typer.Typer) else found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_short_help_is_the_commands_own(command: DeferredCommand) -> None:
    """The line of ``planner --help`` is the first paragraph of the command's docstring."""
    first = (inspect.getdoc(function_of(command)) or "").split("\n\n", maxsplit=1)[0]
    assert command.short_help == " ".join(first.split())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_every_option_has_help_that_reads_as_a_sentence(command: DeferredCommand) -> None:
    """Help texts start with a capital letter and end with a full stop."""
    for parameter in command.real.params:
        words = str(getattr(parameter, "help", None) or "")
        assert words, f"{command.name}: {parameter.name}"
        assert words[0].isupper() or not words[0].isalpha(), words
        assert words.endswith("."), words


def loaded_by(*words: str) -> set[str]:
    """Return the modules that another process has imported after running the program."""
    code = (
        "import sys\nfrom planner.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('MODULES', *sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    return set(shown.stdout.rpartition("MODULES")[2].split())


def test_help_imports_nothing_heavy() -> None:
    """``planner --help`` needs neither pandas nor NumPy nor pydantic."""
    assert not loaded_by("--help") & {"pandas", "numpy", "pydantic", "highspy", "pulp"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_help_of_a_command_imports_no_pandas(command: DeferredCommand) -> None:
    """The help of every command is shown without pandas, which takes a second to import."""
    assert "pandas" not in loaded_by(str(command.name), "--help")


def test_targets_import_no_solver_and_no_exporter() -> None:
    """``planner targets`` imports no solver, no dashboard and no store."""
    words = "targets --sex female --age 34 --height 167 --weight 62"
    heavy = {"highspy", "pulp", "fpdf", "pandera", "sqlalchemy", "streamlit"}
    assert not loaded_by(*words.split()) & heavy


def test_importing_planner_is_cheap() -> None:
    """``import planner`` imports only itself; a public name imports its module."""
    code = "import sys, planner; print(len([m for m in sys.modules if m.startswith('planner')]))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "1\n"
