"""Own limits: in targets, model and certificate, never beyond safety."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.certification.judge import certify
from planner.errors import InputError
from planner.nutrition.foods.portions import Portion
from planner.nutrition.people.clinical_messages import clinical_messages
from planner.nutrition.people.conditions import load_conditions, load_medications
from planner.nutrition.people.person import Person
from planner.nutrition.people.reference_intakes import (
    CEILING_KINDS,
    FLOOR_KINDS,
    UPPER_LEVELS,
    CeilingKind,
    FloorKind,
    all_standards,
)
from planner.nutrition.people.safety import all_safety_rules
from planner.planning.day import build_day_problem
from planner.planning.make import Plan
from planner.request.own_limits import (
    below_advice,
    caps,
    check_limits,
    clinician_limits,
    limit_names,
    limit_words,
    own_targets,
)
from planner.request.plan_request import PlanRequest, targets_of

Ask = Callable[..., PlanRequest]


def test_own_limits_replace_those_of_the_standard(ask: Ask) -> None:
    """Floor, ceiling and cap are replaced; the basis names the standard's value."""
    limits = (("max_sodium_mg", 1800.0), ("min_calcium_mg", 1200.0), ("cap_fruit", 200.0))
    request = ask("woman", limits=limits)
    targets = targets_of(request)
    assert targets["sodium_mg"].ceiling == 1800.0
    assert targets["calcium_mg"].floor == 1200.0
    assert "in place of 1000 mg" in targets["calcium_mg"].floor_basis
    rules = {rule.name: rule for rule in build_day_problem(request).rules}
    assert rules["group_cap:day:fruit"].upper == 200.0
    assert rules["nutrient_ceiling:day:sodium_mg"].upper == pytest.approx(1800.0, rel=1e-3)


def test_certificate_judges_by_own_limits(vegan_plan: Plan) -> None:
    """A plan certified by the standard breaks a tighter own limit."""
    sodium = next(r.intake for r in vegan_plan.certificate.adequacy if r.nutrient == "sodium_mg")
    own = (("cap_fruit", 1.0), ("max_sodium_mg", sodium - 1.0), ("min_sodium_mg", 1.0))
    request = PlanRequest.from_raw({**vegan_plan.request.model_dump(), "limits": own})
    broken = {breach.rule for breach in certify(vegan_plan.portions, request).breaches}
    assert broken == {"cap fruit", "ceiling sodium_mg"}


def test_floor_above_an_own_ceiling_is_held_under_it(ask: Ask) -> None:
    """An own ceiling of 600 mg lowers the phosphorus floor of 700 mg, and the basis says so."""
    row = targets_of(ask("woman", limits=(("max_phosphorus_mg", 600.0),)))["phosphorus_mg"]
    assert row.floor == pytest.approx(570.0)
    assert "above your own limit" in row.floor_basis


def test_sodium_may_still_be_asked_for(ask: Ask) -> None:
    """No standard makes sodium a floor; a person who is told to eat salt may."""
    row = targets_of(ask("woman", limits=(("min_sodium_mg", 1500.0),)))["sodium_mg"]
    assert (row.floor, row.floor_basis.startswith("own limit")) == (1500.0, True)


@pytest.mark.parametrize("rule", [r.id for r in all_safety_rules() if r.family == "safety"])
def test_no_safety_rule_can_be_changed(rule: str, ask: Ask) -> None:
    """Safety rules cannot be changed, with or without the prefix of a cap."""
    for name in (rule, f"cap_{rule}"):
        with pytest.raises(InputError):
            ask("woman", limits=((name, 1.0),))


def test_every_name_has_words(ask: Ask) -> None:
    """Every own limit has words without its id."""
    names = limit_names(targets_of(ask("woman")))
    assert {f"cap_{name}" for name in caps()} <= set(names)
    for name in names:
        words = limit_words(name, 7.0)
        assert "_" not in words
        assert "7" in words


def test_request_with_limits_survives_json(ask: Ask) -> None:
    """Own limits survive a round trip through JSON."""
    request = ask("woman", limits=(("max_sodium_mg", 1500.0),))
    assert PlanRequest.from_json(request.model_dump_json()) == request


PEOPLE = (
    Person(sex="female", age=34, height_cm=167, weight_kg=62),
    Person(sex="male", age=70, height_cm=175, weight_kg=80),
    Person(sex="male", age=10, height_cm=140, weight_kg=34),
    Person(sex="female", age=30, height_cm=167, weight_kg=70, pregnant_weeks=20),
)
RAISABLE = frozenset(CEILING_KINDS) - UPPER_LEVELS


@pytest.mark.parametrize("standard", all_standards())
def test_a_level_of_safe_intake_is_lowered_only_and_a_guideline_also_raised(standard: str) -> None:
    """Every ceiling can be lowered; only those that are not upper levels can be raised."""
    met = set()
    for person in PEOPLE:
        targets = own_targets(person, "omnivore", standard)
        for row in targets.rows:
            if row.ceiling is None or row.ceiling_scope == "supplement" or row.unit == "kcal":
                continue
            met.add(row.ceiling_kind)
            name = f"max_{row.nutrient}"
            check_limits(person, targets, ((name, row.ceiling * 0.9),), standard)
            raised = ((name, row.ceiling * 1.01 + 0.01),)
            if row.ceiling_kind in UPPER_LEVELS:
                with pytest.raises(InputError, match="it can only be lowered"):
                    check_limits(person, targets, raised, standard)
            else:
                assert row.ceiling_kind in RAISABLE
                check_limits(person, targets, raised, standard)
    assert met & UPPER_LEVELS
    assert met & RAISABLE


