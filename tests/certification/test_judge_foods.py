"""The certificate's rules on foods: diet, allergens, exclusions, kosher meals, safety limits."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.certification.certificate import Breach, Certificate
from planner.certification.judge import certify
from planner.errors import InputError
from planner.nutrition.foods.portions import Portion
from planner.planning.make import Plan
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
Raw = dict[str, dict[str, str]]


def rules(certificate: Certificate) -> set[str]:
    """Return the names of the broken rules."""
    return {breach.rule for breach in certificate.breaches}


def breach_of(certificate: Certificate, rule: str) -> Breach:
    """Return the only breach of a rule."""
    (found,) = (breach for breach in certificate.breaches if breach.rule == rule)
    return found


def with_food(
    plan: Plan, food_id: str, **changes: object
) -> tuple[tuple[Portion, ...], PlanRequest]:
    """Add a food to a plan's lunch, and change its request."""
    portions = (*plan.portions, Portion(1, "lunch", food_id, 1.0))
    return portions, plan.request.changed(**changes)


def test_animal_food_breaks_a_vegan_plan(vegan_plan: Plan) -> None:
    """One gram of cheddar, and the breach names diet, day, food and reason."""
    breach = breach_of(certify(*with_food(vegan_plan, "cheddar_cheese")), "diet vegan")
    assert (breach.day, breach.food_id) == (1, "cheddar_cheese")
    assert "milk" in breach.message


def test_every_animal_food_breaks_a_vegan_plan(raw_foods: Raw, ask: Ask) -> None:
    """Over the whole table: any food with an animal origin in its row is named."""
    animal = [food_id for food_id, row in raw_foods.items() if row["animal"]]
    found = certify([Portion(1, "lunch", name, 1.0) for name in animal], ask(diet="vegan"))
    assert len(animal) > 200
    assert {b.food_id for b in found.breaches if b.rule == "diet vegan"} == set(animal)


def test_allergen_breaks_the_plan(omnivore_plan: Plan) -> None:
    """Almonds break the rule of a person who avoids tree nuts."""
    found = certify(*with_food(omnivore_plan, "almonds", avoid=("tree_nuts",)))
    assert "almonds" in {b.food_id for b in found.breaches if b.rule == "avoid tree_nuts"}


def test_excluded_food_breaks_the_plan(vegan_plan: Plan) -> None:
    """An excluded food in the plan is a breach."""
    own = vegan_plan.portions[0].food_id
    request = vegan_plan.request.changed(exclude=(own,))
    breach = breach_of(certify(vegan_plan.portions, request), "exclude")
    assert (breach.day, breach.food_id) == (1, own)


def test_meat_and_milk_in_one_meal_break_kosher_style(ask: Ask) -> None:
    """Together in one meal they are a breach that names the meal; in two meals they are not."""
    request = ask(diet="kosher_style")
    beef = Portion(1, "lunch", "ground_beef_93_lean", 85)
    milk = Portion(1, "dinner", "milk_whole", 244)
    assert "diet kosher_style" not in rules(certify([beef, milk], request))
    breach = breach_of(certify([beef, replace(milk, meal="lunch")], request), "diet kosher_style")
    assert breach.day == 1
    assert breach.message == "lunch holds beef with milk"


def test_kosher_days_are_told_apart(ask: Ask) -> None:
    """Meat at lunch on one day and milk at lunch on another are no breach."""
    eaten = [
        Portion(1, "lunch", "ground_beef_93_lean", 85),
        Portion(2, "lunch", "milk_whole", 244),
    ]
    assert "diet kosher_style" not in rules(certify(eaten, ask(diet="kosher_style")))


def test_diet_minimum_is_asked_for(ask: Ask) -> None:
    """A Mediterranean day without olive oil is a breach."""
    request = ask("man", diet="mediterranean")
    none = certify([Portion(1, "lunch", "lentils_boiled", 198)], request)
    assert "olive oil" in breach_of(none, "diet mediterranean").message
    some = [Portion(1, "lunch", "olive_oil", 13.5), Portion(1, "lunch", "lentils_boiled", 198)]
    assert "diet mediterranean" not in rules(certify(some, request))


