"""Plan files for scripts: round trip and errors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.formats import EXPORTERS
from planner.formats.plan_files import read_plan, write_plan
from planner.planning.plan import Plan


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name != "ics"])
def test_ending_chooses_the_format(name: str, vegan_plan: Plan, tmp_path: Path) -> None:
    """The file's suffix selects the exporter."""
    path = tmp_path / f"day{EXPORTERS[name].suffix}"
    write_plan(vegan_plan, path)
    if name not in ("xlsx", "pdf"):  # these hold the time of writing
        assert path.read_bytes() == EXPORTERS[name].write([vegan_plan])
    assert path.stat().st_size > 100


def test_plan_read_again_is_judged_the_same(vegan_plan: Plan, tmp_path: Path) -> None:
    """Portions and verdict survive a round trip."""
    path = tmp_path / "day.csv"
    write_plan(vegan_plan, str(path))
    again = read_plan(str(path), vegan_plan.request)
    assert again.status == "certified"
    assert [(row.meal, row.food_id) for row in again.portions] == [
        (row.meal, row.food_id) for row in vegan_plan.portions
    ]


def test_name_of_the_request_chooses_a_person(
    vegan_plan: Plan, omnivore_plan: Plan, tmp_path: Path
) -> None:
    """Of two people in a file, the one with the request's name is read."""

    def named(plan: Plan, name: str) -> Plan:
        rows = tuple(replace(row, person=name) for row in plan.portions)
        return replace(plan, portions=rows, request=plan.request.changed(name=name))

    path = tmp_path / "two.csv"
    write_plan([named(vegan_plan, "Ann"), named(omnivore_plan, "Bo")], path)
    found = read_plan(path, vegan_plan.request.changed(name="Ann"))
    assert len(found.portions) == len(vegan_plan.portions)
    with pytest.raises(InputError, match=r"'Ann', 'Bo', not of ''"):
        read_plan(path, vegan_plan.request)


@pytest.mark.parametrize(
    ("name", "form", "message"),
    [
        ("day.txt", None, "unknown suffix"),
        ("day.csv", "word", "unknown format 'word'"),
        ("day.ics", None, "needs dates"),
        ("missing/day.csv", None, "there is no folder"),
    ],
)
def test_what_cannot_be_written_is_refused(
    name: str, form: str | None, message: str, vegan_plan: Plan, tmp_path: Path
) -> None:
    """One message, and nothing is written."""
    with pytest.raises(InputError, match=message):
        write_plan(vegan_plan, tmp_path / name, form)
    assert not list(tmp_path.iterdir())


def test_format_wins_over_the_ending(vegan_plan: Plan, tmp_path: Path) -> None:
    """A format given by name is written to a file of any name."""
    write_plan(vegan_plan, tmp_path / "day.txt", "markdown")
    assert (tmp_path / "day.txt").read_bytes() == EXPORTERS["markdown"].write([vegan_plan])


def test_several_days_are_taken_from_the_file(vegan_plan: Plan, tmp_path: Path) -> None:
    """A file of two days is judged as two days, although the request has one."""
    second = tuple(replace(row, day=2) for row in vegan_plan.portions)
    path = tmp_path / "two.csv"
    write_plan(replace(vegan_plan, portions=(*vegan_plan.portions, *second)), path)
    assert read_plan(path, vegan_plan.request).request.days == 2
