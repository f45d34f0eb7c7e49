"""``data/MANIFEST.toml``: sha256, origin, publisher, edition and licence of every table."""

from __future__ import annotations

import tomllib

import tomli_w

from planner.nutrition.sources.fetch import sha256_of
from planner.nutrition.tables import data_directory, data_path


def table_names() -> list[str]:
    """Return the name of every table of ``data/`` except the manifest, sorted."""
    folder = data_directory()
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in {".csv", ".toml", ".parquet"} and path.name != "MANIFEST.toml"
    )


def read_manifest() -> dict[str, dict[str, object]]:
    """Return the manifest's entries by table name."""
    with data_path("MANIFEST.toml").open("rb") as file:
        tables: dict[str, dict[str, object]] = tomllib.load(file)["tables"]
    return tables


def write_manifest() -> None:
    """Update the checksums; the hand-written entries of each table stay."""
    path = data_path("MANIFEST.toml")
    with path.open("rb") as file:
        manifest = tomllib.load(file)
    entries = manifest.setdefault("tables", {})
    names = table_names()
    manifest["tables"] = {
        name: {**entries.get(name, {}), "sha256": sha256_of(data_path(name))} for name in names
    }
    path.write_text(tomli_w.dumps(manifest), encoding="utf-8", newline="\n")
