"""Changes of the meals, the diet and the conditions that may make a plan possible."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from planner.nutrition.foods.meal_patterns import SNACKS, all_meals, meal_labels
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.conditions import circumstances
from planner.nutrition.people.diets import Diet, all_diets, get_diet
from planner.nutrition.tables import read_toml
from planner.planning.infeasible.conflicts import Conflict
from planner.planning.infeasible.remedy import CLINICAL, DIET, MEALS, Remedy, RemedyFamily
from planner.planning.infeasible.requirements import Requirement
from planner.request.plan_request import PlanRequest

MOST_DIETS = 2


def of_meals(request: PlanRequest, conflicts: Sequence[Conflict]) -> Iterator[RemedyFamily]:
    """Add a snack where energy is out of reach; change a meal that cannot be filled."""
    yield from plain_meals(request, conflicts)
    energy = any(
        found.kind == "energy" for conflict in conflicts for found in conflict.requirements
    )
    if energy and request.snacks < SNACKS[1]:
        changed = request.changed(snacks=request.snacks + 1)
        yield RemedyFamily((Remedy("add a snack", changed, MEALS),))
    scopes = {rule.scope for conflict in conflicts for rule in conflict.structural_rules}
    names = {meal.name for meal in all_meals().values() if meal.id in scopes}
    for meal, label in meal_labels().items():
        if meal not in names:
            continue
        rest = {name for name in request.simple if name != meal}
        if meal in request.simple:
            words = f"make {label.lower()} a dish, not plain foods"
        else:
            rest, words = rest | {meal}, f"make {label.lower()} of plain foods, without a dish"
        changed = request.changed(simple=tuple(sorted(rest)))
        yield RemedyFamily((Remedy(words, changed, MEALS),))


def plain_meals(request: PlanRequest, conflicts: Sequence[Conflict]) -> Iterator[RemedyFamily]:
    """Make every meal of plain foods, whose amounts fit under a ceiling that no dish fits under."""
    kinds = {found.kind for conflict in conflicts for found in conflict.requirements}
    meals = tuple(sorted(meal_labels()))
    if kinds & {"nutrient_ceiling", "energy"} and set(request.simple) != set(meals):
        changed = request.changed(simple=meals)
        words = "make every meal of plain foods, without a dish"
        yield RemedyFamily((Remedy(words, changed, MEALS),))


def of_diets(request: PlanRequest) -> Iterator[RemedyFamily]:
    """Eat by a diet that leaves out less, the strictest of them first."""
    own = get_diet(request.diet)
    looser = [diet for diet in all_diets().values() if _is_looser(diet, own)]
    changes = [
        Remedy(
            f"eat {diet.label.lower()} instead of {own.label.lower()}",
            request.changed(diet=diet.id),
            DIET + (_strictness(own) - _strictness(diet)) / 1000.0,
        )
        for diet in sorted(looser, key=lambda diet: -_strictness(diet))
    ]
    if changes:
        yield RemedyFamily(tuple(changes), MOST_DIETS)


def _is_looser(diet: Diet, than: Diet) -> bool:
    """Tell whether a diet leaves out, or requires, less than another one."""
    one, other = dict(diet.rule.values), dict(than.rule.values)
    subset = all(values <= other.get(key, frozenset()) for key, values in one.items())
    fewer = set(diet.at_least) <= set(than.at_least)
    return diet.id != than.id and subset and fewer and (one != other or bool(than.at_least))


def _strictness(diet: Diet) -> int:
    """Count what a diet leaves out."""
    return sum(len(values) for _, values in diet.rule.values)


def of_conditions(
    request: PlanRequest, requirements: Collection[Requirement]
) -> Iterator[RemedyFamily]:
    """Plan without the limits of a condition, which only a clinician can decide."""
    person = request.person
    subjects = {found.subject for found in requirements}
    limited = {
        label
        for limit in effects_for(person).limits
        if limit.nutrient in subjects
        for label in limit.labels
    }
    for row in circumstances(person.conditions, ()):
        if row.label not in limited:
            continue
        rest = tuple(name for name in person.conditions if name != row.id)
        changed = person.changed(conditions=rest)
        words = f"ask your clinician whether the limits for {row.label} have to hold"
        yield RemedyFamily((Remedy(words, request.changed(person=changed), CLINICAL),))


def allergens() -> frozenset[str]:
    """Return the avoidances that are about an allergen or an intolerance."""
    return frozenset(
        name for name, entry in read_toml("diets.toml")["avoid"].items() if "contains" in entry
    )
