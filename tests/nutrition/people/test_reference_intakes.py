"""European and British reference values: as published and complete."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.certification.judge import certify
from planner.errors import InputError
from planner.nutrition.people import reference_intakes
from planner.nutrition.people.energy import energy_requirement
from planner.nutrition.people.person import Person, make_person
from planner.nutrition.people.reference_intakes import all_standards, region_of_standard
from planner.nutrition.people.targets import lacking, targets_for
from planner.planning.make import make_plan
from planner.request.plan_request import PlanRequest

GROUPS: dict[str, dict[str, Any]] = {
    "child 4": {"sex": "male", "age": 4, "height_cm": 103, "weight_kg": 17},
    "child 9": {"sex": "female", "age": 9, "height_cm": 134, "weight_kg": 29},
    "boy 14": {"sex": "male", "age": 14, "height_cm": 165, "weight_kg": 53},
    "girl 16": {"sex": "female", "age": 16, "height_cm": 163, "weight_kg": 55},
    "man 40": {"sex": "male", "age": 40, "height_cm": 178, "weight_kg": 76},
    "woman 40": {"sex": "female", "age": 40, "height_cm": 165, "weight_kg": 61},
    "woman 60": {"sex": "female", "age": 60, "height_cm": 163, "weight_kg": 62},
    "pregnant": {
        "sex": "female", "age": 30, "height_cm": 165, "weight_kg": 68, "pregnant_weeks": 30,
    },
    "lactating": {
        "sex": "female", "age": 30, "height_cm": 165, "weight_kg": 62, "lactating_months": 3,
    },
}  # fmt: skip

# Typed from the published summary tables, in the order of the groups; a dash is none.
FLOORS = {
    "efsa": {
        "magnesium_mg": "230 230 300 250 350 300 300 300 300",
        "calcium_mg": "800 800 1150 1150 950 950 950 950 950",
        "potassium_mg": "1100 1800 2700 3500 3500 3500 3500 3500 4000",
        "vitamin_d_ug": "15 15 15 15 15 15 15 15 15",
        "vitamin_b12_ug": "1.5 2.5 3.5 4 4 4 4 4.5 5",
        "iron_mg": "7 11 11 13 11 16 11 16 16",
        "zinc_mg": "5.5 7.4 10.7 11.9 14 11 11 12.6 13.9",
        "folate_ug_dfe": "140 200 270 330 330 330 330 600 500",
        "vitamin_c_mg": "30 45 70 90 110 95 95 105 155",
        "fiber_g": "14 16 19 21 25 25 25 25 25",
        "sodium_mg": "- - - - - - - - -",
        "water_g": "1600 1900 2500 2000 2500 2000 2000 2300 2700",
        "iodine_ug": "90 90 120 130 150 150 150 200 200",
        "epa_dha_mg": "250 250 250 250 250 250 250 350 350",
    },
    "uk": {
        "magnesium_mg": "120 200 280 300 300 270 270 270 320",
        "calcium_mg": "450 550 1000 800 700 700 700 700 1250",
        "potassium_mg": "1100 2000 3100 3500 3500 3500 3500 3500 3500",
        "vitamin_d_ug": "10 10 10 10 10 10 10 10 10",
        "vitamin_b12_ug": "0.8 1 1.2 1.5 1.5 1.5 1.5 1.5 2",
        "iron_mg": "6.1 8.7 11.3 14.8 8.7 14.8 8.7 14.8 14.8",
        "zinc_mg": "6.5 7 9 7 9.5 7 7 7 13",
        "folate_ug_dfe": "100 150 200 200 200 200 200 300 260",
        "vitamin_c_mg": "30 30 35 40 40 40 40 50 70",
        "thiamin_mg": "0.7 0.7 0.9 0.8 1 0.8 0.8 0.9 1",
        "fiber_g": "15 20 25 25 30 30 30 30 30",
        "choline_mg": "- - - - - - - - -",
        "sodium_mg": "- - - - - - - - -",
        "iodine_ug": "100 110 130 140 140 140 140 140 140",
        "epa_dha_mg": "- - - - - - - - -",
    },
}
CEILINGS = {
    "efsa": {
        "sodium_mg": "1300 1700 2000 2000 2000 2000 2000 2000 2000",
        "vitamin_d_ug": "50 50 100 100 100 100 100 100 100",
        "vitamin_b6_mg": "4.5 6.1 8.6 10.7 12 12 12 12 12",
        "selenium_ug": "95 130 180 230 255 255 255 255 255",
        "zinc_mg": "10 13 18 22 25 25 25 25 25",
        "iodine_ug": "250 300 450 500 600 600 600 600 600",
        "iron_mg": "15 20 30 35 40 40 40 40 40",
        "manganese_mg": "3 4 5 7 8 8 8 8 8",
        "epa_dha_mg": "- - - - 5000 5000 5000 5000 5000",
    },
    "uk": {
        "sodium_mg": "1200 2000 2400 2400 2400 2400 2400 2400 2400",
        "vitamin_d_ug": "50 50 100 100 100 100 100 100 100",
        "retinol_ug": "- - - - 1500 1500 1500 1500 1500",
        "iodine_ug": "250 300 450 500 940 940 940 940 940",
        "manganese_mg": "- - - - 4 4 4 4 4",
    },
}

# Average requirements as published, kcal: EFSA 2013 at a body mass index of 22 and the heights its
# table used (at 1 MJ = 238.83 kcal), SACN 2011 at 22.5.
ENERGY: list[tuple[str, dict[str, Any], float]] = [
    ("efsa", {"sex": "male", "age": 35, "height_cm": 177, "weight_kg": 68.9}, 10.8 * 238.83),
    ("efsa", {"sex": "female", "age": 35, "height_cm": 164, "weight_kg": 59.2}, 8.7 * 238.83),
    ("efsa", {"sex": "male", "age": 65, "height_cm": 172, "weight_kg": 65.1}, 9.6 * 238.83),
    ("uk", {"sex": "male", "age": 50, "height_cm": 175, "weight_kg": 68.9}, 2581),
    ("uk", {"sex": "female", "age": 50, "height_cm": 162, "weight_kg": 59.0}, 2103),
    ("uk", {"sex": "male", "age": 9, "height_cm": 133.3, "weight_kg": 28.6}, 1840),
]


def _person(group: str, **changes: Any) -> Person:
    return make_person(**(GROUPS[group] | changes))


def _cells(line: str) -> list[float | None]:
    cells = line.split()
    assert len(cells) == len(GROUPS)
    return [None if cell == "-" else float(cell) for cell in cells]


@pytest.mark.parametrize("standard", ["efsa", "uk"])
def test_figures_are_the_published_ones(standard: str) -> None:
    """Floors and ceilings are those of the summary tables, group by group."""
    for bound, tables in (("floor", FLOORS), ("ceiling", CEILINGS)):
        for nutrient, line in tables[standard].items():
            for group, figure in zip(GROUPS, _cells(line), strict=True):
                row = targets_for(_person(group), standard).get(nutrient)
                assert (getattr(row, bound) if row else None) == figure, (nutrient, group, bound)


@pytest.mark.parametrize("standard", ["efsa", "uk"])
@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_the_core_and_its_sources(standard: str, group: str) -> None:
    """Adults, children from 4, pregnancy and lactation are complete; every row has a source."""
    targets = targets_for(_person(group), standard)
    for name in ("magnesium_mg", "calcium_mg", "potassium_mg", "vitamin_d_ug", "vitamin_b12_ug"):
        assert targets[name].floor, name
    assert all(row.source for row in targets.rows)
    for row in targets.rows:
        if row.floor and row.ceiling and row.ceiling_scope == "total":
            assert row.floor <= row.ceiling, row.nutrient


def test_what_grows_with_energy_and_weight() -> None:
    """EFSA: 0.1 mg thiamin per MJ; protein 0.83 g per kg, and 28 g more in the third trimester."""
    woman = targets_for(_person("woman 40", energy_kcal=2388.3), "efsa")
    assert woman["thiamin_mg"].floor == 1.0
    assert woman["niacin_mg"].floor == 16.0
    pregnant = targets_for(_person("pregnant", pre_pregnancy_weight_kg=60), "efsa")
    assert pregnant["protein_g"].floor == pytest.approx(0.83 * 60 + 28)
    assert "28 g added" in pregnant["protein_g"].floor_basis


@pytest.mark.parametrize(("standard", "body", "kcal"), ENERGY)
def test_energy_is_near_the_published_averages(
    standard: str, body: dict[str, Any], kcal: float
) -> None:
    """For the reference bodies the estimate is within 2 % of the published averages."""
    person = make_person(activity="low_active", **body)
    assert energy_requirement(person, standard).kcal == pytest.approx(kcal, rel=0.02)


@pytest.mark.parametrize(
    ("standard", "changes", "more"),
    [
        ("efsa", {"pregnant_weeks": 10}, 70),
        ("efsa", {"pregnant_weeks": 20}, 260),
        ("efsa", {"pregnant_weeks": 30}, 500),
        ("efsa", {"lactating_months": 3}, 500),
        ("uk", {"pregnant_weeks": 20}, 0),
        ("uk", {"pregnant_weeks": 30}, 191),
        ("uk", {"lactating_months": 3}, 330),
    ],
)
def test_energy_added_in_pregnancy_and_breastfeeding(
    standard: str, changes: dict[str, int], more: float
) -> None:
    """Each standard has its own addition of energy for pregnancy and lactation."""
    plain = energy_requirement(_person("woman 40"), standard).kcal
    with_child = energy_requirement(_person("woman 40", **changes), standard).kcal
    assert with_child - plain == pytest.approx(more)


def test_what_a_standard_lacks_is_named() -> None:
    """The UK has no floor of choline and water; sodium is nobody's floor, so nobody lacks it."""
    assert lacking(_person("man 40"), "efsa") == ()
    assert lacking(_person("man 40"), "uk") == ("fat_g", "carbohydrate_g", "choline_mg", "water_g")
    assert lacking(_person("man 40"), "nasem") == ()


