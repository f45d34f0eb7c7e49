"""Profiles: reading and messages of faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.nutrition.people.person import person_from_options
from planner.request.profile_file import read_profile


def _profile(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "me.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_profile_gives_the_options(tmp_path: Path) -> None:
    """A profile's keys are the options; a single name is a list of one."""
    path = _profile(
        tmp_path,
        'sex = "female"\nage = 34\nheight = 167\nweight = 62.5\nactivity = "active"\n'
        'diet = "vegan"\navoid = ["soy", "peanut"]\nexclude = "kale_boiled"\nstandard = "nasem"\n'
        'units = "uk"\n',
    )
    profile = read_profile(path)
    assert profile["avoid"] == ["soy", "peanut"]
    assert profile["exclude"] == ["kale_boiled"]
    assert profile["units"] == "uk"
    assert person_from_options(profile).label == "woman, 34 years, 167 cm, 62.5 kg, active"


def test_profile_may_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    """A file saved by Windows Notepad is read."""
    assert read_profile(_profile(tmp_path, b'\xef\xbb\xbfsex = "male"\r\n')) == {"sex": "male"}


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("hight = 167\nwieght = 62\n", ["'hight'", "height", "'wieght'", "weight"]),
        ("zzz = 1\n", ["'zzz'", "allowed: ", "height"]),
        ('age = "34"\nheight = true\n', ["age = '34'", "whole number", "height = 'True'"]),
        ("age = 34.0\n", ["whole number"]),
        ("sex = 1\n", ["text in quotes"]),
        ("avoid = [1]\n", ["list of names"]),
        ("age 34\n", ["not TOML", "line 1"]),
        ("age = " + "9" * 5000, ["not TOML"]),
        (b'sex = "f\xe9male"\n', ["not UTF-8", "byte 8"]),
        ("a = " + "[" * 50_000, ["nested"]),
        (b"#" * 1_000_001, ["larger than 1 MB"]),
    ],
)
def test_bad_profile_is_one_clear_message(
    tmp_path: Path, content: str | bytes, parts: list[str]
) -> None:
    """Unknown keys, wrong types and invalid files are named with the remedy."""
    with pytest.raises(InputError) as caught:
        read_profile(_profile(tmp_path, content))
    assert all(part in str(caught.value) for part in [*parts, "me.toml"]), str(caught.value)


def test_unreadable_profile_is_named(tmp_path: Path) -> None:
    """A missing file, a folder and an impossible name are each refused by name."""
    for path in (tmp_path / "none.toml", tmp_path, Path("a\0b")):
        with pytest.raises(InputError, match="cannot be read"):
            read_profile(path)
