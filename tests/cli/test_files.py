"""Files are written completely or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from planner.cli.files import check_writable, write_output
from planner.errors import InputError


def test_file_is_written_byte_for_byte(tmp_path: Path) -> None:
    """Line ends and characters are kept; the file is readable, no temporary file is left."""
    path = tmp_path / "day.csv"
    write_output("a,µ\r\n1,½\r\n", path)
    assert path.read_bytes() == "a,µ\r\n1,½\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [path]


def test_standard_output_when_there_is_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a path the text goes to stdout unchanged."""
    write_output("one\r\ntwo\r\n", None)
    assert capsys.readouterr().out == "one\r\ntwo\r\n"


def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk is full, the old content is kept and no temporary file is left."""
    path = tmp_path / "day.csv"
    path.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError, match="No space left on device"):
        write_output("new", path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (".", "it is a folder"),
        ("missing/day.csv", "there is no folder"),
        ("file/day.csv", "there is no folder"),
    ],
)
def test_places_that_cannot_be_written_are_refused(name: str, words: str, tmp_path: Path) -> None:
    """A folder, a missing folder and a file used as a folder are refused beforehand."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=words):
        check_writable(tmp_path / name)
    with pytest.raises(InputError, match=words):
        write_output("x", tmp_path / name)


def test_name_too_long_is_an_input_error(tmp_path: Path) -> None:
    """The message has the system's reason for refusing a name."""
    path = tmp_path / ("a" * 300 + ".csv")
    check_writable(path)
    with pytest.raises(InputError, match="cannot write"):
        write_output("x", path)
    assert not list(tmp_path.iterdir())


def test_forbidden_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without write permission is refused."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match="no permission"):
        check_writable(tmp_path / "day.csv")


def test_link_is_followed(tmp_path: Path) -> None:
    """Writing through a link changes the file it leads to and leaves the link."""
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_output("new", link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_pipe_is_written_in_place(tmp_path: Path) -> None:
    """A device or pipe (``-o /dev/null``) is written to, never replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    check_writable(pipe)
    write_output("through", pipe)
    reader.join(timeout=10)
    assert read == [b"through"]
    assert pipe.is_fifo()
