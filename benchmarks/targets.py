"""Time for a person's targets: one person at a time, and 10,000 at once (`make bench`)."""

from __future__ import annotations

import random
import sys

from benchmarks.clock import timed
from benchmarks.people import draw_person
from planner import Person
from planner.errors import InputError
from planner.nutrition.people.reference_intakes import all_standards
from planner.nutrition.people.target_arrays import targets_of_many
from planner.nutrition.people.targets import targets_for

PEOPLE = 10_000
ONE_BY_ONE = 1_000
AGES = ((9, 18), (19, 50), (51, 90))
# Microseconds of processor time a person, warm.
GOAL_ONE, GOAL_MANY = 150.0, 20.0


def draw_people(count: int, seed: int = 1) -> list[Person]:
    """Draw people whom every standard covers."""
    random_ = random.Random(seed)  # noqa: S311 - a reproducible draw, no secret
    found: list[Person] = []
    while len(found) < count:
        person = draw_person(random_, AGES)
        try:
            for standard in all_standards():
                targets_for(person, standard)
        except InputError:
            continue
        found.append(person)
    return found


def report(name: str, microseconds: float, goal: float) -> None:
    """Print a figure and its goal."""
    met = "met" if microseconds <= goal else "MISSED"
    sys.stdout.write(f"{name}: {microseconds:.1f} µs a person (goal {goal:g}: {met})\n")


def main() -> None:
    """Print processor time a person by each standard: ``python -m benchmarks.targets``."""
    people = draw_people(PEOPLE)
    for standard in all_standards():
        some = people[:ONE_BY_ONE]
        _, seconds = timed(lambda some=some, by=standard: [targets_for(one, by) for one in some])
        report(f"{standard}, one by one", seconds / len(some) * 1e6, GOAL_ONE)
        _, seconds = timed(lambda by=standard: targets_of_many(people, by))
        report(f"{standard}, {PEOPLE} at once", seconds / PEOPLE * 1e6, GOAL_MANY)


if __name__ == "__main__":
    main()
