"""Rank foods by a nutrient: per 100 g, per usual serving or per 100 kcal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from planner.errors import unknown_name
from planner.nutrition.foods.absorption import rules_of
from planner.nutrition.foods.credited_intake import share_counted
from planner.nutrition.foods.food_table import Food, load_foods
from planner.nutrition.nutrients import nutrient as get_nutrient
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.people.diets import AttributeRule, get_avoidance, get_diet
from planner.nutrition.people.safety import SafetyRule, all_safety_rules, safety_rules_for
from planner.nutrition.people.targets import Targets

# The bases of a ranking, with their words.
PER: dict[str, str] = {"100g": "100 g", "serving": "usual serving", "100kcal": "100 kcal"}
# A serving with less energy is a seasoning or a drink, and nobody eats 100 kcal of it. Project
# choice.
LEAST_SERVING_KCAL = 10.0


@dataclass(frozen=True)
class RankedFood:
    """One food in a ranking.

    Attributes
    ----------
    food_id, food : str
        Key and name.
    serving : str
        The usual helping in its household measure.
    serving_g : float
        Weight of the serving, g.
    per_100_g, per_serving : float
        Amount of the nutrient, in its unit.
    per_100_kcal : float or None
        Amount in 100 kcal of the food; None if a serving has less than 10 kcal.
    share : float
        Share of the nutrient that is credited toward a floor, 0 to 1; see
        `planner.nutrition.foods.credited_intake`.
    percent : float or None
        Credited amount of a serving in percent of the person's target; limited to what one meal
        may credit; None without a person or a floor.
    note : str
        Crediting and safety notes; may be empty.
    """

    food_id: str
    food: str
    serving: str
    serving_g: float
    per_100_g: float
    per_serving: float
    per_100_kcal: float | None
    share: float
    percent: float | None
    note: str

    def amount(self, per: str) -> float:
        """Return the credited amount on one basis of `PER`; -inf if the food has none."""
        found = {
            "100g": self.per_100_g, "serving": self.per_serving, "100kcal": self.per_100_kcal,
        }[per]  # fmt: skip
        return -np.inf if found is None else found * self.share


def check_basis(per: str) -> str:
    """Return the name of a basis unchanged; raises InputError if there is no such basis."""
    if per not in PER:
        raise unknown_name("basis of a ranking", per, PER)
    return per


def rank_foods(
    nutrient: str,
    *,
    per: str = "serving",
    targets: Targets | None = None,
    diet: str = "omnivore",
    avoid: tuple[str, ...] = (),
    top: int | None = 10,
) -> tuple[RankedFood, ...]:
    """Return the foods richest in a nutrient among those that the person may eat.

    Foods are ranked by credited amount. The ranking leaves out foods that the diet, an avoidance
    or a safety rule forbids, foods without a value, and foods of which nothing is credited.

    Parameters
    ----------
    nutrient : str
        Nutrient id.
    per : {"serving", "100g", "100kcal"}
        Basis of the comparison.
    targets : Targets, optional
        A person's targets: adds percentages of the floor and applies the person's safety rules;
        without them the safety rules for everyone apply.
    diet, avoid
        As for `planner.nutrition.knowledge.search.find_foods`.
    top : int, optional
        Most foods to return; all if None.

    Returns
    -------
    tuple of RankedFood
        The richest first.

    Raises
    ------
    InputError
        If the nutrient, the basis, the diet or an avoidance is unknown.

    Examples
    --------
    >>> from planner import rank_foods
    >>> first, second = rank_foods("calcium_mg", diet="vegan", top=2)
    >>> first.food, first.per_serving > second.per_serving
    ('Tofu, firm, 683 mg calcium in 100 g on the label', True)
    """
    check_basis(per)
    rules = [get_diet(diet).rule, *(get_avoidance(name).rule for name in avoid)]
    safety = _safety_rules(targets)
    foods = [food for food in load_foods().foods if not _forbidden(food, rules, safety)]
    ranked = ranked_rows(nutrient, foods, targets)
    some = [row for row in ranked if row.amount(per) > 0]
    return tuple(sorted(some, key=lambda row: (-row.amount(per), -row.per_100_g))[:top])


def ranked_rows(
    nutrient: str, foods: Iterable[Food], targets: Targets | None
) -> tuple[RankedFood, ...]:
    """Return a row for each food that has a value for the nutrient, in the order given."""
    column = nutrient_index()[get_nutrient(nutrient).id]
    target = targets.get(nutrient) if targets is not None else None
    table = load_foods()
    safety = _safety_rules(targets)
    most = min((rule.value for rule in rules_of("meal_most", nutrient)), default=np.inf)
    rows = []
    for food in foods:
        number = table.row(food.id)
        per_100_g = float(table.composition[number, column])
        if np.isnan(per_100_g):
            continue
        serving_g = food.usual * food.measure_g
        per_serving = per_100_g * serving_g / 100.0
        kcal = float(table.composition[number, nutrient_index()["energy_kcal"]])
        share = share_counted(food, nutrient)
        is_food = kcal * serving_g / 100.0 >= LEAST_SERVING_KCAL
        rows.append(
            RankedFood(
                food_id=food.id,
                food=food.name,
                serving=food.write_grams(serving_g),
                serving_g=serving_g,
                per_100_g=per_100_g,
                per_serving=per_serving,
                per_100_kcal=100.0 * per_100_g / kcal if is_food else None,
                share=share,
                percent=target.percent(min(per_serving * share, most)) if target else None,
                note=_note(food, share, safety),
            )
        )
    return tuple(rows)


def _safety_rules(targets: Targets | None) -> tuple[SafetyRule, ...]:
    """Return the person's safety rules, or those for everyone, without the daily caps."""
    if targets is not None:
        rules = safety_rules_for(targets.person)
    else:
        rules = tuple(rule for rule in all_safety_rules() if "everyone" in rule.applies_to)
    return tuple(rule for rule in rules if rule.family == "safety")


def _forbidden(food: Food, rules: list[AttributeRule], safety: tuple[SafetyRule, ...]) -> bool:
    return any(rule.forbids(food) for rule in rules) or any(
        rule.limit_g is None and rule.covers(food) for rule in safety
    )


def _note(food: Food, share: float, safety: tuple[SafetyRule, ...]) -> str:
    notes = [f"counts {share:.0%} toward the target"] if share < 1.0 else []
    notes += [rule.sentence for rule in safety if rule.limit_g is not None and rule.covers(food)]
    return "; ".join(notes)
