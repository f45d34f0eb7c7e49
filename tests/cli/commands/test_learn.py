"""``planner learn`` and ``planner foods --per``: pages in three formats, with percents."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.nutrition.knowledge.entries import load_knowledge, load_topics

Run = Callable[..., Any]
MAN = ["--sex", "male", "--age", "45", "--height", "180", "--weight", "85"]


def rows_of(text: str) -> list[dict[str, str]]:
    """Read CSV text."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_topic_to_read(run: Run) -> None:
    """One page with its sections, two rankings, corrections and sources; no person, no percent."""
    shown = run("learn", "magnesium", "--top", "3")
    assert shown.code == 0
    headings = [line for line in shown.out.splitlines() if line.startswith("#")]
    assert headings[0] == "# Magnesium"
    assert headings[-1] == "# Sources"
    assert "### Foods that give most magnesium per 100 kcal" in headings
    assert "Percent" not in shown.out


def test_every_topic_without_a_name(run: Run) -> None:
    """Without a topic all pages come, and CSV holds every entry with its source."""
    text = run("learn", "--top", "1").out
    assert [f"# {topic.title}" in text for topic in load_topics().values()] == [True] * 10
    rows = rows_of(run("learn", "--format", "csv").out)
    assert [row["knowledge_id"] for row in rows] != []
    assert {row["knowledge_id"] for row in rows} == {entry.id for entry in load_knowledge()}
    assert all(row["source"] for row in rows)


def test_a_persons_page_as_json(run: Run) -> None:
    """With a person the page has the target, and each ranked food its percent of it."""
    shown = run("learn", "calcium", *MAN, "--diet", "vegan", "--format", "json", "--top", "4")
    (page,) = json.loads(shown.out)
    assert page["target"]["floor"] == 1000
    assert set(page["rankings"]) == {"serving", "100kcal"}
    for row in page["rankings"]["serving"]:
        assert abs(row["percent"] - row["per_serving"] / 10) < 1e-9
    assert all(fact["sources"] for fact in page["popular_articles"])


def test_a_condition_is_told(run: Run) -> None:
    """Kidney disease: no list of foods richest in potassium, and the notes on stderr."""
    shown = run("learn", "potassium", *MAN, "--condition", "kidney_disease")
    assert shown.code == 0
    assert "### Foods" not in shown.out
    assert "Ask your clinician" in shown.out
    assert "note: ask your clinician" in shown.err


def test_foods_by_serving_for_a_person(run: Run) -> None:
    """--per serving ranks by serving and adds the percent of the target."""
    shown = run("foods", "--nutrient", "magnesium_mg", "--per", "serving", "--top", "20", *MAN)
    rows = rows_of(shown.out)
    assert len(rows) == 20
    first = rows[0]
    expected = 100 * float(first["magnesium_mg_per_serving"]) / 420
    assert abs(float(first["percent_of_target"]) - expected) < 0.001
    plain = rows_of(run("foods", "--nutrient", "magnesium_mg", "--top", "1").out)
    assert "percent_of_target" not in plain[0]


def test_bad_requests(run: Run, tmp_path: Path) -> None:
    """Each gives one message with the allowed values and exit code 2; nothing is written."""
    output = tmp_path / "page.md"
    for arguments, words in [
        (["learn", "magnesum"], "did you mean magnesium"),
        (["learn", "magnesium", "--format", "pdf", "-o", str(output)], "markdown, json, csv"),
        (["learn", "magnesium", "--sex", "male", "-o", str(output)], "--age, --height, --weight"),
        (["foods", "--per", "serving"], "--nutrient"),
        (["foods", "--nutrient", "iron_mg", "--per", "spoon"], "100g, 100kcal, serving"),
        (["foods", *MAN], "--nutrient"),
    ]:
        shown = run(*arguments)
        assert shown.code == 2, arguments
        assert words in shown.err
        assert shown.out == ""
    assert not output.exists()
