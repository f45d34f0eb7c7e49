"""Write files completely or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from planner.errors import InputError


def check_writable(path: Path) -> None:
    """Check that a file can be written.

    Raises
    ------
    InputError
        If the path is a folder, or its folder is missing or not writable.
    """
    if os.path.isdir(path):
        raise InputError(f"cannot write {path}: it is a folder; name a file in it")
    if _is_device(path):
        return
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        raise InputError(f"cannot write {path}: there is no folder {folder}; create it first")
    if not os.access(folder, os.W_OK) or (os.path.exists(path) and not os.access(path, os.W_OK)):
        raise InputError(f"cannot write {path}: no permission; choose another place")


def _is_device(path: Path) -> bool:
    """Return whether a path is a device or pipe (``/dev/null``), which cannot be replaced."""
    return os.path.exists(path) and not os.path.isfile(path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file completely, or leave an existing file unchanged.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    check_writable(path)
    target = Path(os.path.realpath(path))  # a symbolic link itself is not replaced
    temporary = ""
    try:
        if _is_device(path):
            path.write_bytes(content)
            return
        with tempfile.NamedTemporaryFile("wb", dir=target.parent, delete=False) as file:
            temporary = file.name
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise InputError(f"cannot write {path}: {error.strerror}") from None
