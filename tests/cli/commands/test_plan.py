"""``planner plan``: each bad input gives one message, each outcome its exit code."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.cli.commands import plan as plan_commands
from planner.formats import EXPORTERS
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.make import Plan
from planner.planning.progress import Progress
from planner.request.plan_request import PlanRequest

Run = Callable[..., Any]
PlanFor = Callable[[PlanRequest], Plan]
WOMAN = [
    "--sex",
    "female",
    "--age",
    "34",
    "--height",
    "167",
    "--weight",
    "62",
    "--activity",
    "active",
]
BAD: list[tuple[str, str]] = [
    ("--exclude avocadoo", "did you mean avocado"),
    ("--diet vegn", "did you mean vegan"),
    ("--avoid mylk", "did you mean milk"),
    ("--standard nasen", "did you mean nasem"),
    ("--objective chepest", "did you mean cheapest"),
    ("--solver hihgs", "did you mean highs"),
    ("--effort thorrough", "did you mean thorough"),
    ("--format cvs", "csv"),
    ("--age 0", "age 0"),
    ("--age 130", "age 130"),
    ("--age -3", "age -3"),
    ("--height 1.67", "multiply by 100"),
    ("--height 500", "height 500"),
    ("--weight 620", "weight 620"),
    ("--weight nan", "weight nan"),
    ("--height inf", "height inf"),
    ("--sex male --pregnant 20", "with sex male"),
    ("--pregnant 43", "from 1 to 42"),
    ("--pregnant 0", "from 1 to 42"),
    ("--pregnant 20 --lactating 3", "both at once"),
    ("--age 60 --pregnant 20", "at age 60"),
    ("--energy 600", "under the safe floor"),
    ("--energy 9000", "energy 9000"),
    ("--sex other", "female or male"),
    ("--activity lazy", "inactive, low_active"),
    ("--condition kidny_disease", "is not modelled"),
    ("--medication metformine", "plan only with your clinician"),
    ("--days 0", "days"),
    ("--days 400", "days"),
    ("--start 2026-02-30", "not a date"),
    ("--wish meat", "SUBJECT<=TIMES"),
    ("--cook-on someday", "weekday"),
    ("--cooking-minutes lots", "whole minutes"),
    ("--pantry none.toml", "cannot be read"),
    ("--prices none.csv", "cannot be read"),
    ("--price-year 2050", "price year 2050: allowed are 2017 to 2025"),
    ("--household none.toml", "with --household"),
    ("--shopping-out list.pdf", ".csv or .md"),
    ("--continue none.csv --days 7", "cannot be read"),
    ("--own-dishes none.toml", "cannot be read"),
    ("--lock 40:dinner=avocado", "at most 28 days"),
    ("--supplements always", "allowed: auto, none"),
    ("--seed -1", "seed"),
    ("--time-limit 0", "time_limit"),
    ("--time-limit -3", "time_limit"),
    ("--time-limit nan", "time_limit"),
    ("--profile none.toml", "cannot be read"),
]


@pytest.mark.parametrize(("words", "message"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_is_one_message_and_nothing_written(
    words: str, message: str, run: Run, tmp_path: Path
) -> None:
    """Exit 2, the message on stderr, no other output."""
    path = tmp_path / "day.csv"
    shown = run("plan", *WOMAN, *words.split(), "-o", path)
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith("planner: ")
    assert message in shown.err
    assert shown.err.count("planner: ") == 1
    assert "Traceback" not in shown.err
    assert not list(tmp_path.iterdir())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, vegan_plan: Plan) -> list[PlanRequest]:
    """Return the requests that are planned; each is answered with the same plan."""
    requests: list[PlanRequest] = []

    def take(request: PlanRequest, _: Progress) -> Plan:
        requests.append(request)
        return vegan_plan

    monkeypatch.setattr(plan_commands, "make_plan", take)
    return requests


def test_a_pantry_with_days_becomes_the_request_or_is_refused(
    run: Run, asked: list[PlanRequest], tmp_path: Path
) -> None:
    """A weekday and a date become days of the plan; a day gone by and 50 kg write nothing."""
    path, out = tmp_path / "pantry.toml", tmp_path / "day.csv"
    path.write_text(
        'spinach_raw = "200 g, by Friday"\nbanana = "1 banana, by 2999-01-03"\n'
        'onion_raw = "1 kg"\n',
        "utf-8",
    )
    assert run("plan", *WOMAN, "--pantry", path, "--start", "2999-01-01").code == 0  # a Tuesday
    (request,) = asked
    assert [(item.food, item.day) for item in request.use_by] == [("spinach_raw", 4), ("banana", 3)]
    assert request.pantry == ("banana", "onion_raw", "spinach_raw")
    for text, message in (
        ('banana = "1 banana, by 2020-01-03"', "banana: by 2020-01-03: that day has gone by"),
        ('banana = "50 kg"', "banana: amount '50 kg': at most 25 kg of one food are allowed"),
        ('banana = "1 kg, by 2999-01-03"', "give the first day of the plan"),
    ):
        path.write_text(text, "utf-8")
        shown = run("plan", *WOMAN, "--pantry", path, "-o", out)
        assert (shown.code, shown.out, out.exists()) == (2, "", False)
        assert message in shown.err


def test_prices_become_the_request_or_are_refused(
    run: Run, asked: list[PlanRequest], tmp_path: Path
) -> None:
    """A file of prices and a year are in the request; a fault of the file writes nothing."""
    path, out = tmp_path / "prices.csv", tmp_path / "day.csv"
    path.write_text("food,pack,price,currency\nlentils_boiled,1 kg,2.5,USD\n", "utf-8")
    assert run("plan", *WOMAN, "--prices", path, "--price-year", "2024").code == 0
    (request,) = asked
    assert [price.food for price in request.prices] == ["lentils_boiled"]
    assert request.price_year == 2024
    path.write_text("food,pack,price,currency\nlentils_boiled,0 g,2.5,USD\n", "utf-8")
    shown = run("plan", *WOMAN, "--prices", path, "-o", out)
    assert (shown.code, shown.out, out.exists()) == (2, "", False)
    assert "row 2: lentils_boiled: pack '0 g': give a positive number" in shown.err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"sex = 'female'\nname = '\xff'\n", "not UTF-8"),
        (b"sex = ", "not TOML"),
        (b"sex = 'female'\nage = 'old'\n", "give a whole number"),
        (b"weigth = 60\n", "did you mean weight"),
        (b"sex = 'female'\n", "give --age, --height, --weight"),
    ],
)
def test_bad_profile_is_one_message(content: bytes, message: str, run: Run, tmp_path: Path) -> None:
    """A profile that is not UTF-8 or TOML, has wrong types, or lacks a person's data."""
    profile = tmp_path / "me.toml"
    profile.write_bytes(content)
    shown = run("plan", "--profile", profile)
    assert (shown.code, shown.out) == (2, "")
    assert message in shown.err


