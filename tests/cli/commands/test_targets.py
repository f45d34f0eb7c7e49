"""``planner targets``: columns, formats and refused input."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
MAN = ["--sex", "male", "--age", "45", "--height", "180", "--weight", "85"]
WOMAN = ["--sex", "female", "--age", "30", "--height", "165", "--weight", "62"]
TARGET_COLUMNS = [
    *("nutrient", "unit", "floor", "ceiling", "floor_basis", "ceiling_basis"),
    *("ceiling_applies_to", "source", "average_requirement", "average_requirement_basis"),
    *("reference", "reference_basis", "guide", "guide_basis"),
]


def rows_of(text: str) -> list[dict[str, str]]:
    """Read CSV text."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_targets_have_the_promised_columns(run: Run) -> None:
    """The energy band is first, core floors are included, magnesium has no ceiling on food."""
    shown = run("targets", *MAN)
    assert shown.code == 0
    assert shown.out.split("\r\n", 1)[0].split(",") == TARGET_COLUMNS
    rows = {row["nutrient"]: row for row in rows_of(shown.out)}
    assert next(iter(rows)) == "energy_kcal"
    energy = rows["energy_kcal"]
    assert float(energy["ceiling"]) / float(energy["floor"]) == pytest.approx(1.05 / 0.95, 1e-4)
    assert "never magnesium from food" in rows["magnesium_mg"]["ceiling_applies_to"]
    assert all(row["source"] for row in rows.values())


def test_targets_as_json(run: Run) -> None:
    """The same rows, absent limits as null."""
    rows = json.loads(run("targets", *MAN, "--format", "json").out)
    assert list(rows[0]) == TARGET_COLUMNS
    by_name = {row["nutrient"]: row for row in rows}
    assert by_name["potassium_mg"]["ceiling"] is None
    assert by_name["calcium_mg"]["floor"] == 1000
    assert by_name["calcium_mg"]["average_requirement"] == 800
    assert by_name["sodium_mg"]["floor"] is None
    assert by_name["sodium_mg"]["reference"] == 1500


def test_targets_name_what_is_not_covered(run: Run) -> None:
    """Nutrients without a source, and what is advised whatever the food, are notes."""
    shown = run("targets", *WOMAN, "--standard", "uk")
    assert "biotin" in shown.err
    assert "folic acid" in shown.err
    assert "folic acid" not in run("targets", *MAN).err


@pytest.mark.parametrize(
    ("words", "said"),
    [((), "week 1 up to 17 g"), (("--condition", "crohns_disease"), "change nothing in this plan")],
)
def test_targets_tell_what_becomes_of_the_fiber_eaten_now(
    words: tuple[str, ...], said: str, run: Run
) -> None:
    """Built up to step by step, or not used, and never passed over."""
    assert said in run("targets", *WOMAN, "--fiber-now", "12", *words).err


def test_diet_changes_the_targets(run: Run) -> None:
    """A vegan's iron floor is 1.8 times as high."""
    floors = []
    for diet in ("omnivore", "vegan"):
        rows = rows_of(run("targets", *MAN, "--diet", diet).out)
        floors += [float(row["floor"]) for row in rows if row["nutrient"] == "iron_mg"]
    assert floors[1] == pytest.approx(1.8 * floors[0])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("targets --sex male --age 45 --height 180", "--weight"),
        ("targets --sex male --age 45 --height 180 --weight 85 --standard nasen", "nasem"),
    ],
)
def test_bad_input_ends_with_two(words: str, message: str, run: Run) -> None:
    """One message on stderr, nothing on stdout."""
    shown = run(*words.split())
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith("planner: ")
    assert message in shown.err


FOODS = "food,cost,f_min,f_max,protein\nbeans,1,,,20\nrice,0.5,,,5\n"
