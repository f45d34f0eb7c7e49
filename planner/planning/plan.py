"""What comes of a solve: the plan, its certificate and scores, and what a reader should know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.certify.certificate import Certificate
from planner.certify.judge import certify
from planner.certify.scores import Score, score_plan
from planner.certify.uptake import age_notes
from planner.errors import SolverError
from planner.nutrition.foods.absorption import credit_sentences
from planner.nutrition.foods.food_table import known_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose, doses_by_day
from planner.nutrition.knowledge.food_or_supplement import sun_sentence
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.medicine_timing import amounts_to_show, timing_sentences
from planner.nutrition.people.reference_intakes import FloorKind
from planner.nutrition.people.supplement_use import dose_sentences
from planner.nutrition.people.targets import Targets, lacking
from planner.planning.day import DayProblem, DaySolution, provable_shortfalls
from planner.request.own_limits import limit_words
from planner.request.plan_request import PlanRequest, targets_of

MEDICAL_NOTE = (
    "Not medical advice. Most muscle twitches are harmless and not caused by food. See a doctor "
    "for twitching that persists, spreads or comes with weakness."
)


@dataclass(frozen=True)
class SolverReport:
    """How the answer was found: solver, seconds in it, gap to the bound of the relaxation."""

    name: str
    seconds: float
    gap: float


@dataclass(frozen=True)
class Plan:
    """An answer.

    Attributes
    ----------
    request : PlanRequest
        The question.
    targets : Targets
        What the person needs.
    portions : tuple of Portion
        Every food portion, by day and meal.
    certificate : Certificate
        The judgement, recomputed from the portions.
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


def plan_from_portions(
    request: PlanRequest, portions: Sequence[Portion], doses: Sequence[Dose] = ()
) -> Plan:
    """Wrap what was read from a file as a plan, with the certificate it gets as it stands."""
    reach = provable_shortfalls(request, doses)
    certificate = certify(portions, request, doses=doses, out_of_reach=reach)
    return Plan(
        request=request,
        targets=targets_of(request),
        portions=tuple(portions),
        certificate=certificate,
        status="certified" if certificate.certified else "nearest",
        solver=SolverReport("none", 0.0, 0.0),
        scores=score_plan(known_foods(), portions, certificate),
        explanation=(),
        warnings=(
            *clinical_warnings(request, portions, doses),
            *supplement_notes(request, doses),
            MEDICAL_NOTE,
        ),
        doses=tuple(doses),
    )


def plan_from_solution(
    question: DayProblem,
    portions: Sequence[Portion],
    found: DaySolution,
    status: str = "certified",
    explanation: tuple[str, ...] = (),
) -> Plan:
    """Certify portions and put the answer together.

    Raises
    ------
    SolverError
        If a plan meant to be certified is not: it is never handed out.
    """
    gap = max(found.solution.objective - found.bound, 0.0)
    report = SolverReport(question.request.solver, found.solution.seconds, gap)
    return build_plan(
        question,
        portions,
        found.out_of_reach,
        report,
        doses=question.doses,
        status=status,
        explanation=explanation,
    )


def build_plan(
    question: DayProblem,
    portions: Sequence[Portion],
    out_of_reach: frozenset[str],
    report: SolverReport,
    *,
    doses: Sequence[Dose] = (),
    status: str = "certified",
    explanation: tuple[str, ...] = (),
    settled: frozenset[int] = frozenset(),
) -> Plan:
    """Certify one person's portions and doses and build the plan; see `plan_from_solution`.

    What is broken on `settled` days, eaten or kept as they stood, is a warning: no plan of the
    others can mend it.
    """
    certificate = certify(portions, question.request, doses=doses, out_of_reach=out_of_reach)
    past = tuple(breach for breach in certificate.breaches if breach.day in settled)
    left = tuple(breach for breach in certificate.breaches if breach.day not in settled)
    certificate = replace(certificate, breaches=left)
    if status == "certified" and not certificate.certified:
        faults = "; ".join(breach.message for breach in certificate.breaches)
        raise SolverError(f"the plan found did not pass its certificate: {faults}")
    return Plan(
        request=question.request,
        targets=question.context.targets,
        portions=tuple(portions),
        certificate=certificate,
        status=status,
        solver=report,
        scores=score_plan(question.foods, portions, certificate),
        explanation=explanation,
        warnings=(
            *(f"day {breach.day} as it stands: {breach.message}" for breach in past),
            *clinical_warnings(question.request, portions, doses),
            *_warnings(question, certificate),
            *supplement_notes(question.request, doses),
            MEDICAL_NOTE,
        ),
        doses=tuple(doses),
    )


def clinical_warnings(
    request: PlanRequest, portions: Sequence[Portion], doses: Sequence[Dose] = ()
) -> tuple[str, ...]:
    """Say what conditions and medicines ask for, the most serious first, then when to take what.

    What an age asks for comes last.
    """
    effects = effects_for(request.person)
    supplemented = {dose.supplement.nutrient for dose in doses}
    foods = known_foods()
    first, others = effects.messages[:1], effects.messages[1:]
    return (
        *first,
        *amounts_to_show(effects, portions, foods),
        *others,
        *timing_sentences(effects, portions, foods),
        *age_notes(request.person.age, targets_of(request), portions, foods, supplemented),
    )


def counting_rules(request: PlanRequest) -> tuple[tuple[str, str], ...]:
    """Return what counts toward the floors, in words with sources; none with plain totals."""
    return () if request.plain_totals else credit_sentences()


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


def _warnings(question: DayProblem, certificate: Certificate) -> tuple[str, ...]:
    """Say plainly what a reader should know: shortfalls, and what data or the standard lack."""
    request = question.request
    thin = [
        nutrient(row.nutrient).name
        for row in certificate.adequacy
        if row.coverage < 0.75 and row.floor is not None and row.nutrient != "energy_kcal"
    ]
    warnings = list(certificate.shortfalls)
    if own := [limit_words(name, value) for name, value in question.request.limits]:
        warnings.append(f"judged by limits of your own: {'; '.join(own)}")
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
    energy = question.context.targets["energy_kcal"]
    if energy.floor_kind is FloorKind.SAFE_ENERGY:
        warnings.append(energy.floor_basis)
    return tuple(warnings)
