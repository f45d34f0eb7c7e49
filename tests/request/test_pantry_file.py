"""Pantry files: amounts in kitchen units, and all faults in one message."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputError, PlannerError
from planner.request.pantry_file import read_pantry


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_units(tmp_path: Path) -> None:
    """Grams, kilograms, purchase units and household measures are converted to bought grams."""
    path = write(
        tmp_path,
        "pantry.toml",
        'brown_rice_cooked = "1.5 kg"\nonion_raw = "2 onions"\nbanana = "200 g"\n'
        'lentils_boiled = "1 cup"\n',
    )
    found = read_pantry(path)
    assert found["brown_rice_cooked"] == 1500.0
    assert found["onion_raw"] == 244.0
    assert found["banana"] == 200.0
    assert 50 < found["lentils_boiled"] < 120  # 198 g boiled are far less when dry


def test_a_csv_sums_its_rows(tmp_path: Path) -> None:
    """Two rows of one food are added."""
    path = write(tmp_path, "pantry.csv", "food_id,amount,unit\nbanana,200,g\nbanana,0.1,kg\n")
    assert read_pantry(path) == {"banana": pytest.approx(300.0)}


def test_every_fault_is_named_with_its_place(tmp_path: Path) -> None:
    """Unknown foods, invalid amounts and unknown units are named with the allowed ones."""
    path = write(
        tmp_path, "pantry.csv",
        "food_id,amount,unit\nbananna,1,g\nbanana,-2,g\nbanana,1,parsec\nbanana,nan,g\n",
    )  # fmt: skip
    with pytest.raises(PlannerError) as caught:
        read_pantry(path)
    lines = str(caught.value).splitlines()
    assert [line.split(":")[0].rsplit(", ", 1)[1] for line in lines] == [
        "row 2", "row 3", "row 4", "row 5",
    ]  # fmt: skip
    assert "did you mean banana" in lines[0]
    assert "allowed: g, kg, oz, lb" in lines[2]
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("pantry.toml", "banana = ", "is not TOML"),
        ("pantry.toml", "banana = 3", "give a positive number and a unit"),
        ("pantry.toml", "[banana]\ng = 3", "give a positive number and a unit"),
        ("pantry.csv", "food,amount\nbanana,1\n", "no column 'food_id'; is it 'food'"),
    ],
)
def test_what_is_no_pantry(name: str, text: str, said: str, tmp_path: Path) -> None:
    """One message names the fault of the file."""
    with pytest.raises(PlannerError, match=said):
        read_pantry(write(tmp_path, name, text))


def test_a_missing_file_and_bytes(tmp_path: Path) -> None:
    """A missing file and one that is not text are refused."""
    with pytest.raises(InputError, match="cannot be read"):
        read_pantry(tmp_path / "none.toml")
    path = tmp_path / "pantry.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        read_pantry(path)
