"""The options of the command line, each written once with its help.

An option belongs to a section of the help (`PERSON`, `FOOD` ...); its type tells whether it takes
a list of values.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from planner.formats import CERTIFICATE_FORMS, EXPORTERS
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.people.reference_intakes import all_standards
from planner.request.choices import EFFORTS, OBJECTIVES, SOLVERS, SUPPLEMENT_MODES

PERSON = "Person"
FOOD = "What to eat"
CHOICE = "Which plan to choose"
TARGETS = "Targets"
WEEK = "Several days"
OWN = "Your own foods and dishes"
SOLVING = "Solver"
OUTPUT = "Output"


def one_of(names: Iterable[str]) -> str:
    """Write names as a choice: "csv, json or xlsx"."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


Sex = Annotated[
    str | None, typer.Option(metavar="SEX", help="Sex: female or male.", rich_help_panel=PERSON)
]
Age = Annotated[
    int | None, typer.Option(metavar="YEARS", help="Age in whole years.", rich_help_panel=PERSON)
]
Height = Annotated[
    float | None, typer.Option(metavar="CM", help="Height in centimetres.", rich_help_panel=PERSON)
]
Weight = Annotated[
    float | None, typer.Option(metavar="KG", help="Weight in kilograms.", rich_help_panel=PERSON)
]
Activity = Annotated[
    str | None,
    typer.Option(
        metavar="LEVEL",
        help="Activity level: inactive, low_active, active or very_active.",
        rich_help_panel=PERSON,
    ),
]
Pregnant = Annotated[
    int | None,
    typer.Option(metavar="WEEK", help="Week of pregnancy, 1 to 42.", rich_help_panel=PERSON),
]
Lactating = Annotated[
    int | None,
    typer.Option(metavar="MONTHS", help="Months since the birth.", rich_help_panel=PERSON),
]
Energy = Annotated[
    float | None,
    typer.Option(
        metavar="KCAL",
        help="Energy target in kcal a day, in place of the estimate.",
        rich_help_panel=PERSON,
    ),
]
Conditions = Annotated[
    list[str] | None,
    typer.Option(
        "--condition", metavar="CONDITION ...", help="Health conditions.", rich_help_panel=PERSON
    ),
]
Medications = Annotated[
    list[str] | None,
    typer.Option(
        "--medication", metavar="MEDICINE ...", help="Medicines taken.", rich_help_panel=PERSON
    ),
]
PrePregnancyWeight = Annotated[
    float | None,
    typer.Option(help="Weight before pregnancy in kilograms.", rich_help_panel=PERSON),
]
WeightGoalName = Annotated[
    str | None,
    typer.Option(
        "--weight-goal", help="Hold, gain or lose weight, slowly.", rich_help_panel=PERSON
    ),
]
UnintendedLoss = Annotated[
    bool,
    typer.Option(
        "--unintended-weight-loss", help="You lost weight without wanting.", rich_help_panel=PERSON
    ),
]
FiberNow = Annotated[
    float | None,
    typer.Option(
        "--fiber-now",
        metavar="GRAMS",
        help="Fiber you eat a day now, if little: the plan builds up from it by steps a week.",
        rich_help_panel=PERSON,
    ),
]
Profile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.toml",
        help="Read these options from a file; options given here win.",
        rich_help_panel=PERSON,
    ),
]

Diet = Annotated[
    str | None,
    typer.Option(
        metavar="DIET", help="Diet: omnivore, vegetarian, vegan and others.", rich_help_panel=FOOD
    ),
]
Avoid = Annotated[
    list[str] | None,
    typer.Option(help="Allergens and food groups to leave out.", rich_help_panel=FOOD),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(help="Ids of foods, dishes or supplements to leave out.", rich_help_panel=FOOD),
]
Standard = Annotated[
    str | None,
    typer.Option(
        help=f"Dietary reference intakes to plan by: {one_of(all_standards())}.",
        rich_help_panel=TARGETS,
    ),
]
LimitText = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        help="Your own limits: max_sodium_mg=1500 min_calcium_mg=900 cap_fruit=300.",
        rich_help_panel=TARGETS,
    ),
]
PlainTotals = Annotated[
    bool,
    typer.Option(
        "--plain-totals",
        help="Count every milligram eaten, absorbed or not, as textbook sums do.",
        rich_help_panel=TARGETS,
    ),
]
Supplements = Annotated[
    str | None,
    typer.Option(
        help="Supplements: "
        + "; ".join(f"{name} - {mode.description}" for name, mode in SUPPLEMENT_MODES.items())
        + ".",
        rich_help_panel=TARGETS,
    ),
]
Sun = Annotated[
    bool,
    typer.Option(
        "--sun",
        help="You get sun on most days: explained with the plan, never counted as vitamin D.",
        rich_help_panel=TARGETS,
    ),
]

