"""What is only striven for: what the days bring of it, and the doses that bring the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.certification.certificate import ROUNDING, Adequacy, Certificate
from planner.certification.supplements import ceilings_of
from planner.nutrition.foods.credited_intake import credited_intake
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose, at_meals, taken
from planner.nutrition.people.nutrient_advice import load_advice
from planner.nutrition.people.supplement_use import allowed_supplements
from planner.nutrition.people.targets import Targets
from planner.request.plan_request import PlanRequest


def daily_amounts(
    request: PlanRequest, portions: Sequence[Portion], doses: Sequence[Dose]
) -> dict[str, float]:
    """Return the mean over the days of the nutrients that advice is about, as they count."""
    days = {row.day for row in portions} | {dose.day for dose in doses} or {1}
    foods, plain = request.catalog.foods, request.plain_totals
    return {
        name: (credited_intake(name, portions, foods, plain=plain) + taken(name, doses)) / len(days)
        for name in dict.fromkeys(row.nutrient for row in load_advice())
    }


def without_aims(doses: Sequence[Dose], targets: Targets) -> tuple[Dose, ...]:
    """Return the doses that supply nothing that is only striven for."""
    aims = {row.nutrient for row in targets.rows if row.floor_is_aim}
    return tuple(dose for dose in doses if dose.supplement.nutrient not in aims)


def doses_for_aims(
    request: PlanRequest, targets: Targets, certificate: Certificate
) -> tuple[Dose, ...]:
    """Return a daily dose for each nutrient that is striven for and that the food falls short of.

    The least that closes the gap of the mean over the days, or else the largest. No dose where a
    day would pass a ceiling with it, or where supplements are not asked for.

    Parameters
    ----------
    request : PlanRequest
        The request.
    targets : Targets
        Its targets.
    certificate : Certificate
        That of the plan without such doses.
    """
    if request.supplements == "none":
        return ()
    found: list[Dose] = []
    for row in targets.rows:
        days = [one for one in certificate.adequacy if one.nutrient == row.nutrient]
        mean = next((one for one in certificate.means if one.nutrient == row.nutrient), None)
        judged = mean or (days[0] if days else None)
        if not row.floor_is_aim or row.floor is None or judged is None or judged.status != "short":
            continue
        options = sorted(_options(request, targets, row.nutrient, days), key=lambda one: one[0])
        closing = [one for one in options if judged.credited + one[0] >= row.floor * (1 - ROUNDING)]
        chosen = closing[:1] or options[-1:]
        found += [replace(dose, day=one.day) for one in days for _, own in chosen for dose in own]
    return tuple(sorted(found, key=lambda dose: dose.day))


def _options(
    request: PlanRequest, targets: Targets, name: str, days: Sequence[Adequacy]
) -> Iterator[tuple[float, tuple[Dose, ...]]]:
    """Yield the doses of a nutrient that may be taken on every day, with their amount."""
    allowed = allowed_supplements(request.person, request.diet, request.avoid, request.exclude)
    room = min(
        (one.ceiling - one.intake - one.presumed for one in days if one.ceiling is not None),
        default=float("inf"),
    )
    for product in allowed:
        if product.nutrient != name:
            continue
        for units in range(1, product.most_units + 1):
            doses = tuple(at_meals(product, units, request.name))
            amount = taken(name, doses)
            most = min((most for most, _ in ceilings_of(name, doses, targets)), default=amount)
            if amount <= min(room, most):
                yield amount, doses
