"""Reading the two tables of the classic diet problem: valid tables and messages of faults."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.nutrition.user_files import TABLE_BYTES
from planner.optimize.diet_problem import read_diet_problem

FOODS = "food,cost,f_min,f_max,iron,note\nbeans,1.5,,3,5,dry\nliver,2,1,,18,\n"
NUTRIENTS = "nutrient,min,max\niron,10,40\n"


def write(folder: Path, foods: str | bytes, nutrients: str | bytes) -> tuple[Path, Path]:
    paths = folder / "foods.csv", folder / "nutrients.csv"
    for path, content in zip(paths, (foods, nutrients), strict=True):
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return paths


def fault_of(folder: Path, foods: str | bytes = FOODS, nutrients: str | bytes = NUTRIENTS) -> str:
    with pytest.raises(InputError) as caught:
        read_diet_problem(*write(folder, foods, nutrients))
    return str(caught.value)


def test_reads_both_tables(tmp_path: Path) -> None:
    """Empty limits are no limits, other columns are ignored, cells are stripped."""
    problem = read_diet_problem(*write(tmp_path, FOODS, "nutrient , min,max\n iron , 10 ,\n"))
    assert problem.foods == ("beans", "liver")
    assert problem.nutrients == ("iron",)
    np.testing.assert_array_equal(problem.cost, [1.5, 2])
    np.testing.assert_array_equal(problem.f_min, [0, 1])
    np.testing.assert_array_equal(problem.f_max, [3, np.inf])
    np.testing.assert_array_equal(problem.contents, [[5], [18]])
    np.testing.assert_array_equal(problem.nutrient_min, [10])
    np.testing.assert_array_equal(problem.nutrient_max, [np.inf])


def test_food_limit_columns_may_be_missing(tmp_path: Path) -> None:
    """Without columns f_min and f_max no food is limited."""
    problem = read_diet_problem(*write(tmp_path, "food,cost,iron\nbeans,1,5\n", NUTRIENTS))
    np.testing.assert_array_equal(problem.f_min, [0])
    np.testing.assert_array_equal(problem.f_max, [np.inf])


def test_spreadsheet_habits_are_accepted(tmp_path: Path) -> None:
    """A byte order mark, CRLF, blank rows, trailing empty cells and negative contents are valid."""
    foods = '\ufeff"food",cost,iron,,\r\n\r\nbeans,1e0,-.5,,\r\n,,,,\r\nliver,+2,18,,,\r\n'
    problem = read_diet_problem(*write(tmp_path, foods, NUTRIENTS))
    assert problem.foods == ("beans", "liver")
    np.testing.assert_array_equal(problem.contents, [[-0.5], [18]])


@pytest.mark.parametrize(
    "bad", ["abc", "1,5", "nan", "NaN", "inf", "-inf", "1e400", "1e16", "1_000", "0x10", "٣", "-1"]
)
@pytest.mark.parametrize("column", ["cost", "f_min", "f_max", "iron", "min", "max"])
def test_bad_number_is_named(tmp_path: Path, column: str, bad: str) -> None:
    """The message has file, row, column, value and what is allowed."""
    cells = {"food": "x", "cost": "1", "f_min": "0", "f_max": "9", "iron": "5"}
    limits = {"nutrient": "iron", "min": "0", "max": "9"}
    target = cells if column in cells else limits
    target[column] = f'"{bad}"'
    foods = f"{','.join(cells)}\n{','.join(cells.values())}\n"
    nutrients = f"{','.join(limits)}\n{','.join(limits.values())}\n"
    if bad == "-1" and column in ("iron", "cost"):
        problem = read_diet_problem(*write(tmp_path, foods, nutrients))
        assert (problem.contents[0, 0] if column == "iron" else problem.cost[0]) == -1
        return
    fault = fault_of(tmp_path, foods, nutrients)
    file = "foods.csv" if target is cells else "nutrients.csv"
    assert f"{file}, row 2, column {column}: '{bad}' is " in fault
    assert "allowed: a number" in fault
    assert "\n" not in fault


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """One message lists the faults of both files, a line each."""
    foods = "food,cost,f_min,f_max,iron\nbeans,,2,1,x\nbeans,1,-1,,3\n,1,,,3\n"
    nutrients = "nutrient,min,max\niron,5,4\niron,,\nirn,,\n"
    faults = fault_of(tmp_path, foods, nutrients).splitlines()
    expected = [
        "nutrients.csv, row 3, column nutrient: 'iron' is already in row 2",
        "foods.csv, row 3, column food: 'beans' is already in row 2",
        "foods.csv, row 4, column food: the name is empty",
        "foods.csv, row 2, column cost: the cell is empty",
        "foods.csv, row 3, column f_min: '-1' is negative",
        "foods.csv, row 2, column iron: 'x' is not a number",
        "did you mean iron?",
        "foods.csv, row 2, column f_min: 2 is above f_max 1",
        "nutrients.csv, row 2, column min: 5 is above max 4",
    ]
    assert len(faults) == len(expected)
    for part in expected:
        assert any(part in fault for fault in faults), part


@pytest.mark.parametrize(
    ("foods", "says"),
    [
        ("", "the file is empty"),
        ("food,cost,iron\n", "no row follows the header"),
        ("food,iron\nbeans,5\n", "there is no column 'cost'"),
        ("Food,cost,iron\nbeans,1,5\n", "is it 'Food'?"),
        ("food;cost;iron\nbeans;1;5\n", "separated by commas"),
        ("food,cost,iron,iron\nbeans,1,5,6\n", "two columns 'iron'"),
        ("food,cost,iron\nbeans, dry,1,5\n", "row 2: 4 cells, but the header has 3"),
        ("food,cost,iron\nbeans,1\n", "row 2: 2 cells, but the header has 3"),
        ("food,cost,iron,fmax\nbeans,1,5,2\n", "no column f_max, but one 'fmax'"),
        ('food,cost,iron\n"beans,1,5\n', "not a CSV table"),
        ("food,cost,iron\nbéans,1,5\n".encode("latin-1"), "not UTF-8 text (line 2, byte 16)"),
        ("food,cost,iron\nbeans,1,5\n".encode("utf-16"), "not UTF-8 text"),
        (b"food,cost,iron\nbe\0ans,1,5\n", "not a text file"),
        (b"x" * (TABLE_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_unusable_table_is_refused(tmp_path: Path, foods: str | bytes, says: str) -> None:
    """A table that could be misread is refused with the file's name and the reason."""
    fault = fault_of(tmp_path, foods)
    assert "foods.csv" in fault
    assert says in fault


