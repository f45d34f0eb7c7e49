"""Cross-checks of the knowledge tables: topics, nutrients, links and references."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import DataError
from planner.nutrition.knowledge.popular_claims import source_of
from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.tables import read_rows, split_list


def knowledge_faults() -> Iterator[str]:
    """Yield a message for each entry with an unknown topic or nutrient, or without a link."""
    topics = {row["topic"]: row["nutrient"] for row in read_rows("knowledge_topics.csv")}
    for name, nutrient in topics.items():
        if nutrient and nutrient not in nutrient_ids():
            yield f"data/knowledge_topics.csv {name}: {nutrient!r} is not a nutrient"
    for row in read_rows("knowledge.csv"):
        where = f"data/knowledge.csv {row['knowledge_id']}"
        if row["topic"] not in topics:
            yield f"{where}: topic {row['topic']!r} is not in knowledge_topics.csv"
        if row["nutrient"] and row["nutrient"] not in nutrient_ids():
            yield f"{where}: {row['nutrient']!r} is not a nutrient"
        if (row["link"] == "") != (row["evidence"] == "project"):
            yield f"{where}: every source needs a link, except evidence project, which has none"


def founding_faults() -> Iterator[str]:
    """Yield a message for each fact without a reason or with an unknown reference."""
    topics = {row["topic"] for row in read_rows("knowledge_topics.csv")}
    for row in read_rows("founding_facts.csv"):
        where = f"data/founding_facts.csv {row['kind']} {row['nutrient']} {row['item']!r}"
        if row["topic"] not in topics:
            yield f"{where}: topic {row['topic']!r} is not in knowledge_topics.csv"
        if (row["reason"] == "") != (row["verdict"] == "carried"):
            yield f"{where}: the verdicts corrected and left_out need a reason, carried has none"
        for reference in split_list(row["found_in"]):
            try:
                source_of(reference)
            except DataError:
                yield f"{where}: reference {reference!r} is not in data/"
