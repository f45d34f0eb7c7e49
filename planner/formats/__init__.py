"""Plans as files: one module a format, one registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.formats.plan_csv import plans_as_csv
from planner.formats.plan_icalendar import plans_as_icalendar
from planner.formats.plan_json import plans_as_json
from planner.formats.plan_markdown import plans_as_markdown
from planner.formats.plan_pdf import plans_as_pdf
from planner.formats.plan_xlsx import plans_as_xlsx
from planner.planning.plan import Plan


@dataclass(frozen=True)
class Exporter:
    """A form in which plans are written.

    Attributes
    ----------
    label, suffix, mime : str
        Name for people, ending of a file, media type.
    write : callable
        Takes the plans of one or several people and returns the file.
    is_text : bool
        Whether a terminal can show it.
    needs_start : bool
        Whether it cannot be written without the date of the first day.
    """

    label: str
    suffix: str
    mime: str
    write: Callable[[Sequence[Plan]], bytes]
    is_text: bool = True
    needs_start: bool = False


def _encoded(write: Callable[[Sequence[Plan]], str]) -> Callable[[Sequence[Plan]], bytes]:
    return lambda plans: write(plans).encode("utf-8")


_XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EXPORTERS: dict[str, Exporter] = {
    "csv": Exporter("Table (CSV)", ".csv", "text/csv", _encoded(plans_as_csv)),
    "json": Exporter("Data (JSON)", ".json", "application/json", _encoded(plans_as_json)),
    "markdown": Exporter("Text (Markdown)", ".md", "text/markdown", _encoded(plans_as_markdown)),
    "xlsx": Exporter("Workbook (Excel)", ".xlsx", _XLSX_MIME, plans_as_xlsx, is_text=False),
    "ics": Exporter(
        "Calendar (iCalendar)", ".ics", "text/calendar", plans_as_icalendar, needs_start=True
    ),
    "pdf": Exporter(
        "For the fridge door (PDF)", ".pdf", "application/pdf", plans_as_pdf, is_text=False
    ),
}

__all__ = ["EXPORTERS", "Exporter"]
