"""Claims of five popular articles: which are carried, corrected or left out, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from planner.errors import DataError
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.knowledge.entries import load_knowledge
from planner.nutrition.people.conditions import load_conditions, load_medications
from planner.nutrition.people.safety import all_safety_rules
from planner.nutrition.tables import read_rows, split_list

VERDICTS = {"carried": "holds", "corrected": "corrected", "left_out": "left out"}
FACT_KINDS = {
    "advice": "Advice",
    "claim": "Claim",
    "food_source": "Food",
    "other_trigger": "Trigger",
    "rda": "Recommended amount",
    "risk_factor": "Risk",
    "symptom": "Sign",
}
_COMPOSITION = {
    "sr28": "USDA National Nutrient Database for Standard Reference 28, record",
    "fndds": "USDA Food and Nutrient Database for Dietary Studies 2021-2023:",
    "label": "label in USDA FoodData Central:",
}


@dataclass(frozen=True)
class FoundingFact:
    """One row of ``data/founding_facts.csv``.

    Attributes
    ----------
    kind, nutrient, item : str
        Kind of claim (a key of `FACT_KINDS`), its nutrient, and its words.
    topic : str
        Id of the topic whose page shows it.
    verdict : {"carried", "corrected", "left_out"}
        Whether the planner's data carry the claim, correct it or leave it out.
    reason : str
        Why it was corrected or left out; empty if it is carried.
    found_in : tuple of str
        References to the data that carry or correct it: ``knowledge:``, ``food:``, ``safety:``,
        ``condition:``, ``medication:`` or ``target:``, followed by an id.
    """

    kind: str
    nutrient: str
    item: str
    topic: str
    verdict: str
    reason: str
    found_in: tuple[str, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The publications behind the references of `found_in`, each once."""
        return tuple(dict.fromkeys(source_of(reference) for reference in self.found_in))

    @property
    def food_ids(self) -> tuple[str, ...]:
        """Ids of the foods it refers to."""
        return tuple(ref.removeprefix("food:") for ref in self.found_in if ref.startswith("food:"))


def knowledge_ids(found_in: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the knowledge entries among references."""
    kind = "knowledge:"
    return tuple(ref.removeprefix(kind) for ref in found_in if ref.startswith(kind))


@cache
def load_founding_facts() -> tuple[FoundingFact, ...]:
    """Return every claim, in the order of the table."""
    return tuple(
        FoundingFact(
            kind=row["kind"],
            nutrient=row["nutrient"],
            item=row["item"],
            topic=row["topic"],
            verdict=row["verdict"],
            reason=row["reason"],
            found_in=split_list(row["found_in"]),
        )
        for row in read_rows("founding_facts.csv")
    )


def facts_of(topic: str) -> tuple[FoundingFact, ...]:
    """Return the claims of one topic; those corrected or left out come first."""
    facts = [fact for fact in load_founding_facts() if fact.topic == topic]
    return tuple(sorted(facts, key=lambda fact: fact.verdict == "carried"))


@cache
def _sources() -> dict[str, str]:
    """Map every valid reference to its publication."""
    targets: dict[str, list[str]] = {}
    for row in read_rows("targets/nasem.csv"):
        targets.setdefault(row["nutrient"], []).append(row["source"])
    named = [
        *((f"knowledge:{entry.id}", entry.citation) for entry in load_knowledge()),
        *(
            (f"food:{food.id}", f"{_COMPOSITION[food.source]} {food.source_id}")
            for food in load_foods().foods
        ),
        *((f"safety:{rule.id}", rule.source) for rule in all_safety_rules()),
        *((f"condition:{name}", row.source) for name, row in load_conditions().items()),
        *((f"medication:{name}", row.source) for name, row in load_medications().items()),
        *((f"target:{name}", "; ".join(dict.fromkeys(rows))) for name, rows in targets.items()),
    ]
    return dict(named)


def source_of(reference: str) -> str:
    """Return the publication behind a reference such as ``food:almonds``.

    Raises
    ------
    DataError
        If the reference is not valid.
    """
    source = _sources().get(reference)
    if source is None:
        raise DataError(f"data/founding_facts.csv: reference {reference!r} is not in data/")
    return source
