"""Rules that keep the kitchen simple: one drink a meal, one milk and one bread a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.nutrition.foods.one_sort import OneSort, all_one_sorts, drinks
from planner.nutrition.foods.preferences import preferences
from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.choices import DISH, Choices
from planner.optimize.model.rules import Context, Family, Rule, SharedAmount, count_rule

SOURCE = "project choice (data/meals.toml)"


def _one_drink(context: Context) -> Iterator[Rule]:
    """At most one drink a meal besides water; milk with a cereal is none."""
    choices = context.choices
    is_drink = np.isin(choices.side, sorted(drinks()))
    cereal = choices.role_mask(frozenset({"cereal"}))
    for number, meal in enumerate(choices.pattern.meals):
        at_meal = choices.meal == number
        if (at_meal & is_drink).sum() < 2:
            continue
        taken, step = count_rule(at_meal & is_drink)
        yield Rule(
            "one_drink", "drinks", meal.id, taken - (at_meal & cereal), step, -np.inf, 1.0,
            "drinks", f"{meal.label.lower()}: at most one drink besides water", SOURCE,
        )  # fmt: skip


@dataclass(frozen=True)
class _Sort:
    """A sort, or a kind of which any sort will do: what needs it, and what can supply it."""

    name: str
    dishes: BoolArray
    alone: BoolArray
    sorts: tuple[str, ...]


def _sorts_of(choices: Choices, entry: OneSort) -> list[_Sort]:
    """Return the sorts that choices need; a little of a kind is supplied by any sort of it."""
    table = choices.items.foods.foods
    columns = [column for column, food in enumerate(table) if entry.covers(food)]
    grams = choices.items.grams[:, columns][choices.item]
    is_dish = choices.role_mask(frozenset({DISH}))
    nothing = np.zeros_like(is_dish)
    needed = (grams >= entry.sort_from_g) & is_dish[:, None]
    alone = (grams > 0) & ~is_dish[:, None]
    kinds = np.array([table[column].kind for column in columns])
    found = [
        _Sort(table[column].id, needed[:, n], alone[:, n], (table[column].id,))
        for n, column in enumerate(columns)
        if (needed[:, n] | alone[:, n]).any()
    ]
    kind_of = {table[column].id: table[column].kind for column in columns}
    for kind in dict.fromkeys(kinds.tolist()):
        of_kind = kinds == kind
        held = grams[:, of_kind].sum(axis=1)
        little = is_dish & (held >= entry.kind_from_g) & ~needed[:, of_kind].any(axis=1)
        if little.any():
            sorts = [sort.name for sort in found if kind_of.get(sort.name) == kind]
            found.append(_Sort(f"any {kind}", little, nothing, (f"any {kind}", *sorts)))
    return found


def _sort_opened(context: Context) -> Iterator[Rule]:
    """Open a sort for the dishes of each meal that need it, and for the food alone."""
    choices = context.choices
    for entry in all_one_sorts().values():
        for sort in _sorts_of(choices, entry):
            for number, meal in enumerate(choices.pattern.meals):
                at_meal = choices.meal == number
                yield from _opening(entry, sort, meal.id, "dish", sort.dishes & at_meal)
                yield from _opening(entry, sort, meal.id, "alone", sort.alone & at_meal)


def _opening(entry: OneSort, sort: _Sort, scope: str, how: str, mask: BoolArray) -> Iterator[Rule]:
    """Open one of the sorts that do for the choices of a mask, of which a meal has one at most."""
    if not mask.any():
        return
    taken, step = count_rule(mask)
    yield Rule(
        "sort_opened", f"{entry.id}_{sort.name}_{how}".replace(" ", "_"), scope, taken, step,
        -np.inf, 0.0, "foods", f"{sort.name.replace('_', ' ')} is a sort of {entry.label}", SOURCE,
        shared=tuple(_opened(entry, name, -1.0) for name in sort.sorts),
    )  # fmt: skip


def _opened(entry: OneSort, name: str, value: float) -> SharedAmount:
    """Return the column that tells whether a sort is opened, from 0 to 1."""
    return SharedAmount(f"{entry.id} {name}", "day", 1.0, value, one_sort=entry.id)


def _one_sort(context: Context) -> Iterator[Rule]:
    """At most one sort a day, unless the request asks for food by name, which may need more."""
    if not context.request.locks:
        yield from _counts(context, "one_sort", 0.0, 0.0)


def _second_sort(context: Context) -> Iterator[Rule]:
    """Price every sort beyond the first where the request asks for food by name."""
    points = preferences().soft_rules
    if context.request.locks:
        yield from _counts(
            context, "second_sort", points.second_sort, points.second_sort_least_share
        )


def _counts(context: Context, family: str, weight: float, least_share: float) -> Iterator[Rule]:
    """Count the sorts that a day opens."""
    none = np.zeros(len(context.choices))
    for entry in all_one_sorts().values():
        opened = tuple(_opened(entry, s.name, 1.0) for s in _sorts_of(context.choices, entry))
        if len(opened) > 1:
            yield Rule(
                family, entry.id, "day", none, none, -np.inf, 1.0, "sorts",
                f"one sort of {entry.label} a day", SOURCE, weight=weight,
                least_share=least_share, shared=opened,
            )  # fmt: skip


ONE_DRINK = Family(
    "One drink a meal",
    "Σ over drinks y_j ≤ 1 + Σ over cereals y_k, within a meal; water is not counted",
    "drinks",
    "hard",
    SOURCE,
    _one_drink,
)
SORT_OPENED = Family(
    "Sorts of milk and bread that a day opens",
    "Σ over dishes of a meal that need sort s y_j ≤ o_s,  y_j ≤ o_s for the food alone,  "
    "0 ≤ o_s ≤ 1",
    "foods",
    "hard",
    SOURCE,
    _sort_opened,
)
ONE_SORT = Family(
    "One milk and one bread a day",
    "Σ over sorts o_s ≤ 1",
    "sorts",
    "hard; only where the request locks no food",
    SOURCE,
    _one_sort,
)
SECOND_SORT = Family(
    "A second milk or bread beside what is locked",
    "Σ over sorts o_s ≤ 1",
    "sorts",
    "soft: {second_sort:g} points for each sort beyond the first",
    SOURCE,
    _second_sort,
    is_hard=False,
)
