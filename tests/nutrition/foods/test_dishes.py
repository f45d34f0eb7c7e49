"""The dish catalogue: its size and variety, counted from the data."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.nutrition.checks.dish_schemas import DISH_SCHEMAS
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.dishes import (
    Dish,
    even_scales,
    load_dishes,
)
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.knowledge.search import diets_of
from planner.nutrition.people.diets import all_avoidances, all_diets
from planner.nutrition.tables import read_rows, read_table

MAIN = frozenset({"lunch", "dinner"})
ALLERGENS = [name for name in all_avoidances() if name in {
    "milk", "egg", "fish", "shellfish", "tree_nuts", "peanut", "wheat", "gluten", "soy", "sesame",
    "celery", "mustard", "sulphites", "lupin", "lactose",
}]  # fmt: skip


def bases() -> list[Dish]:
    return [dish for dish in load_dishes().values() if dish.id == dish.base]


def slots(dishes: list[Dish]) -> tuple[int, int, int]:
    """Count breakfasts, lunches or dinners, and snacks."""
    return (
        sum("breakfast" in dish.meals for dish in dishes),
        sum(bool(dish.meals & MAIN) for dish in dishes),
        sum("snack" in dish.meals for dish in dishes),
    )


def free_of(dishes: list[Dish], name: str) -> list[Dish]:
    rule, table = all_avoidances()[name].rule, load_foods()
    return [dish for dish in dishes if not any(map(rule.forbids, dish.foods(table)))]


def test_size() -> None:
    """At least 420 dishes: 90 breakfasts, 240 lunches or dinners, 90 snacks; 185 are vegan."""
    breakfasts, mains, snacks = slots(bases())
    vegan = [dish for dish in bases() if "vegan" in diets_of(dish, load_foods())]
    assert len(bases()) >= 420
    assert (breakfasts >= 90, mains >= 240, snacks >= 90) == (True, True, True)
    assert len(vegan) >= 185


def test_cuisines_and_time() -> None:
    """At least 12 cuisines, 40 dishes ready in 15 minutes, and plain dishes."""
    assert len({dish.cuisine for dish in bases()}) >= 12
    assert sum(dish.total_minutes <= 15 for dish in bases()) >= 40
    assert sum(row["plain"] == "yes" for row in read_rows("dishes.csv")) >= 40


@pytest.mark.parametrize("diet", list(all_diets()))
def test_every_diet_has_choice(diet: str) -> None:
    """Every diet has at least 8 breakfasts, 20 lunches or dinners and 8 snacks."""
    kept = [dish for dish in load_dishes().values() if diet in diets_of(dish, load_foods())]
    assert all(have >= need for have, need in zip(slots(kept), (8, 20, 8), strict=True))


@pytest.mark.parametrize("allergen", ALLERGENS)
def test_every_allergen_leaves_choice(allergen: str) -> None:
    """Without any one allergen there are 8 breakfasts, 20 lunches or dinners and 8 snacks."""
    kept = free_of(list(load_dishes().values()), allergen)
    assert all(have >= need for have, need in zip(slots(kept), (8, 20, 8), strict=True))


@pytest.mark.parametrize("allergen", ["gluten", "soy", "nuts"])
def test_vegans_with_an_allergy_have_choice(allergen: str) -> None:
    """Vegans without gluten, soy or nuts have 8 breakfasts, 20 lunches or dinners, 8 snacks."""
    vegan = [dish for dish in load_dishes().values() if "vegan" in diets_of(dish, load_foods())]
    kept = free_of(vegan, allergen)
    assert all(have >= need for have, need in zip(slots(kept), (8, 20, 8), strict=True))


def test_variants_swap_foods() -> None:
    """A variant has the new food instead of the old one, and its steps name the new one only."""
    variant = load_dishes()["soy_yogurt_toasted_oats"]
    base = load_dishes()[variant.base]
    gone = dict(base.ingredients).keys() - dict(variant.ingredients).keys()
    come = dict(variant.ingredients).keys() - dict(base.ingredients).keys()
    assert (gone, come) == ({"almond_yogurt_plain_fortified"}, {"soy_yogurt_plain_fortified"})
    steps = " ".join(variant.steps)
    assert "soy yogurt" in steps
    assert "almond" not in steps


def test_a_swap_may_state_what_is_used(data_copy: Path) -> None:
    """The optional column ``used_grams`` of a swap goes before the yield, and passes the checks."""
    path = data_copy / "dish_swaps.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines()
    rows = [f"{head},used_grams", f"{first},77", *(f"{row}," for row in rest)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    row = read_rows("dish_swaps.csv")[0]
    dish = load_dishes.__wrapped__()[row["variant_id"]]
    assert dish.handling(row["instead_food_id"]).used_g == 77.0
    DISH_SCHEMAS["dish_swaps.csv"].validate(read_table("dish_swaps.csv"))


def test_even_scales() -> None:
    """The longest evenly spaced run from the smallest scale is kept."""
    assert even_scales([1, 0.5, 1.5, 2]) == (0.5, 1, 1.5, 2)
    assert even_scales([0.5, 0.75, 1, 1.25, 1.5, 2]) == (0.5, 0.75, 1, 1.25, 1.5)
    assert even_scales([1]) == (1,)


def test_names_and_ids() -> None:
    """Names are unique and give the ids; an unknown id gives the nearest ones."""
    names = Counter(dish.name for dish in load_dishes().values())
    assert names.most_common(1)[0][1] == 1
    dish = bases()[0]
    assert load_catalog().dish_id(load_catalog().dish_name(dish.id)) == dish.id
    assert load_catalog().dish_name("") == ""
    with pytest.raises(InputError, match="did you mean"):
        load_catalog().dish(dish.id[:-1])
