"""``check-data`` on upper bounds: every unknown amount has one, and each follows from the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pytest

from planner.nutrition.checks import unknown
from planner.nutrition.checks.unknown import unknown_faults
from planner.nutrition.foods.upper_bounds import UpperBound, stored_bounds


def test_shipped_bounds_are_in_order() -> None:
    """The shipped bounds cover what is unknown, and nothing else, and follow from the rules."""
    assert list(unknown_faults()) == []


def _with(changes: Mapping[tuple[str, str], UpperBound | None]) -> Mapping[object, object]:
    bounds = {**stored_bounds(), **changes}
    return MappingProxyType({key: bound for key, bound in bounds.items() if bound is not None})


SUBGROUP = ("gooseberries", "vitamin_k_ug")
WHOLE = ("potato_flour", "added_sugars_g")


def _cases() -> Iterator[tuple[dict[tuple[str, str], UpperBound | None], str]]:
    yield {SUBGROUP: None}, "gooseberries: no bound of vitamin_k_ug"
    zero = UpperBound(0.0, "subgroup", "kiwi")
    yield {SUBGROUP: zero}, "gooseberries vitamin_k_ug: 0, but highest of its subgroup"
    odd = UpperBound(9.0, "like_food", "kiwi")
    yield {SUBGROUP: odd}, "gooseberries vitamin_k_ug: of 'kiwi': name an SR28 record"
    none = UpperBound(0.0, "whole", "sugars_g")
    yield {WHOLE: none}, "potato_flour added_sugars_g: 0 is not its whole"
    known = UpperBound(0.0, "absent", "")
    yield {("avocado", "vitamin_k_ug"): known}, "avocado: a bound of an amount that is known"


@pytest.mark.parametrize(("changes", "words"), list(_cases()))
def test_odd_bound_is_named(
    changes: dict[tuple[str, str], UpperBound | None],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A missing, a lowered and a superfluous bound are named with food and nutrient."""
    monkeypatch.setattr(unknown, "stored_bounds", lambda: _with(changes))
    monkeypatch.setattr(unknown, "read_rows", lambda _name: list(_with(changes)))
    assert any(words in fault for fault in unknown_faults())
