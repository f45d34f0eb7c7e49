"""The knowledge pages in the dashboard: topics, cautions, supplements, sources."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.session import state
from planner.dashboard.session.question import one
from planner.dashboard.views import knowledge
from planner.nutrition.knowledge.entries import KINDS, load_knowledge, load_topics
from planner.nutrition.knowledge.food_or_supplement import load_comparison
from planner.nutrition.knowledge.pages import DOCTOR_TOPIC, RANKED_PER, learn_page
from planner.nutrition.sources.manifest import table_names


def learn_app() -> None:
    """Draw the page within the layout, as app.py does."""
    from planner.dashboard import layout
    from planner.dashboard.pages import learn as learn_page

    layout.begin()
    layout.above()
    learn_page.show()
    layout.below()


@pytest.fixture
def page() -> AppTest:
    """Open the page as a new visitor; solved plans are remembered between tests."""
    return AppTest.from_function(learn_app, default_timeout=150).run()


def text_of(page: AppTest) -> str:
    """Return the texts of the page."""
    kinds = ("title", "header", "subheader", "markdown", "info", "warning", "error")
    found = [str(element.value) for kind in kinds for element in getattr(page, kind)]
    return "\n".join(found).replace("\\", "")


def test_a_topic_says_its_claims_with_sources_and_the_own_target(page: AppTest) -> None:
    """The page has every entry with its citation, the person's target and ranked foods."""
    topic = next(topic for topic in load_topics().values() if topic.nutrient == "magnesium_mg")
    page.selectbox(key="learn_topic").select(topic.id).run()
    assert not page.exception
    said = text_of(page)
    for entry in load_knowledge(topic.id):
        assert entry.sentence in said
        assert entry.citation in said
    assert "Your target: at least 320\N{NO-BREAK SPACE}mg a day" in said
    assert len(page.dataframe) == 2
    assert (page.dataframe[0].value["% of my target"] != "–").all()


def test_every_kind_of_entry_has_a_heading_for_other_languages() -> None:
    """The headings of the page are those of the knowledge pages."""
    assert knowledge.HEADINGS == KINDS


def test_when_to_see_a_doctor_is_one_press_away(page: AppTest) -> None:
    """Every topic has a button to the topic on doctors, except that topic itself."""
    others = [name for name in load_topics() if name != DOCTOR_TOPIC]
    page.selectbox(key="learn_topic").select(others[0]).run()
    page.button(key="learn_doctor").click().run()
    assert page.selectbox(key="learn_topic").value == DOCTOR_TOPIC
    assert all(button.key != "learn_doctor" for button in page.button)
    assert "See a doctor at once" in text_of(page)


def test_every_topic_of_a_nutrient_ranks_foods_for_nobody_in_particular() -> None:
    """Each ranking has ten foods, without percents if there is no person."""
    for topic in load_topics():
        found = learn_page(topic)
        assert knowledge.own_target(found) == ""
        assert tuple(found.rankings) == (RANKED_PER if found.topic.nutrient else ())
        for rows in found.rankings.values():
            layout = knowledge.ranking_frame(rows, found.topic.nutrient or "")
            assert list(layout["Food"]) == [row.food for row in rows]
            assert len(set(layout["Food"])) == 10
            assert set(layout["% of my target"]) == {"–"}


def test_cautions_follow_conditions_and_name_their_sources(page: AppTest) -> None:
    """For a woman who takes warfarin the page shows its cautions and all limits on foods."""
    request = state.first_request()
    person = request.person.changed(medications=("warfarin",))
    page.session_state["app_asked"] = one(request.changed(person=person))
    page.radio(key="learn_view").set_value("cautions").run()
    assert not page.exception
    assert "vitamin K" in text_of(page)
    assert "Sources" in text_of(page)


def test_without_conditions_the_page_says_so(page: AppTest) -> None:
    """Without conditions the page says so and shows the limits for everybody."""
    page.radio(key="learn_view").set_value("cautions").run()
    assert not page.exception
    assert "You have entered none" in text_of(page)
    assert "none at all" in text_of(page)


def test_food_or_supplement_holds_every_line_with_its_source(page: AppTest) -> None:
    """The page has both columns and the source of each row of the table."""
    page.radio(key="learn_view").set_value("supplements").run()
    assert not page.exception
    for row in load_comparison():
        assert row.source in text_of(page)
        if row.aspect != "sun":
            assert row.supplement in text_of(page)


def test_every_table_of_data_is_named_with_its_publisher(page: AppTest) -> None:
    """The page lists every table of the manifest with publisher and licence."""
    page.radio(key="learn_view").set_value("sources").run()
    assert not page.exception
    table = page.dataframe[0].value
    assert list(table["Table"]) == table_names()
    assert (table["Publisher"] != "").all()
    assert (table["Licence"] != "").all()
