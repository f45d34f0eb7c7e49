"""Targets: the figures of the published tables, the scope of ceilings, and the order."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from planner.errors import InputError
from planner.nutrition.people.macronutrient_ranges import macronutrient_floors
from planner.nutrition.people.person import Person, make_person
from planner.nutrition.people.reference_intakes import all_standards
from planner.nutrition.people.targets import (
    FRAME_COLUMNS,
    Targets,
    targets_for,
)
from planner.nutrition.tables import read_table
from planner.request.own_limits import own_targets

# The contract's nutrient ids, in its order.
ORDER = [
    *("energy_kcal", "protein_g", "fat_g", "saturated_fat_g"),
    *(
        "monounsaturated_fat_g",
        "polyunsaturated_fat_g",
        "linoleic_acid_g",
        "alpha_linolenic_acid_g",
    ),
    *("carbohydrate_g", "fiber_g", "sugars_g", "sodium_mg"),
    *("magnesium_mg", "calcium_mg", "potassium_mg", "phosphorus_mg"),
    *("iron_mg", "zinc_mg", "copper_mg", "manganese_mg"),
    *("selenium_ug", "vitamin_a_ug_rae", "retinol_ug", "vitamin_c_mg"),
    *("vitamin_d_ug", "vitamin_e_mg", "vitamin_k_ug", "thiamin_mg"),
    *("riboflavin_mg", "niacin_mg", "pantothenic_acid_mg", "vitamin_b6_mg"),
    *("folate_ug_dfe", "folic_acid_ug", "vitamin_b12_ug", "choline_mg"),
    *("caffeine_mg", "alcohol_g", "water_g", "added_sugars_g", "iodine_ug"),
]
CORE = ("magnesium_mg", "calcium_mg", "potassium_mg", "vitamin_d_ug", "vitamin_b12_ug")
WITHOUT_TARGET = {"monounsaturated_fat_g", "polyunsaturated_fat_g", "sugars_g"}

# The 20 groups of the NASEM tables: sex, ages, life stage, and a body of that age.
GROUPS: dict[str, tuple[str, int, int, dict[str, int], float, float]] = {
    "child 1-3": ("female", 1, 3, {}, 86, 12),
    "child 4-8": ("male", 4, 8, {}, 118, 22),
    "male 9-13": ("male", 9, 13, {}, 145, 38),
    "male 14-18": ("male", 14, 18, {}, 174, 62),
    "male 19-30": ("male", 19, 30, {}, 178, 75),
    "male 31-50": ("male", 31, 50, {}, 178, 78),
    "male 51-70": ("male", 51, 70, {}, 176, 80),
    "male 71+": ("male", 71, 120, {}, 174, 76),
    "female 9-13": ("female", 9, 13, {}, 145, 38),
    "female 14-18": ("female", 14, 18, {}, 163, 56),
    "female 19-30": ("female", 19, 30, {}, 165, 60),
    "female 31-50": ("female", 31, 50, {}, 165, 63),
    "female 51-70": ("female", 51, 70, {}, 163, 66),
    "female 71+": ("female", 71, 120, {}, 160, 64),
    "pregnant 14-18": ("female", 14, 18, {"pregnant_weeks": 20}, 163, 60),
    "pregnant 19-30": ("female", 19, 30, {"pregnant_weeks": 20}, 165, 66),
    "pregnant 31-50": ("female", 31, 50, {"pregnant_weeks": 20}, 165, 68),
    "lactating 14-18": ("female", 14, 18, {"lactating_months": 3}, 163, 58),
    "lactating 19-30": ("female", 19, 30, {"lactating_months": 3}, 165, 63),
    "lactating 31-50": ("female", 31, 50, {"lactating_months": 3}, 165, 65),
}

# Published RDA or AI and UL (sodium: CDRR), typed from the NASEM summary tables in the groups'
# order; a dash is none.
FLOORS = {
    "magnesium_mg": "80 130 240 410 400 420 420 420 240 360 310 320 320 320 400 350 360 360"
    " 310 320",
    "calcium_mg": "700 1000 1300 1300 1000 1000 1000 1200 1300 1300 1000 1000 1200 1200 1300 1000"
    " 1000 1300 1000 1000",
    "potassium_mg": "2000 2300 2500 3000 3400 3400 3400 3400 2300 2300 2600 2600 2600 2600 2600"
    " 2900 2900 2500 2800 2800",
    "vitamin_d_ug": "15 15 15 15 15 15 15 20 15 15 15 15 15 20 15 15 15 15 15 15",
    "vitamin_b12_ug": "0.9 1.2 1.8 2.4 2.4 2.4 2.4 2.4 1.8 2.4 2.4 2.4 2.4 2.4 2.6 2.6 2.6 2.8 2.8"
    " 2.8",
    "iron_mg": "7 10 8 11 8 8 8 8 8 15 18 18 8 8 27 27 27 10 9 9",
    "zinc_mg": "3 5 8 11 11 11 11 11 8 9 8 8 8 8 12 11 11 13 12 12",
    "folate_ug_dfe": "150 200 300 400 400 400 400 400 300 400 400 400 400 400 600 600 600"
    " 500 500 500",
    "vitamin_c_mg": "15 25 45 75 90 90 90 90 45 65 75 75 75 75 80 85 85 115 120 120",
    "vitamin_a_ug_rae": "300 400 600 900 900 900 900 900 600 700 700 700 700 700 750 770 770 1200"
    " 1300 1300",
    "sodium_mg": "- " * 20,
    "iodine_ug": "90 90 120 150 150 150 150 150 120 150 150 150 150 150 220 220 220 290 290 290",
    "water_g": "1300 1700 2400 3300 3700 3700 3700 3700 2100 2300 2700 2700 2700 2700 3000 3000"
    " 3000 3800 3800 3800",
    "fiber_g": "19 25 31 38 38 38 30 30 26 26 25 25 21 21 28 28 28 29 29 29",
    "vitamin_k_ug": "30 55 60 75 120 120 120 120 60 75 90 90 90 90 75 90 90 75 90 90",
    "choline_mg": "200 250 375 550 550 550 550 550 375 400 425 425 425 425 450 450 450 550 550 550",
}
# The adequate intake of sodium: published, and no goal.
SODIUM = (
    "800 1000 1200 1500 1500 1500 1500 1500 1200 1500 1500 1500 1500 1500 1500 1500"
    " 1500 1500 1500 1500"
)
# Published EAR, typed from the NASEM summary table of average requirements.
REQUIREMENTS = {
    "magnesium_mg": "65 110 200 340 330 350 350 350 200 300 255 265 265 265 335 290 300 300 255"
    " 265",
    # 1000 mg in pregnancy and lactation under 19 years is the summary table's figure; the report
    # on calcium (2011) gives 1100 mg.
    "calcium_mg": "500 800 1100 1100 800 800 800 1000 1100 1100 800 800 1000 1000 1000 800 800"
    " 1000 800 800",
    "iron_mg": "3 4.1 5.9 7.7 6 6 6 6 5.7 7.9 8.1 8.1 5 5 23 22 22 7 6.5 6.5",
    "vitamin_d_ug": "10 " * 20,
    "vitamin_b12_ug": "0.7 1 1.5 2 2 2 2 2 1.5 2 2 2 2 2 2.2 2.2 2.2 2.4 2.4 2.4",
    "folate_ug_dfe": "120 160 250 330 320 320 320 320 250 330 320 320 320 320 520 520 520 450 450"
    " 450",
    "zinc_mg": "2.5 4 7 8.5 9.4 9.4 9.4 9.4 7 7.3 6.8 6.8 6.8 6.8 10.5 9.5 9.5 10.9 10.4 10.4",
    "potassium_mg": "- " * 20,
    "iodine_ug": "65 65 73 95 95 95 95 95 73 95 95 95 95 95 160 160 160 209 209 209",
}
CEILINGS = {
    "magnesium_mg": "65 110" + " 350" * 18,
    "calcium_mg": "2500 2500 3000 3000 2500 2500 2000 2000 3000 3000 2500 2500 2000 2000 3000 2500"
    " 2500 3000 2500 2500",
    "potassium_mg": "- " * 20,
    "vitamin_d_ug": "63 75" + " 100" * 18,
    "vitamin_b12_ug": "- " * 20,
    "iron_mg": "40 40 40 45 45 45 45 45 40 45 45 45 45 45 45 45 45 45 45 45",
    "zinc_mg": "7 12 23 34 40 40 40 40 23 34 40 40 40 40 34 40 40 34 40 40",
    "folic_acid_ug": "300 400 600 800 1000 1000 1000 1000 600 800 1000 1000 1000 1000 800 1000 1000"
    " 800 1000 1000",
    "iodine_ug": "200 300 600 900 1100 1100 1100 1100 600 900 1100 1100 1100 1100 900 1100 1100"
    " 900 1100 1100",
    "vitamin_c_mg": "400 650 1200 1800 2000 2000 2000 2000 1200 1800 2000 2000 2000 2000 1800 2000"
    " 2000 1800 2000 2000",
    "retinol_ug": "600 900 1700 2800 3000 3000 3000 3000 1700 2800 3000 3000 3000 3000 2800 3000"
    " 3000 2800 3000 3000",
    "sodium_mg": "1200 1500 1800 2300 2300 2300 2300 2300 1800" + " 2300" * 11,
    "phosphorus_mg": "3000 3000 4000 4000 4000 4000 4000 3000 4000 4000 4000 4000 4000 3000 3500"
    " 3500 3500 4000 4000 4000",
}


def _people(group: str) -> list[Person]:
    """Return the youngest and the oldest person of a group, of average size."""
    sex, youngest, oldest, stage, height, weight = GROUPS[group]
    return [
        make_person(sex=sex, age=age, height_cm=height, weight_kg=weight, **stage)
        for age in (youngest, oldest)
    ]


def _figures(line: str, group: str) -> float | None:
    cells = line.split()
    assert len(cells) == len(GROUPS)
    cell = cells[list(GROUPS).index(group)]
    return None if cell == "-" else float(cell)


def _woman(**changes: Any) -> Targets:
    raw: dict[str, Any] = {"sex": "female", "age": 34, "height_cm": 165, "weight_kg": 60}
    return targets_for(make_person(**(raw | changes)))


@pytest.mark.parametrize("group", GROUPS)
def test_figures_are_the_published_ones(group: str) -> None:
    """At both ends of every group the floors and ceilings are those of the NASEM tables."""
    for person in _people(group):
        targets = targets_for(person)
        for nutrient, line in FLOORS.items():
            assert targets[nutrient].floor == _figures(line, group), (nutrient, person.label)
        for nutrient, line in CEILINGS.items():
            assert targets[nutrient].ceiling == _figures(line, group), (nutrient, person.label)
        for nutrient, line in REQUIREMENTS.items():
            found = targets[nutrient].requirement
            assert (found and found.amount) == _figures(line, group), (nutrient, person.label)
        sodium = targets["sodium_mg"].reference
        assert sodium is not None
        assert (sodium.amount, "no goal" in sodium.basis) == (_figures(SODIUM, group), True)


@pytest.mark.parametrize("standard", all_standards())
@pytest.mark.parametrize("group", [name for name in GROUPS if "14-18" not in name])
def test_sodium_is_never_a_floor(standard: str, group: str) -> None:
    """In no standard and no group of healthy people is an amount of sodium to be reached."""
    for person in _people(group):
        if not (person.pregnant_weeks or person.lactating_months) or person.age >= 19:
            assert targets_for(person, standard)["sodium_mg"].floor is None


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("vegetarian", [False, True])
def test_no_floor_stands_above_a_ceiling_on_all_intake(group: str, vegetarian: bool) -> None:
    """In every group no floor is above a ceiling on total intake."""
    for person in _people(group):
        for row in targets_for(person, vegetarian_iron=vegetarian).rows:
            if row.ceiling_scope == "total" and row.floor is not None:
                assert row.ceiling is not None
                assert row.floor <= row.ceiling, (row.nutrient, person.label)


def test_ceilings_count_only_what_they_cover() -> None:
    """Magnesium's UL is for supplements, those of niacin and vitamin E for added nutrients."""
    targets = _woman()
    scopes = {row.nutrient: row.ceiling_scope for row in targets.rows if row.ceiling is not None}
    assert scopes["magnesium_mg"] == "supplement"
    assert {n for n, scope in scopes.items() if scope == "fortified"} == {
        "niacin_mg",
        "vitamin_e_mg",
    }
    assert all(
        scope == "total"
        for nutrient, scope in scopes.items()
        if nutrient not in {"magnesium_mg", "niacin_mg", "vitamin_e_mg"}
    )
    assert targets["calcium_mg"].ceiling_applies_to == "all intake"
    assert "supplements" in targets["magnesium_mg"].ceiling_applies_to
    assert "synthetic" in targets["niacin_mg"].ceiling_applies_to
    assert "synthetic folic acid" in targets["folic_acid_ug"].ceiling_applies_to
    assert "retinol" in targets["retinol_ug"].ceiling_applies_to


