"""Supplements: allowed products, credited amounts, and judging with the food."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from planner.certification.judge import certify
from planner.certification.supplements import Fault, dose_faults
from planner.errors import DataError, InputError
from planner.formats.knowledge_pages import pages_as_json, pages_as_markdown
from planner.nutrition.checks.all_tables import check_all_tables
from planner.nutrition.foods import supplements
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import (
    Dose,
    at_meals,
    credited,
    doses_by_day,
    get_supplement,
    load_supplements,
)
from planner.nutrition.knowledge.food_or_supplement import (
    comparison_frame,
    load_comparison,
    sun_sentence,
)
from planner.nutrition.knowledge.pages import learn_page
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.nutrition.people.conditions import load_conditions, load_medications
from planner.nutrition.people.diets import all_diets
from planner.nutrition.people.person import Person, make_person
from planner.nutrition.people.rule_kinds import RuleKind
from planner.nutrition.people.supplement_use import allowed_supplements, dose_sentences
from planner.request.plan_request import PlanRequest, targets_of

Ask = Callable[..., PlanRequest]


def allowed(person: Person, diet: str = "omnivore", **fields: Any) -> set[str]:
    """Return the ids of the supplements that a person may take."""
    avoid, exclude = fields.get("avoid", ()), fields.get("exclude", ())
    return {one.id for one in allowed_supplements(person, diet, avoid, exclude)}


def faults(request: PlanRequest, *doses: Dose) -> list[Fault]:
    """Judge one day's doses."""
    return list(dose_faults(doses, request, targets_of(request)))


def test_potassium_is_never_a_supplement() -> None:
    """The table has products for four core nutrients, for iodine, and for EPA and DHA."""
    nutrients = {one.nutrient for one in load_supplements().values()}
    assert nutrients == set(core_nutrients()) - {"potassium_mg"} | {"iodine_ug", "epa_dha_mg"}


def test_iodine_is_of_potassium_iodide_and_never_of_kelp() -> None:
    """No product is of seaweed; none brings more than 150 µg a day, or any in thyroid disease."""
    iodine = [one for one in load_supplements().values() if one.nutrient == "iodine_ug"]
    assert {one.form for one in iodine} == {"potassium iodide"}
    assert all(one.amount * one.most_units <= 150 for one in iodine)
    well, ill = (
        make_person(sex="female", age=40, height_cm=165, weight_kg=60, conditions=conditions)
        for conditions in ((), ("hypothyroidism",))
    )
    assert not {one.id for one in iodine} & allowed(ill)
    assert {"iodine_150", "algal_oil_250"} <= allowed(well, "vegan")


def test_b12_counts_as_far_as_it_is_taken_up() -> None:
    """Credited: 2.5 µg in full and 1 % of the other 22.5 µg, after the food of the meal."""
    tablet = get_supplement("vitamin_b12_25")
    assert tablet.credited(1) == pytest.approx(2.5 + 0.225)
    assert tablet.credited(1, eaten=1.5) == pytest.approx(1.0 + 0.24)
    assert tablet.credited(1, eaten=9.0) == pytest.approx(0.25)
    apart = [Dose(1, "breakfast", "vitamin_b12_25", 1), Dose(1, "dinner", "vitamin_b12_25", 1)]
    assert credited("vitamin_b12_ug", apart, {}) == pytest.approx(2 * 2.725)
    together = [replace(dose, meal="dinner") for dose in apart]
    assert credited("vitamin_b12_ug", together, {}) == pytest.approx(2.725 + 0.25)
    assert credited("calcium_mg", apart, {}) == 0


def test_oxide_counts_less_than_citrate() -> None:
    """Of 250 mg as oxide 100 mg are credited; citrate is credited in full."""
    assert get_supplement("magnesium_oxide_250").credited(1) == pytest.approx(100)
    assert get_supplement("magnesium_citrate_100").credited(1) == pytest.approx(100)


def test_units_are_spread_over_meals() -> None:
    """Three tablets of 200 mg calcium: at most 500 mg at once, so two at dinner, one at lunch."""
    doses = list(at_meals(get_supplement("calcium_citrate_200"), 3))
    assert [(dose.meal, dose.units) for dose in doses] == [("dinner", 2), ("lunch", 1)]
    assert max(dose.amount for dose in doses) <= 500
    assert doses_by_day([*doses, replace(doses[0], day=2)]) == (
        "day 1: 3 tablets (600 mg) of calcium citrate; day 2: 2 tablets (400 mg) of calcium citrate"
    )


@pytest.mark.parametrize("diet", sorted(all_diets()))
def test_diets_hold_for_supplements(diet: str, people: dict[str, Person]) -> None:
    """Vitamin D3 from lanolin is excluded by diets without lanolin; everyone has another D."""
    ids = allowed(people["woman"], diet)
    banned = dict(all_diets()[diet].rule.values).get("animal", frozenset())
    assert ("vitamin_d3_lanolin_10" in ids) == ("lanolin" not in banned)
    assert {"vitamin_d3_lichen_10", "vitamin_d2_10", "vitamin_b12_25"} <= ids


