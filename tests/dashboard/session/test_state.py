"""The session state: links, undo, inquiries in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.session import answers, prefetch, state
from planner.dashboard.session.answers import Answer, Memory
from planner.dashboard.session.plan_links import read_link, write_link
from planner.dashboard.session.question import Inquiry, one, with_next_seed
from planner.planning.progress import Progress, Step

SECONDS = 20.0


def words_of(page: AppTest) -> str:
    """Return the texts of the message boxes."""
    return "\n".join(str(box.value) for kind in (page.warning, page.error) for box in kind)


def test_a_link_opens_with_its_question_and_fills_the_form(
    open_page: Callable[..., AppTest],
) -> None:
    """A link opens its plan, fills the form and stays in the address."""
    request = state.first_request().changed(diet="vegetarian", seed=3)
    page = open_page(request=write_link(one(request)))
    assert not page.exception
    assert page.session_state["app_standing"].request == request
    assert page.selectbox(key="plan_diet").value == "vegetarian"
    word = page.query_params["request"]
    assert read_link(word if isinstance(word, str) else word[0])[0] == one(request)


def test_a_bad_link_is_one_message_and_the_usual_day(open_page: Callable[..., AppTest]) -> None:
    """An incomplete link gives one message, and a plan is shown."""
    page = open_page(request="eNo-broken")
    assert not page.exception
    assert "is incomplete" in words_of(page)
    assert page.session_state["app_standing"].request == state.first_request()
    page.run()
    assert not words_of(page)


def test_undo_brings_back_what_stood(page: AppTest) -> None:
    """Undo goes back one plan at a time, to the first."""
    first = page.session_state["app_standing"]
    page.button(key="plan_another").click().run()
    assert page.session_state["app_standing"] != first
    page.button(key="plan_undo").click().run()
    assert page.session_state["app_standing"] == first
    assert page.button(key="plan_undo").disabled


def test_the_standing_plan_stays_while_work_goes_on_and_stop_gives_it_up(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a job runs, the old plan is shown with a progress bar; stopping keeps it."""
    go_on = threading.Event()

    def slow(question: Inquiry, progress: Progress) -> Answer:
        progress(Step(1, 1, ""))
        go_on.wait(SECONDS)
        return Answer(())

    monkeypatch.setattr(answers, "answer", slow)
    monkeypatch.setattr(state, "PATIENCE_SECONDS", 0.0)
    before = page.session_state["app_standing"]
    page.button(key="plan_another").click().run()
    assert page.session_state["app_standing"] == before
    assert page.success
    assert page.button(key="app_stop")
    page.button(key="app_stop").click().run()
    go_on.set()
    assert page.session_state["app_standing"] == before
    assert page.session_state["app_asked"] == before.question
    assert "app_stop" not in {button.key for button in page.button}


def test_memory_forgets_what_was_not_asked_for_longest() -> None:
    """With room for two answers, the most recently used ones are kept."""
    memory = Memory(2)
    memory.put("a", Answer((), ("a",)))
    memory.put("b", Answer((), ("b",)))
    assert memory.get("a") is not None
    memory.put("c", Answer((), ("c",)))
    assert memory.get("b") is None
    assert memory.get("a") is not None


def test_a_question_solved_ahead_is_not_solved_again(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The button "Another plan" waits for the next day that was started ahead of time."""
    following = one(state.first_request()).each(with_next_seed)
    done = Answer((), ("solved ahead",))
    solved: list[Inquiry] = []

    def note(question: Inquiry, progress: Progress) -> Answer:
        solved.append(question)
        return done

    monkeypatch.setattr(answers, "answer", note)
    monkeypatch.setattr(answers, "MEMORY", Memory(1))
    prefetch.start(following)
    page.button(key="plan_another").click().run()
    assert not page.exception
    assert page.session_state["app_standing"].answer == done
    assert solved == [following]