def test_incomplete_person_is_told_what_is_missing(run: Run) -> None:
    """One message names all missing options."""
    shown = run("plan", "--sex", "female")
    assert shown.code == 2
    assert "--age, --height, --weight" in shown.err


@pytest.mark.parametrize("name", [".", "missing/day.csv"])
def test_output_that_cannot_be_written_is_refused_first(
    name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An output file that cannot be written is refused before planning."""
    monkeypatch.setattr(plan_commands, "make_plan", lambda *_: pytest.fail("solved for nothing"))
    shown = run("plan", *WOMAN, "-o", tmp_path / name)
    assert (shown.code, shown.out) == (2, "")
    assert "cannot write" in shown.err


@pytest.fixture
def solved(plan_for: PlanFor, monkeypatch: pytest.MonkeyPatch) -> list[PlanRequest]:
    """Replace the planner by solved plans; return the list of requests."""
    asked: list[PlanRequest] = []

    def take(request: PlanRequest, _: Progress) -> Plan:
        asked.append(request)
        return plan_for(request)

    monkeypatch.setattr(plan_commands, "make_plan", take)
    return asked


def test_plan_goes_to_stdout_or_whole_to_a_file(
    solved: list[PlanRequest], run: Run, tmp_path: Path, vegan_plan: Plan
) -> None:
    """File and standard output have the same CSV; verdict and notes are on stderr."""
    shown = run("plan", *WOMAN, "--diet", "vegan")
    assert (shown.code, shown.out) == (0, EXPORTERS["csv"].write([vegan_plan]).decode())
    assert shown.err.startswith("certified: ")
    assert "note: Not medical advice" in shown.err
    path = tmp_path / "day.csv"
    written = run("plan", *WOMAN, "--diet", "vegan", "-o", path)
    assert (written.code, written.out) == (0, "")
    assert path.read_bytes().decode() == shown.out
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "start"), [("day.json", "{"), ("day.md", "# A day"), ("day.csv", "person,day")]
)
def test_ending_of_the_file_chooses_the_format(
    name: str, start: str, solved: list[PlanRequest], run: Run, tmp_path: Path
) -> None:
    """Without --format the file's suffix selects the format."""
    assert run("plan", *WOMAN, "--diet", "vegan", "-o", tmp_path / name).code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_format_is_obeyed(solved: list[PlanRequest], run: Run) -> None:
    """--format json gives JSON."""
    shown = run("plan", *WOMAN, "--diet", "vegan", "--format", "json")
    assert json.loads(shown.out)["status"] == "certified"


def test_options_become_the_request(run: Run, asked: list[PlanRequest]) -> None:
    """Several names after one option, numbers, and defaults for the other fields."""
    words = "--avoid milk egg --exclude avocado lentils_boiled --seed 7 --solver cbc --effort quick"
    assert run("plan", *WOMAN, *words.split(), "--time-limit", "5").code == 0
    (request,) = asked
    assert request.avoid == ("egg", "milk")
    assert request.exclude == ("avocado", "lentils_boiled")
    assert (request.seed, request.solver, request.time_limit_seconds) == (7, "cbc", 5.0)
    assert request.effort == "quick"
    assert (request.diet, request.objective, request.standard) == ("omnivore", "balanced", "nasem")


def test_command_line_wins_over_the_profile(
    run: Run, tmp_path: Path, asked: list[PlanRequest]
) -> None:
    """A profile sets the options that are not given."""
    profile = tmp_path / "me.toml"
    profile.write_text(
        'sex = "male"\nage = 40\nheight = 180\nweight = 80\ndiet = "vegan"\navoid = ["soy"]\n',
        encoding="utf-8",
    )
    assert run("plan", "--profile", profile, "--age", "50", "--diet", "vegetarian").code == 0
    (request,) = asked
    assert (request.person.sex, request.person.age) == ("male", 50)
    assert (request.diet, request.avoid) == ("vegetarian", ("soy",))


def test_no_plan_ends_with_three(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vegan_plan: Plan
) -> None:
    """The explanation is on stderr; with --nearest a file is written, marked in every row."""
    nearest = replace(vegan_plan, status="nearest")
    error = NoCertifiedPlanError(("vitamin B12 is missing",), ("allow fortified foods",), nearest)

    def refuse(*_: object) -> Plan:
        raise error

    monkeypatch.setattr(plan_commands, "make_plan", refuse)
    path = tmp_path / "day.csv"
    shown = run("plan", *WOMAN, "-o", path)
    assert (shown.code, shown.out) == (3, "")
    assert "vitamin B12 is missing" in shown.err
    assert "allow fortified foods" in shown.err
    assert not path.exists()
    assert run("plan", *WOMAN, "--nearest", "-o", path).code == 3
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert {row["person"] for row in rows} == {"nearest plan, not certified"}
    asked = run("plan", *WOMAN, "--nearest", "--format", "json")
    answer = json.loads(asked.out)
    assert asked.code == 3
    assert answer["status"] == "nearest"
    assert any("vitamin B12 is missing" in line for line in answer["explanation"])


def test_no_food_left_ends_with_three(run: Run, tmp_path: Path) -> None:
    """Everything avoided: explained, exit 3, nothing written."""
    groups = "beverage condiment dairy egg fat fish shellfish fruit grain legume meat nut_seed"
    path = tmp_path / "day.csv"
    shown = run(
        *("plan", *WOMAN, "--avoid", *groups.split(), "plant_milk", "sweet", "vegetable"),
        *("-o", path),
    )
    assert (shown.code, shown.out) == (3, "")
    assert "is left for" in shown.err
    assert not path.exists()


def test_no_time_ends_with_four(run: Run, tmp_path: Path) -> None:
    """A hundredth of a second is too little: exit 4, and nothing is written."""
    path = tmp_path / "day.csv"
    shown = run("plan", *WOMAN, "--time-limit", "0.001", "-o", path)
    assert (shown.code, shown.out) == (4, "")
    assert shown.err.startswith("planner: the solver ")
    assert not path.exists()
