"""Check that the preferences can be read and name subgroups that exist."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import DataError
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.tables import read_rows


def preference_faults() -> Iterator[str]:
    """Yield a message for each fault of ``data/preferences.toml``."""
    try:
        milk = preferences().milk
    except DataError as error:
        yield str(error)
        return
    known = {row["subgroup"] for row in read_rows("subgroups.csv")}
    for name in dict.fromkeys(name for sorts in milk.one_sort for name in sorts):
        if name not in known:
            yield f"data/preferences.toml milk: {name!r} is not in subgroups.csv"
