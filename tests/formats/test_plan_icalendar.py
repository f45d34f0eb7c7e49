"""The calendar, read back with the icalendar library, and its lines by RFC 5545."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from icalendar import Calendar

from planner.errors import InputError
from planner.formats import EXPORTERS
from planner.formats.plan_icalendar import events_of, plans_as_icalendar
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.recipe_text import ingredient_lines
from planner.planning.plan import Plan


def test_an_event_a_meal_and_person(two_plans: tuple[Plan, Plan]) -> None:
    """Five meals of two people, on their dates and at the hour of the meal, each with its UID."""
    calendar = Calendar.from_ical(EXPORTERS["ics"].write(two_plans))
    events = calendar.walk("VEVENT")
    starts = [(str(event["summary"]).split(":")[0], event["dtstart"].dt) for event in events]
    assert starts == [
        ("Dinner (Ann)", datetime.datetime(2026, 11, 30, 18, 30)),
        ("Snack (Ann)", datetime.datetime(2026, 11, 30, 15, 30)),
        ("Lunch (Ann)", datetime.datetime(2026, 12, 1, 12, 30)),
        ("Dinner (=Bob)", datetime.datetime(2026, 11, 30, 18, 30)),
        ("Breakfast (=Bob)", datetime.datetime(2026, 12, 1, 7, 30)),
    ]
    assert len({str(event["uid"]) for event in events}) == 5
    for event in events:
        assert event["dtend"].dt - event["dtstart"].dt == datetime.timedelta(minutes=30)
        assert event["dtstart"].dt.tzinfo is None
        assert event["dtstamp"].dt.utcoffset() == datetime.timedelta(0)


def test_an_event_says_what_is_on_the_plate(two_plans: tuple[Plan, Plan]) -> None:
    """The dish in the title, servings and the medical note in the text, water left out."""
    first = Calendar.from_ical(EXPORTERS["ics"].write(two_plans)).walk("VEVENT")[0]
    assert "Three-bean chili with brown rice" in first["summary"]
    assert "¾ serving" in first["description"]
    assert "Not medical advice" in first["description"]
    assert "water" not in first["description"].lower().split("not medical")[0]


def test_an_event_says_what_to_do_ahead(two_plans: tuple[Plan, Plan]) -> None:
    """A dish that is started the evening before says so in the event of its meal."""
    ann, _ = two_plans
    dish = next(dish for dish in load_dishes().values() if dish.lead_minutes >= 480)
    rows = tuple(replace(row, dish=dish.id) if row.dish else row for row in ann.portions)
    events = Calendar.from_ical(EXPORTERS["ics"].write([replace(ann, portions=rows)]))
    texts = [str(event["description"]) for event in events.walk("VEVENT")]
    assert any(f"{dish.name}, the evening before: " in text for text in texts)
    evenings = {
        event["dtstart"].dt
        for event in events.walk("VEVENT")
        if "In the evening" in str(event["summary"])
    }
    days = {
        datetime.date(2026, 11, 29) + datetime.timedelta(days=row.day) for row in rows if row.dish
    }
    assert {start.date() + datetime.timedelta(days=1) for start in evenings} == days
    assert len({str(event["uid"]) for event in events.walk("VEVENT")}) == len(texts)


def test_lines_are_those_of_the_standard(two_plans: tuple[Plan, Plan]) -> None:
    """Lines end with CRLF and have at most 75 octets; begin and end match."""
    raw = EXPORTERS["ics"].write(two_plans)
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert (lines[0], lines[-2]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 5


def test_writing_again_replaces(two_plans: tuple[Plan, Plan]) -> None:
    """The same plan gives the same bytes; another dish at the same meal keeps the UID."""
    ann, _ = two_plans
    assert EXPORTERS["ics"].write([ann]) == EXPORTERS["ics"].write([ann])
    other = replace(
        ann, portions=tuple(replace(row, dish="mujaddara_salad") for row in ann.portions)
    )
    uids = [
        {str(event["uid"]) for event in Calendar.from_ical(raw).walk("VEVENT")}
        for raw in (EXPORTERS["ics"].write([ann]), EXPORTERS["ics"].write([other]))
    ]
    assert uids[0] == uids[1]


def test_a_calendar_needs_dates(two_plans: tuple[Plan, Plan]) -> None:
    """Without a start date the calendar is refused."""
    ann, _ = two_plans
    bare = replace(ann, request=ann.request.changed(start=None))
    with pytest.raises(InputError, match="first day"):
        EXPORTERS["ics"].write([bare])


def test_an_event_holds_the_ingredients(two_plans: tuple[Plan, Plan]) -> None:
    """The chili lists what goes in for all who eat it, in the person's units."""
    event = Calendar.from_ical(EXPORTERS["ics"].write(two_plans)).walk("VEVENT")[0]
    ann = two_plans[0].request
    dish = ann.catalog.dish("three_bean_chili")
    for line in ingredient_lines(dish, ann.catalog.foods, 2.25):
        assert f"- {line}" in str(event["description"])
    assert "2¼ servings at the table" in str(event["description"])


def test_what_changes_rises(two_plans: tuple[Plan, Plan]) -> None:
    """A changed meal has the next SEQUENCE and a later time, the others have those of before.

    A meal that is gone is cancelled once and for all, and other events are left alone.
    """
    _, bob = two_plans
    first = plans_as_icalendar([bob])
    day_two = [row for row in bob.portions if row.day == 2]
    lunch = [replace(row, meal="lunch") for row in day_two]
    bigger = [
        replace(row, grams=2 * row.grams, scale=2 * row.scale)
        for row in bob.portions
        if row.day == 1
    ]
    later = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)
    changed = replace(bob, portions=(*bigger, *lunch))
    before, after = events_of(first), events_of(plans_as_icalendar([changed], first, written=later))
    dinner, breakfast = before
    assert [before[uid]["sequence"] for uid in before] == [0, 0]
    assert after[dinner]["sequence"] == 1
    assert after[dinner]["last-modified"].dt == after[dinner]["dtstamp"].dt == later
    assert after[breakfast]["status"] == "CANCELLED"
    assert after[breakfast]["sequence"] == 1
    assert len(after) == 3
    again = plans_as_icalendar([changed], plans_as_icalendar([changed], first, written=later))
    assert {uid: str(event["sequence"]) for uid, event in events_of(again).items()} == {
        uid: str(event["sequence"]) for uid, event in after.items()
    }
    with pytest.raises(InputError, match="no iCalendar"):
        plans_as_icalendar([bob], b"not a calendar")


def test_a_download_is_later_than_those_before(two_plans: tuple[Plan, Plan]) -> None:
    """Where the export before is not at hand, events can begin with a higher SEQUENCE, dated."""
    now = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)
    events = events_of(plans_as_icalendar([two_plans[1]], written=now, first_sequence=7))
    assert {str(event["sequence"]) for event in events.values()} == {"7"}
    assert all(event["last-modified"].dt == now for event in events.values())


def test_a_file_that_is_no_calendar_is_replaced(two_plans: tuple[Plan, Plan]) -> None:
    """What is written over another file is as if there were none; over a calendar it goes on."""
    exporter = EXPORTERS["ics"]
    first = exporter.write([two_plans[1]])
    assert exporter.content([two_plans[1]], before=b"not a calendar") == first
    both = events_of(exporter.content(two_plans, before=first))
    rises = {str(both[uid]["summary"]): str(both[uid]["sequence"]) for uid in events_of(first)}
    # Ann joins the dinner, which then is cooked for two; the breakfast stays.
    assert [rises[name] for name in sorted(rises)] == ["0", "1"]
