"""Judge doses of supplements: may this person take them, and are they under their ceilings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.nutrition.foods.supplements import Dose, Supplement, get_supplement, taken
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.rule_kinds import RuleKind
from planner.nutrition.people.supplement_use import why_not_taken
from planner.nutrition.people.targets import Targets
from planner.request.plan_request import PlanRequest

ROUNDING = 1e-6  # slack for printed figures, relative to the limit


@dataclass(frozen=True)
class Fault:
    """A rule that doses break: its kind and subject, the supplement if it is one, and words."""

    kind: RuleKind
    subject: str
    supplement_id: str
    message: str


def dose_faults(doses: Sequence[Dose], request: PlanRequest, targets: Targets) -> Iterator[Fault]:
    """Find the rules that one day's doses break.

    What covers food and supplements together, such as the upper level of calcium, is judged
    with the food and not here.

    Parameters
    ----------
    doses : sequence of Dose
        Of one day.
    request : PlanRequest
        Person, diet, what is avoided, and whether supplements are wanted at all.
    targets : Targets
        With the ceilings that cover supplements alone.
    """
    if doses and request.supplements == "none":
        yield Fault(
            RuleKind.SUPPLEMENTS,
            "",
            "",
            "the plan holds supplements, but none are wanted; allow them with --supplements auto",
        )
    for name in dict.fromkeys(dose.supplement_id for dose in doses):
        own = [dose for dose in doses if dose.supplement_id == name]
        yield from _own_faults(get_supplement(name), own, request)
    for name in dict.fromkeys(dose.supplement.nutrient for dose in doses):
        yield from _ceiling_faults(name, doses, targets)


def _own_faults(
    supplement: Supplement, doses: Sequence[Dose], request: PlanRequest
) -> Iterator[Fault]:
    """Check one product: allowed, and no more units than a day and a meal may hold."""
    refused = why_not_taken(
        supplement, request.person, request.diet, request.avoid, request.exclude
    )
    if refused is not None:
        words = f"{supplement.name}: {refused.why}"
        yield Fault(refused.kind, refused.subject, supplement.id, words)
    units = sum(dose.units for dose in doses)
    if units > supplement.most_units:
        words = f"{supplement.write_units(units)} a day is over {supplement.most_units}"
        yield Fault(RuleKind.SUPPLEMENTS, "", supplement.id, f"{supplement.name}: {words}")
    for meal in dict.fromkeys(dose.meal for dose in doses):
        at_once = sum(dose.units for dose in doses if dose.meal == meal)
        if units <= supplement.most_units and at_once > supplement.most_units_meal:
            words = f"{supplement.write_units(at_once)} at {meal} is over "
            words += f"{supplement.most_units_meal}; spread them over two meals"
            yield Fault(RuleKind.SUPPLEMENTS, "", supplement.id, f"{supplement.name}: {words}")


def _ceiling_faults(name: str, doses: Sequence[Dose], targets: Targets) -> Iterator[Fault]:
    """Hold all doses of a nutrient together under the ceilings that cover supplements alone."""
    amount = taken(name, doses)
    for ceiling, basis in ceilings_of(name, doses, targets):
        if amount > ceiling * (1 + ROUNDING):
            known = nutrient(name)
            words = f"{amount:g} {known.unit} is over {ceiling:g} ({basis})"
            message = f"{known.in_sentence} from supplements {words}"
            yield Fault(RuleKind.CEILING, name, "", message)


def ceilings_of(name: str, doses: Sequence[Dose], targets: Targets) -> Iterator[tuple[float, str]]:
    """Yield each ceiling on a nutrient from supplements alone, with its basis."""
    row = targets.get(name)
    if row is not None and row.ceiling is not None and row.ceiling_scope == "supplement":
        yield row.ceiling, f"{row.ceiling_basis}, {row.ceiling_applies_to}"
    own = [dose.supplement.ceiling for dose in doses if dose.supplement.nutrient == name]
    known = [ceiling for ceiling in own if ceiling is not None]
    if known:
        yield min(known), "the table of supplements"
