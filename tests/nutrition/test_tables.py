"""Tables: found, read as text cells, and unreadable files are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from planner.certification.uptake import absorptive_index
from planner.errors import DataError
from planner.nutrition import tables
from planner.nutrition.foods.catalog import catalog_with
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.healthy_pattern import hei_components
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.supplements import load_supplements
from planner.nutrition.knowledge.entries import load_topics
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.conditions import load_conditions, load_medications
from planner.nutrition.people.diets import all_avoidances, all_diets
from planner.nutrition.tables import (
    app_path,
    data_directory,
    data_path,
    read_csv_text,
    read_rows,
    read_table,
    read_toml,
    split_list,
)
from planner.request.own_catalog import catalog_of
from planner.request.week_rules import all_kinds, all_subjects


def test_data_directory_holds_the_tables() -> None:
    """The data folder is found without a setting."""
    assert (data_directory() / "nutrients.csv").is_file()
    assert data_path("targets/nasem.csv") == data_directory() / "targets" / "nasem.csv"


def test_app_path_is_the_entry_file() -> None:
    """The entry file of Streamlit is app.py or, in a wheel, _app.py."""
    assert app_path().name in ("app.py", "_app.py")


def test_cells_are_text_and_empty_cells_are_empty(tmp_path: Path) -> None:
    """Leading zeros are kept; neither an empty cell nor NA becomes a missing value."""
    path = tmp_path / "small.csv"
    path.write_text("id,amount\n09038,\nNA,1.50\n", encoding="utf-8")
    frame = read_csv_text(path, "small.csv")
    assert frame.to_dict("list") == {"id": ["09038", "NA"], "amount": ["", "1.50"]}


def test_rows_are_the_table() -> None:
    """Rows have the same cells as the table, by column name."""
    rows = read_rows("nutrients.csv")
    frame = read_table("nutrients.csv")
    assert [row["nutrient"] for row in rows] == list(frame["nutrient"])
    assert set(rows[0]) == set(frame.columns)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read: No such file"),
        (b"name\ncaf\xe9\n", "not UTF-8 text (line 2, byte 8)"),
        (b"", "not a CSV table"),
        (b"a,b\n1,2\n1,2,3\n", "not a CSV table"),
    ],
    ids=["missing", "latin-1", "empty", "ragged"],
)
def test_unreadable_table_is_one_message(tmp_path: Path, content: bytes | None, words: str) -> None:
    """A file that is missing, not UTF-8, empty or ragged is a DataError that names it."""
    path = tmp_path / "foods.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_csv_text(path, "my foods")
    assert str(caught.value).startswith("my foods: ")
    assert words in str(caught.value)


def test_folder_instead_of_a_table_is_named(tmp_path: Path) -> None:
    """A folder where a file should be is a DataError, not a traceback."""
    with pytest.raises(DataError, match="cannot be read"):
        read_csv_text(tmp_path, "foods.csv")


def test_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    """A byte order mark is not part of the first column's name."""
    path = tmp_path / "marked.csv"
    path.write_bytes(b"\xef\xbb\xbfday,meal\n1,lunch\n")
    assert list(read_csv_text(path, "marked").columns) == ["day", "meal"]


def test_bad_toml_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A TOML file that is missing or broken is a DataError that names it."""
    monkeypatch.setattr(tables, "data_directory", lambda: tmp_path)
    with pytest.raises(DataError, match=r"data/diets\.toml"):
        read_toml("diets.toml")
    (tmp_path / "diets.toml").write_text("[diet.vegan\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"data/diets\.toml"):
        read_toml("diets.toml")


def test_lists_within_a_cell() -> None:
    """Names are separated by semicolons; an empty cell has none."""
    assert split_list("milk;egg") == ("milk", "egg")
    assert split_list("") == ()


@pytest.mark.parametrize(
    "load",
    [
        all_avoidances, all_diets, all_kinds, all_subjects, load_conditions, load_dishes,
        load_medications, load_supplements, load_topics, meal_labels, nutrient_index,
    ],
    ids=lambda load: load.__name__,
)  # fmt: skip
def test_no_caller_can_change_what_a_loader_gave_to_all(load: Callable[[], Any]) -> None:
    """A registry is read once and shared, so it is read-only."""
    found = load()
    name = next(iter(found))
    with pytest.raises(TypeError):
        found["own"] = found[name]
    with pytest.raises(TypeError):
        del found[name]
    assert load() is found


@pytest.mark.parametrize("load", [subgroup_table, hei_components], ids=lambda load: load.__name__)
def test_a_frame_is_the_callers_own(load: Callable[[], pd.DataFrame]) -> None:
    """Changing a returned frame does not change later results."""
    before = load()
    changed = load()
    changed.iloc[0, 0] = "changed"
    changed["own"] = 1
    pd.testing.assert_frame_equal(load(), before)


@pytest.mark.parametrize("cached", [effects_for, absorptive_index, catalog_with, catalog_of])
def test_what_is_remembered_for_people_and_own_items_is_bounded(cached: Any) -> None:
    """Caches whose keys come from users are bounded."""
    assert cached.cache_info().maxsize
