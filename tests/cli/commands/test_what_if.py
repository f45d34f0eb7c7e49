"""``planner what-if``: output, files and refused input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.explain.what_if import Comparison, WhatIf
from planner.formats.plan_csv import plans_as_csv
from planner.planning.make import Plan

if TYPE_CHECKING:
    from tests.conftest import Ran

WOMAN = (
    *("--sex", "female", "--age", "34", "--height", "167", "--weight", "62"),
    *("--activity", "active", "--diet", "vegan"),
)
Run = Callable[..., "Ran"]


@pytest.fixture(scope="module")
def plan_file(vegan_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the vegan woman's plan as a file."""
    path = tmp_path_factory.mktemp("what-if") / "day.csv"
    path.write_bytes(plans_as_csv([vegan_plan]).encode())
    return path


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--new-limit", "max_sodum_mg=3"), "did you mean max_sodium_mg"),
        (("--new-limit", "max_sodium_mg=a_lot"), "give a limit and a number"),
        (("--allow", "cow"), "unknown food, dish or group 'cow'"),
        (("--new-diet", "carnivore"), "unknown diet 'carnivore'"),
        (("--forbid", "soy", "--format", "csv"), "unknown format 'csv'"),
        ((), "nothing is changed: give --allow"),
    ],
)
def test_what_if_that_names_nothing_ends_with_two(
    options: tuple[str, ...], words: str, plan_file: Path, tmp_path: Path, run: Run
) -> None:
    """One clear message, exit 2, nothing written."""
    path = tmp_path / "new.csv"
    shown = run("what-if", plan_file, *WOMAN, *options, "-o", path)
    assert (shown.code, shown.out) == (2, "")
    assert words in shown.err
    assert not path.exists()


def test_what_if_shows_both_plans_and_writes_the_new_one(
    plan_file: Path,
    vegan_plan: Plan,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The options become one change; the answer is printed and its plan written."""
    asked: list[WhatIf] = []

    def take(standing: Plan, change: WhatIf) -> Comparison:
        asked.append(change)
        return Comparison(change.words, standing, vegan_plan)

    monkeypatch.setattr("planner.cli.commands.what_if.compare", take)
    path = tmp_path / "new.csv"
    options = ("--forbid", "tofu", "peanut", "--new-energy", "2200", "--new-limit", "cap_fruit=200")
    shown = run("what-if", plan_file, *WOMAN, *options, "-o", path)
    assert shown.code == 0
    assert shown.out.startswith("# What if: no tofu")
    assert "| Magnesium | " in shown.out
    (change,) = asked
    assert change.request.avoid == ("peanut", "tofu")
    assert change.request.person.energy_kcal == 2200.0
    assert change.request.limits == (("cap_fruit", 200.0),)
    assert path.read_bytes() == plans_as_csv([vegan_plan]).encode()
    found = json.loads(run("what-if", plan_file, *WOMAN, *options, "--format", "json").out)
    assert {"what_if", "scores", "nutrients", "gone", "come"} == set(found)
