"""A search that ends without a plan and without a proof is explained, not a failure."""

from __future__ import annotations

import pytest

from planner.errors import SolverError
from planner.nutrition.people.person import make_person
from planner.optimize.model.rules import RuleKey
from planner.optimize.solve import SearchOptions, Status
from planner.optimize.solve.solution import no_solution
from planner.planning import day, person_day
from planner.planning.day import DayProblem
from planner.planning.infeasible import diagnosis
from planner.planning.infeasible.requirement_model import RequirementModel
from planner.planning.make import NoCertifiedPlanError, make_plan
from planner.planning.nothing_found import NothingFoundError
from planner.request.plan_request import PlanRequest

MISSED = frozenset({"energy", "nutrient_ceiling"})


def nothing_found(problem: DayProblem) -> None:
    """Stand in for a search whose nearest values miss energy and the limit of potassium."""
    keys = {rule.key for rule in problem.rules if rule.family in MISSED}
    found = {key for key in keys if key.family == "energy" or key.subject == "potassium_mg"}
    assert len(found) == 2
    raise NothingFoundError("no plan in 1 nodes", frozenset(found), ())


def no_remedies(*_: object) -> tuple[()]:
    """Stand in for the search for changes that help, which solves a dozen problems."""
    return ()


@pytest.mark.parametrize("supplements", ["none", "auto"])
def test_what_the_nearest_values_miss_is_named(
    supplements: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3, the targets that are missed, changes that help, and no claim of a proof."""
    person = make_person(sex="female", age=25, height_cm=174, weight_kg=62.9,
                         activity="very_active", conditions=["kidney_disease"])  # fmt: skip
    monkeypatch.setattr(person_day, "solve_day", nothing_found)
    monkeypatch.setattr(person_day, "solve_day_supplemented", nothing_found)
    required: list[frozenset[str]] = []

    def remedies(model: RequirementModel, conflicts: object) -> tuple[()]:
        assert conflicts
        required.append(model.required_floors)
        return ()

    monkeypatch.setattr(diagnosis, "find_remedies", remedies)
    with pytest.raises(NoCertifiedPlanError) as caught:
        make_plan(PlanRequest(person=person, supplements=supplements))
    # Without a proof no floor may be missed: what is offered has to hold them all.
    assert {"fiber_g", "zinc_mg", "vitamin_e_mg"} <= required[0]
    (reason,) = caught.value.reasons
    assert caught.value.exit_code == 4
    assert "nearest plan that was found misses" in reason
    assert "potassium at most" in reason
    assert "energy between" in reason
    assert not caught.value.is_proven
    assert "not proven that there is none" in str(caught.value)
    assert "no plan can meet" not in str(caught.value)
    again = caught.value.prefixed("day 2")
    assert "not proven that there is none" in str(again)


def test_rules_that_no_request_brings_are_left_to_the_search_for_conflicts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where only rules of what makes up a meal are missed, the conflicts are looked for."""
    asked: list[object] = []

    def found(model: object) -> tuple[()]:
        asked.append(model)
        return ()

    def only_structure(problem: DayProblem) -> None:
        raise NothingFoundError("none", frozenset({RuleKey("meal_size", "lunch", "")}), ())

    monkeypatch.setattr(person_day, "solve_day", only_structure)
    monkeypatch.setattr(diagnosis, "find_conflicts", found)
    monkeypatch.setattr(diagnosis, "find_remedies", no_remedies)
    person = make_person(sex="male", age=40, height_cm=178, weight_kg=80)
    with pytest.raises(NoCertifiedPlanError, match="not proven that there is none") as caught:
        make_plan(PlanRequest(person=person))
    assert len(asked) == 1
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(("found_at", "seeds"), [(2, [7, 8, 9]), (9, [7, 8, 9])])
def test_a_search_without_a_plan_is_begun_again_with_other_seeds(
    found_at: int, seeds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two more seeds at most; the third one's plan is the answer, else the first one's misses."""
    tried: list[int] = []

    def search(problem: DayProblem, options: SearchOptions, start: tuple[()] = ()) -> object:
        assert options.time_limit_seconds <= 30
        tried.append(problem.request.seed)
        if len(tried) > found_at:
            return "found"
        raise NothingFoundError(f"none with {problem.request.seed}", frozenset(), ())

    monkeypatch.setattr(day, "_search_day", search)
    person = make_person(sex="male", age=40, height_cm=178, weight_kg=80)
    problem = day.build_day_problem(PlanRequest(person=person, seed=7))
    if found_at < len(seeds):
        assert day.solve_day(problem) == "found"
    else:
        with pytest.raises(NothingFoundError, match="none with 7"):
            day.solve_day(problem)
    assert tried == seeds


def test_a_search_that_came_to_no_values_at_all_ends_as_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing can be said of what is missed: exit code 4, with the words of the search."""

    def nothing(problem: DayProblem) -> None:
        raise NothingFoundError(f"none in {problem.request.days} day", frozenset(), ())

    monkeypatch.setattr(person_day, "solve_day", nothing)
    person = make_person(sex="male", age=40, height_cm=178, weight_kg=80)
    with pytest.raises(NothingFoundError, match="none in 1 day") as caught:
        make_plan(PlanRequest(person=person))
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(("limit", "enough"), [(0.01, 30), (40.0, 80), (3000.0, 3600)])
def test_a_time_limit_that_is_too_short_says_what_to_allow(
    limit: float, enough: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 4 with what the time was enough for, and a time to allow."""
    person = make_person(sex="female", age=34, height_cm=167, weight_kg=62)
    cut = no_solution(Status.TIME_LIMIT, limit)
    monkeypatch.setattr(day, "search_levels", lambda *_: (cut, cut))
    with pytest.raises(SolverError) as caught:
        make_plan(PlanRequest(person=person, time_limit_seconds=limit))
    assert caught.value.exit_code == 4
    assert str(caught.value).startswith(
        f"the solver highs found no plan within {limit:g} seconds, "
        f"which were enough for none of the search's nodes; allow {enough} seconds"
    )
