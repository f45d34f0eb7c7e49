"""The plan: portions with their certificate, scores and warnings, and how it is built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from planner.certification.certificate import Certificate
from planner.certification.judge import certify
from planner.certification.scores import Score, score_plan
from planner.certification.uptake import age_notes
from planner.errors import SolverError
from planner.nutrition.foods.absorption import credit_sentences
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose, doses_by_day
from planner.nutrition.knowledge.food_or_supplement import sun_sentence
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.body_mass import weight_notes
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.clinical_messages import clinical_messages
from planner.nutrition.people.diets import get_diet
from planner.nutrition.people.guided_targets import guide_sentences
from planner.nutrition.people.medicine_timing import amounts_to_show, timing_sentences
from planner.nutrition.people.nutrient_advice import nutrient_advice, uncovered_note
from planner.nutrition.people.reference_intakes import FloorKind
from planner.nutrition.people.serving_notes import serving_notes
from planner.nutrition.people.sourced_notes import SourcedNote
from planner.nutrition.people.supplement_use import dose_sentences
from planner.nutrition.people.targets import Targets, lacking
from planner.planning.aims import daily_amounts
from planner.planning.day import DaySolution, provable_shortfalls
from planner.planning.held_amounts import held_amounts
from planner.planning.usual_cost import above_usual_cost
from planner.request.label_plausibility import label_questions
from planner.request.left_out import fare_categories
from planner.request.own_limits import (
    below_advice,
    clinician_limits,
    limit_words,
)
from planner.request.plan_request import PlanRequest, targets_of
from planner.request.undeclared import undeclared_items

MEDICAL_NOTE = (
    "Not medical advice. Most muscle twitches are harmless and not caused by food. See a doctor "
    "for twitching that persists, spreads or comes with weakness."
)
CLOCK_STRUCK = (
    "the time limit cut the search short: a longer time limit may find a better plan, and one that "
    "is the same on every machine"
)


@dataclass(frozen=True)
class SolverReport:
    """How the portions were found.

    Attributes
    ----------
    name : str
        Key of `SOLVERS`.
    seconds : float
        Time spent in the search.
    gap : float
        Points by which the objective may exceed that of the best plan, by the relaxation.
    nodes : int
        Nodes of the search.
    levels_left_out, rows_left_out : int
        What the models of the days left out because it cannot matter; see `Dropped`.
    clock_struck : bool
        Whether the time limit cut the search short.
    """

    name: str
    seconds: float
    gap: float
    nodes: int = 0
    levels_left_out: int = 0
    rows_left_out: int = 0
    clock_struck: bool = False

    @classmethod
    def of(cls, solver: str, found: DaySolution) -> Self:
        """Return the report of one day."""
        solution, dropped = found.solution, found.model.dropped
        return cls(
            solver,
            solution.seconds,
            max(solution.objective - found.bound, 0.0),
            solution.nodes,
            dropped.levels,
            dropped.rows,
            solution.clock_struck,
        )

    def and_another(self, other: SolverReport) -> SolverReport:
        """Return the report of two searches together."""
        return SolverReport(
            self.name,
            self.seconds + other.seconds,
            self.gap + other.gap,
            self.nodes + other.nodes,
            self.levels_left_out + other.levels_left_out,
            self.rows_left_out + other.rows_left_out,
            self.clock_struck or other.clock_struck,
        )


@dataclass(frozen=True)
class Plan:
    """A plan of one person for one or several days.

    Attributes
    ----------
    request : PlanRequest
        The request that the plan answers.
    targets : Targets
        Targets of the person.
    portions : tuple of Portion
        Every food portion, by day and meal.
    certificate : Certificate
        The judge's verdict, computed from the portions.
    status : str
        ``certified``, or ``nearest`` when no plan meets the targets.
    solver : SolverReport
        How it was found.
    scores : tuple of Score
        Figures about the plan.
    explanation, warnings : tuple of str
        Sentences for people.
    doses : tuple of Dose
        Supplements, apart from the food; empty unless the request allows them and needs them.

    Examples
    --------
    >>> from planner import PlanRequest, make_person, make_plan
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> plan = make_plan(PlanRequest(person=woman, diet="vegan"))
    >>> plan.targets["calcium_mg"].floor
    1000.0
    >>> plan.certificate.certified
    True
    >>> sum(row.grams for row in plan.portions) > 1000.0
    True
    """

    request: PlanRequest
    targets: Targets
    portions: tuple[Portion, ...]
    certificate: Certificate
    status: str
    solver: SolverReport
    scores: tuple[Score, ...]
    explanation: tuple[str, ...]
    warnings: tuple[str, ...]
    doses: tuple[Dose, ...] = ()


NOT_SOLVED = SolverReport("none", 0.0, 0.0)  # of a plan read from a file


def build_plan(
    request: PlanRequest,
    portions: Sequence[Portion],
    *,
    doses: Sequence[Dose] = (),
    out_of_reach: frozenset[str] = frozenset(),
    solver: SolverReport = NOT_SOLVED,
    explanation: tuple[str, ...] = (),
    warnings: tuple[str, ...] = (),
) -> Plan:
    """Certify one person's portions and doses and build the plan, certified or not.

    Every plan is built here: those solved for, read from a file and opened from the store.

    Parameters
    ----------
    request : PlanRequest
        The request that the portions answer.
    portions : sequence of Portion
        Every food portion, by day and meal.
    doses : sequence of Dose
        Supplements, by day.
    out_of_reach : frozenset of str
        Nutrients whose floor may be missed because no plan can reach it.
    solver : SolverReport
        How the portions were found.
    explanation, warnings : tuple of str
        Sentences for people.

    Returns
    -------
    Plan
        With the status ``certified``, or ``nearest`` where the certificate names a breach.
    """
    certificate = certify(portions, request, doses=doses, out_of_reach=out_of_reach)
    return Plan(
        request=request,
        targets=targets_of(request),
        portions=tuple(portions),
        certificate=certificate,
        status="certified" if certificate.certified else "nearest",
        solver=solver,
        scores=score_plan(
            request.catalog,
            portions,
            certificate,
            with_medas=get_diet(request.diet).medas is not None,
        ),
        explanation=explanation,
        warnings=warnings,
        doses=tuple(doses),
    )


def plan_from_portions(
    request: PlanRequest, portions: Sequence[Portion], doses: Sequence[Dose] = ()
) -> Plan:
    """Build the plan of portions and doses that were read from a file.

    A floor counts as out of reach where the relaxation proves that no plan can reach it.
    """
    reach = provable_shortfalls(request, doses)
    plan = build_plan(request, portions, doses=doses, out_of_reach=reach)
    return replace(plan, warnings=_warnings(plan))


def solved_plan(
    request: PlanRequest,
    portions: Sequence[Portion],
    *,
    doses: Sequence[Dose],
    out_of_reach: frozenset[str],
    solver: SolverReport,
    settled: frozenset[int] = frozenset(),
) -> Plan:
    """Build the plan of portions and doses that were solved for, with all its warnings.

    Parameters
    ----------
    settled : frozenset of int
        Days that stand as they were eaten or kept. What they break is a warning and no breach: no
        plan of the other days can mend it.
    """
    plan = build_plan(request, portions, doses=doses, out_of_reach=out_of_reach, solver=solver)
    breaches = plan.certificate.breaches
    past = [breach for breach in breaches if breach.day in settled]
    left = tuple(breach for breach in breaches if breach.day not in settled)
    certificate = replace(plan.certificate, breaches=left)
    return replace(
        plan,
        certificate=certificate,
        status="certified" if certificate.certified else "nearest",
        warnings=(
            *((CLOCK_STRUCK,) if solver.clock_struck else ()),
            *(f"day {breach.day} as it stands: {breach.message}" for breach in past),
            *_warnings(plan, _limits_of_the_figures(plan)),
        ),
    )


def require_certified(plan: Plan) -> Plan:
    """Return a plan that is certified.

    Raises
    ------
    SolverError
        If it is not: such a plan is never handed out as certified.
    """
    if not plan.certificate.certified:
        faults = "; ".join(breach.message for breach in plan.certificate.breaches)
        raise SolverError(f"the plan found did not pass its certificate: {faults}")
    return plan


def _warnings(plan: Plan, of_the_figures: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the warnings of a plan, the medical ones first."""
    return (
        *clinical_warnings(plan.request, plan.portions, plan.doses),
        *of_the_figures,
        *undeclared_items(plan.request),
        *label_questions(plan.request),
        uncovered_note(),
        *supplement_notes(plan.request, plan.doses),
        MEDICAL_NOTE,
    )


