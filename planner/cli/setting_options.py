"""Where the settings that messages advise to change are found on the command line."""

from __future__ import annotations

from collections.abc import Iterable

import typer

from planner.errors import Setting

OPTIONS = {
    Setting.TIME_LIMIT: "--time-limit SECONDS",
    Setting.EFFORT: "--effort thorough",
    Setting.STRICT_DAYS: "--strict-days",
    Setting.SUPPLEMENTS: "--supplements auto",
    Setting.START: "--start 2026-11-30",
    Setting.NUTRIENT: "--nutrient ID",
    Setting.DIARY_FORM: "--as NAME",
    Setting.PERSON: "--person NAME",
    Setting.UNSURE_FOODS: "--count-unsure",
}


def print_options(settings: Iterable[Setting]) -> None:
    """Say on standard error with which option each setting is changed."""
    for setting in dict.fromkeys(settings):
        typer.echo(f"option for {setting}: {OPTIONS[setting]}", err=True)
