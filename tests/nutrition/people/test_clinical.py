"""Effects of conditions and medicines on targets, foods, messages and supplements."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from planner.certification.judge import certify
from planner.nutrition import tables
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.knowledge.search import find_foods
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.nutrition.people.clinical import effects_for, reckoned_weight_kg
from planner.nutrition.people.clinical_messages import clinical_messages
from planner.nutrition.people.conditions import (
    load_conditions,
    load_groups,
    load_medications,
    with_groups,
)
from planner.nutrition.people.declines import load_declines
from planner.nutrition.people.energy import energy_requirement
from planner.nutrition.people.guided_targets import with_guides
from planner.nutrition.people.reference_intakes import UPPER_LEVELS, CeilingKind, FloorKind
from planner.nutrition.people.safety import all_safety_rules
from planner.nutrition.people.targets import targets_for
from planner.optimize.model.choices import forbidden_reason
from planner.optimize.model.rules import RuleKey
from planner.optimize.model.week.constraints import day_constraints
from planner.optimize.model.week.context import WeekContext
from planner.optimize.model.week.facts import DayFacts
from planner.planning.day import build_day_problem
from planner.request.plan_request import targets_of
from tests.nutrition.people.clinical_requests import request

CLINICAL = (*load_conditions(), *load_medications())
FIT = [name for name in CLINICAL
       if not any(d.any_of and name in d.any_of and d.age_under is None and not d.life_stage
                  and not d.with_any for d in load_declines())]  # fmt: skip


def rows_of(name: str) -> list[dict[str, str]]:
    """Return a table read by the csv module, independently of the planner."""
    with tables.data_path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EFFECTS = rows_of("clinical_effects.csv")
CAUSES = {*CLINICAL, *load_groups()}
SAFETY = [
    row
    for row in rows_of("safety.csv")
    if set(row["applies_to"].split(";")) & CAUSES and row["kind"] == "exclude"
]


def floor(nutrient: str, *names: str, **changes: Any) -> float | None:
    """Return a floor."""
    return targets_of(request(*names, **changes))[nutrient].floor


def ceiling(nutrient: str, *names: str, **changes: Any) -> float | None:
    """Return a ceiling on all intake."""
    row = targets_of(request(*names, **changes))[nutrient]
    return row.ceiling if row.ceiling_scope == "total" else None


def served(*names: str) -> set[str]:
    """Return the foods that may be served."""
    asked = request(*names)
    return {food.id for food in load_foods().foods if not forbidden_reason(food, asked)}


# --- the table's own rows ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", EFFECTS, ids=[f"{r['cause']}-{r['nutrient']}-{r['change']}-{r['sex']}-{r['from_age']}"
                         for r in EFFECTS],
)  # fmt: skip
def test_each_effect_reaches_the_targets(row: dict[str, str]) -> None:
    """An adult of the row's sex has its floor, ceiling or no floor, with basis and source."""
    who = {"sex": "male" if row["sex"] == "male" else "female", "age": 75}
    for name in members(row["cause"]):
        asked = request(name, **who)
        found = targets_of(asked)[row["nutrient"]]
        usual = targets_for(asked.person, "nasem").get(row["nutrient"])
        kcal = energy_requirement(asked.person).kcal
        usual_floor = (usual.floor if usual else None) or 0.0
        share_of = usual.reference.amount if usual and usual.reference else usual_floor
        per = {"day": 1.0, "kg": 70.0, "1000_kcal": kcal / 1000.0, "floor": share_of, "": 0.0}
        amount = float(row["value"] or 0.0) * per[row["per"]]
        label = {**load_conditions(), **load_medications()}[name].label
        if row["change"] == "no_floor":
            assert (found.floor, found.floor_kind) == (None, FloorKind.REMOVED)
            assert "no target" in found.floor_basis
            assert label in found.floor_basis
        elif row["change"] == "limit_only":
            assert found.floor_kind is (
                FloorKind.CLINICAL if beside(row, "floor") else FloorKind.NONE
            )
        elif row["change"] == "floor":
            least = 0.0 if beside(row, "limit_only") else usual_floor
            assert found.floor == pytest.approx(max(amount, least), rel=0.002)
        elif row["change"] == "ceiling":
            assert found.ceiling is not None
            assert found.ceiling <= amount + 0.01
        elif row["change"] == "no_ceiling":
            assert found.ceiling is None or found.ceiling_kind in UPPER_LEVELS
        else:
            assert row["nutrient"] in effects_for(asked.person).minimised
        deciding = row["change"] != "ceiling" or found.ceiling == pytest.approx(amount, abs=0.01)
        if usual and deciding and row["change"] != "minimise":
            changed = (found.floor, found.ceiling) != (usual.floor, usual.ceiling)
            assert not changed or row["source"].split(";")[0] in found.source


