"""Write the smallest changes of eaten days: tidy CSV, JSON, Markdown or HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from planner.certification.certificate import Adequacy
from planner.formats.documents import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    as_html,
    as_markdown,
)
from planner.formats.spreadsheet_text import safe_text, write_csv, write_number
from planner.nutrition.nutrients import nutrient
from planner.planning.diary_fix import DayFix, DiaryFix, FixAnswer
from planner.planning.least_change import Change
from planner.planning.plan import MEDICAL_NOTE

COLUMNS = (
    "day", "answer", "change", "kind", "meal", "food_id", "food", "before", "after", "before_g",
    "after_g", "status", "mends", "missed",
)  # fmt: skip
_DIGITS = 6


class FixForm(NamedTuple):
    """How the changes are written: the ending of the file, and what returns its content."""

    suffix: str
    write: Callable[[DiaryFix], str]
    is_text: bool = True


def fix_as_csv(found: DiaryFix) -> str:
    """Return a row for each change of each answer; ``answer`` is the number of its changes."""
    return write_csv(COLUMNS, [row for day in found.days for row in _rows(day)])


def _rows(day: DayFix) -> Iterator[list[str]]:
    for answer in day.answers:
        changes = answer.change.changes
        said = [answer.status, ";".join(answer.mends), ";".join(answer.change.missed)]
        for number, one in enumerate(changes, start=1):
            texts = (one.kind.value, one.meal, one.food_id, one.food, one.before, one.after)
            grams = (write_number(one.before_g, _DIGITS), write_number(one.after_g, _DIGITS))
            head = [safe_text(day.day), str(len(changes)), str(number)]
            yield [*head, *map(safe_text, texts), *grams, *said]


def fix_as_json(found: DiaryFix) -> str:
    """Return all of it as JSON, with the nutrients before and after."""
    document = {
        "form": found.diary.form,
        "person": found.request.person.model_dump(mode="json"),
        "standard": found.request.standard,
        "days": [
            {"day": day.day, "forbidden": day.forbidden, "now": _judged(day.now),
             "answers": [_answer(answer) for answer in day.answers],
             "conflict": list(day.conflict), "notes": list(day.notes)}
            for day in found.days
        ],
        "counted_as": [
            {"food": one.row.food, "unit": one.row.unit, "as": one.suggestion, "why": one.why}
            for one in found.questions
        ],
        "notes": list(found.diary.notes),
        "warnings": [MEDICAL_NOTE],
    }  # fmt: skip
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _answer(answer: FixAnswer) -> dict[str, Any]:
    change = answer.change
    return {
        "status": answer.status,
        "is_proven": change.is_proven,
        "changes": [_change(one) for one in change.changes],
        "mends": list(answer.mends),
        "missed": list(change.missed),
        "why_not_certified": list(answer.why_not),
        "adequacy": _judged(change.adequacy),
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "kind": one.kind.value, "meal": one.meal, "food_id": one.food_id, "food": one.food,
        "before": one.before, "after": one.after, "before_g": round(one.before_g, _DIGITS),
        "after_g": round(one.after_g, _DIGITS),
    }  # fmt: skip


def _judged(rows: Sequence[Adequacy]) -> list[dict[str, Any]]:
    return [
        {"nutrient": row.nutrient, "intake": round(row.intake, _DIGITS), "floor": row.floor,
         "ceiling": row.ceiling, "status": row.status, "coverage": round(row.coverage, 4)}
        for row in rows
    ]  # fmt: skip


def fix_as_document(found: DiaryFix) -> Document:
    """Return the changes as a document to read."""
    blocks: list[Block] = []
    for day in found.days:
        blocks += [Heading(day.day if "-" in day.day else f"Day {day.day}"), *_day(day)]
    if found.questions:
        said = (f"{one.row.food} as {one.suggestion} ({one.why})" for one in found.questions)
        blocks += [Heading("Counted though not sure"), Items(tuple(said))]
    if found.diary.notes:
        blocks += [Heading("How it was read"), Items(found.diary.notes)]
    return Document("The smallest changes", (*blocks, Paragraph(MEDICAL_NOTE)))


def _day(day: DayFix) -> Iterator[Block]:
    yield Paragraph(day_words(day))
    for answer in day.answers:
        count = len(answer.change.changes)
        yield Heading(f"With {count} change{'' if count == 1 else 's'}: {answer_words(answer)}")
        yield Items(tuple(map(str, answer.change.changes)))
        if answer.why_not and answer.change.meets_all:
            yield Items(tuple(f"not certified: {why}" for why in answer.why_not))
    if day.conflict:
        yield Paragraph(conflict_words(day))
    yield Items(day.notes)


def day_words(day: DayFix) -> str:
    """Return what a day misses as eaten, and what must be left out, in sentences."""
    said = [f"{food} is left out: {why}" for food, why in day.forbidden.items()]
    missed = names(day.missed)
    said.append(f"As eaten it misses: {missed}" if missed else "It meets every target as eaten")
    if day.missed and not day.answers:
        said.append("No single change helps")
    return ". ".join(said)


def answer_words(answer: FixAnswer) -> str:
    """Return what an answer mends and still misses."""
    if answer.is_certified:
        return "certified, every target is met"
    mends = f"mends {names(answer.mends)}" if answer.mends else "mends none wholly"
    missed = f"still misses {names(answer.change.missed)}"
    if answer.change.meets_all:
        missed = "every target is met, not certified"
    proven = "" if answer.change.is_proven else "; not proven the best, time ran out"
    return f"{mends}; {missed}{proven}"


def conflict_words(day: DayFix) -> str:
    """Return the targets that no change meets together."""
    return f"However much is changed, these do not hold together: {'; '.join(day.conflict)}"


def names(ids: Sequence[str]) -> str:
    """Return nutrients by name."""
    return ", ".join(nutrient(name).in_sentence for name in ids)


FIX_FORMS: dict[str, FixForm] = {
    "csv": FixForm(".csv", fix_as_csv),
    "json": FixForm(".json", fix_as_json),
    "markdown": FixForm(".md", lambda found: as_markdown(fix_as_document(found))),
    "html": FixForm(".html", lambda found: as_html(fix_as_document(found))),
}
