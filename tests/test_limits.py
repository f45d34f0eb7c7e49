"""Limits of one's own: in the targets, the model and the certificate, and never over safety."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.certify import certify, targets_of
from planner.errors import InputError
from planner.limits import caps, limit_names, limit_words
from planner.plan import Plan
from planner.planning import prepare
from planner.request import PlanRequest
from planner.safety import all_safety_rules

Ask = Callable[..., PlanRequest]


def test_own_limits_replace_those_of_the_standard(ask: Ask) -> None:
    """Floor, ceiling and cap are the person's, with the standard's figure named in the basis."""
    limits = (("max_sodium_mg", 1800.0), ("min_calcium_mg", 1200.0), ("cap_fruit", 200.0))
    request = ask("woman", limits=limits)
    targets = targets_of(request)
    assert targets["sodium_mg"].ceiling == 1800.0
    assert targets["calcium_mg"].floor == 1200.0
    assert "in place of 1000 mg" in targets["calcium_mg"].floor_basis
    rules = {rule.name: rule for rule in prepare(request).rules}
    assert rules["group_cap:day:fruit"].upper == 200.0
    assert rules["nutrient_ceiling:day:sodium_mg"].upper == pytest.approx(1800.0, rel=1e-3)


def test_certificate_judges_by_own_limits(vegan_plan: Plan) -> None:
    """A plan is certified by the standard's limits and breaks tighter ones of the person's own."""
    sodium = next(r.intake for r in vegan_plan.certificate.adequacy if r.nutrient == "sodium_mg")
    own = (("cap_fruit", 1.0), ("max_sodium_mg", sodium - 1.0), ("min_sodium_mg", 1.0))
    request = PlanRequest.from_raw({**vegan_plan.request.model_dump(), "limits": own})
    broken = {breach.rule for breach in certify(vegan_plan.portions, request).breaches}
    assert broken == {"cap fruit", "ceiling sodium_mg"}


def test_floor_above_an_own_ceiling_is_held_under_it(ask: Ask) -> None:
    """The sodium AI of 1500 mg gives way to a ceiling of 1200 mg, and its basis says so."""
    row = targets_of(ask("woman", limits=(("max_sodium_mg", 1200.0),)))["sodium_mg"]
    assert row.floor == pytest.approx(1140.0)
    assert "above your own limit" in row.floor_basis


@pytest.mark.parametrize("rule", [r.id for r in all_safety_rules() if r.family == "safety"])
def test_no_safety_rule_can_be_changed(rule: str, ask: Ask) -> None:
    """Each rule for safety is refused by name, with or without the prefix of a cap."""
    for name in (rule, f"cap_{rule}"):
        with pytest.raises(InputError):
            ask("woman", limits=((name, 1.0),))


def test_every_name_has_words(ask: Ask) -> None:
    """Every limit that can be set is said without its id."""
    names = limit_names(targets_of(ask("woman")))
    assert {f"cap_{name}" for name in caps()} <= set(names)
    for name in names:
        words = limit_words(name, 7.0)
        assert "_" not in words
        assert "7" in words


def test_request_with_limits_survives_its_forms(ask: Ask) -> None:
    """JSON and TOML give the same limits back."""
    request = ask("woman", limits=(("max_sodium_mg", 1500.0),))
    assert PlanRequest.from_json(request.model_dump_json()) == request
    assert PlanRequest.from_toml(request.to_toml()) == request
