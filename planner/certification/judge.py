"""The judge: certifies a plan from its grams and ``data/`` alone, without the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from planner.certification.adequacy import adequacy_of, status_within
from planner.certification.certificate import (
    ROUNDING,
    Adequacy,
    Breach,
    Certificate,
)
from planner.certification.food_weight import weight_breaches
from planner.certification.messages import (
    DayNote,
    aim_words,
    over_guide,
    over_words,
    short_words,
    together,
)
from planner.certification.supplements import dose_faults
from planner.nutrition.foods.food_table import Food, FoodTable
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose
from planner.nutrition.nutrients import core_nutrients, nutrient, nutrient_index
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.nutrition.people.nutrient_advice import untargeted_rows
from planner.nutrition.people.reference_intakes import (
    ADVICE_CEILINGS,
    ADVICE_FLOORS,
)
from planner.nutrition.people.rule_kinds import Refusal, RuleKind
from planner.nutrition.people.safety import safety_rules_for
from planner.nutrition.people.targets import Target, Targets
from planner.request.declared_contents import UNDECLARED
from planner.request.limit_names import LimitKind, values_of
from planner.request.meal_limits import meal_limits
from planner.request.own_limits import food_rules_for
from planner.request.plan_request import PlanRequest, targets_of
from planner.request.undeclared import minds_contents
from planner.request.week_rules import LEAST_OF_FLOOR

_BEYOND = "no plan of these foods reaches it"


def certify(
    portions: Sequence[Portion],
    request: PlanRequest,
    *,
    doses: Sequence[Dose] = (),
    out_of_reach: frozenset[str] = frozenset(),
    foods: FoodTable | None = None,
) -> Certificate:
    """Judge one person's plan.

    Parameters
    ----------
    portions : sequence of Portion
        The portions of all days.
    request : PlanRequest
        The request the plan is judged by.
    doses : sequence of Dose
        The doses of supplements of all days.
    out_of_reach : frozenset of str
        Nutrients whose floor no plan of these foods can reach, as the caller has proven. Their
        shortfalls are reported but are not breaches, except for core nutrients.
    foods : FoodTable, optional
        The food table; that of the request's catalog by default.

    Raises
    ------
    InputError
        If a portion names an unknown food.

    Examples
    --------
    >>> from planner import PlanRequest, certify, make_person, make_plan
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> plan = make_plan(PlanRequest(person=woman, diet="vegan"))
    >>> certify(plan.portions, plan.request).certified
    True
    >>> without_dinner = [row for row in plan.portions if row.meal != "dinner"]
    >>> found = certify(without_dinner, plan.request)
    >>> found.certified, found.breaches[0].message.split()[0]
    (False, 'Energy')
    """
    return _judge_plan(portions, request, doses, out_of_reach, foods or request.catalog.foods)


def _judge_plan(
    portions: Sequence[Portion],
    request: PlanRequest,
    doses: Sequence[Dose],
    out_of_reach: frozenset[str],
    table: FoodTable,
) -> Certificate:
    """Judge each day, then the days together; see `certify`."""
    targets = targets_of(request)
    by_day: dict[int, list[Portion]] = defaultdict(list)
    for portion in portions:
        by_day[portion.day].append(portion)
    adequacy: list[Adequacy] = []
    breaches: list[Breach] = []
    shortfalls: list[DayNote] = []
    over_guides: list[DayNote] = []
    for dose in doses:
        by_day[dose.day] += []  # judge days that have doses but no portions, too
    if not portions:
        breaches.append(Breach(RuleKind.PLAN, "", 0, "", "the plan holds no food"))
    for day, eaten in sorted(by_day.items()):
        today = [dose for dose in doses if dose.day == day]
        breaches += _day_breaches(day, eaten, request, targets, table, doses=today)
        adequacy += [
            adequacy_of(day, eaten, row, table, request=request, doses=today)
            for row in targets.rows
        ]
    breaches += _week_breaches(by_day, request, table)
    means = _means(adequacy, targets) if len(by_day) > 1 else ()
    averaged = (
        frozenset[str]()
        if request.week.strict_days
        else _averaged(adequacy, means, request, targets)
    )
    adequacy = [
        replace(row, status="averaged") if row.status == "short" and row.nutrient in averaged
        else row
        for row in adequacy
    ]  # fmt: skip
    for found in adequacy:
        broken, short = _judge(found, targets[found.nutrient], out_of_reach, table)
        breaches += broken
        shortfalls += short
        over_guides += over_guide(found, targets[found.nutrient])
    said = together(shortfalls)
    return Certificate(
        tuple(adequacy),
        tuple(breaches),
        tuple(words for _, words in said),
        means,
        tuple(words for _, words in together(over_guides)),
        tuple(name for name, _ in said),
        _untargeted(by_day, request, doses, targets, table),
    )


def _day_breaches(
    day: int,
    eaten: Sequence[Portion],
    request: PlanRequest,
    targets: Targets,
    table: FoodTable,
    *,
    doses: Sequence[Dose],
) -> list[Breach]:
    """Return what one day breaks beside its nutrients."""
    found = list(_food_breaches(day, eaten, request, table))
    found += _limit_breaches(day, eaten, request, table)
    found += _meal_breaches(day, eaten, request, targets, table)
    found += weight_breaches(day, eaten, request, targets, table)
    for fault in dose_faults(doses, request, targets):
        found.append(Breach(fault.kind, fault.subject, day, fault.supplement_id, fault.message))
    return found


def _untargeted(
    by_day: Mapping[int, Sequence[Portion]],
    request: PlanRequest,
    doses: Sequence[Dose],
    targets: Targets,
    table: FoodTable,
) -> tuple[Adequacy, ...]:
    """Return what advice is about and the standard sets no amount of, and its mean as day 0."""
    without = replace(targets, rows=untargeted_rows(targets))
    rows = [
        adequacy_of(
            day, eaten, row, table, request=request, doses=[one for one in doses if one.day == day]
        )
        for day, eaten in sorted(by_day.items())
        for row in without.rows
    ]
    return (*rows, *(_means(rows, without) if len(by_day) > 1 else ()))


def _means(adequacy: Sequence[Adequacy], targets: Targets) -> tuple[Adequacy, ...]:
    """Return the mean of every nutrient over the days; over its ceiling if any day is."""
    found = []
    for target in targets.rows:
        rows = [row for row in adequacy if row.nutrient == target.nutrient]
        counts = sum(row.credited for row in rows) / len(rows)
        status = status_within(target, rows[0].ceiling)
        if any(row.status == "over" for row in rows):
            status = "over"  # a ceiling holds on every day
        elif target.floor is not None and counts < target.floor * (1 - ROUNDING):
            status = "short"
        found.append(
            replace(
                rows[0],
                day=0,
                intake=sum(row.intake for row in rows) / len(rows),
                credited=counts,
                percent=target.percent(counts),
                status=status,
                coverage=sum(row.coverage for row in rows) / len(rows),
                presumed=sum(row.presumed for row in rows) / len(rows),
                foods=frozenset[str]().union(*(row.foods for row in rows)),
                unknown=frozenset[str]().union(*(row.unknown for row in rows)),
                supplement=sum(row.supplement for row in rows) / len(rows),
            )
        )
    return tuple(found)


def _averaged(
    adequacy: Sequence[Adequacy], means: Sequence[Adequacy], request: PlanRequest, targets: Targets
) -> frozenset[str]:
    """Return the nutrients that may be below their floor on some days.

    Their mean meets the floor and every day has at least `LEAST_OF_FLOOR` of it, except where the
    floor is only striven for (fish is not eaten every day). Floors of core
    nutrients, of energy and of nutrients that a medicine keeps steady must be met every day.
    """
    met = {row.nutrient for row in means if row.status in ("met", "building_up")}
    low = {
        row.nutrient
        for row in adequacy
        if row.floor
        and row.credited < LEAST_OF_FLOOR * row.floor * (1 - ROUNDING)
        and not targets[row.nutrient].floor_is_aim
    }
    daily = {*core_nutrients(), "energy_kcal", *effects_for(request.person).steady}
    return frozenset(met - low - daily)


def why_forbidden(food: Food, request: PlanRequest) -> Refusal | None:
    """Return the rule that forbids a food and the reason; None if the food is allowed."""
    if food.is_own and (refused := _own_food_refusal(food, request)):
        return refused
    diet = get_diet(request.diet)
    if why := diet.rule.forbids(food):
        return Refusal(RuleKind.DIET, diet.id, f"is not {diet.label.lower()}{_because(why, food)}")
    for avoidance in map(get_avoidance, request.avoid):
        if why := avoidance.rule.forbids(food):
            return Refusal(RuleKind.AVOID, avoidance.id, f"contains or is {why}")
    if food.id in request.exclude:
        return Refusal(RuleKind.EXCLUDE, "", "is excluded")
    for rule in safety_rules_for(request.person):
        if rule.limit_g is None and rule.covers(food):
            return Refusal(RuleKind.SAFETY, rule.id, rule.sentence)
    return None


def _because(why: str, food: Food) -> str:
    """Return a reason after a colon; nothing where it is the food's name."""
    return "" if why.casefold() == food.name.casefold() else f": {why}"


