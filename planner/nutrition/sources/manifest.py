"""``data/MANIFEST.toml``: for every table its sha256, origin, publisher, edition and licence."""

from __future__ import annotations

import tomllib

import tomli_w

from planner.nutrition.sources.fetch import sha256_of
from planner.nutrition.tables import data_directory, data_path


def table_names() -> list[str]:
    """Return every table of ``data/`` by its name, sorted; the manifest itself left out."""
    folder = data_directory()
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in {".csv", ".toml"} and path.name != "MANIFEST.toml"
    )


def read_manifest() -> dict[str, dict[str, object]]:
    """Return the manifest's entries by table name."""
    with data_path("MANIFEST.toml").open("rb") as file:
        tables: dict[str, dict[str, object]] = tomllib.load(file)["tables"]
    return tables


def write_manifest() -> None:
    """Rewrite the checksums; the hand-written words about each table stay."""
    path = data_path("MANIFEST.toml")
    with path.open("rb") as file:
        manifest = tomllib.load(file)
    entries = manifest.setdefault("tables", {})
    names = table_names()
    manifest["tables"] = {
        name: {**entries.get(name, {}), "sha256": sha256_of(data_path(name))} for name in names
    }
    path.write_text(tomli_w.dumps(manifest), encoding="utf-8", newline="\n")
