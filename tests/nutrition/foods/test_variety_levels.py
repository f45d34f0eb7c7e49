"""The levels of variety of data/variety.toml: read, checked and in order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.errors import DataError, InputError
from planner.nutrition.foods.keeping import LeftOver
from planner.nutrition.foods.variety_levels import VarietyLevel, variety_level, variety_levels


@pytest.fixture
def anew() -> Iterator[None]:
    """Read the file anew, and again for the tests that follow."""
    variety_levels.cache_clear()
    yield
    variety_levels.cache_clear()


def test_the_levels_lead_from_simple_to_varied() -> None:
    """Each level has more different meals than the one before, and effort costs it less."""
    levels = list(variety_levels().values())
    assert list(variety_levels()) == ["simple", "balanced", "varied"]
    for less, more in itertools.pairwise(levels):
        for name in ("breakfasts", "lunches", "dinners", "batches"):
            assert getattr(less, name) < getattr(more, name), name
        for name in ("different_food", "pack", "batch", "work_10_minutes"):
            assert getattr(less, name) > getattr(more, name), name


def test_what_spoils_costs_most() -> None:
    """A dollar of what is thrown away costs more than one that freezes or keeps."""
    for level in variety_levels().values():
        points = [level.left_over_points(kind) for kind in LeftOver]
        assert points == sorted(points, reverse=True)
        assert points[0] > points[-1] > 0


def test_fewer_days_have_a_share() -> None:
    """Five dinners a week are three in four days, and ten in two weeks."""
    assert [VarietyLevel.in_days(5, days) for days in (1, 4, 7, 14)] == [1, 3, 5, 10]


def test_an_unknown_level_is_named() -> None:
    """The message names the levels."""
    with pytest.raises(InputError, match="balanced, simple, varied"):
        variety_level("wild")


@pytest.mark.usefixtures("anew")
def test_faults_are_named_by_level_and_key(data_copy: Path) -> None:
    """A negative value is an error that names its place."""
    path = data_copy / "variety.toml"
    path.write_text(path.read_text("utf-8").replace("batch = 3.0", "batch = -3.0"), "utf-8")
    with pytest.raises(DataError, match=r"simple\.batch"):
        variety_levels()