def _own_food_refusal(food: Food, request: PlanRequest) -> Refusal | None:
    """Return why an own food cannot be judged for this request; None if it can."""
    if food.id not in {own.id for own in request.own_foods}:
        return Refusal(RuleKind.OWN_FOOD, "", "is not an own food of this request")
    if not food.is_declared and (request.avoid or not get_diet(request.diet).rule.is_empty):
        return Refusal(RuleKind.OWN_FOOD, "", f"cannot be judged: {UNDECLARED}")
    return None


def _food_breaches(
    day: int, eaten: Sequence[Portion], request: PlanRequest, table: FoodTable
) -> list[Breach]:
    breaches = []
    animals: dict[str, set[str]] = defaultdict(set)
    for portion in eaten:
        food = table.food(portion.food_id)
        animals[portion.meal] |= food.animal
        if not 0 < portion.grams < np.inf:
            words = f"{food.name}: {portion.grams:g} g is not a possible amount"
            breaches.append(Breach(RuleKind.PORTION, "", day, food.id, words))
        if refused := why_forbidden(food, request):
            words = f"{food.name} {refused.why}"
            breaches.append(Breach(refused.kind, refused.subject, day, food.id, words))
    breaches += _dish_breaches(day, {portion.dish for portion in eaten}, request, table)
    diet = get_diet(request.diet)
    for meal, origins in animals.items():
        for one, other in diet.not_together:
            if origins & one and origins & other:
                words = (
                    f"{', '.join(sorted(origins & one))} with {', '.join(sorted(origins & other))}"
                )
                breaches.append(Breach(RuleKind.DIET, diet.id, day, "", f"{meal} holds {words}"))
    return breaches


