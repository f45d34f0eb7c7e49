"""Write ``docs/model.md``, the formulation, from the rule registry (``make docs``)."""

from __future__ import annotations

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
    OBJECTIVES,
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

PAGE = Path(__file__).resolve().parents[3] / "docs" / "model.md"

_HEAD = f"""# The model

Written by `make docs` from the rule registry; do not edit by hand.

## Sets and choices

- *Items* i: the foods of `data/foods.csv`, by the gram, and the dishes of `data/dishes.csv` with
  their variants, by the serving, that the person may eat. Diet, what is avoided, excluded foods and
  safety exclusions take items away before there is a choice to make.
- *Meals* m: the eating times of `data/meals.toml`, each with a plate of one dish and simple sides,
  or of simple foods alone.
- *Choices* j = (meal, item), for every meal that the item suits and that serves its role
  (`data/subgroups.csv`; a dish plays the role `dish`).
- y_j in {{0, 1}}: the choice is taken, and serves the least helping.
- u_j whole, 0 to the usual helping: further steps of the household measure, or of the servings
  that the dish may be served at.
- v_j whole: steps above the usual helping, up to {LARGEST_HELPING:g} times it and the food's cap,
  or to the dish's largest scale.
- u_j ≤ (usual steps)·y_j and v_j ≤ (extra steps)·y_j.
- g_j = least_j·y_j + step_j·(u_j + v_j): grams or servings eaten, as a kitchen can measure them.
- a_ij: nutrient i in a unit of choice j, summed over a dish's ingredients; an unknown value is zero
  toward floors and ceilings.

## Objectives

"""

_BALANCED = f"""
Points of `balanced`: {POINTS_BY_EVERYDAY[1]:g} for an everyday food taken,
{POINTS_BY_EVERYDAY[2]:g} for a usual one, {POINTS_BY_EVERYDAY[3]:g} for a special one (half of what is above
{POINTS_BY_EVERYDAY[1]:g} for a dish, by its least usual main food), {VARIANT_POINTS:g} more for a
variant of a dish; up to {TASTE_SPREAD:g} more by the seed's draw for a food and
{DISH_TASTE_SPREAD:g} for a dish; {POINTS_PER_MISSING_HELPING:g} for a wholly missing helping and
{POINTS_PER_EXTRA_HELPING:g} for each helping above the usual one; {LIKE_POINTS:g} off or on for
each weight of a like or dislike, {CUISINE_POINTS:g} off for a preferred cuisine, {PANTRY_POINTS:g} off
for using up a helping from the pantry; and the soft rules below.

## Rule families

| family | rule | unit | hard or soft | source |
|---|---|---|---|---|
"""


def write_page() -> str:
    """Return the page's text."""
    objectives = "\n".join(
        f"- `{name}`: {(build.__doc__ or '').strip().splitlines()[0]}"
        for name, build in OBJECTIVES.items()
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
        "Only with `--supplements auto`, and only where food alone makes no plan: columns z_s, "
        "whole units of each product of\n`data/supplements.csv` that the person may take, join the "
        "relaxation. They add what counts of them to the floors and\nall of them to the ceilings on "
        "food and supplements together; each nutrient's doses stay under its ceiling for\n"
        f"supplements. What is least, in this order: products ({POINTS_PER_PRODUCT:g} points each), "
        f"the dose relative to the largest of its\nnutrient ({POINTS_PER_LARGEST_DOSE:g}), units "
        f"({POINTS_PER_UNIT:g}), the order of the table. The doses found are taken off floors and "
        "ceilings,\nand the day is solved as any other; where whole portions hold no plan, the "
        "next larger doses are tried.\n\n"
        "## How it is solved\n\n"
        "The linear relaxation over all choices bounds every plan. Kernel search keeps the choices "
        "it uses or nearly\nuses, and the best of every meal and role, and solves the mixed-integer "
        "problem on those,\nwidening when they hold no plan. Then each pair of meals in turn is "
        "offered more of its own choices, ranked by\nthe relaxation in which the other meals keep "
        "theirs. Small problems go to HiGHS as arrays, from the best plan so\nfar; whole ones, and "
        "all of CBC's, through PuLP. Floors "
        "that the relaxation proves out of reach may be\nmissed, as little as possible relative to "
        "the target, and are named; the five core floors never may.\nNo plan leaves the program "
        "without a certificate recomputed from its grams (`planner/certify/judge.py`).\n"
    )


def main() -> None:
    """Write the page, or with ``--check`` tell whether it is current."""
    text = write_page()
    if "--check" in sys.argv[1:]:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
            typer.echo("docs/model.md is not current: run `make docs`", err=True)
            sys.exit(1)
        return
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
