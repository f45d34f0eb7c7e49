"""Attributes by which rules tell foods and supplements apart."""

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
        """Return the values of an attribute, whether it holds one (``group``) or a set of them."""
        own: str | frozenset[str] = getattr(self, attribute)
        return frozenset({own}) if isinstance(own, str) else own

    def has_any(self, attribute: str, values: frozenset[str]) -> bool:
        """Tell whether an attribute has one of the values."""
        own: str | frozenset[str] = getattr(self, attribute)
        return own in values if isinstance(own, str) else not own.isdisjoint(values)
