"""Locks, exclusions, tastes, time, cuisine, pantry, budget and snacks."""

from __future__ import annotations

from typing import Any

import pytest

from planner import InputError, Person, PlanRequest, make_person, make_plan
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.planning.day import build_day_problem
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.plan import Plan


@pytest.fixture(scope="module")
def person() -> Person:
    return make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")


def dishes(plan: Plan) -> dict[str, set[str]]:
    """Return the dishes of each meal."""
    found: dict[str, set[str]] = {}
    for row in plan.portions:
        if row.dish:
            found.setdefault(row.meal, set()).add(row.dish)
    return found


def test_a_day_is_a_dish_a_meal(person: Person) -> None:
    """Breakfast, lunch and dinner have one dish each, at an allowed scale."""
    plan = make_plan(PlanRequest(person=person, seed=5))
    for meal in ("breakfast", "lunch", "dinner"):
        assert len(dishes(plan)[meal]) == 1
    for row in plan.portions:
        if row.dish:
            dish = load_dishes()[row.dish]
            assert row.scale in dish.scales
            assert row.grams == pytest.approx(dict(dish.ingredients)[row.food_id] * row.scale)


def test_lock_ban_and_time(person: Person) -> None:
    """A locked dish is served, an excluded one not, and dishes keep the limit of minutes."""
    lock = "lentil_cottage_pie" if "lentil_cottage_pie" in load_dishes() else "dal_brown_rice"
    name = next(d.id for d in load_dishes().values() if "dinner" in d.meals and d.id != lock)
    request = PlanRequest(
        person=person,
        lock=(f"dinner={name}",),
        exclude=(lock,),
        max_minutes=(("breakfast", 10), ("lunch", 20)),
    )
    served = dishes(make_plan(request))
    assert served["dinner"] == {name}
    assert all(lock not in found for found in served.values())
    assert all(load_dishes()[dish].total_minutes <= 10 for dish in served["breakfast"])
    assert all(load_dishes()[dish].total_minutes <= 20 for dish in served["lunch"])


def test_seeds_locks_and_tastes_share_what_is_built(person: Person) -> None:
    """Preferences do not change the choices; a lock adds one rule."""
    plain = build_day_problem(PlanRequest(person=person))
    seeded = build_day_problem(
        PlanRequest(person=person, seed=9, tastes=(("rolled_oats_dry", 1.0),))
    )
    locked = build_day_problem(PlanRequest(person=person, lock=("dinner=mujaddara_salad",)))
    banned = build_day_problem(PlanRequest(person=person, exclude=("rolled_oats_dry",)))
    assert seeded.context.choices is locked.context.choices is plain.context.choices
    assert banned.context.choices is not plain.context.choices
    assert seeded.rules == plain.rules
    assert [rule.family for rule in locked.rules[len(plain.rules) :]] == ["lock"]


@pytest.mark.parametrize(
    "asked",
    [
        {"tastes": (("oat_milk_fortified", 2.0),)},
        {"pantry": ("oat_milk_fortified",)},
        {"lock": ("oat_milk_fortified",)},
        {"can_get": ("oat_milk_fortified",)},
    ],
)
def test_who_asks_for_a_version_may_choose_it(person: Person, asked: dict[str, Any]) -> None:
    """Oat milk is a choice of an omnivore's day where they ask for it, and only there."""

    def is_choice(request: PlanRequest) -> bool:
        choices = build_day_problem(request, with_locks=False).context.choices
        return "oat_milk_fortified" in choices.item_id

    assert is_choice(PlanRequest(person=person, **asked))
    assert not is_choice(PlanRequest(person=person))


def test_simple_meals_and_snacks(person: Person) -> None:
    """A simple meal has no dish; three snacks are three meals."""
    plan = make_plan(PlanRequest(person=person, simple=("lunch",), snacks=3))
    assert "lunch" not in dishes(plan)
    pattern = build_day_problem(plan.request).context.choices.pattern
    assert [meal.name for meal in pattern.meals].count("snack") == 3
    assert sum(meal.energy_share for meal in pattern.meals) == pytest.approx(1)


