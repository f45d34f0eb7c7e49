"""What clashes, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.meal_patterns import all_meals
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.optimize.model.day_model import assemble
from planner.optimize.model.rules import Rule, RuleKey
from planner.optimize.solve import solve_relaxation
from planner.planning.day import DayProblem
from planner.planning.infeasible.conflicts import Conflict
from planner.planning.infeasible.requirement_model import RequirementModel
from planner.planning.infeasible.requirements import Requirement, why_never_served
from planner.request.locks import read_lock

# Rules about what makes up a meal: they give way last, and only to say that they clash.
STRUCTURE = frozenset({"meal_roles", "meal_size", "goes_with", "diet_minimum"})
_TARGETS = ("energy", "nutrient_floor", "nutrient_ceiling", "macronutrient_range")
_FOODS = ("diet", "avoid", "exclude")
_NO_TIME = " (there was no time to see whether all of this is needed)"
_MOST_NAMED = 8  # a longer list, cut short by time, says nothing
_SET_ASIDE = ("nutrient_floor", "lock")


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as a sentence does: "milk, eggs and nuts"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def reachable(question: DayProblem, rule: Rule, needed: Collection[RuleKey] = ()) -> float | None:
    """Return how near to its limit any plan under the other rules comes; the limit if it is met.

    The floors of other nutrients and what is asked for by name are set aside, unless they are
    `needed`: this asks what the foods can supply at all. None when the other rules clash.
    """
    rules = tuple(
        other
        for other in question.rules
        if other.hard
        and (other.key == rule.key or other.key in needed or other.family not in _SET_ASIDE)
    )
    model = assemble(
        question.context.choices, rules, question.request,
        relaxed=frozenset({rule.key}), only_relaxed=True,
    )  # fmt: skip
    answer = solve_relaxation(model.problem)
    if not answer.found:
        return None
    below, above = (float(answer.x[column]) if column >= 0 else 0.0
                    for column in model.slack[rule.key])  # fmt: skip
    if above > below:
        return rule.upper + above
    return (rule.lower if np.isfinite(rule.lower) else rule.upper) - below


def who(asks: Sequence[Requirement], catalog: Catalog) -> str:
    """Name what is left out of the food: "vegan without fortified foods or olive oil"."""
    diet = [get_diet(ask.subject).label.lower() for ask in asks if ask.kind == "diet"]
    out = [get_avoidance(a.subject).label.lower() for a in asks if a.kind == "avoid"]
    out += [catalog.item_name(ask.subject) for ask in asks if ask.kind == "exclude"]
    words = diet + ([f"without {listed(out, 'or')}"] if out else [])
    others = [ask.words for ask in asks if ask.kind not in (*_FOODS, *_TARGETS)]
    return " ".join(words + ([f"with {listed(others)}"] if others else []))


def reason(requirement_model: RequirementModel, clash: Conflict) -> str:
    """Say in words what clashes, with how far the foods go where one target is missed."""
    return _reason(requirement_model, clash) + ("" if clash.is_minimal else _NO_TIME)


def _reason(requirement_model: RequirementModel, clash: Conflict) -> str:
    catalog = requirement_model.question.request.catalog
    targets = [ask for ask in clash.asks if ask.kind in _TARGETS]
    others = [ask for ask in clash.asks if ask.kind not in _TARGETS]
    if not clash.asks:
        priced = requirement_model.question.request.objective in ("cheapest", "lowest_carbon")
        known = " and has a known figure" if priced else ""
        words = listed([_ground(rule) for rule in clash.ground]) or "the meals of a day"
        return f"no food left that is safe here{known} makes up {words}"
    if len(clash.asks) > _MOST_NAMED and not clash.is_minimal:
        words = f"; asked for: {listed([ask.words for ask in others])}" if others else ""
        return f"the targets and all that is asked for cannot hold together{words}"
    if clash.whole_portions:
        words = listed([ask.words for ask in clash.asks])
        return f"{words}: they could hold together only in parts of a portion"
    if len(targets) == 1:
        words = _target_reason(requirement_model, clash, targets[0])
        return f"{who(others, catalog)}: {words}" if others else words
    if targets:
        words = f"{listed([ask.words for ask in targets])} cannot hold together"
        return f"{who(others, catalog)}: {words}" if others else words
    return _wish_reason(requirement_model, clash)


def _target_reason(requirement_model: RequirementModel, clash: Conflict, ask: Requirement) -> str:
    """Say how far a target can be met at all under what clashes with it."""
    (rule,) = requirement_model.rules_of(ask)
    asked = next((own for own in requirement_model.question.rules if own.key == rule.key), rule)
    needed = frozenset[RuleKey]().union(*(other.rules for other in clash.asks))
    best = reachable(requirement_model.question, asked, needed) if len(asked.taken) else 0.0
    if best is None:
        best = reachable(requirement_model.asking_only({other.key for other in clash.asks}), rule)
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


def _wish_reason(requirement_model: RequirementModel, clash: Conflict) -> str:
    """Say what of a person's own asks cannot be, or cannot go with what makes up a meal."""
    locks = [ask for ask in clash.asks if ask.kind == "lock"]
    if len(locks) == 1 and (why := _why_not_there(requirement_model, locks[0])):
        return why
    if len(clash.asks) == 1 and clash.asks[0].kind == "budget":
        (rule,) = requirement_model.rules_of(clash.asks[0])
        own = next(other for other in requirement_model.question.rules if other.key == rule.key)
        least = reachable(requirement_model.question, own)
        figure = "" if least is None else f"; the least a day of these foods costs is {least:.2f}"
        return f"{clash.asks[0].words} cannot be kept{figure}"
    empty = [rule for rule in clash.ground if _is_empty(clash, rule)]
    if empty:
        catalog = requirement_model.question.request.catalog
        return f"{who(clash.asks, catalog)}: {listed([_nothing_left(rule) for rule in empty])}"
    words = [ask.words for ask in clash.asks] + [_ground(rule) for rule in clash.ground]
    if len(words) == 1:
        return f"{words[0]}: nothing here can do that"
    return f"{listed(words)} cannot {'both' if len(words) == 2 else 'all'} hold"


def _why_not_there(requirement_model: RequirementModel, lock: Requirement) -> str:
    """Say why something asked for cannot be on the table at all; empty where it could."""
    request = requirement_model.question.request
    asked = read_lock(lock.subject)
    rules = [rule for rule in requirement_model.question.rules if rule.key in lock.rules]
    if any(rule.taken.any() for rule in rules):
        return ""
    reason = why_never_served(request, asked.item, asked.meal)
    return f"{request.catalog.item_name(asked.item)} is asked for, but {reason}"


def _is_empty(clash: Conflict, rule: Rule) -> bool:
    """Tell whether the asks bar every choice that could fill a rule."""
    if rule.family not in STRUCTURE or rule.lower <= 0:
        return False
    barred = np.any([ask.bars for ask in clash.asks], axis=0)
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


def _ground(rule: Rule) -> str:
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