def test_sodium_is_a_reference_and_no_goal() -> None:
    """The British RNI is shown beside the target; EFSA's safe and adequate intake is a ceiling."""
    for group, milligrams in (("child 4", 700), ("child 9", 1200), ("woman 40", 1600)):
        sodium = targets_for(_person(group), "uk")["sodium_mg"]
        assert sodium.reference is not None
        assert (sodium.floor, sodium.floor_basis) == (None, "")
        assert sodium.reference.amount == milligrams
        assert "no goal" in sodium.reference.basis
    assert targets_for(_person("man 40"), "efsa")["sodium_mg"].floor is None


def test_a_safe_level_of_intake_is_advice() -> None:
    """Iron and manganese by EFSA: above them no harm is shown; zinc has an upper level."""
    targets = targets_for(_person("woman 40"), "efsa")
    assert [name for name in ("iron_mg", "manganese_mg") if targets[name].ceiling_is_advice] == [
        "iron_mg",
        "manganese_mg",
    ]
    assert not targets["zinc_mg"].ceiling_is_advice
    assert targets["epa_dha_mg"].ceiling_scope == "supplement"


def test_average_requirements_are_carried() -> None:
    """EFSA's average requirement of calcium: 680 mg at 4 to 10 years, 750 mg from 25 years."""
    found = [
        targets_for(_person(group), "efsa")["calcium_mg"].requirement
        for group in ("child 4", "boy 14", "man 40", "lactating")
    ]
    assert [one.amount for one in found if one] == [680, 960, 750, 750]


