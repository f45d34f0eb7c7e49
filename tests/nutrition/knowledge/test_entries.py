"""Knowledge: sources of claims, verdicts on founding facts, and pages."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import pytest

from planner.errors import DataError, InputError
from planner.formats.knowledge_pages import pages_as_markdown
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.knowledge.entries import (
    EVIDENCE,
    KINDS,
    get_topic,
    load_entry,
    load_knowledge,
    load_topics,
)
from planner.nutrition.knowledge.pages import DOCTOR_TOPIC, learn_page, learn_pages
from planner.nutrition.knowledge.popular_claims import (
    FoundingFact,
    facts_of,
    load_founding_facts,
    source_of,
)
from planner.nutrition.knowledge.ranking import ranked_rows
from planner.nutrition.nutrients import core_nutrients
from planner.nutrition.people.person import Person
from planner.nutrition.people.targets import Targets
from planner.nutrition.tables import read_rows
from planner.request.plan_request import PlanRequest, targets_of

WOMAN = Person(sex="female", age=34, height_cm=167, weight_kg=62)
# The items as they were read from the articles, so that none is quietly reworded or dropped.
AS_READ_FROM_THE_ARTICLES = "bb7c8f373aaba83dd7b314dbd5b022fdc162fe803f20569fd0261ac4e6bad727"
AS_READ_COLUMNS = ("kind", "nutrient", "item", "articles")
NUTRIENT_TOPICS = [topic.id for topic in load_topics().values() if topic.nutrient]


@pytest.fixture(scope="module")
def targets() -> Targets:
    """Return the targets of a woman of 34 years."""
    return targets_of(PlanRequest(person=WOMAN))


def test_topics_cover_the_five_nutrients_and_b1_and_b6() -> None:
    """Each core nutrient has a page, found by its id and by the nutrient's."""
    wanted = {*core_nutrients(), "thiamin_mg", "vitamin_b6_mg"}
    assert {topic.nutrient for topic in load_topics().values() if topic.nutrient} == wanted
    assert get_topic("magnesium_mg") == get_topic("magnesium")
    with pytest.raises(InputError, match="did you mean magnesium"):
        get_topic("magnesum")


@pytest.mark.parametrize("topic", NUTRIENT_TOPICS)
def test_a_nutrient_page_says_what_was_asked(topic: str) -> None:
    """Every page has function, signs of shortage, groups at risk, and foods."""
    kinds = {entry.kind for entry in load_knowledge(topic)}
    assert {"role", "shortage", "who", "food"} <= kinds
    assert kinds <= KINDS.keys()


def test_no_entry_without_a_source() -> None:
    """Every entry has a publication or authority with address, or is a project choice."""
    for entry in load_knowledge():
        assert entry.evidence in EVIDENCE, entry.id
        if entry.evidence == "project":
            assert entry.source.startswith("project choice: "), entry.id
            assert not entry.link, entry.id
        else:
            assert len(entry.source) > 10, entry.id
            assert entry.link.startswith("https://"), entry.id
            assert entry.year or entry.evidence in ("authority", "label", "textbook", "review")


def test_no_line_of_the_pages_without_a_source() -> None:
    """Each claim ends with numbers of sources, and each source is cited."""
    text = pages_as_markdown(learn_pages(top=3))
    body, sources = text.split("# Sources\n")
    listed = re.findall(r"^(\d+)\. \S", sources, re.MULTILINE)
    claims = [line for line in body.splitlines() if line.startswith("- ")]
    assert len(claims) > len(load_knowledge())
    cited: set[str] = set()
    for line in claims:
        found = re.search(r"((?: \[\d+\])+)$", line)
        assert found, line
        cited |= set(re.findall(r"\d+", found.group(1)))
    for line in body.splitlines():  # the comparison of food and supplement cites in its last cell
        if found := re.search(r"((?:\[\d+\] ?)+)\|$", line):
            cited |= set(re.findall(r"\d+", found.group(1)))
    assert cited == set(listed)


def test_red_flags_and_triggers_are_named() -> None:
    """See a doctor at once for arrhythmia, seizure, tetany; soon for persistent twitches."""
    flags = {kind: _words(DOCTOR_TOPIC, kind) for kind in ("doctor_now", "doctor_soon")}
    for words in ("irregular heartbeat", "seizure", "cramped, bent hands", "trouble breathing"):
        assert words in flags["doctor_now"]
    for words in ("two weeks", "more than one place", "weak", "thinner", "medicine"):
        assert words in flags["doctor_soon"]
    triggers = _words("triggers", "trigger")
    for words in ("caffeine", "alcohol", "stress", "sleep", "exercise", "medicines", "water"):
        assert words in triggers.lower()


def _words(topic: str, kind: str) -> str:
    return " ".join(entry.sentence for entry in load_knowledge(topic) if entry.kind == kind)


def test_the_plan_answers_the_triggers_it_can(targets: Targets) -> None:
    """Caffeine, alcohol and water: the page shows the bounds of the person's targets."""
    page = learn_page("triggers", targets=targets)
    own = {entry.nutrient: page.own_figure(entry) for entry in page.entries if entry.nutrient}
    caffeine, water = targets["caffeine_mg"].ceiling, targets["water_g"].floor
    assert own["caffeine_mg"] == f"Yours: at most {caffeine:.0f} mg a day."
    assert own["water_g"] == f"Yours: at least {water:,.0f} g a day."
    assert own["alcohol_g"] == "Yours: none."
    assert load_entry("caffeine_level").source.split(", ")[-1] in targets["caffeine_mg"].source


