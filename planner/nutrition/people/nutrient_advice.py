"""What to do where food brings too little of a nutrient, and which nutrients are not covered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.clinical import ClinicalEffects, effects_for
from planner.nutrition.people.safety import categories
from planner.nutrition.people.sourced_notes import SourcedNote
from planner.nutrition.people.targets import Target, Targets
from planner.nutrition.tables import read_rows, split_list

TARGET = "target"
# What a diet lets be served: fish; no fish; neither fish nor dairy.
FARE = (EATS_FISH, EATS_NO_FISH, EATS_PLANTS) = ("eats_fish", "eats_no_fish", "eats_plants")
EATS_ALL = frozenset({EATS_FISH})
WHERE = ("", "allowed", "forbidden")


@dataclass(frozen=True)
class NutrientAdvice:
    """A row of ``data/nutrient_advice.csv``.

    Attributes
    ----------
    id, nutrient : str
        Key, and the nutrient it is about.
    below : str
        Shown where a day brings less: an amount in the nutrient's unit, or ``target`` for the
        person's floor; empty for always.
    standards : tuple of str
        Standards it belongs to; empty for every one.
    applies_to, not_for : frozenset of str
        Categories of people, as in ``data/safety.csv``, and of `FARE`: one of the first, none of
        the others.
    supplements : tuple of str
        Nutrients of the supplements that the sentence is about.
    where : {"", "allowed", "forbidden"}
        Whether it is for people who may take all of these supplements on their own, or for those
        whose conditions or medicines forbid one.
    sentence, source : str
        What to do, with ``{causes}`` for what forbids a supplement, and its publication.
    """

    id: str
    nutrient: str
    below: str
    standards: tuple[str, ...]
    applies_to: frozenset[str]
    not_for: frozenset[str]
    supplements: tuple[str, ...]
    where: str
    sentence: str
    source: str

    def forbidden_by(self, effects: ClinicalEffects) -> tuple[str, ...]:
        """Return the labels of what forbids a person one of the supplements; none if nothing."""
        found = effects.supplements_forbidden
        return tuple(dict.fromkeys(one for name in self.supplements for one in found.get(name, ())))

    def limit(self, targets: Targets) -> float | None:
        """Return the amount a day under which it is shown; None for always."""
        if self.below != TARGET:
            return float(self.below) if self.below else None
        row = targets.get(self.nutrient)
        return (row.floor if row is not None else None) or 0.0


@cache
def load_advice() -> tuple[NutrientAdvice, ...]:
    """Return every row, in the order of the table."""
    return tuple(
        NutrientAdvice(
            id=row["advice"],
            nutrient=row["nutrient"],
            below=row["below"],
            standards=split_list(row["standards"]),
            applies_to=frozenset(split_list(row["applies_to"])),
            not_for=frozenset(split_list(row["not_for"])),
            supplements=split_list(row["supplements"]),
            where=row["where"],
            sentence=row["sentence"],
            source=row["source"],
        )
        for row in read_rows("nutrient_advice.csv")
    )


def nutrient_advice(
    targets: Targets,
    amounts: Mapping[str, float] | None,
    fare: frozenset[str] = EATS_ALL,
) -> tuple[SourcedNote, ...]:
    """Return what a person should do about nutrients, each with its source.

    Parameters
    ----------
    targets : Targets
        The person's targets.
    amounts : mapping of str to float or None
        What a day brings of each nutrient, as it counts, supplements included. None without a
        plan: only what holds for every food.
    fare : frozenset of str
        Of `FARE`: what the person's diet lets be served of fish and dairy.
    """
    own = categories(targets.person) | fare
    effects = effects_for(targets.person, targets.standard)
    found = []
    for row in load_advice():
        if row.standards and targets.standard not in row.standards:
            continue
        if not own & row.applies_to or own & row.not_for:
            continue
        causes = row.forbidden_by(effects)
        if row.where == ("allowed" if causes else "forbidden"):
            continue
        limit = row.limit(targets)
        if limit is None or (amounts is not None and amounts[row.nutrient] < limit * (1 - 1e-6)):
            words = row.sentence.format(causes=" and ".join(causes))
            found.append(SourcedNote(words, row.source, row.nutrient if row.below else ""))
    return tuple(found)


def untargeted_rows(targets: Targets) -> tuple[Target, ...]:
    """Return a row without bounds for each nutrient that food may lack and that has no target."""
    names = dict.fromkeys(row.nutrient for row in load_advice() if row.below)
    return tuple(
        Target(name, nutrient(name).unit, None, None, "", "", "", "", ())
        for name in names
        if targets.get(name) is None
    )


@cache
def uncovered_nutrients() -> tuple[str, ...]:
    """Return the essential nutrients that the planner does not cover."""
    return tuple(row["nutrient"] for row in read_rows("uncovered_nutrients.csv"))


@cache
def uncovered_note(*, with_reasons: bool = False) -> str:
    """Name the nutrients that are not covered, and say why."""
    names = [
        f"{row['nutrient']} ({row['data']}; {row['need']})" if with_reasons else row["nutrient"]
        for row in read_rows("uncovered_nutrients.csv")
    ]
    return f"not covered, so neither counted nor promised: {'; '.join(names)}"
