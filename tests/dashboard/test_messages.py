"""What the pages say of a plan is what its certificate says: read as a browser gets it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.certification.certificate import whole_percent
from planner.dashboard.session import answers
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.plan_links import write_link
from planner.dashboard.session.question import one
from planner.dashboard.views.certificate import STATUS
from planner.dashboard.views.core_nutrients import SIGNS
from planner.dashboard.wording.text import plain
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.planning.plan import Plan
from tests.drawn_plans import draw_plan, met_by_the_mean

APP = Path(__file__).resolve().parents[2] / "app.py"
OPTION = re.compile(r"(?<![\w-])--[a-z]")
KINDS = (
    "title",
    "header",
    "subheader",
    "markdown",
    "caption",
    "info",
    "warning",
    "success",
    "error",
)

Visit = Callable[[Callable[[], None] | None], AppTest]


def week_app() -> None:
    """Draw the page of the week within the layout, as app.py does."""
    from planner.dashboard import layout
    from planner.dashboard.pages import week

    layout.begin()
    layout.above()
    week.show()
    layout.below()


def nutrients_app() -> None:
    """Draw the page of the nutrients within the layout, as app.py does."""
    from planner.dashboard import layout
    from planner.dashboard.pages import nutrients

    layout.begin()
    layout.above()
    nutrients.show()
    layout.below()


def why_app() -> None:
    """Draw the page Why and what if within the layout, as app.py does."""
    from planner.dashboard import layout
    from planner.dashboard.pages import why

    layout.begin()
    layout.above()
    why.show()
    layout.below()


@pytest.fixture(params=["short", "ill", "building_up", "mean"])
def plan(request: pytest.FixtureRequest, omnivore_plan: Plan) -> Plan:
    """Return drawn plans that miss targets, and two certified days of which one misses a floor."""
    if request.param == "mean":
        return met_by_the_mean(omnivore_plan)
    return draw_plan({"short": 0, "ill": 1, "building_up": 5}[request.param])


@pytest.fixture
def visit(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[], None] | None], AppTest]:
    """Return a function that opens a page, or the app, with the plan as the answer."""
    answer = Answer((plan,), () if plan.certificate.certified else ("drawn at random",))
    monkeypatch.setattr(answers, "answer", lambda *_: answer)

    def open_page(draw: Callable[[], None] | None) -> AppTest:
        app = (
            AppTest.from_file(str(APP), default_timeout=150)
            if draw is None
            else AppTest.from_function(draw, default_timeout=150)
        )
        app.query_params["request"] = write_link(one(plan.request))
        shown = app.run()
        assert not shown.exception
        return shown

    return open_page


def text_of(page: AppTest) -> str:
    """Return every text of a page, tables included."""
    found = [str(element.value) for kind in KINDS for element in getattr(page, kind)]
    found += [table.value.to_csv() for table in page.dataframe]
    found += [str(element.proto) for element in page.get("html")]
    return "\n".join(found)


def test_the_plan_page_says_the_certificate(visit: Visit, plan: Plan) -> None:
    """Verdict, breaches, strip and table: every figure and sign of the first day's rows."""
    page = visit(None)
    text, found = text_of(page), plan.certificate
    if found.certified:
        assert page.success
        assert f"{len(found.tally.daily)} of {found.tally.targets} targets" in text
        for name in found.tally.over_days:
            percent = whole_percent(found.lowest_day(name).percent)
            assert plain(f"{nutrient(name).in_sentence} {percent} %") in text
    else:
        assert not page.success
        assert "Certified" not in text
        assert all(plain(breach.message) in text for breach in found.breaches)
    today = [row for row in found.adequacy if row.day == 1]
    (table,) = [
        one.value.set_index("Nutrient") for one in page.dataframe if "% of target" in one.value
    ]
    for row in today:
        known = nutrient(row.nutrient)
        assert table.loc[known.name, "Status"] == STATUS[row.status]
        if row.nutrient in core_nutrients():
            sign = SIGNS[row.status]
            assert f"{sign}\N{NO-BREAK SPACE}**{plain(known.name)}**" in text
            assert row.status == "met" or f"✓\N{NO-BREAK SPACE}**{plain(known.name)}**" not in text


@pytest.mark.parametrize("draw", [None, week_app, nutrients_app, why_app])
def test_no_page_names_an_option(visit: Visit, draw: Callable[[], None] | None) -> None:
    """No text, note, table or help of a page names an option of the command line."""
    page = visit(draw)
    assert OPTION.search(text_of(page)) is None
    helps = [str(getattr(button, "help", "")) for button in page.button]
    assert OPTION.search("\n".join(helps)) is None
