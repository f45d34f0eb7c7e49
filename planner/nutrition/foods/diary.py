"""A diary: what somebody has eaten, one row for each food, supplement or total of a day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from planner.errors import InputError, Setting, unknown_name
from planner.nutrition.foods.food_table import FloatArray
from planner.nutrition.nutrients import nutrient_ids, nutrient_index

if TYPE_CHECKING:
    import pandas as pd


class Kind(StrEnum):
    """What a diary holds."""

    OWN_VALUES = "foods with their own nutrients"
    FOODS = "foods with few or no nutrients of their own"
    TOTALS = "totals only, without foods"


class What(StrEnum):
    """What a row of a diary is."""

    FOOD = "food"
    SUPPLEMENT = "supplement"
    TOTAL = "total"


class Confidence(StrEnum):
    """How sure it is which food of our tables a row is, or how much of it."""

    STATED = "stated"  # the row states its nutrients, or the id of its food
    SURE = "sure"
    UNSURE = "unsure"
    UNMATCHED = "unmatched"


@dataclass(frozen=True)
class DiaryRow:
    """One row.

    Attributes
    ----------
    person : str
        Name or number of the person; empty in a diary of one person.
    date : date or None
        The date; None in a diary that only numbers its days.
    food : str
        Name of the food, or what the row is the total of.
    day : int
        Number of the day, from 1: the days of each person in order.
    time : time or None
        Time of day.
    meal : str
        breakfast, lunch, dinner, snack, or empty if it is not known.
    amount : float or None
        Number of units.
    unit : str
        Unit as in the file ("cup", "medium - 7 inches").
    grams : float or None
        Edible weight; None if it is not known.
    food_id : str
        Id of our food; empty if none is known to be it.
    confidence : Confidence
        How sure that is.
    nutrients : Mapping of str to float
        Amounts by nutrient id, in the nutrient's unit; what is not known has no key.
    patterns : Mapping of str to float
        Food pattern equivalents that the file states (`pattern_names`), for the Healthy Eating
        Index; empty if it states none.
    note : str
        What was assumed.
    what : What
        Food, supplement or total.
    row : int
        Row of the file; 0 if it has none.
    """

    person: str
    date: datetime.date | None
    food: str
    day: int = 0
    time: datetime.time | None = None
    meal: str = ""
    amount: float | None = None
    unit: str = ""
    grams: float | None = None
    food_id: str = ""
    confidence: Confidence = Confidence.UNMATCHED
    nutrients: Mapping[str, float] = field(default_factory=dict)
    patterns: Mapping[str, float] = field(default_factory=dict)
    note: str = ""
    what: What = What.FOOD
    row: int = 0

    @property
    def day_name(self) -> str:
        """The date, or the number of a day without one."""
        return self.date.isoformat() if self.date else str(self.day)


@dataclass(frozen=True)
class Diary:
    """A diary as it was read.

    Attributes
    ----------
    form : str
        Name of the form it was read as (`planner.formats.diaries.FORMS`).
    label : str
        The form in words.
    kind : Kind
        What it holds.
    rows : tuple of DiaryRow
        In the order of the file.
    notes : tuple of str
        How it was read: what was chosen, assumed or left out.
    """

    form: str
    label: str
    kind: Kind
    rows: tuple[DiaryRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody in it, in order of appearance."""
        return tuple(dict.fromkeys(row.person for row in self.rows))

    @property
    def days(self) -> tuple[str, ...]:
        """The names of its days, in order."""
        return tuple(dict.fromkeys(row.day_name for row in sorted(self.rows, key=lambda r: r.day)))

    @property
    def recorded(self) -> tuple[str, ...]:
        """The nutrients that some row knows, in the order of the table."""
        known = {name for row in self.rows for name in row.nutrients}
        return tuple(name for name in nutrient_ids() if name in known)

    def amounts(self) -> FloatArray:
        """Return the nutrients of every row, shape (rows, nutrients); NaN is not known."""
        found = np.full((len(self.rows), len(nutrient_ids())), np.nan)
        index = nutrient_index()
        for number, row in enumerate(self.rows):
            for name, amount in row.nutrients.items():
                found[number, index[name]] = amount
        return found

    def with_rows(self, rows: Sequence[DiaryRow], *notes: str) -> Diary:
        """Return it with other rows and more notes."""
        return replace(self, rows=tuple(rows), notes=(*self.notes, *notes))

    def to_frame(self) -> pd.DataFrame:
        """Return it as a table: the fields of a row, then every nutrient; NaN is not known."""
        import pandas as pd  # noqa: PLC0415 - readers and checks work without it

        names = (
            "person", "day", "date", "time", "meal", "food", "amount", "unit", "grams", "food_id",
            "confidence", "note",
        )  # fmt: skip
        frame = pd.DataFrame(
            [[getattr(row, name) for name in names] for row in self.rows], columns=list(names)
        )
        amounts = pd.DataFrame(self.amounts(), columns=list(nutrient_ids()), index=frame.index)
        return pd.concat([frame.drop(columns="note"), amounts, frame["note"]], axis=1)


def number_days(rows: Sequence[DiaryRow]) -> tuple[DiaryRow, ...]:
    """Give each person's dates numbers from 1; rows without a date keep their day."""
    dates: dict[str, set[datetime.date]] = {}
    for row in rows:
        if row.date:
            dates.setdefault(row.person, set()).add(row.date)
    numbers = {
        (person, date): number
        for person, found in dates.items()
        for number, date in enumerate(sorted(found), start=1)
    }
    return tuple(
        replace(row, day=numbers[row.person, row.date]) if row.date else row for row in rows
    )


def select_days(
    diary: Diary,
    *,
    person: str = "",
    first: datetime.date | None = None,
    last: datetime.date | None = None,
) -> Diary:
    """Return the rows of one person from a first to a last date, both included.

    Parameters
    ----------
    diary : Diary
        The diary.
    person : str
        Whose rows; may be empty if it holds one person only.
    first, last : date, optional
        The days; all by default.

    Raises
    ------
    InputError
        If it holds several people and none is named, nobody of that name, no dates though some are
        asked for, or no row from the first to the last.
    """
    people = diary.people
    if person and person not in people:
        raise unknown_name("person in the diary", person, people)
    if not person and len(people) > 1:
        some = ", ".join(people[:5]) + (" …" if len(people) > 5 else "")
        raise InputError(
            f"the diary holds {len(people)} people ({some}): name one of them",
            settings=(Setting.PERSON,),
        )
    rows = [row for row in diary.rows if not person or row.person == person]
    if first is None and last is None:
        return diary.with_rows(number_days(rows))
    if first and last and first > last:
        raise InputError(f"the first day {first} is after the last day {last}")
    if any(row.date is None for row in rows):
        raise InputError("the diary has no dates, so it cannot be read from one date to another")
    kept = [
        row
        for row in rows
        if row.date and (first is None or row.date >= first) and (last is None or row.date <= last)
    ]
    if not kept:
        dates = sorted(row.date for row in rows if row.date)
        span = f"its days are {dates[0]} to {dates[-1]}" if dates else "it has no days"
        raise InputError(f"the diary has nothing from {first or '…'} to {last or '…'}: {span}")
    return diary.with_rows(number_days(kept))
