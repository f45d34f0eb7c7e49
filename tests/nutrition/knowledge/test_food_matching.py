"""Names and lines are matched to foods and grams; what is not certain is not called sure."""

from __future__ import annotations

import pytest

from benchmarks.matching import FIRST_RIGHT, SURE_RIGHT, read_lines, score
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.reading_table import known_food
from planner.nutrition.knowledge.food_matching import match_food, match_line
from planner.nutrition.knowledge.match_answer import Confidence, Doubt


@pytest.mark.parametrize(
    ("line", "food_id", "grams"),
    [
        ("20 celery sticks", "celery_raw", 800.0),
        ("16 whole (227 grams) graham crackers", "graham_crackers", 227.0),
        ("1 cup cocoa powder, unsweetened", "cocoa_powder", 86.0),
        ("1 cup peanut butter", "peanut_butter", 258.0),
        ("2 slices whole-wheat bread", "whole_wheat_bread", 64.0),
        ("1 cup 2 % milk", "milk_2_percent", 244.0),
        ("1 cup whole milk", "milk_whole", 244.0),
        ("1 croissant", "croissant", 57.0),
        ("10 cherry tomatoes", "cherry_tomatoes_raw", 170.0),
        ("4 oz. (1 stick) butter", "butter_unsalted", 113.4),
        ("1/4 cup slivered almonds", "almonds", 27.0),
    ],
)
def test_measures_are_those_of_the_food(line: str, food_id: str, grams: float) -> None:
    """What was read as another food, or by a general density, has the food's own measure."""
    found = match_line(line)
    assert (found.food_id, found.confidence) == (food_id, Confidence.SURE)
    assert found.grams == pytest.approx(grams, rel=0.02)


def test_sticks_and_spoons_are_added() -> None:
    """A stick and six spoons of butter are both counted."""
    assert match_line("1 stick + 6 tablespoons butter").grams == pytest.approx(198.2, rel=0.01)


def test_a_thousand_is_not_one() -> None:
    """A comma before three digits parts thousands: potatoes by the kilo are eaten by the kilo."""
    grams = match_line("1,000 g potatoes").grams
    assert grams is not None
    assert 800 <= grams <= 1000


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("1 handful almonds", Doubt.VAGUE),
        ("1 cup heavy cream or half and half", Doubt.ALTERNATIVES),
        ("2-3 carrots", Doubt.RANGE),
        ("1,500 kg rice", Doubt.COMMA),
        ("200 g (1 lb) onions", Doubt.WEIGHTS),
        ("salt to taste", Doubt.NO_AMOUNT),
        ("2 large eggs + 1 yolk", Doubt.NUMBER),
        ("2 (6 oz) salmon fillets", Doubt.EACH_OR_ALL),
        ("1 cup vegan cashew parmesan", Doubt.NOT_SAID),
    ],
)
def test_doubts_are_named(line: str, doubt: Doubt) -> None:
    """A line that leaves something open is not sure, and says what it is."""
    found = match_line(line)
    assert not found.is_sure
    assert doubt in {reason.doubt for reason in found.reasons}


def test_names_of_trackers() -> None:
    """A name in any order with its amount in fields; grams go before an amount."""
    found = match_food("Bread, Whole Wheat", 2, "slice")
    assert (found.food_id, found.grams) == ("whole_wheat_bread", 64.0)
    assert match_food("Bread, Whole Wheat", 2, "slice", grams=50.0).grams == 50.0


def test_dishes_are_in_the_reading_table() -> None:
    """A food that plans do not use keeps the key of its source, and its nutrients are known."""
    found = match_line("2 slices cheese pizza", is_recipe=False)
    assert found.food_id not in load_foods()
    food = known_food(found.food_id)
    assert (food.source, food.is_ours) == (found.source, False)
    assert food.per_100_g[0] > 200


def test_lines_set_aside_are_answered_right() -> None:
    """Of the tuning half: what is sure is right, known foods come first, absent ones never sure."""
    found = score([line for line in read_lines() if line.half == "tuning"])
    assert found.sure >= 110  # of 150 known lines: a match that asks about everything is no help
    assert found.sure_share >= SURE_RIGHT, found.faults
    assert found.first_share >= FIRST_RIGHT + 0.05, found.faults
    assert found.absent_sure == 0


@pytest.mark.parametrize(
    "line",
    [
        "1 bagel with cream cheese",
        "100 g gummy bears",
        "1 can Diet Coke",
        "1 cup almond flour",
        "2 cups (700 g) sugar",
    ],
)
def test_a_near_name_is_not_sure(line: str) -> None:
    """What is another food, or has more on it, is never called sure."""
    assert not match_line(line).is_sure


def test_lean_and_fat_are_a_share() -> None:
    """80/20 is the beef that is 80 % lean, neither that of 85 % nor a fraction."""
    found = match_line("100 g ground beef 80/20", is_recipe=False)
    assert "80% lean" in found.name
    assert (found.grams, found.is_sure) == (100.0, True)


def test_a_listed_name_is_read_in_either_order() -> None:
    """Trackers write the group first: white sugar is no white pepper."""
    assert match_food("Sugar, White", 1, "tsp").food_id == "sugar_white"
    assert match_line("1 cup chocolate milk").food_id != "milk_chocolate"


def test_a_dish_without_measures_borrows_a_weight() -> None:
    """FNDDS comes without portions: a like food's weight is taken, and said to be its."""
    found = match_line("1 big mac", is_recipe=False)
    assert found.source == "fndds"
    assert found.grams == pytest.approx(219.0, rel=0.05)
    assert Doubt.LENT in {reason.doubt for reason in found.reasons}


def test_plans_only_match_their_own_foods() -> None:
    """Without the reading table the answer is a food of ours, or none."""
    found = match_line("1 slice cheese pizza", is_wide=False)
    assert found.food_id == "" or found.food_id in load_foods()
    assert not found.is_sure
