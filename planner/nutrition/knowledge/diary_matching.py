"""Match the rows of a diary to foods whose composition is known, and fill what a row lacks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.nutrition.foods.diary import Confidence, Diary, DiaryRow, What
from planner.nutrition.foods.food_table import FloatArray, FoodTable, load_foods
from planner.nutrition.foods.reading_table import known_food
from planner.nutrition.knowledge.food_matching import match_food
from planner.nutrition.knowledge.match_answer import Match
from planner.nutrition.nutrients import nutrient_ids

_CONFIDENCES = {
    "sure": Confidence.SURE, "unsure": Confidence.UNSURE, "none": Confidence.UNMATCHED,
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A food of a diary that is not sure, and is asked about.

    Attributes
    ----------
    row : DiaryRow
        The row.
    suggestion : str
        Name of the food that is most alike; empty if none is.
    why : str
        Why it is not sure.
    times : int
        How many rows have this food in this unit; `row` is the first.
    """

    row: DiaryRow
    suggestion: str
    why: str
    times: int = 1


@dataclass(frozen=True)
class MatchedDiary:
    """A diary with what could be known of its foods, and what is asked."""

    diary: Diary
    questions: tuple[Question, ...]


def match_diary(
    diary: Diary, foods: FoodTable | None = None, *, takes_unsure: bool = False
) -> MatchedDiary:
    """Fill in the nutrients that rows lack from the foods that they surely are.

    A row keeps the values that it states; of a matched food it gets the others. A food that is not
    sure gets none, and is asked about.

    Parameters
    ----------
    diary : Diary
        The diary. Rows of totals and supplements are left as they are, and so are foods of a
        tracker that states their nutrients.
    foods : FoodTable, optional
        Our foods with a user's own; by default those of ``data/``.
    takes_unsure : bool
        Whether the likeliest food is taken where it is not sure.
    """
    table = foods or load_foods()
    rows: list[DiaryRow] = []
    questions: dict[tuple[str, str], Question] = {}
    known: dict[tuple[str, float | None, str], Match] = {}
    for row in diary.rows:
        if row.what is not What.FOOD:
            rows.append(row)
        elif row.food_id:
            rows.append(_filled(row, row.food_id, row.grams, Confidence.STATED, table))
        elif row.confidence is Confidence.STATED:
            rows.append(row)
        else:
            match = _match(row, known, table)
            matched, question = _matched(row, match, table, takes_unsure=takes_unsure)
            rows.append(matched)
            if question:
                first = questions.setdefault((row.food, row.unit), question)
                if first is not question:
                    questions[row.food, row.unit] = replace(first, times=first.times + 1)
    return MatchedDiary(diary.with_rows(rows), tuple(questions.values()))


_WEIGHED = 100.0  # grams that a food of which the weight is known is matched with, once


def _match(
    row: DiaryRow, known: dict[tuple[str, float | None, str], Match], table: FoodTable
) -> Match:
    """Return the match of a row; foods by weight are matched once, and their weight is scaled."""
    if row.grams is not None:
        key: tuple[str, float | None, str] = (row.food, None, "g")
        if key not in known:
            known[key] = match_food(row.food, grams=_WEIGHED, foods=table)
        found = known[key]
        if found.grams is None:
            return found
        return replace(found, grams=found.grams * row.grams / _WEIGHED)
    key = (row.food, row.amount, row.unit)
    if key not in known:
        known[key] = match_food(row.food, row.amount, row.unit, foods=table)
    return known[key]


def _matched(
    row: DiaryRow, match: Match, table: FoodTable, *, takes_unsure: bool
) -> tuple[DiaryRow, Question | None]:
    confidence = _CONFIDENCES[match.confidence.value]
    if confidence is Confidence.SURE and match.grams is None:
        confidence = Confidence.UNSURE
    if confidence is Confidence.SURE:
        return _filled(row, match.food_id, match.grams, confidence, table), None
    why = "; ".join(map(str, match.reasons)) or "the amount is not known"
    question = Question(row, match.name, why)
    if takes_unsure and match.food_id and match.grams is not None:
        return _filled(row, match.food_id, match.grams, confidence, table), question
    return replace(row, confidence=confidence), question


def _filled(
    row: DiaryRow,
    food_id: str,
    grams: float | None,
    confidence: Confidence,
    table: FoodTable,
) -> DiaryRow:
    """Return a row as a food, with what that food's source knows and the row does not state."""
    if food_id in table:
        per_100_g: FloatArray = table.composition[table.row(food_id)]
        ours = food_id
    else:
        per_100_g, ours = known_food(food_id).per_100_g, ""
    weight = grams if row.grams is None else row.grams
    values = {} if weight is None else _amounts(per_100_g, weight)
    note = row.note if ours else "; ".join(filter(None, (row.note, f"read as {food_id}")))
    return replace(
        row,
        food_id=ours,
        grams=weight,
        confidence=confidence,
        nutrients={**values, **row.nutrients},
        note=note,
    )


def _amounts(per_100_g: FloatArray, grams: float) -> Mapping[str, float]:
    return {
        name: float(amount) * grams / 100.0
        for name, amount in zip(nutrient_ids(), per_100_g, strict=True)
        if not math.isnan(amount)
    }
