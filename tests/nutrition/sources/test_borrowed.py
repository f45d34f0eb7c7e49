"""Borrowed values: from the named food alone, and never a limit of quantification."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from planner.errors import DataError
from planner.nutrition import tables
from planner.nutrition.sources.borrowed import BorrowedValues
from planner.nutrition.tables import read_rows

IODINE = {"nutrient": "iodine_ug", "foundation": "Iodine", "ciqual": "iodine_ug"}
ROW = "bread,foundation,Salt,Salt,iodine_ug,0.01,a gram of salt in 100 g\n"


@pytest.fixture
def lent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the two tables of borrowed values."""
    (tmp_path / "reference").mkdir()
    head = "food_id,source,source_id,source_food,nutrients,share,note\n"
    (tmp_path / "borrowed_values.csv").write_text(head + ROW, encoding="utf-8")
    (tmp_path / "reference" / "ciqual.csv").write_text(
        "ciqual_code,ciqual_food,iodine_ug,epa_g,dha_g\n", encoding="utf-8"
    )
    monkeypatch.setattr(tables, "data_directory", lambda: tmp_path)
    return tmp_path


def test_a_share_of_the_named_food_is_borrowed(lent: Path) -> None:
    """Only the nutrients that the row names, and only for its food."""
    values = BorrowedValues(pd.DataFrame({"Iodine": [5080.0], "Zinc": [1.0]}, index=["Salt"]))
    assert values.value("bread", IODINE) == pytest.approx(50.8)
    zinc = {"nutrient": "zinc_mg", "foundation": "Zinc", "ciqual": ""}
    assert values.value("bread", zinc) is None
    assert values.value("rice", IODINE) is None


def test_a_food_that_the_source_lacks_is_named(lent: Path) -> None:
    """A row without a record is a fault with its food and its source."""
    with pytest.raises(DataError, match="bread: no foundation record 'Salt'"):
        BorrowedValues(pd.DataFrame({"Iodine": [1.0]}, index=["Pepper"]))


def test_a_record_of_the_same_table_lends_too(lent: Path) -> None:
    """Boiled chickpeas lend choline to canned ones, of which the table has none."""
    with (lent / "borrowed_values.csv").open("a", encoding="utf-8") as file:
        file.write("chickpeas,sr28,16057,Chickpeas boiled,choline_mg,0.8,drier than canned ones\n")
    salt = pd.DataFrame({"Iodine": [5080.0]}, index=["Salt"])
    values = BorrowedValues(salt, {"16057": {"421": 42.8}})
    choline = {"nutrient": "choline_mg", "sr28": "421", "foundation": "", "ciqual": ""}
    assert values.value("chickpeas", choline) == pytest.approx(34.24)
    with pytest.raises(DataError, match="chickpeas: no sr28 record '16057'"):
        BorrowedValues(salt)


def test_no_limit_of_quantification_is_borrowed() -> None:
    """5, 10 and 20 µg of iodine are limits whose sign the French table lost: they stay unknown."""
    iodine = {row["ciqual_code"]: row["iodine_ug"] for row in read_rows("reference/ciqual.csv")}
    used = [row for row in read_rows("borrowed_values.csv") if row["source"] == "ciqual"]
    assert len(used) > 400
    assert [row["food_id"] for row in used if float(iodine[row["source_id"]]) in {5, 10, 20}] == []


def test_most_foods_have_iodine() -> None:
    """600 foods of the table, seaweed and salt among them, have a figure; the others none."""
    with tables.data_path("composition.csv").open(encoding="utf-8", newline="") as file:
        found = {row["food_id"]: row["iodine_ug"] for row in csv.DictReader(file)}
    lent = [row for row in read_rows("borrowed_values.csv") if row["nutrients"] != "choline_mg"]
    assert sum(bool(cell) for cell in found.values()) == len(lent)
    assert sum(bool(cell) for cell in found.values()) >= 600
    known = {"salt_iodized": 5080, "milk_2_percent": 35.2, "cod_cooked": 113.7, "egg_boiled": 49.7}
    assert {name: float(found[name]) for name in known} == known
    assert found["broccoli_rabe_cooked"] == ""
