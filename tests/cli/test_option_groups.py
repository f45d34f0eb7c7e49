"""Groups of options: each field is an option, and the command gets the filled group."""

from __future__ import annotations

import inspect
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from planner.cli.grouping import request_fields, takes_groups
from planner.cli.option_groups import (
    CalendarOptions,
    ChoiceOptions,
    Cooking,
    DietOptions,
    OwnItems,
    PersonOptions,
    PlanTargetOptions,
    SolverOptions,
    Variety,
)
from planner.errors import InputError


def test_a_group_stands_for_its_options() -> None:
    """Typer sees the fields as options of the command, and the command gets their values."""
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
    person = list(PersonOptions.__dataclass_fields__)
    assert names[1 : 1 + len(person)] == person
    assert names[1 + len(person) :] == ["loud", *DietOptions.__dataclass_fields__]
    app = typer.Typer()
    app.command()(command)
    words = ["--name", "Ada", "--age", "34", "--condition", "diabetes", "--diet", "vegan", "--loud"]
    assert CliRunner().invoke(app, words).exit_code == 0
    who, fare = PersonOptions(age=34, condition=["diabetes"]), DietOptions(diet="vegan")
    assert heard == [("Ada", who, True, fare)]
    assert who.given()["age"] == 34
    assert "profile" not in who.given()
    assert fare.given() == {"diet": "vegan", "avoid": None, "exclude": None, "standard": None}


def test_options_left_out_set_no_field() -> None:
    """The defaults are those of a request."""
    groups = (ChoiceOptions(), PlanTargetOptions(), CalendarOptions(), SolverOptions(), OwnItems())
    assert request_fields(*groups, Cooking(), Variety()) == {}


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ("9", {"budget_usd": 9.0}),
        ("8.5/day", {"budget_usd": 8.5}),
        ("70/week", {"week_budget_usd": 70.0}),
    ],
)
def test_a_budget_is_for_a_day_or_a_week(given: str, fields: dict[str, float]) -> None:
    """A number is the food of a day; with /week it is the packs of a week."""
    assert ChoiceOptions(budget=given).request_fields().items() >= fields.items()
    assert request_fields(ChoiceOptions(budget=given)) == fields


@pytest.mark.parametrize("given", ["much", "70/month", "/week"])
def test_another_budget_is_refused(given: str) -> None:
    """The message shows both forms."""
    with pytest.raises(InputError, match="70/week"):
        request_fields(ChoiceOptions(budget=given))


def test_groups_join_into_fields_of_the_request() -> None:
    """Week rules come from two groups; zero is a value; ``all`` means every meal."""
    fields = request_fields(
        ChoiceOptions(seed=0, snacks=0, like=["kale=2"], dislike=["tofu"], simple=["all"]),
        PlanTargetOptions(limit=["max_sodium_mg=1500", "cap_fruit=300"], sun=True),
        Cooking(leftovers=True, cooking_minutes=["weekday=30", "90"]),
        Variety(fish_days=0),
    )
    assert fields == {
        "seed": 0,
        "snacks": 0,
        "tastes": (("kale", 2.0), ("tofu", -1.0)),
        "simple": ("breakfast", "lunch", "dinner", "snack"),
        "limits": (("max_sodium_mg", 1500.0), ("cap_fruit", 300.0)),
        "sun": True,
        "week": {
            "leftovers": True,
            "cooking_minutes": (("weekday", 30), ("day", 90)),
            "fish_days": 0,
        },
    }
