"""Export formats of plans: the registry `EXPORTERS`, and a module for each format.

The module of a format is imported when it is first used, since some need large libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.request.lazy import LazyFunction

if TYPE_CHECKING:
    from planner.planning.plan import Plan


@dataclass(frozen=True)
class Exporter:
    """An export format.

    Attributes
    ----------
    label, suffix, mime : str
        Display name, file name extension and media type.
    write : callable
        Takes the plans of one or several people and returns the content of the file.
    is_text : bool
        Whether it is text, which a terminal can show.
    needs_start : bool
        Whether it needs the date of the first day.
    lists_shopping : bool
        Whether it holds a shopping list; `write` then takes the pantry as a second argument.
    continues : callable or None
        Tells of a file that it replaces whether it goes on from it; `write` then takes that as a
        second argument. None if it never does.
    """

    label: str
    suffix: str
    mime: str
    write: Callable[..., bytes]
    is_text: bool = True
    needs_start: bool = False
    lists_shopping: bool = False
    continues: Callable[[bytes], bool] | None = None

    def content(
        self,
        plans: Sequence[Plan],
        pantry: Mapping[str, float] | None = None,
        before: bytes | None = None,
    ) -> bytes:
        """Return the content of the file.

        Parameters
        ----------
        plans : sequence of Plan
            The plans of one or several people.
        pantry : mapping of str to float, optional
            Grams at home as bought, by food id, which a shopping list leaves out.
        before : bytes, optional
            The file that is replaced; it does not matter if it is of another format.

        Raises
        ------
        InputError
            If the format needs dates that the plans do not have.
        """
        if self.lists_shopping:
            return self.write(plans, pantry)
        if self.continues is not None and before is not None and self.continues(before):
            return self.write(plans, before)
        return self.write(plans)


def _encoded(name: str) -> Callable[[Sequence[Plan]], bytes]:
    write = LazyFunction(name)
    return lambda plans: str(write(plans)).encode("utf-8")


_XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EXPORTERS: dict[str, Exporter] = {
    "csv": Exporter(
        "Table (CSV)", ".csv", "text/csv", _encoded("planner.formats.plan_csv:plans_as_csv")
    ),
    "json": Exporter(
        "Data (JSON)",
        ".json",
        "application/json",
        _encoded("planner.formats.plan_json:plans_as_json"),
    ),
    "markdown": Exporter(
        "Text (Markdown)",
        ".md",
        "text/markdown",
        _encoded("planner.formats.plan_markdown:plans_as_markdown"),
    ),
    "xlsx": Exporter(
        "Workbook (Excel)",
        ".xlsx",
        _XLSX_MIME,
        LazyFunction("planner.formats.plan_xlsx:plans_as_xlsx"),
        is_text=False,
        lists_shopping=True,
    ),
    "ics": Exporter(
        "Calendar (iCalendar)",
        ".ics",
        "text/calendar",
        LazyFunction("planner.formats.plan_icalendar:plans_as_icalendar"),
        needs_start=True,
        continues=LazyFunction("planner.formats.plan_icalendar:is_calendar"),
    ),
    "pdf": Exporter(
        "For the fridge door (PDF)",
        ".pdf",
        "application/pdf",
        LazyFunction("planner.formats.plan_pdf:plans_as_pdf"),
        is_text=False,
        lists_shopping=True,
    ),
}

# How a certificate is written: functions of the certificate, its notes, and their sources.
CERTIFICATE_FORMS: dict[str, LazyFunction] = {
    name: LazyFunction(f"planner.formats.certificate_files:certificate_as_{name}")
    for name in ("markdown", "csv", "json")
}

__all__ = ["CERTIFICATE_FORMS", "EXPORTERS", "Exporter"]