@pytest.mark.parametrize(
    "nutrient",
    [
        *("potassium_mg", "vitamin_k_ug", "vitamin_b12_ug", "thiamin_mg", "riboflavin_mg"),
        *("pantothenic_acid_mg", "folate_ug_dfe", "vitamin_a_ug_rae"),
    ],
)
def test_nutrients_without_an_upper_level_have_no_ceiling(nutrient: str) -> None:
    """There is no ceiling if NASEM sets no UL or if the UL is for another form."""
    row = _woman()[nutrient]
    assert row.floor is not None
    assert row.ceiling is None
    assert row.ceiling_basis + row.ceiling_applies_to + row.ceiling_scope == ""


def test_shares_of_energy_are_in_grams() -> None:
    """A share of 2000 kcal is divided by 4 or 9 kcal per gram."""
    targets = _woman(energy_kcal=2000)
    expected = {
        "energy_kcal": (1900, 2100),
        "protein_g": (48, 175),
        "fat_g": (44.44, 77.78),
        "carbohydrate_g": (130, 325),
        "saturated_fat_g": (None, 22.22),
        "added_sugars_g": (None, 50),
        "linoleic_acid_g": (12, 22.22),
        "alpha_linolenic_acid_g": (1.1, 2.67),
        "alcohol_g": (None, 0),
    }
    assert {name: (targets[name].floor, targets[name].ceiling) for name in expected} == expected


