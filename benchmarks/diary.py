"""Time to read a year's diary and check it: ``python -m benchmarks.diary`` (`make bench`)."""

from __future__ import annotations

import datetime
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.clock import timed
from planner import PlanRequest, check_diary, make_person, read_diary

DAYS, ENTRIES = 365, 18
GOAL = 2.0  # seconds of processor time, tables loaded
FOODS = (
    "whole milk", "whole wheat bread", "cheddar cheese", "oatmeal, cooked", "banana", "apple, raw",
    "chicken breast, roasted", "white rice, cooked", "spinach, boiled", "lentils, boiled",
    "yogurt, plain", "salmon, cooked", "potatoes, boiled", "olive oil", "peanut butter",
    "tomato, raw", "carrots, raw", "coffee", "egg, boiled", "a stew of no table",
)  # fmt: skip


def write_diary(path: Path, seed: int = 1) -> None:
    """Write a year's table of foods by weight, measure and piece."""
    rng = random.Random(seed)  # noqa: S311 - a reproducible draw, no secret
    first = datetime.date(2025, 11, 1)
    lines = ["day,meal,food,amount,unit"]
    for number in range(DAYS * ENTRIES):
        day = first + datetime.timedelta(days=number // ENTRIES)
        meal = rng.choice(("breakfast", "lunch", "dinner", "snack"))
        amount, unit = rng.choice(((rng.randrange(20, 250), "g"), (rng.randrange(1, 4), "cup")))
        lines.append(f'{day},{meal},"{rng.choice(FOODS)}",{amount},{unit}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print the times."""
    woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    request = PlanRequest(person=woman)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "year.csv"
        write_diary(path)
        diary, reading = timed(lambda: read_diary(path))
        check_diary(diary, request)  # loads the tables
        _, checking = timed(lambda: check_diary(diary, request))
    met = "met" if reading + checking <= GOAL else "MISSED"
    sys.stdout.write(
        f"a diary of {DAYS} days, {len(diary.rows)} entries: read in {reading:.2f} s, checked in "
        f"{checking:.2f} s (goal {GOAL:g} together: {met})\n"
    )


if __name__ == "__main__":
    main()