def beside(row: dict[str, str], change: str) -> bool:
    """Tell whether the same cause has another effect of this kind on the nutrient."""
    return any(
        (one["cause"], one["nutrient"], one["change"]) == (row["cause"], row["nutrient"], change)
        for one in EFFECTS
    )


def members(cause: str) -> list[str]:
    """Return the conditions and medicines that a cause of an effect stands for, plannable ones."""
    return [name for name in FIT if cause in with_groups((name,))]


# No food of the table has these marks; `tests/request/test_own_foods.py` tests them on own foods.
OF_OWN_FOODS = {"potassium_salt"}
REACHING = [row for row in SAFETY if row["rule"] not in OF_OWN_FOODS]


@pytest.mark.parametrize("row", REACHING, ids=[row["rule"] for row in REACHING])
def test_each_exclusion_reaches_the_foods(row: dict[str, str]) -> None:
    """Foods with one of the row's values are excluded in choices, certificate and tables."""
    values = set(row["values"].split(";"))
    covered = {
        food.id
        for food in load_foods().foods
        if values & ({own} if isinstance(own := getattr(food, row["column"]), str) else own)
    }
    assert covered
    for name in (one for cause in row["applies_to"].split(";") for one in members(cause)):
        asked = request(name)
        assert not covered & served(name)
        one = min(covered - {"none"})
        breaches = certify([Portion(1, "lunch", one, 10.0)], asked).breaches
        assert any(breach.food_id == one for breach in breaches)
        assert not covered & set(find_foods(circumstances=(name,))["food_id"])


@pytest.mark.parametrize("name", FIT)
def test_each_message_is_said(name: str) -> None:
    """The row's message is among the messages, with its forbidden supplements."""
    row = {**load_conditions(), **load_medications()}[name]
    asked, own = request(name), with_groups((name,))
    effects, said = effects_for(asked.person), clinical_messages(targets_of(asked))
    assert any(message.startswith(row.message) for message in said)
    for group in (load_groups()[one] for one in own if one in load_groups()):
        assert not group.message or any(group.message in message for message in said)
    rows = [row, *(load_groups()[one] for one in own if one in load_groups())]
    rows += [load_conditions()[one] for one in own if one in load_conditions() and one != name]
    forbidden = {one for found in rows for one in found.supplements_forbidden}
    assert set(effects.supplements_forbidden) == forbidden
    assert all(nutrient(one).in_sentence in " ".join(said) for one in forbidden)
    assert [cause.id for cause in effects.causes] == [name]
    assert bool(effects.avoided) == any(own & {*rule.applies_to} for rule in all_safety_rules())


def test_each_id_changes_something_or_says_why_not() -> None:
    """Every id has an effect on targets, on foods or on timing, or asks for a check in words."""
    touched = {row["cause"] for row in EFFECTS}
    touched |= {name for row in SAFETY for name in row["applies_to"].split(";")}
    touched |= {name for name, row in load_medications().items() if row.timing}
    table = {**load_conditions(), **load_medications()}
    touched |= {name for name, row in table.items() if row.supplements_forbidden}
    words_only = {name for name in FIT if not with_groups((name,)) & touched}
    for name in words_only:
        assert any(word in table[name].message for word in ("check", "ask", "tell")), name


# --- stated here, apart from the table --------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["kidney_disease", "ace_inhibitor", "arb", "potassium_sparing_diuretic"]
)
def test_potassium_has_no_target_where_it_is_held_back(name: str) -> None:
    """No floor, no supplement of potassium, a limit, and "ask your clinician" comes first."""
    asked = request(name)
    targets = targets_of(asked)
    row = targets["potassium_mg"]
    assert (row.floor, row.ceiling_kind) == (None, CeilingKind.CLINICAL)
    assert row.ceiling <= 2600  # NASEM 2019: what healthy women need
    kidney = name == "kidney_disease"
    gone = [one for one in core_nutrients() if targets[one].floor is None]
    assert gone == (["magnesium_mg", "potassium_mg"] if kidney else ["potassium_mg"])
    keeps_magnesium = {"kidney_disease", "potassium_sparing_diuretic"}
    forbidden = {"potassium_mg", *(["magnesium_mg"] if name in keeps_magnesium else [])}
    forbidden |= (
        {"calcium_mg", "iodine_ug"} if kidney else set()
    )  # KDOQI 2020: 800 to 1000 mg in all
    assert set(effects_for(asked.person).supplements_forbidden) == forbidden
    said = clinical_messages(targets)
    assert said[0].startswith("ask your clinician before you follow this plan")
    assert "it has no target for" in said[0]
    assert any("held at or under 2600 mg" in words for words in said)


