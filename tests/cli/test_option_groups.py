"""Groups of options: each field an option of the command, the group filled in when it is called."""

from __future__ import annotations

import inspect
from typing import Annotated

import typer
from typer.testing import CliRunner

from planner.cli.option_groups import Cooking, DietOptions, PersonOptions, Variety, takes_groups
from planner.cli.options import read_week


def test_a_group_stands_for_its_options() -> None:
    """Typer sees the fields between the command's own options, and the command gets them filled."""
    heard = []

    @takes_groups
    def command(
        *,
        name: Annotated[str, typer.Option()] = "",
        who: PersonOptions,
        loud: bool = False,
        fare: DietOptions,
    ) -> None:
        heard.append((name, who, loud, fare))

    names = list(inspect.signature(command).parameters)
    assert names[0] == "name"
    assert names[1:12] == list(PersonOptions.__dataclass_fields__)
    assert names[12:] == ["loud", *DietOptions.__dataclass_fields__]
    app = typer.Typer()
    app.command()(command)
    words = ["--name", "Ada", "--age", "34", "--condition", "diabetes", "--diet", "vegan", "--loud"]
    assert CliRunner().invoke(app, words).exit_code == 0
    who, fare = PersonOptions(age=34, condition=["diabetes"]), DietOptions(diet="vegan")
    assert heard == [("Ada", who, True, fare)]
    assert who.given()["age"] == 34
    assert "profile" not in who.given()
    assert fare.given() == {"diet": "vegan", "avoid": None, "exclude": None, "standard": None}


def test_the_groups_on_days_are_what_a_week_reads() -> None:
    """Left out, they ask for nothing."""
    assert read_week(**Cooking().given(), **Variety().given()) == {}
