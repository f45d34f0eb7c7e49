"""``planner check-data``."""

from __future__ import annotations

import typer


def check_data() -> None:
    """Check every data table: schema, checksum, cross-references and plausible values."""
    # Pandera and pandas are slow to import; the help is shown without them.
    from planner.nutrition.checks.all_tables import check_all_tables  # noqa: PLC0415

    checked = check_all_tables()
    typer.echo(f"all {checked} tables are in order")
