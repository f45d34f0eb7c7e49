"""Single changes of a request that make a plan possible, each checked by solving."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.errors import InputError
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.people.diets import get_avoidance
from planner.optimize.model.rules import RuleKey
from planner.optimize.solve import for_what_may_fail, is_time_over
from planner.planning.infeasible.conflicts import Conflict, any_plan, best_possible
from planner.planning.infeasible.reasons import reachable
from planner.planning.infeasible.remedy import (
    AGAIN,
    ALLERGEN,
    ENERGY,
    GROUP,
    MEALS,
    SUPPLEMENT,
    TIME,
    WISH,
    Remedy,
    RemedyFamily,
)  # fmt: skip
from planner.planning.infeasible.remedy_families import allergens, of_conditions, of_diets, of_meals
from planner.planning.infeasible.requirement_model import RequirementModel
from planner.planning.infeasible.requirements import Requirement
from planner.planning.supplements import supplement_change
from planner.request.choices import AVAILABILITIES
from planner.request.food_weight import FOOD_WEIGHT, MOST_OF_DAY
from planner.request.limit_names import LimitKind, LimitName, read_limit_name
from planner.request.plan_request import PlanRequest

MOST_CHANGES = 5  # offered; those of the least burden come first
_MINUTES = (10, 15, 20, 30, 45, 60, 90)
# Changes of these requirements change no other, and conflicts have no requirement in common.
_OF_ONE_CONFLICT = frozenset({"exclude", "avoid", "availability", "lock", "minutes", "budget"})


def find_remedies(model: RequirementModel, conflicts: Sequence[Conflict]) -> tuple[Remedy, ...]:
    """Return changes that make a plan possible, those of the least burden first.

    Changes of the same burden are sorted by how good the plan can get. Those that are not tried
    before the time is over are left out.
    """
    request = model.request
    options = [option for option in _options(request, model, conflicts) if option.changes]
    found: list[tuple[float, float, Remedy]] = []
    for option in sorted(options, key=lambda option: option.changes[0].burden):
        if len(found) >= MOST_CHANGES or is_time_over():
            break
        helped = 0
        for change in option.changes:
            if change.burden == SUPPLEMENT:
                if words := supplement_change(model.problem, any_plan()):
                    found.append((change.burden, 0.0, replace(change, words=words)))
                break
            short = for_what_may_fail(any_plan())
            points = best_possible(model.with_request(change.request), short)
            if points is not None:
                found.append((change.burden, points, change))
                helped += 1
            if helped == option.most:
                break
    found.sort(key=lambda row: (row[0], row[1], row[2].words))
    return tuple(change for _, _, change in found[:MOST_CHANGES])


def _options(
    request: PlanRequest, model: RequirementModel, conflicts: Sequence[Conflict]
) -> Iterator[RemedyFamily]:
    """List changes worth trying: those that drop or ease a requirement of a conflict."""
    requirements = {found.key: found for conflict in conflicts for found in conflict.requirements}
    alone = len(conflicts) < 2
    kinds = {found.kind for found in requirements.values()}
    for requirement in requirements.values():
        if requirement.kind in _OF_ONE_CONFLICT and not alone:
            continue  # the other conflicts, which do not hold it, would remain
        for changes in _without(requirement, request, model):
            yield (
                RemedyFamily((changes,))
                if isinstance(changes, Remedy)
                else RemedyFamily(tuple(changes))
            )
    excluded = {found.subject for found in requirements.values() if found.kind == "exclude"}
    if len(excluded) > 1:
        rest = tuple(set(request.exclude) - excluded)
        changed = request.changed(exclude=rest)
        yield RemedyFamily((Remedy("allow all that is excluded by name", changed, WISH),))
    if "nutrient_floor" in kinds:
        changed = request.changed(supplements="auto")
        yield RemedyFamily((Remedy("", changed, SUPPLEMENT),))
    yield from of_meals(request, conflicts)
    if "diet" in kinds:
        yield from of_diets(request)
    yield from of_conditions(request, requirements.values())


def food_changes(request: PlanRequest) -> Iterator[Remedy]:
    """List the changes that allow one more thing to eat; not checked by solving."""
    for name in request.exclude:
        yield _allow(name, request)
    for name in sorted(request.avoid, key=lambda name: name in allergens()):
        yield _allow_again(name, request)
    for option in of_diets(request):
        yield from option.changes


def _allow(name: str, request: PlanRequest) -> Remedy:
    """Allow an excluded food or dish."""
    rest = tuple(other for other in request.exclude if other != name)
    words = f"allow {request.catalog.item_name(name)} again"
    return Remedy(words, request.changed(exclude=rest), AGAIN)


def _more_food(kind: str, request: PlanRequest) -> list[Remedy]:
    """Allow the food of larger shops, step by step, or versions that nobody needs."""
    if kind == "versions":
        words = "allow free-from and plant versions"
        return [Remedy(words, request.changed(versions="any"), AGAIN)]
    shop = AVAILABILITIES[request.availability].shop
    return [
        Remedy(f"buy at {entry.label}", request.changed(availability=name), AGAIN)
        for name, entry in AVAILABILITIES.items()
        if entry.shop > shop
    ]


def _allow_again(name: str, request: PlanRequest) -> Remedy:
    """Allow what is avoided, unless it is an allergy."""
    rest = tuple(other for other in request.avoid if other != name)
    allergen = name in allergens()
    words = f"allow {get_avoidance(name).label.lower()}"
    words += ", unless it is an allergy" if allergen else ""
    burden = ALLERGEN if allergen else GROUP
    return Remedy(words, request.changed(avoid=rest), burden)


def _without(
    requirement: Requirement, request: PlanRequest, model: RequirementModel
) -> Iterator[Remedy | list[Remedy]]:
    """Drop one requirement, or ease it."""
    if own := [name for name, _ in request.limits if _sets(name, requirement)]:
        rest_of = tuple(pair for pair in request.limits if pair[0] not in own)
        changed = request.changed(limits=rest_of)
        yield Remedy("take your own limit back", changed, AGAIN)
    if requirement.kind == "exclude":
        yield _allow(requirement.subject, request)
    elif requirement.kind == "avoid":
        yield _allow_again(requirement.subject, request)
    elif requirement.kind in ("availability", "versions"):
        yield _more_food(requirement.kind, request)
    elif requirement.kind == "lock":
        rest = tuple(
            lock.text for lock in request.locks if lock.undated.text != requirement.subject
        )
        changed = request.changed(lock=rest)
        yield Remedy(f"do not ask for {requirement.words}", changed, AGAIN)
    elif requirement.kind == "minutes":
        yield _more_minutes(requirement.subject, request)
    elif requirement.kind == "budget":
        yield _more_money(requirement, request, model)
    elif requirement.kind in ("energy", "food_weight"):
        yield from _other_amount(requirement, request, model)
    elif requirement.kind in ("wish", "cooking", "variety"):
        yield from _of_week(requirement, request)


_DAY_WEIGHT = RuleKey("food_weight", "day", FOOD_WEIGHT)
# The kinds of requirements that a limit of the person's own may bring.
_LIMIT_KINDS = {
    "nutrient_floor": LimitKind.LEAST,
    "nutrient_ceiling": LimitKind.MOST,
    "limit": LimitKind.CAP,
}


def _sets(limit: str, requirement: Requirement) -> bool:
    """Tell whether a requirement comes from a limit of the person's own."""
    if requirement.kind == "food_weight":
        name = read_limit_name(limit)
        return name is not None and name.subject == FOOD_WEIGHT
    kind = _LIMIT_KINDS.get(requirement.kind)
    return kind is not None and limit == LimitName(kind, requirement.subject).text


