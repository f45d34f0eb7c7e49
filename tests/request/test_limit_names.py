"""The names of own limits are read once: what is bounded, and of what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.request.limit_names import LimitKind, LimitName, read_limit_name, values_of


@given(st.sampled_from(LimitKind), st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True))
def test_a_name_reads_as_it_is_written(kind: LimitKind, subject: str) -> None:
    """Every kind has a beginning of its own, so that no name is read as another."""
    name = LimitName(kind, subject)
    assert read_limit_name(name.text) == name


@pytest.mark.parametrize("text", ["sodium_mg", "maximum_sodium_mg", "max", "kelp", ""])
def test_what_names_no_kind_is_none(text: str) -> None:
    """A nutrient or a safety rule alone is no limit."""
    assert read_limit_name(text) is None


def test_values_of_one_kind_go_by_their_subject() -> None:
    """The limits of a meal are no limits of the day."""
    limits = (("max_sodium_mg", 1500.0), ("cap_fruit", 200.0), ("meal_max_carbohydrate_g", 60.0))
    assert values_of(limits, LimitKind.MOST) == {"sodium_mg": 1500.0}
    assert values_of(limits, LimitKind.CAP) == {"fruit": 200.0}
    assert values_of(limits, LimitKind.LEAST) == {}
