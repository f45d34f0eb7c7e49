"""A checked diary as a document to read: what is lacking, exceeded, uncertain, and why."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from planner.certification.certificate import whole_percent
from planner.certification.diary_check import DiaryCheck, names_of
from planner.certification.diary_intake import Intake
from planner.formats.documents import Block, Document, Heading, Items, Paragraph, Table
from planner.nutrition.foods.absorption import (
    absorption_rules,
    credit_sentences,
    credited_nutrients,
)
from planner.nutrition.foods.healthy_pattern import hei_components
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.nutrients import core_nutrients, nutrient, nutrient_ids
from planner.nutrition.people.nutrient_advice import nutrient_advice
from planner.nutrition.people.sourced_notes import SourcedNote
from planner.planning.plan import MEDICAL_NOTE
from planner.request.left_out import fare_categories
from planner.request.plan_request import targets_of

STATUS_WORDS = {
    "met": "met",
    "short": "below the need",
    "below_ai": "below the adequate intake",
    "over": "over the limit",
    "uncertain": "cannot be said: too little is known",
    "not_recorded": "not recorded",
    "limited": "no need, under its limit",
    "no_target": "no need",
    "building_up": "built up step by step",
}
_PERCENT = "\u00a0%"  # a cell does not break before the sign
_MOST_DAYS = 31  # in the table of days
_MOST_QUESTIONS = 50


def check_as_document(found: DiaryCheck) -> Document:
    """Return a checked diary as a document."""
    days = found.diary.days
    span = f"{days[0]}" if len(days) == 1 else f"{len(days)} days, {days[0]} to {days[-1]}"
    who = found.diary.people[0] or f"a {found.request.person.label}"
    blocks: list[Block] = [Items(verdicts(found)), Heading("Nutrients"), _table(found)]
    blocks += _counted(found)
    blocks += _by_day(found)
    blocks += _meals_and_index(found)
    blocks += _questions(found)
    notes = advice(found)
    if notes:
        blocks += [Heading("What may help"), Items(tuple(note.sentence for note in notes))]
    blocks += [Heading("How it was read and judged"), Items((*found.notes, *_methods(found)))]
    sources = tuple(dict.fromkeys(note.source for note in notes))
    if sources:
        blocks += [Heading("Sources"), Items(sources)]
    return Document(f"What {who} ate: {span}", (*blocks, Paragraph(MEDICAL_NOTE)))


def verdicts(found: DiaryCheck) -> tuple[str, ...]:
    """Return what is below, over, uncertain and not recorded, each in a sentence."""
    diary = found.diary
    entries = "1 entry" if len(diary.rows) == 1 else f"{len(diary.rows)} entries"
    words = [f"Read as {diary.label} ({diary.kind}): {entries}"]
    wanted = {
        "Below the need": ("short",),
        "Below the adequate intake, which does not say that it is too little": ("below_ai",),
        "Over the limit": ("over",),
        "Cannot be said, since the food is not known well enough": ("uncertain",),
        "Not recorded": ("not_recorded",),
    }
    for label, statuses in wanted.items():
        rows = [row for row in found.means if row.status in statuses]
        if rows:
            words.append(f"{label}: {names_of(rows)}")
    if not found.below and not found.over:
        words.insert(1, "Nothing that is known is below its need or over its limit")
    if found.forbidden:
        reasons = (f"{food} ({why})" for food, why in found.forbidden.items())
        words.append(f"Not for you by diet, avoidances or safety rules: {'; '.join(reasons)}")
    if found.questions:
        unsure = sum(question.times for question in found.questions)
        words.append(f"Foods to settle: {len(found.questions)} ({unsure} of the entries)")
    return tuple(words)


def advice(found: DiaryCheck) -> tuple[SourcedNote, ...]:
    """Return what may help with nutrients that are known to be low, each with its source."""
    amounts = dict.fromkeys(nutrient_ids(), math.inf)  # nothing is said of what is not known
    amounts |= {
        row.nutrient: row.credited
        for row in found.means
        if row.status not in ("uncertain", "not_recorded")
    }
    fare = fare_categories(found.request.diet, tuple(found.request.avoid))
    return nutrient_advice(targets_of(found.request), amounts, fare)


def _ordered(rows: Sequence[Intake]) -> list[Intake]:
    """Return the core nutrients first."""
    return sorted(rows, key=lambda row: row.nutrient not in core_nutrients())


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _table(found: DiaryCheck) -> Table:
    head = (
        "nutrient", "mean a day", "need", "limit", "of the need", "status", "known of the food",
        "likely enough", "most comes from",
    )  # fmt: skip
    rows = tuple(_row(found, row) for row in _ordered(found.means))
    return Table(head, rows, (20, 14, 8, 8, 9, 18, 9, 10, 44))


def _row(found: DiaryCheck, row: Intake) -> tuple[str, ...]:
    known = nutrient(row.nutrient)
    percent = "" if row.percent is None else f"{whole_percent(row.percent)}{_PERCENT}"
    likely = "" if row.probability is None else f"{100 * row.probability:.0f}{_PERCENT}"
    givers = "; ".join(
        f"{giver.food} {100 * giver.share:.0f}{_PERCENT}" for giver in found.givers[row.nutrient]
    )
    intake = "" if row.intake is None else f"{row.intake:.4g}\u00a0{known.unit}"
    if row.supplement:
        intake += f" ({row.supplement:.4g} from supplements)"
    return (
        known.name, intake, _figure(row.floor), _figure(row.ceiling), percent,
        STATUS_WORDS[row.status], f"{100 * row.coverage:.0f}{_PERCENT}", likely, givers,
    )  # fmt: skip


def _counted(found: DiaryCheck) -> Iterator[Block]:
    """Yield what counts of nutrients that are not taken up in full."""
    rows = [
        row
        for row in found.means
        if row.nutrient in credited_nutrients()
        and row.intake is not None
        and f"{row.credited:.4g}" != f"{row.intake:.4g}"
    ]
    absorbed = [
        f"{nutrient(name).name} taken up, estimated: {amount:.4g} {nutrient(name).unit} a day"
        for name, amount in found.absorbed.items()
    ]
    if not rows and not absorbed:
        return
    foods = found.request.catalog.foods
    eaten = {row.food_id for row in found.diary.rows if row.food_id in foods}
    yield Heading("What counts of what was eaten")
    lines = [
        f"{nutrient(row.nutrient).name}: {row.credited:.4g} of {row.intake:.4g} {row.unit}"
        for row in rows
    ]
    names = {row.nutrient for row in rows}
    about = {(rule.sentence, rule.source) for rule in absorption_rules() if rule.nutrient in names}
    rules = credit_sentences(foods.food(name) for name in sorted(eaten))
    yield Items((*lines, *absorbed, *(f"{rule[0]} ({rule[1]})" for rule in rules if rule in about)))


def _by_day(found: DiaryCheck) -> Iterator[Block]:
    """Yield the core nutrients and energy of each day, if there are several."""
    days = found.diary.days
    if len(days) == 1:
        return
    shown = ("energy_kcal", *core_nutrients())
    cells = {(row.day, row.nutrient): row for row in found.days}
    head = ("day", *(f"{nutrient(name).name}, {nutrient(name).unit}" for name in shown))
    rows = tuple(
        (day, *(_day_cell(cells.get((day, name))) for name in shown)) for day in days[:_MOST_DAYS]
    )
    yield Heading("Day by day")
    yield Table(head, rows, (12, *(16 for _ in shown)))
    if len(days) > _MOST_DAYS:
        yield Paragraph(f"The first {_MOST_DAYS} of {len(days)} days; the CSV has them all.")


def _day_cell(row: Intake | None) -> str:
    if row is None or row.intake is None:
        return "not recorded"
    mark = {"short": " (below)", "below_ai": " (below)", "over": " (over)", "uncertain": " (?)"}
    return f"{row.intake:.4g}{mark.get(row.status, '')}"


def _meals_and_index(found: DiaryCheck) -> Iterator[Block]:
    labels = {**meal_labels(), "": "No meal named"}
    if len(found.meals) > 1:
        yield Heading("Meals")
        yield Items(
            tuple(f"{labels[name]}: {100 * share:.0f} % of the energy"
                  for name, share in found.meals.items())
        )  # fmt: skip
    yield Heading("Healthy Eating Index 2020")
    if found.index is None:
        yield Paragraph("Not known: too few of the foods are foods of the tables.")
        return
    components = hei_components()
    yield Paragraph(f"{sum(found.index.values()):.0f} of 100 points.")
    yield Items(
        tuple(
            f"{row['label']}: {found.index[str(name)]:.1f} of {row['max_points']:g}"
            for name, row in components.iterrows()
        )
    )


def _questions(found: DiaryCheck) -> Iterator[Block]:
    if not found.questions:
        return
    yield Heading("Foods to settle")
    rows = tuple(
        (
            question.row.day_name
            + (f" and {question.times - 1} more" if question.times > 1 else ""),
            question.row.food,
            " ".join(filter(None, (_figure(question.row.amount), question.row.unit))),
            question.suggestion or "none",
            question.why,
        )
        for question in found.questions[:_MOST_QUESTIONS]
    )
    yield Table(("day", "food", "amount", "most like", "why not sure"), rows, (14, 24, 12, 24, 36))
    if len(found.questions) > _MOST_QUESTIONS:
        yield Paragraph(f"and {len(found.questions) - _MOST_QUESTIONS} more")


def _methods(found: DiaryCheck) -> tuple[str, ...]:
    """Say how probabilities were found, or why there are none; each once, with its nutrients."""
    bases: dict[str, list[Intake]] = {}
    for row in found.means:
        if row.basis:
            bases.setdefault(row.basis, []).append(row)
    return tuple(f"{basis}: {names_of(rows)}" for basis, rows in bases.items())
