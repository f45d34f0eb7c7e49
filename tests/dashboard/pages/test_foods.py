"""The page Foods and dishes: search, rank, lock, leave out; own foods, dishes and recipes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.forms import own_dish, recipe_import
from planner.dashboard.session import answers
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.question import Inquiry
from planner.formats.recipes import Ingredient, Recipe
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.planning.progress import Progress
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood
from planner.store import OWN_DISH, OWN_FOOD, Shelf
from tests.dashboard.on_page import standing

RECIPE = {
    "@type": "Recipe",
    "name": "Stew *of* mine",
    "recipeYield": "2",
    "recipeIngredient": ["100 g olive oil", "1 unicorn horn"],
    "recipeInstructions": ["Cook."],
}


@pytest.fixture
def page(shelf: Shelf) -> AppTest:
    """Open the page as a new visitor; solved plans are remembered between tests."""

    def draw() -> None:
        from planner.dashboard import layout
        from planner.dashboard.pages import foods as foods_page

        layout.begin()
        layout.above()
        foods_page.show()
        layout.below()

    return AppTest.from_function(draw, default_timeout=150).run()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[AppTest], list[Inquiry]]:
    """Return a function that records inquiries and answers them with the current plan."""

    def note_from(page: AppTest) -> list[Inquiry]:
        noted: list[Inquiry] = []
        plans = standing(page).plans

        def note(question: Inquiry, progress: Progress) -> Answer:
            noted.append(question)
            return Answer(plans)

        monkeypatch.setattr(answers, "answer", note)
        return noted

    return note_from


def choose(page: AppTest, view: str) -> AppTest:
    """Select a view."""
    page.radio(key="foods_view").set_value(view).run()
    assert not page.exception
    return page


def text_of(page: AppTest) -> str:
    """Return the texts of the page."""
    kinds = ("title", "header", "subheader", "markdown", "info", "warning", "success", "error")
    found = [str(element.value) for kind in kinds for element in getattr(page, kind)]
    return "\n".join(found).replace("\\", "")


def test_foods_are_found_by_name_diet_and_what_is_avoided(page: AppTest) -> None:
    """The table has the foods with the word that diet and avoidances allow."""
    page.text_input(key="foods_food_search").set_value("milk").run()
    page.selectbox(key="foods_food_diet").select("vegan").run()
    page.multiselect(key="foods_food_avoid").select("soy").run()
    assert not page.exception
    ids = list(page.dataframe[0].value["id"])
    assert ids
    rules = (get_diet("vegan").rule, get_avoidance("soy").rule)
    for name in ids:
        food = load_foods().food(name)
        assert "milk" in food.name.lower()
        assert not any(rule.forbids(food) for rule in rules)


def test_the_richest_come_first_and_one_can_be_looked_at(page: AppTest) -> None:
    """Ranked by magnesium a serving; a food's card shows source, diets and every nutrient."""
    page.selectbox(key="foods_nutrient").select("magnesium_mg").run()
    table = page.dataframe[0].value
    amounts = list(table["mg per serving"])
    assert amounts == sorted(amounts, reverse=True)
    first = table["id"].iloc[0]
    page.selectbox(key="foods_food").select(first).run()
    assert not page.exception
    food = load_foods().food(first)
    assert food.name in text_of(page)
    assert food.source_id in text_of(page)
    assert {f"foods_{act}_{first}" for act in ("lock", "like", "ban")} <= {
        button.key for button in page.button
    }


def test_nothing_found_says_what_to_do(page: AppTest) -> None:
    """A search without a match gives a sentence and no table."""
    page.text_input(key="foods_food_search").set_value("zzz").run()
    assert "Nothing was found" in text_of(page)
    assert not page.dataframe


