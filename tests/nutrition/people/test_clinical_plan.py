"""Conditions and medicines in a whole plan, and on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.nutrition.people.clinical_requests import request


def test_plan_with_kidney_disease(plan_for: Callable[..., Any]) -> None:
    """Certified without a potassium floor; the warnings begin with the clinician and the amount."""
    plan = plan_for(request("kidney_disease", "ace_inhibitor", "levothyroxine"))
    assert plan.certificate.certified
    rows = {row.nutrient: row for row in plan.certificate.adequacy}
    assert rows["potassium_mg"].floor is None
    assert rows["sodium_mg"].intake <= 2000 * 1.0001
    assert rows["protein_g"].intake <= 56 * 1.0001
    assert rows["potassium_mg"].intake <= 2600 * 1.0001
    assert (rows["potassium_mg"].status, rows["magnesium_mg"].status) == ("limited", "no_target")
    assert not {row.nutrient for row in plan.certificate.without_target} & {"calcium_mg"}
    assert plan.warnings[0].startswith("ask your clinician before you follow this plan")
    held = f"{rows['potassium_mg'].intake:.0f} mg of potassium (at most 2600)"
    assert held in plan.warnings[1]
    assert any(warning.startswith("take levothyroxine with water") for warning in plan.warnings)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("targets", "--condition", "gout", "--medication", "arb"), 0, "ask your clinician"),
        (("targets", "--condition", "gut"), 2, "is not modelled"),
        (("plan", "--condition", "hyperparathyroidsm"), 2, "plan only with your clinician"),
        (("plan", "--medication", "lisinopril"), 2, "ace_inhibitor"),
        (("plan", "--condition", "dialysis"), 2, "we are sorry"),
        (("targets", "--condition", "hypothyroidism", "hyperthyroidism"), 2, "contradict"),
    ],
)
def test_command_line_knows_them(
    arguments: tuple[str, ...], code: int, words: str, run: Callable[..., Any]
) -> None:
    """Conflicts that are allowed give a note, others exit code 2 with nothing written."""
    who = ("--sex", "female", "--age", "60", "--height", "165", "--weight", "70")
    ran = run(*arguments, *who)
    assert ran.code == code
    assert words in ran.err
    assert bool(ran.out) is (code == 0)


def test_foods_command_leaves_out_what_a_condition_rules_out(run: Callable[..., Any]) -> None:
    """``planner foods --condition kidney_stones`` has kale but no spinach; typos are refused."""
    ran = run("foods", "--condition", "kidney_stones", "--medication", "statin")
    assert "\nkale_boiled," in ran.out
    assert "\nspinach_boiled," not in ran.out
    assert run("foods", "--medication", "statins").code == 2


@pytest.mark.parametrize("command", ["plan", "certify", "swap", "replan", "targets", "foods"])
def test_every_command_takes_them(command: str, run: Callable[..., Any]) -> None:
    """The options are in the help of each command that plans, judges or lists."""
    shown = run(command, "--help").out
    assert "--condition" in shown
    assert "--medication" in shown
