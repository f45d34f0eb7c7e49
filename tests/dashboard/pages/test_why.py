"""The page Why and what if: explanation, comparison, and remedies if there is no plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.session import answers, state
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.question import Inquiry, one
from planner.dashboard.views import explanation, what_if
from planner.explain.analysis import Explanation, find_binding, find_contributions, top_foods
from planner.explain.sentences import part_sentence
from planner.explain.what_if import Comparison, Row, WhatIf
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.supplements import load_supplements
from planner.nutrition.nutrients import nutrient
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.make import Plan
from planner.planning.progress import Progress
from tests.dashboard.on_page import standing


def why_app() -> None:
    """Draw the page within the layout, as app.py does."""
    from planner.dashboard import layout
    from planner.dashboard.pages import why as why_page

    layout.begin()
    layout.above()
    why_page.show()
    layout.below()


@pytest.fixture
def page() -> AppTest:
    """Open the page as a new visitor; solved plans are remembered between tests."""
    return AppTest.from_function(why_app, default_timeout=150).run()


def text_of(page: AppTest) -> str:
    """Return the texts of the page."""
    kinds = ("title", "header", "subheader", "markdown", "info", "warning", "success", "error")
    found = [str(element.value) for kind in kinds for element in getattr(page, kind)]
    return "\n".join(found).replace("\\", "")


def view(page: AppTest, name: str) -> AppTest:
    """Select a view."""
    page.radio(key="why_view").set_value(name).run()
    assert not page.exception
    return page


def test_where_nutrients_come_from_is_there_at_once(page: AppTest) -> None:
    """Without solving, the page names the main foods for each core nutrient."""
    assert not page.exception
    plan = standing(page).plans[0]
    table = page.table[0].value
    assert table.index[0] == nutrient("magnesium_mg").name
    assert len(table) == len(top_foods(plan))
    for found in find_binding(plan):
        assert nutrient(found.nutrient).in_sentence in text_of(page)


def test_the_full_explanation_is_solved_on_request_only(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The button explains in the background, dish by dish; another plan removes it."""
    explained: list[Plan] = []

    def explain(plan: Plan) -> Explanation:
        explained.append(plan)
        return Explanation((), (), (), 0.0, {}, find_contributions(plan))

    monkeypatch.setattr(explanation, "explain_plan", explain)
    page.run()
    assert explained == []
    page.button(key="why_explain").click().run()
    assert not page.exception
    plan = standing(page).plans[0]
    assert explained == [plan]
    for part in find_contributions(plan):
        assert part_sentence(part, load_catalog()) in text_of(page)
    assert all(button.key != "why_explain" for button in page.button)
    other = replace(plan, portions=plan.portions[1:])
    page.session_state["app_standing"] = state.Standing(one(plan.request), Answer((other,)))
    page.run()
    assert any(button.key == "why_explain" for button in page.button)


def test_nothing_to_compare_says_so(page: AppTest) -> None:
    """A comparison without a change, or with unsafe energy, gives one message and no job."""
    view(page, "what_if")
    page.button(key="why_compare").click().run()
    assert "Nothing is changed yet" in text_of(page)
    page.number_input(key="why_if_energy").set_value(300.0).run()
    page.button(key="why_compare").click().run()
    assert not page.exception
    assert len(page.error) == 1
    assert "300" in text_of(page)


