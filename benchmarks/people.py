"""Random people of every life stage from 9 years, with every diet and random allergens."""

from __future__ import annotations

import random

from planner import Person, PlanRequest, make_person
from planner.errors import InputError
from planner.nutrition.people.conditions import load_conditions, load_medications
from planner.nutrition.people.diets import all_diets

ALLERGENS = (
    "milk", "egg", "fish", "shellfish", "tree_nuts", "peanut", "wheat", "gluten", "soy", "sesame",
    "celery", "mustard", "sulphites", "lupin", "lactose",
)  # fmt: skip
USUAL_DIETS = ("omnivore", "pescatarian", "vegetarian", "vegan", "mediterranean")
AGES = ((9, 18), (19, 50), (51, 90))
HOW_MANY = (0, 0, 1, 1, 2, 3)  # allergens at once
HOW_MANY_ILLS = (0, 1, 1, 2)  # conditions at once, and medicines
ACTIVITIES = ("inactive", "low_active", "active", "very_active")
# Median height, cm, and BMI by age and sex, roughly: enough to draw bodies that exist.
_CHILDREN = {
    9: (133, 16.0),
    10: (138, 16.6),
    11: (144, 17.2),
    12: (150, 17.8),
    13: (156, 18.5),
    14: (162, 19.2),
    15: (167, 19.9),
    16: (170, 20.5),
    17: (172, 21.0),
    18: (173, 21.5),
}


def draw_person(random_: random.Random, ages: tuple[tuple[int, int], ...]) -> Person:
    """Draw one person; one in six women of that age is pregnant or lactating."""
    while True:
        sex = random_.choice(("female", "male"))
        age = random_.randint(*random_.choice(ages))
        height, bmi = _CHILDREN.get(age, (164 if sex == "female" else 177, 24.0))
        height += random_.gauss(0, 6)
        weight = max(bmi + random_.gauss(0, 2.2), 14.5) * (height / 100) ** 2
        raw = {
            "sex": sex, "age": age, "height_cm": round(height), "weight_kg": round(weight, 1),
            "activity": random_.choice(ACTIVITIES),
        }  # fmt: skip
        if sex == "female" and 15 <= age <= 50 and random_.random() < 1 / 3:
            if random_.random() < 0.5:
                raw["pregnant_weeks"] = random_.randint(1, 42)
            else:
                raw["lactating_months"] = random_.randint(1, 12)
        try:
            return make_person(**raw)
        except InputError:
            continue  # a body outside the likely range: draw again


def draw_requests(count: int, seed: int, *, adults: bool = False) -> list[PlanRequest]:
    """Draw requests, each diet equally often.

    `adults` draws adults without allergies on the five usual diets.
    """
    random_ = random.Random(seed)  # noqa: S311 - a reproducible draw, no secret
    diets = list(USUAL_DIETS if adults else all_diets())
    ages = AGES[1:] if adults else AGES
    return [
        PlanRequest(
            person=draw_person(random_, ages),
            diet=diets[number % len(diets)],
            avoid=() if adults else tuple(random_.sample(ALLERGENS, random_.choice(HOW_MANY))),
            seed=number,
        )
        for number in range(count)
    ]


def draw_clinical(count: int, seed: int) -> list[tuple[Person, str]]:
    """Draw people with a diet and with conditions and medicines that do not conflict."""
    random_ = random.Random(seed)  # noqa: S311 - a reproducible draw, no secret
    diets = list(all_diets())
    tables = {"conditions": load_conditions(), "medications": load_medications()}
    drawn: list[tuple[Person, str]] = []
    while len(drawn) < count:
        raw = draw_person(random_, AGES).model_dump()
        for field, table in tables.items():
            raw[field] = tuple(random_.sample(sorted(table), random_.choice(HOW_MANY_ILLS)))
        try:
            drawn.append((make_person(**raw), diets[len(drawn) % len(diets)]))
        except InputError:
            continue  # two that contradict each other: refused by name, so draw again
    return drawn
