"""Documents of one owner: save, list, rename, delete, and privacy."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text

from planner.errors import InputError
from planner.request.plan_request import PlanRequest
from planner.store import PLAN, PROFILE, Shelf
from planner.store import shelf as shelf_module
from planner.store.tables import TABLES


def test_what_is_saved_comes_back_equal(
    shelf: Shelf, engine: Engine, ask: Callable[..., PlanRequest]
) -> None:
    """A profile with every kind of field survives a round trip, also in a new session."""
    request = ask("woman", diet="vegan", avoid=("soy",), tastes=(("kale_boiled", 2.5),), days=7)
    saved = shelf.save(PROFILE, "  Me, März ", request)
    assert Shelf(engine, "alice").load(PROFILE, saved) == request
    assert [entry.name for entry in shelf.entries()] == ["Me, März"]


def test_a_taken_name_is_refused_unless_replaced(
    shelf: Shelf, ask: Callable[..., PlanRequest]
) -> None:
    """A taken name is refused; replacing keeps the id."""
    saved = shelf.save(PROFILE, "me", ask("woman"))
    with pytest.raises(InputError, match="'me' is taken"):
        shelf.save(PROFILE, "me", ask("man"))
    assert shelf.load(PROFILE, saved) == ask("woman")
    assert shelf.save(PROFILE, "me", ask("man"), replace=True) == saved
    assert shelf.load(PROFILE, saved) == ask("man")


def test_renamed_and_deleted(shelf: Shelf, ask: Callable[..., PlanRequest]) -> None:
    """Renaming works; a taken name is refused; deleted documents are gone."""
    one = shelf.save(PROFILE, "one", ask("woman"))
    shelf.save(PROFILE, "two", ask("man"))
    shelf.rename(one, "first")
    with pytest.raises(InputError, match="'two' is taken"):
        shelf.rename(one, "two")
    assert [entry.name for entry in shelf.entries(PROFILE)] == ["first", "two"]
    shelf.delete(one)
    with pytest.raises(InputError, match="no profile is saved"):
        shelf.load(PROFILE, one)


def test_nobody_reaches_anothers_things(
    shelf_of: Callable[[str], Shelf], ask: Callable[..., PlanRequest], engine: Engine
) -> None:
    """Reading or changing with another owner's id finds and changes nothing."""
    alice, bob = shelf_of("alice"), shelf_of("bob")
    saved = alice.save(PROFILE, "me", ask("woman"))
    alice.set_favourite("kale_boiled", "liked")
    alice.set_pantry({"lentils_boiled": 500.0})
    alice.tick("list", "lentils", ticked=True)
    for reach in (
        lambda: bob.load(PROFILE, saved),
        lambda: bob.rename(saved, "mine now"),
        lambda: bob.delete(saved),
    ):
        with pytest.raises(InputError, match="is saved under this id"):
            reach()
    assert (bob.entries(), bob.favourites(), bob.pantry()) == ((), {}, {})
    assert bob.ticks("list") == frozenset()
    bob.save(PROFILE, "me", ask("man"))  # the same name is free for another
    bob.set_favourite("kale_boiled", None)
    bob.set_pantry({})
    bob.tick("list", "lentils", ticked=False)
    assert bob.delete_all() == 1
    assert alice.load(PROFILE, saved) == ask("woman")
    assert alice.favourites() == {"kale_boiled": "liked"}
    assert alice.pantry() == {"lentils_boiled": 500.0}
    assert alice.ticks("list") == {"lentils"}


def test_every_table_names_its_owner() -> None:
    """Every table has an owner and is covered by the deletion of all data."""
    assert {table.__tablename__ for table in TABLES} == set(TABLES[0].metadata.tables)
    assert all("owner" in table.__table__.c for table in TABLES)


def test_delete_all_leaves_no_row(
    shelf: Shelf, engine: Engine, ask: Callable[..., PlanRequest]
) -> None:
    """After deleting all, no table has rows of the owner."""
    shelf.save(PROFILE, "me", ask("woman"))
    shelf.set_favourite("kale_boiled", "banned")
    shelf.set_pantry({"lentils_boiled": 500.0})
    shelf.tick("list", "lentils", ticked=True)
    assert shelf.delete_all() == 4
    with engine.connect() as connection:
        for table in TABLES:
            count = text(f"SELECT count(*) FROM {table.__tablename__}")  # noqa: S608
            assert connection.scalar(count) == 0


