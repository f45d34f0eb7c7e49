"""``planner targets``."""

from __future__ import annotations

from planner.cli.files import check_writable
from planner.cli.grouping import takes_groups
from planner.cli.option_groups import PersonOptions
from planner.cli.options import Diet, Output, Standard, TableForm
from planner.cli.reading import ask
from planner.cli.tables import print_notes, print_nutrient_notes, write_rows
from planner.nutrition.people.targets import FRAME_COLUMNS
from planner.request.plan_request import targets_of


@takes_groups
def targets(
    *,
    who: PersonOptions,
    diet: Diet = None,
    standard: Standard = None,
    form: TableForm = "csv",
    output: Output = None,
) -> None:
    """Print a person's targets, each with its basis and source."""
    check_writable(output)
    asked = ask(who.profile, **who.given(), diet=diet, standard=standard)
    write_rows(FRAME_COLUMNS, targets_of(asked.request()).to_rows(), form, output)
    print_notes(asked)
    print_nutrient_notes(asked)
