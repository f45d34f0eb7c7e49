"""What a command writes: a file, whole or not at all, or standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from planner.formats import whole_files


def check_writable(path: Path | None) -> None:
    """Refuse, before any work is done, a path that cannot be written; raises InputError."""
    if path is not None:
        whole_files.check_writable(path)


def write_output(content: str | bytes, path: Path | None) -> None:
    """Write a file, whole or not at all, or to standard output if no file is named.

    Raises
    ------
    InputError
        If the file cannot be written; a file that was there before stays as it was.
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    if path is None:
        sys.stdout.buffer.write(raw)
        sys.stdout.flush()
        return
    whole_files.write_whole(path, raw)
