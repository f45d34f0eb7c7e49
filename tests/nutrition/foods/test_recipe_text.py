"""Steps and ingredient lists of a dish in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.errors import DataError
from planner.nutrition.foods.dishes import Dish, Handling, Step, even_scales
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.recipe_text import (
    Token,
    ahead_lines,
    ahead_steps,
    ingredient_lines,
    is_overnight,
    read_token,
    steps_of,
    time_words,
    used_grams,
)

FOODS = load_foods()
SOUP = Dish(
    id="soup", name="Lentil soup", base="soup", meals=frozenset({"dinner"}), cuisine="german",
    servings=2, active_minutes=10, total_minutes=40, keeps_days=3, scales=even_scales((1.0, 2.0)),
    ingredients=(("lentils_boiled", 150.0), ("olive_oil", 7.0), ("salt_iodized", 0.3)),
    method=(
        Step("Soak the {lentils_boiled|lentils}.", ahead=True),
        Step("{lentils_boiled|the lentils} go into {water:500 ml}. Stir in {olive_oil:amount}."),
        Step("Bake at {heat:200} in a tin of {cm:20-25}."),
    ),
    lead_minutes=480,
    handlings=(("lentils_boiled", Handling("dry", "rinsed")),),
)  # fmt: skip


def test_steps_scale_with_the_table() -> None:
    """Water and amounts are those of the servings; heat and lengths are not."""
    for_two, for_six = steps_of(SOUP, FOODS), steps_of(SOUP, FOODS, 6)
    assert "500 ml water" in for_two[1]
    assert "1.5 l water" in for_six[1]
    assert "1 tablespoon" in for_two[1]
    assert for_two[2] == for_six[2] == "Bake at 200 °C in a tin of 20-25 cm."


def test_units() -> None:
    """US units are cups, °F and inches."""
    steps = steps_of(SOUP, FOODS, units=Units.US)
    assert "2 cups water" in steps[1]
    assert steps[2] == "Bake at 400 °F in a tin of 8-10 inches."


def test_step_ahead_says_when() -> None:
    """A step with a long lead is for the evening before; it is also listed by itself."""
    assert steps_of(SOUP, FOODS)[0] == "The evening before: soak the lentils."
    chilled = replace(SOUP, lead_minutes=120)
    assert steps_of(chilled, FOODS)[0].startswith("2 hours ahead: ")
    assert ahead_steps(SOUP, FOODS, 2) == ("Soak the lentils.",)


def test_variant_names_what_is_in_it() -> None:
    """In a variant a token is the food that replaces the dish's own, with its article."""
    variant = replace(
        SOUP,
        ingredients=(("split_peas_boiled", 150.0), *SOUP.ingredients[1:]),
        swapped=(("lentils_boiled", "split_peas_boiled"),),
    )
    steps = " ".join(steps_of(variant, FOODS)).lower()
    assert "lentil" not in steps
    assert "the split peas" in steps
    assert steps_of(variant, FOODS)[1].startswith("The split peas")


def test_ingredients_are_as_used() -> None:
    """Lentils bought dry are listed dry, by the published yield, for the servings asked for."""
    dry = used_grams(SOUP, "lentils_boiled", FOODS, 2)
    assert dry == pytest.approx(300 * FOODS.fact("lentils_boiled", "bought_g_per_g"))
    lines = ingredient_lines(SOUP, FOODS)
    assert lines[0].startswith(f"{round(dry / 5) * 5} g dry lentils")
    assert lines[0].endswith(", rinsed")
    assert lines[1:] == ("1 tablespoon olive oil", "a pinch of iodized salt")
    ahead = replace(SOUP, handlings=(("lentils_boiled", Handling("ahead")),))
    assert ingredient_lines(ahead, FOODS)[0].endswith(" g dry lentils, cooked ahead")
    stated = replace(SOUP, handlings=(("lentils_boiled", Handling("dry", "", 60.0)),))
    assert used_grams(stated, "lentils_boiled", FOODS, 3) == 180.0


def test_tokens() -> None:
    """A token is read into its parts, and anything else in braces is refused."""
    assert read_token("rice|the rice") == Token("food", "rice", "the rice")
    assert read_token("rice:amount") == Token("amount", "rice")
    for text in ("water:some", "heat:hot", "Rice", "rice:", "cm:", "grams:3"):
        with pytest.raises(DataError, match="no token"):
            read_token(text)


def test_own_texts_have_no_tokens() -> None:
    """Braces in a user's own steps are printed as they are."""
    own = replace(SOUP, method=(Step("Stir {gently}.", is_literal=True),))
    assert steps_of(own, FOODS) == ("Stir {gently}.",)


def test_time_words() -> None:
    """The time tells work, the whole, and when a dish is started ahead."""
    assert time_words(SOUP) == "40 minutes (10 of work), started the evening before"
    assert time_words(replace(SOUP, lead_minutes=0, total_minutes=10)) == "10 minutes"
    assert ahead_lines(SOUP, FOODS, 2) == ("the evening before: soak the lentils.",)


def test_british_names() -> None:
    """In UK units, foods that have a British name carry it, in the list and in the steps."""
    dish = replace(
        SOUP,
        ingredients=(("zucchini_boiled", 200.0),),
        method=(Step("Slice {zucchini_boiled|the zucchini} into {cm:1} pieces."),),
        handlings=(),
    )
    assert ingredient_lines(dish, FOODS, units=Units.UK)[0].startswith("2 courgettes")
    assert steps_of(dish, FOODS, units=Units.UK) == ("Slice the courgettes into 1 cm pieces.",)
    assert steps_of(dish, FOODS) == ("Slice the zucchini into 1 cm pieces.",)


def test_breakfast_is_chilled_overnight() -> None:
    """What chills for two hours is started the evening before if it is for breakfast."""
    oats = replace(SOUP, lead_minutes=120, meals=frozenset({"breakfast"}))
    assert is_overnight(oats)
    assert steps_of(oats, FOODS)[0].startswith("The evening before: ")
    assert not is_overnight(replace(SOUP, lead_minutes=120))
