"""Milder rules over days that the days planned already keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.nutrition.foods.portions import Portion
from planner.request.plan_request import PlanRequest
from planner.request.variety import (
    VarietyFault,
    VarietyRule,
    fish_days,
    judge_variety,
    kinds_eaten,
    meals_holding,
)
from planner.request.week_rules import WEEK, WeekRules, all_kinds, all_subjects, read_wish


def milder_wishes(
    portions: Sequence[Portion], request: PlanRequest, unmet: Sequence[VarietyFault]
) -> dict[str, PlanRequest]:
    """Return requests with one milder rule over days, which the planned days keep.

    Parameters
    ----------
    portions : sequence of Portion
        The days as planned, certified but for these rules.
    unmet : sequence of VarietyFault
        What they break; see `judge_variety`.

    Returns
    -------
    dict of str to PlanRequest
        The changed request by the change in words.
    """
    found: dict[str, PlanRequest] = {}
    for fault in unmet:
        for words, week in _milder(fault, portions, request):
            changed = request.changed(week=week)
            if not judge_variety(portions, changed):
                found[words] = changed
    return found


def _milder(
    fault: VarietyFault, portions: Sequence[Portion], request: PlanRequest
) -> Iterator[tuple[str, WeekRules]]:
    """Ask for as much as the days hold, or drop the rule."""
    week, days, foods = request.week, request.days, request.catalog.foods
    if fault.rule is VarietyRule.WISH:
        wish = read_wish(fault.subject)
        rest = tuple(text for text in week.wishes if text != wish.text)
        held = len(meals_holding(portions, wish.subject, foods)) * WEEK // days
        if wish.sense == ">=" and held:
            text = f"{wish.subject.id}>={held}"
            words = f"ask for {wish.subject.label} {held} times a week"
            yield words, week.changed(wishes=(*rest, text))
        yield f"do not ask for {wish.words}", week.changed(wishes=rest)
    elif fault.rule is VarietyRule.KINDS:
        name = fault.subject
        held = len(kinds_eaten(portions, foods)[name]) * WEEK // days
        words = f"ask for {held} {all_kinds()[name].label} a week"
        yield words, week.changed(**{name: held})
    elif fault.rule is VarietyRule.FISH_DAYS and fish_days(request):
        eaten = {day for day, _ in meals_holding(portions, all_subjects()["fish"], foods)}
        held = len(eaten) * WEEK // days
        yield f"ask for fish on {held} days a week", week.changed(fish_days=held)
