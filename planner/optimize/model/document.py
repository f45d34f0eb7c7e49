"""Write ``docs/model.md``, the formulation of the model, from the registries (``make docs``)."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import typer

from planner.nutrition.foods.preferences import preferences
from planner.nutrition.people.safety import all_safety_rules
from planner.optimize.model.families import FAMILIES
from planner.optimize.model.servings import LARGEST_DRINK, LARGEST_HELPING
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
- v_j integer: steps above the usual helping, up to {LARGEST_HELPING:g} times it ({LARGEST_DRINK:g} of a drink but plant milk) and
  the food's cap, or to the largest serving of the dish.
- u_j ≤ (usual steps)·y_j and v_j ≤ (extra steps)·y_j.
- g_j = least_j·y_j + step_j·(u_j + v_j): grams or servings eaten, as a kitchen can measure them.
- a_ij: nutrient i in a unit of choice j, summed over a dish's ingredients; an unknown value counts
  as zero for floors and ceilings.

## Objectives

"""

_BALANCED = """
Points of `balanced`: {by_everyday[0]:g} for taking an everyday food,
{by_everyday[1]:g} for a usual one, {by_everyday[2]:g} for a special one (for a dish, half of the excess
over {by_everyday[0]:g} of its least usual main food), {variant:g} more for a
variant of a dish; a random amount of up to {taste_spread:g} for a food and
{dish_taste_spread:g} for a dish, drawn with the seed for the person's sex, age and height (where a guide to a food applies, {thin_choice:g} times that of dishes, and all wishes); {missing_helping:g} for a whole missing helping, {dish_missing_helping:g} of a dish and {missing_of_work:g} more for each minute of its work, and
{extra_helping:g} for each helping above the usual one; minus or plus {like:g} times
the weight of a like or dislike; minus {cuisine:g} for a preferred cuisine, minus
{kitchen:g} for a dish of the kitchen of the diet, plus as much for a food alone that it seldom serves, minus {children:g} for a dish for children that
a child under {children_under_years:g} eats and minus {pantry:g} for using a helping
from the pantry; and the points of the soft rules below.

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
    points = preferences()
    soft = points.soft_rules.model_dump()
    families = "\n".join(
        f"| **{family.title}** (`{key}`) | {family.formula} | {family.unit} "
        f"| {family.hardness.format(**soft)} | {family.source} |"
        for key, family in FAMILIES.items()
    )
    balanced = _BALANCED.format(**points.choices.model_dump())
    limits = "\n".join(
        f"| `{rule.id}` | {', '.join(rule.applies_to).replace('_', ' ')} "
        f"| {'never' if rule.limit_g is None else f'{rule.limit_g:g} g a ' + ('day' if rule.days == 1 else 'week')} "
        f"| {rule.sentence} | {rule.source} |"
        for rule in all_safety_rules()
    )
    return (
        f"{_HEAD}{objectives}\n{balanced}{families}\n\n## Safety limits and caps\n\n"
        f"| rule | for | limit | in words | source |\n|---|---|---|---|---|\n{limits}\n\n"
        "## Supplements\n\n"
        "With `--supplements auto`, and only if food alone cannot meet the targets, the relaxation "
        "gets columns z_s:\ninteger units of each product of `data/supplements.csv` that the person "
        "may take. Their credited amount counts toward\nthe floors, their full amount toward the "
        "ceilings on food and supplements together; the doses of a nutrient stay\nbelow its ceiling "
        "for supplements. The model minimises, in this order, products "
        f"({points.supplements.product:g} points each), the dose\nrelative to the largest of its nutrient "
        f"({points.supplements.largest_dose:g}), units ({points.supplements.unit:g}), and the rank in the table. "
        "The doses\nare then subtracted from floors and ceilings, and the day is solved as "
        "without supplements. If it has no solution in\nwhole portions, the next larger doses are "
        "tried.\n\n"
        "## How it is solved\n\n"
        "The linear relaxation over all levels gives a lower bound and ranks the choices. The most "
        "promising ones, with the\nbest of every meal and role, make a kernel, which is searched by "
        "branch and bound on warm relaxations, the node of\nthe best estimate first, with limits on "
        "amounts and repeats propagated. Where that holds no plan, the four amounts that the relaxation "
        "pays most for may be missed at\na high price, and the search aims inside their bounds until "
        "nothing is missed. Then three meals of the best solution\nare freed at "
        "a time and searched again, until nothing better is found. All limits count nodes; the time "
        "limit is the\nlast resort, and a plan that it cut short says so. CBC solves the kernels and "
        "neighbourhoods whole. Floors that the\nrelaxation proves unreachable may be missed by the "
        "least "
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
