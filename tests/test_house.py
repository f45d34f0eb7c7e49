"""The shape of the code: ten rooms, and limits on the length of files, functions and classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import planner

PACKAGE = Path(planner.__file__).parent
ROOMS = {
    *("nutrition", "request", "optimize", "certification", "planning"),
    *("explain", "formats", "store", "cli", "dashboard"),
}
MOST_LINES = {"file": 400, "function": 60, "class": 150}


def _sources() -> Iterator[tuple[Path, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE), path.read_text(encoding="utf-8")


def test_the_package_holds_ten_rooms_and_its_errors() -> None:
    """Beside the rooms there are only the errors, the public names and ``__main__``."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders == ROOMS
    assert {path.name for path in PACKAGE.glob("*.py")} == {
        "__init__.py",
        "__main__.py",
        "errors.py",
    }


def test_nothing_outgrows_a_page() -> None:
    """Files have at most 400 lines, functions 60 and classes 150, docstrings included."""
    too_long = []
    for path, text in _sources():
        if len(text.splitlines()) > MOST_LINES["file"]:
            too_long.append(str(path))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                most = MOST_LINES["function"]
            elif isinstance(node, ast.ClassDef):
                most = MOST_LINES["class"]
            else:
                continue
            if (node.end_lineno or node.lineno) - node.lineno + 1 > most:
                too_long.append(f"{path}: {node.name}")
    assert too_long == []
