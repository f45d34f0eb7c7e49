"""Write a checked diary: tidy CSV, JSON, Markdown, HTML or PDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planner.certification.diary_check import DiaryCheck
from planner.certification.diary_intake import Intake
from planner.formats.check_report import advice, check_as_document
from planner.formats.documents import as_html, as_markdown
from planner.formats.spreadsheet_text import safe_text, write_csv, write_number
from planner.nutrition.foods.diary import DiaryRow
from planner.planning.plan import MEDICAL_NOTE

COLUMNS = (
    "person", "day", "nutrient", "unit", "intake", "coverage", "floor", "ear", "ceiling", "nar",
    "probability", "status",
)  # fmt: skip
_DIGITS = 6


@dataclass(frozen=True)
class CheckForm:
    """How a checked diary is written.

    Attributes
    ----------
    suffix : str
        Ending of the file's name.
    write : callable
        Returns the content of the file.
    is_text : bool
        Whether a terminal can show it.
    """

    suffix: str
    write: Callable[[DiaryCheck], bytes]
    is_text: bool = True


def check_as_csv(found: DiaryCheck) -> str:
    """Return a row for each nutrient and day, then the means of several days (``day`` is mean).

    An empty cell is not known, never zero.
    """
    rows = [*found.days, *(found.means if len(found.diary.days) > 1 else ())]
    return write_csv(COLUMNS, [[_cell(getattr(row, name)) for name in COLUMNS] for row in rows])


def _cell(value: str | float | None) -> str:
    return safe_text(value) if isinstance(value, str) else write_number(value, _DIGITS)


def check_as_json(found: DiaryCheck) -> str:
    """Return the whole check as JSON; what is not known is null."""
    diary = found.diary
    document = {
        "form": diary.form,
        "label": diary.label,
        "kind": diary.kind.name.lower(),
        "person": found.request.person.model_dump(mode="json"),
        "standard": found.request.standard,
        "days": list(diary.days),
        "entries": [_entry(row) for row in diary.rows],
        "nutrients": [_intake(row) for row in found.days],
        "means": [
            {
                **_intake(row),
                "basis": row.basis,
                "most_from": [
                    {"food": giver.food, "share": round(giver.share, 4)}
                    for giver in found.givers[row.nutrient]
                ],
            }
            for row in found.means
        ],
        "meals": {name: round(share, 4) for name, share in found.meals.items()},
        "hei2020": None if found.index is None else _rounded(found.index),
        "absorbed": _rounded(found.absorbed),
        "forbidden": [{"food": food, "why": why} for food, why in found.forbidden.items()],
        "to_settle": [
            {"day": one.row.day_name, "food": one.row.food, "amount": one.row.amount,
             "unit": one.row.unit, "times": one.times, "most_like": one.suggestion, "why": one.why}
            for one in found.questions
        ],
        "notes": list(found.notes),
        "advice": [{"note": note.sentence, "source": note.source} for note in advice(found)],
        "warnings": [MEDICAL_NOTE],
    }  # fmt: skip
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}


def _intake(row: Intake) -> dict[str, Any]:
    names = (*COLUMNS, "percent", "credited", "supplement")
    found = {name: getattr(row, name) for name in names}
    return {
        name: round(value, _DIGITS) if isinstance(value, float) else value
        for name, value in found.items()
    }


def _entry(row: DiaryRow) -> dict[str, Any]:
    return {
        "person": row.person,
        "day": row.day_name,
        "time": None if row.time is None else row.time.isoformat("minutes"),
        "meal": row.meal,
        "food": row.food,
        "amount": row.amount,
        "unit": row.unit,
        "grams": None if row.grams is None else round(row.grams, 4),
        "food_id": row.food_id,
        "confidence": row.confidence.value,
        "what": row.what.value,
        "note": row.note,
    }


def _as_pdf(found: DiaryCheck) -> bytes:
    # The library for PDF is slow to import, and most checks are no PDF.
    from planner.formats.pdf.document import document_as_pdf  # noqa: PLC0415

    return document_as_pdf(check_as_document(found))


CHECK_FORMS: dict[str, CheckForm] = {
    "csv": CheckForm(".csv", lambda found: check_as_csv(found).encode()),
    "json": CheckForm(".json", lambda found: check_as_json(found).encode()),
    "markdown": CheckForm(".md", lambda found: as_markdown(check_as_document(found)).encode()),
    "html": CheckForm(".html", lambda found: as_html(check_as_document(found)).encode()),
    "pdf": CheckForm(".pdf", _as_pdf, is_text=False),
}
