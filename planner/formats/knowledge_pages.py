"""Write knowledge pages as Markdown, JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from planner.formats.spreadsheet_text import safe_text, write_csv
from planner.nutrition.knowledge.entries import EVIDENCE, Entry, load_entry
from planner.nutrition.knowledge.pages import DOCTOR_TOPIC, LearnPage
from planner.nutrition.knowledge.popular_claims import FACT_KINDS, FoundingFact, knowledge_ids
from planner.nutrition.knowledge.ranking import PER
from planner.nutrition.nutrients import nutrient


def _safe(text: str) -> str:
    """Escape the characters that Markdown interprets as markup."""
    return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


def _figure(amount: float) -> str:
    """Return an amount with about three significant digits."""
    return f"{amount:,.0f}" if amount >= 100 else f"{amount:.3g}"


def _ranking_lines(page: LearnPage, per: str) -> list[str]:
    known = nutrient(page.topic.nutrient or "")
    percent = "Percent of your target a serving" if page.targets else ""
    head = ["Food", "Usual serving", f"{known.unit} a serving", f"{known.unit} in 100 kcal"]
    head += [percent] if percent else []
    lines = [
        "",
        f"### Foods that give most {known.in_sentence} per {PER[per]}",
        "",
        "| " + " | ".join([*head, "Note"]) + " |",
        "|---|---|" + "---:|" * (len(head) - 2) + "---|",
    ]
    for row in page.rankings[per]:
        per_kcal = "" if row.per_100_kcal is None else _figure(row.per_100_kcal)
        cells = [_safe(row.food), f"{_safe(row.serving)} ({row.serving_g:.0f} g)"]
        cells += [_figure(row.per_serving), per_kcal]
        if percent:
            cells.append("" if row.percent is None else f"{row.percent:.0f} %")
        lines.append("| " + " | ".join([*cells, row.note]) + " |")
    return lines


def _fact_lines(facts: Sequence[FoundingFact], numbers: dict[str, int]) -> list[str]:
    """Return the lines on claims that are corrected or left out, grouped by reason."""
    changed = [fact for fact in facts if fact.verdict != "carried"]
    by_reason: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for fact in changed:
        items = by_reason.setdefault((fact.kind, fact.reason, fact.found_in), [])
        items.append(f"“{_safe(fact.item)}”")
    lines = ["", "## What popular articles say, corrected", ""] if changed else []
    for (kind, reason, found_in), items in by_reason.items():
        named = [load_entry(name) for name in knowledge_ids(found_in)]
        marks = [f"[{number}]" for number in dict.fromkeys(_number(e, numbers) for e in named)]
        title = FACT_KINDS[kind]
        lines.append(f"- {title} {', '.join(items)}: {_safe(reason)}. {' '.join(marks)}")
    return lines


def _comparison_lines(page: LearnPage, numbers: dict[str, int]) -> list[str]:
    """Return the table that compares food and supplement, with a source for each line."""
    if not page.food_or_supplement:
        return []
    lines = ["", "## Food or supplement", "", "| | Food | Supplement | |", "|---|---|---|---|"]
    for row in page.food_or_supplement:
        number = numbers.setdefault(_safe(row.source), len(numbers) + 1)
        cells = [row.aspect.replace("_", " ").capitalize(), row.food, row.supplement]
        lines.append("| " + " | ".join([*map(_safe, cells), f"[{number}]"]) + " |")
    return lines


def _page_lines(page: LearnPage, numbers: dict[str, int]) -> list[str]:
    lines = [f"# {page.topic.title}"]
    if page.own_target:
        lines += ["", page.own_target]
    for section in page.sections:
        lines += ["", f"## {section.title}", ""]
        for entry in section.entries:
            number = _number(entry, numbers)
            words = f"{entry.sentence} {page.own_figure(entry)}".strip()
            lines.append(f"- {_safe(words)} [{number}]")
    if page.ranks:
        lines += ["", "## Foods of our table"]
        lines += [""] if page.counting else []
        for rule in page.counting:
            number = numbers.setdefault(_safe(rule.source), len(numbers) + 1)
            lines.append(f"- {_safe(rule.sentence[0].upper() + rule.sentence[1:])}. [{number}]")
    for per in page.rankings:
        lines += _ranking_lines(page, per)
    lines += _comparison_lines(page, numbers)
    return [*lines, *_fact_lines(page.facts, numbers), ""]


def _number(entry: Entry, numbers: dict[str, int]) -> int:
    """Return the number of an entry's source; a source not yet cited gets the next number."""
    return numbers.setdefault(_reference(entry), len(numbers) + 1)


def _reference(entry: Entry) -> str:
    link = f" <{entry.link}>" if entry.link else ""
    return f"{_safe(entry.citation)}; {EVIDENCE[entry.evidence]}.{link}"


def pages_as_markdown(pages: Sequence[LearnPage]) -> str:
    """Return pages as Markdown, with one numbered list of sources at the end."""
    numbers: dict[str, int] = {}
    lines = [line for page in pages for line in _page_lines(page, numbers)]
    lines += ["# Sources", ""]
    lines += [f"{number}. {reference}" for reference, number in numbers.items()]
    if any(page.ranks for page in pages):
        lines += ["", "Amounts in foods: data/composition.csv (USDA SR28, FNDDS and labels)."]
    if all(page.topic.id != DOCTOR_TOPIC for page in pages):
        lines += ["", f"When to see a doctor, at once or soon: `planner learn {DOCTOR_TOPIC}`."]
    lines += ["", "Not medical advice, and no diagnosis."]
    return "\n".join(lines) + "\n"


def pages_as_json(pages: Sequence[LearnPage]) -> str:
    """Return pages as JSON: topic, entries, the person's target, rankings and popular claims."""
    written = [
        {
            "topic": asdict(page.topic),
            "entries": [asdict(entry) for entry in page.entries],
            "target": asdict(page.target) if page.target else None,
            "counting": [
                {"sentence": rule.sentence, "source": rule.source} for rule in page.counting
            ],
            "rankings": {per: [asdict(row) for row in rows] for per, rows in page.rankings.items()},
            "food_or_supplement": [asdict(row) for row in page.food_or_supplement],
            "popular_articles": [
                {**asdict(fact), "sources": list(fact.sources)} for fact in page.facts
            ],
        }
        for page in pages
    ]
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def pages_as_csv(pages: Sequence[LearnPage]) -> str:
    """Return the entries of pages as CSV, one row each."""
    columns = ["id", "topic", "kind", "nutrient", "sentence", "evidence", "source", "year", "link"]
    rows = [
        [safe_text(str(asdict(entry)[name] or "")) for name in columns]
        for page in pages
        for entry in page.entries
    ]
    return write_csv(["knowledge_id", *columns[1:]], rows)


PAGE_FORMATS: dict[str, Callable[[Sequence[LearnPage]], str]] = {
    "markdown": pages_as_markdown,
    "json": pages_as_json,
    "csv": pages_as_csv,
}
