"""Cross checks of the tables of knowledge: topics, nutrients, links and references that hold."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import DataError
from planner.nutrition.knowledge.popular_claims import source_of
from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.tables import read_rows, split_list


def knowledge_faults() -> Iterator[str]:
    """Find entries on no page, about no nutrient, or without an address of their source."""
    topics = {row["topic"]: row["nutrient"] for row in read_rows("knowledge_topics.csv")}
    for name, nutrient in topics.items():
        if nutrient and nutrient not in nutrient_ids():
            yield f"data/knowledge_topics.csv {name}: {nutrient!r} is no nutrient"
    for row in read_rows("knowledge.csv"):
        where = f"data/knowledge.csv {row['knowledge_id']}"
        if row["topic"] not in topics:
            yield f"{where}: topic {row['topic']!r} is not in knowledge_topics.csv"
        if row["nutrient"] and row["nutrient"] not in nutrient_ids():
            yield f"{where}: {row['nutrient']!r} is no nutrient"
        if (row["link"] == "") != (row["evidence"] == "project"):
            yield f"{where}: a link goes with every source but the project's own choices"


def founding_faults() -> Iterator[str]:
    """Find facts without a reason, and references that name nothing."""
    topics = {row["topic"] for row in read_rows("knowledge_topics.csv")}
    for row in read_rows("founding_facts.csv"):
        where = f"data/founding_facts.csv {row['kind']} {row['nutrient']} {row['item']!r}"
        if row["topic"] not in topics:
            yield f"{where}: topic {row['topic']!r} is not in knowledge_topics.csv"
        if (row["reason"] == "") != (row["verdict"] == "carried"):
            yield f"{where}: a reason goes with corrected and left_out"
        for reference in split_list(row["found_in"]):
            try:
                source_of(reference)
            except DataError:
                yield f"{where}: {reference!r} names nothing in data/"
