"""Guides on the targets: fiber that is not too much, and that is built up by who eats little."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import InputError
from planner.nutrition.people.clinical_messages import clinical_messages
from planner.nutrition.people.guided_targets import guide_sentences
from planner.nutrition.people.guides import load_guides
from planner.nutrition.people.person import make_person
from planner.nutrition.people.reference_intakes import FloorKind, all_standards
from planner.nutrition.people.targets import Target, Targets
from planner.request.own_limits import own_targets

WOMAN: dict[str, Any] = {"sex": "female", "age": 34, "height_cm": 167, "weight_kg": 62}


def targets(
    standard: str = "nasem", limits: tuple[tuple[str, float], ...] = (), **fields: Any
) -> Targets:
    """Return the targets of the woman, or of somebody else."""
    return own_targets(make_person(**{**WOMAN, **fields}), "omnivore", standard, limits)


def fiber(*args: Any, **fields: Any) -> Target:
    """Return her target of fiber."""
    return targets(*args, **fields)["fiber_g"]


@pytest.mark.parametrize("standard", all_standards())
def test_everybody_has_a_guide_above_the_floor(standard: str) -> None:
    """The guide leaves room for a plan at every age, by every standard, and is no ceiling."""
    sizes = {
        3: (96, 14.5),
        6: (116, 21),
        12: (150, 42),
        16: (172, 62),
        34: (178, 75),
        80: (172, 70),
    }
    for age, (height_cm, weight_kg) in sizes.items():
        body = {"age": age, "height_cm": height_cm, "weight_kg": weight_kg}
        for sex in ("female", "male"):
            row = fiber(standard, sex=sex, **body)
            assert row.guide is not None
            assert row.floor is not None
            assert row.guide.most >= row.floor + 3
            assert row.guide.most <= 50
            assert row.ceiling is None


def test_the_guides_of_children_are_half_above_the_adequate_intake() -> None:
    """The table's arithmetic: 1.5 times 19, 25 and 31 g, and 50 g from 14 years."""
    most = [row.most for row in load_guides()]
    assert most == pytest.approx([1.5 * 19, 1.5 * 25, 1.5 * 31, 50], abs=0.5)


def test_who_eats_little_builds_up_by_steps_of_a_week() -> None:
    """From 12 g the first week holds 17 g; the 25 g of the AI are set aside, and that is said."""
    row = fiber(fiber_now_g=12)
    assert row.guide is not None
    assert (row.floor, row.guide.most, row.guide.steps) == (12, 17, (17, 22, 27))
    assert row.floor_kind is FloorKind.BUILD_UP
    assert row.percent(12.5) == 50  # of the AI, not of what is eaten now
    (words,) = guide_sentences(targets(fiber_now_g=12))
    assert "week 1 up to 17 g; week 2 up to 22 g; week 3 up to 27 g" in words
    assert "its target of 25 g is set aside" in words


def test_near_the_floor_nothing_is_set_aside() -> None:
    """From 22 g one step reaches the AI, whose floor stays; from 30 g nothing is built up."""
    near, enough = fiber(fiber_now_g=22), fiber(fiber_now_g=30)
    assert near.floor == enough.floor == 25
    assert near.guide is not None
    assert near.guide.steps == (27,)
    assert enough == fiber()
    assert guide_sentences(targets(fiber_now_g=30)) == ()


@pytest.mark.parametrize("now", [12.0, 15.0])
def test_the_planners_floor_for_an_illness_is_built_up_to(now: float) -> None:
    """In diabetes 14 g per 1000 kcal are the planner's own figure: the first step is 5 g more."""
    usual = targets(conditions=("diabetes",))["fiber_g"]
    found = targets(conditions=("diabetes",), fiber_now_g=now)
    row = found["fiber_g"]
    assert usual.floor_kind is FloorKind.CLINICAL
    assert row.guide is not None
    assert (row.floor, row.floor_kind, row.need) == (now, FloorKind.BUILD_UP, usual.floor)
    assert row.guide.most == row.guide.steps[0] == now + 5
    (words,) = guide_sentences(found)
    assert f"week 1 up to {now + 5:g} g" in words
    assert f"its target of {usual.floor:g} g is set aside" in words
    said = " ".join(clinical_messages(found))
    assert f"{usual.floor:g} g, to be built up to step by step" in said
    assert "ask who set it" not in said + words


def test_a_clinicians_floor_is_not_built_up_to() -> None:
    """A least that is asked for stays, and the plan says so."""
    found = targets(limits=(("min_fiber_g", 40.0),), fiber_now_g=12)
    assert found["fiber_g"].floor == 40
    (words,) = guide_sentences(found)
    assert "ask who set it" in words


def test_fiber_without_a_target_is_said_not_to_be_built_up() -> None:
    """With Crohn's disease there is no floor, so what is eaten now changes nothing."""
    found = targets(conditions=("crohns_disease",), fiber_now_g=12)
    assert found["fiber_g"] == targets(conditions=("crohns_disease",))["fiber_g"]
    (words,) = guide_sentences(found)
    assert "change nothing in this plan" in words
    assert "narrowings" in words


def test_an_own_limit_goes_before_the_guide() -> None:
    """Who sets a most of 70 g has no guide; who sets a least of 60 g has room above it."""
    assert fiber(limits=(("max_fiber_g", 70.0),)).guide is None
    row = fiber(limits=(("min_fiber_g", 60.0),))
    assert row.guide is not None
    assert row.guide.most == 65


@pytest.mark.parametrize("grams", [0, 101, True])
def test_impossible_amounts_are_refused(grams: object) -> None:
    """The fiber eaten now is from 1 to 100 g a day."""
    with pytest.raises(InputError, match="fiber_now"):
        make_person(**WOMAN, fiber_now_g=grams)
