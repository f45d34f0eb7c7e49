"""Knowledge entries: sourced claims on nutrients, muscle twitching and when to see a doctor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.errors import unknown_name
from planner.nutrition.tables import read_rows

# The kinds of entry, in the order a page shows them, with their headings.
KINDS: dict[str, str] = {
    "doctor_now": "See a doctor at once",
    "doctor_soon": "See a doctor soon",
    "overview": "In short",
    "role": "What it does in nerve and muscle",
    "shortage": "Signs of shortage, as published",
    "who": "Who is at risk",
    "trigger": "What can set twitches off",
    "plan": "What the plan does about it",
    "food": "Food and uptake",
    "supplement": "Supplements",
    "testing": "Tests and treatment",
    "correction": "Often said, and what holds",
}
# The kinds of evidence, with the words a page shows.
EVIDENCE: dict[str, str] = {
    "reference_value": "reference value of an authority",
    "guideline": "guideline",
    "authority": "fact sheet of an authority",
    "label": "official label of a medicine",
    "systematic_review": "systematic review of trials",
    "trial": "trial",
    "observational": "observational study",
    "case_series": "series of patients",
    "review": "review",
    "textbook": "textbook",
    "project": "what this program does",
}


@dataclass(frozen=True)
class Topic:
    """A knowledge page; `nutrient` is the id of the nutrient it is about, or None."""

    id: str
    title: str
    nutrient: str | None


@dataclass(frozen=True)
class Entry:
    """One row of ``data/knowledge.csv``: a claim with its source.

    Attributes
    ----------
    id, topic : str
        Key, and the topic whose page shows it.
    kind : str
        One of `KINDS`.
    nutrient : str or None
        Id of the nutrient it is about.
    sentence : str
        The claim.
    evidence : str
        One of `EVIDENCE`.
    source, year, link : str
        Publication or web page, its year (empty for a page that is kept current), and its DOI or
        address (empty for a statement about this program).
    """

    id: str
    topic: str
    kind: str
    nutrient: str | None
    sentence: str
    evidence: str
    source: str
    year: str
    link: str

    @property
    def citation(self) -> str:
        """The source with its year."""
        return f"{self.source} ({self.year})" if self.year else self.source


@cache
def load_topics() -> Mapping[str, Topic]:
    """Return every topic by id, in the order of ``data/knowledge_topics.csv``."""
    return MappingProxyType(
        {
            row["topic"]: Topic(row["topic"], row["title"], row["nutrient"] or None)
            for row in read_rows("knowledge_topics.csv")
        }
    )


def get_topic(name: str) -> Topic:
    """Return a topic by its id or by the id of its nutrient.

    Raises
    ------
    InputError
        If there is no such topic.
    """
    for topic in load_topics().values():
        if name in (topic.id, topic.nutrient):
            return topic
    raise unknown_name("topic", name, load_topics())


@cache
def _all_entries() -> tuple[Entry, ...]:
    return tuple(
        Entry(
            id=row["knowledge_id"],
            topic=row["topic"],
            kind=row["kind"],
            nutrient=row["nutrient"] or None,
            sentence=row["sentence"],
            evidence=row["evidence"],
            source=row["source"],
            year=row["year"],
            link=row["link"],
        )
        for row in read_rows("knowledge.csv")
    )


def load_knowledge(topic: str | None = None) -> tuple[Entry, ...]:
    """Return every entry, or those of one topic, in the order of the table.

    Raises
    ------
    InputError
        If there is no such topic.

    Examples
    --------
    >>> from planner import load_knowledge
    >>> entries = load_knowledge("magnesium")
    >>> {entry.topic for entry in entries}
    {'magnesium'}
    >>> all(entry.source for entry in entries)
    True
    """
    if topic is None:
        return _all_entries()
    wanted = get_topic(topic).id
    return tuple(entry for entry in _all_entries() if entry.topic == wanted)


def load_entry(name: str) -> Entry:
    """Return one entry by its id.

    Raises
    ------
    InputError
        If no entry has this id.
    """
    for entry in _all_entries():
        if entry.id == name:
            return entry
    raise unknown_name("knowledge id", name, (entry.id for entry in _all_entries()))
