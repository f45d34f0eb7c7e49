"""Shared fixtures: people, plans solved once a session, a small food table, the program."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from postgres import postgres_server  # noqa: F401 - a fixture

from planner.certification.judge import certify
from planner.cli import main
from planner.nutrition import tables
from planner.nutrition.foods import meal_patterns
from planner.nutrition.foods.food_table import Food, FoodTable, load_foods
from planner.nutrition.foods.items import build_items
from planner.nutrition.foods.meal_patterns import DayPattern, Meal, RoleCount
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.upper_bounds import UpperBound
from planner.nutrition.nutrients import nutrient_ids, nutrient_index
from planner.nutrition.people.person import Person, make_person
from planner.nutrition.sources import manifest
from planner.optimize.model.choices import build_choices
from planner.optimize.model.rules import Context
from planner.planning.make import Plan, make_plan
from planner.planning.plan import SolverReport
from planner.request.plan_request import PlanRequest, targets_of
from planner.request.use_by import UseBy

# The same examples on every machine, and none failed for a slow or a choosy draw: a red run is
# then always a fault.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _nobodys_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests save out of the database of the user who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        path = tmp_path_factory.mktemp("database") / "saved.db"
        patch.setenv("PLANNER_DATABASE_URL", f"sqlite:///{path}")
        yield


_PEOPLE: dict[str, dict[str, Any]] = {
    "woman": {"sex": "female", "age": 34, "height_cm": 167, "weight_kg": 62, "activity": "active"},
    "man": {"sex": "male", "age": 45, "height_cm": 180, "weight_kg": 85},
    "girl": {"sex": "female", "age": 12, "height_cm": 150, "weight_kg": 42, "activity": "active"},
    "boy": {"sex": "male", "age": 16, "height_cm": 176, "weight_kg": 65, "activity": "active"},
    "pregnant": {
        "sex": "female",
        "age": 30,
        "height_cm": 165,
        "weight_kg": 68,
        "pregnant_weeks": 24,
    },
    "breastfeeding": {
        "sex": "female",
        "age": 30,
        "height_cm": 165,
        "weight_kg": 65,
        "lactating_months": 4,
    },
    "old_man": {
        "sex": "male",
        "age": 75,
        "height_cm": 172,
        "weight_kg": 72,
        "activity": "inactive",
    },
    "old_woman": {"sex": "female", "age": 72, "height_cm": 158, "weight_kg": 60},
}


@pytest.fixture(scope="session")
def people() -> dict[str, Person]:
    """Return people of several life stages by name."""
    return {name: make_person(**fields) for name, fields in _PEOPLE.items()}


@pytest.fixture(scope="session")
def ask(people: dict[str, Person]) -> Callable[..., PlanRequest]:
    """Build a request from a name of `people` and any other field."""

    def build(who: str = "woman", **fields: Any) -> PlanRequest:
        return PlanRequest(person=people[who], **fields)

    return build


@pytest.fixture(scope="session")
def plan_for() -> Callable[[PlanRequest], Plan]:
    """Solve a request once a session for all tests."""
    return cache(make_plan)


@pytest.fixture(scope="session")
def vegan_plan(ask: Callable[..., PlanRequest], plan_for: Callable[[PlanRequest], Plan]) -> Plan:
    """Return the plan of the vegan woman."""
    return plan_for(ask("woman", diet="vegan"))


@pytest.fixture(scope="session")
def omnivore_plan(ask: Callable[..., PlanRequest], plan_for: Callable[[PlanRequest], Plan]) -> Plan:
    """Return the plan of the man who eats everything."""
    return plan_for(ask("man"))


@pytest.fixture(scope="session")
def spinach_week(ask: Callable[..., PlanRequest], plan_for: Callable[[PlanRequest], Plan]) -> Plan:
    """Return the week of a woman with spinach at home, which must be eaten by the third day."""
    spinach = UseBy(food="spinach_raw", grams=150.0, day=3)
    return plan_for(ask("woman", days=7, pantry=("spinach_raw",), use_by=(spinach,)))


def _food(food_id: str, subgroup: str, group: str, **changes: Any) -> Food:
    fields: dict[str, Any] = {
        "id": food_id, "name": food_id.replace("_", " ").capitalize(), "source": "sr28",
        "source_id": "00001", "group": group, "subgroup": subgroup, "contains": frozenset(),
        "animal": frozenset(), "fortified": frozenset(), "flags": frozenset(),
        "measure": "piece", "measure_plural": "pieces", "measure_g": 50.0, "least": 1.0,
        "step": 1.0, "usual": 2.0, "day_max_g": 150.0,
        "meals": frozenset({"breakfast", "lunch"}), "everyday": 1, "aisle": "shelf",
        "bought_as": food_id, "kind": food_id.replace("_", " "),
    }  # fmt: skip
    return Food(**{**fields, **changes})


_TINY: tuple[tuple[Food, dict[str, float], dict[str, float]], ...] = (
    (
        _food("bread", "whole_grain_bread", "grain", contains=frozenset({"wheat", "gluten"})),
        {"energy_kcal": 240, "protein_g": 10, "fat_g": 3, "carbohydrate_g": 40, "sodium_mg": 400,
         "magnesium_mg": 80, "niacin_mg": 4, "saturated_fat_g": 1, "monounsaturated_fat_g": 1,
         "polyunsaturated_fat_g": 1},
        {"g_whole_oz": 3.0},
    ),
    (
        _food(
            "milk", "milk", "dairy", animal=frozenset({"milk"}),
            contains=frozenset({"milk", "lactose"}), measure="cup", measure_plural="cups",
            measure_g=240.0, least=0.5, step=0.25, usual=1.0, day_max_g=360.0,
            fortified=frozenset({"vitamin_d"}),
        ),
        {"energy_kcal": 50, "protein_g": 3, "fat_g": 2, "carbohydrate_g": 5, "calcium_mg": 120,
         "vitamin_d_ug": 1, "niacin_mg": 1, "saturated_fat_g": 1},
        {"d_total_cup": 0.4},
    ),
    (
        _food(
            "beef", "red_meat", "meat", animal=frozenset({"beef"}), meals=frozenset({"lunch"}),
            everyday=2,
        ),
        {"energy_kcal": 200, "protein_g": 26, "fat_g": 10, "vitamin_b12_ug": 2.5, "iron_mg": 2.5,
         "saturated_fat_g": 4, "monounsaturated_fat_g": 4},
        {"pf_total_oz": 3.5},
    ),
    (
        _food(
            "oil", "olive_oil", "fat", measure="tablespoon", measure_plural="tablespoons",
            measure_g=13.5, step=0.5, usual=1.0, day_max_g=20.25, meals=frozenset({"lunch"}),
        ),
        {"energy_kcal": 884, "fat_g": 100, "monounsaturated_fat_g": 73, "saturated_fat_g": 14},
        {"oils_g": 100.0},
    ),
    (
        _food(
            "cereal", "fortified_cereal", "grain", meals=frozenset({"breakfast"}), measure="cup",
            measure_plural="cups", measure_g=30.0, usual=1.0, day_max_g=45.0,
            fortified=frozenset({"niacin", "vitamin_b12"}), everyday=3,
        ),
        {"energy_kcal": 360, "protein_g": 7, "carbohydrate_g": 83, "niacin_mg": 60,
         "vitamin_b12_ug": 20, "sodium_mg": 600, "sugars_g": 10, "added_sugars_g": 10},
        {"g_whole_oz": 2.0, "g_refined_oz": 1.0, "add_sugars_tsp": 2.4},
    ),
)  # fmt: skip


@pytest.fixture(scope="session")
def tiny_foods() -> FoodTable:
    """Return five hand-made foods; facts are zero, values not given unknown and at most zero."""
    composition = np.full((len(_TINY), len(nutrient_ids())), np.nan)
    facts = pd.DataFrame(
        0.0, index=[food.id for food, _, _ in _TINY], columns=load_foods().facts.columns
    )
    for row, (food, amounts, pattern) in enumerate(_TINY):
        for name, amount in amounts.items():
            composition[row, nutrient_index()[name]] = amount
        for name, amount in pattern.items():
            facts.loc[food.id, name] = amount
    foods = tuple(food for food, _, _ in _TINY)
    nothing = UpperBound(0.0, "absent", "")
    bounds = {(food.id, name): nothing for food in foods for name in nutrient_ids()}
    return FoodTable(foods, composition, facts, lambda: bounds)


def _count(roles: str, least: int, most: int) -> RoleCount:
    return RoleCount(frozenset(roles.split()), least, most)


@pytest.fixture(scope="session")
def tiny_pattern() -> DayPattern:
    """Return a day of two meals for the small table; both may serve dairy."""
    breakfast = Meal(
        "breakfast",
        "breakfast",
        "Breakfast",
        0.4,
        _count("bread cereal dairy", 1, 3),
        (
            _count("bread", 0, 1),
            _count("cereal", 0, 1),
            _count("dairy", 0, 1),
            _count("bread cereal", 1, 99),
        ),
    )
    lunch = Meal(
        "lunch",
        "lunch",
        "Lunch",
        0.6,
        _count("bread protein dairy fat", 2, 4),
        (
            _count("bread", 1, 1),
            _count("protein", 0, 1),
            _count("dairy", 0, 1),
            _count("fat", 0, 1),
        ),
    )
    return DayPattern((breakfast, lunch), 0.05, 1, {"dairy": 2})


@pytest.fixture(scope="session")
def tiny_context(
    ask: Callable[..., PlanRequest], tiny_foods: FoodTable, tiny_pattern: DayPattern
) -> Callable[..., Context]:
    """Build the context of rules: a request's choices among the small table's foods.

    Seven choices: bread at breakfast and lunch, milk at both, beef and oil at lunch, cereal at
    breakfast.
    """

    def build(who: str = "woman", **fields: Any) -> Context:
        request = ask(who, **fields)
        return Context(
            request,
            targets_of(request),
            build_choices(build_items(tiny_foods, ()), tiny_pattern, request),
        )

    return build


@pytest.fixture(scope="session")
def raw_foods() -> dict[str, dict[str, str]]:
    """Return ``data/foods.csv`` read by the csv module, independently of the planner."""
    with tables.data_path("foods.csv").open(encoding="utf-8", newline="") as file:
        return {row["food_id"]: row for row in csv.DictReader(file)}


@pytest.fixture
def data_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make the program read a copy of ``data/`` that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(tables.data_directory(), folder)
    monkeypatch.setattr(tables, "data_directory", lambda: folder)
    monkeypatch.setattr(manifest, "data_directory", lambda: folder)
    meal_patterns.day_pattern.cache_clear()
    yield folder
    meal_patterns.day_pattern.cache_clear()


@dataclass(frozen=True)
class Ran:
    """The result of one run of the program."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the program in this process."""

    def call(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, shown.out, shown.err)

    return call


@pytest.fixture(scope="session")
def unpromised_plan() -> Plan:
    """Return bread and milk for a man with kidney disease, who takes an ACE inhibitor."""
    person = make_person(
        sex="male", age=66, height_cm=175, weight_kg=80,
        conditions=("kidney_disease",), medications=("ace_inhibitor",),
    )  # fmt: skip
    request = PlanRequest(person=person)
    portions = (Portion(1, "lunch", "white_bread", 100.0), Portion(1, "lunch", "milk_whole", 500.0))
    certificate = certify(portions, request)
    return Plan(
        request=request, targets=targets_of(request), portions=portions, certificate=certificate,
        status="nearest", solver=SolverReport("none", 0.0, 0.0), scores=(), explanation=(),
        warnings=(),
    )  # fmt: skip