def _other_amount(
    requirement: Requirement, request: PlanRequest, model: RequirementModel
) -> Iterator[list[Remedy]]:
    """Plan for another energy, or let the food weigh more."""
    if requirement.kind == "energy":
        yield from _other_energy(requirement, request, model)
    else:
        yield _more_weight(request, model)


def _more_weight(request: PlanRequest, model: RequirementModel) -> list[Remedy]:
    """Let food and drink weigh more, step by step."""
    day = next(rule.upper for rule in model.rules if rule.key == _DAY_WEIGHT)
    rest = tuple(pair for pair in request.limits if pair[0] != MOST_OF_DAY.text)
    return [
        Remedy(
            f"let food and drink weigh up to {most:.0f} g a day ({MOST_OF_DAY.text})",
            request.changed(limits=(*rest, (MOST_OF_DAY.text, most))),
            MEALS,
        )
        for most in (math.ceil(day * share / 50.0) * 50.0 for share in (1.15, 1.35))
    ]


def _more_minutes(meal: str, request: PlanRequest) -> list[Remedy]:
    """Allow a meal more time, step by step."""
    now = request.most_minutes(meal)
    rest = tuple(pair for pair in request.max_minutes if pair[0] != meal)
    label = meal_labels()[meal].lower()
    return [
        Remedy(
            f"allow {label} to take {minutes} minutes",
            request.changed(max_minutes=(*rest, (meal, minutes))),
            TIME,
        )
        for minutes in _MINUTES
        if minutes > now
    ]


def _more_money(
    requirement: Requirement, request: PlanRequest, model: RequirementModel
) -> list[Remedy]:
    """Allow a little more than the least that a day costs, step by step."""
    (rule,) = (own for own in model.problem.rules if own.key in requirement.rules)
    least = reachable(model.problem, rule, {other.key for other in model.problem.rules})
    if least is None:
        return []
    steps = [round(least * share + 0.05, 1) for share in (1.05, 1.2, 1.5)]
    return [
        Remedy(
            f"spend up to {usd:.2f} USD a day",
            request.changed(budget_usd=usd),
            TIME,
        )
        for usd in steps
    ]


def _other_energy(
    requirement: Requirement, request: PlanRequest, model: RequirementModel
) -> Iterator[list[Remedy]]:
    """Plan for an energy that the meals can hold."""
    (rule,) = (own for own in model.problem.rules if own.key in requirement.rules)
    reach = reachable(model.problem, rule)
    if reach is None:
        return
    shares = (0.94, 0.86) if reach < rule.lower else (1.06, 1.14)
    changes = []
    for share in shares:
        kcal = round(reach * share / 50.0) * 50.0
        try:
            person = request.person.changed(energy_kcal=kcal)
        except InputError:  # under the safe floor: no energy to plan for
            continue
        changed = request.changed(person=person)
        changes.append(Remedy(f"plan for {kcal:.0f} kcal a day", changed, ENERGY))
    if changes:
        yield changes


def _of_week(requirement: Requirement, request: PlanRequest) -> Iterator[Remedy]:
    """Ease a rule over days."""
    week = request.week
    if requirement.kind == "variety":
        update: dict[str, object] = {"dish_times": min(week.dish_times + 1, 7)}
        words = "let a dish come back once more in seven days"
    elif requirement.kind == "cooking":
        update, words = {"cook_days": ()}, "cook on any day"
    elif requirement.subject in week.wishes:
        rest = tuple(text for text in week.wishes if text != requirement.subject)
        update, words = {"wishes": rest}, f"do not ask for {requirement.words}"
    else:  # the other rules of this kind limit the work on a day
        update, words = {"cooking_minutes": ()}, "set no limit on the minutes of cooking"
    changed = request.changed(week=week.changed(**update))
    yield Remedy(words, changed, WISH)
