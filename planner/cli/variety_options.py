"""Options of how different the days of a plan are."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.options import WEEK, one_of
from planner.nutrition.foods.variety_levels import variety_levels

VarietyName = Annotated[
    str | None,
    typer.Option(
        "--variety",
        help=f"How different the meals of a week are: {one_of(variety_levels())} (balanced).",
        rich_help_panel=WEEK,
    ),
]
DishTimes = Annotated[
    int | None,
    typer.Option(help="How often a dish may be served in 7 days (2).", rich_help_panel=WEEK),
]
Vegetables = Annotated[
    int | None,
    typer.Option(help="Fewest different vegetables in 7 days (10).", rich_help_panel=WEEK),
]
Fruits = Annotated[
    int | None, typer.Option(help="Fewest different fruits in 7 days (5).", rich_help_panel=WEEK)
]
Proteins = Annotated[
    int | None,
    typer.Option(help="Fewest different protein sources in 7 days (5).", rich_help_panel=WEEK),
]
FishDays = Annotated[
    int | None, typer.Option(help="Fewest days with fish in 7 days (2).", rich_help_panel=WEEK)
]
