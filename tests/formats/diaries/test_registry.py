"""Each sample of an export reads to the rows stated here; values are invented, headers are real."""

from __future__ import annotations

import csv
import datetime
import math
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from planner.errors import InputError
from planner.formats.diaries.registry import FORMS, read_diary, read_source
from planner.formats.diaries.source import Source
from planner.nutrition.foods.diary import Diary, Kind, What

SAMPLES = Path(__file__).parent / "samples"
_NAMES = {
    "apple_health_export.xml": "apple_health",
    "asa24_INS.csv": "asa24_supplements",
    "asa24_Items.csv": "asa24_items",
    "asa24_Totals.csv": "asa24_totals",
    "cronometer_dailysummary.csv": "cronometer_daily",
    "cronometer_servings.csv": "cronometer",
    "cronometer_servings_older.csv": "cronometer",
    "dirty_german_excel.csv": "table",
    "fatsecret_FoodDiary.csv": "fatsecret",
    "intake24_survey.csv": "intake24",
    "loseit_food-logs.csv": "loseit",
    "loseit_weekly.csv": "loseit",
    "macrofactor_export.xlsx": "macrofactor",
    "macrofactor_food_log.csv": "macrofactor",
    "myfitnesspal_summary.csv": "myfitnesspal",
    "myfood24_patient_extract.csv": "myfood24",
    "nhanes_DR1IFF.xpt": "nhanes_foods",
    "nhanes_DR1TOT.xpt": "nhanes_totals",
    "opennutritracker-export.zip": "opennutritracker",
    "simple.csv": "table",
    "yazio_days.json": "yazio",
}
# food, meal, grams, and some of what is known of it
_ROWS: dict[str, list[tuple[str, str, float | None, dict[str, float]]]] = {
    "cronometer_servings_older.csv": [
        ("Egg, Whole, Cooked", "breakfast", None, {"vitamin_d_ug": 87 / 40, "iron_mg": 1.19}),
        ("Carrots, Raw", "dinner", 100, {"vitamin_d_ug": 0, "folate_ug_dfe": 19}),
    ],
    "macrofactor_food_log.csv": [
        ("Greek Yogurt, Plain, Nonfat", "", 170, {"vitamin_b12_ug": 1.3, "vitamin_d_ug": 0}),
        ("Chicken Burrito", "", 380, {"energy_kcal": 730, "sodium_mg": 1640}),
        ("Salmon, Atlantic, Farmed, Cooked", "", 170, {"vitamin_d_ug": 22.4}),
    ],
    "macrofactor_export.xlsx": [
        ("Greek Yogurt, Plain, Nonfat", "", 170, {"vitamin_b12_ug": 1.3, "vitamin_d_ug": 0}),
        ("Chicken Burrito", "", 380, {"energy_kcal": 730, "sodium_mg": 1640}),
        ("Salmon, Atlantic, Farmed, Cooked", "", 170, {"vitamin_d_ug": 22.4}),
    ],
    "asa24_INS.csv": [
        (
            "Multivitamin/mineral, adult", "breakfast", None,
            {"magnesium_mg": 100, "vitamin_b12_ug": 6, "vitamin_d_ug": 25},
        ),
    ],
    "myfood24_patient_extract.csv": [
        ("Porridge, made with semi-skimmed milk", "breakfast", None, {"vitamin_d_ug": 0}),
        ("Soup, lentil, canned", "lunch", None, {"magnesium_mg": 48, "zinc_mg": 1.5}),
        ("Tesco Salmon Fillets 240g", "dinner", None, {"vitamin_d_ug": 9.4}),
    ],
    "intake24_survey.csv": [
        ("Porridge made with water", "breakfast", 220, {"vitamin_b12_ug": 0, "magnesium_mg": 32}),
        ("Grandma's barley soup", "lunch", None, {}),
    ],
    "loseit_food-logs.csv": [
        ("Oatmeal", "breakfast", None, {"energy_kcal": 166}),
        ("Sardines in Water", "lunch", 106.310625, {"sodium_mg": 340}),
    ],
    "loseit_weekly.csv": [("Banana", "snack", None, {"fiber_g": 3.1})],
    "fatsecret_FoodDiary.csv": [
        ("Oatmeal", "breakfast", None, {"energy_kcal": 158, "sodium_mg": 115}),
        ("Soy Milk", "breakfast", None, {"potassium_mg": 410}),
        ("Lentil Soup", "lunch", 496, {"energy_kcal": 354, "potassium_mg": 760}),
        ("Brown Rice", "lunch", 150, {"energy_kcal": 180}),
    ],
    "yazio_days.json": [
        ("Haferflocken, zart", "breakfast", 60, {"energy_kcal": 223.2, "magnesium_mg": 78}),
        ("Skyr natur", "lunch", 150, {"protein_g": 16.5}),
        ("recipe r1", "dinner", None, {}),
        ("Kaffee mit Milch", "snack", None, {"energy_kcal": 35}),
    ],
    "opennutritracker-export.zip": [
        ("Haferflocken, Kölln", "breakfast", 80, {"energy_kcal": 297.6, "fiber_g": 8}),
        ("Milk, whole, 3.25% milkfat", "breakfast", None, {"protein_g": 7.875}),
    ],
    "simple.csv": [
        ("oatmeal cooked in water", "breakfast", None, {}),
        ("whole milk", "breakfast", None, {}),
        ("whole wheat bread", "lunch", None, {}),
        ("cheddar cheese", "lunch", 40, {}),
        ("pizza", "dinner", None, {}),
        ("black coffee", "snack", None, {}),
    ],
    "dirty_german_excel.csv": [
        ("Haferflocken", "breakfast", 62.5, {}),
        ("Käsebrötchen", "lunch", None, {}),
        ("Linsensuppe", "dinner", None, {}),
    ],
    "cronometer_dailysummary.csv": [
        ("all of the day", "", None, {"vitamin_d_ug": 2.4, "magnesium_mg": 255}),
    ],
    "myfitnesspal_summary.csv": [
        ("all of breakfast", "breakfast", None, {"calcium_mg": 350, "potassium_mg": 420}),
        ("all of lunch", "lunch", None, {"energy_kcal": 1050, "iron_mg": 4.5}),
        ("all of dinner", "dinner", None, {"energy_kcal": 640}),
        ("all of snacks", "snack", None, {"energy_kcal": 180, "calcium_mg": 40}),
    ],
    "apple_health_export.xml": [
        (
            "recorded by Cronometer", "", None,
            {"energy_kcal": 450, "magnesium_mg": 112.4, "vitamin_d_ug": 2.4},
        ),
    ],
}  # fmt: skip


