"""The smallest change of an eaten day: judged apart from the model, and nothing kept is touched."""

from __future__ import annotations

import pytest

from planner import PlanRequest, make_person
from planner.certification.adequacy import adequacy_of
from planner.errors import InputError
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import Portion
from planner.planning.least_change import ChangeKind, LeastChange, least_changes
from planner.request.plan_request import targets_of

MAN = make_person(sex="male", age=45, height_cm=180, weight_kg=85, activity="low_active")
DAY = tuple(
    Portion(1, meal, food, grams)
    for meal, food, grams in (
        ("breakfast", "corn_flakes", 40.0), ("breakfast", "milk_2_percent", 200.0),
        ("breakfast", "coffee_brewed", 480.0), ("lunch", "white_bread", 116.0),
        ("lunch", "deli_ham", 56.0), ("lunch", "cola", 370.0),
        ("dinner", "ground_beef_85_lean", 170.0), ("dinner", "pasta_cooked", 250.0),
        ("snack", "ice_cream_vanilla", 132.0), ("snack", "banana", 118.0),
    )
)  # fmt: skip
ADDED = frozenset(
    {"atlantic_salmon_farmed_cooked", "raspberries", "almonds", "spinach_boiled",
     "black_beans_boiled", "soy_milk_fortified", "yogurt_plain_low_fat"}
)  # fmt: skip


@pytest.fixture(scope="module")
def found() -> tuple[LeastChange, ...]:
    """Return the best with one, two and three changes; coffee and dinner stay."""
    keep = frozenset({"coffee_brewed", "dinner"})
    return least_changes(DAY, PlanRequest(person=MAN), at_most=3, keep=keep, may_add=ADDED)


def test_more_changes_reach_more(found: tuple[LeastChange, ...]) -> None:
    """Each answer has one change more at most, is proven, and the last reaches the most."""
    assert [len(one.changes) for one in found] == sorted(len(one.changes) for one in found)
    assert all(one.is_proven and len(one.changes) <= count for count, one in enumerate(found, 1))
    assert len(found[-1].missed) < len(found[0].missed)


def test_what_is_kept_stays(found: tuple[LeastChange, ...]) -> None:
    """Coffee and the whole dinner are as they were, and only foods that may be are added."""
    for one in found:
        kept = [row for row in one.portions if row.meal == "dinner"]
        assert kept == [row for row in DAY if row.meal == "dinner"]
        assert any((row.food_id, row.grams) == ("coffee_brewed", 480.0) for row in one.portions)
        added = {each.food_id for each in one.changes if each.kind is ChangeKind.ADD}
        assert added <= ADDED


def test_answers_are_judged_from_their_portions(found: tuple[LeastChange, ...]) -> None:
    """What an answer says of every nutrient is what its grams alone give."""
    request = PlanRequest(person=MAN)
    for one in found:
        for said in one.adequacy:
            row = targets_of(request)[said.nutrient]
            again = adequacy_of(1, one.portions, row, load_foods(), request=request, doses=())
            assert again == said


def test_a_vegan_is_offered_no_fish() -> None:
    """Nothing is added that the diet leaves out."""
    (one,) = least_changes(
        DAY, PlanRequest(person=MAN, diet="vegan"), at_most=1,
        may_add=frozenset({"atlantic_salmon_farmed_cooked", "soy_milk_fortified"}),
    )  # fmt: skip
    assert all("salmon" not in each.food_id for each in one.changes)


def test_a_day_without_food_is_refused() -> None:
    """There is nothing to change."""
    with pytest.raises(InputError, match="holds no food"):
        least_changes((), PlanRequest(person=MAN))