def clinical_warnings(
    request: PlanRequest, portions: Sequence[Portion], doses: Sequence[Dose] = ()
) -> tuple[str, ...]:
    """Say what conditions and medicines ask for, the most serious first, then when to take what.

    What an age asks for comes last.
    """
    effects, targets = effects_for(request.person, request.standard), targets_of(request)
    foods = request.catalog.foods
    messages = clinical_messages(targets)
    return (
        *messages[:1],
        *amounts_to_show(targets, portions, foods),
        *messages[1:],
        *held_amounts(request, targets, portions),
        *timing_sentences(effects, portions, foods),
        *(note.sentence for note in sourced_notes(request, portions, doses)),
    )


def sourced_notes(
    request: PlanRequest, portions: Sequence[Portion], doses: Sequence[Dose] = ()
) -> tuple[SourcedNote, ...]:
    """Return the notes whose publications stand apart: on weight, nutrients, serving and age."""
    targets, foods = targets_of(request), request.catalog.foods
    supplemented = {dose.supplement.nutrient for dose in doses}
    fare = fare_categories(request.diet, tuple(request.avoid))
    return (
        *weight_notes(request.person, request.standard),
        *nutrient_advice(targets, daily_amounts(request, portions, doses), fare),
        *serving_notes(request.person, (foods.food(portion.food_id) for portion in portions)),
        *age_notes(request.person.age, targets, portions, foods, supplemented),
    )


