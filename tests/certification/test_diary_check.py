"""A diary checked: what is below, over, uncertain or not recorded, and how likely it is enough."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from planner.certification.diary_check import DiaryCheck, check_diary
from planner.certification.diary_intake import MEAN, Intake
from planner.errors import InputError
from planner.formats.diaries.registry import read_diary
from planner.nutrition.foods.diary import (
    Confidence,
    Diary,
    DiaryRow,
    Kind,
    What,
    number_days,
    select_days,
)
from planner.nutrition.people.person import make_person
from planner.request.plan_request import PlanRequest

WOMAN = make_person(sex="female", age=40, height_cm=167, weight_kg=62, activity="active")
REQUEST = PlanRequest(person=WOMAN)


def _row(day: int, food: str, nutrients: dict[str, float], **more: object) -> DiaryRow:
    fields = {"confidence": Confidence.STATED, "meal": "lunch"} | more
    date = datetime.date(2026, 11, day)
    return DiaryRow("", date, food, nutrients=nutrients, **fields)  # type: ignore[arg-type]


def _check(*rows: DiaryRow, request: PlanRequest = REQUEST, kind: Kind = Kind.FOODS) -> DiaryCheck:
    return check_diary(Diary("table", "table", kind, number_days(rows)), request)


def _mean(found: DiaryCheck, name: str) -> Intake:
    return next(row for row in found.means if row.nutrient == name)


def _magnesium(*amounts: float) -> DiaryCheck:
    rows = [
        _row(day, "stew", {"energy_kcal": 2000, "magnesium_mg": amount})
        for day, amount in enumerate(amounts, start=1)
    ]
    return _check(*rows)


def test_three_days_of_magnesium_have_a_probability() -> None:
    """The probability is by the EAR and one's own days; the mean is over the three days."""
    found = _mean(_magnesium(300, 320, 340), "magnesium_mg")
    assert (found.day, found.intake, found.ear, found.floor) == (MEAN, 320, 265, 320)
    assert found.status == "met"
    assert found.probability == pytest.approx(0.972, abs=0.005)
    assert "your own 3 days" in found.basis
    assert "10 % of the EAR" in found.basis


def test_two_days_use_the_published_variation_and_one_has_none() -> None:
    """Two days take the variation of a survey, which is said; one day gets no probability."""
    two = _mean(_magnesium(320, 320), "magnesium_mg")
    assert two.probability == pytest.approx(0.801, abs=0.005)
    assert "published day-to-day variation (IOM 2000" in two.basis
    one = _mean(_magnesium(320), "magnesium_mg")
    assert (one.probability, one.basis) == (None, "one day: no probability")


def test_days_that_vary_too_much_have_no_probability() -> None:
    """Above a variation of 70 % the method is unreliable: it is not used, and that is said."""
    found = _mean(_magnesium(20, 100, 900), "magnesium_mg")
    assert found.probability is None
    assert "varies too much" in found.basis


def test_below_an_adequate_intake_nothing_can_be_said() -> None:
    """Potassium has an AI: above it likely enough, below it cannot be said."""
    low = _mean(_check(_row(1, "stew", {"energy_kcal": 2000, "potassium_mg": 900})), "potassium_mg")
    high = _mean(_check(_row(1, "stew", {"energy_kcal": 9, "potassium_mg": 2900})), "potassium_mg")
    assert (low.status, low.probability, low.basis[:13]) == ("below_ai", None, "below the AI:")
    assert (high.status, high.basis) == ("met", "above the AI: likely enough")


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ({}, "not_recorded"),
        ({"vitamin_c_mg": 10.0}, "uncertain"),  # of half of the food: the rest may hold the need
        ({"vitamin_c_mg": 90.0}, "met"),
    ],
)
def test_what_is_not_known_is_never_zero(known: dict[str, float], status: str) -> None:
    """A food without a value leaves it open whether a need is met, unless what is known does."""
    found = _check(
        _row(1, "stew", {"energy_kcal": 1000, **known}), _row(1, "bowl", {"energy_kcal": 1000})
    )
    row = _mean(found, "vitamin_c_mg")
    assert row.status == status
    assert row.coverage == (0.5 if known else 0.0)
    assert (row.intake is None) is (not known)


def test_known_food_below_the_need_is_short() -> None:
    """Where nearly all is known, and the rest would not mend it, a nutrient is short."""
    found = _check(
        _row(1, "stew", {"energy_kcal": 1900, "vitamin_c_mg": 10.0}),
        _row(1, "bowl", {"energy_kcal": 100}),
    )
    assert _mean(found, "vitamin_c_mg").status == "short"
    assert "vitamin_c_mg" in {row.nutrient for row in found.below}


def test_supplements_are_doses() -> None:
    """Their own ceiling judges them, and of vitamin B12 little more than 2.5 µg counts."""
    dose = {"what": What.SUPPLEMENT, "confidence": Confidence.STATED}
    food = _row(1, "stew", {"energy_kcal": 2000, "magnesium_mg": 400, "vitamin_b12_ug": 0})
    fits = _check(food, _row(1, "tablet", {"magnesium_mg": 300}, **dose))
    much = _check(food, _row(1, "tablet", {"magnesium_mg": 400, "vitamin_b12_ug": 500}, **dose))
    assert _mean(fits, "magnesium_mg").status == "met"
    assert _mean(much, "magnesium_mg").status == "over"
    b12 = _mean(much, "vitamin_b12_ug")
    assert (b12.intake, b12.supplement) == (500, 500)
    assert b12.credited == pytest.approx(2.5 + 0.01 * 497.5)