@pytest.mark.parametrize(
    ("written", "wrong"),
    [(",EAR,reference,", ",EAR,floor,"), (",UL,ceiling,", ",UL,floor,"), (",AI,floor,", ",AI,,")],
)
def test_a_figure_is_used_as_its_kind_allows(written: str, wrong: str, data_copy: Path) -> None:
    """An average requirement or an upper level as a floor is refused, and its line is named."""
    path = data_copy / "targets" / "nasem.csv"
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, wrong, 1), encoding="utf-8")
    reference_intakes._figures.cache_clear()
    try:
        faults = list(reference_intakes.standard_faults())
    finally:
        reference_intakes._figures.cache_clear()
    assert [fault for fault in faults if "nasem.csv, line" in fault and "use" in fault]


def test_what_is_borrowed_says_so() -> None:
    """If the figure is of another authority, the basis names it."""
    saturated = targets_for(_person("man 40"), "efsa")["saturated_fat_g"]
    assert "WHO" in saturated.source
    assert "held instead" in saturated.ceiling_basis
    assert "EFSA" in targets_for(_person("man 40"), "uk")["caffeine_mg"].source


@pytest.mark.parametrize("standard", ["efsa", "uk"])
def test_groups_that_a_standard_leaves_out_are_refused(standard: str) -> None:
    """Neither table covers pregnancy under 18: the message names the standards that do."""
    young = make_person(sex="female", age=16, height_cm=163, weight_kg=58, pregnant_weeks=20)
    with pytest.raises(InputError, match=r"no values for pregnancy at 16 years.*nasem"):
        targets_for(young, standard)
    with pytest.raises(InputError, match="no values for pregnancy"):
        PlanRequest.from_raw({"person": young, "standard": standard})


def test_standards_are_known_by_their_tables() -> None:
    """The three tables are the three standards."""
    assert all_standards() == ("efsa", "nasem", "uk")


@pytest.mark.parametrize("standard", ["efsa", "uk"])
def test_a_day_is_certified_by_each_standard(standard: str) -> None:
    """A vegan woman's day meets the standard's targets, and names the targets it lacks."""
    request = PlanRequest(person=_person("woman 40"), diet="vegan", standard=standard)
    plan = make_plan(request)
    assert certify(plan.portions, request).certified
    named = any(text.startswith(standard.upper()) for text in plan.warnings)
    assert named == bool(lacking(request.person, standard))


def test_each_standard_has_a_region() -> None:
    """Availability follows the standard: its people shop in its region."""
    regions = {name: region_of_standard(name) for name in all_standards()}
    assert regions == {"nasem": "US", "uk": "UK", "efsa": "EU"}
