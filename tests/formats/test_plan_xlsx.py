"""The workbook, read back with openpyxl, a different library from the one that writes it."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl import Workbook

from planner.formats import EXPORTERS
from planner.formats.shopping_list import shopping_list
from planner.nutrition.nutrients import core_nutrients, nutrient_ids
from planner.planning.plan import Plan


@pytest.fixture(scope="module")
def book(two_plans: tuple[Plan, Plan]) -> Workbook:
    """Return the workbook of both people."""
    return openpyxl.load_workbook(io.BytesIO(EXPORTERS["xlsx"].write(two_plans)))


def table(book: Workbook, name: str) -> list[dict[str, object]]:
    """Return a sheet as a list of rows by heading."""
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_sheets_have_frozen_headings_and_filters(book: Workbook) -> None:
    """The five documented sheets and the notes; their first rows are frozen and filtered."""
    assert book.sheetnames == ["Plan", "Days", "Nutrients", "Shopping", "Targets", "Notes"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref


def test_plan_rows_hold_real_numbers(book: Workbook, two_plans: tuple[Plan, Plan]) -> None:
    """One row per portion of each person; numbers are numbers, unknown cells empty, ids text."""
    rows = table(book, "Plan")
    portions = [row for plan in two_plans for row in plan.portions]
    assert len(rows) == len(portions)
    for row, portion in zip(rows, portions, strict=True):
        assert (row["person"], row["food_id"]) == (portion.person, portion.food_id)
        assert row["grams"] == pytest.approx(portion.grams)
        assert isinstance(row["source_id"], str)
        assert all(
            row[name] is None or isinstance(row[name], int | float) for name in nutrient_ids()
        )


def test_days_add_up_and_carry_their_date(book: Workbook) -> None:
    """The sums of a day equal those of its portions on the first sheet."""
    plan, days = table(book, "Plan"), table(book, "Days")
    assert [(row["person"], row["day"], row["date"]) for row in days] == [
        ("Ann", 1, "2026-11-30"), ("Ann", 2, "2026-12-01"),
        ("=Bob", 1, "2026-11-30"), ("=Bob", 2, "2026-12-01"),
    ]  # fmt: skip
    for row in days:
        mine = [r for r in plan if (r["person"], r["day"]) == (row["person"], row["day"])]
        for name in ("energy_kcal", "magnesium_mg"):
            assert row[name] == pytest.approx(sum(r[name] or 0.0 for r in mine), abs=1e-3)


def test_nothing_is_a_formula(book: Workbook) -> None:
    """A name that starts with an equals sign is text on every sheet."""
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert "=Bob" in {cell.value for cell in book["Plan"]["A"]}


def test_the_core_nutrients_are_charted(book: Workbook) -> None:
    """The sheet of days has one chart with a series for each core nutrient."""
    (chart,) = book["Days"]._charts
    assert len(chart.series) == len(core_nutrients())
    for series in chart.series:
        assert series.val.numRef.f.endswith("$5")


def test_nutrients_and_targets(book: Workbook, two_plans: tuple[Plan, Plan]) -> None:
    """The adequacy of every target on every day, and of the mean of the days."""
    rows = table(book, "Nutrients")
    expected = sum(
        len(plan.certificate.adequacy) + len(plan.certificate.means) for plan in two_plans
    )
    assert len(rows) == expected
    assert {row["day"] for row in rows} == {1, 2, "mean"}
    assert len(table(book, "Targets")) == sum(len(plan.targets.rows) for plan in two_plans)


def test_shopping_is_that_of_the_whole_table(book: Workbook, two_plans: tuple[Plan, Plan]) -> None:
    """The shopping list equals the separate export, for both people."""
    found = shopping_list([row for plan in two_plans for row in plan.portions])
    rows = table(book, "Shopping")
    assert [row["buy"] for row in rows] == [line.name for line in found.lines]
    assert [row["grams"] for row in rows] == pytest.approx(
        [line.grams for line in found.lines], abs=0.051
    )
