"""One form of what does the same work."""

from __future__ import annotations

import numpy as np

from planner.optimize.model.week.one_form import beyond_first, numbered_uses

USES = ("chickpeas", "", "oats", "chickpeas", "oats", "chickpeas")


def test_uses_are_numbered() -> None:
    """Forms of one use share a number; a form of its own has none."""
    assert numbered_uses(USES).tolist() == [0, -1, 1, 0, 1, 0]


def test_the_form_with_most_counts_as_the_one() -> None:
    """Of three sorts of chickpeas two are one too many; oats bought in one form are not."""
    bought = np.array([400.0, 900.0, 0.0, 500.0, 300.0, 400.0])
    assert beyond_first(numbered_uses(USES), bought).tolist() == [
        True, False, False, False, False, True,
    ]  # fmt: skip


def test_of_equal_ones_the_first_is_the_one() -> None:
    """The answer does not hang on chance; nothing bought is nothing too many."""
    use = numbered_uses(USES)
    assert beyond_first(use, np.full(6, 100.0)).tolist() == [False, False, False, True, True, True]
    assert not beyond_first(use, np.zeros(6)).any()
