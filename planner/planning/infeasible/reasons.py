"""Word the conflicts: which requirements cannot hold together, and how far the foods go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.meal_patterns import all_meals
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.optimize.model.rules import Rule, RuleKey
from planner.optimize.solve import solve_relaxation
from planner.planning.day import DayProblem
from planner.planning.infeasible.conflicts import Conflict
from planner.planning.infeasible.requirement_model import RequirementModel
from planner.planning.infeasible.requirements import Requirement, why_never_served
from planner.request.locks import read_lock

# Families of rules about what makes up a meal; the nearest plan breaks them last.
STRUCTURE = frozenset({"meal_roles", "meal_size", "goes_with", "pairing", "diet_minimum"})
_TARGETS = ("energy", "nutrient_floor", "nutrient_ceiling", "macronutrient_range")
_FOODS = ("diet", "avoid", "exclude")
_NO_TIME = " (there was no time to see whether all of this is needed)"
_MOST_NAMED = 8  # a longer list that is not minimal says too little to be named
_SET_ASIDE = ("nutrient_floor", "lock")


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as a sentence does: "milk, eggs and nuts"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def reachable(problem: DayProblem, rule: Rule, needed: Collection[RuleKey] = ()) -> float | None:
    """Return how near to its limit the relaxation under the other rules comes.

    Parameters
    ----------
    problem : DayProblem
        The problem that the other rules are taken from.
    rule : Rule
        The rule that may be missed.
    needed : collection of RuleKey
        Rules that stay. Other floors and locks are set aside, so that the figure tells what the
        foods can supply at all.

    Returns
    -------
    float or None
        In the unit of the rule; its limit where that is met, None where the other rules conflict.
    """
    rules = tuple(
        other
        for other in problem.rules
        if other.hard
        and (other.key == rule.key or other.key in needed or other.family not in _SET_ASIDE)
    )
    asked = replace(problem, rules=rules)
    model = asked.model(relaxed=frozenset({rule.key}), only_relaxed=True)
    solution = solve_relaxation(model.problem)
    if not solution.found:
        return None
    below, above = (float(solution.x[column]) if column >= 0 else 0.0
                    for column in model.slack[rule.key])  # fmt: skip
    if above > below:
        return rule.upper + above
    return (rule.lower if np.isfinite(rule.lower) else rule.upper) - below


def words_of(requirements: Sequence[Requirement]) -> str:
    """List requirements in words."""
    return listed([requirement.words for requirement in requirements])


def who(requirements: Sequence[Requirement], catalog: Catalog) -> str:
    """Name what is left out of the food: "vegan without fortified foods or olive oil"."""
    words, left_out, others = [], [], []
    for requirement in requirements:
        if requirement.kind == "diet":
            words.append(get_diet(requirement.subject).label.lower())
        elif requirement.kind not in (*_FOODS, *_TARGETS):
            others.append(requirement)
    for kind, name_of in (("avoid", _avoidance_name), ("exclude", catalog.item_name)):
        left_out += [name_of(found.subject) for found in requirements if found.kind == kind]
    words += [f"without {listed(left_out, 'or')}"] if left_out else []
    words += [f"with {words_of(others)}"] if others else []
    return " ".join(words)


def _avoidance_name(avoidance_id: str) -> str:
    return get_avoidance(avoidance_id).label.lower()


def reason(model: RequirementModel, conflict: Conflict) -> str:
    """Say which requirements conflict, with how far the foods go where one target is missed."""
    return _reason(model, conflict) + ("" if conflict.is_minimal else _NO_TIME)


def _reason(model: RequirementModel, conflict: Conflict) -> str:
    requirements = conflict.requirements
    targets = [found for found in requirements if found.kind in _TARGETS]
    others = [found for found in requirements if found.kind not in _TARGETS]
    if not requirements:
        priced = model.problem.request.objective in ("cheapest", "lowest_carbon")
        known = " and has a known figure" if priced else ""
        words = listed(list(map(_meal_rule, conflict.structural_rules))) or "the meals of a day"
        return f"no food left that is safe here{known} makes up {words}"
    if len(requirements) > _MOST_NAMED and not conflict.is_minimal:
        words = f"; asked for: {words_of(others)}" if others else ""
        return f"the targets and all that is asked for cannot hold together{words}"
    words = words_of(requirements)
    if not conflict.is_proven:
        return f"the nearest plan that was found misses {words}"
    if conflict.whole_portions:
        return f"{words}: they could hold together only in parts of a portion"
    if not targets:
        return _wish_reason(model, conflict)
    if len(targets) == 1:
        words = _target_reason(model, conflict, targets[0])
    else:
        words = f"{words_of(targets)} cannot hold together"
    return f"{who(others, model.problem.request.catalog)}: {words}" if others else words


def _target_reason(model: RequirementModel, conflict: Conflict, target: Requirement) -> str:
    """Say how nearly a target can be met under the requirements it conflicts with."""
    (rule,) = model.rules_of(target)
    own = next((other for other in model.problem.rules if other.key == rule.key), rule)
    needed = frozenset[RuleKey]().union(*(found.rules for found in conflict.requirements))
    best = reachable(model.problem, own, needed) if len(own.taken) else 0.0
    if best is None:
        best = reachable(model.with_only({found.key for found in conflict.requirements}), rule)
    if rule.family == "energy":
        if best is None:
            return f"{rule.sentence} is out of reach"
        far = f"at most {best:.0f}" if best < rule.lower else f"at least {best:.0f}"
        return f"{rule.sentence} is out of reach; the meals of a day hold {far} kcal"
    known = nutrient(rule.subject)
    low = rule.family != "nutrient_ceiling"
    limit = rule.lower if low else rule.upper
    figures = "" if best is None else f" {best:.3g} of {limit:.4g} {known.unit}"
    if not low:
        return f"{known.in_sentence} cannot be kept low enough; least reachable{figures}"
    none = best is not None and best < 0.02 * limit
    words = "no food here supplies" if none else "the foods here supply too little"
    return f"{words} {known.in_sentence}; most reachable{figures}"


def _wish_reason(model: RequirementModel, conflict: Conflict) -> str:
    """Say which of a person's own requirements cannot be met, or conflict with a meal's make-up."""
    requirements, rules = conflict.requirements, conflict.structural_rules
    locks = [found for found in requirements if found.kind == "lock"]
    if len(locks) == 1 and (why := _why_lock_fails(model, locks[0])):
        return why
    if len(requirements) == 1 and requirements[0].kind == "budget":
        (rule,) = model.rules_of(requirements[0])
        own = next(other for other in model.problem.rules if other.key == rule.key)
        least = reachable(model.problem, own)
        figure = "" if least is None else f"; the least a day of these foods costs is {least:.2f}"
        return f"{requirements[0].words} cannot be kept{figure}"
    empty = [_nothing_left(rule) for rule in rules if _is_empty(conflict, rule)]
    if empty:
        return f"{who(requirements, model.problem.request.catalog)}: {listed(empty)}"
    words = [*(found.words for found in requirements), *map(_meal_rule, rules)]
    if len(words) == 1:
        return f"{words[0]}: nothing here can do that"
    return f"{listed(words)} cannot {'both' if len(words) == 2 else 'all'} hold"


def _why_lock_fails(model: RequirementModel, requirement: Requirement) -> str:
    """Say why a locked item is not among the choices; empty where it is."""
    request = model.problem.request
    lock = read_lock(requirement.subject)
    rules = [rule for rule in model.problem.rules if rule.key in requirement.rules]
    if any(rule.taken.any() for rule in rules):
        return ""
    why = why_never_served(request, lock.item, lock.meal)
    return f"{request.catalog.item_name(lock.item)} is asked for, but {why}"


def _is_empty(conflict: Conflict, rule: Rule) -> bool:
    """Tell whether the requirements bar every choice that could fill a rule."""
    if rule.family not in STRUCTURE or rule.lower <= 0:
        return False
    barred = np.any([found.bars for found in conflict.requirements], axis=0)
    return not (rule.taken[~barred] > 0).any()


def _parts(rule: Rule) -> tuple[str, str]:
    """Return what a rule of a meal counts, and the meal."""
    what = "foods" if rule.family == "meal_size" else listed(rule.roles, "or").replace("_", " ")
    return what, all_meals()[rule.scope].label.lower()


def _nothing_left(rule: Rule) -> str:
    """Say that a meal's part cannot be filled: "no dish is left for dinner"."""
    if rule.family not in ("meal_roles", "meal_size"):
        return f"nothing is left for {rule.sentence}"
    what, meal = _parts(rule)
    return f"no {what} {'are' if what == 'foods' else 'is'} left for {meal}"


def _meal_rule(rule: Rule) -> str:
    """Say what makes up a meal: "exactly one dish at dinner"."""
    if rule.family not in ("meal_roles", "meal_size"):
        return rule.sentence
    what, meal = _parts(rule)
    least, most = rule.lower, rule.upper
    if least == most:
        count = f"exactly {_number(least)}"
    elif least <= 0 and np.isfinite(most):
        count = f"at most {_number(most)}"
    else:
        count = f"at least {_number(least)}"
    return f"{count} {what} at {meal}"


def _number(count: float) -> str:
    names = {0: "no", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
    return names.get(int(count), f"{count:g}")
