"""Pantry files: amounts in kitchen units, and all faults in one message."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from planner.errors import InputError, PlannerError
from planner.request.pantry_file import PantryItem, read_pantry, read_pantry_items
from planner.request.use_by import UseBy


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


TODAY = datetime.date(2026, 11, 28)  # a Saturday


@pytest.mark.parametrize(
    ("name", "text", "by", "weekday"),
    [
        ("pantry.toml", 'spinach_raw = "200 g, by Friday"', None, 4),
        ("pantry.toml", 'spinach_raw = "200 g by friday"', None, 4),
        ("pantry.toml", 'spinach_raw = "200 g, by 2026-12-04"', datetime.date(2026, 12, 4), None),
        ("pantry.csv", "food_id,amount,unit,by\nspinach_raw,200,g,2026-11-28\n", TODAY, None),
        ("pantry.csv", "food_id,amount,unit,by\nspinach_raw,200,g,\n", None, None),
    ],
)
def test_a_day_by_which_to_eat_it(
    name: str, text: str, by: datetime.date | None, weekday: int | None, tmp_path: Path
) -> None:
    """A food may say by which weekday or date it must be eaten, today included."""
    (item,) = read_pantry_items(write(tmp_path, name, text), today=TODAY)
    assert item == PantryItem("spinach_raw", 200.0, by, weekday)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('spinach_raw = "200 g, by 2026-11-27"', "that day has gone by; today is 2026-11-28"),
        ('spinach_raw = "200 g, by Fryday"', "by 'Fryday': write a weekday"),
        ('spinach_raw = "50 kg"', "amount '50 kg': at most 25 kg of one food"),
        ('spinach_raw = "by Friday"', "give a positive number and a unit"),
    ],
)
def test_impossible_days_and_amounts(text: str, said: str, tmp_path: Path) -> None:
    """A day gone by, a word that is no day and a pantry of 50 kg are refused."""
    with pytest.raises(PlannerError, match=said):
        read_pantry_items(write(tmp_path, "pantry.toml", text), today=TODAY)


@pytest.mark.parametrize(
    ("by", "weekday", "start", "day"),
    [
        (None, 4, None, 5),  # a plan without dates starts on a Monday
        (None, 4, datetime.date(2026, 11, 28), 7),  # from Saturday to Friday
        (None, 5, datetime.date(2026, 11, 28), 1),
        (datetime.date(2026, 11, 30), None, datetime.date(2026, 11, 28), 3),
    ],
)
def test_days_of_the_plan(
    by: datetime.date | None, weekday: int | None, start: datetime.date | None, day: int
) -> None:
    """A weekday is the first such day of the plan, a date counts from its first day."""
    item = PantryItem("spinach_raw", 200.0, by, weekday)
    assert item.use_by(start) == UseBy(food="spinach_raw", grams=200.0, day=day)


def test_a_date_needs_a_first_day() -> None:
    """A plan without dates cannot tell a date, and one that starts later cannot keep it."""
    item = PantryItem("spinach_raw", 200.0, datetime.date(2026, 11, 30))
    with pytest.raises(InputError, match="give the first day of the plan"):
        item.use_by(None)
    with pytest.raises(InputError, match="before the first day, 2026-12-01"):
        item.use_by(datetime.date(2026, 12, 1))
    assert PantryItem("spinach_raw", 200.0).use_by(None) is None


def test_a_missing_file_and_bytes(tmp_path: Path) -> None:
    """A missing file and one that is not text are refused."""
    with pytest.raises(InputError, match="cannot be read"):
        read_pantry(tmp_path / "none.toml")
    path = tmp_path / "pantry.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        read_pantry(path)
