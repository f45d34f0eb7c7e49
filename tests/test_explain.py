"""Explanations: what clashes, in words; changes that truly help; a nearest plan marked as such."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from planner import explain, reasons
from planner.certify import certify
from planner.explain import NoCertifiedPlanError
from planner.plan import make_plan
from planner.planning import attempt, prepare, read_portions
from planner.reasons import reachable
from planner.request import PlanRequest
from planner.solve import Solution, Status
from planner.solve.kernel import KernelOptions

Ask = Callable[..., PlanRequest]
ANY_PLAN = KernelOptions(relative_gap=100.0)  # the first plan found proves that there is one


def refusal(request: PlanRequest) -> NoCertifiedPlanError:
    """Ask for a plan that cannot be, and return the explanation."""
    with pytest.raises(NoCertifiedPlanError) as caught:
        make_plan(request)
    return caught.value


@pytest.fixture(scope="module")
def unfortified(ask: Ask) -> NoCertifiedPlanError:
    """Return why a vegan without fortified foods gets no plan."""
    return refusal(ask("woman", diet="vegan", avoid=("fortified",)))


@pytest.fixture(scope="module")
def no_starch(ask: Ask) -> NoCertifiedPlanError:
    """Return why nobody gets plain plates without grains and potatoes."""
    plain = ("breakfast", "lunch", "dinner", "snack")
    return refusal(ask("woman", avoid=("grain", "starchy_vegetable"), simple=plain))


def test_missing_vitamin_is_named_with_figures(unfortified: NoCertifiedPlanError) -> None:
    """Vegan without fortified foods: vitamin B12 is what is missing, and how much there is."""
    (reason,) = unfortified.reasons
    assert reason.startswith("vegan without fortified foods: ")
    assert "vitamin B12; most reachable " in reason
    assert reason.endswith(" of 2.4 µg")
    most = float(reason.rsplit("reachable ", 1)[1].split(" ", 1)[0])
    assert 0 <= most < 2.4


def test_most_reachable_is_what_the_relaxation_reaches(ask: Ask) -> None:
    """The figure is the largest amount of any plan: more of it makes the relaxation infeasible."""
    question = prepare(ask("woman", diet="vegan", avoid=("fortified",)))
    rule = next(r for r in question.rules if r.name == "nutrient_floor:day:vitamin_b12_ug")
    most = reachable(question, rule)
    least = reachable(question, rule, most=False)
    assert most is not None
    assert least is not None
    assert 0 <= least <= most < 2.4


def test_changes_are_listed_mildest_first(unfortified: NoCertifiedPlanError) -> None:
    """First what was avoided, then a supplement, then other diets from strict to loose."""
    assert unfortified.changes[:2] == (
        "allow fortified foods",
        "take 1 tablet (25 µg) of vitamin B12 (cyanocobalamin) a day (--supplements auto)",
    )
    diets = [change for change in unfortified.changes if change.startswith("eat ")]
    assert diets[-1] == "eat omnivore instead of vegan"


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("allow fortified foods", {"diet": "vegan"}),
        ("eat lacto-vegetarian instead of vegan", {"diet": "lacto_vegetarian"}),
        ("eat vegetarian instead of vegan", {"diet": "vegetarian"}),
        ("eat pescatarian instead of vegan", {"diet": "pescatarian"}),
        ("eat omnivore instead of vegan", {"diet": "omnivore"}),
    ],
)
def test_change_that_is_offered_makes_a_plan(
    words: str,
    changed: dict[str, str],
    unfortified: NoCertifiedPlanError,
    ask: Ask,
) -> None:
    """Solved again with that change alone, the question has a plan that passes its certificate."""
    assert words in unfortified.changes
    avoid = () if words.startswith("allow") else ("fortified",)
    question = prepare(ask("woman", avoid=avoid, **changed))
    found = attempt(question, ANY_PLAN)
    assert found is not None
    portions = read_portions(question, found)
    assert certify(portions, question.request, out_of_reach=found.out_of_reach).certified


def test_change_that_does_not_help_is_not_offered(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Avoiding eggs besides is not at fault: allowing them is tried and left out."""
    tried: list[str] = []
    known = explain._makes_plan

    def remember(change: explain.Change) -> bool:
        tried.append(change.words)
        return change.words.startswith("allow") and known(change)

    monkeypatch.setattr(explain, "_makes_plan", remember)
    error = refusal(ask("woman", diet="vegan", avoid=("fortified", "mustard")))
    assert {"allow fortified foods", "allow mustard"} <= set(tried)
    assert error.changes == ("allow fortified foods",)


def test_nearest_plan_is_marked_and_not_certified(unfortified: NoCertifiedPlanError) -> None:
    """It breaks the floor that cannot be met and nothing else, least of all the diet."""
    nearest = unfortified.nearest
    assert nearest is not None
    assert nearest.status == "nearest"
    assert not nearest.certificate.certified
    assert {b.rule for b in nearest.certificate.breaches} == {"floor vitamin_b12_ug"}


def test_meal_that_cannot_be_filled_is_named(no_starch: NoCertifiedPlanError) -> None:
    """Without grains and starchy vegetables breakfast has no base; one of them would do."""
    (reason,) = no_starch.reasons
    assert "no food left for: breakfast: at least 1 of bread or cereal or starch" in reason
    assert "allow grain of every kind" in no_starch.changes
    assert no_starch.nearest is not None
    assert no_starch.nearest.status == "nearest"


def test_diet_that_cannot_be_kept_is_named(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mediterranean with olive oil excluded: the oil is named, and allowing it is offered."""
    error = refusal(ask("woman", diet="mediterranean", exclude=("olive_oil",)))
    (reason,) = error.reasons
    assert reason == (
        "mediterranean without 1 excluded item: no food left for: Mediterranean: olive oil "
        "at least 13 g"
    )
    assert "allow olive_oil again" in error.changes


def test_message_lists_reasons_and_changes(unfortified: NoCertifiedPlanError) -> None:
    """What the command line prints holds every reason and every change, a line each."""
    lines = str(unfortified).splitlines()
    assert lines[0] == "no plan can meet the targets:"
    for words in (*unfortified.reasons, *unfortified.changes):
        assert f"  - {words}" in lines
    assert "no single change" in str(NoCertifiedPlanError(("because",), (), None))


def test_clashing_targets_are_told_apart_from_missing_foods(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that could be met alone is said to clash with the rest, not to lack foods."""
    question = prepare(ask("woman"))
    rule = next(r for r in question.rules if r.name == "nutrient_floor:day:calcium_mg")
    assert "can be met alone" in reasons.reason(question, rule)
    energy = next(r for r in question.rules if r.family == "energy")
    assert "cannot be met together" in reasons.reason(question, energy)
    empty = np.zeros(0)
    failed = Solution(Status.INFEASIBLE, empty, np.nan, np.nan, 0.0, empty, empty)
    monkeypatch.setattr(reasons, "solve_relaxation", lambda *_: failed)
    assert "clashes with the rest" in reasons.reason(question, rule)
