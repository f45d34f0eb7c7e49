"""Which supplements a person may take, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.nutrition.foods.supplements import Dose, Supplement, get_supplement, load_supplements
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.nutrition.people.person import Person


def why_not_taken(
    supplement: Supplement, person: Person, diet: str, avoid: Iterable[str], exclude: Iterable[str]
) -> tuple[str, str]:
    """Return the rule that keeps a person from a supplement, and why; two empty strings for none.

    Diet, allergies and exclusions hold as for food; conditions, medicines and age on top.
    """
    own = get_diet(diet)
    if why := own.rule.forbids(supplement):
        return f"diet {own.id}", f"is not {own.label.lower()}: {why}"
    for avoidance in map(get_avoidance, avoid):
        if why := avoidance.rule.forbids(supplement):
            return f"avoid {avoidance.id}", f"contains or is {why}"
    if supplement.id in exclude:
        return "exclude", "is excluded"
    causes = effects_for(person).supplements_forbidden.get(supplement.nutrient)
    if causes:
        name = nutrient(supplement.nutrient).in_sentence
        words = f"{name} is not to be supplemented with {' and '.join(causes)}: ask your clinician"
        return "supplements", words
    if person.age < supplement.from_age:
        return "supplements", f"is for ages from {supplement.from_age}, not {person.age}"
    return "", ""


def allowed_supplements(
    person: Person, diet: str, avoid: Iterable[str], exclude: Iterable[str]
) -> tuple[Supplement, ...]:
    """Return every supplement that a person may take, the preferred form first."""
    avoid, exclude = tuple(avoid), frozenset(exclude)
    return tuple(
        supplement
        for supplement in load_supplements().values()
        if not why_not_taken(supplement, person, diet, avoid, exclude)[0]
    )


def apart_from_medicines(supplement: Supplement, person: Person) -> tuple[str, ...]:
    """Say how far apart from a person's own medicines to take it."""
    return tuple(
        f"{cause.apart_hours:g} hours apart from {cause.label}"
        for cause in effects_for(person).causes
        if supplement.nutrient in cause.apart_from and cause.apart_hours
    )


def dose_sentences(doses: Sequence[Dose], person: Person) -> tuple[str, ...]:
    """Say of each supplement how to take it, what it may do and where that is from."""
    sentences = []
    for name in dict.fromkeys(dose.supplement_id for dose in doses):
        supplement = get_supplement(name)
        own = apart_from_medicines(supplement, person)
        parts = [
            f"{supplement.name}: {supplement.advice}",
            *([f"for you: {', '.join(own)}"] if own else []),
            f"side effects: {supplement.side_effects}",
            f"with medicines: {supplement.interactions}",
            f"what counts: {supplement.uptake}",
        ]
        sentences.append(f"{'; '.join(parts)} (source: {supplement.source})")
    return tuple(sentences)
