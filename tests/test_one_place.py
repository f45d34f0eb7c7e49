"""One place to add an objective, a solver, an exporter, a standard or a list option.

Each test adds an entry as a contributor would, and finds it on the command line and, if the
dashboard offers the choice, in its selectors.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

import planner
from planner.cli.deferred import DeferredCommand, group_of
from planner.dashboard.session import state
from planner.formats import EXPORTERS, Exporter
from planner.nutrition import tables
from planner.nutrition.people import energy_tables, reference_intakes
from planner.optimize.model.objectives import ChoiceCosts, fewest_foods
from planner.optimize.solve.pulp_solvers import highs
from planner.request.choices import OBJECTIVES, SOLVERS, Objective, Solver

Run = Callable[..., Any]
WOMAN = ("--sex", "female", "--age", "34", "--height", "167", "--weight", "62")
ROOT = Path(planner.__file__).parents[1]
asked: list[str] = []  # which of the functions below were called


def plainest(*arguments: Any) -> ChoiceCosts:
    """Return the costs of a test objective."""
    asked.append("plainest")
    return fewest_foods(*arguments)


def twin(*arguments: Any) -> Any:
    """Return a test solver."""
    asked.append("twin")
    return highs(*arguments)


ENTRIES: list[tuple[dict[str, Any], str, Any]] = [
    (OBJECTIVES, "plainest", Objective("the plainest of all", "fewest foods", plainest)),
    (SOLVERS, "twin", Solver("a twin of HiGHS", twin)),
    (
        EXPORTERS,
        "names",
        Exporter(
            "Names of foods",
            ".names",
            "text/plain",
            lambda plans: "\n".join(row.food_id for row in plans[0].portions).encode(),
        ),
    ),
]


def add_standard(folder: Path) -> None:
    """Add a standard to a copy of ``data/``: an entry, and the rows of its figures."""
    targets = folder / "targets"
    with (targets / "standards.toml").open("a", encoding="utf-8") as file:
        file.write('\n[nordic]\nlabel = "the Nordic countries"\n')
    efsa = (targets / "efsa.csv").read_text(encoding="utf-8")
    (targets / "nordic.csv").write_text(efsa, encoding="utf-8")
    for name in ("activity_levels.csv", "energy_additions.csv"):
        rows = (targets / name).read_text(encoding="utf-8").splitlines(keepends=True)
        own = [row.replace("efsa,", "nordic,", 1) for row in rows if row.startswith("efsa,")]
        (targets / name).write_text("".join([*rows, *own]), encoding="utf-8")


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the entries to their registries."""
    asked.clear()
    for registry, name, entry in ENTRIES:
        monkeypatch.setitem(registry, name, entry)


@pytest.fixture
def standard(data_copy: Path) -> Iterator[None]:
    """Add the standard to a copy of the tables."""
    add_standard(data_copy)
    caches = (
        *(reference_intakes.standard_labels, reference_intakes._figures),
        *(reference_intakes._group_of, reference_intakes._group),
        *(energy_tables._activity_rows, energy_tables.activity_level),
        *(energy_tables._energy_rows, energy_tables.energy_rows),
    )
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def help_of(command: str, folder: Path) -> str:
    """Return the help of a command in a process that starts with the entries added."""
    code = (
        "import sys, pathlib, test_one_place as added\n"
        "for registry, name, entry in added.ENTRIES:\n    registry[name] = entry\n"
        "added.tables.data_directory = lambda: pathlib.Path(sys.argv.pop(1))\n"
        "folder = added.tables.data_directory()\n"
        "added.tables.data_directory = lambda: folder\n"
        "from planner.cli import main\nmain()\n"
    )
    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
    shown = subprocess.run(
        [sys.executable, "-c", code, str(folder), command, "--help"],
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return shown.stdout


def test_help_offers_what_was_added(data_copy: Path) -> None:
    """``planner plan --help`` names the objective, the solver, the exporter and the standard."""
    add_standard(data_copy)
    shown = help_of("plan", data_copy)
    for name in ("plainest", "twin", "names", "nordic"):
        assert name in shown, name


@pytest.mark.usefixtures("entries")
def test_objective_solver_and_exporter_make_a_plan(run: Run) -> None:
    """A plan is solved by the new solver for the new objective and written by the new exporter."""
    shown = run("plan", *WOMAN, "--objective", "plainest", "--solver", "twin", "--format", "names")
    assert shown.code == 0, shown.err
    assert set(asked) == {"plainest", "twin"}
    assert "twin in " in shown.err
    assert len(shown.out.split()) > 5


@pytest.mark.usefixtures("standard")
def test_standard_gives_targets(run: Run) -> None:
    """Targets of the new standard are those of its table."""
    shown = run("targets", *WOMAN, "--standard", "nordic")
    assert shown.code == 0
    assert shown.out == run("targets", *WOMAN, "--standard", "efsa").out.replace("EFSA:", "NORDIC:")


def cook(mood: Annotated[list[str] | None, typer.Option(help="Moods.")] = None) -> None:
    """Take a list option that is declared here only."""
    typer.echo(" and ".join(mood or ()))


def test_list_option_takes_several_values() -> None:
    """Its type makes ``--mood calm merry`` two values."""
    program = typer.Typer(cls=group_of([DeferredCommand("cook", f"{__name__}:cook", "Cook.")]))
    program.callback()(lambda: None)
    shown = CliRunner().invoke(program, ["cook", "--mood", "calm", "merry"])
    assert shown.stdout == "calm and merry\n"


@pytest.mark.usefixtures("entries", "standard")
def test_dashboard_offers_what_was_added(monkeypatch: pytest.MonkeyPatch) -> None:
    """The form offers the objective and the standard, the page the export format."""
    monkeypatch.setattr(state, "SOLVES_AHEAD", False)
    monkeypatch.setattr(state, "PATIENCE_SECONDS", 120.0)
    monkeypatch.setattr(state, "PATIENCE_FOR_DAYS_SECONDS", 120.0)
    page = AppTest.from_file(str(tables.app_path()), default_timeout=150).run()
    assert not page.exception
    assert "the plainest of all" in page.selectbox(key="plan_objective").options
    assert "the Nordic countries" in page.selectbox(key="plan_standard").options
    assert "Names of foods" in [button.label for button in page.download_button]
