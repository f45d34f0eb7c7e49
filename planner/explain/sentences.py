"""The explanation of a plan in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from planner.certification.certificate import Adequacy
from planner.explain.analysis import (
    NAMED,
    Binding,
    Contribution,
    Scarce,
    find_binding,
    find_contributions,
    find_scarce,
)
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.supplements import load_supplements
from planner.nutrition.foods.upper_bounds import UpperBound
from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.planning.plan import Plan

_COUNTED_NAMED = 3  # most foods named of those whose amount is not known


def who_eats(plan: Plan) -> str:
    """Describe the food that the request allows: "vegan food without fortified foods"."""
    request = plan.request
    diet = get_diet(request.diet)
    out = [get_avoidance(name).label.lower() for name in request.avoid]
    out += [request.catalog.item_name(name) for name in request.exclude[:3]]
    leaves_out = diet.rule.values or diet.not_together
    words = f"{diet.label.lower()} food" if leaves_out else "food"
    return f"{words} without {' or '.join(out)}" if out else words


def item_label(item: str, catalog: Catalog) -> str:
    """Return the name of a dish, food or supplement, or its id if there is no such thing."""
    known = item in catalog or item in load_supplements()
    return catalog.item_name(item) if known else item


def short_explanation(plan: Plan) -> tuple[str, ...]:
    """Return the sentences of every plan: binding targets, scarce nutrients, main contributions.

    Contributions are found for plans of one day only, since they need a judgement for every item.
    """
    contributions = find_contributions(plan) if plan.request.days == 1 else ()
    needed = sorted((part for part in contributions if part.falls), key=lambda p: p.falls[0][1])
    return (
        *binding_sentences(plan, find_binding(plan)[:NAMED]),
        *coverage_sentences(plan),
        *(scarce_sentence(plan, scarce) for scarce in find_scarce(plan)[:2]),
        *(part_sentence(part, plan.request.catalog) for part in needed[:3]),
    )


def coverage_sentences(plan: Plan) -> tuple[str, ...]:
    """Say of each ceiling that counts unknown amounts how many foods are known, and what counts.

    Of the foods without a value those are named that count most, with the derivation of the figure.
    """
    return tuple(_coverage_sentence(plan, row) for row in plan.certificate.presumed)


def _coverage_sentence(plan: Plan, row: Adequacy) -> str:
    foods = plan.request.catalog.foods
    grams: dict[str, float] = {}
    for portion in plan.portions:
        if portion.food_id in row.unknown and row.day in (0, portion.day):
            grams[portion.food_id] = grams.get(portion.food_id, 0.0) + portion.grams
    bounds = {name: foods.upper_bounds[name, row.nutrient] for name in grams}
    most = sorted(bounds, key=lambda name: -bounds[name].per_100_g * grams[name])
    named = [
        f"{item_label(name, plan.request.catalog)} ({_derivation(bounds[name], plan)})"
        for name in most[:_COUNTED_NAMED]
        if bounds[name].per_100_g > 0
    ]
    words = row.coverage_words
    return f"{words[0].upper()}{words[1:]}: {', '.join(named)}"


def _derivation(bound: UpperBound, plan: Plan) -> str:
    """Return what a figure is derived from, with the name of the food or nutrient."""
    of = bound.of
    if bound.basis == "whole" and of in nutrient_index():
        of = nutrient(of).in_sentence
    elif of in plan.request.catalog.foods:
        of = item_label(of, plan.request.catalog)
    return bound._replace(of=of).words


def binding_sentences(plan: Plan, binding: Sequence[Binding]) -> tuple[str, ...]:
    """Return the sentence that names the binding targets; empty without any."""
    words = [
        f"{nutrient(found.nutrient).in_sentence} ({found.percent:.0f} % of its "
        f"{'floor' if found.at_floor else 'ceiling'}"
        + (f", {found.presumed:.0f} % for foods without a value" if found.presumed else "")
        + (f" on day {found.day})" if found.day > 1 else ")")
        for found in binding
    ]
    several = len({row.day for row in plan.portions}) > 1
    subject = "over these days" if several else "on this day"
    return (f"The targets with least room {subject} are: {', '.join(words)}",) if words else ()


def scarce_sentence(plan: Plan, scarce: Scarce) -> str:
    """Return the sentence that names the sources of a scarce nutrient."""
    name = nutrient(scarce.nutrient).in_sentence
    if not scarce.kinds:
        return f"No {who_eats(plan)} supplies a fifth of the {name} target in a helping"
    kinds = "; ".join(scarce.kinds)
    some = "this kind" if len(scarce.kinds) == 1 else "these kinds"
    return (
        f"Only {some} of {who_eats(plan)} can supply a fifth of the {name} target in a helping: "
        f"{kinds}"
    )


def part_sentence(part: Contribution, catalog: Catalog) -> str:
    """Return the sentence on the contribution of a dish or food."""
    where = f"{part.meal} of day {part.day}" if part.day > 1 else part.meal
    item = f"{item_label(part.item, catalog)} ({where})"
    if not part.falls:
        return f"Without {item}, no nutrient falls below its target"
    falls = " and ".join(
        f"{nutrient(name).in_sentence} falls to {int(percent)} %"
        for name, percent in part.falls[:2]
    )
    return f"Without {item}, {falls} of the target"