def _read(name: str) -> Diary:
    return read_diary(SAMPLES / name)


@pytest.mark.parametrize(("name", "form"), _NAMES.items())
def test_every_sample_is_recognised(name: str, form: str) -> None:
    """A sample is told by its content alone, also under another name."""
    diary = read_source(Source(Path(name).stem, given=(SAMPLES / name).read_bytes()))
    assert (diary.form, diary.kind) == (form, FORMS[form].kind)
    assert [row.food for row in _read(name).rows] == [row.food for row in diary.rows] or (
        form == "yazio"  # whose products stand in the file beside
    )


@pytest.mark.parametrize("name", _ROWS)
def test_a_sample_reads_to_the_rows_stated(name: str) -> None:
    """Each row has its food, meal, weight and nutrients in our units."""
    rows = _read(name).rows
    found = [(row.food, row.meal, row.grams) for row in rows]
    assert found == [(food, meal, grams) for food, meal, grams, _ in _ROWS[name]]
    for row, (*_, wanted) in zip(rows, _ROWS[name], strict=True):
        assert {key: row.nutrients[key] for key in wanted} == pytest.approx(wanted)


def test_cronometer_servings() -> None:
    """IU of vitamin D are converted, empty is unknown and 0.00 zero, a tablet is a supplement."""
    diary = _read("cronometer_servings.csv")
    oats, almond_milk, coffee, bowl, banana = diary.rows[:5]
    assert len(diary.rows) == 14
    assert diary.days == ("2026-11-02", "2026-11-03")
    assert oats.time == datetime.time(7, 40)
    assert almond_milk.nutrients["vitamin_d_ug"] == pytest.approx(96 / 40)
    assert oats.nutrients["vitamin_d_ug"] == 0
    assert "vitamin_d_ug" not in bowl.nutrients
    assert (coffee.amount, coffee.unit, coffee.grams) == (8, "fl oz", None)
    assert (banana.meal, banana.amount, banana.unit) == ("", 1, 'medium - 7" to 7 7/8" long')
    doses = [row for row in diary.rows if row.what is What.SUPPLEMENT]
    assert [(row.food, row.nutrients["vitamin_b12_ug"]) for row in doses] == [
        ("Vitamin B12, 500 mcg Tablet", 500)
    ]


def test_vitamin_a_in_iu_stays_unknown() -> None:
    """IU of vitamin A are no RAE: unknown, with the reason in the notes."""
    diary = _read("cronometer_servings_older.csv")
    assert all("vitamin_a_ug_rae" not in row.nutrients for row in diary.rows)
    assert any("Vitamin A (IU)" in note for note in diary.notes)