def test_foods_are_matched_and_unsure_ones_asked() -> None:
    """A sure food brings its composition; an unsure one is asked about and not counted."""
    rows = (
        DiaryRow("", None, "whole milk", day=1, meal="breakfast", amount=200, unit="ml"),
        DiaryRow("", None, "zorgblat stew", day=1, meal="lunch", amount=1, unit="bowl"),
    )
    found = _check(*rows)
    milk, stew = found.diary.rows
    assert (milk.food_id, milk.confidence) == ("milk_whole", Confidence.SURE)
    assert milk.nutrients["calcium_mg"] > 200
    assert stew.nutrients == {}
    assert [question.row.food for question in found.questions] == ["zorgblat stew"]
    assert found.index is None
    alone = _check(rows[0])
    assert alone.index is not None
    assert 50 < alone.absorbed["calcium_mg"] < milk.nutrients["calcium_mg"]
    assert found.absorbed == {}


def test_values_of_the_row_go_before_those_of_its_food() -> None:
    """A row that states its sodium keeps it; of the matched food it gets what it does not state."""
    row = DiaryRow(
        "", None, "whole milk", day=1, amount=200, unit="ml", nutrients={"sodium_mg": 1.0}
    )
    (milk,) = _check(row).diary.rows
    assert milk.nutrients["sodium_mg"] == 1.0
    assert milk.nutrients["calcium_mg"] > 200


def test_a_vegetarian_needs_more_iron_also_on_average() -> None:
    """NASEM's factor of 1.8 multiplies the EAR of iron as it does the RDA."""
    plain = _mean(_magnesium(320), "iron_mg")
    vegan = check_diary(
        Diary("table", "t", Kind.FOODS, number_days([_row(1, "stew", {"iron_mg": 9.0})])),
        PlanRequest(person=WOMAN, diet="vegan"),
    )
    assert (plain.ear, plain.floor) == (8.1, 18)
    assert _mean(vegan, "iron_mg").ear == pytest.approx(8.1 * 1.8, abs=0.01)


def test_conditions_change_the_check_as_they_change_plans() -> None:
    """Kidney disease takes away the need of potassium, and its notes are given."""
    ill = make_person(
        sex="female", age=60, height_cm=167, weight_kg=62, conditions=("kidney_disease",)
    )
    found = _check(
        _row(1, "stew", {"energy_kcal": 1500, "potassium_mg": 900}), request=PlanRequest(person=ill)
    )
    assert _mean(found, "potassium_mg").status in ("limited", "no_target")
    assert any("kidney" in note for note in found.notes)
    assert any("900 mg of potassium" in note for note in found.notes)


def test_the_foods_that_give_most_and_the_meals() -> None:
    """The three foods that give most of a nutrient are named with their shares; meals by energy."""
    found = _check(
        _row(1, "a", {"energy_kcal": 300, "iron_mg": 6}, meal="breakfast"),
        _row(1, "b", {"energy_kcal": 100, "iron_mg": 2}),
        _row(2, "b", {"energy_kcal": 100, "iron_mg": 2}, meal="dinner"),
    )
    givers = [(one.food, one.share) for one in found.givers["iron_mg"]]
    assert givers == [("a", pytest.approx(0.6)), ("b", pytest.approx(0.4))]
    assert found.meals == {"breakfast": 0.6, "lunch": 0.2, "dinner": 0.2}


def test_amounts_that_are_hardly_possible_are_asked_about() -> None:
    """100 µg of vitamin D in a glass, and 52 kcal beside 33 g of fat, are named."""
    found = _check(_row(1, "drink", {"energy_kcal": 52, "fat_g": 33, "vitamin_d_ug": 100}))
    assert any("is it in IU?" in note for note in found.notes)
    assert any("52 kcal beside 33 g of fat" in note for note in found.notes)


def test_a_diary_of_two_people_is_refused() -> None:
    """One person is checked at a time."""
    rows = [DiaryRow(name, None, "rice", day=1) for name in ("Ann", "Ben")]
    with pytest.raises(InputError, match="holds 2 people"):
        _check(*rows)


def test_the_index_needs_no_matching_where_the_file_states_the_patterns() -> None:
    """ASA24 states food patterns: its items and its totals give the same index, worked by hand."""
    samples = Path(__file__).parents[1] / "formats" / "diaries" / "samples"
    found = [
        check_diary(select_days(read_diary(samples / name), person="STEADY001"), REQUEST).index
        for name in ("asa24_Items.csv", "asa24_Totals.csv")
    ]
    assert found[0] == pytest.approx(found[1])
    # Of 951 kcal: 0.8 cups of fruit, 2.3 ounces of whole and 3.7 of refined grains, 1386 mg sodium.
    assert found[0] is not None
    assert found[0]["total_fruits"] == 5
    assert found[0]["whole_grains"] == 10
    assert found[0]["refined_grains"] == pytest.approx(10 * (4.3 - 3.7 / 0.951) / (4.3 - 1.8))
    assert found[0]["sodium"] == pytest.approx(10 * (2.0 - 1.386 / 0.951) / (2.0 - 1.1))


def test_foods_that_are_not_for_the_person_are_named() -> None:
    """Bread in the diary of somebody with coeliac disease is named with the reason."""
    ill = make_person(
        sex="female", age=40, height_cm=167, weight_kg=62, conditions=("coeliac_disease",)
    )
    bread = DiaryRow("", None, "whole wheat bread", day=1, amount=60, unit="g", grams=60)
    milk = DiaryRow("", None, "whole milk", day=1, amount=60, unit="g", grams=60)
    found = _check(bread, milk, request=PlanRequest(person=ill))
    assert list(found.forbidden) == ["whole wheat bread"]
    assert "gluten" in found.forbidden["whole wheat bread"]
