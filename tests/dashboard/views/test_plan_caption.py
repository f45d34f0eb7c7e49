"""The caption of a plan."""

from __future__ import annotations

from planner.dashboard.session import state
from planner.dashboard.views import plan_caption


def test_describe_names_what_is_left_out() -> None:
    """The caption names diet, avoidances, excluded foods, and US units if selected."""
    request = state.first_request().changed(diet="vegan", avoid=("milk",), exclude=("avocado",))
    line = plan_caption.describe(request, us_units=True).replace("\\", "")
    assert "5 ft 5.7 in, 136.7 lb" in line
    assert "Vegan · without milk · 1 food left out" in line