def test_days_not_completed_are_left_out_and_named() -> None:
    """A day that is not marked as completed is left out if others are; an empty day always."""
    diary = _read("cronometer_dailysummary.csv")
    assert diary.days == ("2026-11-02",)
    assert any("2026-11-03 (954 kcal)" in note for note in diary.notes)


def test_items_of_asa24_sum_to_its_totals() -> None:
    """The items of each finished recall sum to the row of its totals, to 0.01."""
    items, totals = _read("asa24_Items.csv"), _read("asa24_Totals.csv")
    assert len(items.rows) == 11
    compared = 0
    for whole in totals.rows:
        parts = [r for r in items.rows if (r.person, r.date) == (whole.person, whole.date)]
        if len(parts) != 4:  # the second person's recall is cut: a row of it is not completed
            continue
        for name, amount in whole.nutrients.items():
            assert math.fsum(r.nutrients[name] for r in parts) == pytest.approx(amount, abs=0.01)
        compared += 1
    assert compared == 2


def test_nhanes_foods_and_totals_agree() -> None:
    """Unreliable recalls are left out, zeros are exact, and foods sum to the totals."""
    foods, totals = _read("nhanes_DR1IFF.xpt"), _read("nhanes_DR1TOT.xpt")
    assert foods.people == totals.people == ("900001", "900002")
    assert [(r.meal, r.grams) for r in foods.rows[:4]] == [
        ("breakfast", 240), ("breakfast", 244), ("dinner", 214), ("snack", 118),
    ]  # fmt: skip
    assert foods.rows[1].food == "Milk, low fat (1%)"
    assert foods.rows[0].nutrients["sugars_g"] == 0.0
    for whole in totals.rows:
        parts = [row for row in foods.rows if row.person == whole.person]
        for name, amount in whole.nutrients.items():
            assert math.fsum(r.nutrients[name] for r in parts) == pytest.approx(amount, abs=0.01)


def test_a_trace_is_nothing_and_n_is_unknown() -> None:
    """Tr counts as 0, N as unknown; times without am or pm are told by the meal."""
    porridge, soup, fish = _read("myfood24_patient_extract.csv").rows
    assert porridge.nutrients["vitamin_d_ug"] == 0
    assert {"fiber_g", "manganese_mg", "selenium_ug"} - set(soup.nutrients) == {
        "fiber_g", "manganese_mg",
    }  # fmt: skip
    assert soup.date == datetime.date(2026, 11, 2)
    assert (soup.time, fish.time) == (datetime.time(13, 15), datetime.time(19, 30))


def test_myfitnesspal_zeros_and_percent() -> None:
    """A zero that nobody entered and vitamin A in % DV are unknown; totals are left out."""
    diary = _read("myfitnesspal_summary.csv")
    snack = diary.rows[-1]
    assert "potassium_mg" not in snack.nutrients
    assert all("vitamin_a_ug_rae" not in row.nutrients for row in diary.rows)
    assert sum(row.nutrients["energy_kcal"] for row in diary.rows) == 2282


def test_two_apps_do_not_count_one_day_twice() -> None:
    """Magnesium that a second app recorded on the same day is left out, and said."""
    diary = _read("apple_health_export.xml")
    assert [row.nutrients["magnesium_mg"] for row in diary.rows] == [112.4]
    assert any(note.startswith("YAZIO") for note in diary.notes)


def test_deleted_rows_and_exercise_are_left_out() -> None:
    """Lose It! keeps deleted rows and exercise in its export; both are said."""
    assert "1 deleted row left out" in _read("loseit_food-logs.csv").notes
    assert "1 row of exercise left out" in _read("loseit_weekly.csv").notes


def test_the_reading_of_a_german_table_is_shown() -> None:
    """Encoding, separator and decimal comma are chosen with caution and said."""
    diary = _read("dirty_german_excel.csv")
    assert [row.day_name for row in diary.rows] == ["2026-11-02"] * 3
    assert diary.notes == (
        "is not UTF-8: read as Windows-1252 (Latin-1) text",
        "cells separated by semicolons",
        "numbers read with a decimal comma",
    )


def test_a_list_of_products_asks_for_the_days() -> None:
    """YAZIO's list of products is recognised and refused with what to do."""
    with pytest.raises(InputError, match="give the file of days"):
        _read("yazio_products.json")


def test_products_are_unknown_without_their_file(tmp_path: Path) -> None:
    """Without the list beside it nothing is known of YAZIO's products, and that is said."""
    shutil.copy(SAMPLES / "yazio_days.json", tmp_path)
    diary = read_diary(tmp_path / "yazio_days.json")
    assert (diary.rows[0].food, diary.rows[0].nutrients) == ("product p1", {})
    assert any("yazio_products.json" in note for note in diary.notes)


