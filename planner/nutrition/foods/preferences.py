"""The points of the objective: preferences among plans (``data/preferences.toml``)."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.errors import DataError
from planner.nutrition.tables import read_toml

_FILE = "preferences.toml"

Points = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ChoicePoints(_Section):
    """Points for taking a choice and for the size of its helping.

    Attributes
    ----------
    by_everyday : tuple of float, 3
        For taking an everyday, a usual and a special food.
    missing_helping, extra_helping : float
        For a whole helping below the usual one, and for each helping above it.
    dish_missing_helping, missing_of_work : float
        For a whole serving of a dish below the usual one, and for each minute of its work.
    side, dish_extra_helping : float
        For each food beside a dish, and for each serving of a dish above the usual one.
    water : float
        For each step of water, instead of the points for helpings.
    variant : float
        For a variant of a dish.
    taste_spread, dish_taste_spread : float
        Largest random amount, drawn with the seed, for a food and for a dish.
    thin_choice : float
        Factor on that of dishes and on all wishes where a guide to a food applies, as for vegans:
        few dishes supply enough there, and the same ones would be best for every seed.
    other_way : float
        What a food of other shops, or a dose, has to save before it is taken in the place of much
        of a food with a guide.
    like : float
        For each unit of a taste's weight.
    cuisine, kitchen, children, pantry : float
        Subtracted for a dish of a preferred cuisine, for a dish of the kitchen of the diet, for a
        dish for children that a child eats, and for a usual helping of a pantry food; the kitchen's
        is added for a food alone that the diet seldom serves.
    children_under_years : float
        Age under which dishes for children are preferred.
    """

    by_everyday: tuple[Points, Points, Points]
    missing_helping: Points
    dish_missing_helping: Points
    missing_of_work: Points
    extra_helping: Points
    side: Points
    dish_extra_helping: Points
    water: Points
    variant: Points
    taste_spread: Points
    dish_taste_spread: Points
    thin_choice: Points
    like: Points
    cuisine: Points
    kitchen: Points
    children: Points
    children_under_years: Points
    pantry: Points
    other_way: Points


class SoftRulePoints(_Section):
    """Points for missing a soft rule.

    Attributes
    ----------
    hei_point : float
        Per point of the Healthy Eating Index below the aim of the request.
    medas_point : float
        Per point of the Mediterranean screener below the aim of the diet.
    energy_share : float
        For each 5 % of the day's energy by which a meal misses the range around its share.
    calcium_spread, calcium_spread_mg : float
        Points for each `calcium_spread_mg` of calcium in a meal above the aim for one meal.
    fortified_share : float
        If fortified foods supply nothing of their share.
    minimised, minimised_least_share : float
        For as much of a nutrient that a condition keeps low as a healthy person needs in a day,
        and the share of these points under every objective.
    over_guide, over_guide_least_share : float
        For each tenth of a guide above it, and the share of these points under every objective.
    over_food_guide, over_food_guide_least_share : float
        The same for a guide to a food, such as plant milk.
    food_weight, meal_weight : float
        For each tenth above the usual weight of food and drink, in a day and in a meal.
    meal_aim : float
        For as much again of a nutrient in a meal as it should hold.
    nutrient_aim, nutrient_aim_least_share : float
        For missing all of an amount that is only striven for, and the share of these points under
        every objective.
    second_sort, second_sort_least_share : float
        For each sort of milk or bread on a day beyond the first, and the share of these points
        under every objective.
    once_again, once_again_least_share : float
        For each food or dish of a day that holds fish, mushrooms or the like once again, and the
        share of these points under every objective.
    usual_cost : float
        For each tenth that a day costs more than the moderate-cost food plan of USDA.
    """

    hei_point: Points
    medas_point: Points
    energy_share: Points
    calcium_spread: Points
    calcium_spread_mg: Points
    fortified_share: Points
    minimised: Points
    minimised_least_share: Points
    over_guide: Points
    over_guide_least_share: Points
    over_food_guide: Points
    over_food_guide_least_share: Points
    food_weight: Points
    meal_weight: Points
    meal_aim: Points
    nutrient_aim: Points
    nutrient_aim_least_share: Points
    second_sort: Points
    second_sort_least_share: Points
    once_again: Points
    once_again_least_share: Points
    usual_cost: Points


class RepeatPoints(_Section):
    """Points for repetition over the days and for dishes that differ between people.

    Attributes
    ----------
    dish, food : float
        For each other day with the dish, and for each of the two days before with the food alone.
    other_variant, needless_variant : float
        For a variant that differs from the one other people are served, and for a variant where
        the person may be served the dish itself.
    kind : float
        For each of the two days before that served a kind of food that the days take turns with.
    kind_again : float
        For such a kind on more days of seven than it should be served.
    other_sort : float
        For a second sort of a food while one is in the house.
    """

    dish: Points
    food: Points
    other_variant: Points
    needless_variant: Points
    kind: Points
    kind_again: Points
    other_sort: Points


class MilkRules(_Section):
    """Foods to buy in one sort only.

    Attributes
    ----------
    one_sort : tuple of tuple of str
        Subgroups, together, of which one sort should be in the house.
    """

    one_sort: tuple[tuple[str, ...], ...]


class SupplementPoints(_Section):
    """Points for each product, the largest dose of its nutrient, each unit and each rank."""

    product: Points
    largest_dose: Points
    unit: Points
    rank: Points


class Preferences(_Section):
    """The sections of ``data/preferences.toml``."""

    choices: ChoicePoints
    soft_rules: SoftRulePoints
    repeats: RepeatPoints
    milk: MilkRules
    supplements: SupplementPoints


@cache
def preferences() -> Preferences:
    """Return the points of ``data/preferences.toml``.

    Raises
    ------
    DataError
        If a section or value is missing or unknown, or a value is not a number of at least 0.
    """
    try:
        return Preferences.model_validate(read_toml(_FILE))
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        raise DataError(f"data/{_FILE}: {faults}") from None
