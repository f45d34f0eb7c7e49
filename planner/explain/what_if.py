"""What-if questions: change a request, plan it again, and compare the two plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from planner.errors import InputError, unknown_name
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.supplements import dose_words, load_supplements
from planner.nutrition.people.diets import all_avoidances, get_avoidance, get_diet
from planner.planning.infeasible.requirements import why_never_served
from planner.planning.make import NoCertifiedPlanError, make_plan
from planner.planning.plan import Plan
from planner.request.own_limits import limit_words
from planner.request.plan_request import PlanRequest, without_item

# Taste weight for the items of the current plan when the changed request is planned, so that the
# plans differ because of the change and not because of another choice among equals.
STAYING = 1.0


@dataclass(frozen=True)
class WhatIf:
    """A change of a request in words, and the changed request."""

    words: tuple[str, ...]
    request: PlanRequest


@dataclass(frozen=True)
class Row:
    """One value of both plans; None if it is unknown."""

    id: str
    name: str
    unit: str
    standing: float | None
    changed: float | None


@dataclass(frozen=True)
class Comparison:
    """Two plans side by side.

    Attributes
    ----------
    words : tuple of str
        The changes in words.
    standing, changed : Plan
        The current plan, and the plan of the changed request.
    """

    words: tuple[str, ...]
    standing: Plan
    changed: Plan

    def scores(self) -> tuple[Row, ...]:
        """Return the scores of both plans."""
        new = {score.id: score.value for score in self.changed.scores}
        return tuple(
            Row(score.id, score.name, score.unit, score.value, new.get(score.id))
            for score in self.standing.scores
        )

    def nutrients(self) -> tuple[Row, ...]:
        """Return the intakes of both plans per day; the mean if there are several days."""
        from_standing, from_changed = _intakes(self.standing), _intakes(self.changed)
        rows = self.changed.targets.rows
        return tuple(
            Row(row.nutrient, row.nutrient, row.unit, from_standing.get(row.nutrient),
                from_changed.get(row.nutrient))
            for row in rows
        )  # fmt: skip

    def doses(self) -> tuple[str, str]:
        """Return the supplements of both plans in words; empty for food alone."""
        return dose_words(self.standing.doses), dose_words(self.changed.doses)

    def gone(self) -> tuple[str, ...]:
        """Return the names of the items that only the current plan serves."""
        return tuple(sorted(_served(self.standing) - _served(self.changed)))

    def come(self) -> tuple[str, ...]:
        """Return the names of the items that only the changed plan serves."""
        return tuple(sorted(_served(self.changed) - _served(self.standing)))


def _intakes(plan: Plan) -> dict[str, float]:
    rows = plan.certificate.means or plan.certificate.adequacy
    return {row.nutrient: row.intake for row in rows}


def _served(plan: Plan) -> set[str]:
    """Return the names of the dishes and of the foods served alone, without water."""
    foods, dishes = plan.request.catalog.foods, plan.request.catalog.dishes
    return {
        dishes[row.dish].name if row.dish in dishes else foods.food(row.food_id).name
        for row in plan.portions
        if not foods.food(row.food_id).is_water or row.dish
    }


def allowing(name: str, request: PlanRequest) -> WhatIf:
    """Allow a food, dish or group that the request avoids or excludes by name.

    Raises
    ------
    InputError
        If the request neither avoids nor excludes it; the message says what else forbids it.
    """
    words = (f"{_name(name, request.catalog)} allowed",)
    if name in request.exclude:
        rest = tuple(other for other in request.exclude if other != name)
        return WhatIf(words, request.changed(exclude=rest))
    if name in request.avoid:
        rest = tuple(other for other in request.avoid if other != name)
        return WhatIf(words, request.changed(avoid=rest))
    if name in request.catalog:
        why = why_never_served(request, name, "")
        raise InputError(f"{name} cannot be allowed: it is neither avoided nor excluded; {why}")
    if name in all_avoidances():
        left_out = ", ".join((*request.avoid, *request.exclude)) or "nothing"
        raise InputError(
            f"{name} cannot be allowed: it is not avoided; the request leaves out: {left_out}"
        )
    raise _unknown(name, request.catalog)


def forbidding(name: str, request: PlanRequest) -> WhatIf:
    """Exclude a food, dish or supplement, or avoid a group.

    Raises
    ------
    InputError
        If nothing has this name.
    """
    words = (f"no {_name(name, request.catalog)}",)
    if name in request.catalog or name in load_supplements():
        return WhatIf(words, without_item(request, name))
    if name in all_avoidances():
        return WhatIf(words, request.changed(avoid=(*request.avoid, name)))
    raise _unknown(name, request.catalog)


def _unknown(name: str, catalog: Catalog) -> InputError:
    return unknown_name(
        "food, dish or group",
        name,
        [*catalog.item_ids(), *all_avoidances(), *load_supplements()],
    )


def _name(name: str, catalog: Catalog) -> str:
    """Return the display name of a food, dish, supplement or group."""
    if name in catalog or name in load_supplements():
        return catalog.item_name(name)
    return get_avoidance(name).label.lower() if name in all_avoidances() else name


def eat_by(diet: str, request: PlanRequest) -> WhatIf:
    """Change the diet."""
    changed = request.changed(diet=get_diet(diet).id)
    return WhatIf((f"{get_diet(diet).label.lower()} instead of {request.diet}",), changed)


def with_energy(kcal: float, request: PlanRequest) -> WhatIf:
    """Change the energy target; raises InputError if it is below the safe floor."""
    person = request.person.changed(energy_kcal=kcal)
    return WhatIf((f"{kcal:g} kcal a day",), request.changed(person=person))


def by_standard(standard: str, request: PlanRequest) -> WhatIf:
    """Change the standard."""
    changed = request.changed(standard=standard)
    return WhatIf((f"targets of {standard} instead of {request.standard}",), changed)


def with_supplements(mode: str, request: PlanRequest) -> WhatIf:
    """Change the supplement mode; raises InputError if it is unknown."""
    changed = request.changed(supplements=mode)
    words = "food alone" if mode == "none" else "supplements if food alone is not enough"
    return WhatIf((words,), changed)


def with_limits(limits: tuple[tuple[str, float], ...], request: PlanRequest) -> WhatIf:
    """Set own limits; raises InputError if one is unknown or must not be changed."""
    joined = {**dict(request.limits), **dict(limits)}
    changed = request.changed(limits=tuple(joined.items()))
    return WhatIf(tuple(limit_words(name, value) for name, value in limits), changed)


def compare(standing: Plan, change: WhatIf) -> Comparison:
    """Plan the changed request, staying close to the current plan, and compare the two.

    Raises
    ------
    InputError
        If the request is not changed.
    NoCertifiedPlanError
        If the changed request has no plan; the message names the conflict and remedies.

    Examples
    --------
    >>> from planner import PlanRequest, change_of, compare, make_person, make_plan
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> plan = make_plan(PlanRequest(person=woman, diet="vegan"))
    >>> found = compare(plan, change_of(plan.request, forbid=("soy",)))
    >>> found.words, found.changed.status
    (('no soy',), 'certified')
    >>> any("soy milk" in name.lower() for name in found.come())
    False
    """
    if change.request == standing.request:
        raise InputError("the request is unchanged: name at least one change")
    tastes = {**dict(_staying(standing)), **dict(change.request.tastes)}
    near = change.request.changed(tastes=tuple(tastes.items()))
    try:
        plan = make_plan(near)
    except NoCertifiedPlanError as error:
        raise error.prefixed(f"what if {', '.join(change.words)}") from None
    return Comparison(change.words, standing, replace(plan, request=change.request))


def _staying(plan: Plan) -> Iterator[tuple[str, float]]:
    """Yield tastes that favour the items of a plan."""
    for row in plan.portions:
        name = row.dish or row.food_id
        if name in plan.request.catalog:
            yield name, STAYING


def change_of(
    request: PlanRequest,
    *,
    allow: Sequence[str] = (),
    forbid: Sequence[str] = (),
    diet: str | None = None,
    energy: float | None = None,
    standard: str | None = None,
    supplements: str | None = None,
    limits: tuple[tuple[str, float], ...] = (),
) -> WhatIf:
    """Combine changes of a request into one.

    Raises
    ------
    InputError
        If a change names something unknown, or something that must not be changed.

    Examples
    --------
    >>> from planner import PlanRequest, change_of, make_person
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> change = change_of(PlanRequest(person=woman, diet="vegan"), forbid=("soy",), energy=2200.0)
    >>> change.words[0]
    'no soy'
    >>> change.request.avoid, change.request.person.energy_kcal
    (('soy',), 2200.0)
    """
    steps: list[Callable[[PlanRequest], WhatIf]] = []
    steps += [partial(allowing, name) for name in allow]
    steps += [partial(forbidding, name) for name in forbid]
    if diet is not None:
        steps.append(partial(eat_by, diet))
    if energy is not None:
        steps.append(partial(with_energy, energy))
    if standard is not None:
        steps.append(partial(by_standard, standard))
    if supplements is not None:
        steps.append(partial(with_supplements, supplements))
    if limits:
        steps.append(partial(with_limits, limits))
    words: tuple[str, ...] = ()
    for step in steps:
        change = step(request)
        words, request = (*words, *change.words), change.request
    return WhatIf(words, request)
