"""A note to a person, with its publication kept apart from its words."""

from __future__ import annotations

from typing import NamedTuple


class SourcedNote(NamedTuple):
    """What a person should know or do.

    The publication is not part of the sentence: notes are read, sources are looked up.

    Attributes
    ----------
    sentence, source : str
        What to do, and its publication.
    nutrient : str
        Id of the nutrient that it says the food brings too little of; empty if it says none.
    """

    sentence: str
    source: str
    nutrient: str = ""