def test_no_snack_at_all(person: Person) -> None:
    """Without snacks the three meals share the day's energy."""
    plan = make_plan(PlanRequest(person=person, snacks=0))
    assert {row.meal for row in plan.portions} == {"breakfast", "lunch", "dinner"}


def test_tastes_and_pantry_move_the_plan(person: Person) -> None:
    """A liked food and one of the pantry have fewer points than a disliked one."""
    costs = []
    for taste in (3.0, -3.0):
        request = PlanRequest(person=person, tastes=(("legume", taste),))
        costs.append(build_day_problem(request).model().problem.cost.sum())
    assert costs[0] < costs[1]
    plain = build_day_problem(PlanRequest(person=person)).model().problem.cost
    stocked = (
        build_day_problem(PlanRequest(person=person, pantry=("lentils_boiled",)))
        .model()
        .problem.cost
    )
    assert (stocked <= plain + 1e-12).all()
    assert (stocked < plain - 0.1).any()


def test_budget_is_kept_or_explained(person: Person) -> None:
    """A budget is kept by known prices; an impossible one is named with the least cost."""
    plan = make_plan(PlanRequest(person=person, budget_usd=8.0))
    foods = load_foods()
    price = foods.facts["usd_per_100g"].fillna(0.0)
    cost = sum(price[row.food_id] * row.grams / 100 for row in plan.portions)
    assert cost <= 8.0 + 1e-6
    with pytest.raises(
        NoCertifiedPlanError, match=r"at most 1.00 USD .* cannot be kept; the least a day"
    ) as no:
        make_plan(PlanRequest(person=person, budget_usd=1.0))
    assert any(change.startswith("spend up to ") for change in no.value.changes)
    nearest = no.value.find_nearest()
    assert nearest is not None
    assert nearest.status == "nearest"


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (
            {"diet": "vegan", "lock": ("baked_salmon_potatoes_kale",)},
            "the vegan diet leaves out fish",
        ),
        (
            {"lock": ("dinner=mujaddara_salad", "dinner=salmon_spinach_pasta")},
            "exactly one dish at dinner cannot all hold",
        ),
        ({"lock": ("breakfast=salmon_spinach_pasta",)}, "not served at breakfast"),
    ],
)
def test_locks_that_cannot_be(person: Person, wishes: dict[str, object], words: str) -> None:
    """Impossible locks are named: against the diet, two in one meal, in the wrong meal."""
    request = PlanRequest.from_raw({"person": person, **wishes})
    with pytest.raises(NoCertifiedPlanError, match=words) as no:
        make_plan(request)
    assert any("do not ask for" in change for change in no.value.changes)


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"lock": ("supper=mujaddara_salad",)}, "unknown meal 'supper'"),
        ({"lock": ("no_such_dish_at_all",)}, "unknown food or dish id"),
        ({"tastes": (("kale_raw", 9.0),)}, "weight is from -3 to 3"),
        ({"max_minutes": (("dinner", 0),)}, "allowed are 1 to"),
        ({"cuisine": ("martian",)}, "unknown cuisine"),
        ({"pantry": ("moon_cheese",)}, "unknown food id"),
        ({"snacks": 9}, "snacks"),
        ({"budget_usd": -1}, "budget_usd"),
    ],
)
def test_bad_wishes(person: Person, wishes: dict[str, object], words: str) -> None:
    """Each invalid wish is refused by name."""
    with pytest.raises(InputError, match=words):
        PlanRequest.from_raw({"person": person, **wishes})


@pytest.mark.parametrize("objective", ["cheapest", "quickest", "lowest_carbon", "fewest_foods"])
def test_objectives_beat_balanced_at_their_own_goal(person: Person, objective: str) -> None:
    """Each objective's day is at least as good as the balanced one by its own measure."""
    goal = {
        "cheapest": "cost",
        "quickest": "active_minutes",
        "lowest_carbon": "carbon",
        "fewest_foods": "distinct_foods",
    }[objective]
    values = []
    for name in (objective, "balanced"):
        plan = make_plan(PlanRequest(person=person, objective=name, seed=2))
        values.append(next(score.value for score in plan.scores if score.id == goal))
    assert values[0] is not None
    assert values[1] is None or values[0] <= values[1] + 1e-9
