"""The checks of figures: each kind of contradiction is a fault, each exception is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.nutrition.checks.figures import (
    WHOLES,
    Whole,
    energy_fault,
    figure_faults,
    mass_fault,
)
from planner.nutrition.nutrients import nutrient_ids

UNKNOWN = dict.fromkeys(nutrient_ids(), float("nan"))


@pytest.mark.parametrize("whole", WHOLES, ids=lambda one: one.id)
def test_parts_that_exceed_their_whole(whole: Whole) -> None:
    """Parts of just their whole pass, of twice the whole not; an unknown whole says nothing."""
    count = len(whole.parts)
    just = {name: 50.0 / factor / count for name, factor in whole.parts.items()}
    assert not whole.fault({**UNKNOWN, **just, whole.whole: 50.0})
    twice = {name: 2 * amount for name, amount in just.items()}
    assert f"more than the 50 of {whole.whole}" in whole.fault(
        {**UNKNOWN, **twice, whole.whole: 50.0}
    )
    assert not whole.fault({**UNKNOWN, **twice})


@pytest.mark.parametrize(
    ("energy", "fine"), [(40.0, True), (61.0, True), (18.0, False), (80.0, False)]
)
def test_energy_is_near_atwater(energy: float, fine: bool) -> None:
    """10 g of carbohydrate give 40 kcal: within 15 % and 15 kcal is fine."""
    figures = {**UNKNOWN, "carbohydrate_g": 10.0, "energy_kcal": energy}
    assert bool(energy_fault(figures, None)) != fine


def test_a_label_of_a_small_serving_may_be_rounded() -> None:
    """5 g of mustard with 5 kcal and 0.05 g of carbohydrate is 100 kcal in 100 g: rounding."""
    figures = {**UNKNOWN, "carbohydrate_g": 1.0, "energy_kcal": 100.0}
    assert energy_fault(figures, None)
    assert not energy_fault(figures, 5.0)
    assert energy_fault(figures, 240.0)


def test_energy_comes_from_something() -> None:
    """However small its serving, a food of 100 kcal with 0 g of everything is a fault."""
    nothing = {**UNKNOWN, "protein_g": 0.0, "fat_g": 0.0, "carbohydrate_g": 0.0}
    fault = energy_fault({**nothing, "energy_kcal": 100.0}, 5.0)
    assert fault == "100 kcal, but no protein, fat, carbohydrate or alcohol gives them"
    assert not energy_fault({**nothing, "energy_kcal": 4.0}, 5.0)


def test_carbohydrate_is_not_less_than_its_sugars_and_fiber() -> None:
    """3.67 g of sugars in 2.82 g of carbohydrate are a fault; in 3.67 g they are none."""
    (sugars,) = (one for one in WHOLES if one.id == "sugars")
    cream = {**UNKNOWN, "sugars_g": 3.67, "fiber_g": 0.0}
    assert "sugars_g and fiber_g make 3.67" in sugars.fault({**cream, "carbohydrate_g": 2.82})
    assert not sugars.fault({**cream, "carbohydrate_g": 3.67})


def test_hundred_grams_hold_at_most_hundred() -> None:
    """60 g protein and 45 g water do not fit in 100 g."""
    assert "make 105.0 g of 100 g" in mass_fault({**UNKNOWN, "protein_g": 60.0, "water_g": 45.0})
    assert not mass_fault({**UNKNOWN, "protein_g": 55.0, "water_g": 45.0})


def test_an_exception_that_is_not_needed_is_a_fault(data_copy: Path) -> None:
    """An exception for a food in order, and a missing one, are both reported."""
    path = data_copy / "figure_exceptions.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("energy,oat_bran_dry", "energy,avocado"), encoding="utf-8")
    found = list(figure_faults())
    assert any(one.startswith("data/composition.csv oat_bran_dry") for one in found)
    assert "data/figure_exceptions.csv: energy of avocado is no fault: remove the row" in found


def test_the_list_of_adjusted_figures_is_of_this_composition(data_copy: Path) -> None:
    """A figure changed by hand in the composition contradicts the list."""
    path = data_copy / "adjusted_figures.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "maitake_mushrooms,vitamin_d_ug,28.1,1.6", "maitake_mushrooms,vitamin_d_ug,28.1,9"
        ),
        encoding="utf-8",
    )
    (fault,) = figure_faults()
    assert "maitake_mushrooms: vitamin_d_ug is '1.6' in composition.csv, not '9'" in fault
