"""How much food and drink a day and a meal may weigh; plain water is not counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.nutrition.foods.meal_patterns import DayPattern, meal_labels
from planner.nutrition.people.food_weight import eaten_weight
from planner.nutrition.people.targets import Targets
from planner.request.limit_names import LimitKind, LimitName

FOOD_WEIGHT = "food_weight_g"  # the subject of the limits
MOST_OF_DAY = LimitName(LimitKind.MOST, FOOD_WEIGHT)
MOST_OF_MEAL = LimitName(LimitKind.MEAL_MOST, FOOD_WEIGHT)
_MEAL = 1.1  # of its share of the day, in one meal; project choice
_SNACK = "snack"
_OF_MAIN_MEAL = 0.5  # the share of an own limit of a main meal that all snacks may weigh
# Who eats little is served less than what is usual: energy-dense food. Project choices.
SMALL_APPETITE_KCAL = 1700.0
SMALL_APPETITE_AGE = 70
_SMALL_APPETITE = 0.85


@dataclass(frozen=True)
class WeightLimit:
    """The weight of the food and drink of a day or a meal, without plain water.

    Attributes
    ----------
    meal : str
        The meal's name, all snacks of a day counting as one meal; empty for the day.
    aim, most : float
        Grams that it should not pass, and those it must not pass.
    sentence, source : str
        Where the most comes from in words, and the publications.
    """

    meal: str
    aim: float
    most: float
    sentence: str
    source: str

    @property
    def words(self) -> str:
        """The limit as it stands in a message."""
        when = f"at {meal_labels()[self.meal].lower()}" if self.meal else "a day"
        return f"food and drink, without water, at most {self.most:.0f} g {when}"


def weight_limits(
    targets: Targets, pattern: DayPattern, limits: Mapping[str, float]
) -> tuple[WeightLimit, ...]:
    """Return how much a person's food and drink may weigh: in the day, then in each meal.

    Parameters
    ----------
    targets : Targets
        The person's targets, which hold the person and the energy.
    pattern : DayPattern
        The meals of the day, which share its weight as they share its energy.
    limits : mapping of str to float
        The person's own limits by name: ``max_food_weight_g`` takes the place of the day's most,
        ``meal_max_food_weight_g`` that of each main meal's.
    """
    person, row = targets.person, targets["energy_kcal"]
    energy = ((row.floor or 0.0) + (row.ceiling or 0.0)) / 2.0
    eaten = eaten_weight(person, energy)
    is_small = energy < SMALL_APPETITE_KCAL or person.age >= SMALL_APPETITE_AGE
    aim = eaten.usual * (_SMALL_APPETITE if is_small else 1.0)
    own_day, own_meal = limits.get(MOST_OF_DAY.text), limits.get(MOST_OF_MEAL.text)
    most = eaten.most if own_day is None else own_day

    def limit(meal: str, aim: float, most: float, *, is_own: bool) -> WeightLimit:
        words = (
            "a figure of your own"
            if is_own
            else "what nine in ten of this age and size eat at most"
        )
        source = "the request" if is_own else eaten.source
        return WeightLimit(meal, round(min(aim, most), 1), round(most, 1), words, source)

    shares: dict[str, float] = {}
    for meal in pattern.meals:
        shares[meal.name] = shares.get(meal.name, 0.0) + meal.energy_share
    found = [limit("", aim, most, is_own=own_day is not None)]
    for name, share in shares.items():
        most_here = _MEAL * share * most
        if own_meal is not None:
            most_here = own_meal * (_OF_MAIN_MEAL if name == _SNACK else 1.0)
        is_own = own_meal is not None or own_day is not None
        found.append(limit(name, _MEAL * share * aim, most_here, is_own=is_own))
    return tuple(found)
