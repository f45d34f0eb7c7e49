"""Rules on one day for a varied week: fish days and kinds of food."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.optimize.model.rules import Rule
from planner.optimize.model.week.context import DayContext, week_rule
from planner.request.variety import eats_fish, fish_days, least_kinds
from planner.request.week_rules import all_kinds, all_subjects

SOON = 3  # days left at which each day of a basket serves its share of missing kinds, rounded up


def fish_demands(day: DayContext) -> Iterator[Rule]:
    """Demand fish if at least half of the remaining days have to serve it."""
    facts = day.facts
    needed = fish_days(facts.request) if eats_fish(facts.request) else 0
    fish = all_subjects()["fish"]
    needed -= len({number for number, _ in day.meals_holding(fish)})
    if needed > 0 and needed / day.days_left >= 0.5:
        mask = facts.surely_holding(fish)
        yield week_rule("variety", "fish_days", mask, (1.0, np.inf), "fish on this day")


def kind_demands(day: DayContext) -> Iterator[Rule]:
    """Demand this day's share of the kinds of food that are still missing."""
    facts = day.facts
    for name, least in least_kinds(facts.request).items():
        eaten = day.kinds_eaten[name]
        # Days of one basket have few foods: what is missing is not left to the last day.
        soon = day.week.basket is not None and day.days_left <= SOON
        missing, ahead = least - len(eaten), day.days_left - 1 if soon else 0
        lower = (missing + ahead) // day.days_left
        if lower > 0:
            new = [mask for kind, mask in facts.kinds[name].items() if kind not in eaten]
            counted = np.sum(new, axis=0) if new else np.zeros(len(facts.choices))
            words = f"{lower} more {all_kinds()[name].label} on this day"
            yield week_rule("variety", name, counted, (float(lower), np.inf), words)
