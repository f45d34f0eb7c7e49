"""The steps from a request to a certified plan: choices, rules, solve, portions, certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from planner.absorption import credit_sentences
from planner.certify import Certificate, certify, targets_of
from planner.clinical import effects_for
from planner.errors import SolverError
from planner.food_or_supplement import sun_sentence
from planner.foods import FoodTable, known_foods
from planner.limits import limit_words
from planner.meals import day_pattern
from planner.model.assemble import DayModel, assemble
from planner.model.choices import build_choices, items_for
from planner.model.days import DayTerms
from planner.model.doses import rules_with_doses
from planner.model.families import build_rules
from planner.model.families.wishes import LOCK
from planner.model.problem import FloatArray
from planner.model.rules import Context, Rule
from planner.nutrients import core_nutrients, nutrient
from planner.portions import Portion
from planner.request import PlanRequest
from planner.score import Score, score_plan
from planner.solve import (
    KernelOptions,
    Solution,
    Status,
    Structure,
    solve_by_kernel,
    solve_relaxation,
)
from planner.supplements import Dose, dose_sentences, doses_by_day
from planner.targets import Targets, lacking
from planner.timing import amounts_to_show, timing_sentences
from planner.uptake import age_notes

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


@dataclass(frozen=True)
class Question:
    """A request made ready: targets, choices and rules, built once; a day's doses beside them."""

    request: PlanRequest
    foods: FoodTable
    context: Context
    rules: tuple[Rule, ...]
    points: FloatArray | None = None
    doses: tuple[Dose, ...] = ()

    @property
    def tracked_floors(self) -> frozenset[str]:
        """Names of the floor rules that may be missed where no plan can reach them."""
        core = core_nutrients()
        return frozenset(
            rule.name
            for rule in self.rules
            if rule.family == "nutrient_floor" and rule.subject not in core
        )

    def model(self, **options: object) -> DayModel:
        """Write the day's model; options as `assemble` takes them."""
        return assemble(
            self.context.choices,
            self.rules,
            self.request,
            points=self.points,
            **options,  # type: ignore[arg-type]
        )

    def with_doses(self, doses: Sequence[Dose]) -> Question:
        """Return the question of food alone with a day's doses taken beside it."""
        rules = rules_with_doses(self.rules, self.context.choices, doses)
        return replace(self, rules=rules, doses=tuple(doses))

    def among_days(
        self, terms: DayTerms, demands: tuple[Rule, ...], request: PlanRequest
    ) -> Question:
        """Return the question of one day as the days around it leave it, under its own request."""
        kept = np.flatnonzero(terms.keep)
        own = [
            replace(rule, lower=terms.limits[rule.name][0], upper=terms.limits[rule.name][1])
            if rule.name in terms.limits
            else rule
            for rule in self.rules
        ]
        rules = tuple(
            replace(rule, taken=rule.taken[kept], step=rule.step[kept])
            for rule in (*own, *terms.rules, *demands)
        )
        choices = self.context.choices.narrowed(terms.keep)
        context = Context(request, self.context.targets, choices)
        return Question(request, self.foods, context, rules, terms.points[kept], self.doses)


@dataclass
class Attempt:
    """One solve: the model, its values, and the floors that were left out of reach."""

    model: DayModel
    solution: Solution
    bound: float
    out_of_reach: frozenset[str] = field(default_factory=frozenset)


def prepare(request: PlanRequest) -> Question:
    """Build the choices and rules of a request, or take those of a request alike.

    Another seed, solver or taste changes what is sought, not what may be chosen; a lock only adds
    a rule.
    """
    plain = PlanRequest(person=request.person)
    alike = request.model_copy(update={name: getattr(plain, name) for name in _ONLY_SOUGHT})
    built = _built(alike)
    context = Context(request, built.context.targets, built.context.choices)
    return Question(request, built.foods, context, (*built.rules, *LOCK.build(context)))


_ONLY_SOUGHT = (
    "seed", "solver", "time_limit_seconds", "tastes", "cuisine", "pantry", "name", "days", "start",
    "week", "lock", "supplements", "sun",
)  # fmt: skip


@lru_cache(maxsize=4)  # some 30 MB each
def _built(request: PlanRequest) -> Question:
    pattern = day_pattern(frozenset(request.simple), request.snacks)
    items = items_for(request)
    choices = build_choices(items, pattern, request)
    context = Context(request, targets_of(request), choices)
    return Question(request, items.foods, context, build_rules(context))


def unreachable_floors(question: Question) -> frozenset[str] | None:
    """Return the tracked floors that no plan can reach together, by the relaxation.

    Returns
    -------
    frozenset of str or None
        Rule names, empty when all can be reached; None when the hard rules alone clash.
    """
    relaxed = question.tracked_floors
    model = question.model(relaxed=relaxed, only_relaxed=True)
    answer = solve_relaxation(model.problem, question.request.time_limit_seconds)
    if answer.status is Status.INFEASIBLE:
        return None
    if not answer.found:
        raise SolverError(f"the solver ended with: {answer.status.value}")
    limits = {rule.name: rule.lower for rule in question.rules}
    return frozenset(
        name for name in relaxed if model.violation(name, answer.x) > 1e-6 * (1 + limits[name])
    )


