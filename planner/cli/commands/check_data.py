"""``planner check-data``."""

from __future__ import annotations

import typer

from planner.nutrition.checks.all_tables import check_all_tables


def check_data() -> None:
    """Check every data table: schema, checksum, cross-references and plausible values."""
    checked = check_all_tables()
    typer.echo(f"all {checked} tables are in order")
