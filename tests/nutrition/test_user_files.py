"""A user's file: read within its size limit, or one message that names it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.nutrition.user_files import (
    TOML_BYTES,
    check_size,
    decode,
    read_bytes,
    read_text,
    read_toml_file,
)


def test_a_file_at_the_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    """The limit is the largest file accepted."""
    path = tmp_path / "some.txt"
    path.write_bytes(b"x" * 100)
    assert read_bytes(path, 100) == b"x" * 100
    with pytest.raises(InputError, match=r"^my file: larger than 99 bytes"):
        read_bytes(path, 99, "my file")
    with pytest.raises(InputError, match=r"^upload: larger than 2 MB"):
        check_size(b"x" * 2_000_001, 2_000_000, "upload")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file here")
def test_an_endless_file_is_not_read_to_its_end() -> None:
    """An endless device is refused like a file that is too large."""
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_bytes("/dev/zero", TOML_BYTES)


@pytest.mark.parametrize("name", ["none.txt", ".", "a\0b"])
def test_what_cannot_be_opened_is_named(name: str, tmp_path: Path) -> None:
    """A missing file, a folder and an impossible name are each refused by name."""
    path = os.path.join(tmp_path, name)
    with pytest.raises(InputError, match=r"cannot be read: .*; check the path") as caught:
        read_bytes(path, 10)
    assert str(caught.value).startswith(f"{path}: ")


def test_text_is_utf_8_with_or_without_its_mark(tmp_path: Path) -> None:
    """The byte order mark is not part of the text; another encoding is an error with place."""
    path = tmp_path / "some.txt"
    path.write_bytes("\ufeffgrüne\nBohnen".encode())
    assert read_text(path, 100) == "grüne\nBohnen"
    with pytest.raises(InputError, match=r"^it: is not UTF-8 text \(line 2, byte 5\); save it"):
        decode(b"one\nt\xe4o", "it")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"age 34\n", "is not TOML: Expected '=' after a key"),
        (b"age = " + b"9" * 5000, "is not TOML: "),
        (b"a = " + b"[" * 50_000, "nested too deeply"),
        (b"\xff", "is not UTF-8"),
        (b"#" * (TOML_BYTES + 1), "larger than 1 MB"),
    ],
)
def test_what_is_no_toml_is_one_message(content: bytes, words: str, tmp_path: Path) -> None:
    """Invalid syntax, huge numbers, deep nesting: an InputError that starts with the place."""
    path = tmp_path / "me.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        read_toml_file(path, "profile me.toml")
    assert str(caught.value).startswith("profile me.toml: ")
    assert len(str(caught.value)) < 300


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_a_table_or_an_input_error(content: bytes, tmp_path: Path) -> None:
    """Any content gives a table or an InputError."""
    path = tmp_path / "any.toml"
    path.write_bytes(content)
    with suppress(InputError):
        assert isinstance(read_toml_file(path), dict)