def provable_shortfalls(request: PlanRequest, doses: Sequence[Dose] = ()) -> frozenset[str]:
    """Return the nutrients whose floor no plan for this request can reach, by the relaxation.

    With doses, those that are out of reach beside the doses of every day that has some.
    """
    question = prepare(request)
    daily = {
        tuple(replace(dose, day=1) for dose in doses if dose.day == day)
        for day in {dose.day for dose in doses}
    } or {()}
    found = []
    for own in daily:
        short = unreachable_floors(question.with_doses(own)) or frozenset()
        found.append(frozenset(name.rsplit(":", 1)[1] for name in short))
    return frozenset.intersection(*found)


def structure_of(model: DayModel) -> Structure:
    """Return how a day's columns hang together: meals are the blocks."""
    return Structure(model.choice, model.bucket, model.choices.meal)


def attempt(question: Question, options: KernelOptions | None = None) -> Attempt | None:
    """Solve a question; None when the hard rules alone clash.

    All floors are hard first. Where the relaxation proves that some cannot be reached, those may
    be missed, as little as possible; likewise where no plan in whole portions is found.

    Raises
    ------
    SolverError
        If the solver failed or ran out of time with no plan.
    """
    limit = question.request.time_limit_seconds
    options = options or KernelOptions(time_limit_seconds=limit)
    loosened: frozenset[str] = frozenset()
    for step in range(3):
        model = question.model(relaxed=loosened)
        answer, bound = solve_by_kernel(
            model.problem, structure_of(model), question.request.solver, options
        )
        if answer.found:
            missed = frozenset(
                rule.subject
                for rule in question.rules
                if rule.name in loosened and model.violation(rule.name, answer.x) > 1e-9
            )
            return Attempt(model, answer, bound.objective, missed)
        if answer.status is not Status.INFEASIBLE:
            break  # out of time: nothing is proven, so no floor may be called out of reach
        if step == 0 and not bound.found:
            short = unreachable_floors(question)
            if short is None:
                return None
            loosened = short
        elif loosened == question.tracked_floors:
            return None
        else:
            loosened = question.tracked_floors
    raise SolverError(
        f"the solver {question.request.solver} found no plan within {limit:g} seconds "
        f"({answer.status.value}); allow more with --time-limit"
    )


def attempt_relaxed(question: Question, relaxed: frozenset[str]) -> Attempt:
    """Solve with some hard rules allowed to be missed, as little as possible.

    Raises
    ------
    SolverError
        If not even that gives a plan.
    """
    model = question.model(relaxed=relaxed)
    options = KernelOptions(time_limit_seconds=question.request.time_limit_seconds)
    answer, bound = solve_by_kernel(
        model.problem, structure_of(model), question.request.solver, options
    )
    if not answer.found:
        raise SolverError(f"no nearest plan: {answer.status.value}")
    return Attempt(model, answer, bound.objective)


def read_portions(question: Question, found: Attempt, day: int = 1) -> tuple[Portion, ...]:
    """Turn the solver's values into portions: meals in order, dishes first, water last."""
    person = question.request.name
    choices = question.context.choices
    units = found.model.units(found.solution.x)
    taken = [number for number in range(len(choices)) if units[number] > 0]

    def place(number: int) -> tuple[int, bool, bool, float]:
        food = choices.food(number)
        wet = food is not None and food.subgroup == "water"
        return int(choices.meal[number]), wet, food is not None, -float(units[number])

    portions: list[Portion] = []
    for number in sorted(taken, key=place):
        meal = choices.pattern.meals[choices.meal[number]].name
        dish, food = choices.dish(number), choices.food(number)
        amount = float(units[number])
        if dish is not None:
            portions += [
                Portion(day, meal, food_id, round(grams * amount, 3), dish.id, person, amount)
                for food_id, grams in dish.ingredients
            ]
        elif food is not None:
            portions.append(Portion(day, meal, food.id, round(amount, 3), person=person))
    return tuple(portions)


def attempted_plan(
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


def finish(
    question: Question,
    portions: Sequence[Portion],
    found: Attempt,
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
    return conclude(
        question,
        portions,
        found.out_of_reach,
        report,
        doses=question.doses,
        status=status,
        explanation=explanation,
    )


def conclude(
    question: Question,
    portions: Sequence[Portion],
    out_of_reach: frozenset[str],
    report: SolverReport,
    *,
    doses: Sequence[Dose] = (),
    status: str = "certified",
    explanation: tuple[str, ...] = (),
    settled: frozenset[int] = frozenset(),
) -> Plan:
    """Certify the portions and doses of one person and put the answer together; see `finish`.

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


def _warnings(question: Question, certificate: Certificate) -> tuple[str, ...]:
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
    if "safe floor" in energy.floor_basis:
        warnings.append(energy.floor_basis)
    return tuple(warnings)