def test_a_file_of_two_forms_names_both(tmp_path: Path) -> None:
    """A header that fits two forms is refused with their names, and read with --as."""
    path = tmp_path / "two.csv"
    path.write_text(
        "Date,Name,Quantity,Units,Calories,Deleted,Food Name,Serving Size,Serving Qty,"
        "Serving Weight (g)\n2026-11-02,Oats,1,cup,150,0,Oats,g,60,60\n"
    )
    with pytest.raises(InputError, match="may be macrofactor or loseit"):
        read_diary(path)
    assert read_diary(path, "loseit").rows[0].food == "Oats"


def test_an_unknown_file_names_the_forms(tmp_path: Path) -> None:
    """A file that is no diary is refused with the names of the forms."""
    path = tmp_path / "x.bin"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(InputError, match="say which of these it is: cronometer, macrofactor"):
        read_diary(path)
    with pytest.raises(InputError, match="unknown form of diary 'cronometr': did you mean crono"):
        read_diary(path, "cronometr")


def test_a_pasted_text_is_read_line_by_line(tmp_path: Path) -> None:
    """Dates and meals are headings, each other line is a food with its amount."""
    path = tmp_path / "day.txt"
    path.write_text(
        "2026-11-02\nBreakfast: 2 eggs, 1 slice toast\nDinner\n- 150 g salmon\n½ cup rice\n"
    )
    diary = read_diary(path)
    assert [(r.meal, r.amount, r.unit, r.food, r.grams) for r in diary.rows] == [
        ("breakfast", 2, "", "eggs", None),
        ("breakfast", 1, "slice", "toast", None),
        ("dinner", 150, "g", "salmon", 150),
        ("dinner", 0.5, "cup", "rice", None),
    ]
    assert diary.days == ("2026-11-02",)


def test_a_plan_is_a_diary(tmp_path: Path) -> None:
    """A plan's portions and doses are read by id and grams, also as Excel writes them in German."""
    path = tmp_path / "plan.csv"
    path.write_text(
        "person;day;meal;food_id;source;source_id;grams\n"
        ";1;Lunch ;kale_raw;sr28;1;62,5\n"
        ";1;dinner;;supplement;vitamin_b12_25;0,000025\n"
    )
    food, dose = read_diary(path).rows
    assert (food.food_id, food.grams, food.meal, food.day) == ("kale_raw", 62.5, "lunch", 1)
    assert (dose.what, dose.nutrients) == (What.SUPPLEMENT, {"vitamin_b12_ug": 25.0})


def test_faults_name_row_and_value(tmp_path: Path) -> None:
    """One message names every faulty row with its value and what is allowed."""
    path = tmp_path / "table.csv"
    path.write_text("day,meal,food,amount,unit\n1,lunch,salt,10,kg\n1,lunch,rice,many,g\n")
    with pytest.raises(InputError) as caught:
        read_diary(path)
    first, second = str(caught.value).splitlines()
    assert "row 2" in first and "'10000 g': allowed is up to 5000 g" in first  # noqa: PT018
    assert "row 3" in second and "'many': give a number" in second  # noqa: PT018


def test_kinds_cover_the_forms() -> None:
    """There are forms of all three kinds."""
    assert {form.kind for form in FORMS.values()} == set(Kind)


def test_a_table_saved_as_a_workbook_is_read(tmp_path: Path) -> None:
    """A CSV that was opened in a spreadsheet and saved as a workbook reads to the same rows."""
    for name in ("cronometer_servings_older.csv", "simple.csv"):
        book = Workbook()
        book.active.append(["notes of mine"])
        sheet = book.create_sheet("data")
        with (SAMPLES / name).open(encoding="utf-8", newline="") as file:
            for cells in csv.reader(file):
                sheet.append(cells)
        book.save(tmp_path / "book.xlsx")
        found = read_diary(tmp_path / "book.xlsx")
        assert found.rows == _read(name).rows


def test_an_export_is_read_out_of_its_zip(tmp_path: Path) -> None:
    """Of a ZIP as apps send it, the part that is a diary is read; two diaries are refused."""
    path = tmp_path / "export.zip"
    with ZipFile(path, "w") as packed:
        packed.write(SAMPLES / "loseit_food-logs.csv", "food-logs.csv")
        packed.writestr("weights.csv", "Date,Weight\n11/02/2026,62\n")
    assert read_diary(path).rows == _read("loseit_food-logs.csv").rows
    with ZipFile(path, "a") as packed:
        packed.write(SAMPLES / "apple_health_export.xml", "apple_health_export/export.xml")
    with pytest.raises(
        InputError, match=r"several diaries \(apple_health_export/export.xml, food-l"
    ):
        read_diary(path)