def _dish_breaches(
    day: int, names: set[str], request: PlanRequest, table: FoodTable
) -> list[Breach]:
    """Return the own dishes that may hold more than their ingredients, for somebody who minds."""
    if not minds_contents(request):
        return []
    served = (request.catalog.dishes[name] for name in sorted(names & set(request.catalog.dishes)))
    return [
        Breach(RuleKind.OWN_FOOD, "", day, "", f"{dish.name} cannot be judged: {UNDECLARED}")
        for dish in served
        if (dish.suggested or not dish.is_whole) and not dish.is_declared(table)
    ]


def _limit_breaches(
    day: int, eaten: Sequence[Portion], request: PlanRequest, table: FoodTable
) -> list[Breach]:
    """Return the breaches of daily limits and of the diet's minimum amounts.

    Daily caps only guide the planner, so they are judged only if the person set them.
    """
    breaches = []
    own_caps = values_of(request.limits, LimitKind.CAP)
    for rule in food_rules_for(request.person, request.limits):
        if rule.limit_g is None or rule.days > 1:
            continue
        if rule.family == "cap" and rule.id not in own_caps:
            continue
        grams = sum(p.grams for p in eaten if rule.covers(table.food(p.food_id)))
        if grams > rule.limit_g * (1 + ROUNDING):
            message = f"{rule.sentence}: {grams:.0f} g is over {rule.limit_g:g} g"
            breaches.append(Breach(RuleKind(rule.family), rule.id, day, "", message))
    diet = get_diet(request.diet)
    for minimum in diet.at_least:
        grams = sum(p.grams for p in eaten if table.food(p.food_id).subgroup in minimum.subgroups)
        if grams < minimum.grams * (1 - ROUNDING):
            words = " or ".join(sorted(minimum.subgroups)).replace("_", " ")
            message = f"{words}: {grams:.0f} g is under {minimum.grams:g} g"
            breaches.append(Breach(RuleKind.DIET, diet.id, day, "", message))
    return breaches


