"""What plans, judges and explains decides on fields, never on the wording of a text."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import planner

ROOMS = ("certification", "explain", "optimize/model", "planning")
# Ways to take a text apart or to ask how it begins. What a user or a table writes is read once, in
# the rooms below, into a type with fields.
APART = frozenset(
    {"startswith", "endswith", "split", "rsplit", "partition", "rpartition", "removeprefix",
     "removesuffix"}
)  # fmt: skip


def taken_apart(code: str) -> list[int]:
    """Return the lines that take a text apart."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in APART
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_no_text_is_taken_apart(room: str) -> None:
    """Names, ids and sentences carry what is asked of them beside them, as fields."""
    folder = Path(planner.__file__).parent / room
    modules = sorted(folder.rglob("*.py"))
    assert modules
    found = {
        f"{room}/{path.relative_to(folder)}": lines
        for path in modules
        if (lines := taken_apart(path.read_text("utf-8")))
    }
    assert found == {}


def test_the_check_sees_what_it_is_for() -> None:
    """A prefix that is asked for is found, a text that is joined is not."""
    assert taken_apart('x = 1\nif name.startswith("floor "):\n    pass\n') == [2]
    assert taken_apart('words = ", ".join(names)\n') == []
