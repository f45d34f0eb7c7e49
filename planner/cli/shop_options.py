"""Options of where the food is bought, and of how ordinary it is."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.options import CHOICE, FOOD, one_of
from planner.nutrition.foods.availability import REGIONS
from planner.request.choices import AVAILABILITIES, GUIDELINES, VERSIONS

AvailabilityName = Annotated[
    str | None,
    typer.Option(
        "--availability",
        help=f"Where you buy your food: {one_of(AVAILABILITIES)}.",
        rich_help_panel=FOOD,
    ),
]
RegionName = Annotated[
    str | None,
    typer.Option(
        "--region",
        help=f"Whose shops: {', '.join(REGIONS)}; that of the standard by default.",
        rich_help_panel=FOOD,
    ),
]
CanGet = Annotated[
    list[str] | None,
    typer.Option(
        help="Foods or kinds of food that you can get although such shops lack them.",
        rich_help_panel=FOOD,
    ),
]
VersionsName = Annotated[
    str | None,
    typer.Option(
        "--versions",
        help=f"Whom free-from and plant versions are for: {one_of(VERSIONS)}.",
        rich_help_panel=FOOD,
    ),
]
GuidelinesName = Annotated[
    str | None,
    typer.Option(
        "--guidelines",
        help=f"How close to the guidelines a plan should come: {one_of(GUIDELINES)}.",
        rich_help_panel=CHOICE,
    ),
]