@pytest.mark.parametrize("standard", all_standards())
def test_every_floor_of_every_standard_can_be_raised_and_lowered(standard: str) -> None:
    """Every kind of floor becomes an own floor when it is set."""
    for person in PEOPLE:
        targets = own_targets(person, "omnivore", standard)
        for row in targets.rows[1:]:
            assert (row.floor_kind in FLOOR_KINDS) == (row.floor is not None)
            if row.floor is None:
                continue
            for value in (row.floor * 0.9, row.floor * 1.02):
                limits = check_limits(person, targets, ((f"min_{row.nutrient}", value),), standard)
                changed = own_targets(person, "omnivore", standard, limits)[row.nutrient]
                assert (changed.floor, changed.floor_kind) == (value, FloorKind.OWN)


def test_uk_levels_of_safe_intake_stand() -> None:
    """The UK's safe levels of selenium and retinol cannot be raised."""
    woman = PEOPLE[0]
    for limit in (("max_selenium_ug", 2000.0), ("max_retinol_ug", 20000.0)):
        with pytest.raises(InputError, match="EVM level"):
            PlanRequest(person=woman, standard="uk", limits=(limit,))


ILL = Person(
    sex="male", age=66, height_cm=175, weight_kg=80,
    conditions=("kidney_disease",), medications=("ace_inhibitor",),
)  # fmt: skip


@pytest.mark.parametrize("most", [1500.0, 4200.0])
def test_the_clinicians_limit_goes_before_the_default_in_both_directions(most: float) -> None:
    """Potassium at 1500 or 4200 mg in place of 3000, as the clinician's, and not minimised."""
    request = PlanRequest(person=ILL, limits=(("max_potassium_mg", most),))
    row = targets_of(request)["potassium_mg"]
    assert (row.floor, row.ceiling) == (None, most)
    assert "clinician" in row.ceiling_basis
    assert clinician_limits(ILL, "nasem", request.limits) == {"max_potassium_mg"}
    text = "\n".join(clinical_messages(targets_of(request)))
    assert f"held at or under {most:g} mg (the limit given as your clinician's)" in text
    kept_low = {rule.subject for rule in build_day_problem(request).rules
                if rule.family == "minimised"}  # fmt: skip
    assert kept_low == {"phosphorus_mg"}


def test_the_clinicians_least_amount_is_a_target_again() -> None:
    """A floor of potassium that a clinician sets is planned for and judged."""
    request = PlanRequest(person=ILL, limits=(("min_potassium_mg", 2000.0),))
    row = targets_of(request)["potassium_mg"]
    assert (row.floor, row.floor_kind) == (2000.0, FloorKind.OWN)
    assert "clinician" in row.floor_basis


@pytest.mark.parametrize("name", [*load_conditions(), *load_medications()])
def test_a_least_amount_of_the_clinician_moves_the_default_ceiling(name: str) -> None:
    """Over every condition and medicine: a floor above its default ceiling leaves a plan's room."""
    person = PEOPLE[1].changed(
        conditions=[name] if name in load_conditions() else [],
        medications=[name] if name in load_medications() else [],
    )
    targets = own_targets(person, "omnivore", "nasem")
    for row in targets.rows:
        if row.ceiling_kind is not CeilingKind.CLINICAL or not row.ceiling:
            continue
        if f"min_{row.nutrient}" not in limit_names(targets):
            continue
        wanted = ((f"min_{row.nutrient}", row.ceiling * 1.1),)
        changed = own_targets(person, "omnivore", "nasem", wanted)[row.nutrient]
        assert row.ceiling < changed.floor < changed.ceiling
        assert "clinician" in changed.ceiling_basis
        assert f"in place of {row.ceiling:g}" in changed.ceiling_basis


def test_a_least_amount_above_the_most_is_refused() -> None:
    """At least 1500 and at most 1000 mg of calcium: no plan holds both, and the message says so."""
    with pytest.raises(InputError, match="min_calcium_mg=1500 is above max_calcium_mg=1000"):
        PlanRequest(
            person=PEOPLE[0], limits=(("min_calcium_mg", 1500.0), ("max_calcium_mg", 1000.0))
        )


def test_a_least_amount_above_an_upper_level_is_refused() -> None:
    """50 mg of iron, above the 45 mg that are safe, whoever asks."""
    with pytest.raises(InputError, match="above the"):
        PlanRequest(person=PEOPLE[0], limits=(("min_iron_mg", 50.0),))


def test_a_limit_of_ones_own_may_go_below_a_share_of_energy() -> None:
    """100 g of carbohydrate, under the AMDR of 45 %: planned for, with a note."""
    woman = PEOPLE[0]
    limits = (("max_carbohydrate_g", 100.0),)
    request = PlanRequest(person=woman, limits=limits)
    rules = {rule.key.name for rule in build_day_problem(request).rules}
    assert "macronutrient_range:day:carbohydrate_g" not in rules
    (note,) = below_advice(woman, "nasem", limits)
    assert "that is advice" in note
    assert list(below_advice(woman, "nasem", (("max_carbohydrate_g", 300.0),))) == []


def test_fluid_in_heart_failure_is_the_clinicians_to_set() -> None:
    """2000 g of drinks, milk and soup by default, judged; another figure goes before it."""
    person = PEOPLE[1].changed(conditions=("heart_failure",))
    plate = [Portion(1, "lunch", "water_tap", 2100), Portion(1, "lunch", "coffee_brewed", 100)]
    broken = certify(plate, PlanRequest(person=person)).breaches
    assert any(breach.subject == "fluid_heart_failure" for breach in broken)
    more = PlanRequest(person=person, limits=(("cap_fluid_heart_failure", 2500.0),))
    assert not any(b.subject == "fluid_heart_failure" for b in certify(plate, more).breaches)
    assert clinician_limits(person, "nasem", more.limits) == {"cap_fluid_heart_failure"}