def test_removed_potassium_stays_away_beside_high_blood_pressure() -> None:
    """3500 mg for high blood pressure; none with an ACE inhibitor, in any order."""
    assert floor("potassium_mg", "high_blood_pressure") == 3500
    assert floor("potassium_mg", "high_blood_pressure", "ace_inhibitor") is None
    assert floor("potassium_mg", "high_blood_pressure", "loop_diuretic") == 3500


@pytest.mark.parametrize(
    ("name", "nutrient", "figure"),
    [
        ("kidney_disease", "sodium_mg", 2000.0),  # KDIGO 2024: under 2 g of sodium
        ("kidney_disease", "protein_g", 56.0),  # KDIGO 2024: 0.8 g/kg in stages 3 to 5, of 70 kg
        ("kidney_disease", "calcium_mg", 1000.0),  # KDOQI 2020: 800 to 1000 mg
        ("kidney_disease_stage_3", "protein_g", 56.0),
        ("kidney_disease_stage_3", "sodium_mg", 2000.0),
        ("kidney_disease_stage_5", "potassium_mg", 2000.0),  # Spanish Society 2008: 1.5 to 2 g
        ("hyperkalaemia", "potassium_mg", 2400.0),  # Academy of Nutrition and Dietetics 2010
        ("ace_inhibitor", "potassium_mg", 2600.0),  # what healthy women need
        ("high_blood_pressure", "sodium_mg", 1500.0),  # AHA/ACC 2025: the ideal limit
        ("kidney_stones", "sodium_mg", 2300.0),  # AUA: 100 mEq
        ("heart_failure", "sodium_mg", 2000.0),  # ESC 2021: 5 g of salt
        ("diabetes", "sodium_mg", 2300.0),  # ADA 2025
        ("warfarin", "vitamin_k_ug", 135.0),  # half as much again as 90 µg
    ],
)
def test_ceilings_as_the_guidelines_state_them(name: str, nutrient: str, figure: float) -> None:
    """The values are stated in the test, from the guidelines."""
    assert ceiling(nutrient, name) == figure


@pytest.mark.parametrize(
    ("name", "nutrient", "who", "figure"),
    [
        ("kidney_stones", "calcium_mg", {"age": 34}, 1000.0),
        ("kidney_stones", "water_g", {}, 3000.0),
        ("osteoporosis", "calcium_mg", {"age": 60}, 1200.0),
        ("osteoporosis", "calcium_mg", {"sex": "male", "age": 60}, 1000.0),
        ("osteoporosis", "vitamin_d_ug", {"age": 60}, 20.0),
        ("osteoporosis", "vitamin_d_ug", {"age": 40}, 15.0),
        ("warfarin", "vitamin_k_ug", {}, 90.0),
        ("warfarin", "vitamin_k_ug", {"sex": "male"}, 120.0),
        ("kidney_disease", "calcium_mg", {}, 800.0),
        ("kidney_disease", "water_g", {}, None),
        ("kidney_disease", "magnesium_mg", {}, None),
        ("kidney_disease", "phosphorus_mg", {}, None),
        ("heart_failure", "water_g", {}, None),
    ],
)
def test_floors_as_the_guidelines_state_them(
    name: str, nutrient: str, who: dict[str, Any], figure: float | None
) -> None:
    """The values are stated in the test; none if a clinician sets the amount."""
    assert floor(nutrient, name, **who) == figure


def test_strictest_of_several_wins() -> None:
    """Diabetes 2300, kidney disease 2000, high blood pressure 1500 mg of sodium: 1500."""
    names = ("diabetes", "kidney_disease", "high_blood_pressure")
    assert ceiling("sodium_mg", *names) == 1500
    assert ceiling("sodium_mg", *names[:2]) == 2000
    assert floor("water_g", "kidney_stones", "heart_failure") is None


def test_protein_in_kidney_disease_is_held_near_what_the_guideline_aims_at() -> None:
    """KDIGO 2024: 0.8 g/kg, of 70 kg, within 10 %; with frailty at least 1.2, never over 1.3."""
    row = targets_of(request("kidney_disease", age=60))["protein_g"]
    assert (row.floor, row.ceiling) == (50.4, 56.0)
    row = targets_of(request("kidney_disease", "frailty", age=80))["protein_g"]
    assert (row.floor, row.ceiling) == (84.0, 91.0)


def test_protein_goes_by_an_adjusted_weight_in_obesity() -> None:
    """140 kg at 171 cm: 73.1 kg and a quarter of the other 66.9 make 89.8 kg: 71.9 g, and said."""
    heavy = request("kidney_disease", height_cm=171, weight_kg=140)
    targets = targets_of(heavy)
    row = targets["protein_g"]
    assert row.ceiling == pytest.approx(0.8 * (73.1025 + 0.25 * (140 - 73.1025)), abs=0.01)
    assert "an adjusted weight of 90 kg" in row.ceiling_basis
    assert "KDOQI" in row.source
    assert any("adjusted weight of 90 kg" in words for words in clinical_messages(targets))
    frail = request("kidney_disease", "frailty", height_cm=171, weight_kg=140, age=80)
    row = targets_of(frail)["protein_g"]
    assert (row.floor, row.ceiling) == pytest.approx((1.2 * 89.827, 1.3 * 89.827), abs=0.02)