def test_unsafe_food_breaks_the_plan(omnivore_plan: Plan, ask: Ask) -> None:
    """Liver in pregnancy and wine for anybody: the breach names the food and the reason."""
    found = certify([Portion(1, "dinner", "beef_liver", 20)], ask("pregnant"))
    breach = breach_of(found, "safety liver_pregnancy")
    assert breach.food_id == "beef_liver"
    assert "pregnancy" in breach.message
    wine = breach_of(certify(*with_food(omnivore_plan, "wine_red")), "safety alcohol")
    assert wine.food_id == "wine_red"


@pytest.mark.parametrize(
    ("food_id", "most_g", "rule"),
    [
        ("spinach_boiled", 100, "safety oxalate_greens"),
        ("brazil_nuts", 10, "safety brazil_nuts"),
    ],
)
def test_safety_limits_hold_per_day(food_id: str, most_g: float, rule: str, ask: Ask) -> None:
    """The limit itself is allowed, a gram more is not; the meals of a day are summed."""
    request = ask("man")
    half = Portion(1, "lunch", food_id, most_g / 2)
    rest = replace(half, meal="dinner")
    assert rule not in rules(certify([half, rest], request))
    over = [half, replace(rest, grams=most_g / 2 + 1)]
    assert breach_of(certify(over, request), rule).day == 1
    two_days = [half, replace(rest, day=2, grams=most_g / 2 + 1)]
    assert rule not in rules(certify(two_days, request))


@pytest.mark.parametrize("grams", [0.0, -100.0, math.nan, math.inf])
def test_a_weight_that_is_none_breaks_the_plan(grams: float, vegan_plan: Plan) -> None:
    """Zero, negative and infinite grams are refused."""
    portions = (*vegan_plan.portions, Portion(1, "lunch", "lentils_boiled", grams))
    with np.errstate(invalid="ignore"):
        breach = breach_of(certify(portions, vegan_plan.request), "portion")
    assert breach.food_id == "lentils_boiled"


def test_unknown_food_is_an_input_error(ask: Ask) -> None:
    """A food that is not in the table cannot be judged."""
    with pytest.raises(InputError, match="unknown food id"):
        certify([Portion(1, "lunch", "ambrosia", 10)], ask())


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_forbidden_food_anywhere_is_found(
    data: st.DataObject, vegan_plan: Plan, raw_foods: Raw
) -> None:
    """A gram of any forbidden food, in any meal of any day, breaks its rule on that day."""
    kind = data.draw(st.sampled_from(["diet vegan", "avoid sesame", "exclude"]))
    banned = {
        "diet vegan": [name for name, row in raw_foods.items() if row["animal"]],
        "avoid sesame": [
            name
            for name, row in raw_foods.items()
            if "sesame" in row["contains"].split(";") and not row["animal"]
        ],
        "exclude": ["quinoa_cooked"],
    }[kind]
    bad = Portion(
        data.draw(st.integers(1, 3)),
        data.draw(st.sampled_from(["breakfast", "lunch", "dinner", "snack"])),
        data.draw(st.sampled_from(banned)),
        data.draw(st.floats(0.01, 500)),
    )
    request = vegan_plan.request.changed(avoid=("sesame",), exclude=("quinoa_cooked",))
    found = certify([*vegan_plan.portions, bad], request)
    assert not found.certified
    assert any(
        (breach.rule, breach.day, breach.food_id) == (kind, bad.day, bad.food_id)
        for breach in found.breaches
    )


def test_reason_that_the_name_gives_is_not_repeated(ask: Ask) -> None:
    """Honey is not vegan, which needs no "honey" after it; of cheddar "milk" is said."""
    eaten = [Portion(1, "lunch", name, 10.0) for name in ("honey", "cheddar_cheese")]
    found = certify(eaten, ask(diet="vegan"))
    honey, cheddar = (b.message for b in found.breaches if b.rule == "diet vegan")
    assert honey == "Honey is not vegan"
    assert cheddar.endswith(" is not vegan: milk")
