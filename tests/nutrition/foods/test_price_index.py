"""The index that lifts prices to a later year."""

from __future__ import annotations

import pytest

from planner.errors import InputError
from planner.nutrition.foods.price_index import check_price_year, price_index, price_rise


def test_the_index_agrees_with_published_changes() -> None:
    """From year to year it changes as USDA ERS published: 0.9, 3.5, 3.5, 11.4, 5.0, 1.2 %."""
    index = price_index()
    for year, percent in {
        2018: 0.4, 2019: 0.9, 2020: 3.5, 2021: 3.5, 2022: 11.4, 2023: 5.0, 2024: 1.2,
    }.items():  # fmt: skip
        assert 100 * (index[year] / index[year - 1] - 1) == pytest.approx(percent, abs=0.05), year


def test_prices_of_the_table_rise_by_the_mean_of_its_two_years() -> None:
    """2017 and 2018 together are the base; food cost about 31 % more in 2025."""
    assert price_rise(2017) * price_rise(2018) == pytest.approx(1.0, abs=1e-4)
    assert price_rise(2025) == pytest.approx(1.31, abs=0.005)


@pytest.mark.parametrize("year", [2016, 2026])
def test_a_year_without_an_index_is_refused(year: int) -> None:
    """The message names the years that there are."""
    with pytest.raises(InputError, match=f"price year {year}: allowed are 2017 to 2025"):
        check_price_year(year)