def test_lower_macronutrient_ranges_stand_where_they_ask_for_more() -> None:
    """10 % of 2000 kcal is more protein than 0.8 g/kg of 60 kg, but less than that of 90 kg."""
    found = {name: grams for name, grams, _ in macronutrient_floors(_woman(energy_kcal=2000))}
    assert found == {"protein_g": 50, "carbohydrate_g": 225}
    heavier = macronutrient_floors(_woman(energy_kcal=2000, weight_kg=90))
    assert [name for name, _, _ in heavier] == ["carbohydrate_g"]


def test_protein_in_pregnancy_goes_by_weight_before_it() -> None:
    """1.1 g per kg of the weight before pregnancy, or of the current one if not given."""
    known = _woman(weight_kg=70, pregnant_weeks=30, pre_pregnancy_weight_kg=60)
    assert known["protein_g"].floor == 66
    assert _woman(weight_kg=70, pregnant_weeks=30)["protein_g"].floor == 77
    assert _woman(lactating_months=2)["protein_g"].floor == 78


def test_zinc_of_vegetarian_diets() -> None:
    """NASEM: up to 50 % more; EFSA: the figure at 1200 mg of phytate; at most the ceiling."""
    person = _woman().person
    row = targets_for(person, vegetarian_iron=True)["zinc_mg"]
    assert (row.floor, row.ceiling) == (12, 40)
    assert "8 mg × 1.5 for a vegetarian diet" in row.floor_basis
    assert "mixed diet" not in row.floor_basis
    assert "phytate" in row.floor_basis
    found = {
        sex: targets_for(
            make_person(sex=sex, age=40, height_cm=170, weight_kg=65), "efsa", vegetarian_iron=True
        )["zinc_mg"].floor
        for sex in ("male", "female")
    }
    assert found == {"male": 16.3, "female": 12.7}
    assert targets_for(person, "uk", vegetarian_iron=True)["zinc_mg"].floor == 7