def unsaid_shortfalls(certificate: Certificate, notes: Sequence[SourcedNote]) -> tuple[str, ...]:
    """Return the shortfalls that no note on what to do about them tells already."""
    told = {note.nutrient for note in notes}
    messages = zip(certificate.short_of, certificate.shortfalls, strict=True)
    return tuple(words for name, words in messages if name not in told)


def counting_rules(
    request: PlanRequest, portions: Sequence[Portion]
) -> tuple[tuple[str, str], ...]:
    """Return what counts toward the floors in this food, in words with sources.

    Rules about foods that are not served are left out; none with plain totals.
    """
    foods = request.catalog.foods
    served = [foods.food(name) for name in dict.fromkeys(row.food_id for row in portions)]
    return () if request.plain_totals else credit_sentences(served)


def supplement_notes(request: PlanRequest, doses: Sequence[Dose]) -> tuple[str, ...]:
    """Say which supplements are planned and how to take them, and why sun is not counted."""
    notes = [sun_sentence()] if request.sun else []
    if doses:
        who = f"{request.name}, " if request.name else ""
        notes.append(
            f"{who}apart from the food: {doses_by_day(doses)}; ask a clinician before you take a "
            "supplement when you are ill, pregnant, breastfeeding or a child, or take medicines"
        )
    return (*notes, *dose_sentences(doses, request.person))


def _limit_sentences(request: PlanRequest) -> Iterator[str]:
    """Name the limits a plan is judged by in place of the usual ones, and whose they are."""
    theirs = clinician_limits(request.person, request.standard, request.limits)
    for words, names in (
        ("judged by limits of your own", {name for name, _ in request.limits} - theirs),
        ("judged by limits given as your clinician's, in place of the planner's own", theirs),
    ):
        own = [limit_words(name, value) for name, value in request.limits if name in names]
        if own:
            yield f"{words}: {'; '.join(own)}"
    yield from below_advice(request.person, request.standard, request.limits)


def _limits_of_the_figures(plan: Plan) -> tuple[str, ...]:
    """Say what is short, and what the data or the standard do not tell."""
    request = plan.request
    thin = [
        nutrient(row.nutrient).name
        for row in plan.certificate.adequacy
        if row.coverage < 0.75 and row.floor is not None and row.nutrient != "energy_kcal"
    ]
    warnings = [
        *guide_sentences(plan.targets),
        *plan.certificate.over_guides,
        *unsaid_shortfalls(plan.certificate, sourced_notes(request, plan.portions, plan.doses)),
    ]
    warnings += _limit_sentences(request)
    if thin:
        warnings.append(
            "the sources give no value for over a quarter of the food's weight for "
            + ", ".join(dict.fromkeys(thin))
            + ": the true intake is higher than shown"
        )
    without = [nutrient(name).in_sentence for name in lacking(request.person, request.standard)]
    if without:
        warnings.append(
            f"{request.standard.upper()} sets no least amount of {', '.join(without)}: none is "
            "borrowed from another standard, so the plan promises nothing there"
        )
    warnings += above_usual_cost(request, plan.portions)
    energy = plan.targets["energy_kcal"]
    if energy.floor_kind is FloorKind.SAFE_ENERGY:
        warnings.append(energy.floor_basis)
    return tuple(warnings)
