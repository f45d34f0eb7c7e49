"""List options: recognised by their types, and each takes several values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from planner.cli.commands import COMMANDS
from planner.cli.list_options import ListCommand, list_options, spread_lists

LISTS = {"--avoid": str, "--exclude": str, "--limit": str, "--day": int}


@pytest.mark.parametrize(
    ("words", "spread"),
    [
        ("--avoid milk egg", "--avoid milk --avoid egg"),
        ("--avoid milk --avoid egg", "--avoid milk --avoid egg"),
        ("--avoid milk,egg;fish", "--avoid milk --avoid egg --avoid fish"),
        ("--avoid milk egg --diet vegan", "--avoid milk --avoid egg --diet vegan"),
        ("--diet vegan --exclude kale tofu --seed 2",
         "--diet vegan --exclude kale --exclude tofu --seed 2"),
        ("--avoid milk egg plan.csv", "--avoid milk --avoid egg plan.csv"),
        ("--avoid milk plans/mine", "--avoid milk plans/mine"),
        ("--avoid milk egg export kale", "--avoid milk --avoid egg export kale"),
        ("--avoid milk -- egg", "--avoid milk -- egg"),
        ("--limit max_iron_mg=5.5 cap_fruit=300 plan.csv",
         "--limit max_iron_mg=5.5 --limit cap_fruit=300 plan.csv"),
        ("--day 3 4,5 plan", "--day 3 --day 4 --day 5 plan"),
        ("--day three", "--day three"),
        ("--avoid", "--avoid"),
        ("--avoid --diet vegan", "--avoid --diet vegan"),
        ("plan.csv --sex female", "plan.csv --sex female"),
        ("", ""),
    ],
)  # fmt: skip
def test_list_options_take_several_values(words: str, spread: str) -> None:
    """Each value gets the option; an option, file, subcommand or the end closes the list."""
    assert spread_lists(words.split(), LISTS, {"export"}) == spread.split()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["--avoid", "--exclude", "--diet", "milk", "egg", "vegan", "plan.csv", "-o", "--sex"]
        ),
        max_size=10,
    )
)
def test_spreading_loses_no_word(words: list[str]) -> None:
    """Apart from repeated options, the arguments are unchanged."""
    spread = spread_lists(words, LISTS)
    assert [w for w in spread if w not in LISTS] == [w for w in words if w not in LISTS]
    assert spread_lists(spread, LISTS) == spread
    for option in LISTS.keys() & set(words):
        assert option in spread


def test_types_tell_the_list_options() -> None:
    """Options whose type is a list take several values; arguments and plain options do not."""
    program = typer.Typer(add_completion=False)

    @program.command(cls=ListCommand)
    def command(
        files: Annotated[list[Path], typer.Argument()],
        avoid: Annotated[list[str] | None, typer.Option("--avoid", "-a")] = None,
        day: Annotated[list[int] | None, typer.Option()] = None,
        diet: Annotated[str, typer.Option()] = "omnivore",
    ) -> None:
        typer.echo(f"{[str(file) for file in files]} {avoid} {day} {diet}")

    real: Any = typer.main.get_command(program)
    assert list_options(real) == {"--avoid": str, "-a": str, "--day": int}
    words = "-a milk egg plan.csv --day 1 2 other --diet vegan"
    assert CliRunner().invoke(program, words.split()).stdout == (
        "['plan.csv', 'other'] ['milk', 'egg'] [1, 2] vegan\n"
    )


@pytest.mark.parametrize(
    ("command", "flags"),
    [
        ("plan", {"--limit", "--avoid", "--lock", "--wish", "--cook-on", "--pantry"}),
        ("what-if", {"--new-limit", "--limit", "--allow", "--forbid"}),
        ("replan", {"--day", "--avoid", "--pantry"}),
        ("dishes", {"--avoid"}),
    ],
)
def test_commands_have_their_list_options(command: str, flags: set[str]) -> None:
    """--limit takes several values too."""
    (real,) = [entry.real for entry in COMMANDS if entry.name == command]
    assert flags <= set(list_options(real))
