"""Cross-checks of the words that tell what an own food may contain."""

from __future__ import annotations

from collections.abc import Iterator

import pandera.pandas as pa

from planner.nutrition.checks.cells import matches, text
from planner.nutrition.checks.schemas import ALLERGENS, ANIMALS, FLAGS
from planner.nutrition.tables import read_rows, split_list

_SUBGROUPS = tuple(row["subgroup"] for row in read_rows("subgroups.csv"))
_VALUES = {
    "contains": ALLERGENS, "animal": ANIMALS, "flags": FLAGS, "subgroup": _SUBGROUPS,
}  # fmt: skip

CONTENT_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "content_words.csv": pa.DataFrameSchema(
        {
            "word": text(matches(r"^[a-z]+( [a-z]+)*$")),
            "suggests": text(matches(r"^[a-z]+:[a-z_]+(;[a-z]+:[a-z_]+)*$")),
            "unless": text(matches(r"^([a-z-]+( [a-z-]+)*(;[a-z-]+( [a-z-]+)*)*)?$")),
        },
        strict=True,
        unique=["word", "suggests"],
    ),
}


def content_word_faults() -> Iterator[str]:
    """Find words that suggest what no food can have, and phrases that do not hold their word."""
    for row in read_rows("content_words.csv"):
        where = f"data/content_words.csv {row['word']}"
        for pair in split_list(row["suggests"]):
            attribute, value = pair.split(":", 1)
            if value not in _VALUES.get(attribute, ()):
                yield f"{where}: {pair!r} is no content of a food"
        for phrase in split_list(row["unless"]):
            if row["word"] not in phrase:
                yield f"{where}: the phrase {phrase!r} does not hold the word"
