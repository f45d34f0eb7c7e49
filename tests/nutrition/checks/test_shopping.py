"""Checks of the tables of packs, keeping, seasons, like uses and the price index."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.nutrition.checks import shopping
from planner.nutrition.checks.shopping import shopping_faults
from planner.nutrition.tables import read_rows


def test_tables_are_in_order() -> None:
    """Every food is covered, and no row is idle or unknown."""
    assert list(shopping_faults()) == []


@pytest.mark.parametrize(
    ("name", "row", "changes", "words"),
    [
        ("purchase_units.csv", {"key": "bakery"}, {"key": "stone"}, "no food has this aisle"),
        ("purchase_units.csv", {"key": "salt"}, {"key": "flour"}, "a second row for this subgroup"),
        ("keeping.csv", {"key": "bakery"}, {"key": "stone"}, "no row for white_bread"),
        ("keeping.csv", {"key": "tofu"}, {"days_opened": "99"}, "keeps longer once opened"),
        ("keeping.csv", {"key": "frozen"}, {"freezer_days": ""}, "without freezer_days"),
        ("keeping.csv", {"key": "tofu"}, {"days_unopened": "14", "days_opened": "5",
                                          "freezer_days": ""}, "says the same"),
        ("seasons.csv", {"bought_as": "asparagus, fresh"}, {"bought_as": "lentils, dry"},
         "no food of the aisle produce"),
        ("seasons.csv", {"bought_as": "asparagus, fresh"}, {"us": "", "uk": "", "eu": ""},
         "the row is not needed"),
        ("same_use.csv", {"bought_as": "chickpeas, dry"}, {"bought_as": "stones"},
         "no food is bought as 'stones'"),
        ("same_use.csv", {"bought_as": "chickpeas, dry"}, {"use": "stones"}, "only one food"),
        ("food_price_index.csv", {"year": "2021"}, {"year": "2031"}, "no row for 2021"),
        ("food_plan_costs.csv", {"sex": "male", "age_min_years": "19"}, {"thrifty": "99.00"},
         "male from 19: a plan costs less"),
        ("food_plan_costs.csv", {"sex": "male", "age_min_years": "51"}, {"age_min_years": "53"},
         "male from 53: the ages do not follow"),
    ],
)  # fmt: skip
def test_faults(
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    row: dict[str, str],
    changes: dict[str, str],
    words: str,
) -> None:
    """Each kind of fault is found and named."""

    def rows(table: str, read: Callable[[str], list[dict[str, str]]] = read_rows) -> object:
        found = read(table)
        if table != name:
            return found
        return [one | changes if row.items() <= one.items() else one for one in found]

    monkeypatch.setattr(shopping, "read_rows", rows)
    assert any(words in fault for fault in shopping_faults())
