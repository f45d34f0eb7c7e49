"""The 14 questions of the Mediterranean diet adherence screener (``data/medas.csv``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import Food, FoodTable
from planner.nutrition.foods.pairings import side_of
from planner.nutrition.tables import read_rows, split_list

SOURCE = (
    "Schröder et al., J Nutr 2011;141:1140; Martínez-González et al., PLoS One 2012;7:e43134 "
    "(data/medas.csv)"
)

HOLDS = ("at_least", "below", "not_less", "dishes", "not_asked")


@dataclass(frozen=True)
class MedasCondition:
    """One condition of a question.

    Attributes
    ----------
    item : int
        Number of the question, 1 to 14.
    question : str
        The condition in words.
    holds : {"at_least", "below", "not_less", "dishes", "not_asked"}
        ``at_least`` and ``below`` compare the grams of its foods with `a_day`; ``not_less``
        compares them with the grams of the subgroups `than`; ``dishes`` counts dishes; what is
        ``not_asked`` gives no point.
    subgroups, sides, than : frozenset of str
        Subgroups of foods, sides of foods, and the subgroups to compare with.
    kinds : tuple of frozenset of str
        Kinds of food of each of which a counted dish holds one.
    not_dishes : frozenset of str
        Kinds of dish that do not count.
    amount : float
        Grams or dishes in `days` days; for ``not_less`` the grams for which a model states a point.
    days : int
        The days that the amount is for.
    """

    item: int
    question: str
    holds: str
    subgroups: frozenset[str]
    sides: frozenset[str]
    than: frozenset[str]
    kinds: tuple[frozenset[str], ...]
    not_dishes: frozenset[str]
    amount: float
    days: int

    @property
    def a_day(self) -> float:
        """The amount for one day."""
        return self.amount / self.days

    def share_of(self, food: Food) -> float:
        """Return what a gram of a food adds to the amount that is compared: 1, 0 or -1."""
        counted = food.subgroup in self.subgroups or side_of(food) in self.sides
        return float(counted) - float(food.subgroup in self.than)

    def counts(self, dish: Dish, foods: FoodTable) -> bool:
        """Tell whether a dish is one of those counted."""
        if not self.kinds or dish.kind in self.not_dishes:
            return False
        held = {food.kind for food in dish.foods(foods)}
        return all(kinds & held for kinds in self.kinds)


@cache
def medas_questions() -> tuple[tuple[MedasCondition, ...], ...]:
    """Return the conditions of each question, of which all must hold for its point."""
    rows = (_condition(row) for row in read_rows("medas.csv"))
    return tuple(tuple(found) for _, found in groupby(rows, key=lambda one: one.item))


def most_points(questions: Iterable[tuple[MedasCondition, ...]]) -> int:
    """Return how many of the questions can give a point."""
    return sum(all(one.holds != "not_asked" for one in question) for question in questions)


def _condition(row: dict[str, str]) -> MedasCondition:
    return MedasCondition(
        item=int(row["item"]),
        question=row["question"],
        holds=row["holds"],
        subgroups=frozenset(split_list(row["subgroups"])),
        sides=frozenset(split_list(row["sides"])),
        than=frozenset(split_list(row["than"])),
        kinds=tuple(frozenset(kinds.split("/")) for kinds in split_list(row["kinds"])),
        not_dishes=frozenset(split_list(row["not_dishes"])),
        amount=float(row["amount"] or 0),
        days=int(row["days"]),
    )
