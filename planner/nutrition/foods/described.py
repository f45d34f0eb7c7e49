"""The attributes of foods and supplements by which rules select them."""

from __future__ import annotations

CONTENTS = frozenset({"contains", "animal", "fortified", "flags"})  # what a label must tell


class Described:
    """A food or supplement that rules apply to by its attributes (``group``, ``contains`` …).

    `is_declared` tells whether its contents are known: of an own food they are only once its user
    has said so.
    """

    group: str
    subgroup: str
    contains: frozenset[str]
    animal: frozenset[str]
    fortified: frozenset[str]
    flags: frozenset[str]
    is_declared: bool = True

    def values_of(self, attribute: str) -> frozenset[str]:
        """Return the values of an attribute: one for ``group``, a set for ``contains``."""
        value: str | frozenset[str] = getattr(self, attribute)
        return frozenset({value}) if isinstance(value, str) else value

    def has_any(self, attribute: str, values: frozenset[str]) -> bool:
        """Return whether an attribute has one of the values."""
        value: str | frozenset[str] = getattr(self, attribute)
        return value in values if isinstance(value, str) else not value.isdisjoint(values)

    def may_have_any(self, attribute: str, values: frozenset[str]) -> bool:
        """Return whether an attribute has one of the values, or may have: nobody declared it."""
        if not self.is_declared and attribute in CONTENTS:
            return True
        return self.has_any(attribute, values)
