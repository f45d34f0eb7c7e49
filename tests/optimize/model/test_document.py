"""The written model has every rule family, objective and limit, and is current."""

from __future__ import annotations

from planner.nutrition.people.safety import all_safety_rules
from planner.optimize.model.document import PAGE, write_page
from planner.optimize.model.families import FAMILIES
from planner.request.choices import OBJECTIVES


def test_page_holds_every_entry_of_the_registries() -> None:
    """It has families with formula and source, objectives, and limits with sentences."""
    page = write_page()
    for key, family in FAMILIES.items():
        assert f"(`{key}`)" in page
        assert family.formula in page
        assert family.source in page
    for name in OBJECTIVES:
        assert f"`{name}`" in page
    for rule in all_safety_rules():
        assert rule.sentence in page


def test_page_is_current() -> None:
    """docs/model.md is current; ``make docs`` writes it."""
    assert PAGE.read_text(encoding="utf-8") == write_page()
