"""The Mediterranean pattern: the questions of its published screener, up to the aim of the diet."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.medas import SOURCE, MedasCondition, medas_questions, most_points
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.people.diets import get_diet
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.rules import Context, Family, Rule, SharedAmount, amount_rule

_MOST_LOST = 100.0  # points that one question may lose, so that every day stays possible
_SURPLUS = 1.5  # points above the aim to aim at: part of a question counts here, but scores nothing
_MARGIN = 1e-3  # of an amount, so that the printed grams hold it


def _questions(context: Context) -> Iterator[Rule]:
    """State which share of its point each question loses, in proportion to what is missed."""
    if get_diet(context.request.diet).medas is None:
        return
    for question in medas_questions():
        for number, one in enumerate(question):
            if one.holds != "not_asked":
                yield _rule(context.choices, one, number)


def _rule(choices: Choices, one: MedasCondition, number: int) -> Rule:
    if one.holds == "dishes":
        dishes = map(choices.dish, range(len(choices)))
        foods = choices.items.foods
        taken: FloatArray = np.array(
            [float(dish is not None and one.counts(dish, foods)) for dish in dishes]
        )
        step: FloatArray = np.zeros(len(choices))
    else:
        share = np.array([one.share_of(food) for food in choices.items.foods.foods])
        taken, step = amount_rule(choices, choices.amount(share))
    lower, upper, value = one.a_day * (1 + _MARGIN), np.inf, one.a_day * (1 + _MARGIN)
    if one.holds == "not_less":
        lower, value = 0.0, one.amount
    elif one.holds == "below":
        lower, upper, value = -np.inf, one.a_day * (1 - _MARGIN), -one.a_day
    return Rule(
        "medas_question", f"{one.item}.{number}", "day", taken, step, lower, upper,
        "dishes" if one.holds == "dishes" else "g", one.question.lower(), SOURCE,
        shared=(_lost(one.item, value),),
    )  # fmt: skip


def _lost(item: int, value: float) -> SharedAmount:
    """Return the column of the share of its point that a question loses."""
    return SharedAmount(f"lost medas {item}", "day", _MOST_LOST, value)


def _aim(context: Context) -> Iterator[Rule]:
    """Price each point that the day lacks of those that the diet aims at."""
    aim = get_diet(context.request.diet).medas
    if aim is None:
        return
    questions, none = medas_questions(), np.zeros(len(context.choices))
    asked = [question[0].item for question in questions if question[0].holds != "not_asked"]
    yield Rule(
        "medas", "medas", "day", none, none, -np.inf, most_points(questions) - aim - _SURPLUS,
        "points", f"at least {aim:g} of 14 points of the Mediterranean screener MEDAS", SOURCE,
        weight=preferences().soft_rules.medas_point,
        shared=tuple(_lost(item, 1.0) for item in asked),
    )  # fmt: skip


MEDAS_QUESTION = Family(
    "Questions of the Mediterranean screener",
    "Σ g_j over the foods of question q + a_q·l_q ≥ a_q (or ≤, with −), a_q the amount a day",
    "g or dishes a day",
    "hard: l_q ≥ 0 is what the question loses of its point",
    SOURCE,
    _questions,
)
MEDAS = Family(
    "Mediterranean screener",
    "Σ l_q ≤ 13 − aim − 1.5; more points than the aim of the diet are worth nothing",
    "points",
    "soft: {medas_point:g} points for each point of MEDAS below the aim of the diet",
    SOURCE,
    _aim,
    is_hard=False,
)
