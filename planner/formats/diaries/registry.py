"""The forms of diaries that can be read: a record for each, with how it is recognised and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from pathlib import PurePath

from planner.errors import InputError, Setting, unknown_name
from planner.formats.diaries import (
    apple_health,
    asa24,
    cronometer,
    fatsecret,
    intake24,
    loseit,
    macrofactor,
    myfitnesspal,
    myfood24,
    nhanes,
    opennutritracker,
    own_tables,
    text_lines,
    yazio,
)
from planner.formats.diaries.source import Source
from planner.nutrition.foods.diary import Diary, DiaryRow, Kind, number_days
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foreign.workbooks import unpack
from planner.nutrition.user_files import EXPORT_BYTES

MOST_ROWS = 300_000
Rows = tuple[list[DiaryRow], list[str]]


@dataclass(frozen=True)
class Form:
    """A form of diary.

    Attributes
    ----------
    name, label : str
        Its name for ``--as``, and in words.
    kind : Kind
        What it holds.
    sniff : callable
        Returns whether a file looks like it; raises nothing but `InputError`.
    read : callable
        Returns the rows and the notes on how they were read; raises `InputError`.
    is_general : bool
        Whether it is chosen only if the file looks like no other form.
    """

    name: str
    label: str
    kind: Kind
    sniff: Callable[[Source], bool]
    read: Callable[[Source], Rows]
    is_general: bool = False


_ALL = (
    Form("cronometer", "Cronometer, servings", Kind.OWN_VALUES,
         cronometer.sniff_servings, cronometer.read_servings),
    Form("macrofactor", "MacroFactor, food log", Kind.OWN_VALUES,
         macrofactor.sniff, macrofactor.read),
    Form("asa24_items", "ASA24, items", Kind.OWN_VALUES, asa24.sniff_items, asa24.read_items),
    Form("asa24_supplements", "ASA24, supplements (INS)", Kind.OWN_VALUES,
         asa24.sniff_supplements, asa24.read_supplements),
    Form("nhanes_foods", "NHANES, individual foods", Kind.OWN_VALUES,
         nhanes.sniff_foods, nhanes.read_foods),
    Form("myfood24", "myfood24, patient extract", Kind.OWN_VALUES, myfood24.sniff, myfood24.read),
    Form("intake24", "Intake24, data export", Kind.OWN_VALUES, intake24.sniff, intake24.read),
    Form("plan", "plan of the planner", Kind.FOODS, own_tables.sniff_plan, own_tables.read_plan),
    Form("loseit", "Lose It!, food log", Kind.FOODS, loseit.sniff, loseit.read),
    Form("fatsecret", "FatSecret, food diary report", Kind.FOODS, fatsecret.sniff, fatsecret.read),
    Form("yazio", "YAZIO, days", Kind.FOODS, yazio.sniff, yazio.read),
    Form("opennutritracker", "OpenNutriTracker, export", Kind.FOODS,
         opennutritracker.sniff, opennutritracker.read),
    Form("table", "table of day, meal, food and amount", Kind.FOODS,
         own_tables.sniff_table, own_tables.read_table, is_general=True),
    Form("text", "lines of text", Kind.FOODS, text_lines.sniff, text_lines.read, is_general=True),
    Form("cronometer_daily", "Cronometer, daily summary", Kind.TOTALS,
         cronometer.sniff_summary, cronometer.read_summary),
    Form("myfitnesspal", "MyFitnessPal, nutrition summary", Kind.TOTALS,
         myfitnesspal.sniff, myfitnesspal.read),
    Form("apple_health", "Apple Health, export.xml", Kind.TOTALS,
         apple_health.sniff, apple_health.read),
    Form("nhanes_totals", "NHANES, totals of days", Kind.TOTALS,
         nhanes.sniff_totals, nhanes.read_totals),
    Form("asa24_totals", "ASA24, totals", Kind.TOTALS, asa24.sniff_totals, asa24.read_totals),
)  # fmt: skip
FORMS: dict[str, Form] = {form.name: form for form in _ALL}


def form_of(source: Source) -> Form:
    """Return the form that a file looks like.

    Raises
    ------
    InputError
        If it looks like none, or like several: the message names them.
    """
    fitting = [form for form in _ALL if form.sniff(source)]
    special = [form for form in fitting if not form.is_general] or fitting
    if len(special) == 1:
        return special[0]
    if special:
        names = " or ".join(form.name for form in special)
        raise InputError(
            f"{source.place}: may be {names}: say which", settings=(Setting.DIARY_FORM,)
        )
    raise InputError(
        f"{source.place}: looks like no diary that is known; say which of these it is: "
        f"{', '.join(FORMS)}",
        settings=(Setting.DIARY_FORM,),
    )


_READABLE = (".csv", ".xml", ".json", ".xpt", ".txt")
_MOST_PARTS = 100


def _of_zip(source: Source) -> Source:
    """Return the one part of a ZIP file that is a diary; any other file is returned as it is.

    Raises
    ------
    InputError
        If several parts are diaries, or the file cannot be unpacked.
    """
    is_form = any(form.sniff(source) for form in _ALL)
    if not source.is_packed or source.sheets or is_form:
        return source
    names = [name for name in sorted(source.parts) if name.lower().endswith(_READABLE)]
    parts = {name: unpack(source.packed, name, EXPORT_BYTES, source.place)
             for name in names[:_MOST_PARTS]}  # fmt: skip
    beside = {PurePath(name).name: content for name, content in parts.items()}
    inner = [Source(f"{source.place}: {name}", given=content, beside=beside)
             for name, content in parts.items()]  # fmt: skip
    found = [one for one in inner if any(f.sniff(one) for f in _ALL if not f.is_general)]
    if len(found) > 1:
        parts_named = ", ".join(one.place.partition(": ")[2] for one in found)
        raise InputError(
            f"{source.place}: holds several diaries ({parts_named}): unpack one of them"
        )
    return found[0] if found else source


def read_source(source: Source, form: str | None = None) -> Diary:
    """Read a file as a diary; parameters and errors as for `read_diary`."""
    if form is not None and form not in FORMS:
        raise unknown_name("form of diary", form, FORMS)
    source = _of_zip(source)
    chosen = FORMS[form] if form else form_of(source)
    rows, notes = chosen.read(source)
    if not rows:
        why = f" ({'; '.join(notes)})" if notes else ""
        raise InputError(f"{source.place}: read as {chosen.label}: holds no row that counts{why}")
    if len(rows) > MOST_ROWS:
        raise InputError(f"{source.place}: {len(rows)} rows; at most {MOST_ROWS}: split the file")
    return Diary(
        chosen.name, chosen.label, chosen.kind, number_days(rows), tuple(dict.fromkeys(notes))
    )


def read_diary(
    path: str | PathLike[str], form: str | None = None, *, foods: FoodTable | None = None
) -> Diary:
    r"""Read what somebody has eaten from a file of a tracker, a survey, or a table of one's own.

    Parameters
    ----------
    path : path
        The file.
    form : str, optional
        Name of its form, a key of `FORMS`; by default told by its content.
    foods : FoodTable, optional
        The foods whose ids it may name, with one's own; those of ``data/`` by default.

    Returns
    -------
    Diary
        Its rows in the order of the file, its `kind`, and in `notes` how it was read.

    Raises
    ------
    InputError
        If it cannot be read as this form, or its form cannot be told.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import read_diary
    >>> _ = Path("eaten.csv").write_text("day,meal,food,amount,unit\n1,lunch,cheddar,40,g\n")
    >>> diary = read_diary("eaten.csv")
    >>> diary.form, diary.rows[0].food, diary.rows[0].grams
    ('table', 'cheddar', 40.0)
    """
    return read_source(Source.of(path, foods), form)