def test_a_dish_can_be_planned_in_liked_and_left_out(
    page: AppTest, shelf: Shelf, asked: Callable[[AppTest], list[Inquiry]]
) -> None:
    """Each click changes the next inquiry or the current plan; verdicts are saved."""
    choose(page, "dishes")
    served = {row.dish for row in standing(page).plans[0].portions}
    dish = next(name for name in page.dataframe[0].value["id"] if name not in served)
    page.selectbox(key="foods_dish").select(dish).run()
    assert not page.exception
    page.button(key=f"foods_like_{dish}").click().run()
    assert dict(standing(page).request.tastes)[dish] > 0
    assert shelf.favourites() == {dish: "liked"}
    page.button(key=f"foods_ban_{dish}").click().run()
    assert standing(page).request.exclude == (dish,)
    assert dish not in dict(standing(page).request.tastes)
    assert shelf.favourites() == {dish: "banned"}
    page.button(key=f"foods_ban_{dish}").click().run()
    assert standing(page).request.exclude == ()
    noted = asked(page)
    page.button(key=f"foods_lock_{dish}").click().run()
    assert noted[0].request.lock == (dish,)
    page.button(key=f"foods_lock_{dish}").click().run()
    assert standing(page).request.lock == ()


def test_a_label_becomes_a_food_with_unknowns(
    page: AppTest, shelf: Shelf, asked: Callable[[AppTest], list[Inquiry]]
) -> None:
    """One message lists missing fields; salt becomes sodium; empty fields stay unknown."""
    choose(page, "own_food")
    press(page, "Save this food")
    for words in ("Enter a name.", "grams of one serving", "at least one value"):
        assert words in text_of(page)
    page.text_input(key="foods_own_name").set_value("Oat bar")
    page.selectbox(key="foods_own_kind").select("whole_grain_bread")
    page.number_input(key="foods_own_grams").set_value(40.0)
    page.number_input(key="foods_own_energy_kcal").set_value(400.0)
    page.number_input(key="foods_own_salt").set_value(1.0)
    page.multiselect(key="foods_own_contains").select("gluten")
    page.multiselect(key="foods_own_meals").select("snack")
    press(page, "Save this food")
    assert not page.exception
    (food,) = shelf.load_all(OWN_FOOD)
    assert dict(food.label) == {"energy_kcal": 400.0, "sodium_mg": 400.0}
    assert (food.contains, food.meals) == (("gluten",), ("snack",))
    assert "is saved with 2 values" in text_of(page)
    page.run()
    page.selectbox(key="foods_own_shown").select("Oat bar").run()
    noted = asked(page)
    page.button(key="foods_own_plan").click().run()
    assert not page.exception
    assert noted[0].request.own_foods == (food,)
    assert noted[0].request.lock == (food.id,)


def test_contents_are_asked_until_they_are_declared(page: AppTest, shelf: Shelf) -> None:
    """A saved food that nobody checked says so and asks; answered, it is declared."""
    raw = {"name": "Milk hazelnut bar", "subgroup": "nut", "serving_g": 40.0, "meals": ("snack",)}
    bar = OwnFood.from_raw({**raw, "label": (("energy_kcal", 500.0),)}, "bar")
    shelf.save(OWN_FOOD, bar.name, bar)
    dish = OwnDish(id="own_cup", name="Cup", meals=("snack",), ingredients=((bar.id, 40.0),))
    shelf.save(OWN_DISH, dish.name, dish)
    choose(page, "own_food")
    page.selectbox(key="foods_own_shown").select(bar.name).run()
    assert "is not declared" in text_of(page)
    declare = f"foods_contents_{bar.id}_declare"
    assert page.button(key=declare).disabled
    answers = {"milk": True, "lactose": False, "tree_nuts": True}
    for value, answer in answers.items():
        page.radio(key=f"foods_contents_{bar.id}_{value}").set_value(answer)
    page.checkbox(key=f"foods_contents_{bar.id}_checked").check().run()
    page.button(key=declare).click().run()
    assert not page.exception
    (told,) = shelf.load_all(OWN_FOOD)
    assert told.is_declared
    assert (told.contains, told.animal) == (("milk", "tree_nuts"), ("milk",))
    assert told.without == ("lactose",)
    (cup,) = shelf.load_all(OWN_DISH)
    assert cup.ingredients == ((told.id, 40.0),)


def test_an_impossible_label_is_refused(page: AppTest, shelf: Shelf) -> None:
    """150 g of fat in 100 g are refused with a message, and nothing is saved."""
    choose(page, "own_food")
    page.text_input(key="foods_own_name").set_value("Wonder")
    page.selectbox(key="foods_own_kind").select("whole_grain_bread")
    page.number_input(key="foods_own_grams").set_value(40.0)
    page.number_input(key="foods_own_fat_g").set_value(150.0)
    press(page, "Save this food")
    assert "fat_g 150" in text_of(page)
    assert not shelf.load_all(OWN_FOOD)


