"""Several days, solved: certified, varied, replanned and swapped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.certification.certificate import whole_percent
from planner.certification.judge import certify
from planner.errors import InputError, Setting, SolverError
from planner.nutrition.nutrients import core_nutrients
from planner.optimize.solve import within_seconds
from planner.planning import days as days_module
from planner.planning.day import build_day_problem
from planner.planning.days import go_on_planning, missing_days, replan
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError, diagnose
from planner.planning.make import make_plan
from planner.planning.plan import Plan
from planner.planning.progress import Course, Step
from planner.planning.rolling_days import RollingPlanner
from planner.planning.swap import alternatives
from planner.request.plan_request import PlanRequest
from planner.request.variety import judge_variety

Ask = Callable[..., PlanRequest]


@pytest.fixture(scope="module")
def three_days(ask: Ask) -> Plan:
    """Return three vegan days."""
    return make_plan(ask("woman", diet="vegan", days=3))


def test_every_day_meets_the_core_floors(three_days: Plan) -> None:
    """Core nutrients are met daily; others at least three quarters, and in the mean.

    What is only striven for (iodine) may be less on a day.
    """
    assert three_days.certificate.certified
    for row in three_days.certificate.adequacy:
        if row.floor and row.nutrient in core_nutrients():
            assert row.intake >= row.floor * (1 - 1e-6)
        elif row.floor and not three_days.targets[row.nutrient].floor_is_aim:
            assert row.intake >= 0.75 * row.floor * (1 - 1e-6)
    unmet = {row.nutrient for row in three_days.certificate.means if row.status != "met"}
    assert unmet <= {row.nutrient for row in three_days.targets.rows if row.floor_is_aim}


def test_days_are_varied(three_days: Plan) -> None:
    """No rule over several days is broken, and no dish is on two successive days."""
    assert not judge_variety(three_days.portions, three_days.request)
    assert {row.day for row in three_days.portions} == {1, 2, 3}


def test_averaging_is_said(three_days: Plan) -> None:
    """If a nutrient is averaged, a warning says so."""
    averaged = any(row.status == "averaged" for row in three_days.certificate.adequacy)
    notes = [text for text in three_days.warnings if "average over the days" in text]
    assert bool(notes) is averaged
    rows = [row for row in three_days.certificate.adequacy if row.status == "averaged"]
    for text in notes:  # in the certificate's own figures
        assert f"with {whole_percent(min(row.percent or 0 for row in rows))} % of it" in text
        assert f"{len({row.nutrient for row in rows})} other" in text


def test_the_same_question_has_the_same_answer(ask: Ask) -> None:
    """Solving the first day again gives the same portions."""
    request = ask("woman", diet="vegan", days=3)
    first, again = (make_plan(request, lambda step: step.day < 2) for _ in range(2))
    assert first.portions == again.portions


def test_stopping_keeps_the_days_done(ask: Ask) -> None:
    """A progress function that returns False gives the finished days, with a warning.

    The missing days can be planned later; those that are there stay as they are.
    """
    steps: list[Step] = []

    def once(step: Step) -> bool:
        steps.append(step)
        return step.day < 2

    made = make_plan(ask("man", days=3, name="Ben"), once)
    assert {row.person for row in made.portions} == {"Ben"}
    assert [(step.day, step.days_done) for step in steps] == [(1, 0), (2, 1)]
    assert made.request.days == 1
    assert made.certificate.certified
    assert "stopped after 1 of 3 days" in made.warnings[0]
    assert "met over these 1 alone" in made.warnings[0]
    assert missing_days([made], 2) == (2,)
    (whole,) = go_on_planning([made], 2)
    assert [row for row in whole.portions if row.day == 1] == list(made.portions)
    assert {row.day for row in whole.portions} == {1, 2}
    assert (whole.request.days, whole.certificate.certified) == (2, True)
    with pytest.raises(InputError, match="ask for more days"):
        go_on_planning([whole], 2)


def test_stopping_at_once_plans_nothing(ask: Ask) -> None:
    """Stopping before the first day raises SolverError."""
    with pytest.raises(SolverError, match="nothing is planned"):
        make_plan(ask("man", days=2), lambda _: False)


def test_wishes_and_locks_hold_on_their_day(ask: Ask) -> None:
    """Wishes for weekdays, at most none of tofu, and a lock on day two are kept."""
    wishes = ("beans@tuesday", "tofu<=0", "quick@monday")
    request = ask(
        "woman", diet="vegan", days=2, week={"wishes": wishes},
        lock=("2:dinner=three_bean_chili",),
    )  # fmt: skip
    made = make_plan(request)
    assert not judge_variety(made.portions, made.request)
    assert {(row.day, row.meal) for row in made.portions if row.dish == "three_bean_chili"} == {
        (2, "dinner")
    }


def test_replanning_keeps_the_other_days(three_days: Plan) -> None:
    """Replanning day two keeps days one and three; all are certified together."""
    request = three_days.request.changed(seed=9)
    (made,) = replan([replace(three_days, request=request)], [2])
    kept = {row for row in three_days.portions if row.day != 2}
    assert kept <= set(made.portions)
    assert certify(made.portions, made.request).certified
    old = {row.dish for row in three_days.portions if row.day == 2} - {""}
    assert old != {row.dish for row in made.portions if row.day == 2} - {""}


def test_what_was_eaten_counts(three_days: Plan) -> None:
    """After two poor days the third meets every floor, and warnings name the earlier ones."""
    eaten = [replace(row, grams=row.grams / 2) for row in three_days.portions if row.day < 3]
    rest = [row for row in three_days.portions if row.day == 3]
    standing = replace(three_days, portions=(*eaten, *rest))
    (made,) = replan([standing], [3])
    assert {row for row in made.portions if row.day < 3} == set(eaten)
    third = [row for row in made.certificate.adequacy if row.day == 3]
    assert {row.nutrient for row in third if row.status != "met"} <= {
        row.nutrient for row in made.targets.rows if row.floor_is_aim
    }
    assert any("day 1 as it stands: Energy" in text for text in made.warnings)
    whole = certify(made.portions, made.request)
    assert not whole.certified
    assert {breach.day for breach in whole.breaches} <= {0, 1, 2}


def test_a_dish_of_one_day_is_swapped_alone(ask: Ask) -> None:
    """A swap changes the dinner of day two only."""
    two_days = make_plan(ask("woman", days=2))
    (first, *_) = alternatives(two_days, "dinner", day=2, count=1)
    changed = set(two_days.portions) ^ set(first.plan.portions)
    assert {(row.day, row.meal) for row in changed} == {(2, "dinner")}
    assert first.plan.certificate.certified


def test_impossible_days_say_which(ask: Ask) -> None:
    """A wish that no dish meets is named with its day."""
    request = ask("woman", diet="vegan", days=2, week={"wishes": ("meat@monday",)})
    with pytest.raises(NoCertifiedPlanError, match="day 1"):
        make_plan(request)


def test_a_time_limit_bounds_the_explanation_of_no_plan(ask: Ask) -> None:
    """Where the time ends before all changes are tried, the error says so and what to allow."""
    impossible = ask("woman", diet="vegan", avoid=["fortified"], time_limit_seconds=600)
    problem = build_day_problem(impossible)
    with within_seconds(0.0):
        error = diagnose(problem)
    assert not error.all_tried
    assert "before all changes were tried" in str(error)
    assert "no single change" not in str(error)
    assert Setting.TIME_LIMIT in error.settings


def test_days_done_before_the_time_is_over_stand(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A week whose time ends after its first day is that day, and says why."""

    class Over(RollingPlanner):
        def plan_day(self, day: int, course: Course) -> None:
            if day > 1:
                raise SolverError("out of time")
            super().plan_day(day, course)

    monkeypatch.setattr(days_module, "RollingPlanner", Over)
    monkeypatch.setattr(days_module, "is_time_over", lambda: True)
    made = make_plan(ask("man", days=2, effort="quick", time_limit_seconds=600))
    assert made.request.days == 1
    assert made.certificate.certified
    assert any("time limit was over" in text for text in made.warnings)
    monkeypatch.setattr(days_module, "is_time_over", lambda: False)
    with pytest.raises(SolverError, match="out of time"):
        make_plan(ask("man", days=2, effort="quick", time_limit_seconds=600))