def _meal_breaches(
    day: int, eaten: Sequence[Portion], request: PlanRequest, targets: Targets, table: FoodTable
) -> list[Breach]:
    """Return the breaches of limits of one meal; the unknown counts as the worst of its kind."""
    breaches = []
    for limit in meal_limits(request.person, targets, dict(request.limits)):
        column = nutrient_index()[limit.nutrient]
        rows = [portion for portion in eaten if portion.meal == limit.meal]
        per_100_g = table.at_most[:, column]
        grams = sum(float(per_100_g[table.row(row.food_id)]) * row.grams / 100.0 for row in rows)
        if limit.most is not None and grams > limit.most * (1 + ROUNDING):
            known = nutrient(limit.nutrient)
            message = f"{limit.words}: {grams:.0f} {known.unit} are over it ({limit.sentence})"
            breaches.append(Breach(RuleKind.MEAL, limit.nutrient, day, "", message))
    return breaches


def _week_breaches(
    by_day: dict[int, list[Portion]], request: PlanRequest, table: FoodTable
) -> list[Breach]:
    """Return the breaches of weekly limits, which hold over any seven days."""
    breaches = []
    for rule in safety_rules_for(request.person):
        if rule.limit_g is None or rule.days == 1:
            continue
        grams = {
            day: sum(row.grams for row in eaten if rule.covers(table.food(row.food_id)))
            for day, eaten in by_day.items()
        }
        most, first = max(
            ((sum(grams.get(day + step, 0.0) for step in range(rule.days)), day) for day in grams),
            default=(0.0, 0),
        )
        if most > rule.limit_g * (1 + ROUNDING):
            message = f"{rule.sentence}: {most:.0f} g is over {rule.limit_g:g} g"
            breaches.append(Breach(RuleKind.SAFETY, rule.id, first, "", message))
    return breaches


def _judge(
    found: Adequacy, row: Target, out_of_reach: frozenset[str], table: FoodTable
) -> tuple[list[Breach], list[DayNote]]:
    """Return the breaches and the reported shortfalls of one nutrient on one day."""
    if found.status not in ("short", "over"):
        return [], []
    if found.status == "over":
        message = over_words(found, row)
        if row.ceiling_is_advice:
            return [], [DayNote(found, message, ADVICE_CEILINGS[row.ceiling_kind])]
        return [Breach(RuleKind.CEILING, row.nutrient, found.day, "", message)], []
    message = short_words(found, row)
    beyond = row.nutrient in out_of_reach and row.nutrient not in core_nutrients()
    if beyond or row.floor_is_aim or row.floor_is_advice:
        advice = _BEYOND if beyond else ADVICE_FLOORS.get(row.floor_kind, "")
        why = aim_words(found.nutrient, table) if row.floor_is_aim else advice
        return [], [DayNote(found, message, why)]
    return [Breach(RuleKind.FLOOR, row.nutrient, found.day, "", message)], []
