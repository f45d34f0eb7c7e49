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
    if os.path.isdir(path):
        raise InputError(f"cannot write {path}: it is a folder; name a file in it")
    if _is_device(path):
        return
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        raise InputError(f"cannot write {path}: there is no folder {folder}; create it first")
    if not os.access(folder, os.W_OK) or (os.path.exists(path) and not os.access(path, os.W_OK)):
        raise InputError(f"cannot write {path}: no permission; choose another place with -o")


def _is_device(path: Path) -> bool:
    """Tell whether a path is no file on disk (``/dev/null``, a pipe), to be written to in place."""
    return os.path.exists(path) and not os.path.isfile(path)


def write_output(content: str | bytes, path: Path | None) -> None:
    """Write a file, whole or not at all, or to standard output when there is none.

    Raises
    ------
    InputError
        If the file cannot be written; what stood there before stays.
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    if path is None:
        sys.stdout.buffer.write(raw)
        sys.stdout.flush()
        return
    check_writable(path)
    target = Path(os.path.realpath(path))  # of a link, the file it leads to
    temporary = ""
    try:
        if _is_device(path):
            path.write_bytes(raw)
            return
        with tempfile.NamedTemporaryFile("wb", dir=target.parent, delete=False) as file:
            temporary = file.name
            file.write(raw)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise InputError(f"cannot write {path}: {error.strerror}") from None
