"""Which supplements a person may take, and the advice on taking them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.nutrition.foods.supplements import Dose, Supplement, get_supplement, load_supplements
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.nutrition.people.person import Person
from planner.nutrition.people.rule_kinds import Refusal, RuleKind


def why_not_taken(
    supplement: Supplement, person: Person, diet: str, avoid: Iterable[str], exclude: Iterable[str]
) -> Refusal | None:
    """Return the rule that forbids a supplement to a person; None where they may take it.

    Diet, avoidances and exclusions apply as to food; conditions, medicines and age apply too.
    """
    chosen = get_diet(diet)
    if why := chosen.rule.forbids(supplement):
        return Refusal(RuleKind.DIET, chosen.id, f"is not {chosen.label.lower()}: {why}")
    for avoidance in map(get_avoidance, avoid):
        if why := avoidance.rule.forbids(supplement):
            return Refusal(RuleKind.AVOID, avoidance.id, f"contains or is {why}")
    if supplement.id in exclude:
        return Refusal(RuleKind.EXCLUDE, "", "is excluded")
    causes = effects_for(person).supplements_forbidden.get(supplement.nutrient)
    if causes:
        name = nutrient(supplement.nutrient).in_sentence
        words = f"{name} is not to be supplemented with {' and '.join(causes)}: ask your clinician"
        return Refusal(RuleKind.SUPPLEMENTS, "", words)
    if person.age < supplement.from_age:
        words = f"is for ages from {supplement.from_age}, not {person.age}"
        return Refusal(RuleKind.SUPPLEMENTS, "", words)
    return None


def allowed_supplements(
    person: Person, diet: str, avoid: Iterable[str], exclude: Iterable[str]
) -> tuple[Supplement, ...]:
    """Return every supplement that a person may take, preferred forms first."""
    avoid, exclude = tuple(avoid), frozenset(exclude)
    return tuple(
        supplement
        for supplement in load_supplements().values()
        if why_not_taken(supplement, person, diet, avoid, exclude) is None
    )


def apart_from_medicines(supplement: Supplement, person: Person) -> tuple[str, ...]:
    """Return how many hours apart from each of the person's medicines to take a supplement."""
    return tuple(
        f"{cause.apart_hours:g} hours apart from {cause.label}"
        for cause in effects_for(person).causes
        if supplement.nutrient in cause.apart_from and cause.apart_hours
    )


def dose_sentences(doses: Sequence[Dose], person: Person) -> tuple[str, ...]:
    """Return, for each supplement, how to take it, its side effects, interactions and source."""
    sentences = []
    for name in dict.fromkeys(dose.supplement_id for dose in doses):
        supplement = get_supplement(name)
        hours = apart_from_medicines(supplement, person)
        parts = [
            f"{supplement.name}: {supplement.advice}",
            *([f"for you: {', '.join(hours)}"] if hours else []),
            f"side effects: {supplement.side_effects}",
            f"with medicines: {supplement.interactions}",
            f"what counts: {supplement.uptake}",
        ]
        sentences.append(f"{'; '.join(parts)} (source: {supplement.source})")
    return tuple(sentences)
