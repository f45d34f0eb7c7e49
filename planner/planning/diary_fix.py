"""Fix the days of a diary: the smallest changes of each that meet a person's targets, ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planner.certification.certificate import Adequacy
from planner.certification.diary_intake import LEAST_KNOWN
from planner.certification.judge import certify, why_forbidden
from planner.errors import InputError, Setting, unknown_name
from planner.nutrition.foods.diary import Diary, DiaryRow, Kind, What, select_days
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.knowledge.diary_matching import Question, match_diary
from planner.nutrition.nutrients import nutrient
from planner.optimize.change_conflict import change_conflict
from planner.optimize.least_change import Bound
from planner.planning.eaten_day import DayPortions, day_portions
from planner.planning.least_change import EatenDay, LeastChange, least_changes, missed_of
from planner.request.plan_request import PlanRequest
from planner.request.undeclared import minds_contents

USUAL_CHANGES = 3
MOST_CHANGES = 6
MOST_DAYS = 7
_WATER = frozenset({"water_g"})  # plain water is seldom written down, so that it is not judged
_MOST_NAMED = 10


@dataclass(frozen=True)
class FixAnswer:
    """The best day with so many changes at most.

    Attributes
    ----------
    change : LeastChange
        The changes, the day with them and what it reaches.
    mends : tuple of str
        The nutrients that the day as eaten misses and this one does not.
    is_certified : bool
        Whether the judge of plans certifies the day, but for plain water.
    why_not : tuple of str
        Why it is not certified.
    """

    change: LeastChange
    mends: tuple[str, ...]
    is_certified: bool
    why_not: tuple[str, ...]

    @property
    def status(self) -> str:
        """``certified``; ``met`` if every target is, but no certificate is given; or ``missed``."""
        if self.is_certified:
            return "certified"
        return "met" if self.change.meets_all else "missed"


@dataclass(frozen=True)
class DayFix:
    """One day.

    Attributes
    ----------
    day : str
        Date, or number of the day.
    forbidden : dict of str to str
        Foods that diet, avoidances or safety rules forbid, with the reason: left out in every
        answer, and not counted as changes.
    now : tuple of Adequacy
        Every nutrient with a target, of the day as eaten without those.
    answers : tuple of FixAnswer
        The best with 1, 2, 3 ... changes; empty if nothing is missed or no change helps.
    conflict : tuple of str
        Targets that cannot hold together however much is changed; empty if none are proven so.
    notes : tuple of str
        What was assumed.
    """

    day: str
    forbidden: dict[str, str]
    now: tuple[Adequacy, ...]
    answers: tuple[FixAnswer, ...]
    conflict: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """The nutrients that are short or over as eaten."""
        return missed_of(self.now)


@dataclass(frozen=True)
class DiaryFix:
    """The days of a diary, each fixed by itself.

    Attributes
    ----------
    diary : Diary
        The diary with the foods its rows were matched to.
    request : PlanRequest
        The person, diet, standard and limits.
    days : tuple of DayFix
        In order.
    questions : tuple of Question
        Foods that are not sure and were counted as the food they are most like.
    """

    diary: Diary
    request: PlanRequest
    days: tuple[DayFix, ...]
    questions: tuple[Question, ...]


def fix_diary(
    diary: Diary,
    request: PlanRequest,
    *,
    at_most: int = USUAL_CHANGES,
    keep: Sequence[str] = (),
    takes_unsure: bool = False,
    may_add: frozenset[str] | None = None,
) -> DiaryFix:
    r"""Return the smallest changes of each eaten day that meet a person's targets.

    Parameters
    ----------
    diary : Diary
        As `planner.read_diary` returns it; of one person (see `select_days`), 7 days at most.
    request : PlanRequest
        Person, diet, standard and own limits.
    at_most : int
        Most changes of a day, 1 to 6.
    keep : sequence of str
        Meals, ids of foods, or words of their names that stay as they are.
    takes_unsure : bool
        Whether foods that are not sure count as the food they are most like.
    may_add : frozenset of str, optional
        Ids of the foods that may be added; by default the common ones that the diet allows.

    Raises
    ------
    InputError
        If the diary holds several people, too many days, totals only, or foods that are not
        settled, or nothing eaten is as `keep` says.
    SolverError
        If the solver finds nothing.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import PlanRequest, fix_diary, make_person, read_diary
    >>> _ = Path("eaten.csv").write_text("day,meal,food,amount,unit\n1,lunch,whole milk,500,ml\n")
    >>> man = make_person(sex="male", age=45, height_cm=180, weight_kg=85)
    >>> (day,) = fix_diary(
    ...     read_diary("eaten.csv"), PlanRequest(person=man), at_most=1,
    ...     may_add=frozenset({"almonds"}),
    ... ).days
    >>> str(day.answers[0].change.changes[0]).split(" of ")[1]
    'Almonds, raw'
    """
    if not 1 <= at_most <= MOST_CHANGES:
        raise InputError(f"changes at most {at_most}: give 1 to {MOST_CHANGES}")
    if diary.kind is Kind.TOTALS:
        raise InputError("the diary holds totals only: a fix changes foods, so it needs foods")
    matched = match_diary(select_days(diary), request.catalog.foods, takes_unsure=takes_unsure)
    _refuse_unsettled(matched.diary, matched.questions)
    days = _days(matched.diary, request)
    _refuse_unknown(keep, days)
    found = tuple(_fixed(day, request, at_most, keep, may_add) for day in days)
    return DiaryFix(matched.diary, request, found, matched.questions)


def _days(diary: Diary, request: PlanRequest) -> list[DayPortions]:
    """Return the days in order; raises InputError if there are too many."""
    by_day: dict[int, list[DiaryRow]] = defaultdict(list)
    for row in diary.rows:
        by_day[row.day].append(row)
    if len(by_day) > MOST_DAYS:
        raise InputError(f"the diary holds {len(by_day)} days: choose {MOST_DAYS} at most")
    return [day_portions(rows, request.catalog.foods) for _, rows in sorted(by_day.items())]


def _refuse_unsettled(diary: Diary, questions: Sequence[Question]) -> None:
    """Raise InputError if foods are left of which the food or the weight is not known."""
    asked = {(one.row.food, one.row.unit): one for one in questions}
    lines: dict[str, None] = {}
    for row in diary.rows:
        if row.what is not What.FOOD or row.nutrients or (row.food_id and row.grams is not None):
            continue
        one = asked.get((row.food, row.unit))
        why = one.why if one else "its weight is not known"
        like = f", most like {one.suggestion}" if one and one.suggestion else ""
        lines[f"  - {row.day_name}, {row.food} {row.unit}".rstrip() + f"{like} ({why})"] = None
    if lines:
        more = [f"  - and {len(lines) - _MOST_NAMED} more"] if len(lines) > _MOST_NAMED else []
        first = "these foods are to be settled before the day can be fixed:"
        last = "name them as the food table does, with grams; or count each as what it is most like"
        text = "\n".join([first, *list(lines)[:_MOST_NAMED], *more, last])
        raise InputError(text, settings=(Setting.UNSURE_FOODS,))


def _refuse_unknown(keep: Sequence[str], days: Sequence[DayPortions]) -> None:
    """Raise InputError if nothing is eaten that a word names."""
    for word in keep:
        if word not in meal_names() and not any(day.named(word) for day in days):
            eaten = {day.foods.food(row.food_id).name for day in days for row in day.portions}
            raise unknown_name("meal or eaten food", word, {*meal_names(), *eaten})


def _fixed(
    day: DayPortions,
    request: PlanRequest,
    at_most: int,
    keep: Sequence[str],
    may_add: frozenset[str] | None,
) -> DayFix:
    """Fix one day."""
    kept = day.doses | {word for word in keep if word in meal_names()}
    kept = kept.union(*(day.named(word) for word in keep))
    refused = {
        row.food_id: why.why
        for row in day.portions
        if (why := why_forbidden(day.foods.food(row.food_id), request)) is not None
        and not {row.food_id, row.meal} & kept
    }
    portions = tuple(row for row in day.portions if row.food_id not in refused)
    eaten = EatenDay(portions, request, day.foods)
    now = eaten.judged(portions)
    found: tuple[LeastChange, ...] = ()
    conflict: tuple[Bound, ...] = ()
    if missed_of(now):
        found = least_changes(
            portions, request, at_most=at_most, keep=kept, may_add=may_add, foods=day.foods
        )
        if not found or not found[-1].meets_all:
            conflict = change_conflict(eaten.problem(kept, may_add)[0])
    return DayFix(
        day.name,
        {day.foods.food(food_id).name: why for food_id, why in refused.items()},
        now,
        tuple(_answer(one, now, day, request) for one in found),
        tuple(map(_words, conflict)),
        _notes(day, now),
    )


def _answer(
    change: LeastChange, now: Sequence[Adequacy], day: DayPortions, request: PlanRequest
) -> FixAnswer:
    """Judge an answer as a plan is judged."""
    mends = tuple(name for name in missed_of(now) if name not in change.missed)
    judged = certify(change.portions, request, out_of_reach=_WATER, foods=day.foods)
    why_not = [breach.message for breach in judged.breaches]
    if day.unbounded:
        why_not.append(f"not all that these foods hold is known: {', '.join(day.unbounded)}")
    if day.own and minds_contents(request):
        why_not.append(f"what these foods contain is not declared: {', '.join(day.own)}")
    return FixAnswer(change, mends, not why_not and change.meets_all, tuple(why_not))


def _words(bound: Bound) -> str:
    known = nutrient(bound.name)
    side = "at least" if bound.is_floor else "at most"
    return f"{known.name} {side} {bound.amount:,.4g} {known.unit}"


def _notes(day: DayPortions, now: Sequence[Adequacy]) -> tuple[str, ...]:
    notes = ["Plain water is not judged"]
    little = [row.nutrient for row in now if row.status == "short" and row.coverage < LEAST_KNOWN]
    if little:
        names = ", ".join(nutrient(name).in_sentence for name in little)
        notes.append(
            f"Known for less than {LEAST_KNOWN:.0%} of the food, and what is not known counts as "
            f"nothing, so that more may be eaten of: {names}"
        )
    if day.own:
        notes.append(f"Counted as the diary or its table states them: {', '.join(day.own)}")
    if day.doses:
        names = ", ".join(sorted({day.foods.food(name).name for name in day.doses}))
        notes.append(f"Supplements stay and count like food: {names}")
    return tuple(notes)
