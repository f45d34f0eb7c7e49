"""The rule families by key, in the order of the model; each generates its rules."""

from __future__ import annotations

from planner.optimize.model.families.absorption import FORTIFIED_SHARE, MEAL_CREDIT, SPREAD
from planner.optimize.model.families.amounts import DIET_MINIMUM, FOOD_CAP, GROUP_CAP
from planner.optimize.model.families.food_guides import FOOD_GUIDE
from planner.optimize.model.families.food_weight import FOOD_WEIGHT, FOOD_WEIGHT_AIM
from planner.optimize.model.families.guides import GUIDE
from planner.optimize.model.families.healthy_pattern import FOOD_PATTERN, HEALTHY_EATING
from planner.optimize.model.families.meal_limits import MEAL_AIM, MEAL_LIMIT
from planner.optimize.model.families.meals import (
    ENERGY_SHARE,
    GOES_WITH,
    MEAL_ROLES,
    MEAL_SIZE,
    NOT_TOGETHER,
    REPEATS,
)
from planner.optimize.model.families.medas import MEDAS, MEDAS_QUESTION
from planner.optimize.model.families.minimised import MINIMISED
from planner.optimize.model.families.nutrients import (
    ENERGY,
    MACRONUTRIENT_RANGE,
    NUTRIENT_AIM,
    NUTRIENT_CEILING,
    NUTRIENT_FLOOR,
)
from planner.optimize.model.families.once_a_day import ONCE_A_DAY
from planner.optimize.model.families.one_sort import (
    ONE_DRINK,
    ONE_SORT,
    SECOND_SORT,
    SORT_OPENED,
)
from planner.optimize.model.families.pairings import PAIRING
from planner.optimize.model.families.requested import BUDGET, LOCK
from planner.optimize.model.families.usual_cost import USUAL_COST
from planner.optimize.model.rules import Context, Family, Rule

FAMILIES: dict[str, Family] = {
    "energy": ENERGY,
    "nutrient_floor": NUTRIENT_FLOOR,
    "meal_credit": MEAL_CREDIT,
    "nutrient_ceiling": NUTRIENT_CEILING,
    "macronutrient_range": MACRONUTRIENT_RANGE,
    "food_cap": FOOD_CAP,
    "group_cap": GROUP_CAP,
    "diet_minimum": DIET_MINIMUM,
    "meal_size": MEAL_SIZE,
    "meal_roles": MEAL_ROLES,
    "repeats": REPEATS,
    "goes_with": GOES_WITH,
    "pairing": PAIRING,
    "one_drink": ONE_DRINK,
    "sort_opened": SORT_OPENED,
    "one_sort": ONE_SORT,
    "not_together": NOT_TOGETHER,
    "meal_limit": MEAL_LIMIT,
    "food_weight": FOOD_WEIGHT,
    "lock": LOCK,
    "budget": BUDGET,
    "second_sort": SECOND_SORT,
    "once_a_day": ONCE_A_DAY,
    "food_guide": FOOD_GUIDE,
    "energy_share": ENERGY_SHARE,
    "spread": SPREAD,
    "fortified_share": FORTIFIED_SHARE,
    "meal_aim": MEAL_AIM,
    "food_weight_aim": FOOD_WEIGHT_AIM,
    "minimised": MINIMISED,
    "guide": GUIDE,
    "nutrient_aim": NUTRIENT_AIM,
    "food_pattern": FOOD_PATTERN,
    "healthy_eating": HEALTHY_EATING,
    "medas_question": MEDAS_QUESTION,
    "medas": MEDAS,
    "usual_cost": USUAL_COST,
}


def build_rules(context: Context) -> tuple[Rule, ...]:
    """Return the rules of all families for one request."""
    return tuple(rule for family in FAMILIES.values() for rule in family.build(context))
