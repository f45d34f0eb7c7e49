"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from planner.errors import InputError


def check_writable(path: Path | None) -> None:
    """Refuse, before any work is done, a path that cannot be written.

    Raises
    ------
    InputError
        If it is a folder, or its folder is missing or not writable.
    """
    if path is None:
        return
    folder = path.parent
    if path.is_dir():
        raise InputError(f"cannot write {path}: it is a folder; name a file in it")
    if not folder.is_dir():
        raise InputError(f"cannot write {path}: there is no folder {folder}; create it first")
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise InputError(f"cannot write {path}: no permission; choose another place with -o")


def write_output(text: str, path: Path | None) -> None:
    """Write text to a file, whole or not at all, or to standard output when there is none.

    Raises
    ------
    InputError
        If the file cannot be written; what stood there before stays.
    """
    if path is None:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
        return
    check_writable(path)
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, delete=False
        ) as file:
            temporary = file.name
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise InputError(f"cannot write {path}: {error.strerror}") from None
