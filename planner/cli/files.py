"""What a command writes: a file, whole or not at all, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from planner.errors import InputError, unknown_name
from planner.formats import whole_files


class FileForm(Protocol):
    """A format in which a command can write."""

    @property
    def suffix(self) -> str:
        """Ending of the file's name."""

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""


def form_of(form: str | None, output: Path | None, forms: Mapping[str, FileForm]) -> str:
    """Return the format asked for, else the one of the file's ending, else CSV.

    Raises
    ------
    InputError
        If there is no such format, or it needs a file and none is named.
    """
    if form is None:
        endings = {one.suffix: name for name, one in forms.items()}
        return endings.get(output.suffix.lower(), "csv") if output else "csv"
    if form not in forms:
        raise unknown_name("format", form, forms)
    if output is None and not forms[form].is_text:
        raise InputError(f"--format {form} is not text: name a file with -o")
    return form


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
