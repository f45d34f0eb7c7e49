"""What is said of nutrients that are off without breaking a rule: once, and truly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planner.certification.certificate import Adequacy
from planner.certification.judge import certify
from planner.certification.messages import over_words
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import all_nutrients, nutrient
from planner.nutrition.people.person import make_person
from planner.nutrition.people.targets import targets_for
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
MAN = targets_for(make_person(sex="male", age=40, height_cm=180, weight_kg=75))
BRAN_G_PER_FIBER_G = 100.0 / 42.8  # SR28 20077, wheat bran


def bran(day: int, fiber_g: float) -> Portion:
    """Return wheat bran with an amount of fiber."""
    return Portion(day, "breakfast", "wheat_bran", fiber_g * BRAN_G_PER_FIBER_G)


def test_a_guide_is_not_told_for_a_crumb_too_much(ask: Ask) -> None:
    """50.9 g of fiber are no news beside a guide of 50 g; 51.5 g are."""
    assert certify([bran(1, 50.9)], ask("man")).over_guides == ()
    (words,) = certify([bran(1, 51.5)], ask("man")).over_guides
    assert words.startswith("day 1: Fiber 51.5 g is over the guide of 50")


def test_days_share_one_message(ask: Ask) -> None:
    """Three days over the guide are one line, with the figures of the worst."""
    eaten = [bran(1, 55), bran(2, 70), bran(3, 30), bran(4, 60)]
    found = certify(eaten, ask("man", days=4))
    (words,) = found.over_guides
    assert words.startswith("days 1, 2, 4, furthest on day 2: Fiber 70 g")
    assert len(found.short_of) == len(found.shortfalls)
    iodine = [
        words
        for name, words in zip(found.short_of, found.shortfalls, strict=True)
        if name == "iodine_ug"
    ]
    assert len(iodine) == 1


def test_the_reason_of_an_aim_is_true(ask: Ask) -> None:
    """Iodine is known for too few foods; EPA and DHA are known, and few foods hold them."""
    found = certify([Portion(1, "lunch", "whole_wheat_bread", 100.0)], ask("man", standard="efsa"))
    said = dict(zip(found.short_of, found.shortfalls, strict=True))
    assert said["iodine_ug"].endswith("since it is known for too few foods")
    assert said["epa_dha_mg"].endswith("since few foods hold it")


def test_abbreviations_keep_their_capitals() -> None:
    """EPA and DHA stay as they are inside a sentence; other names begin small."""
    assert nutrient("epa_dha_mg").in_sentence == "EPA and DHA (omega-3)"
    assert nutrient("vitamin_b12_ug").in_sentence == "vitamin B12"
    for known in all_nutrients():
        first = known.in_sentence.split()[0]
        assert first == first.lower() or first == first.upper()


def _over(intake: float, presumed: float, ceiling: float = 11.0) -> str:
    row = Adequacy(
        day=1, nutrient="manganese_mg", intake=intake, floor=None, ceiling=ceiling, percent=None,
        status="over", coverage=0.9, credited=intake, presumed=presumed,
        foods=frozenset({"a", "b"}), unknown=frozenset({"a"}),
    )  # fmt: skip
    target = replace(MAN["manganese_mg"], ceiling=ceiling, ceiling_basis="UL")
    return over_words(row, target)


def test_what_is_added_for_unknown_foods_is_said_to_be_added() -> None:
    """The worst of a kind comes on top of what is known; both figures and their sum are told."""
    words = _over(6.28, 5.0)
    assert words.startswith("Manganese 6.28 mg plus up to 5 mg (the worst of its kind, of 1 food")
    assert "at most 11.28 mg, is over 11 (UL)" in words


def test_what_is_negligible_is_not_told() -> None:
    """0.0037 g on top of 7.293 g is not worth a word, unless it is what breaks the ceiling."""
    assert "plus" not in _over(12.0, 0.0037)
    assert "plus" in _over(10.999, 0.0037)
    assert "plus" not in _over(12.0, 0.0)


def test_what_a_standard_sets_no_amount_of_has_its_row(ask: Ask) -> None:
    """EPA and DHA by NASEM: shown on each day and as the mean, and counted as no target."""
    salmon = Portion(1, "dinner", "atlantic_salmon_farmed_cooked", 100.0)
    found = certify([salmon, bran(2, 10)], ask("man", days=2))
    fish, none, mean = found.untargeted
    assert {row.nutrient for row in found.untargeted} == {"epa_dha_mg"}
    assert (fish.day, none.day, mean.day) == (1, 2, 0)
    assert fish.intake > 1000
    assert mean.intake == (fish.intake + none.intake) / 2
    assert {row.status for row in found.untargeted} == {"no_target"}
    assert found.lowest_day("epa_dha_mg").day == 2
    assert not {row.nutrient for row in found.without_target} & {"epa_dha_mg"}
    assert certify([salmon], ask("man", standard="efsa")).untargeted == ()