def test_iodine_is_an_aim_that_a_clinician_may_make_a_floor() -> None:
    """It is known for too few foods to be promised; what a person asks for is a floor."""
    targets = _woman()
    assert targets["iodine_ug"].floor_is_aim
    assert not targets["iron_mg"].floor_is_aim
    person = targets.person
    own = own_targets(person, "omnivore", "nasem", (("min_iodine_ug", 100.0),))
    assert (own["iodine_ug"].floor, own["iodine_ug"].floor_is_aim) == (100, False)


def test_vegetarian_iron() -> None:
    """Iron is 1.8 times the RDA on a vegetarian diet, at most the UL, and the basis says so."""
    person = _woman().person
    row = targets_for(person, vegetarian_iron=True)["iron_mg"]
    assert row.floor == pytest.approx(32.4)
    assert "18 mg × 1.8 for a vegetarian diet" in row.floor_basis
    pregnant = _woman(pregnant_weeks=20).person
    row = targets_for(pregnant, vegetarian_iron=True)["iron_mg"]
    assert row.ceiling == 45
    assert row.floor == 42.75
    assert "48.6 mg is above the ceiling" in row.floor_basis


@pytest.mark.parametrize(
    ("changes", "milligrams"),
    [
        ({}, 400),
        ({"age": 18}, 400),
        ({"age": 17}, 180),
        ({"age": 17, "weight_kg": 150}, 400),
        ({"pregnant_weeks": 9}, 200),
        ({"lactating_months": 9}, 200),
        ({"age": 16, "pregnant_weeks": 9}, 180),
    ],
)
def test_caffeine(changes: dict[str, Any], milligrams: float) -> None:
    """Caffeine: 400 mg, 200 mg in pregnancy and breastfeeding, 3 mg per kg under 18 if less."""
    assert _woman(**changes)["caffeine_mg"].ceiling == milligrams


