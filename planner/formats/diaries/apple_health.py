"""Apple Health: export.xml, one nutrient a record and no foods; read as a stream."""

from __future__ import annotations

import datetime
import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from planner.errors import InputError
from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import check_nutrient, with_sums
from planner.nutrition.foods.diary import Confidence, DiaryRow, What
from planner.nutrition.foods.diary_columns import columns_of
from planner.nutrition.foreign.dates import read_date, read_time, time_part
from planner.nutrition.foreign.numbers import read_number
from planner.nutrition.foreign.text import shown
from planner.nutrition.nutrients import nutrient

_PREFIX = "HKQuantityTypeIdentifierDietary"
_MOST_RECORDS = 20_000_000
# What one unit of a record is in g, in kcal, or for water in g.
_UNITS = {
    "g": ("g", 1.0), "mg": ("g", 1e-3), "mcg": ("g", 1e-6), "µg": ("g", 1e-6), "μg": ("g", 1e-6),
    "ug": ("g", 1e-6), "kg": ("g", 1e3), "cal": ("kcal", 1.0), "kcal": ("kcal", 1.0),
    "kj": ("kcal", 1 / 4.184), "ml": ("g", 1.0), "l": ("g", 1e3),
}  # fmt: skip
_IN_G = {"g": 1.0, "mg": 1e3, "µg": 1e6}


class _Record(NamedTuple):
    date: datetime.date
    time: datetime.time | None
    app: str
    nutrient: str
    amount: float


def sniff(source: Source) -> bool:
    """Return whether it is an export."""
    return "<HealthData" in source.start


def read(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each moment at which an app recorded nutrients.

    Where two apps recorded the same nutrient on the same day, only the app with most records of
    that day is counted: both would count one meal twice.
    """
    if source.given is not None:
        return _rows(list(_records(io.BytesIO(source.given), source.place)))
    assert source.path is not None  # noqa: S101 - either the path or the bytes are given
    try:
        with source.path.open("rb") as file:
            return _rows(list(_records(file, source.place)))
    except OSError as error:
        raise InputError(f"{source.place}: cannot be read: {error.strerror}") from None


def _records(file: IO[bytes], place: str) -> Iterator[_Record]:
    """Yield the records of nutrients."""
    try:
        for number, attributes in enumerate(_elements(file), start=1):
            if number > _MOST_RECORDS:
                raise InputError(f"{place}: more than {_MOST_RECORDS} records")
            found = _record(attributes, f"{place}, record {number}")
            if found is not None:
                yield found
    except DefusedXmlException:
        raise InputError(
            f"{place}: declares entities, which are refused; export it again"
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise InputError(f"{place}: is not XML ({error}); is the file cut off?") from None


def _elements(file: IO[bytes]) -> Iterator[dict[str, str]]:
    """Yield the attributes of each record; elements are forgotten as soon as they are read."""
    inside = 0
    root = None
    # The export declares its elements in a DTD; entities, which can grow without end, are refused.
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=False):
        root = element if root is None else root
        if element.tag == "Correlation":  # its records stand outside it as well
            inside += 1 if event == "start" else -1
        if event == "start":
            continue
        if element.tag == "Record" and not inside:
            yield dict(element.attrib)
        element.clear()
        if not inside:
            root.clear()


def _record(attributes: dict[str, str], where: str) -> _Record | None:
    """Return a record of a nutrient that we know; None for any other."""
    kind = attributes.get("type", "")
    column = columns_of("apple_health").get(kind.removeprefix(_PREFIX).casefold())
    if not kind.startswith(_PREFIX) or column is None or not column.nutrient:
        return None
    unit = attributes.get("unit", "")
    family, factor = _UNITS.get(unit.casefold(), ("", 0.0))
    wanted = nutrient(column.nutrient).unit.split()[0]
    if family != ("kcal" if wanted == "kcal" else "g"):
        raise InputError(f"{where}: unit {shown(unit)}: allowed are {', '.join(_UNITS)}")
    value = read_number(attributes.get("value", ""), f"{where}, value")
    if value is None:
        return None
    amount = round(value * factor * _IN_G.get(wanted, 1.0), 9)
    moment = attributes.get("startDate", "")
    day, _, rest = moment.partition(" ")
    return _Record(
        read_date(day, f"{where}, startDate", "month"),
        read_time(rest.split(" ")[0] if rest else time_part(moment), f"{where}, startDate"),
        " ".join(attributes.get("sourceName", "").split())[:60],
        column.nutrient,
        check_nutrient(column.nutrient, amount, f"{where}, value"),
    )


def _rows(records: list[_Record]) -> tuple[list[DiaryRow], list[str]]:
    apps: dict[datetime.date, Counter[str]] = defaultdict(Counter)
    recording: dict[tuple[datetime.date, str], set[str]] = defaultdict(set)
    for one in records:
        apps[one.date][one.app] += 1
        recording[one.date, one.nutrient].add(one.app)
    best = {
        (day, name): min(found, key=lambda app, counts=apps[day]: (-counts[app], app))  # type: ignore[misc]
        for (day, name), found in recording.items()
    }
    moments: dict[tuple[datetime.date, datetime.time | None, str], dict[str, float]] = {}
    dropped: dict[str, set[datetime.date]] = defaultdict(set)
    for one in records:
        if best[one.date, one.nutrient] != one.app:
            dropped[one.app].add(one.date)
            continue
        amounts = moments.setdefault((one.date, one.time, one.app), {})
        amounts[one.nutrient] = amounts.get(one.nutrient, 0.0) + one.amount
    rows = [
        DiaryRow(
            person="",
            date=date,
            time=time,
            food=f"recorded by {app}" if app else "recorded",
            confidence=Confidence.STATED,
            nutrients=with_sums(amounts),
            what=What.TOTAL,
        )
        for (date, time, app), amounts in sorted(moments.items(), key=lambda item: str(item[0]))
    ]
    notes = [
        f"{app}: what another app recorded on the same day is left out ({len(days)} days)"
        for app, days in sorted(dropped.items())
    ]
    return rows, notes
