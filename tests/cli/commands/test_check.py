"""``planner check``: formats, columns, exit codes, and which rows of a diary are read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from planner.request.own_foods import read_own_foods

Run = Callable[..., Any]
SAMPLES = Path(__file__).parents[2] / "formats" / "diaries" / "samples"
WOMAN = ["--sex", "female", "--age", "34", "--height", "167", "--weight", "62"]
COLUMNS = [
    "person", "day", "nutrient", "unit", "intake", "coverage", "floor", "ear", "ceiling", "nar",
    "probability", "status",
]  # fmt: skip


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_csv_is_tidy(run: Run) -> None:
    """A row for each nutrient and day, then the means; what is not known is empty, never zero."""
    shown = run("check", SAMPLES / "cronometer_servings.csv", *WOMAN)
    assert shown.code == 0
    rows = _rows(shown.out)
    assert list(rows[0]) == COLUMNS
    assert list(dict.fromkeys(row["day"] for row in rows)) == ["2026-11-02", "2026-11-03", "mean"]
    cells = {(row["day"], row["nutrient"]): row for row in rows}
    magnesium = cells["2026-11-02", "magnesium_mg"]
    assert (magnesium["intake"], magnesium["floor"], magnesium["ear"]) == ("255", "320", "265")
    assert (magnesium["coverage"][:4], magnesium["status"]) == ("0.53", "uncertain")
    missing = cells["mean", "copper_mg"]
    assert (missing["intake"], missing["nar"], missing["status"]) == ("", "", "not_recorded")
    assert "Read as Cronometer, servings (foods with their own nutrients)" in shown.err


def test_one_day_has_no_mean_and_no_probability(run: Run) -> None:
    """Of one day the CSV has that day alone, and no probability."""
    rows = _rows(run("check", SAMPLES / "nhanes_DR1TOT.xpt", "--person", "900001", *WOMAN).out)
    assert {row["day"] for row in rows} == {"1"}
    assert {row["person"] for row in rows} == {"900001"}
    assert not any(row["probability"] for row in rows)


@pytest.mark.parametrize("form", ["json", "markdown", "html", "pdf"])
def test_every_format_says_the_same(form: str, tmp_path: Path, run: Run) -> None:
    """Each format names the nutrient that is below its need, and the food to settle."""
    eaten, path = tmp_path / "day.csv", tmp_path / f"check.{form}"
    eaten.write_text(
        "day,meal,food,amount,unit\n2026-11-02,lunch,cheddar cheese,40,g\n,,zorgblat stew,1,bowl\n"
    )
    shown = run("check", eaten, *WOMAN, "--format", form, "-o", path)
    assert (shown.code, shown.out) == (0, "")
    if form == "json":
        found = json.loads(path.read_text(encoding="utf-8"))
        energy = next(row for row in found["means"] if row["nutrient"] == "energy_kcal")
        assert (found["kind"], energy["most_from"][0]["food"]) == ("foods", "cheddar cheese")
        assert "zorgblat stew" in [one["food"] for one in found["to_settle"]]
        return
    text = (
        "\n".join(page.extract_text() for page in PdfReader(path).pages)
        if form == "pdf"
        else path.read_text(encoding="utf-8")
    )
    for words in ("2026-11-02", "Magnesium", "zorgblat stew", "Healthy Eating Index"):
        assert words in text


def test_texts_of_a_diary_are_no_markup(tmp_path: Path, run: Run) -> None:
    """A food's name cannot bring HTML into the page or a formula into the table."""
    path = tmp_path / "day.csv"
    path.write_text("day,person,food,energy_kcal\n1,=1+1,<script>alert(1)</script>,100\n")
    page = run("check", path, *WOMAN, "--format", "html").out
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<script>" not in run("check", path, *WOMAN, "--format", "markdown").out
    assert _rows(run("check", path, *WOMAN).out)[0]["person"] == "'=1+1"


def test_strict_exits_with_3_and_still_writes(tmp_path: Path, run: Run) -> None:
    """With --strict, anything below its need ends with 3; the file is written all the same."""
    path = tmp_path / "check.csv"
    shown = run("check", SAMPLES / "asa24_Totals.csv", "--person", "STEADY002", *WOMAN,
                "--strict", "-o", path)  # fmt: skip
    assert shown.code == 3
    assert "below the need: " in shown.err
    assert "magnesium" in shown.err
    assert _rows(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("asa24_Items.csv",), "holds 2 people (STEADY001, STEADY002): name one of them"),
        (("asa24_Items.csv", "--person", "STEADY001", "--from", "2026-12-01"), "its days are 2026"),
        (("simple.csv", "--as", "cronometr"), "did you mean cronometer"),
        (("simple.csv", "--as", "cronometer"), "there is no column"),
        (("simple.csv", "--from", "soon"), "--from: 'soon' is not a date"),
        (("simple.csv", "--format", "pdf"), "name a file with -o"),
        (("simple.csv", "--format", "xml"), "unknown format 'xml'"),
        (("no_such.csv",), "cannot be read"),
    ],
)
def test_what_cannot_be_read_ends_with_2(words: tuple[str, ...], said: str, run: Run) -> None:
    """One message says what is wrong and what is allowed; nothing is written."""
    name, *options = words
    shown = run("check", SAMPLES / name, *options, *WOMAN)
    assert (shown.code, shown.out) == (2, "")
    assert said in shown.err
    assert ("option for person: --person NAME" in shown.err) is said.startswith("holds 2")


def test_days_are_chosen(run: Run) -> None:
    """--from and --to choose days, both included."""
    shown = run("check", SAMPLES / "asa24_Items.csv", "--person", "STEADY001",
                "--from", "2026-11-09", "--to", "2026-11-09", *WOMAN)  # fmt: skip
    assert {row["day"] for row in _rows(shown.out)} == {"2026-11-09"}


def test_own_foods_are_read_and_matched(tmp_path: Path, run: Run) -> None:
    """A food of one's own is known by its id and by its name, with the figures of its label."""
    own, eaten = tmp_path / "own.toml", tmp_path / "day.csv"
    own.write_text(
        '[[food]]\nname = "Zorgblat bar"\nsubgroup = "nut"\nper = "serving"\nserving = "bar"\n'
        'serving_plural = "bars"\nserving_g = 40\nlabel = { energy_kcal = 200, protein_g = 6, '
        "fat_g = 12, carbohydrate_g = 16, salt_g = 0.1, magnesium_mg = 60 }\ncontains = "
        '["tree_nuts"]\nchecked = true\nmeals = ["snack"]\n'
    )
    (food,) = read_own_foods(own)
    eaten.write_text(f"day,food,food_id,grams\n1,my bar,{food.id},40\n1,Zorgblat bar,,40\n")
    shown = run("check", eaten, *WOMAN, "--own-foods", own)
    cells = {row["nutrient"]: row for row in _rows(shown.out)}
    assert cells["magnesium_mg"]["intake"] == "120"
    assert f"'{food.id}'" in run("check", eaten, *WOMAN).err