def test_favourites_are_kept_changed_and_forgotten(shelf: Shelf) -> None:
    """The last verdict on an item counts; None removes it; unknown verdicts are refused."""
    shelf.set_favourite("kale_boiled", "liked")
    shelf.set_favourite("kale_boiled", "banned")
    shelf.set_favourite("tofu_firm", "disliked")
    shelf.set_favourite("tofu_firm", None)
    assert shelf.favourites() == {"kale_boiled": "banned"}
    with pytest.raises(InputError, match="unknown verdict 'loved'"):
        shelf.set_favourite("kale_boiled", "loved")
    assert shelf.favourites() == {"kale_boiled": "banned"}


@pytest.mark.parametrize("grams", [0.0, -1.0, float("nan"), float("inf")])
def test_an_impossible_pantry_changes_nothing(shelf: Shelf, grams: float) -> None:
    """A pantry is replaced completely or not at all."""
    shelf.set_pantry({"lentils_boiled": 500.0})
    with pytest.raises(InputError, match="tofu_firm"):
        shelf.set_pantry({"kale_boiled": 1.0, "tofu_firm": grams})
    assert shelf.pantry() == {"lentils_boiled": 500.0}


def test_ticks_last_and_are_taken_away(shelf: Shelf) -> None:
    """Ticking a line again changes nothing, and other lists are not affected."""
    for _ in range(2):
        shelf.tick("monday", "milk", ticked=True)
    shelf.tick("monday", "bread", ticked=True)
    shelf.tick("monday", "bread", ticked=False)
    assert shelf.ticks("monday") == {"milk"}
    assert shelf.ticks("tuesday") == frozenset()


@pytest.mark.parametrize("name", ["", "   ", "a\x00b", "line\nbreak", "x" * 121, "\ud800"])
def test_impossible_names_are_refused(
    shelf: Shelf, ask: Callable[..., PlanRequest], name: str
) -> None:
    """Blank, too long and unprintable names are refused, on both databases."""
    with pytest.raises(InputError, match="name"):
        shelf.save(PROFILE, name, ask("woman"))
    assert shelf.entries() == ()


def test_there_is_an_end_to_what_one_person_keeps(
    shelf: Shelf, ask: Callable[..., PlanRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the limit of documents the message says to delete; replacing still works."""
    monkeypatch.setattr(shelf_module, "MOST_ENTRIES", 1)
    shelf.save(PROFILE, "one", ask("woman"))
    with pytest.raises(InputError, match="delete one first"):
        shelf.save(PROFILE, "two", ask("woman"))
    shelf.save(PROFILE, "one", ask("man"), replace=True)


def test_what_the_planner_no_longer_knows_is_named(
    shelf: Shelf, engine: Engine, ask: Callable[..., PlanRequest]
) -> None:
    """A document with a removed food is listed; opening it names the fault."""
    saved = shelf.save(PROFILE, "old", ask("woman", exclude=("kale_boiled",)))
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE entries SET document = replace(document, 'kale_boiled', 'dodo')")
        )
    assert [entry.name for entry in shelf.entries()] == ["old"]
    with pytest.raises(InputError, match="profile 'old': unknown food or dish id 'dodo'"):
        shelf.load(PROFILE, saved)


def test_a_kind_is_not_taken_for_another(shelf: Shelf, ask: Callable[..., PlanRequest]) -> None:
    """The id of a profile does not open a plan."""
    saved = shelf.save(PROFILE, "me", ask("woman"))
    with pytest.raises(InputError, match="no plan is saved"):
        shelf.load(PLAN, saved)


def test_many_save_at_once_and_none_is_lost(
    engine: Engine, ask: Callable[..., PlanRequest]
) -> None:
    """Eight threads that save at the same time lose nothing."""
    request = ask("woman")

    def save(number: int) -> str:
        return Shelf(engine, f"owner {number % 2}").save(PROFILE, f"profile {number}", request)

    with ThreadPoolExecutor(8) as pool:
        saved = list(pool.map(save, range(40)))
    assert len(set(saved)) == 40
    for owner in range(2):
        assert len(Shelf(engine, f"owner {owner}").entries()) == 20