def press(page: AppTest, label: str) -> AppTest:
    """Press the button of a label."""
    (button,) = [button for button in page.button if button.label == label]
    return button.click().run()


def test_foods_and_grams_become_a_dish(
    page: AppTest, shelf: Shelf, asked: Callable[[AppTest], list[Inquiry]]
) -> None:
    """A dish without foods is refused; one with two foods is saved and can be planned."""
    choose(page, "own_dish")
    page.text_input(key="foods_dish_name").set_value("My *bowl*").run()
    press(page, "Save this dish")
    assert "Add at least one food." in text_of(page)
    for food, grams in (("brown_rice", 150.0), ("black_beans", 120.0)):
        names = own_dish.food_names(load_foods())
        found = next(name for name in names if name.startswith(food))
        page.selectbox(key="foods_dish_food").select(found).run()
        page.number_input(key="foods_dish_grams").set_value(grams).run()
        page.button(key="foods_dish_add").click().run()
    page.text_area(key="foods_dish_steps").set_value("Warm the rice.\n\nAdd the beans.")
    press(page, "Save this dish")
    assert not page.exception
    (dish,) = shelf.load_all(OWN_DISH)
    assert [grams for _food, grams in dish.ingredients] == [150.0, 120.0]
    assert dish.steps == ("Warm the rice.", "Add the beans.")
    page.run()
    page.selectbox(key="foods_dish_shown").select("My *bowl*").run()
    noted = asked(page)
    page.button(key="foods_dish_plan").click().run()
    assert noted[0].request.own_dishes == (dish,)
    assert noted[0].request.lock == (dish.id,)


def test_a_recipe_is_kept_only_when_every_line_is_settled(
    page: AppTest, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown line disables the button until it is left out and all lines are confirmed."""
    content = json.dumps(RECIPE).encode()

    class Given:
        name = "stew.json"

        def getvalue(self) -> bytes:
            return content

    monkeypatch.setattr(recipe_import.st, "file_uploader", lambda *_a, **_k: Given())
    choose(page, "recipe")
    assert "1 line is not matched" in text_of(page)
    key = next(box.key for box in page.checkbox if str(box.key).endswith("_checked"))
    stem = str(key).removesuffix("_checked")
    page.checkbox(key=key).check().run()
    assert page.button(key=f"{stem}_keep").disabled
    page.checkbox(key=f"{stem}_1_out").check().run()
    page.button(key=f"{stem}_keep").click().run()
    assert not page.exception
    (dish,) = shelf.load_all(OWN_DISH)
    assert dish.name == "Stew *of* mine"
    assert dict(dish.ingredients) == {"olive_oil": 50.0}


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe", "is not UTF-8"), (b"{}", "has no recipe"), (b"[" * 100, "nested"),
     (b"x" * 5_000_001, "larger than 5 MB")],
)  # fmt: skip
def test_a_file_that_is_no_recipe_is_refused(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    """One message gives the reason; nothing of the file is shown."""

    class Given:
        name = "bad.json"

        def getvalue(self) -> bytes:
            return content

    monkeypatch.setattr(recipe_import.st, "file_uploader", lambda *_a, **_k: Given())
    choose(page, "recipe")
    assert words in text_of(page)
    assert not page.checkbox


def test_lines_of_the_same_food_are_summed() -> None:
    """Two lines of 100 g and 50 g for two servings are 75 g of one food."""
    recipe = Recipe("Stew", 2, ("a", "b"), ("Cook.",), None, 45)
    lines = [
        Ingredient(text, "olive_oil", grams, is_sure=True)
        for text, grams in (("a", 100.0), ("b", 50.0))
    ]
    raw: dict[str, Any] = recipe_import.as_dish(recipe, lines, "Stew", 2, ("dinner",))
    assert raw["ingredients"] == (("olive_oil", 75.0),)
    assert raw["total_minutes"] == 45
    assert "active_minutes" not in raw
