"""Extract the texts of the pages for the translation catalogues (``make texts``).

Most texts are in the code of the dashboard as ``_("...")``; labels of registries in lower rooms are
taken from those registries.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.pofile import write_po

from planner.nutrition.foods.variety_levels import variety_levels
from planner.nutrition.people.reference_intakes import standard_labels
from planner.request import choices

_DASHBOARD = Path(__file__).parents[1]
# The label is the first argument of these entries.
_REGISTRIES = ("Objective", "Choice", "Availability", "Guidelines")
_ENTRIES = dict.fromkeys(_REGISTRIES, (1,))


def all_texts() -> Iterator[str | tuple[str, ...]]:
    """Return every text; one that depends on a count as (singular, plural)."""
    for _, _, text, *_ in extract_from_dir(_DASHBOARD, method_map=[("**.py", "python")]):
        yield text
    keywords = {**DEFAULT_KEYWORDS, **_ENTRIES}
    for _, text, *_ in extract_from_file("python", choices.__file__, keywords=keywords):
        yield text
    yield from standard_labels().values()
    for level in variety_levels().values():
        yield from (level.label, level.description)


def main() -> None:
    """Write the texts as a template for catalogues: ``python -m ... FILE.pot``."""
    catalog = Catalog(project="Steadyplate", charset="utf-8")
    for text in all_texts():
        catalog.add(text)
    with Path(sys.argv[1]).open("wb") as file:
        write_po(file, catalog, no_location=True, sort_output=True)


if __name__ == "__main__":
    main()
