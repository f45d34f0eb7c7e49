"""The limits of the search: one preset for each effort, each further than the one before."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from planner.optimize.solve import SearchOptions, search_options
from planner.request.choices import EFFORTS


@pytest.mark.parametrize("effort", sorted(EFFORTS))
def test_every_effort_has_limits(effort: str) -> None:
    """A registered effort gives options under the time limit that was asked for."""
    options = search_options(effort, 7.0)
    assert isinstance(options, SearchOptions)
    assert options.time_limit_seconds == 7.0
    assert options.kernel_nodes > 0


def test_quick_stops_where_normal_begins_to_improve() -> None:
    """The quick search is the first part of the normal one."""
    quick, normal = (asdict(search_options(name, 30.0)) for name in ("quick", "normal"))
    assert (quick.pop("first_only"), normal.pop("first_only")) == (True, False)
    assert quick == normal


def test_thorough_goes_further_than_normal() -> None:
    """It opens more, solves more nodes and tries more often."""
    normal, thorough = search_options("normal", 30.0), search_options("thorough", 30.0)
    assert thorough.kernel_nodes > normal.kernel_nodes
    assert thorough.open_levels > normal.open_levels
    assert sum(n for _, n in thorough.neighbourhoods) > sum(n for _, n in normal.neighbourhoods)
    assert not thorough.first_only
