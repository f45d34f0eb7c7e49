"""Helpers of the export formats: days, meals and items of a plan in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from planner.certification.certificate import Adequacy, Certificate, whole_percent
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.household_measures import write_measure
from planner.nutrition.foods.kitchen_amounts import write_served
from planner.nutrition.foods.kitchen_foods import served_name
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import nutrient
from planner.planning.plan import Plan


def days_of(plan: Plan) -> list[int]:
    """Return the days of a plan, ascending."""
    return sorted({row.day for row in plan.portions})


def person_of(plan: Plan) -> str:
    """Return the name of the person, or a description without a name."""
    return plan.request.name or plan.request.person.label


def date_of(plan: Plan, day: int) -> date | None:
    """Return the date of a day; None if the plan has no start date."""
    start = plan.request.start
    return start + timedelta(days=day - 1) if start else None


def meals_of(plan: Plan, day: int) -> Iterator[tuple[str, list[Portion]]]:
    """Yield the meals of a day with their portions, in the order of the plan."""
    today = [row for row in plan.portions if row.day == day]
    for meal, rows in groupby(today, key=lambda row: row.meal):
        yield meal, list(rows)


def meal_items(rows: Sequence[Portion], catalog: Catalog, units: Units = Units.METRIC) -> list[str]:
    """Return the dishes and foods of a meal in words and in some units, without water."""
    foods = catalog.foods
    words: list[str] = []
    for dish, parts in groupby(rows, key=lambda row: row.dish):
        portions = list(parts)
        if dish:
            scale = portions[0].scale
            amount = f" ({write_measure(scale, 'serving', 'servings')})" if scale != 1 else ""
            words.append(f"{catalog.dish_name(dish)}{amount}")
            continue
        words += [
            f"{served_name(food, units)}, {write_served(food, row.grams, units)}"
            for row in portions
            if not (food := foods.food(row.food_id)).is_water
        ]
    return words


def water_of_day(rows: Iterable[Portion], catalog: Catalog, units: Units = Units.METRIC) -> str:
    """Return the water of a day's meals in one amount: "1.2 l"; empty without any.

    The water in dishes is not counted: their recipes say it.
    """
    foods = catalog.foods
    water = [row for row in rows if not row.dish and foods.food(row.food_id).is_water]
    if not water:
        return ""
    return write_served(foods.food(water[0].food_id), sum(row.grams for row in water), units)


def doses_at(plan: Plan, day: int, meal: str) -> list[str]:
    """Return the units and name of each dose of supplements at a meal."""
    return [
        f"{one.write_units(dose.units)} of {one.name[0].lower()}{one.name[1:]}"
        for dose in plan.doses
        if (dose.day, dose.meal) == (day, meal) and (one := dose.supplement)
    ]


def coverage(found: Certificate) -> tuple[str, ...]:
    """Say of each ceiling that counts unknown amounts which foods are known, and what is counted.

    In a plan of several days the foods are those of all days, and the amount is the mean of a day.
    """
    return tuple(row.coverage_words for row in found.presumed)


def verdict(plan: Plan) -> str:
    """Return in one line whether a plan is certified, and which targets it meets and how."""
    if not is_certified(plan):
        return "not certified"
    words = (*targets_met(plan.certificate), *not_promised(plan.certificate))
    return f"certified: {'; '.join(words)}"


def verdict_of_day(plan: Plan, day: int) -> str:
    """Return in one line whether a plan is certified, and which targets this one day meets."""
    days = plan.certificate.tally.days
    if not is_certified(plan) or days == 1:
        return verdict(plan)
    rows = [row for row in plan.certificate.adequacy if row.day == day and row.has_target]
    met = [row for row in rows if row.status == "met"]
    words = [f"{len(met)} of {len(rows)} targets met on this day"]
    for status, label in (
        ("averaged", f"below the target on this day, met on average over the {days} days"),
        ("short", "not met"),
        ("over", "over the ceiling"),
    ):
        found = [_how_far(row) for row in rows if row.status == status]
        words += [f"{label}: {', '.join(found)}"] if found else []
    return f"certified: {'; '.join((*words, *not_promised(plan.certificate)))}"


def is_certified(plan: Plan) -> bool:
    """Return whether a plan is certified, and not only the nearest one."""
    return plan.certificate.certified and plan.status == "certified"


def targets_met(certificate: Certificate) -> list[str]:
    """Say how many targets are met every day, and name those met over the days, or not at all."""
    tally = certificate.tally
    several = tally.days > 1
    each = f" on each of the {tally.days} days" if several else ""
    words = [f"{len(tally.daily)} of {tally.targets} targets met{each}"]
    if tally.over_days:
        lowest = [_how_far(certificate.lowest_day(name), day=True) for name in tally.over_days]
        words.append(
            f"{len(lowest)} met only on average over the {tally.days} days (the lowest day of "
            f"each: {', '.join(lowest)})"
        )
    if tally.missed:
        missed = [_how_far(certificate.furthest_day(name), day=several) for name in tally.missed]
        words.append(f"{len(missed)} not met: {', '.join(missed)}")
    return words


def _how_far(row: Adequacy, *, day: bool = False) -> str:
    """Write a nutrient with its percent of the target, or of the ceiling it is over."""
    name = nutrient(row.nutrient).in_sentence
    when = f" on day {row.day}" if day else ""
    if row.status == "over" and row.ceiling:
        return f"{name} {100.0 * row.at_most / row.ceiling:.0f} % of the ceiling{when}"
    return f"{name} {whole_percent(row.percent)} %{when}"


def built_up(certificate: Certificate) -> list[str]:
    """Say of each nutrient that is built up how far it is, for where the notes tell the others."""
    rows = certificate.without_target
    return [_built_up(row) for row in rows if row.status == "building_up"]


def _built_up(row: Adequacy) -> str:
    known = nutrient(row.nutrient)
    return (
        f"{known.in_sentence} is to be built up: {row.intake:.0f} {known.unit} a day, "
        f"{whole_percent(row.percent)} % of its target, which is set aside meanwhile"
    )


def not_promised(certificate: Certificate) -> list[str]:
    """Say of each nutrient without a target how much the plan holds, and of what clinical limit.

    A target that is set aside while a person builds up to it is among them. A ceiling that holds
    for everybody is no answer to what this person needs, so it is left to the table.
    """
    words = []
    for row in certificate.without_target:
        known = nutrient(row.nutrient)
        if row.status == "building_up":
            words.append(_built_up(row))
            continue
        limit = f", limit {row.ceiling:g}" if row.status == "limited" else ""
        words.append(
            f"no target for {known.in_sentence}: {row.intake:.0f} {known.unit} a day{limit}"
        )
    return words
