"""The forms in which foods are bought, as arrays."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.bought_forms import bought_forms
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.keeping import LeftOver


def test_raw_and_cooked_are_bought_in_one_form() -> None:
    """Raw and boiled carrots are one form; tap water is none."""
    catalog = load_catalog()
    forms, foods = bought_forms(catalog), catalog.items.foods
    raw, boiled, water = (
        foods.row(name) for name in ("carrot_raw", "carrots_boiled", "sparkling_water")
    )
    assert forms.form[raw] == forms.form[boiled] >= 0
    assert forms.form[water] == -1
    assert forms.per_eaten[boiled] > 1.0


def test_a_form_has_its_pack_and_what_becomes_of_the_rest() -> None:
    """Lentils come in 500 g and keep; oil is a staple; spinach spoils."""
    catalog = load_catalog()
    forms, foods = bought_forms(catalog), catalog.items.foods

    def form(name: str) -> int:
        return int(forms.form[foods.row(name)])

    lentils, oil, spinach = form("lentils_boiled"), form("olive_oil"), form("spinach_raw")
    assert forms.pack_g[lentils] == pytest.approx(500.0)
    assert forms.left_over[lentils] is LeftOver.LASTING
    assert forms.left_over[spinach] is LeftOver.PERISHABLE
    assert forms.is_staple[oil]
    assert not forms.is_staple[lentils]
    assert (forms.usd_per_g >= 0).all()
