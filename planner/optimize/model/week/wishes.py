"""Wishes over several days as rules on one day."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.optimize.model.rules import Rule
from planner.optimize.model.week.context import DayContext, week_rule
from planner.request.week_rules import at_least_in, at_most_in


def wish_rules(day: DayContext) -> Iterator[Rule]:
    """Yield the rules of the wishes "at most" and "on this weekday"."""
    facts = day.facts
    for wish in facts.request.week.read_wishes():
        if wish.sense == "<=":
            allowed = at_most_in(wish.times, facts.request.days)
            left = allowed - len(day.meals_holding(wish.subject))
            upper = float(max(-(-left // day.days_left), 0))
            mask = facts.possibly_holding(wish.subject)
            yield week_rule("wish", wish.text, mask, (-np.inf, upper), wish.words)
            continue
        today = facts.request.weekday(day.number) in wish.days
        if today and not wish.subject.most_minutes:
            mask = facts.surely_holding(wish.subject)
            yield week_rule("wish", wish.text, mask, (1.0, np.inf), wish.words)


def wish_demands(day: DayContext) -> Iterator[Rule]:
    """Demand a wish of "at least" if at least half of the remaining days have to meet it."""
    facts = day.facts
    for wish in facts.request.week.read_wishes():
        if wish.sense != ">=":
            continue
        needed = at_least_in(wish.times, facts.request.days)
        needed -= len(day.meals_holding(wish.subject))
        if needed > 0 and needed / day.days_left >= 0.5:
            lower = float(max(1, round(needed / day.days_left)))
            mask = facts.surely_holding(wish.subject)
            yield week_rule("wish", wish.text, mask, (lower, np.inf), wish.words)
