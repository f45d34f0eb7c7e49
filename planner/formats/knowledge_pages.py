"""The knowledge pages written down: Markdown to read, JSON and CSV for programs."""

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
    """Escape what Markdown would read as markup."""
    return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


def _figure(amount: float) -> str:
    """Write an amount with about three figures."""
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
    """Write what was corrected or left out, the same reason once, each with its sources."""
    changed = [fact for fact in facts if fact.verdict != "carried"]
    alike: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for fact in changed:
        items = alike.setdefault((fact.kind, fact.reason, fact.found_in), [])
        items.append(f"“{_safe(fact.item)}”")
    lines = ["", "## What popular articles say, corrected", ""] if changed else []
    for (kind, reason, found_in), items in alike.items():
        named = [load_entry(name) for name in knowledge_ids(found_in)]
        marks = [f"[{number}]" for number in dict.fromkeys(_number(e, numbers) for e in named)]
        title = FACT_KINDS[kind]
        lines.append(f"- {title} {', '.join(items)}: {_safe(reason)}. {' '.join(marks)}")
    return lines


def _comparison_lines(page: LearnPage, numbers: dict[str, int]) -> list[str]:
    """Write food against supplement as a table, each line with its source."""
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
            own = page.own_figure(entry)
            words = f"{entry.sentence} {own}".strip()
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
    """Return the number of an entry's source, the next free one for a source not yet cited."""
    return numbers.setdefault(_reference(entry), len(numbers) + 1)


def _reference(entry: Entry) -> str:
    link = f" <{entry.link}>" if entry.link else ""
    return f"{_safe(entry.citation)}; {EVIDENCE[entry.evidence]}.{link}"


def pages_as_markdown(pages: Sequence[LearnPage]) -> str:
    """Write pages to read, one after the other, with one numbered list of sources at the end."""
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
    """Write pages for programs: topic, entries, the person's target, rankings and facts."""
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
    """Write the entries alone, a row each."""
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
