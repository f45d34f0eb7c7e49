"""Judge doses of supplements: whether the person may take them, and whether they are too high."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.certification.certificate import ROUNDING
from planner.nutrition.foods.supplements import Dose, Supplement, get_supplement, taken
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.rule_kinds import RuleKind
from planner.nutrition.people.supplement_use import why_not_taken
from planner.nutrition.people.targets import Targets
from planner.request.plan_request import PlanRequest


@dataclass(frozen=True)
class Fault:
    """A breach by doses: kind and subject of the rule, the supplement or "", and the message."""

    kind: RuleKind
    subject: str
    supplement_id: str
    message: str


def dose_faults(doses: Sequence[Dose], request: PlanRequest, targets: Targets) -> Iterator[Fault]:
    """Yield the breaches of rules by one day's doses.

    Ceilings on the total of food and supplements, such as the UL of calcium, are judged with the
    food by `planner.certification.judge`.

    Parameters
    ----------
    doses : sequence of Dose
        The doses of one day.
    request : PlanRequest
        The request the plan is judged by.
    targets : Targets
        The person's targets, with ceilings on supplements alone.
    """
    if doses and request.supplements == "none":
        yield Fault(
            RuleKind.SUPPLEMENTS,
            "",
            "",
            "the plan has supplements, but the request allows none; allow them",
        )
    for name in dict.fromkeys(dose.supplement_id for dose in doses):
        same = [dose for dose in doses if dose.supplement_id == name]
        yield from _product_faults(get_supplement(name), same, request)
    for name in dict.fromkeys(dose.supplement.nutrient for dose in doses):
        yield from _ceiling_faults(name, doses, targets)


def _product_faults(
    supplement: Supplement, doses: Sequence[Dose], request: PlanRequest
) -> Iterator[Fault]:
    """Yield the breaches by one product: not allowed, or too many units a day or meal."""
    refused = why_not_taken(
        supplement, request.person, request.diet, request.avoid, request.exclude
    )
    if refused is not None:
        words = f"{supplement.name}: {refused.why}"
        yield Fault(refused.kind, refused.subject, supplement.id, words)
    units = sum(dose.units for dose in doses)
    if units > supplement.most_units:
        words = f"{supplement.write_units(units)} a day; at most {supplement.most_units}"
        yield Fault(RuleKind.SUPPLEMENTS, "", supplement.id, f"{supplement.name}: {words}")
    for meal in dict.fromkeys(dose.meal for dose in doses):
        at_once = sum(dose.units for dose in doses if dose.meal == meal)
        if units <= supplement.most_units and at_once > supplement.most_units_meal:
            words = f"{supplement.write_units(at_once)} at {meal}; at most "
            words += f"{supplement.most_units_meal}, so spread them over two meals"
            yield Fault(RuleKind.SUPPLEMENTS, "", supplement.id, f"{supplement.name}: {words}")


def _ceiling_faults(name: str, doses: Sequence[Dose], targets: Targets) -> Iterator[Fault]:
    """Yield the breaches of ceilings on a nutrient from supplements alone."""
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
    ceilings = [
        dose.supplement.ceiling
        for dose in doses
        if dose.supplement.nutrient == name and dose.supplement.ceiling is not None
    ]
    if ceilings:
        yield min(ceilings), "the table of supplements"
