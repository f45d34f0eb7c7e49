"""Write plans as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from planner.certification.certificate import Adequacy
from planner.explain.sentences import short_explanation
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.foods.supplements import Dose
from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.people.targets import Target
from planner.planning.plan import Plan, counting_rules, sourced_notes


def _meal(name: str, portions: list[Portion], catalog: Catalog) -> dict[str, Any]:
    foods = catalog.foods
    dishes = []
    for dish, rows in groupby(portions, key=lambda portion: portion.dish):
        dish_portions = list(rows)
        dishes.append(
            {
                "dish_id": dish,
                "name": catalog.dish_name(dish),
                "scale": dish_portions[0].scale,
                "foods": [
                    {
                        "food_id": portion.food_id,
                        "food": foods.food(portion.food_id).name,
                        "measure": foods.food(portion.food_id).write_grams(portion.grams),
                        "grams": portion.grams,
                    }
                    for portion in dish_portions
                ],
            }
        )
    return {"meal": name, "dishes": dishes}


def _dose(dose: Dose) -> dict[str, Any]:
    supplement = dose.supplement
    return {
        "supplement_id": supplement.id,
        "supplement": supplement.label,
        "form": supplement.form,
        "meal": dose.meal,
        "units": dose.units,
        "measure": supplement.write_units(dose.units),
        "nutrient": supplement.nutrient,
        "amount": dose.amount,
        "advice": supplement.advice,
        "side_effects": supplement.side_effects,
        "interactions": supplement.interactions,
        "source": supplement.source,
    }


def _day(
    day: int, portions: list[Portion], doses: Sequence[Dose], catalog: Catalog
) -> dict[str, Any]:
    sums = total(catalog.foods, portions)
    return {
        "day": day,
        "meals": [
            _meal(name, list(rows), catalog)
            for name, rows in groupby(portions, key=lambda row: row.meal)
        ],
        "totals": {
            name: round(float(amount), 4) for name, amount in zip(nutrient_ids(), sums, strict=True)
        },
        "supplements": [_dose(dose) for dose in doses if dose.day == day],
    }


def _target(row: Target) -> dict[str, Any]:
    return {
        "nutrient": row.nutrient,
        "floor": row.floor,
        "ceiling": row.ceiling,
        "basis": " / ".join(filter(None, (row.floor_basis, row.ceiling_basis))),
        "source": row.source,
        "need": row.need,
        "guide": row.guide.most if row.guide else None,
    }


def adequacy_as_dict(row: Adequacy) -> dict[str, Any]:
    """Return one nutrient of a certificate on one day, as the JSON of plans has it."""
    return {
        "day": row.day,
        "nutrient": row.nutrient,
        "intake": round(row.intake, 4),
        "from_food": round(row.food, 4),
        "from_supplements": round(row.supplement, 4),
        "floor": row.floor,
        "ceiling": row.ceiling,
        "percent": None if row.percent is None else round(row.percent, 1),
        "status": row.status,
        "coverage": round(row.coverage, 3),
        "counted": round(row.credited, 4),
        "presumed": round(row.presumed, 4),
        "foods": len(row.foods),
        "foods_known": len(row.foods - row.unknown),
    }


def plan_as_dict(plan: Plan) -> dict[str, Any]:
    """Return a plan as the JSON object described in the README, made of plain types."""
    return {
        "request": plan.request.model_dump(mode="json"),
        "person": plan.request.person.model_dump(mode="json"),
        "standard": plan.request.standard,
        "status": plan.status,
        "solver": {
            "name": plan.solver.name,
            "seconds": round(plan.solver.seconds, 3),
            "gap": round(plan.solver.gap, 6),
            "nodes": plan.solver.nodes,
            "levels_left_out": plan.solver.levels_left_out,
            "rows_left_out": plan.solver.rows_left_out,
        },
        "days": [
            _day(day, list(rows), plan.doses, plan.request.catalog)
            for day, rows in groupby(plan.portions, key=lambda row: row.day)
        ],
        "targets": [_target(row) for row in plan.targets.rows],
        "adequacy": [adequacy_as_dict(row) for row in plan.certificate.adequacy],
        "scores": {score.id: score.value for score in plan.scores},
        "explanation": [*plan.explanation, *short_explanation(plan)],
        "warnings": list(plan.warnings),
        "counting": [
            {"rule": sentence, "source": source}
            for sentence, source in counting_rules(plan.request, plan.portions)
        ],
        "targets_met": {
            "every_day": list(plan.certificate.tally.daily),
            "over_the_days": list(plan.certificate.tally.over_days),
            "not_met": list(plan.certificate.tally.missed),
        },
        "sources": [
            {"note": note.sentence, "source": note.source}
            for note in sourced_notes(plan.request, plan.portions, plan.doses)
        ],
    }


def plans_as_json(plans: Sequence[Plan]) -> str:
    """Return plans as indented JSON; several plans form a list under the key ``people``."""
    objects = [plan_as_dict(plan) for plan in plans]
    document = objects[0] if len(objects) == 1 else {"people": objects}
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
