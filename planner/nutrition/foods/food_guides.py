"""How much of a food a day should hold at most, though no rule forbids more (``meals.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from planner.nutrition.tables import read_toml


@dataclass(frozen=True)
class FoodGuide:
    """The most of a food that people eat or drink in a day; exceeding it is no fault.

    Attributes
    ----------
    id, label : str
        Key, and the food in a sentence.
    subgroups : frozenset of str
        Subgroups of ``data/subgroups.csv`` that belong to it.
    most_g : float
        Grams a day, those in dishes among them.
    unless_served : frozenset of str
        Subgroups that take its place: who may be served one of them has no such guide.
    drunk_for : tuple of str
        Nutrients for which people exceed it.
    source : str
        Publication, or project choice.
    """

    id: str
    label: str
    subgroups: frozenset[str]
    most_g: float
    unless_served: frozenset[str]
    drunk_for: tuple[str, ...]
    source: str


@cache
def food_guides() -> tuple[FoodGuide, ...]:
    """Return the entries of ``[food_guides]``, in the order of the file."""
    return tuple(
        FoodGuide(
            name,
            str(entry["label"]),
            frozenset(entry["subgroups"]),
            float(entry["most_g"]),
            frozenset(entry["unless_served"]),
            tuple(entry["drunk_for"]),
            str(entry["source"]),
        )
        for name, entry in read_toml("meals.toml")["food_guides"].items()
    )
