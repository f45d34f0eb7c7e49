"""What if: unknown names are refused, only the named fields change, and plans compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.errors import InputError
from planner.explain.markdown import comparison_lines
from planner.explain.what_if import change_of, compare
from planner.nutrition.foods.food_table import load_foods
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.make import Plan
from planner.request.plan_request import PlanRequest, targets_of

Ask = Callable[..., PlanRequest]


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"allow": ["peanut"]}, "avoid", ("milk",)),
        ({"allow": ["olive_oil"]}, "exclude", ()),
        ({"forbid": ["soy"]}, "avoid", ("milk", "peanut", "soy")),
        ({"forbid": ["mujaddara_salad"]}, "exclude", ("mujaddara_salad", "olive_oil")),
        ({"diet": "vegetarian"}, "diet", "vegetarian"),
        ({"standard": "nasem"}, "standard", "nasem"),
        ({"limits": (("max_sodium_mg", 1500.0),)}, "limits", (("max_sodium_mg", 1500.0),)),
        ({"limits": (("cap_fruit", 200.0),)}, "limits", (("cap_fruit", 200.0),)),
    ],
)
def test_change_touches_its_own_field_alone(
    change: dict[str, object], field: str, value: object, ask: Ask
) -> None:
    """Only the named fields of the request change."""
    request = ask("woman", avoid=("milk", "peanut"), exclude=("olive_oil",))
    made = change_of(request, **change)  # type: ignore[arg-type]
    assert getattr(made.request, field) == value
    same = made.request.changed(**{field: getattr(request, field)})
    assert same == request
    assert made.words


def test_energy_is_that_of_the_person(ask: Ask) -> None:
    """An own energy target replaces the computed one; one below the safe floor is refused."""
    request = ask("woman")
    assert change_of(request, energy=2100.0).request.person.energy_kcal == 2100.0
    with pytest.raises(InputError, match="safe floor"):
        change_of(request, energy=700.0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"limits": (("max_sodum_mg", 1.0),)}, "did you mean max_sodium_mg"),
        ({"limits": (("cap_brazil_nuts", 50.0),)}, "a safety rule .* cannot be changed"),
        ({"limits": (("max_retinol_ug", 9000.0),)}, "can only be lowered"),
        ({"limits": (("max_sodium_mg", -1.0),)}, "a number from 0"),
        ({"allow": ["cow"]}, "unknown food, dish or group 'cow'"),
        ({"allow": ["egg"]}, "it is not avoided; the request leaves out: nothing"),
        ({"allow": ["salmon_caesar_salad"]}, "the vegan diet leaves out"),
        ({"forbid": ["tofoo"]}, "did you mean .*tofu"),
        ({"diet": "vegann"}, "did you mean vegan"),
        ({"standard": "none"}, "unknown standard"),
    ],
)
def test_name_that_is_none_is_refused(change: dict[str, object], words: str, ask: Ask) -> None:
    """One message for each fault, with the nearest valid names."""
    with pytest.raises(InputError, match=words) as caught:
        change_of(ask("woman", diet="vegan"), **change)  # type: ignore[arg-type]
    assert caught.value.exit_code == 2


def test_limit_of_a_condition_is_the_clinicians(ask: Ask) -> None:
    """What kidney disease limits may be asked otherwise: the figure is named the clinician's."""
    request = ask("man")
    person = request.person.changed(conditions=("kidney_disease",))
    kidney = request.changed(person=person)
    for limit, value in (("min_potassium_mg", 2000.0), ("max_sodium_mg", 1500.0)):
        changed = change_of(kidney, limits=((limit, value),))
        row = targets_of(changed.request)[limit.partition("_")[2]]
        assert "clinician" in f"{row.floor_basis} {row.ceiling_basis}"


def test_changed_plan_is_solved_and_set_beside(vegan_plan: Plan) -> None:
    """Without soy: certified, without soy, and the differences are those of the two plans."""
    found = compare(vegan_plan, change_of(vegan_plan.request, forbid=["soy"]))
    assert found.changed.certificate.certified
    assert found.changed.request.avoid == ("soy",)
    assert found.changed.request.tastes == vegan_plan.request.tastes
    foods = load_foods()
    assert not [r for r in found.changed.portions if "soy" in foods.food(r.food_id).contains]
    intakes = {row.nutrient: row.intake for row in found.changed.certificate.adequacy}
    assert {row.id: row.changed for row in found.nutrients()} == intakes
    scores = {score.id: score.value for score in vegan_plan.scores}
    assert {row.id: row.standing for row in found.scores()} == scores
    assert found.gone()
    lines = list(comparison_lines(found))
    assert lines[0] == "# What if: no soy"
    assert any(line.startswith("| Calcium | ") for line in lines)


def test_change_without_a_plan_says_why(vegan_plan: Plan) -> None:
    """No fortified foods for a vegan: no plan; the change precedes the reason."""
    change = change_of(vegan_plan.request, forbid=["fortified"])
    with pytest.raises(NoCertifiedPlanError, match="what if no fortified foods: vegan without"):
        compare(vegan_plan, change)


def test_nothing_changed_is_refused(vegan_plan: Plan) -> None:
    """A change that leaves the request as it is raises InputError."""
    with pytest.raises(InputError, match="the request is unchanged"):
        compare(vegan_plan, change_of(vegan_plan.request))


def test_forbidding_what_is_locked_asks_for_it_no_longer(omnivore_plan: Plan) -> None:
    """Excluding a food that is locked and liked removes its lock and taste."""
    request = omnivore_plan.request.changed(
        lock=("avocado", "dinner=banana"), tastes=(("avocado", 2.0), ("banana", 1.0))
    )
    changed = change_of(request, forbid=("avocado",)).request
    assert changed.exclude == ("avocado",)
    assert changed.lock == ("dinner=banana",)
    assert changed.tastes == (("banana", 1.0),)