def test_avoiding_fortified_food_leaves_supplements(people: dict[str, Person]) -> None:
    """A tablet is not a fortified food; it can be excluded by its id."""
    everything = allowed(people["woman"])
    assert allowed(people["woman"], avoid=("fortified", "milk", "soy")) == everything
    assert allowed(people["woman"], exclude=("vitamin_d2_10",)) == everything - {"vitamin_d2_10"}


@pytest.mark.parametrize("cause", [*load_conditions(), *load_medications()])
def test_forbidden_nutrients_are_never_offered(cause: str, people: dict[str, Person]) -> None:
    """A nutrient that a condition or medicine forbids has no allowed product."""
    row = (load_conditions() | load_medications())[cause]
    key = "conditions" if cause in load_conditions() else "medications"
    person = people["man"].changed(**{key: (cause,)})
    left = {get_supplement(name).nutrient for name in allowed(person)}
    everything = {one.nutrient for one in load_supplements().values()}
    assert left == everything - set(row.supplements_forbidden)


def test_children_get_small_doses_only() -> None:
    """At 3 years only a drop of D, as authorities advise; at 6 small doses of D and B12 too."""
    ids = {
        age: allowed(make_person(sex="male", age=age, height_cm=h, weight_kg=w))
        for age, h, w in ((3, 96, 14), (6, 115, 21), (12, 150, 42))
    }
    assert ids[3] == {"vitamin_d3_lichen_drop_10", "vitamin_d3_lanolin_drop_10"}
    assert ids[6] == ids[3] | {
        *("vitamin_d3_lichen_10", "vitamin_d3_lanolin_10", "vitamin_d2_10", "vitamin_b12_25"),
        *("iodine_75", "algal_oil_250"),
    }
    assert ids[6] < ids[12] < set(load_supplements())
    assert "vitamin_b12_1000" not in ids[12]


def test_supplements_not_asked_for_are_a_fault(ask: Ask) -> None:
    """A dose is a breach with supplements "none", the default, and allowed with "auto"."""
    dose = Dose(1, "breakfast", "vitamin_b12_25", 1)
    assert faults(ask("woman", supplements="auto"), dose) == []
    (fault,) = faults(ask("woman"), dose)
    assert fault.kind is RuleKind.SUPPLEMENTS
    assert "the request allows none" in fault.message


@pytest.mark.parametrize(
    ("who", "fields", "dose", "words"),
    [
        ("woman", {"diet": "vegan"}, ("vitamin_d3_lanolin_10", 1), "is not vegan: lanolin"),
        ("woman", {"exclude": ("vitamin_d2_10",)}, ("vitamin_d2_10", 1), "is excluded"),
        ("woman", {}, ("vitamin_b12_25", 2), "2 tablets (50 µg) a day; at most 1"),
        ("woman", {}, ("calcium_carbonate_300", 2), "at dinner; at most 1, so spread them"),
        ("girl", {}, ("vitamin_b12_1000", 1), "is for ages from 19, not 12"),
    ],
)
def test_dose_that_is_not_allowed_is_named(
    who: str, fields: dict[str, Any], dose: tuple[str, int], words: str, ask: Ask
) -> None:
    """Diet, exclusion, units a day, units a meal and age have their messages."""
    request = ask(who, supplements="auto", **fields)
    (fault,) = faults(request, Dose(1, "dinner", *dose))
    assert fault.supplement_id == dose[0]
    assert words in fault.message


def test_magnesium_ceiling_is_for_supplements_together(ask: Ask) -> None:
    """Two products, 300 and 100 mg, are together over NASEM's 350 mg, each alone is not."""
    doses = [
        Dose(1, "dinner", "magnesium_citrate_100", 2),
        Dose(1, "lunch", "magnesium_citrate_100", 1),
        Dose(1, "lunch", "magnesium_glycinate_100", 1),
    ]
    request = ask("man", supplements="auto")
    found = faults(request, *doses)
    assert {(fault.kind, fault.subject) for fault in found} == {(RuleKind.CEILING, "magnesium_mg")}
    assert "magnesium from supplements 400 mg is over 350" in found[0].message
    assert faults(request, *doses[:2]) == []


def tiny_day(grams: float) -> list[Portion]:
    """Return a day of milk alone: 1.2 mg calcium and 0.01 µg vitamin D a gram."""
    return [Portion(1, "breakfast", "milk", grams)]