def test_nothing_is_diagnosed() -> None:
    """No sentence is a diagnosis, and the pages end with a note on that."""
    diagnosing = re.compile(r"\byou (?:have|are|may be|must be) (?:a deficien|deficient|low|short)")
    for entry in load_knowledge():
        assert not diagnosing.search(entry.sentence.lower()), entry.id
    text = pages_as_markdown(learn_pages("magnesium"))
    assert "no diagnosis" in text.splitlines()[-1]
    assert f"planner learn {DOCTOR_TOPIC}" in text


def test_every_founding_fact_is_accounted_for() -> None:
    """All 227 facts of the five articles have one verdict each."""
    facts = load_founding_facts()
    assert len(facts) == 227
    assert len({(fact.kind, fact.nutrient, fact.item) for fact in facts}) == 227
    assert Counter(fact.kind for fact in facts) == {
        "symptom": 92, "food_source": 67, "risk_factor": 24, "other_trigger": 24,
        "claim": 14, "advice": 4, "rda": 2,
    }  # fmt: skip
    rows = read_rows("founding_facts.csv")
    assert sum(int(row["articles"]) for row in rows) == 285
    lines = sorted("|".join(row[name] for name in AS_READ_COLUMNS) for row in rows)
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == AS_READ_FROM_THE_ARTICLES
    for fact in facts:
        assert (fact.reason == "") == (fact.verdict == "carried"), fact


def test_every_founding_fact_has_a_source() -> None:
    """Every reference resolves, and each has a publication."""
    for fact in load_founding_facts():
        assert fact.found_in, fact
        assert all(len(source) > 5 for source in fact.sources), fact
    with pytest.raises(DataError, match="'food:ambrosia' is not in data/"):
        source_of("food:ambrosia")


def _fact(nutrient: str, item: str) -> FoundingFact:
    return next(
        fact for fact in load_founding_facts() if (fact.nutrient, fact.item) == (nutrient, item)
    )


@pytest.mark.parametrize(
    ("nutrient", "item", "words"),
    [
        ("none", "nutritional deficiencies are a major contributing factor", "among many"),
        ("magnesium", "poor diet", "uncommon"),
        ("magnesium", "kidney problems", "hold magnesium back"),
        ("magnesium", "twitching, especially of the eyelids", "did not differ"),
        ("calcium", "leafy greens", "spinach hardly any"),
        ("vitamin B6", "helps transport glucose to cells", "does not carry"),
        ("vitamin B12", "involuntary twitches", "not among the published signs"),
        ("vitamin D", "sun exposure", "not credited"),
    ],
)
def test_where_the_articles_overreach_they_are_corrected(
    nutrient: str, item: str, words: str
) -> None:
    """The known overstatements are corrected, with the reason."""
    fact = _fact(nutrient, item)
    assert fact.verdict != "carried"
    assert words in fact.reason


def test_proton_pump_inhibitors_lower_uptake() -> None:
    """The claim "increase excretion" is corrected, with its entry."""
    fact = next(fact for fact in facts_of("magnesium") if "excretion" in fact.item)
    assert fact.verdict == "corrected"
    assert "knowledge:mg_ppi_how" in fact.found_in
    assert "medication:ppi" in fact.found_in


def test_carried_foods_are_sources_and_modest_ones_are_not(targets: Targets) -> None:
    """A food carried as a source gives a tenth of a woman's target in a usual serving.

    US law calls this a good source (21 CFR 101.54); foods corrected to modest or small sources
    have less.
    """
    table = load_foods()
    for fact in load_founding_facts():
        if fact.kind != "food_source" or not fact.food_ids:
            continue
        nutrient = load_topics()[fact.topic].nutrient
        assert nutrient is not None
        rows = ranked_rows(nutrient, (table.food(name) for name in fact.food_ids), targets)
        assert len(rows) == len(fact.food_ids), fact
        percents = {row.food_id: round(row.percent or 0.0) for row in rows}
        if fact.verdict == "carried":
            assert min(percents.values()) >= 10, (fact, percents)
        elif "modest" in fact.reason or "small source" in fact.reason:
            assert max(percents.values()) < 10, (fact, percents)


@pytest.mark.parametrize(
    ("sex", "age", "amount"),
    [("female", 25, 310), ("female", 40, 320), ("male", 25, 400), ("male", 40, 420)],
)
def test_the_articles_amounts_are_those_of_the_targets(sex: str, age: int, amount: int) -> None:
    """310-320 mg of magnesium for women and 400-420 for men are the targets."""
    person = Person(sex=sex, age=age, height_cm=170, weight_kg=65)  # type: ignore[arg-type]
    assert targets_of(PlanRequest(person=person))["magnesium_mg"].floor == amount
    facts = [fact for fact in load_founding_facts() if fact.kind == "rda"]
    assert [fact.found_in for fact in facts] == [("target:magnesium_mg",)] * 2
    assert any(str(amount) in fact.item for fact in facts)
