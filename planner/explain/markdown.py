"""Explanations and comparisons of plans as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from planner.certification.scores import compared_scores
from planner.explain.analysis import A_TENTH, Explanation
from planner.explain.sentences import (
    binding_sentences,
    coverage_sentences,
    item_label,
    part_sentence,
    scarce_sentence,
)
from planner.explain.what_if import Comparison, Row
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.planning.plan import Plan

MOST_PRICES = 8


def explanation_lines(plan: Plan, found: Explanation) -> Iterator[str]:
    """Yield the Markdown lines of a full explanation."""
    yield f"# Why this plan, for {plan.request.name or plan.request.person.label}"
    yield from ("", "## What shapes the plan", "")
    sentences = [
        *binding_sentences(plan, found.binding),
        *(scarce_sentence(plan, scarce) for scarce in found.scarce),
    ]
    yield from (f"- {sentence}" for sentence in sentences or ["no target is met with little room"])
    if counted := coverage_sentences(plan):
        yield from ("", "## What the sources do not say", "")
        yield from (f"- {sentence}" for sentence in counted)
    if found.prices:
        yield from ("", "## Approximate cost of the rules", "")
        yield (
            f"The objective of a day is about {found.points:.0f} points. Raising a floor or "
            f"lowering a ceiling by a tenth ({A_TENTH:.0%}) would add about:"
        )
        yield ""
        yield from (
            f"- {price.points:.2g} points: {price.sentence}" for price in found.prices[:MOST_PRICES]
        )
    yield from ("", "## Where the nutrients come from", "")
    yield from _top_lines(plan, found)
    yield from ("", "## What each dish and food contributes", "")
    yield from (f"- {part_sentence(part, plan.request.catalog)}" for part in found.parts)


def _top_lines(plan: Plan, found: Explanation) -> Iterator[str]:
    catalog = plan.request.catalog
    for name in sorted(found.top, key=lambda name: name not in core_nutrients()):
        given = ", ".join(
            f"{item_label(item, catalog)} {share:.0%}" for item, share in found.top[name]
        )
        yield f"- {nutrient(name).name}: {given}"


def comparison_lines(found: Comparison) -> Iterator[str]:
    """Yield the Markdown lines of a comparison: scores, nutrients, supplements and items."""
    yield f"# What if: {', '.join(found.words)}"
    yield ""
    if not found.standing.certificate.certified:
        faults = "; ".join(breach.message for breach in found.standing.certificate.breaches)
        yield from (f"The current plan is not certified for its request: {faults}", "")
    yield from ("| | current | what if | change |", "|---|---|---|---|")
    yield from (_row(row.name, row) for row in found.scores() if row.id in compared_scores())
    rows = sorted(found.nutrients(), key=lambda row: row.id not in core_nutrients())
    yield from (_row(nutrient(row.id).name, row) for row in rows)
    if any(found.doses()):
        current, changed = (words or "food alone" for words in found.doses())
        yield from ("", f"Supplements: {current}; what if: {changed}.")
    for title, names in (("No longer served", found.gone()), ("Newly served", found.come())):
        yield from ("", f"## {title}", "")
        yield from (f"- {name}" for name in names or ("nothing",))


def _row(name: str, row: Row) -> str:
    """Return the table row of one value in both plans, with the difference."""
    if row.standing is None or row.changed is None:
        shown = ["unknown" if value is None else f"{value:.4g}" for value in
                 (row.standing, row.changed)]  # fmt: skip
        return f"| {name} | {shown[0]} | {shown[1]} {row.unit} | |"
    change = row.changed - row.standing
    digits = "+.0f" if abs(change) >= 100 else "+.3g"
    shown_change = "same" if abs(change) <= 5e-3 * abs(row.standing) else f"{change:{digits}}"
    return f"| {name} | {row.standing:.4g} | {row.changed:.4g} {row.unit} | {shown_change} |"