def test_dietary_guidelines_start_at_two() -> None:
    """At one year saturated fat has no ceiling and added sugar 0; from two both have 10 %."""
    small = {"sex": "male", "height_cm": 80, "weight_kg": 11, "energy_kcal": 900}
    one, two = (targets_for(make_person(age=age, **small)) for age in (1, 2))
    assert "saturated_fat_g" not in one
    assert one["added_sugars_g"].ceiling == 0
    assert (two["saturated_fat_g"].ceiling, two["added_sugars_g"].ceiling) == (10, 22.5)


def test_energy_is_never_planned_below_the_safe_floor() -> None:
    """The lower end of the energy band is at least the safe floor, and the basis says so."""
    row = _woman(weight_kg=90, energy_kcal=1230)["energy_kcal"]
    assert row.floor == 1200
    assert row.ceiling == pytest.approx(1291.5)
    assert "safe floor of 1200 kcal" in row.floor_basis
    assert "safe floor" not in _woman()["energy_kcal"].floor_basis


def test_little_energy_holds_floors_at_their_ceilings() -> None:
    """Protein by body weight is reduced to 35 % of low energy; the basis says so."""
    row = _woman(weight_kg=180, energy_kcal=1200)["protein_g"]
    assert row.ceiling == 105
    assert row.floor == 99.75
    assert "144 g is above the ceiling" in row.floor_basis


def test_frame_has_the_promised_columns_and_order() -> None:
    """The table of targets has the documented columns, energy first, nutrients in order."""
    targets = _woman()
    frame = targets.to_frame()
    assert list(frame.columns) == [
        *("nutrient", "unit", "floor", "ceiling", "floor_basis", "ceiling_basis"),
        *("ceiling_applies_to", "source", "average_requirement", "average_requirement_basis"),
        *("reference", "reference_basis", "guide", "guide_basis"),
    ]
    assert tuple(frame.columns) == FRAME_COLUMNS
    assert list(frame["nutrient"]) == [name for name in ORDER if name not in WITHOUT_TARGET]
    for bound in ("floor", "ceiling", "average_requirement", "reference"):
        basis = f"{bound}_basis"
        assert ((frame[bound].notna()) == (frame[basis] != "")).all()
    assert (frame["ceiling"].notna() == (frame["ceiling_applies_to"] != "")).all()
    assert (frame["source"] != "").all()


def test_units_are_those_of_the_nutrient_table() -> None:
    """Every target is in its nutrient's unit."""
    table = read_table("nutrients.csv")
    units = dict(zip(table["nutrient"], table["unit"], strict=True))
    assert {row.nutrient: row.unit for row in _woman().rows} == {
        row.nutrient: units[row.nutrient] for row in _woman().rows
    }


def test_unknown_standard_and_nutrient_offer_the_known_ones() -> None:
    """An unknown standard or nutrient is refused by name."""
    assert "nasem" in all_standards()
    assert not any("energy" in name for name in all_standards())
    with pytest.raises(InputError, match=r"unknown standard 'nasa'.*nasem"):
        targets_for(_woman().person, "nasa")
    with pytest.raises(InputError, match="chromium_ug"):
        _woman()["chromium_ug"]
    assert _woman().get("chromium_ug") is None


def test_table_covers_every_age_once_and_cites_its_source() -> None:
    """In the table of figures no group overlaps or is missing, and every row has a source."""
    table = read_table("targets/nasem.csv")
    assert (table["source"] != "").all()
    published = table[table["kind"].isin(["RDA", "AI", "UL", "CDRR", "AMDR_MIN", "AMDR_MAX"])]
    for (nutrient, kind), rows in published.groupby(["nutrient", "kind"]):
        for stage, sexes in (
            ("general", ("female", "male")),
            ("pregnancy", ("female",)),
            ("lactation", ("female",)),
        ):
            for sex in sexes:
                own = rows[(rows["life_stage"] == stage) & rows["sex"].isin([sex, "both"])]
                bounds = (own["age_min_years"].astype(int), own["age_max_years"].astype(int))
                ages = sorted(zip(*bounds, strict=True))
                assert ages[0][0] == (1 if stage == "general" else 14), (nutrient, kind)
                assert ages[-1][1] == (120 if stage == "general" else 50), (nutrient, kind)
                assert all(low[1] + 1 == high[0] for low, high in pairwise(ages)), (nutrient, kind)
