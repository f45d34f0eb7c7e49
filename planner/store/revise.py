"""Generate a migration to the current models: ``python -m planner.store.revise "what changes"``."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import URL

from planner.store.database import migration_config, open_database


def main(what: str) -> None:
    """Write a migration from the tables of the existing migrations to those of the models."""
    with TemporaryDirectory() as folder:
        engine = open_database(URL.create("sqlite", database=str(Path(folder) / "new.db")))
        with engine.connect() as connection:
            config = migration_config(connection)
            versions = Path(str(config.get_main_option("script_location"))) / "versions"
            steps = [int(path.stem[1:5]) for path in versions.glob("v*.py")]
            number = f"{max(steps) + 1:04d}"
            config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
            command.revision(config, what, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