def test_two_plans_stand_side_by_side_and_one_takes_the_others_place(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change is compared; its plan can be adopted, and undo restores the previous one."""
    asked: list[WhatIf] = []

    def compare(plan: Plan, change: WhatIf) -> Comparison:
        asked.append(change)
        return Comparison(change.words, plan, replace(plan, request=change.request))

    monkeypatch.setattr(what_if, "compare", compare)
    view(page, "what_if")
    before = standing(page)
    page.selectbox(key="why_if_diet").select("pescatarian")
    page.multiselect(key="why_if_forbid").select("peanut")
    page.selectbox(key="why_if_limit_of").select("sodium_mg")
    page.selectbox(key="why_if_bound").select("max")
    page.number_input(key="why_if_amount").set_value(2200.0).run()
    page.button(key="why_compare").click().run()
    assert not page.exception
    (change,) = asked
    assert (change.request.diet, change.request.avoid) == ("pescatarian", ("peanut",))
    assert change.request.limits == (("max_sodium_mg", 2200.0),)
    assert set(page.dataframe[0].value["Difference"]) <= {"=", "–"}
    assert standing(page) == before
    page.button(key="why_take").click().run()
    assert standing(page).request == change.request
    assert page.session_state["plan_diet"] == "pescatarian"
    assert page.session_state["app_past"][-1] == before


def test_a_change_without_a_plan_says_why_and_leaves_what_stands(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page shows conflict and remedies; the current plan is unchanged."""

    def compare(plan: Plan, change: WhatIf) -> Comparison:
        raise NoCertifiedPlanError(("vitamin B12 is missing",), ("allow yeast",), None)

    monkeypatch.setattr(what_if, "compare", compare)
    view(page, "what_if")
    before = standing(page)
    page.selectbox(key="why_if_diet").select("vegan").run()
    page.button(key="why_compare").click().run()
    assert "Vitamin B12 is missing" in text_of(page)
    assert "Allow yeast" in text_of(page)
    assert standing(page) == before


@pytest.mark.parametrize(
    ("row", "words"),
    [(Row("a", "A", "mg", 100.0, 100.2), "="), (Row("a", "A", "mg", 100.0, 90.0), "−10"),
     (Row("a", "A", "mg", None, 90.0), "–"), (Row("a", "A", "mg", 90.0, 101.0), "+11")],
)  # fmt: skip
def test_differences_are_written_with_their_sign(row: Row, words: str) -> None:
    """Less than half a percent is no change; unknown values have no difference."""
    assert what_if.difference(row).startswith(words)


def test_supplements_say_what_holds_for_this_person(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Supplements have amount and source; comparing allows supplements in the same request."""
    asked: list[WhatIf] = []

    def compare(plan: Plan, change: WhatIf) -> Comparison:
        asked.append(change)
        return Comparison(change.words, plan, replace(plan, request=change.request))

    monkeypatch.setattr(what_if, "compare", compare)
    view(page, "supplements")
    assert "This plan is food alone." in text_of(page)
    assert len(page.expander) == len(load_supplements())
    for supplement in load_supplements().values():
        assert supplement.source in text_of(page)
    page.button(key="why_compare_supplements").click().run()
    assert not page.exception
    assert asked[0].request.supplements == "auto"
    assert any(button.key == "why_take" for button in page.button)
    view(page, "what_if")
    assert all(button.key != "why_take" for button in page.button)


def test_what_a_person_may_not_take_is_marked_with_the_reason(page: AppTest) -> None:
    """With kidney disease the page warns against potassium supplements and says why."""
    now = standing(page)
    person = now.request.person.changed(conditions=("kidney_disease",))
    request = now.request.changed(person=person)
    plan = replace(now.plans[0], request=request)
    page.session_state["app_standing"] = state.Standing(one(request), Answer((plan,)))
    view(page, "supplements")
    assert any("not for you" in box.label for box in page.expander)
    assert "not to be supplemented with" in text_of(page)


@pytest.fixture
def hopeless(monkeypatch: pytest.MonkeyPatch) -> list[Inquiry]:
    """Answer inquiries without milk with a conflict and a remedy, and record them."""
    asked: list[Inquiry] = []
    real = answers.answer

    def answer(question: Inquiry, progress: Progress) -> Answer:
        asked.append(question)
        request = question.request
        if not request.avoid:
            return real(question, progress)
        allowed = request.changed(avoid=())
        words = ("allow milk, unless it is an allergy", "eat by another diet")
        return Answer((), ("calcium and no milk clash",), words, {words[0]: allowed})

    monkeypatch.setattr(answers, "answer", answer)
    return asked


def test_no_plan_says_what_clashes_and_one_press_applies_what_helps(
    hopeless: list[Inquiry],
) -> None:
    """Only a remedy with a request has a button, which makes its plan current."""
    question = one(state.first_request().changed(avoid=("milk",)))
    page = AppTest.from_function(why_app, default_timeout=150)
    page.session_state["app_asked"] = question
    page.run()
    assert not page.exception
    assert "Calcium and no milk clash" in text_of(page)
    assert "Eat by another diet" in text_of(page)
    keys = [button.key for button in page.button if str(button.key).startswith("why_apply_")]
    assert keys == ["why_apply_0"]
    page.button(key="why_apply_0").click().run()
    assert not page.exception
    assert hopeless[-1].request.avoid == ()
    assert standing(page).answer.certified
    assert "What shapes the plan" in text_of(page)
