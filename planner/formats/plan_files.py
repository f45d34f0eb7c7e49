"""Read and write plans as files, for scripts and notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.errors import InputError, unknown_name
from planner.formats import EXPORTERS
from planner.formats.plan_reader import read_plan_rows
from planner.formats.whole_files import check_writable, write_whole
from planner.planning.plan import Plan, plan_from_portions
from planner.request.plan_request import PlanRequest


def read_plan(path: str | Path, request: PlanRequest) -> Plan:
    r"""Read one person's plan from a CSV file, which may be edited by hand, and judge it.

    Parameters
    ----------
    path : path
        A CSV file of `write_plan`; the columns ``day, meal, food_id, grams`` are enough.
    request : PlanRequest
        The request that the plan is judged by. Its `name` selects the rows of one person in the
        plan of a household; its `days` are replaced by those of the file.

    Returns
    -------
    Plan
        It may be uncertified: see its `status` and the breaches of its `certificate`.

    Raises
    ------
    InputError
        If the file cannot be read, or has no rows of this person.
    DataError
        If a column is missing or a row is not valid; the message lists every fault.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import PlanRequest, make_person, read_plan
    >>> man = make_person(sex="male", age=45, height_cm=180, weight_kg=85)
    >>> _ = Path("day.csv").write_text("day,meal,food_id,grams\n1,lunch,kale_raw,200\n")
    >>> plan = read_plan("day.csv", PlanRequest(person=man))
    >>> plan.status, len(plan.portions)
    ('nearest', 1)
    """
    rows = read_plan_rows(Path(path), request.catalog)
    people = sorted({name for name, _ in rows.person_days})
    only_one = len(people) == 1 and not request.name
    if request.name not in people and not only_one:
        named = ", ".join(repr(name) for name in people) or "nobody"
        raise InputError(
            f"{path} holds the plan of {named}, not of {request.name!r}; give the request the name "
            "of one of them"
        )
    own = rows.of_person(people[0] if only_one else request.name)
    days = max([row.day for row in own.portions] + [dose.day for dose in own.doses])
    return plan_from_portions(request.changed(days=days), *own)


def write_plan(
    plan: Plan | Sequence[Plan],
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the usual word
) -> None:
    """Write the plan of one person, or the plans of a household, to a file.

    Parameters
    ----------
    plan : Plan or sequence of Plan
        The plan or plans to write.
    path : path
        The file; it is written completely or not at all.
    format : str, optional
        A key of `planner.formats.EXPORTERS` (csv, json, markdown, xlsx, ics, pdf); by default the
        format of the file's suffix.

    Raises
    ------
    InputError
        If the format is unknown, the file cannot be written, or the format needs dates and the
        request has no `start`.

    Examples
    --------
    >>> from planner import PlanRequest, make_person, make_plan, read_plan, write_plan
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> plan = make_plan(PlanRequest(person=woman, diet="vegan"))
    >>> write_plan(plan, "day.csv")
    >>> len(read_plan("day.csv", plan.request).portions) == len(plan.portions)
    True
    """
    path = Path(path)
    exporter = EXPORTERS[_format_of(path, format)]
    plans = [plan] if isinstance(plan, Plan) else list(plan)
    if exporter.needs_start and any(one.request.start is None for one in plans):
        raise InputError(f"{path}: {exporter.label} needs dates; give the request a start")
    check_writable(path)
    before = path.read_bytes() if exporter.continues and path.is_file() else None
    write_whole(path, exporter.content(plans, before=before))


def _format_of(path: Path, form: str | None) -> str:
    if form is not None:
        if form not in EXPORTERS:
            raise unknown_name("format", form, EXPORTERS)
        return form
    endings = {exporter.suffix: name for name, exporter in EXPORTERS.items()}
    if path.suffix.lower() not in endings:
        raise InputError(f"{path}: unknown suffix; allowed are {', '.join(endings)}")
    return endings[path.suffix.lower()]
