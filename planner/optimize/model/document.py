"""Write ``docs/model.md``, the formulation of the model, from the registries (``make docs``)."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import typer

from planner.nutrition.people.safety import all_safety_rules
from planner.optimize.model.choices import LARGEST_HELPING
from planner.optimize.model.families import FAMILIES
from planner.optimize.model.objectives import (
    CUISINE_POINTS,
    DISH_TASTE_SPREAD,
    LIKE_POINTS,
    PANTRY_POINTS,
    POINTS_BY_EVERYDAY,
    POINTS_PER_EXTRA_HELPING,
    POINTS_PER_MISSING_HELPING,
    TASTE_SPREAD,
    VARIANT_POINTS,
)
from planner.optimize.model.supplement_columns import (
    POINTS_PER_LARGEST_DOSE,
    POINTS_PER_PRODUCT,
    POINTS_PER_UNIT,
)
from planner.request.choices import OBJECTIVES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "model.md"

_HEAD = f"""# The model

Written by `make docs` from the rule registry; do not edit by hand.

## Sets and choices

- *Items* i: the foods of `data/foods.csv`, by the gram, and the dishes of `data/dishes.csv` with
  their variants, by the serving, that the person may eat. Items that the diet, an avoidance, an
  exclusion or a safety rule forbids are not in the model.
- *Meals* m: the meals of `data/meals.toml`, each composed of one dish and simple sides, or of
  simple foods alone.
- *Choices* j = (meal, item), for every meal that the item suits and that serves its role
  (`data/subgroups.csv`; the role of a dish is `dish`).
- y_j in {{0, 1}}: the choice is taken and serves the smallest helping.
- u_j integer: steps up to the usual helping, in steps of the household measure or of the allowed
  servings of the dish.
- v_j integer: steps above the usual helping, up to {LARGEST_HELPING:g} times it and the food's cap,
  or to the largest serving of the dish.
- u_j ≤ (usual steps)·y_j and v_j ≤ (extra steps)·y_j.
- g_j = least_j·y_j + step_j·(u_j + v_j): grams or servings eaten, as a kitchen can measure them.
- a_ij: nutrient i in a unit of choice j, summed over a dish's ingredients; an unknown value counts
  as zero for floors and ceilings.

## Objectives

"""

_BALANCED = f"""
Points of `balanced`: {POINTS_BY_EVERYDAY[1]:g} for taking an everyday food,
{POINTS_BY_EVERYDAY[2]:g} for a usual one, {POINTS_BY_EVERYDAY[3]:g} for a special one (for a dish, half of the excess
over {POINTS_BY_EVERYDAY[1]:g} of its least usual main food), {VARIANT_POINTS:g} more for a
variant of a dish; a random amount of up to {TASTE_SPREAD:g} for a food and
{DISH_TASTE_SPREAD:g} for a dish, drawn with the seed; {POINTS_PER_MISSING_HELPING:g} for a whole missing helping and
{POINTS_PER_EXTRA_HELPING:g} for each helping above the usual one; minus or plus {LIKE_POINTS:g} times
the weight of a like or dislike; minus {CUISINE_POINTS:g} for a preferred cuisine and minus {PANTRY_POINTS:g}
for using a helping from the pantry; and the points of the soft rules below.

## Rule families

| family | rule | unit | hard or soft | source |
|---|---|---|---|---|
"""


def write_page() -> str:
    """Return the text of the page."""
    objectives = "\n".join(
        f"- `{name}`: {(inspect.getdoc(inspect.unwrap(objective.costs)) or '').splitlines()[0]}"
        for name, objective in OBJECTIVES.items()
    )
    families = "\n".join(
        f"| **{family.title}** (`{key}`) | {family.formula} | {family.unit} | {family.hardness} "
        f"| {family.source} |"
        for key, family in FAMILIES.items()
    )
    limits = "\n".join(
        f"| `{rule.id}` | {', '.join(rule.applies_to).replace('_', ' ')} "
        f"| {'never' if rule.limit_g is None else f'{rule.limit_g:g} g a ' + ('day' if rule.days == 1 else 'week')} "
        f"| {rule.sentence} | {rule.source} |"
        for rule in all_safety_rules()
    )
    return (
        f"{_HEAD}{objectives}\n{_BALANCED}{families}\n\n## Safety limits and caps\n\n"
        f"| rule | for | limit | in words | source |\n|---|---|---|---|---|\n{limits}\n\n"
        "## Supplements\n\n"
        "With `--supplements auto`, and only if food alone cannot meet the targets, the relaxation "
        "gets columns z_s:\ninteger units of each product of `data/supplements.csv` that the person "
        "may take. Their credited amount counts toward\nthe floors, their full amount toward the "
        "ceilings on food and supplements together; the doses of a nutrient stay\nbelow its ceiling "
        "for supplements. The model minimises, in this order, products "
        f"({POINTS_PER_PRODUCT:g} points each), the dose\nrelative to the largest of its nutrient "
        f"({POINTS_PER_LARGEST_DOSE:g}), units ({POINTS_PER_UNIT:g}), and the rank in the table. "
        "The doses\nare then subtracted from floors and ceilings, and the day is solved as "
        "without supplements. If it has no solution in\nwhole portions, the next larger doses are "
        "tried.\n\n"
        "## How it is solved\n\n"
        "The linear relaxation over all choices gives a lower bound. Kernel search keeps the "
        "choices with a positive value or\na small reduced cost, and the best ones of every meal and "
        "role; it solves the mixed-integer problem over them and\nwidens them if there is no "
        "solution. Then each pair of meals in turn is offered more choices, ranked by the\n"
        "relaxation in which the other meals keep theirs. HiGHS solves small problems from arrays, "
        "starting from the best\nsolution so far; PuLP passes on large problems and all problems "
        "for CBC. Floors that the relaxation proves\nunreachable may be missed by the least "
        "share of the target, and the plan reports them; the five core floors are\nnever missed. "
        "Every plan has a certificate computed from its grams (`planner/certification/judge.py`).\n"
    )


def main() -> None:
    """Write the page; with ``--check`` exit with 1 if it is not current."""
    text = write_page()
    if "--check" in sys.argv[1:]:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
            typer.echo("docs/model.md is not current: run `make docs`", err=True)
            sys.exit(1)
        return
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