def test_missing_files_are_both_told(tmp_path: Path) -> None:
    """Both unreadable paths are named."""
    with pytest.raises(InputError) as caught:
        read_diet_problem(tmp_path / "none.csv", tmp_path)
    first, second = str(caught.value).splitlines()
    assert "none.csv: cannot be read: No such file" in first
    assert f"{tmp_path}: cannot be read" in second


def test_long_lists_of_faults_are_cut(tmp_path: Path) -> None:
    """A table with many faults gives fifty lines and the number of the others."""
    rows = "".join(f"f{number},x,5\n" for number in range(70))
    faults = fault_of(tmp_path, f"food,cost,iron\n{rows}").splitlines()
    assert len(faults) == 51
    assert faults[-1] == "and 20 more faults"


@settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    foods=st.text(st.sampled_from('food,cost\n\r"iron f_max19.-e\t;é'), max_size=80),
    nutrients=st.binary(max_size=40),
    keep_header=st.booleans(),
)
def test_no_table_makes_it_crash(
    tmp_path: Path, foods: str, nutrients: bytes, keep_header: bool
) -> None:
    """Any content gives a problem or one InputError."""
    if keep_header:
        foods, nutrients = f"food,cost,iron\n{foods}", b"nutrient,min,max\n" + nutrients
    paths = write(tmp_path, foods, nutrients)
    with suppress(InputError):
        assert read_diet_problem(*paths).foods
