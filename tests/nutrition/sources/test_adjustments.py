"""Adjusted figures: label rounding, corrections and added sugars, in small cases and as shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.sources.adjustments import Figures, adjust
from planner.nutrition.tables import read_rows

TABLES = {
    "label_rounding.csv": "nutrient,unit,zero,source\n"
    "vitamin_d_ug,1,zero,L\nthiamin_mg,1,unknown,L\n",
    "corrections.csv": "food_id,nutrient,value,reason,source\ntofu,calcium_mg,118,usual,C\n",
    "added_sugars.csv": "food_id,natural_of,share,source\nsweet_yogurt,yogurt,0.5,S\n",
}


def foods() -> dict[str, Figures]:
    """Return the figures of four foods."""
    return {
        "oat_drink": {"vitamin_d_ug": 2.0, "thiamin_mg": 0.0, "sugars_g": None},
        "tofu": {"calcium_mg": 683.0, "vitamin_d_ug": 2.0, "sugars_g": 1.0, "added_sugars_g": 3.0},
        "yogurt": {"sugars_g": 7.0, "added_sugars_g": 0.0},
        "sweet_yogurt": {"sugars_g": 18.5, "added_sugars_g": 5.0},
    }


SOURCES = {"oat_drink": "label", "tofu": "sr28", "yogurt": "sr28", "sweet_yogurt": "sr28"}


@pytest.fixture
def rules(data_copy: Path) -> None:
    """Replace the three tables by small ones."""
    for name, text in TABLES.items():
        (data_copy / name).write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("rules")
def test_small_case_by_hand() -> None:
    """2 whole µg count as 1.5; thiamin 0 is unknown; sugars are 18.5 - 0.5 x 7 and at most 1."""
    used, changes = adjust(foods(), SOURCES)
    assert used["oat_drink"] == {"vitamin_d_ug": 1.5, "thiamin_mg": None, "sugars_g": None}
    assert used["tofu"] == {
        "calcium_mg": 118.0, "vitamin_d_ug": 2.0, "sugars_g": 1.0, "added_sugars_g": 1.0,
    }  # fmt: skip
    assert used["yogurt"] == foods()["yogurt"]
    assert used["sweet_yogurt"]["added_sugars_g"] == 15.0
    assert [(one.food_id, one.nutrient, one.before) for one in changes] == [
        ("oat_drink", "thiamin_mg", 0.0), ("oat_drink", "vitamin_d_ug", 2.0),
        ("tofu", "added_sugars_g", 3.0), ("tofu", "calcium_mg", 683.0),
        ("sweet_yogurt", "added_sugars_g", 5.0),
    ]  # fmt: skip
    assert all(one.reason and one.source for one in changes)


@pytest.mark.usefixtures("rules")
def test_exact_label_figures_and_other_sources_stay() -> None:
    """Only whole figures of labels are rounded ones; unknown carbohydrate bounds nothing."""
    own = {"oat_drink": {"vitamin_d_ug": 1.25, "thiamin_mg": 0.4, "added_sugars_g": 3.0}}
    rest = {name: figures for name, figures in foods().items() if name != "oat_drink"}
    used, _ = adjust({**own, **rest}, SOURCES)
    assert used["oat_drink"] == own["oat_drink"]


@pytest.mark.usefixtures("rules")
def test_unknown_sugars_are_at_most_carbohydrate_without_fiber() -> None:
    """Added sugars 30 of a food with 20 g carbohydrate, 5 g of it fiber, become 15."""
    cake: Figures = {
        "sugars_g": None, "carbohydrate_g": 20.0, "fiber_g": 5.0, "added_sugars_g": 30.0,
    }  # fmt: skip
    used, _ = adjust({**foods(), "cake": cake}, {**SOURCES, "cake": "fndds"})
    assert used["cake"]["added_sugars_g"] == 15.0


@pytest.mark.usefixtures("rules")
def test_carbohydrate_is_at_least_its_sugars_and_fiber() -> None:
    """2.82 g with 3.67 g of sugars become 3.67, with 1 g of fiber 4.67; 5 g stay."""
    cream: Figures = {"sugars_g": 3.67, "carbohydrate_g": 2.82}
    more = {
        "cream": cream,
        "fruit": {**cream, "fiber_g": 1.0},
        "milk": {**cream, "carbohydrate_g": 5.0},
    }
    used, _ = adjust({**foods(), **more}, {**SOURCES, **dict.fromkeys(more, "sr28")})
    assert [used[name]["carbohydrate_g"] for name in more] == [3.67, 4.67, 5.0]


def test_a_figure_that_is_not_believed_becomes_unknown(data_copy: Path) -> None:
    """A correction without a value takes the figure away and says why."""
    for name, text in TABLES.items():
        doubted = text.replace("tofu,calcium_mg,118,usual,C", "tofu,calcium_mg,,doubted,C")
        (data_copy / name).write_text(doubted, encoding="utf-8")
    used, changes = adjust(foods(), SOURCES)
    assert used["tofu"]["calcium_mg"] is None
    assert [(one.before, one.reason) for one in changes if one.after is None] == [
        (0.0, "the label rounds to 1: 0 is unknown, not zero"),
        (683.0, "doubted"),
    ]


SHIPPED = {
    ("oat_milk_barista_fortified", "vitamin_d_ug"): 1.5,  # 3.6 µg a cup of 240 g, as on the label
    ("vegan_bologna_fortified", "thiamin_mg"): None,
    ("veggie_pepperoni_fortified", "thiamin_mg"): None,
    ("maitake_mushrooms", "vitamin_d_ug"): 1.6,
    ("white_mushrooms_uv_raw", "vitamin_d_ug"): 10.0,
    ("portabella_mushrooms_uv_grilled", "vitamin_d_ug"): 10.0,
    ("tofu_firm_calcium_nigari", "calcium_mg"): 118.0,
    ("tofu_firm_calcium_set", "calcium_mg"): 683.0,
    ("beyond_beef_ground", "vitamin_b12_ug"): 2.12,
    ("cheerios", "vitamin_d_ug"): 10.256,
    ("cheerios", "vitamin_b12_ug"): 1.231,
    ("total_whole_grain_cereal", "calcium_mg"): 90.0,  # SR28: 3333
    ("heart_to_heart", "vitamin_b12_ug"): 0.0,  # SR28: 18
    ("panko", "iron_mg"): 4.67,
    ("dark_chocolate_70", "added_sugars_g"): 23.99,
    ("vegan_mayonnaise_tofu", "added_sugars_g"): 0.85,
    ("licorice_candy", "added_sugars_g"): 58.97,
    ("whole_wheat_crackers", "added_sugars_g"): 1.19,
    ("soy_yogurt_strawberry_fortified", "added_sugars_g"): 8.0 - 0.83,
    ("yogurt_fruit_low_fat", "added_sugars_g"): 18.64 - 0.85 * 7.04,
    ("oat_milk_barista_fortified", "added_sugars_g"): 2.92,
    ("mirin", "added_sugars_g"): 26.67,
    ("oat_milk_fortified", "phosphorus_mg"): None,  # FNDDS: 20
    ("oat_milk_fortified", "potassium_mg"): None,  # FNDDS: 18
    ("coconut_milk_drink_fortified", "phosphorus_mg"): None,  # SR28: 0
    ("light_cream", "carbohydrate_g"): 3.67,
    ("thousand_island_dressing", "carbohydrate_g"): 15.18 + 0.8,
    ("mustard_dijon", "fat_g"): 3.34,
}


@pytest.mark.parametrize("case", SHIPPED)
def test_shipped_figures(case: tuple[str, str]) -> None:
    """Figures that once were too good are those of the food a shopper meets."""
    food_id, nutrient = case
    table = load_foods()
    value = float(table.composition[table.row(food_id), nutrient_index()[nutrient]])
    expected = SHIPPED[case]
    assert value == pytest.approx(float("nan") if expected is None else expected, nan_ok=True)


def test_every_mushroom_with_much_vitamin_d_says_that_it_was_exposed() -> None:
    """Of mushrooms only those marked as exposed to UV hold above 6 µg, and none above 10."""
    table = load_foods()
    column = nutrient_index()["vitamin_d_ug"]
    for row, food in enumerate(table.foods):
        if food.subgroup in {"mushroom", "uv_mushroom"}:
            most = 10.0 if food.subgroup == "uv_mushroom" else 6.0
            assert table.composition[row, column] <= most, food.id


def test_tofu_that_is_planned_is_ordinary() -> None:
    """No tofu served on its own or in a dish holds more calcium than nine of ten in the shop."""
    table = load_foods()
    column = nutrient_index()["calcium_mg"]
    used = {row["food_id"] for row in read_rows("dish_ingredients.csv")}
    for row, food in enumerate(table.foods):
        ordinary = not food.fortified and food.id != "tofu_fried"
        if food.subgroup == "tofu" and ordinary and (food.meals or food.id in used):
            assert table.composition[row, column] <= 235.0, food.id


def test_unfortified_soy_milk_is_no_dairy() -> None:
    """No plant milk without fortification has cups of dairy."""
    table = load_foods()
    for food in table.foods:
        if food.subgroup == "plant_milk":
            assert table.fact(food.id, "d_total_cup") == 0.0, food.id
