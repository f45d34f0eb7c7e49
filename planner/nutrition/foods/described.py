"""The attributes of foods and supplements by which rules select them."""

from __future__ import annotations


class Described:
    """A food or supplement that rules apply to by its attributes (``group``, ``contains`` …)."""

    group: str
    subgroup: str
    contains: frozenset[str]
    animal: frozenset[str]
    fortified: frozenset[str]
    flags: frozenset[str]

    def values_of(self, attribute: str) -> frozenset[str]:
        """Return the values of an attribute: one for ``group``, a set for ``contains``."""
        value: str | frozenset[str] = getattr(self, attribute)
        return frozenset({value}) if isinstance(value, str) else value

    def has_any(self, attribute: str, values: frozenset[str]) -> bool:
        """Return whether an attribute has one of the values."""
        value: str | frozenset[str] = getattr(self, attribute)
        return value in values if isinstance(value, str) else not value.isdisjoint(values)
