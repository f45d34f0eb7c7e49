"""Help in sections: options are grouped by subject, and none is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from planner.cli.commands import COMMANDS

Run = Callable[..., Any]


def test_options_stand_under_their_subject(run: Run) -> None:
    """``planner plan --help`` has sections for the person, the food and the week."""
    shown = run("plan", "--help").out
    sections = dict(re.findall(r"^(\S[^\n]*):\n((?:  [^\n]*\n|\n)+)", shown, re.MULTILINE))
    assert "--sex" in sections["Person"]
    assert "--avoid" in sections["What to eat"]
    assert "--leftovers" in sections["Several days"]
    assert "--help" in sections["Options"]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_no_option_is_lost(command: Any, run: Run) -> None:
    """Each option of a command is in its help once."""
    shown = run(command.name, "--help").out
    for parameter in command.real.params:
        for flag in parameter.opts if parameter.param_type_name == "option" else ():
            assert re.findall(rf"^  .*{flag}\b(?!-)", shown, re.MULTILINE), flag
