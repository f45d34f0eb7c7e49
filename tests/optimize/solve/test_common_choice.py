"""A choice made for several problems at once, on problems small enough to solve by hand."""

from __future__ import annotations

import numpy as np
import pytest

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import CommonChoice, Structure, choose_in_common

A, B, C = range(3)


def eater(
    costs: dict[int, float], *, needs: float = 0.0, holds: dict[int, float] | None = None
) -> tuple[LinearProblem, Structure]:
    """Return a problem that takes one of three dishes, and a side that costs 5 and holds 1.

    `holds` says how much of what is needed each dish holds.
    """
    writer = ProblemWriter()
    cost = np.array([costs.get(dish, 1.0) for dish in (A, B, C)] + [5.0])
    columns = writer.add_columns(cost, np.ones(4), integer=True)
    writer.add_row("one dish", columns[:3], np.ones(3), 1.0, 1.0)
    held = np.array([(holds or {}).get(dish, 0.0) for dish in (A, B, C)] + [1.0])
    writer.add_row("need", columns, held, needs, np.inf)
    numbers = np.arange(4)
    structure = Structure(numbers, np.zeros(4, np.int64), np.zeros(4, np.int64),
                          np.zeros(4, np.int64), np.ones(4, dtype=np.bool_))  # fmt: skip
    return writer.freeze(), structure


def choice_of(people: int, barred: frozenset[int] = frozenset()) -> CommonChoice:
    """Return the choice of one of the three dishes for some people."""
    return CommonChoice(
        tuple(tuple(np.array([dish]) for _ in range(people)) for dish in (A, B, C)), barred
    )


def chosen(*eaters: tuple[LinearProblem, Structure], **fields: frozenset[int]) -> int | None:
    """Return the dish that is chosen for some people."""
    problems, structures = zip(*eaters, strict=True)
    found = choose_in_common(problems, structures, [choice_of(len(eaters), **fields)])
    return None if found is None else found[0]


def test_a_dish_is_chosen_for_what_it_costs_everybody() -> None:
    """Each one's own best costs the other 9; the dish that is second for both is chosen."""
    one, other = eater({A: 1.0, B: 2.0, C: 9.0}), eater({A: 9.0, B: 2.0, C: 1.0})
    assert chosen(one) == A
    assert chosen(other) == C
    assert chosen(one, other) == B


def test_sides_that_a_dish_makes_needed_count() -> None:
    """A dish that holds what one person needs is chosen over a cheaper one with a side."""
    needs = eater({A: 1.0, B: 3.0, C: 4.0}, needs=1.0, holds={B: 1.0})
    assert chosen(eater({A: 1.0, B: 3.0, C: 4.0})) == A
    assert chosen(needs) == B
    assert chosen(eater({A: 1.0, B: 2.0, C: 4.0}), needs) == B


def test_a_dish_that_somebody_cannot_eat_is_not_chosen() -> None:
    """A cheap dish without which one person's need is met by nothing is left out."""
    strict = eater({}, needs=2.0, holds={C: 1.0})
    assert chosen(eater({A: 0.0, B: 0.0, C: 9.0}), strict) == C


def test_a_barred_dish_is_not_chosen() -> None:
    """What was tried before is not chosen again; nothing is left when all are barred."""
    one, other = eater({A: 1.0, B: 2.0, C: 9.0}), eater({A: 9.0, B: 2.0, C: 3.0})
    assert chosen(one, other, barred=frozenset({B})) == A
    assert chosen(one, other, barred=frozenset({A, B, C})) is None


def test_no_common_solution_is_told() -> None:
    """Somebody whose need no dish meets leaves nothing to choose."""
    assert chosen(eater({}), eater({}, needs=5.0)) is None


@pytest.mark.parametrize("absent", [0, 1])
def test_who_does_not_eat_there_has_no_say(absent: int) -> None:
    """A person whom the choice does not concern neither bars nor prices a dish."""
    people = [eater({A: 5.0, B: 1.0, C: 9.0}), eater({A: 5.0, B: 1.0, C: 9.0})]
    people[absent] = eater({A: 0.0, B: 100.0, C: 0.0})
    none = np.zeros(0, dtype=np.int64)
    alternatives = tuple(
        tuple(none if person == absent else np.array([dish]) for person in range(2))
        for dish in (A, B, C)
    )
    problems, structures = zip(*people, strict=True)
    assert choose_in_common(problems, structures, [CommonChoice(alternatives)]) == (B,)
