"""Own foods: values per 100 g, declared attributes, and impossible labels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.certification.judge import certify
from planner.errors import InputError
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.knowledge.ingredient_lines import read_line
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.people.diets import all_avoidances, all_diets
from planner.nutrition.people.person import Person, make_person
from planner.optimize.model.choices import forbidden_reason
from planner.request.own_catalog import catalog_of
from planner.request.own_foods import OwnFood, is_own_food_id, read_own_foods
from planner.request.plan_request import PlanRequest

BAR: dict[str, Any] = {
    "name": "Nut bar", "subgroup": "nut", "per": "serving", "serving": "bar",
    "serving_plural": "bars", "serving_g": 40.0,
    "label": [["energy_kcal", 200], ["protein_g", 6], ["fat_g", 12], ["magnesium_mg", 50]],
    "contains": ["tree_nuts"], "checked": True, "meals": ["snack"],
}  # fmt: skip


def test_a_label_per_serving_is_read_per_100_g() -> None:
    """200 kcal in a bar of 40 g are 500 kcal in 100 g; values not given are unknown."""
    amounts = OwnFood.from_raw(BAR, "bar").per_100_g()
    at = nutrient_index()
    assert amounts[at["energy_kcal"]] == pytest.approx(500)
    assert amounts[at["magnesium_mg"]] == pytest.approx(125)
    assert np.isnan(amounts[at["calcium_mg"]])


def test_it_is_a_food_with_the_marks_that_were_declared() -> None:
    """Source, group, allergens and the largest amount a day follow from the fields."""
    food = OwnFood.from_raw(BAR, "bar").as_row().food
    assert (food.source, food.group, food.contains) == ("label", "nut_seed", {"tree_nuts"})
    assert food.day_max_g == 80
    assert food.write_grams(80) == "2 bars"


UNDECLARED: dict[str, Any] = {
    "name": "Milk hazelnut bar", "subgroup": "nut", "serving_g": 40.0, "meals": ["snack"],
    "label": [["energy_kcal", 500], ["protein_g", 8], ["fat_g", 30]],
}  # fmt: skip


def test_contents_are_known_once_they_are_checked_and_no_question_is_open() -> None:
    """The milk hazelnut bar raises questions, which its user answers with a yes or a no."""
    bar = OwnFood.from_raw(UNDECLARED, "bar")
    assert not bar.is_declared
    assert {one.value for one in bar.questions} == {"milk", "lactose", "tree_nuts"}
    assert '"hazelnut" in its name' in bar.undeclared_words
    assert not bar.changed(checked=True).is_declared
    held = bar.changed(contains=("milk", "lactose", "tree_nuts"), checked=True)
    assert held.is_declared
    assert held.as_row().food.animal == {"milk"}  # the milk in it is of an animal
    free = bar.changed(without=("milk", "lactose", "tree_nuts"), checked=True)
    assert free.is_declared
    assert free.undeclared_words == ""
    assert not free.changed(checked=False).is_declared
    with pytest.raises(InputError, match="unknown without 'cheese'"):
        bar.changed(without=("cheese",))


def test_what_is_declared_later_leaves_the_id() -> None:
    """A dish of an own food still finds it once its contents are declared; old ids stay."""
    bar = OwnFood.from_raw(UNDECLARED, "bar")
    assert bar.changed(checked=True, without=("milk",)).id == bar.id
    old = OwnFood.from_raw({key: BAR[key] for key in BAR if key != "checked"}, "bar")
    assert old.id == OwnFood.from_raw(BAR, "bar").id == "own_nut_bar_9426255dc0ba"


def test_marks_that_only_safety_rules_mind_come_from_name_and_kind() -> None:
    """A nut bar is a choking hazard without being asked, unless its user denies it."""
    bar = OwnFood.from_raw(BAR, "bar")
    assert "choking" in bar.as_row().food.flags
    assert "choking" not in bar.changed(without=("choking",)).as_row().food.flags
    jam = OwnFood.from_raw(BAR | {"name": "Grapefruit jam", "subgroup": "jam"}, "jam")
    assert "grapefruit" in jam.as_row().food.flags


SALT: dict[str, Any] = {
    "name": "LoSalt", "subgroup": "salt", "serving": "pinch", "serving_plural": "pinches",
    "serving_g": 0.6, "label": [["energy_kcal", 0], ["sodium_mg", 13_200]], "checked": True,
}  # fmt: skip


def _potassium_at_most(**change: Any) -> float:
    food = OwnFood.from_raw(SALT | change, "salt")
    return catalog_of((food,)).foods.upper_bounds[food.id, "potassium_mg"].per_100_g


def test_potassium_of_a_salt_may_be_all_that_is_not_sodium_chloride() -> None:
    """33 g of sodium chloride leave room for 66 g of potassium chloride, 35 g of potassium."""
    assert _potassium_at_most() == pytest.approx(524.4 * (100 - 13_200 * 2.54e-3))
    assert _potassium_at_most(label=[["energy_kcal", 0]]) == pytest.approx(52_440)
    pure = _potassium_at_most(name="Sea salt", label=[["energy_kcal", 0], ["sodium_mg", 39_300]])
    assert pure < 200
    spice = _potassium_at_most(subgroup="spice")
    assert spice == pytest.approx(_potassium_at_most())  # by its name, whatever its kind
    assert _potassium_at_most(subgroup="spice", without=["potassium_salt"]) < spice


def test_a_salt_of_potassium_chloride_is_not_for_weak_kidneys() -> None:
    """Its name is enough; a salt whose user denies it is held to what its label leaves room for."""
    person = make_person(
        sex="male", age=66, height_cm=175, weight_kg=80, conditions=("kidney_disease",)
    )
    treated = make_person(
        sex="male", age=66, height_cm=175, weight_kg=80, medications=("ace_inhibitor",)
    )
    named = OwnFood.from_raw(SALT | {"label": [*SALT["label"], ["potassium_mg", 34_600]]}, "salt")
    for one in (person, treated):
        request = PlanRequest(person=one, own_foods=(named,))
        assert "potassium" in forbidden_reason(request.catalog.foods.food(named.id), request)
    plain = OwnFood.from_raw(SALT | {"name": "Salt"}, "salt")
    request = PlanRequest(person=person, own_foods=(plain,))
    breaches = certify([Portion(1, "dinner", plain.id, 12.0)], request).breaches
    assert any(breach.rule == "ceiling potassium_mg" for breach in breaches)


FISH: dict[str, Any] = {
    "subgroup": "white_fish", "serving_g": 110.0, "meals": ["dinner"], "checked": True,
    "label": [["energy_kcal", 150], ["protein_g", 23], ["fat_g", 6]], "contains": ["fish"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "counted"),
    [
        ("Swordfish steak", "white_fish", "high_mercury_fish"),
        ("Shark", "oily_fish", "high_mercury_fish"),
        ("Schwertfisch", "red_meat", "high_mercury_fish"),
        ("Tuna steak", "high_mercury_fish", "high_mercury_fish"),
        ("Halibut", "white_fish", "moderate_mercury_fish"),
        ("Cod", "white_fish", "white_fish"),
    ],
)
def test_fish_counts_as_the_kind_that_its_name_tells(name: str, kind: str, counted: str) -> None:
    """Swordfish is high in mercury, whatever kind its user chose, unless the user denies it."""
    fish = OwnFood.from_raw(FISH | {"name": name, "subgroup": kind}, "fish")
    assert fish.as_row().food.subgroup == counted
    if counted != kind:
        assert fish.changed(without=(counted,)).as_row().food.subgroup == kind


def test_shark_gummies_are_no_fish() -> None:
    """A name tells the kind of a food of the same group only."""
    gummies = OwnFood.from_raw(BAR | {"name": "Shark gummies", "subgroup": "candy"}, "gummies")
    assert gummies.as_row().food.subgroup == "candy"


def test_own_swordfish_is_not_for_a_pregnant_woman() -> None:
    """The rule on mercury covers it by its name."""
    fish = OwnFood.from_raw(FISH | {"name": "Swordfish steak"}, "fish")
    person = make_person(sex="female", age=30, height_cm=165, weight_kg=62, pregnant_weeks=20)
    request = PlanRequest(person=person, own_foods=(fish,))
    assert "mercury" in forbidden_reason(request.catalog.foods.food(fish.id), request)


@pytest.mark.parametrize(
    ("label", "marked"),
    [
        ([["energy_kcal", 42], ["sugars_g", 10.6], ["added_sugars_g", 10.6]], True),
        ([["energy_kcal", 42]], True),
        ([["energy_kcal", 1], ["sugars_g", 0]], False),
        ([["energy_kcal", 1], ["carbohydrate_g", 0.1]], False),
    ],
)
def test_figures_of_the_label_go_before_the_kind(label: list[list[Any]], marked: bool) -> None:
    """A soft drink counts as sweetened, unless its label shows that it holds no sugar."""
    drink = OwnFood.from_raw(
        {"name": "Fizz", "subgroup": "soft_drink", "serving_g": 330.0, "label": label}, "drink"
    )
    flags = drink.as_row().food.flags
    assert ("sweetened_drink" in flags) == marked
    assert "alcohol" not in flags
    beer = drink.changed(name="Beer", label=(*drink.label, ("alcohol_g", 4.0)))
    assert "alcohol" in beer.as_row().food.flags


@given(
    diet=st.sampled_from([name for name in all_diets() if name != "omnivore"] + [""]),
    avoid=st.sampled_from(["", *all_avoidances()]),
    declared_as=st.sampled_from(["not", "checked only", "listed only"]),
)
@settings(max_examples=60, deadline=None)
def test_nobody_with_a_diet_or_an_avoidance_gets_what_is_not_declared(
    diet: str, avoid: str, declared_as: str
) -> None:
    """No choice of the model serves it, and the judge refuses it, whatever the diet."""
    bar = OwnFood.from_raw(UNDECLARED, "bar")
    if declared_as == "checked only":
        bar = bar.changed(checked=True)  # the questions are open
    elif declared_as == "listed only":
        bar = bar.changed(contains=("milk", "lactose", "tree_nuts"))
    person = make_person(sex="female", age=34, height_cm=167, weight_kg=62)
    request = PlanRequest(
        person=person, diet=diet or "omnivore", avoid=(avoid,) if avoid else (), own_foods=(bar,)
    )
    food = request.catalog.foods.food(bar.id)
    free = not diet and not avoid
    assert (forbidden_reason(food, request) == "") == free
    breaches = certify([Portion(1, "snack", bar.id, 40.0)], request).breaches
    assert any(breach.food_id == bar.id for breach in breaches) != free


@pytest.mark.parametrize(
    ("conditions", "medications"),
    [(("coeliac_disease",), ()), (("lactose_intolerance",), ()), ((), ("warfarin",))],
)
def test_a_rule_for_the_ill_covers_what_is_not_declared(
    conditions: tuple[str, ...], medications: tuple[str, ...]
) -> None:
    """What an illness or medicine forbids may be in it, so it is left out until it is declared."""
    bar = OwnFood.from_raw(UNDECLARED | {"name": "Bar", "subgroup": "candy"}, "bar")
    person = make_person(
        sex="female", age=34, height_cm=167, weight_kg=62, conditions=conditions,
        medications=medications,
    )  # fmt: skip
    request = PlanRequest(person=person, own_foods=(bar,))
    assert forbidden_reason(request.catalog.foods.food(bar.id), request)
    told = PlanRequest(person=person, own_foods=(bar.changed(checked=True),))
    assert not forbidden_reason(told.catalog.foods.food(bar.id), told)


def test_food_without_energy_is_not_planned() -> None:
    """A plan holds energy within a band, which needs the energy of everything it serves."""
    bar = OwnFood.from_raw(BAR | {"label": [["fat_g", 12]]}, "bar")
    person = make_person(sex="female", age=34, height_cm=167, weight_kg=62)
    request = PlanRequest(person=person, own_foods=(bar,))
    assert "energy" in forbidden_reason(request.catalog.foods.food(bar.id), request)


def test_the_id_tells_two_labels_apart() -> None:
    """Equal labels give equal ids; another value gives another id."""
    one, same = OwnFood.from_raw(BAR, "bar"), OwnFood.from_raw(BAR, "bar")
    other = OwnFood.from_raw(BAR | {"serving_g": 41.0}, "bar")
    assert one.id == same.id != other.id
    assert one.id.startswith("own_nut_bar_")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"subgroup": "moon"}, "unknown subgroup 'moon'"),
        ({"contains": ["cheese"]}, "unknown contains 'cheese'"),
        ({"meals": ["brunch"]}, "unknown meal 'brunch'"),
        ({"label": [["iron", 1]]}, "unknown nutrient 'iron'"),
        ({"label": [["iron_mg", -1]]}, "give 0 or more"),
        ({"label": [["energy_kcal", 380]]}, "energy_kcal 950 is more than 902"),
        ({"label": [["fat_g", 20], ["carbohydrate_g", 23]]}, "add up to 108 g"),
        ({"label": [["fat_g", 5], ["saturated_fat_g", 9]]}, "more than fat_g"),
        ({"label": []}, "label"),
        ({"name": "=1+1"}, "name"),
        ({"serving_g": float("nan")}, "serving_g"),
    ],
)
def test_impossible_labels_are_refused(change: dict[str, Any], words: str) -> None:
    """Each gives a message that names the fault."""
    with pytest.raises(InputError, match=words):
        OwnFood.from_raw(BAR | change, "bar")


@pytest.fixture
def bar_file(tmp_path: Path) -> Path:
    """Write the bar as a file."""
    path = tmp_path / "foods.toml"
    label = {"energy_kcal": 200, "protein_g": 6, "fat_g": 12, "salt_g": 0.1, "magnesium_mg": 60}
    path.write_text(tomli_w.dumps({"food": [BAR | {"label": label}]}), "utf-8")
    return path


def test_salt_on_a_label_is_read_as_sodium(bar_file: Path) -> None:
    """0.1 g of salt in a bar of 40 g is 40 mg of sodium, so 100 mg in 100 g."""
    (bar,) = read_own_foods(bar_file)
    assert bar.per_100_g()[nutrient_index()["sodium_mg"]] == pytest.approx(100)


def test_every_fault_of_a_file_is_listed(tmp_path: Path) -> None:
    """Two bad foods give two messages, each with its place."""
    path = tmp_path / "foods.toml"
    bad = [BAR | {"label": {"iron": 1}}, BAR | {"subgroup": "moon", "label": {"fat_g": 1}}]
    path.write_text(tomli_w.dumps({"food": bad}), "utf-8")
    with pytest.raises(InputError, match=r"(?s)food 1: .*iron.*food 2: .*moon"):
        read_own_foods(path)


def test_a_table_with_own_foods_keeps_what_it_held() -> None:
    """The table's rows keep their order; price is unknown; patterns are the subgroup's mean."""
    bar = OwnFood.from_raw(BAR, "bar")
    table = load_foods().with_foods((bar.as_row(),))
    count = len(load_foods().foods)
    assert table.foods[:count] == load_foods().foods
    assert table.row(bar.id) == count
    assert np.isnan(table.fact(bar.id, "usd_per_100g"))
    nuts = [food.id for food in load_foods().foods if food.subgroup == "nut"]
    mean = np.mean([load_foods().fact(food_id, "pf_nutsds_oz") for food_id in nuts])
    assert table.fact(bar.id, "pf_nutsds_oz") == pytest.approx(mean)


def test_an_own_food_is_planned_written_bought_and_certified(
    run: Callable[..., Any], bar_file: Path, tmp_path: Path
) -> None:
    """A locked own food is in the plan with the label's values; other nutrients are empty."""
    who = ("--sex", "female", "--age", "34", "--height", "167", "--weight", "62")
    own = ("--own-foods", bar_file)
    (bar,) = read_own_foods(bar_file)
    plan, list_file = tmp_path / "day.csv", tmp_path / "list.md"
    made = run("plan", *who, *own, "--lock", f"snack={bar.id}", "-o", plan,
               "--shopping-out", list_file)  # fmt: skip
    assert made.code == 0, made.err
    rows = pd.read_csv(plan)
    (row,) = rows[rows.food_id == bar.id].to_dict("records")
    assert (row["source"], row["meal"]) == ("label", "snack")
    assert row["magnesium_mg"] == pytest.approx(60 * row["grams"] / 40)
    assert np.isnan(row["calcium_mg"])
    assert "Nut bar" in list_file.read_text("utf-8")
    assert run("certify", plan, *who, *own).code == 0
    barred = run("certify", plan, *who, *own, "--avoid", "tree_nuts")
    assert barred.code == 3
    assert "Nut bar contains or is tree nuts" in barred.out + barred.err


