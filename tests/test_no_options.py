"""Options of the command line stand in its own messages only, never in a page, file or calendar."""

from __future__ import annotations

import ast
import datetime
import io
import re
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

import planner
from planner.cli.setting_options import OPTIONS
from planner.errors import Setting
from planner.formats import EXPORTERS
from planner.nutrition.tables import data_directory
from planner.planning.plan import Plan, SolverReport, solved_plan
from tests.drawn_plans import draw_plan

ROOT = Path(planner.__file__).parent
OPTION = re.compile(r"(?<![\w-])--[a-z]")
# The command line itself, and programs of `make` that nobody reads a message of in a page.
PROGRAMS = ("cli", "nutrition/sources", "optimize/model/document.py")
MODULES = [
    path
    for path in sorted(ROOT.rglob("*.py"))
    if not path.relative_to(ROOT).as_posix().startswith(PROGRAMS)
]


def options_in(code: str) -> list[int]:
    """Return the lines whose texts, docstrings left out, hold an option of the command line."""
    tree = ast.parse(code)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docs
        and OPTION.search(node.value)
    ]


def test_no_shared_module_names_an_option() -> None:
    """A message names the setting; the command line adds its option."""
    assert len(MODULES) > 200
    found = {
        path.relative_to(ROOT).as_posix(): lines
        for path in MODULES
        if (lines := options_in(path.read_text("utf-8")))
    }
    assert found == {}


def test_no_table_and_no_catalogue_names_an_option() -> None:
    """Messages of the tables, and the pages' words in other languages, name none either."""
    paths = [*data_directory().rglob("*.csv"), *data_directory().rglob("*.toml")]
    paths += ROOT.rglob("*.po")
    assert len(paths) > 40
    with_option = [path.name for path in paths if OPTION.search(path.read_text("utf-8"))]
    assert with_option == []


def test_the_check_sees_what_it_is_for() -> None:
    """An option in a message is found; in a docstring, or a dash in a text, it is not."""
    assert options_in('words = f"allow more with --time-limit {x}"\n') == [1]
    assert options_in('def f():\n    """Use --start."""\n    return "2--3, well--known"\n') == []


def test_every_setting_has_its_option() -> None:
    """The command line can say where each setting that a message names is changed."""
    assert set(OPTIONS) == set(Setting)
    assert all(OPTION.match(option) for option in OPTIONS.values())


@pytest.fixture(scope="module")
def two_days() -> Plan:
    """Return two drawn days of a kidney patient with tablets, with a solved plan's warnings."""
    drawn = draw_plan(1)
    request = drawn.request.changed(start=datetime.date(2026, 11, 30))
    report = SolverReport("highs", 30.0, 9.0, clock_struck=True)
    return solved_plan(
        request, drawn.portions, doses=drawn.doses, out_of_reach=frozenset(), solver=report
    )


@pytest.mark.parametrize("form", EXPORTERS)
def test_no_export_names_an_option(form: str, two_days: Plan) -> None:
    """Every text of the file, in each format, of a plan whose search the clock cut short."""
    content = EXPORTERS[form].write([two_days])
    if form == "pdf":
        texts = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    elif form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        texts = [str(cell) for sheet in book for row in sheet.values for cell in row]
    else:
        texts = [content.decode("utf-8")]
    assert any(texts)
    assert not [text for text in texts if OPTION.search(text)]
