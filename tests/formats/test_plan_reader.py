"""Reading plans: written files, edited files, and every fault with its row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import DataError, InputError
from planner.formats import EXPORTERS
from planner.formats.plan_reader import read_plan_rows
from planner.nutrition.user_files import TABLE_BYTES
from planner.planning.make import Plan

Write = Callable[[str | bytes], Path]
HEAD = "day,meal,food_id,grams\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a plan file."""

    def save(content: str | bytes) -> Path:
        path = tmp_path / "plan.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save


def test_written_plan_is_read_back(vegan_plan: Plan, write: Write) -> None:
    """A written CSV gives the same portions."""
    path = write(EXPORTERS["csv"].write([vegan_plan]).decode())
    assert read_plan_rows(path).portions == vegan_plan.portions


def test_four_columns_are_enough(write: Write) -> None:
    """A hand-made file needs day, meal, food and grams, in any order, with or without BOM."""
    path = write(b"\xef\xbb\xbfgrams,food_id,meal,day\n50,avocado,lunch,2\n")
    (portion,) = read_plan_rows(path).portions
    assert (portion.day, portion.meal, portion.food_id, portion.grams) == (
        *(2, "lunch", "avocado", 50.0),
    )
    assert (portion.dish, portion.person) == ("", "")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1,lunch,avocadoo,50", "did you mean avocado"),
        ("1,brunch,avocado,50", "meal 'brunch': allowed are breakfast, lunch, dinner, snack"),
        ("0,lunch,avocado,50", "day '0'"),
        ("one,lunch,avocado,50", "day 'one'"),
        ("-1,lunch,avocado,50", "day '-1'"),
        ("99999999999999999999,lunch,avocado,50", "day '99999999999999999999'"),
        ("²,lunch,avocado,50", "day '²'"),
        ("1,lunch,avocado,0", "grams '0'"),
        ("1,lunch,avocado,-5", "grams '-5'"),
        ("1,lunch,avocado,lots", "grams 'lots'"),
        ("1,lunch,avocado,nan", "grams 'nan'"),
        ("1,lunch,avocado,inf", "grams 'inf'"),
        ("1,lunch,avocado,10001", "grams '10001'"),
        ("1,lunch,avocado,", "grams ''"),
    ],
)
def test_fault_is_named_with_its_row(row: str, words: str, write: Write) -> None:
    """The message names the row, the cell and the allowed values."""
    with pytest.raises(DataError) as caught:
        read_plan_rows(write(f"{HEAD}1,lunch,avocado,50\n{row}\n"))
    assert "row 3: " in str(caught.value)
    assert words in str(caught.value)


def test_every_fault_is_listed(write: Write) -> None:
    """Two bad rows, two lines."""
    with pytest.raises(DataError) as caught:
        read_plan_rows(write(f"{HEAD}1,brunch,avocado,50\n1,lunch,avocado,0\n"))
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("day,meal,grams\n1,lunch,50\n", "there is no column 'food_id'"),
        ("", "the file is empty"),
        (b"day,meal,food_id,grams\n1,lunch,caf\xe9,50\n", "unknown food id 'café'"),
        ("day,meal,food_id,grams,grams\n1,lunch,avocado,50,500\n", "two columns 'grams'"),
        (f"{HEAD}1,lunch,avocado\n", "row 2: 3 cells, but the header has 4"),
    ],
)
def test_file_that_is_no_plan_is_named(content: str | bytes, words: str, write: Write) -> None:
    """A missing or doubled column, no row, another encoding, a row cut short: one message each."""
    with pytest.raises(InputError, match=words):
        read_plan_rows(write(content))


@pytest.mark.parametrize(
    ("content", "grams"),
    [
        ("\ufeffday;meal;food_id;grams;energy_kcal\n1;lunch;avocado;62,5;100,25\n", 62.5),
        ("Day,Meal,Food_Id,Grams\n1,Lunch ,Avocado,120 g\n", 120.0),
        ("day\tmeal\tfood_id\tgrams\n1\tlunch\tavocado\t0.1 kg\n", 100.0),
    ],
)
def test_what_a_spreadsheet_makes_of_a_plan_is_read(
    content: str, grams: float, write: Write
) -> None:
    """Semicolons, decimal commas, other case and grams with their unit are read as meant."""
    (portion,) = read_plan_rows(write(content)).portions
    assert (portion.meal, portion.food_id, portion.grams) == ("lunch", "avocado", grams)


def test_missing_and_huge_files_are_refused(tmp_path: Path, write: Write) -> None:
    """A missing file, and a file larger than any plan."""
    with pytest.raises(InputError, match="cannot be read"):
        read_plan_rows(tmp_path / "none.csv")
    path = write(HEAD)
    with path.open("ab") as file:
        file.truncate(TABLE_BYTES + 1)
    with pytest.raises(InputError, match="larger than 20 MB"):
        read_plan_rows(path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=80) | st.text(max_size=80).map(lambda s: (HEAD + s).encode()))
def test_any_bytes_are_a_plan_or_an_input_error(content: bytes, write: Write) -> None:
    """Any content gives portions or an InputError, never another exception."""
    try:
        portions = read_plan_rows(write(content)).portions
    except InputError as error:
        portions = ()
        assert str(error)  # noqa: PT017 - both ways out are allowed
    assert all(portion.grams > 0 for portion in portions)
