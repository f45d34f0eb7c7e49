"""Own dishes whose contents nobody declared: for whom it matters, and what is asked."""

from __future__ import annotations

from typing import Any

import pytest

from planner.certification.judge import certify
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.knowledge.search import diets_of
from planner.nutrition.people.person import make_person
from planner.nutrition.people.rule_kinds import RuleKind
from planner.optimize.model.choices import why_not_served
from planner.request.declared_contents import UNDECLARED
from planner.request.own_dishes import OwnDish, read_own_dishes, write_own_dishes
from planner.request.own_foods import OwnFood
from planner.request.plan_request import PlanRequest
from planner.request.undeclared import minds_contents, undeclared_items

FOODS = load_foods()


def _dish(**changes: Any) -> OwnDish:
    raw = {"id": "own_bowl", "name": "Rice bowl", "meals": ("dinner",),
           "ingredients": (("brown_rice_cooked", 200.0), ("carrots_boiled", 100.0))}  # fmt: skip
    return OwnDish.from_raw(raw | changes, "dish")


def _request(dish: OwnDish, **fields: Any) -> PlanRequest:
    conditions = fields.pop("conditions", ())
    person = make_person(sex="male", age=40, height_cm=178, weight_kg=75, conditions=conditions)
    return PlanRequest(person=person, own_dishes=(dish,), **fields)


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"name": "Peanut rice"}, "peanut"),
        ({"left_out": ("2 tbsp hazelnut butter",)}, "tree nuts"),
        ({"left_out": ("a pinch of something",)}, "1 lines of its recipe are left out"),
    ],
)
def test_what_words_suggest_and_no_ingredient_has_is_asked(
    changes: dict[str, Any], asked: str
) -> None:
    """Till it is denied nobody who minds gets the dish, in the model and in the certificate."""
    dish = _dish(**changes)
    assert asked in dish.undeclared_words(FOODS)
    for fields in ({"diet": "vegan"}, {"avoid": ("peanut",)}, {"conditions": ("coeliac_disease",)}):
        request = _request(dish, **fields)
        assert minds_contents(request)
        assert why_not_served(request, dish.id, "dinner").why == UNDECLARED
        eaten = [Portion(1, "dinner", name, grams, dish.id) for name, grams in dish.ingredients]
        broken = [breach.rule for breach in certify(eaten, request).breaches]
        assert "own food" in broken
        assert undeclared_items(request) == (dish.undeclared_words(FOODS),)
    values = {value for _, value in dish.as_dish().open_questions(FOODS)}
    told = dish.changed(checked=True, without=tuple(values))
    assert told.undeclared_words(FOODS) == ""
    request = _request(told, diet="vegan")
    assert why_not_served(request, told.id, "dinner").why != UNDECLARED
    assert "vegan" in diets_of(told.as_dish(), FOODS)
    assert "vegan" not in diets_of(dish.as_dish(), FOODS)


def test_it_is_served_to_whom_it_does_not_concern() -> None:
    """Without a diet, an avoidance or such an illness it may be served, and is told of."""
    request = _request(_dish(name="Peanut rice"))
    assert not minds_contents(request)
    assert why_not_served(request, "own_bowl", "dinner").why != UNDECLARED
    assert len(undeclared_items(request)) == 1


def test_ingredient_answers_the_question() -> None:
    """Peanut rice with peanut butter in it is declared by that."""
    butter = next(food.id for food in FOODS.foods if "peanut" in food.contains)
    dish = _dish(name="Peanut rice", ingredients=(("brown_rice_cooked", 200.0), (butter, 20.0)))
    assert dish.undeclared_words(FOODS) == ""


def test_old_and_new_files_are_read(tmp_path: Any) -> None:
    """A dish without the new fields loads; one with them comes back as it was."""
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(
        '[[dish]]\nid = "own_bowl"\nname = "Rice bowl"\nmeals = ["dinner"]\n'
        'ingredients = [["brown_rice_cooked", 200.0]]\n',
        "utf-8",
    )
    (dish,) = read_own_dishes(old)
    assert dish.undeclared_words(FOODS) == ""
    told = _dish(left_out=("salt",), checked=True, without=("milk",))
    new.write_text(write_own_dishes([told]), "utf-8")
    assert read_own_dishes(new) == (told,)


def test_unknown_carbohydrate_of_an_own_food_counts_in_a_meal() -> None:
    """A bar without carbohydrate on its label fills a diabetic's snack as the worst of its kind."""
    bar = OwnFood.from_raw(
        {"name": "Bar", "subgroup": "candy", "serving_g": 100.0, "checked": True,
         "label": [["energy_kcal", 400]], "meals": ["snack"]},
        "bar",
    )  # fmt: skip
    person = make_person(
        sex="male", age=40, height_cm=178, weight_kg=75, conditions=("diabetes",),
        medications=("insulin",),
    )  # fmt: skip
    request = PlanRequest(person=person, own_foods=(bar,))
    table = request.catalog.foods
    most = table.upper_bounds[bar.id, "carbohydrate_g"].per_100_g
    assert most > 50
    broken = certify([Portion(1, "snack", bar.id, 100.0)], request).breaches
    (meal,) = (breach for breach in broken if breach.kind is RuleKind.MEAL)
    assert f"{most:.0f} g are over it" in meal.message
