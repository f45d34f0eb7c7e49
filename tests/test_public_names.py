"""The public names exist, are typed, and have examples that run."""

from __future__ import annotations

import ast
import doctest
import inspect
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import planner
from planner.planning.plan import Plan
from planner.request.plan_request import PlanRequest

NAMES = sorted(set(planner.__all__) - {"__version__"})
ROOM = Path(str(planner.__file__)).parent


def test_every_public_name_is_imported_for_type_checkers() -> None:
    """``__all__``, the imports and the table of modules have the same names."""
    tree = ast.parse((ROOM / "__init__.py").read_text("utf-8"))
    (guarded,) = [node for node in tree.body if isinstance(node, ast.If)]
    imported = {
        alias.name: node.module
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert imported == planner._HOMES
    assert set(NAMES) == set(planner._HOMES)


def test_no_room_has_the_name_of_a_public_name() -> None:
    """No public function has the name of a subpackage, which would replace it on import."""
    assert not {path.stem for path in ROOM.iterdir()} & set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_example_runs(
    name: str,
    plan_for: Callable[[PlanRequest], Plan],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Each docstring has an Examples section, which passes as a doctest."""
    public = getattr(planner, name)
    assert "Examples\n--------" in (inspect.getdoc(public) or ""), f"{name} has no example"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(planner, "make_plan", plan_for)  # the same plan is solved once
    found = doctest.DocTestFinder(recurse=False).find(public, name, globs={})
    assert [example for test in found for example in test.examples], f"{name} shows no code"
    for test in found:
        said: list[str] = []
        failed = doctest.DocTestRunner(verbose=False).run(test, out=said.append).failed
        assert not failed, "".join(said)


def test_unknown_name_is_an_attribute_error() -> None:
    """An unknown name raises AttributeError, and ``dir`` lists the public ones."""
    with pytest.raises(AttributeError, match="make_plam"):
        _ = planner.make_plam
    assert set(planner.__all__) <= set(dir(planner))


def test_types_reach_who_uses_the_package(tmp_path: Path) -> None:
    """``py.typed`` exists, so that users' code is checked against the planner's types."""
    assert (ROOM / "py.typed").is_file()
    user = tmp_path / "user.py"
    user.write_text("from planner import make_person\nmake_person(sex='male').age.upper()\n")
    shown = subprocess.run(
        [sys.executable, "-m", "mypy", str(user)],
        cwd=ROOM.parent,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert '"int" has no attribute "upper"' in shown.stdout, shown.stdout


def test_citation_names_this_version() -> None:
    """``CITATION.cff`` has the version of the package."""
    citation = (ROOM.parent / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {planner.__version__}\n" in citation
