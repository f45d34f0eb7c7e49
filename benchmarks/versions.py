"""Two versions of the planner, asked the same questions in turn on the same machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ANSWERING = Path(__file__).with_name("answering.py")


class Version:
    """A version of the planner in a folder, with a process that answers its questions."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, no input of users
            [sys.executable, str(ANSWERING)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            text=True,
        )

    def ask(self, question: str, about: dict[str, Any]) -> dict[str, Any]:
        """Return the figures that `benchmarks.answering` gives for one question.

        Raises
        ------
        RuntimeError
            If the process ended.
        """
        asked, answers = self._process.stdin, self._process.stdout
        line = ""
        if asked is not None and answers is not None:
            asked.write(json.dumps({"ask": question, "about": about}) + "\n")
            asked.flush()
            line = answers.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended at {question}: {about}")
        figures: dict[str, Any] = json.loads(line)
        return figures

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@contextmanager
def version_of_commit(commit: str) -> Iterator[Path]:
    """Write the files of a commit to a folder that is removed afterwards.

    Raises
    ------
    SystemExit
        If this copy of the repository does not have the commit.
    """
    packed = subprocess.run(  # noqa: S603 - a commit named by the developer
        ["git", "-C", str(ROOT), "archive", commit],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if packed.returncode:
        raise SystemExit(
            f"the version before, commit {commit}, is not in this copy of the repository: "
            "fetch its whole history, or name another commit"
        )
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(packed.stdout)) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)


@contextmanager
def both_versions(commit: str) -> Iterator[tuple[Version, Version]]:
    """Start the version before and this one."""
    with version_of_commit(commit) as folder:
        before, now = Version("before", folder), Version("now", ROOT)
        try:
            yield before, now
        finally:
            before.close()
            now.close()
