"""Write plans as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from planner.certification.certificate import Adequacy, Certificate, whole_percent
from planner.explain.sentences import short_explanation
from planner.formats.cooking_plan import day_title
from planner.formats.plan_text import (
    days_of,
    is_certified,
    meals_of,
    not_promised,
    targets_met,
    water_of_day,
)
from planner.nutrition.foods.absorption import credited_nutrients
from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.household_measures import write_count, write_measure
from planner.nutrition.foods.kitchen_amounts import write_served_weight
from planner.nutrition.foods.kitchen_foods import served_name
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion, servings_at_table
from planner.nutrition.foods.recipe_text import ingredient_lines, steps_of, time_words
from planner.nutrition.foods.supplements import dose_words
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.planning.plan import Plan, counting_rules, sourced_notes

# A row's status in words, for a day and for the mean of the days.
STATUS_WORDS = {
    "met": "met",
    "short": "below the target",
    "over": "over the ceiling",
    "averaged": "met on average over the days",
    "limited": "no target, under its limit",
    "no_target": "no target",
    "building_up": "built up step by step",
}


def safe(text: str) -> str:
    """Escape the characters that Markdown interprets as markup."""
    return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


def _adequacy_row(row: Adequacy) -> str:
    known = nutrient(row.nutrient)
    floor = "" if row.floor is None else f"{row.floor:.4g}"
    ceiling = "" if row.ceiling is None else f"{row.ceiling:.4g}"
    percent = "" if row.percent is None else f"{whole_percent(row.percent)} %"
    if percent and known.id == "energy_kcal":
        percent += " of the need"
    return (
        f"| {known.name} | {_intake(row)} | {floor} | {ceiling} | {percent} "
        f"| {STATUS_WORDS[row.status]} |"
    )


def _intake(row: Adequacy) -> str:
    """Write an intake, with what of it counts, and what a ceiling counts beside it."""
    unit = nutrient(row.nutrient).unit
    words = f"{row.intake:.4g} {unit}"
    if not row.counts_in_full:
        words += f" ({row.credited:.4g} counted)"
    if row.presumed_matters:
        words += f" plus up to {row.presumed:.4g} {unit} of foods without a value"
    return words


def _food_lines(portions: Sequence[Portion], foods: FoodTable, units: Units) -> list[str]:
    """Return the lines of foods served alone, as they are eaten; water is said once a day."""
    lines = []
    for portion in portions:
        food = foods.food(portion.food_id)
        if food.is_water:
            continue
        amount = write_served_weight(food, portion.grams, units)
        lines.append(f"- {amount} {safe(served_name(food, units))}")
    return lines


def _dish_lines(dish: Dish, scale: float, table: float, plan: Plan) -> list[str]:
    """Return the lines of a dish: ingredients and steps for all at the table."""
    foods, units = plan.request.catalog.foods, Units(plan.request.units)
    servings = write_measure(scale, "serving", "servings")
    if table > scale:
        servings += f" of {write_count(table)} at the table"
    title = f"**{safe(dish.name)}**, {servings}, {time_words(dish)}"
    rows = [f"- {safe(line)}" for line in ingredient_lines(dish, foods, table, units)]
    texts = steps_of(dish, foods, table, units)
    steps = [f"{number}. {safe(step)}" for number, step in enumerate(texts, start=1)]
    return [title, "", *rows, "", *steps, ""]


def plans_as_markdown(plans: Sequence[Plan]) -> str:
    """Return the plans of one or several people as one Markdown text."""
    table = servings_at_table(row for plan in plans for row in plan.portions)
    return "\n".join(_plan(plan, table) for plan in plans)


def _plan(plan: Plan, table: Mapping[tuple[int, str, str], float]) -> str:
    """Return one plan: meals, supplements, certificate, scores, explanation and warnings."""
    labels = meal_labels()
    days = len({row.day for row in plan.portions})
    span = "A day" if days == 1 else f"{days} days"
    who = plan.request.name or f"a {plan.request.person.label}"
    lines = [f"# {span} for {safe(who)}", ""]
    if plan.status == "nearest":
        lines += ["**Not a certified plan: the nearest one that was found.**", ""]
    for day in days_of(plan):
        title = day_title(day, plan.request.start)
        for meal, rows in meals_of(plan, day):
            lines += [f"## {title}: {labels.get(meal, meal).lower()}", ""]
            lines += [*_meal_lines(plan, rows, table), ""]
        lines += _water_lines(plan, day)
    lines += _supplements(plan)
    verdict = "certified" if is_certified(plan) else "not certified"
    lines += [f"## Certificate: {verdict}", ""]
    lines += [f"- {breach.message}" for breach in plan.certificate.breaches]
    found = plan.certificate
    met = (*targets_met(found), *not_promised(found))
    lines += [*(f"- {words}" for words in met), ""]
    lines += [*adequacy_table(found), *_counting(plan)]
    lines += ["", "## Scores", ""]
    lines += [
        f"- {score.name}: {score.value:.3g} {score.unit}".rstrip()
        for score in plan.scores
        if score.value is not None
    ]
    if why := short_explanation(plan):
        lines += ["", "## Why this plan", "", *(f"- {safe(sentence)}" for sentence in why)]
    lines += ["", *(f"> {warning}" for warning in (*plan.explanation, *plan.warnings)), ""]
    return "\n".join([*lines, *_sources(plan)])


def _meal_lines(
    plan: Plan, rows: Sequence[Portion], table: Mapping[tuple[int, str, str], float]
) -> list[str]:
    """Return the lines of a meal: its dishes with recipes, then the foods served alone."""
    lines: list[str] = []
    catalog, units = plan.request.catalog, Units(plan.request.units)
    for dish_id, parts in groupby(rows, key=lambda row: row.dish):
        portions = list(parts)
        if not dish_id:
            lines += _food_lines(portions, catalog.foods, units)
            continue
        first = portions[0]
        servings = table[first.day, first.meal, dish_id]
        lines += _dish_lines(catalog.dish(dish_id), first.scale, servings, plan)
    return lines


def _water_lines(plan: Plan, day: int) -> list[str]:
    """Return the line on the water of a day."""
    today = [row for row in plan.portions if row.day == day]
    amount = water_of_day(today, plan.request.catalog, Units(plan.request.units))
    return [f"Water over the day: {amount}.", ""] if amount else []


def _sources(plan: Plan) -> list[str]:
    """Return the publications of the notes, apart from their sentences."""
    notes = sourced_notes(plan.request, plan.portions, plan.doses)
    if not notes:
        return []
    rows = [f"- {safe(note.sentence)}: {safe(note.source)}" for note in notes]
    return ["## Sources of the notes", "", *rows, ""]


def _supplements(plan: Plan) -> list[str]:
    """Return the lines on the doses of every day and their credited amounts."""
    if not plan.doses:
        return []
    lines = ["## Supplements, apart from the food", ""]
    for (day, meal), doses in groupby(plan.doses, key=lambda dose: (dose.day, dose.meal)):
        where = f"{day_title(day, plan.request.start)}, {meal_labels().get(meal, meal).lower()}"
        lines.append(f"- {where}: {safe(dose_words(list(doses)))}")
    counted = [
        f"{nutrient(row.nutrient).name} {row.food:.4g} {nutrient(row.nutrient).unit} from food and "
        f"{row.supplement:.4g} counted from supplements"
        for row in plan.certificate.means or plan.certificate.adequacy
        if row.supplement
    ]
    return [*lines, *(f"- {words}" for words in counted), ""]


def adequacy_table(found: Certificate) -> list[str]:
    """Return the table of targets: of one day, or the mean and the lowest of several days."""
    core = core_nutrients()
    ordered = sorted(found.means or found.adequacy, key=lambda row: row.nutrient not in core)
    ordered += [row for row in found.untargeted if not (found.means and row.day)]
    head = ["| nutrient | intake | floor | ceiling | of target | |", "|---|---|---|---|---|---|"]
    if not found.means:
        return [*head, *(_adequacy_row(row) for row in ordered)]
    head = [f"{head[0]} lowest day |", f"{head[1]}---|"]
    lines = ["The mean of the days, and the day with the least.", "", *head]
    return lines + [f"{_adequacy_row(row)} {_lowest(found, row.nutrient)} |" for row in ordered]


def _lowest(found: Certificate, name: str) -> str:
    """Write the day with the least of a nutrient, with its percent of the target."""
    least = found.lowest_day(name)
    percent = "" if least.percent is None else f" ({whole_percent(least.percent)} %)"
    counted = "" if least.counts_in_full else " counted"
    return f"{least.credited:.4g}{counted}{percent} on day {least.day}"


def _counted(row: Adequacy) -> str:
    """Say what counts of an intake; of niacin more counts than is taken in."""
    known = nutrient(row.nutrient)
    if row.credited > row.intake:
        return f"{known.name}: {row.credited:.4g} {known.unit}, {row.intake:.4g} of it taken in"
    return f"{known.name}: {row.credited:.4g} of the {row.intake:.4g} {known.unit} taken in"


def _counting(plan: Plan) -> list[str]:
    """Return the lines on the credited intake and the crediting rules."""
    rules = counting_rules(plan.request, plan.portions)
    if not rules:
        return []
    lines = ["", "What counts toward the targets:", ""]
    lines += [
        f"- {_counted(row)}"
        for row in plan.certificate.means or plan.certificate.adequacy
        if row.nutrient in credited_nutrients() and not row.counts_in_full
    ]
    return [*lines, *(f"- {safe(sentence)} ({safe(source)})" for sentence, source in rules)]