def test_an_own_food_of_no_part_of_the_request_is_not_certified(people: dict[str, Person]) -> None:
    """Other requests do not know its id, and the judge refuses it there."""
    bar = OwnFood.from_raw(BAR, "bar")
    portions = [Portion(1, "snack", bar.id, 40.0)]
    request = PlanRequest(person=people["woman"])
    with pytest.raises(InputError, match="unknown food id"):
        certify(portions, request)
    named = PlanRequest(person=people["woman"], own_foods=(bar,))
    table = named.catalog.foods
    rules = {breach.rule for breach in certify(portions, request, foods=table).breaches}
    assert rules - {breach.rule for breach in certify(portions, named).breaches} == {"own food"}


def test_a_recipe_line_is_matched_to_an_own_food() -> None:
    """Matching prefers the user's own food to one of the table."""
    bar = OwnFood.from_raw(BAR | {"name": "Zorblax paste"}, "bar")
    foods = catalog_of((bar,)).foods
    assert read_line("50 g zorblax paste", foods).food_id == bar.id
    assert read_line("50 g zorblax paste").food_id != bar.id


def test_ids_of_own_foods_are_told_from_other_ids() -> None:
    """Ids of own foods are recognised; those of own dishes and of the table are not."""
    names = ("Nut bar", "Käse", "焼き鳥", "x" * 80)
    made = [OwnFood.from_raw(BAR | {"name": name}, "bar").id for name in names]
    assert all(is_own_food_id(food_id) for food_id in made)
    others = ["own_soup", made[0] + "0", *(food.id for food in load_foods().foods)]
    assert not any(is_own_food_id(food_id) for food_id in others)
