"""Faults of recipes as a cook reads them; each test mends or breaks one sound recipe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.nutrition.checks.recipes import main, recipe_faults
from planner.nutrition.foods.dishes import Dish, Handling, Step, even_scales, load_dishes
from planner.nutrition.foods.food_table import load_foods

FOODS = load_foods()
SOUND = Dish(
    id="pot", name="Lentil pot", base="pot", meals=frozenset({"dinner"}), cuisine="german",
    servings=2, active_minutes=10, total_minutes=40, keeps_days=3, scales=even_scales((1.0,)),
    ingredients=(("lentils_boiled", 150.0), ("olive_oil", 7.0), ("carrot_raw", 60.0)),
    method=(
        Step("Fry {carrot_raw|the carrots} in {olive_oil|the oil} for 5 minutes."),
        Step("Add {lentils_boiled|the lentils} and {water:500 ml} and simmer for 25 minutes."),
    ),
    handlings=(("lentils_boiled", Handling("dry")), ("olive_oil", Handling("ready"))),
)  # fmt: skip


def faults(**changes: object) -> list[str]:
    """Return the faults of the sound recipe with some changes, without those of missing names."""
    dish = replace(SOUND, **{"handlings": _handlings(), **changes})  # type: ignore[arg-type]
    found = recipe_faults(dish, FOODS)
    return [fault for fault in found if "kitchen_foods.csv" not in fault]


def _handlings(**changes: Handling) -> tuple[tuple[str, Handling], ...]:
    sound = {**dict(SOUND.handlings), "carrot_raw": Handling("raw")}
    return tuple({**sound, **changes}.items())


def test_sound_recipe() -> None:
    """A sound recipe has no fault."""
    assert faults() == []


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("Stir in {milk_1_percent}.", "names milk_1_percent, which is not in it"),
        ("Stir in {milk_1_percent", "brace"),
        ("Stir in {Milk}.", "no token"),
        ("Add {water:100 ml} of hot water.", "says water twice"),
        ("Add 200 ml of the liquid.", "amount outside a token: '200 ml'"),
        ("Bake at 200 °C.", "amount outside a token"),
        ("Serve with peanut butter.", "names 'peanut butter', which is not in it"),
        ("Simmer for 20 minutes more.", "its steps take 50 minutes, and it claims 40"),
        ("Leave it overnight.", "takes a night"),
    ],
)
def test_faults_of_a_step(step: str, words: str) -> None:
    """A step that names what is not there, or takes time that is not claimed, is a fault."""
    assert any(words in fault for fault in faults(method=(*SOUND.method, Step(step))))


def test_unused_ingredient() -> None:
    """An ingredient that no step uses is a fault, but not one that the remaining ones cover."""
    method = SOUND.method[1:]
    assert any("no step uses carrot_raw" in fault for fault in faults(method=method))
    assert faults(method=(*method, Step("Add the remaining ingredients."))) == []


def test_states() -> None:
    """A state contradicts how a food is bought, or what the steps do with it."""
    ready = _handlings(lentils_boiled=Handling("ready"))
    assert any("listed ready" in fault for fault in faults(handlings=ready))
    dry = _handlings(carrot_raw=Handling("dry"))
    assert any("not bought dry" in fault for fault in faults(handlings=dry))
    ahead = _handlings(lentils_boiled=Handling("ahead"))
    assert any("no step to do ahead" in fault for fault in faults(handlings=ahead))
    can = _handlings(lentils_boiled=Handling("can"))
    boiled = (SOUND.method[0], Step("Boil the {lentils_boiled|lentils} for 20 minutes."))
    assert any("listed as can" in fault for fault in faults(handlings=can, method=boiled))
    assert faults(method=boiled) == []


def test_forms_and_yields() -> None:
    """What is not sold in cans or frozen cannot be taken so, and a yield stays within reason."""
    frozen = _handlings(carrot_raw=Handling("frozen"))
    assert any("carrot_raw is listed as frozen" in fault for fault in faults(handlings=frozen))
    can = _handlings(lentils_boiled=Handling("can"))
    assert any("bought as lentils, dry" in fault for fault in faults(handlings=can))
    much = _handlings(carrot_raw=Handling("raw", used_g=180.0))
    assert any("3.00 g of carrot_raw" in fault for fault in faults(handlings=much))


def test_lead_time() -> None:
    """Lead time and a step to do ahead come together, and dry beans are soaked."""
    assert any("no step to do ahead" in fault for fault in faults(lead_minutes=480))
    soak = Step("Soak {lentils_boiled|the lentils}.", ahead=True)
    assert any("no lead time" in fault for fault in faults(method=(soak, *SOUND.method)))
    beans = {
        "ingredients": (("black_beans_boiled", 150.0), *SOUND.ingredients[1:]),
        "handlings": _handlings(black_beans_boiled=Handling("dry")),
        "swapped": (("lentils_boiled", "black_beans_boiled"),),
    }
    assert any("soaks it" in fault for fault in faults(**beans))
    assert faults(**beans, lead_minutes=480, method=(soak, *SOUND.method)) == []


def test_amount_that_no_measure_expresses() -> None:
    """Half a gram of carrot can be neither counted nor weighed."""
    tiny = (*SOUND.ingredients[:2], ("carrot_raw", 0.3))
    assert any("no measure" in fault for fault in faults(ingredients=tiny))


def test_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The command lists the faults of the dishes asked for, with their variants."""
    dish_id = next(iter(load_dishes()))
    number = main([dish_id])
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1].startswith(f"{number} faults in ")
    assert main(["no_dish"]) == 1
