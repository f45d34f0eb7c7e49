"""Write the certificate of a plan that was read from a file: Markdown, CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from planner.certification.certificate import Certificate
from planner.formats.plan_json import adequacy_as_dict
from planner.formats.plan_markdown import adequacy_table, safe
from planner.formats.plan_text import targets_met
from planner.formats.spreadsheet_text import write_csv
from planner.nutrition.people.sourced_notes import SourcedNote


def certificate_as_markdown(
    found: Certificate, notes: Sequence[str], sources: Sequence[SourcedNote]
) -> str:
    """Return verdict, broken rules, targets met, the table of every nutrient, notes and sources."""
    verdict = "certified" if found.certified else "not certified"
    lines = [f"# Certificate: {verdict}", ""]
    for breach in found.breaches:
        food = f", {safe(breach.food_id)}" if breach.food_id else ""
        lines.append(f"- day {breach.day}{food}: {safe(breach.message)}")
    lines += [*(f"- {words}" for words in targets_met(found)), "", *adequacy_table(found), ""]
    lines += [f"> {safe(note)}" for note in notes]
    if sources:
        rows = [f"- {safe(note.sentence)}: {safe(note.source)}" for note in sources]
        lines += ["", "## Sources of the notes", "", *rows]
    return "\n".join(lines) + "\n"


def certificate_as_csv(
    found: Certificate, notes: Sequence[str], sources: Sequence[SourcedNote]
) -> str:
    """Return one row for each nutrient and day; broken rules and notes are no part of a table."""
    del notes, sources  # a table has one kind of row
    rows = [adequacy_as_dict(row) for row in found.of_days]
    head = list(rows[0]) if rows else []
    return write_csv(
        head, [["" if cell is None else str(cell) for cell in row.values()] for row in rows]
    )


def certificate_as_json(
    found: Certificate, notes: Sequence[str], sources: Sequence[SourcedNote]
) -> str:
    """Return the verdict, the broken rules, every nutrient on every day, notes and sources."""
    document = {
        "certified": found.certified,
        "breaches": [
            {
                "day": breach.day,
                "rule": breach.rule,
                "food_id": breach.food_id,
                "message": breach.message,
            }
            for breach in found.breaches
        ],
        "adequacy": [adequacy_as_dict(row) for row in found.of_days],
        "notes": list(notes),
        "sources": [{"note": note.sentence, "source": note.source} for note in sources],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
