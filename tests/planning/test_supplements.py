"""The least doses that make a plan possible, and plans with doses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.certification.judge import certify
from planner.certification.scores import adequacy_ratios
from planner.errors import InputError
from planner.formats import EXPORTERS
from planner.formats.plan_reader import read_plan_rows
from planner.nutrition.foods.supplements import Dose, load_supplements
from planner.nutrition.people.person import Person
from planner.optimize.model.families import build_rules
from planner.optimize.model.rules import Context, SharedAmount
from planner.optimize.solve import search_options
from planner.planning.aims import without_aims
from planner.planning.day import DayProblem, build_day_problem, solve_day, unreachable_floors
from planner.planning.diner import Diner
from planner.planning.make import Plan
from planner.planning.plan import supplement_notes
from planner.planning.supplements import (
    least_doses,
    solve_day_supplemented,
    supplement_change,
    with_needed_doses,
)
from planner.request.plan_request import PlanRequest, targets_of
from planner.store.documents import SavedPlan

Ask = Callable[..., PlanRequest]
ANY_PLAN = search_options("quick", 30.0)
# She buys anywhere: mushrooms exposed to UV light are a food of specialty shops.
VEGAN = {
    "diet": "vegan", "avoid": ("fortified",), "supplements": "auto", "availability": "any",
}  # fmt: skip
# Mushrooms exposed to UV light supply half of the vitamin D, no other food of hers does.
HER_DOSES = (
    Dose(1, "breakfast", "vitamin_b12_25", 1),
    Dose(1, "lunch", "vitamin_d3_lichen_10", 1),
)


@pytest.fixture(scope="module")
def dosed(ask: Ask, plan_for: Callable[[PlanRequest], Plan]) -> Plan:
    """Return the plan of a vegan without fortified foods, with supplements."""
    return plan_for(ask("woman", **VEGAN))


def by_meal(doses: Sequence[Dose]) -> tuple[Dose, ...]:
    """Return doses by the name of the meal."""
    return tuple(sorted(doses, key=lambda dose: dose.meal))


Short = Callable[..., DayProblem]


@pytest.fixture(scope="module")
def short(tiny_context: Callable[..., Context]) -> Short:
    """Return a problem with a floor of a nutrient that the small foods lack."""

    def build(name: str, amount: float, **fields: Any) -> DayProblem:
        context = tiny_context("man", supplements="auto", **fields)
        none = np.zeros(len(context.choices))
        rules = [
            replace(rule, lower=amount, taken=none, step=none, shared=())
            if rule.family == "nutrient_floor"
            else rule
            for rule in build_rules(context)
            if rule.subject == name and rule.family.startswith("nutrient_")
        ]
        return DayProblem(context.request, context.choices.items.foods, context, tuple(rules))

    return build


def test_vegan_without_fortified_food_needs_two_tablets(dosed: Plan) -> None:
    """The doses are the smallest of vitamin B12 and of D, of which mushrooms supply half.

    Iodine, which a plan strives for, comes beside them.
    """
    assert dosed.status == "certified"
    needed = without_aims(dosed.doses, dosed.targets)
    assert by_meal(needed) == HER_DOSES
    assert [dose.supplement_id for dose in dosed.doses if dose not in needed] == ["iodine_150"]
    for dose in needed:
        own = dose.supplement.nutrient
        assert dose.amount == min(
            one.amount for one in load_supplements().values() if one.nutrient == own
        )
    assert not certify(dosed.portions, dosed.request).certified


def test_food_comes_first(ask: Ask) -> None:
    """If food alone makes a plan, "auto" gives the same plan."""
    assert unreachable_floors(build_day_problem(ask("man", supplements="auto"))) is not None
    question = build_day_problem(ask("man", supplements="auto"))
    found = least_doses(question)
    assert found == ((), 0.0)


def test_more_points_are_a_larger_dose_and_never_none(ask: Ask) -> None:
    """Doses that must have points have units of a product: a remedy always names one."""
    question = build_day_problem(ask("man", supplements="auto"))
    found = least_doses(question, above=0.5)
    assert found is not None
    doses, points = found
    assert points >= 0.5
    assert sum(dose.units for dose in doses) > 0


def test_scores_count_what_the_certificate_counts(dosed: Plan) -> None:
    """The tablet counts in the scores as in the certificate; food alone, near 0, stands beside."""
    row = next(r for r in dosed.certificate.adequacy if r.nutrient == "vitamin_b12_ug")
    assert row.percent is not None
    assert row.percent >= 100
    of_food = adequacy_ratios(dosed.certificate, food_alone=True)
    assert min(of_food) == pytest.approx(row.food / (row.floor or 1))
    assert min(adequacy_ratios(dosed.certificate)) > min(of_food)
    scores = {score.id: score.value for score in dosed.scores}
    assert scores["lowest_nar"] == min(adequacy_ratios(dosed.certificate))
    assert scores["lowest_nar_food"] == min(of_food)
    assert row.food + row.supplement == pytest.approx(row.credited)


@pytest.mark.parametrize(
    ("name", "missing", "doses"),
    [
        ("magnesium_mg", 60, [("magnesium_citrate_100", "dinner", 1)]),
        (
            "magnesium_mg", 240,
            [("magnesium_citrate_100", "dinner", 2), ("magnesium_citrate_100", "lunch", 1)],
        ),
        ("magnesium_mg", 330, [("magnesium_citrate_350", "dinner", 1)]),
        ("magnesium_mg", 360, None),  # over the upper level from supplements
        ("calcium_mg", 150, [("calcium_citrate_200", "dinner", 1)]),
        ("calcium_mg", 250, [("calcium_carbonate_300", "dinner", 1)]),
        ("calcium_mg", 350, [("calcium_citrate_200", "dinner", 2)]),
        (
            "calcium_mg", 600,
            [("calcium_carbonate_300", "dinner", 1), ("calcium_carbonate_300", "lunch", 1)],
        ),
        ("calcium_mg", 610, None),
        ("vitamin_d_ug", 15, [("vitamin_d3_lichen_10", "lunch", 2)]),
        ("vitamin_d_ug", 21, [("vitamin_d3_lichen_25", "lunch", 1)]),
        ("vitamin_b12_ug", 2.4, [("vitamin_b12_25", "breakfast", 1)]),
        ("vitamin_b12_ug", 5, [("vitamin_b12_500", "breakfast", 1)]),
    ],
)  # fmt: skip
def test_least_doses_are_those_found_by_hand(
    name: str, missing: float, doses: list[tuple[str, str, int]] | None, short: Short
) -> None:
    """The smallest sufficient dose of one product; none if a ceiling forbids it."""
    found = least_doses(short(name, missing))
    if doses is None:
        assert found is None
    else:
        assert found is not None
        assert [(dose.supplement_id, dose.meal, dose.units) for dose in found[0]] == doses


def test_ever_larger_doses_are_sought(short: Short) -> None:
    """Above the points of 200 mg the next dose is 300 mg, then 400 mg."""
    question = short("calcium_mg", 150)
    above, amounts = -1.0, []
    for _ in range(3):
        found = least_doses(question, above)
        assert found is not None
        amounts.append(sum(dose.amount for dose in found[0]))
        above = found[1] + 0.5
    assert amounts == [200, 300, 400]


@pytest.mark.parametrize(
    "fields",
    [
        {"conditions": ("kidney_disease",)},
        {"conditions": ("myasthenia_gravis",)},
        {"conditions": ("heart_block",)},
        {"medications": ("potassium_sparing_diuretic",)},
    ],
)
def test_whom_magnesium_may_harm_is_never_given_it(
    fields: dict[str, Any], short: Short, people: dict[str, Person]
) -> None:
    """For 60 mg most people get citrate; where it may build up or weaken there is none."""
    question = short("magnesium_mg", 60)
    person = people["man"].changed(**fields)
    request = question.request.changed(person=person)
    assert least_doses(question) is not None
    assert least_doses(replace(question, request=request)) is None


@pytest.mark.parametrize("medicine", ["ace_inhibitor", "arb"])
def test_healthy_kidneys_may_have_magnesium(
    medicine: str, short: Short, people: dict[str, Person]
) -> None:
    """No label forbids it to everybody on an ACE inhibitor or ARB."""
    question = short("magnesium_mg", 60)
    person = people["man"].changed(medications=(medicine,))
    assert least_doses(replace(question, request=question.request.changed(person=person)))


def test_total_upper_level_of_calcium_is_held(short: Short) -> None:
    """A dose reduces floor and ceiling of the food; food at 2500 mg leaves no dose."""
    question = short("calcium_mg", 150)
    beside = question.with_doses([Dose(1, "dinner", "calcium_citrate_200", 1)])
    (ceiling,) = beside.rules  # the floor is met by the dose alone, so food need not
    assert ceiling.family == "nutrient_ceiling"
    assert ceiling.upper == pytest.approx(2500 * (1 - 1e-4) - 200)
    (floor, upper) = question.rules
    full = replace(upper, taken=np.zeros_like(upper.taken), upper=190.0)  # what the food leaves
    assert least_doses(replace(question, rules=(floor, full))) is None


def test_food_beside_a_b12_dose_does_not_count(short: Short) -> None:
    """Of 250 µg at breakfast 4.975 µg are credited: 5 µg need food at another meal."""
    question = short("vitamin_b12_ug", 5)
    (floor,) = question.rules
    meals = ("breakfast", "lunch")
    carried = tuple(SharedAmount("vitamin_b12_ug", meal, 2.5, 1.0) for meal in meals)
    everywhere = replace(floor, taken=np.ones_like(floor.taken), shared=carried)
    beside = replace(question, rules=(everywhere,)).with_doses(
        [Dose(1, "breakfast", "vitamin_b12_250", 1)]
    )
    (left,) = beside.rules
    assert left.lower == pytest.approx(0.025)
    names = [meal.name for meal in question.context.choices.pattern.meals]
    counted = {names[m] for m, value in zip(question.context.choices.meal, left.taken, strict=True)
               if value}  # fmt: skip
    assert counted == {"lunch"}
    assert left.shared == carried[1:]


def test_vitamin_d_is_added_where_mushrooms_are_left_out(ask: Ask) -> None:
    """Without UV mushrooms a vegan needs vitamin D too; no smaller dose suffices."""
    request = ask("woman", **VEGAN | {"avoid": ("fortified", "mushroom", "uv_mushroom")})
    question = build_day_problem(request)
    found = least_doses(question)
    assert found is not None
    doses, _ = found
    assert {d.supplement_id for d in doses} == {"vitamin_d3_lichen_10", "vitamin_b12_25"}
    fewer = [
        replace(d, units=d.units - 1) if d.supplement.nutrient == "vitamin_d_ug" else d
        for d in doses
    ]
    assert unreachable_floors(question.with_doses([d for d in fewer if d.units])) is None
    assert solve_day(question.with_doses(doses), ANY_PLAN) is not None


def test_change_that_is_offered_makes_a_plan(ask: Ask) -> None:
    """The remedy names the products; with "auto" it is not offered."""
    question = build_day_problem(ask("woman", **VEGAN | {"supplements": "none"}))
    assert supplement_change(question, ANY_PLAN) == (
        "take 1 tablet (10 µg) of vitamin D3 from lichen (cholecalciferol) and 1 tablet (25 µg) of "
        "vitamin B12 (cyanocobalamin) a day"
    )
    assert solve_day_supplemented(question, ANY_PLAN) is not None
    assert supplement_change(build_day_problem(ask("woman", **VEGAN))) == ""


def test_sun_is_explained_and_never_counted(ask: Ask) -> None:
    """Sun does not change the target, and a sentence says why."""
    with_sun, without = ask("woman", sun=True), ask("woman")
    assert targets_of(with_sun).rows == targets_of(without).rows
    assert any("cannot be told in micrograms" in note for note in supplement_notes(with_sun, ()))
    assert supplement_notes(without, ()) == ()


def test_csv_holds_doses_after_the_food_of_their_meal(dosed: Plan, tmp_path: Path) -> None:
    """Doses have their row in CSV, and survive a round trip."""
    text = EXPORTERS["csv"].write([dosed]).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    breakfast = [row for row in rows if row["meal"] == "breakfast"]
    row = next(row for row in breakfast if row["source_id"] == "vitamin_b12_25")
    assert {own["source"] for own in breakfast[-2:]} == {"supplement"}
    assert {key: row[key] for key in ("dish", "source", "source_id", "measure", "grams")} == {
        "dish": "", "source": "supplement", "source_id": "vitamin_b12_25",
        "measure": "1 tablet (25 µg)", "grams": "0.000025",
    }  # fmt: skip
    assert row["vitamin_b12_ug"] == "25"
    assert row["calcium_mg"] == row["energy_kcal"] == ""
    path = tmp_path / "day.csv"
    path.write_text(text, encoding="utf-8")
    read = read_plan_rows(path)
    assert read.portions == dosed.portions
    assert read.doses == by_meal(dosed.doses)


def test_every_export_shows_doses_apart(dosed: Plan) -> None:
    """JSON has doses apart from the meals; other formats have a heading for them."""
    (day,) = json.loads(EXPORTERS["json"].write([dosed]))["days"]
    (dose,) = (one for one in day["supplements"] if one["nutrient"] == "vitamin_b12_ug")
    assert dose["supplement_id"] == "vitamin_b12_25"
    assert dose["form"] == "cyanocobalamin"
    assert all(dose[key] for key in ("side_effects", "interactions", "source", "advice"))
    assert day["totals"]["vitamin_b12_ug"] < 2.4
    markdown = EXPORTERS["markdown"].write([dosed]).decode()
    assert "## Supplements, apart from the food" in markdown
    assert "side effects:" in markdown
    dated = replace(dosed, request=PlanRequest(**{**dict(dosed.request), "start": "2026-11-30"}))
    calendar = EXPORTERS["ics"].write([dated]).decode().replace("\r\n ", "")
    assert "supplement: 1 tablet (25 µg) of vitamin B12" in calendar
    for name in ("pdf", "xlsx"):
        assert EXPORTERS[name].write([dosed]) != EXPORTERS[name].write([replace(dosed, doses=())])


@pytest.mark.parametrize(
    ("edit", "answer"),
    [
        (("", ""), (0, "vitamin B12")),
        ((",0.000025,", ",0.000125,"), (3, "5 tablets (125 µg) a day; at most 1")),
        ((",0.000025,", ",0.00003,"), (2, "a whole number of tablets")),
        (("supplement,vitamin_b12_25", "supplement,vitamin_b13"), (2, "unknown supplement")),
    ],
)
def test_certify_judges_doses_in_a_file(
    edit: tuple[str, str], answer: tuple[int, str], dosed: Plan, tmp_path: Path,
    run: Callable[..., Any],
) -> None:  # fmt: skip
    """The written file passes; excessive, fractional or unknown doses are named."""
    (old, new), (code, words) = edit, answer
    text = EXPORTERS["csv"].write([dosed]).decode()
    assert old in text
    path = tmp_path / "day.csv"
    path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    person = "--sex female --age 34 --height 167 --weight 62 --activity active --diet vegan"
    options = [*person.split(), "--avoid", "fortified", "--supplements", "auto"]
    ran = run("certify", path, *options)
    assert ran.code == code
    assert words in ran.out + ran.err
    if code == 0:
        assert run("certify", path, *options[:-2]).code == 3


def test_explanation_names_what_supplements_cannot_mend(ask: Ask) -> None:
    """With 50 cents a day and supplements, the conflict is the budget, not vitamin B12."""
    request = ask("woman", budget_usd=0.5, **VEGAN)
    beside = with_needed_doses(build_day_problem(request))
    assert by_meal(beside.doses) == HER_DOSES
    assert unreachable_floors(beside) is None
    rest = tuple(rule for rule in beside.rules if rule.family != "budget")
    assert unreachable_floors(replace(beside, rules=rest)) is not None
    plain = build_day_problem(ask("woman", **VEGAN | {"supplements": "none"}))
    assert with_needed_doses(plain) is plain


def test_saved_plan_keeps_its_doses(dosed: Plan) -> None:
    """A saved plan has the same doses and is certified with them."""
    text = SavedPlan.of([dosed]).model_dump_json()
    (opened,) = SavedPlan.model_validate_json(text).as_plans()
    assert opened.doses == dosed.doses
    assert opened.certificate == dosed.certificate
    with pytest.raises(InputError, match="at least 1 is needed"):
        SavedPlan.model_validate_json(text.replace('"units":1', '"units":0'))


def test_days_share_a_daily_dose(ask: Ask) -> None:
    """The doses are the same on each of several days."""
    problem = Diner(ask("woman", days=2, **VEGAN)).daily_problem()
    assert by_meal(problem.doses) == HER_DOSES
    assert "nutrient_floor:day:vitamin_b12_ug" not in {rule.name for rule in problem.rules}
    assert Diner(ask("woman", days=2)).daily_problem().doses == ()
