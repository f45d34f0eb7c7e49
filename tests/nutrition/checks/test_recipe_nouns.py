"""The foods that words name."""

from __future__ import annotations

from planner.nutrition.checks.recipe_nouns import Nouns, singular

NOUNS = Nouns(
    names=frozenset({"black bean", "bean", "rice", "peanut butter", "butter"}),
    other=frozenset({"butter the"}),
    collective={"the spices": frozenset({"spice"})},
    prepared=frozenset({"cooked"}),
    by_food={},
)


def test_singular() -> None:
    """Forms of a word share one singular."""
    assert [singular(word) for word in ("beans", "tomatoes", "berries", "rice", "cress")] == [
        "bean", "tomato", "berry", "rice", "cress",
    ]  # fmt: skip


def test_longest_name_at_each_place() -> None:
    """Peanut butter is no butter, and a verb is no name."""
    text = "Butter the tin, add black beans and peanut butter. Serve with rice, then butter."
    assert list(NOUNS.named_in(text)) == ["black bean", "peanut butter", "rice", "butter"]


def test_names_one_of() -> None:
    """A name is of a food that has all its words, apart from those for its preparation."""
    foods = [frozenset({"brown", "rice"})]
    assert NOUNS.names_one_of("cooked rice", foods)
    assert not NOUNS.names_one_of("black bean", foods)


def test_collective_phrases() -> None:
    """A phrase for several foods gives their subgroups."""
    assert list(NOUNS.collected_in("Stir in the spices.")) == ["spice"]
    assert list(NOUNS.collected_in("Stir.")) == []