@pytest.mark.parametrize(("weight_kg", "adjusted"), [(70, False), (78, False), (79, True)])
def test_weight_is_adjusted_above_115_percent_of_the_standard(
    weight_kg: float, adjusted: bool
) -> None:
    """At 165 cm the standard is 68.1 kg, and 115 % of it 78.3 kg."""
    person = request("kidney_disease", weight_kg=weight_kg).person
    assert (reckoned_weight_kg(person) < weight_kg) is adjusted


def test_fiber_for_diabetes_goes_by_energy() -> None:
    """14 g per 1000 kcal of the person's own 2200 kcal: 30.8 g."""
    assert floor("fiber_g", "diabetes", energy_kcal=2200) == pytest.approx(30.8)


@pytest.mark.parametrize(
    ("name", "left_out", "kept"),
    [
        ("kidney_stones", {"spinach_boiled", "rhubarb_stewed"}, {"kale_boiled", "milk_whole"}),
        ("coeliac_disease", {"whole_wheat_bread"}, {"potato_boiled", "milk_whole"}),
        ("lactose_intolerance", {"milk_whole", "yogurt_plain_whole"}, {"lactose_free_milk_whole"}),
        ("hypothyroidism", {"nori_laver_fresh", "wakame_fresh"}, {"kale_boiled"}),
        ("hyperthyroidism", {"nori_laver_fresh"}, {"milk_whole"}),
        ("maoi", {"tempeh_cooked", "miso", "parmesan_hard"}, {"milk_whole"}),
        ("diabetes", {"orange_juice"}, {"orange", "milk_whole"}),
        ("gout", set(), {"milk_whole", "lentils_boiled"}),
    ],
)
def test_foods_left_out_by_name(name: str, left_out: set[str], kept: set[str]) -> None:
    """Well-known foods are excluded or allowed, as stated in the test."""
    table = load_foods()
    assert left_out & served() <= left_out
    assert not left_out & served(name)
    assert {food for food in kept if food in table} <= served(name)


def test_statins_and_grapefruit() -> None:
    """Grapefruit is excluded with a statin or warfarin, and allowed for others."""
    grapefruit = {food.id for food in load_foods().foods if "grapefruit" in food.flags}
    assert grapefruit & served()
    assert not grapefruit & (served("statin") | served("warfarin"))


# --- order, ages, steadiness ------------------------------------------------------------------


def test_the_gravest_message_comes_first() -> None:
    """Ranks 1, 2, 3, whatever the order of the tables; what concerns a pregnancy is of rank 1."""
    asked = request("osteoporosis", "diabetes", "heart_failure", "maoi")
    starts = [message.split(":")[0] for message in clinical_messages(targets_of(asked))]
    assert list(dict.fromkeys(starts)) == [
        "heart failure",
        "MAO inhibitor",
        "diabetes",
        "osteoporosis",
    ]
    pregnant = request("hypothyroidism", "metformin", age=30, pregnant_weeks=20)
    assert clinical_messages(targets_of(pregnant))[0].startswith(
        "hypothyroidism: thyroid disease in"
    )


def test_adult_figures_are_not_put_on_children() -> None:
    """At 12 sodium stays NASEM's 1800 mg with high blood pressure, and a pediatrician is named."""
    child = {"age": 12, "height_cm": 150, "weight_kg": 42}
    assert ceiling("sodium_mg", "high_blood_pressure", **child) == 1800
    messages = clinical_messages(targets_of(request("high_blood_pressure", **child)))
    assert any(message.startswith("ask a pediatrician") for message in messages)


def test_nobody_without_a_condition_is_touched() -> None:
    """Without conditions there is no message; the targets are the standard's."""
    asked = request()
    assert clinical_messages(targets_of(asked)) == ()
    assert targets_of(asked) == with_guides(targets_for(asked.person, "nasem"))


def test_warfarin_holds_vitamin_k_on_every_day() -> None:
    """With warfarin the floor of vitamin K is not averaged over days; zinc's may be."""
    asked = request("warfarin").changed(days=3)
    assert effects_for(asked.person).steady == {"vitamin_k_ug"}
    assert effects_for(request("diabetes").person).steady == frozenset()
    question = build_day_problem(asked)
    facts = DayFacts(asked, question.context.choices, question.rules)
    limits = day_constraints(facts, WeekContext(1)).limits
    assert RuleKey("nutrient_floor", "day", "vitamin_k_ug") not in limits
    assert RuleKey("nutrient_floor", "day", "zinc_mg") in limits
