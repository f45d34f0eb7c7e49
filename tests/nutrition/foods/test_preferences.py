"""The points of data/preferences.toml: read, checked and shared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.errors import DataError
from planner.nutrition.checks.preferences import preference_faults
from planner.nutrition.foods.preferences import preferences


@pytest.fixture
def anew() -> Iterator[None]:
    """Read the file anew, and again for the tests that follow."""
    preferences.cache_clear()
    yield
    preferences.cache_clear()


def test_a_common_food_is_preferred() -> None:
    """Points rise from everyday to special foods; too much of one costs more than too little."""
    points = preferences().choices
    assert list(points.by_everyday) == sorted(points.by_everyday)
    assert points.extra_helping > points.missing_helping
    assert points.water < min(points.by_everyday) / 2


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("hei_point = 2.0", "hei_point = -0.3", "soft_rules.hei_point"),
        ("hei_point = 2.0", 'hei_point = "some"', "soft_rules.hei_point"),
        ("hei_point = 2.0", "hei_point = inf", "soft_rules.hei_point"),
        ("hei_point = 2.0", "", "soft_rules.hei_point"),
        ("hei_point = 2.0", "hei_pint = 0.3", "soft_rules.hei_pint"),
        ("[1.0, 1.7, 4.0]", "[1.0, 1.7]", "choices.by_everyday"),
        ("[milk]", "[mlik]", "milk"),
    ],
)
def test_faults_are_named_by_section_and_key(
    old: str, new: str, words: str, data_copy: Path
) -> None:
    """A value that is missing, unknown, negative or not a number is an error."""
    path = data_copy / "preferences.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=words):
        preferences()
    (fault,) = preference_faults()
    assert words in fault


@pytest.mark.usefixtures("anew")
def test_check_data_names_a_strange_subgroup(data_copy: Path) -> None:
    """A subgroup of milk that is not in subgroups.csv is a fault."""
    path = data_copy / "preferences.toml"
    path.write_text(path.read_text("utf-8").replace('["yogurt"]', '["skyr"]'), "utf-8")
    assert list(preference_faults()) == [
        "data/preferences.toml milk: 'skyr' is not in subgroups.csv"
    ]