def test_certificate_counts_food_and_dose_and_tells_them_apart(
    ask: Ask, tiny_foods: FoodTable
) -> None:
    """500 g of milk with 600 mg calcium and 5 µg D, plus 400 mg and 10 µg from doses."""
    doses = [
        Dose(1, "dinner", "calcium_citrate_200", 2),
        Dose(1, "lunch", "vitamin_d3_lichen_10", 1),
    ]
    request = ask("woman", supplements="auto")
    found = certify(tiny_day(500), request, doses=doses, foods=tiny_foods)
    rows = {row.nutrient: row for row in found.adequacy}
    calcium, d = rows["calcium_mg"], rows["vitamin_d_ug"]
    assert (calcium.intake, calcium.food, calcium.supplement) == pytest.approx((1000, 600, 400))
    assert (d.intake, d.food, d.supplement) == pytest.approx((15, 5, 10))
    assert calcium.status == d.status == "met"
    alone = certify(tiny_day(500), request, foods=tiny_foods)
    changed = {
        one.nutrient for one, other in zip(found.adequacy, alone.adequacy, strict=True)
        if one != other
    }  # fmt: skip
    assert changed == {"calcium_mg", "vitamin_d_ug"}


def test_total_ceilings_count_food_and_dose(ask: Ask, tiny_foods: FoodTable) -> None:
    """2000 mg of calcium from milk and 600 mg from tablets exceed 2500 mg in total."""
    doses = list(at_meals(get_supplement("calcium_carbonate_300"), 2))
    request = ask("woman", supplements="auto")
    over = certify(tiny_day(2000 / 1.2), request, doses=doses, foods=tiny_foods)
    assert "ceiling calcium_mg" in {breach.rule for breach in over.breaches}
    under = certify(tiny_day(1890 / 1.2), request, doses=doses, foods=tiny_foods)
    assert "ceiling calcium_mg" not in {breach.rule for breach in under.breaches}


def test_doses_without_food_are_no_plan(ask: Ask, tiny_foods: FoodTable) -> None:
    """A day with tablets only is judged and found without food."""
    dose = Dose(2, "dinner", "vitamin_b12_25", 1)
    found = certify((), ask("woman", supplements="auto"), doses=[dose], foods=tiny_foods)
    assert found.breaches[0].message == "the plan holds no food"
    assert {row.day for row in found.adequacy} == {2}


def test_sentences_hold_form_side_effects_own_medicine_and_source(
    people: dict[str, Person],
) -> None:
    """Calcium and levothyroxine: 4 hours apart, said only to people who take it."""
    doses = list(at_meals(get_supplement("calcium_carbonate_300"), 1))
    person = people["woman"].changed(medications=("levothyroxine",))
    (sentence,) = dose_sentences(doses, person)
    for words in ("carbonate", "constipation", "for you: 4 hours apart from levothyroxine", "NIH"):
        assert words in sentence
    assert "for you" not in dose_sentences(doses, people["woman"])[0]


def test_unknown_names_are_refused(ask: Ask) -> None:
    """An unknown mode or product is refused with the valid ones."""
    with pytest.raises(InputError, match="allowed: auto, none"):
        PlanRequest.from_raw({"person": ask("woman").person, "supplements": "all"})
    with pytest.raises(InputError, match="did you mean vitamin_b12_25"):
        get_supplement("vitamin_b12_24")


def test_comparison_names_every_core_nutrient_with_sources() -> None:
    """Each core nutrient has rows with both columns and a source; sun is not counted."""
    assert {row.nutrient for row in load_comparison()} - {""} == set(core_nutrients())
    frame = comparison_frame("vitamin_d_ug")
    assert isinstance(frame, pd.DataFrame)
    assert set(frame["nutrient"]) == {nutrient("vitamin_d_ug").name, "All"}
    assert (comparison_frame()[["food", "supplement", "source"]] != "").all(axis=None)
    assert "cannot be told in micrograms" in sun_sentence()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "Vitamin B12,vitamin_b12_ug",
            "Potassium,potassium_mg",
            "nutrient 'potassium_mg'; allowed",
        ),
        (",lunch;dinner,4,50,", ",brunch;dinner,4,50,", "meal 'brunch'"),
        (",600,,1,", ",500,,1,", "600 a day exceeds its ceiling of 500"),
    ],
)
def test_check_data_finds_faults(
    old: str, new: str, words: str, data_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A potassium product, an unknown meal and doses over the ceiling are faults."""
    path = data_copy / "supplements.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    supplements.load_supplements.cache_clear()
    try:
        with pytest.raises(DataError, match=words):
            check_all_tables()
    finally:
        monkeypatch.undo()
        supplements.load_supplements.cache_clear()


def test_knowledge_pages_hold_the_comparison() -> None:
    """The page of vitamin D has its table with sources; a page without a nutrient has none."""
    page = learn_page("vitamin_d_ug", top=1)
    assert page.food_or_supplement
    text = pages_as_markdown([page])
    assert "## Food or supplement" in text
    assert all(row.food in text and row.source in text for row in page.food_or_supplement)
    (written,) = json.loads(pages_as_json([page]))
    assert len(written["food_or_supplement"]) == len(page.food_or_supplement)
    assert learn_page("see_a_doctor").food_or_supplement == ()
