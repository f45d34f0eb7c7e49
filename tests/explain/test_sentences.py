"""Sentences of an explanation: what the sources do not say, and what counts instead."""

from __future__ import annotations

import re
from dataclasses import replace

from planner.certification.judge import certify
from planner.explain.analysis import Binding, explain_plan
from planner.explain.markdown import explanation_lines
from planner.explain.sentences import (
    binding_sentences,
    coverage_sentences,
    short_explanation,
)
from planner.nutrition.foods.portions import Portion
from planner.planning.make import Plan
from planner.planning.plan import build_plan


def _with(plan: Plan, food_id: str, grams: float) -> Plan:
    """Return a plan with one more portion on its first day."""
    portions = (*plan.portions, Portion(1, "lunch", food_id, grams))
    return build_plan(plan.request, portions, solver=plan.solver)


def test_every_ceiling_that_counts_the_unknown_is_told(vegan_plan: Plan) -> None:
    """Foods known, amount counted, and where the figure of the greatest of them is from."""
    plan = _with(vegan_plan, "amaranth_leaves_boiled", 100.0)
    request = plan.request.changed(limits=(("max_vitamin_k_ug", 5000.0),))
    plan = build_plan(request, plan.portions, solver=plan.solver)
    (told,) = (line for line in coverage_sentences(plan) if line.startswith("Vitamin K:"))
    row = next(row for row in plan.certificate.adequacy if row.nutrient == "vitamin_k_ug")
    known, every = len(row.foods - row.unknown), len(row.foods)
    assert f"{known} of {every} foods known" in told
    assert re.search(r"; 1[12]\d\d µg counted at the worst of their kind", told)
    assert "amaranth leaves, boiled (like food sr28:11003 × 1.02)" in told
    assert set(coverage_sentences(plan)) <= set(short_explanation(plan))


def test_nothing_is_told_of_what_counts_for_nothing(vegan_plan: Plan) -> None:
    """A nutrient without a ceiling, or with hardly anything counted, is not told."""
    told = coverage_sentences(vegan_plan)
    named = {row.nutrient for row in vegan_plan.certificate.presumed}
    assert len(told) == len(named)
    for row in certify(vegan_plan.portions, vegan_plan.request).adequacy:
        if row.ceiling is None or row.presumed <= 0.01 * row.ceiling:
            assert row.nutrient not in named


def test_explanation_in_full_has_them(vegan_plan: Plan) -> None:
    """The Markdown of the whole explanation lists the same sentences."""
    lines = list(explanation_lines(vegan_plan, explain_plan(vegan_plan)))
    for sentence in coverage_sentences(vegan_plan):
        assert f"- {sentence}" in lines


def test_binding_ceiling_tells_what_is_counted_for_the_unknown(vegan_plan: Plan) -> None:
    """98 % of a ceiling of which 41 % is of foods without a value says so; a floor has none."""
    known = Binding(1, "manganese_mg", 98.0, at_floor=False)
    (words,) = binding_sentences(vegan_plan, [replace(known, presumed=41.0)])
    assert "manganese (98 % of its ceiling, 41 % for foods without a value)" in words
    (words,) = binding_sentences(vegan_plan, [known])
    assert "manganese (98 % of its ceiling)" in words