ObjectiveName = Annotated[
    str | None,
    typer.Option(
        "--objective",
        help=f"Among good plans, choose by: {one_of(OBJECTIVES)}.",
        rich_help_panel=CHOICE,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(help="Another seed gives another plan, equally good.", rich_help_panel=CHOICE),
]
Lock = Annotated[
    list[str] | None,
    typer.Option(
        help="Dishes or foods to serve: ID, dinner=ID or 3:dinner=ID.", rich_help_panel=CHOICE
    ),
]
Ban = Annotated[
    list[str] | None,
    typer.Option(help="Ids of dishes and foods never to serve.", rich_help_panel=CHOICE),
]
Like = Annotated[
    list[str] | None,
    typer.Option(help="Serve more of these: ID, or ID=WEIGHT up to 3.", rich_help_panel=CHOICE),
]
Dislike = Annotated[
    list[str] | None,
    typer.Option(help="Serve less of these: ID, or ID=WEIGHT up to 3.", rich_help_panel=CHOICE),
]
MaxMinutes = Annotated[
    list[str] | None,
    typer.Option(
        help="Longest time to the table, without what is done ahead: 20 minutes, or dinner=30.",
        rich_help_panel=CHOICE,
    ),
]
Cuisine = Annotated[
    list[str] | None,
    typer.Option(metavar="CUISINE ...", help="Cuisines to prefer.", rich_help_panel=CHOICE),
]
Pantry = Annotated[
    list[str] | None,
    typer.Option(
        help="Foods to use up first: ids, or a .toml or .csv file with amounts.",
        rich_help_panel=CHOICE,
    ),
]
Budget = Annotated[
    float | None,
    typer.Option(
        metavar="USD",
        help="Highest cost of a day in US dollars, at your prices or the averages of 2017-18.",
        rich_help_panel=CHOICE,
    ),
]
BudgetText = Annotated[
    str | None,
    typer.Option(
        "--budget",
        metavar="USD",
        help="Highest cost in US dollars of what is eaten in a day: 9; or of the packs to buy for "
        "everybody in a week: 70/week. At your prices, or the averages of 2017-18.",
        rich_help_panel=CHOICE,
    ),
]
Simple = Annotated[
    list[str] | None,
    typer.Option(
        help="Meals of plain foods, without a dish: breakfast, lunch ... or all.",
        rich_help_panel=CHOICE,
    ),
]
Snacks = Annotated[
    int | None, typer.Option(metavar="NUMBER", help="Snacks a day, 0 to 3.", rich_help_panel=CHOICE)
]

Days = Annotated[
    int | None, typer.Option(help="Number of days to plan, 1 to 28.", rich_help_panel=WEEK)
]
Start = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="Date of the first day, such as 2026-11-30.", rich_help_panel=WEEK
    ),
]
StrictDays = Annotated[
    bool,
    typer.Option(
        "--strict-days",
        help="Meet every target on every day; by default some may average over the days.",
        rich_help_panel=WEEK,
    ),
]
Leftovers = Annotated[
    bool,
    typer.Option(
        "--leftovers",
        help="Cook once, eat twice: a dinner may return as the next lunch.",
        rich_help_panel=WEEK,
    ),
]
CookOn = Annotated[
    list[str] | None,
    typer.Option(help="Weekdays to cook on: sunday wednesday.", rich_help_panel=WEEK),
]
CookingMinutes = Annotated[
    list[str] | None,
    typer.Option(
        help="Most minutes of kitchen work a day: 45, or weekday=30 sunday=90.",
        rich_help_panel=WEEK,
    ),
]
WishText = Annotated[
    list[str] | None,
    typer.Option(
        "--wish",
        help="Wishes for the week: 'meat<=3' 'beans>=2' fish@friday quick@weekday.",
        rich_help_panel=WEEK,
    ),
]
HouseholdFile = Annotated[
    Path | None,
    typer.Option(
        "--household",
        metavar="FILE.toml",
        help="Plan for the people in this file, who eat together.",
        rich_help_panel=PERSON,
    ),
]

OwnFoodsFile = Annotated[
    Path | None,
    typer.Option(
        "--own-foods",
        metavar="FILE.toml",
        help="Your own foods, from their labels.",
        rich_help_panel=OWN,
    ),
]
OwnDishesFile = Annotated[
    Path | None,
    typer.Option("--own-dishes", metavar="FILE.toml", help="Your own dishes.", rich_help_panel=OWN),
]

SolverName = Annotated[
    str | None,
    typer.Option("--solver", help=f"Solver: {one_of(SOLVERS)}.", rich_help_panel=SOLVING),
]
EffortName = Annotated[
    str | None,
    typer.Option(
        "--effort",
        help=f"How long to search for a plan: {one_of(EFFORTS)} (normal).",
        rich_help_panel=SOLVING,
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS",
        help="Longest time in seconds for each day and person (30), explanations included.",
        rich_help_panel=SOLVING,
    ),
]

PlanFile = Annotated[Path, typer.Argument(metavar="PLAN.csv", help="A plan as CSV.")]
Whose = Annotated[
    str,
    typer.Option(
        "--person",
        metavar="NAME",
        help="Whose rows to read, in the plan of a household.",
        rich_help_panel=PERSON,
    ),
]
Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        help=f"Format: {one_of(EXPORTERS)}; by default told by the ending of --output, else csv.",
        rich_help_panel=OUTPUT,
    ),
]
TableForm = Annotated[
    str, typer.Option("--format", help="Format: csv or json.", rich_help_panel=OUTPUT)
]
TextForm = Annotated[
    str, typer.Option("--format", help="Format: markdown or json.", rich_help_panel=OUTPUT)
]
CertificateForm = Annotated[
    str | None,
    typer.Option(
        "--format",
        help=f"Write the whole certificate: {one_of(CERTIFICATE_FORMS)}; by default the verdict.",
        rich_help_panel=OUTPUT,
    ),
]
UnitsName = Annotated[
    str | None,
    typer.Option("--units", help=f"Units: {one_of(Units)} (metric).", rich_help_panel=OUTPUT),
]
ShoppingOut = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Also write the shopping list: .csv or .md.", rich_help_panel=OUTPUT
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file instead of standard output.",
        rich_help_panel=OUTPUT,
    ),
]
