"""Export and import of all documents of an owner."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text

from planner.errors import InputError
from planner.planning.make import Plan
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood
from planner.request.plan_request import PlanRequest
from planner.store import (
    OWN_DISH,
    OWN_FOOD,
    PLAN,
    PROFILE,
    SavedPlan,
    Shelf,
    export_all,
    import_all,
)

SOUP = OwnDish(
    id="own_exchange_soup", name="Soup", meals=("dinner",), ingredients=(("lentils_boiled", 200),)
)


@pytest.fixture
def full(shelf: Shelf, ask: Callable[..., PlanRequest], vegan_plan: Plan) -> Shelf:
    """Return a shelf with documents of several kinds."""
    shelf.save(PROFILE, "me", ask("woman", diet="vegan"))
    shelf.save(OWN_DISH, "Soup", SOUP)
    shelf.save(PLAN, "Monday", SavedPlan.of([vegan_plan]))
    shelf.set_favourite("kale_boiled", "liked")
    shelf.set_pantry({"lentils_boiled": 500.5})
    shelf.tick("list", "lentils", ticked=True)
    return shelf


def _content(shelf: Shelf) -> dict[str, object]:
    whole: dict[str, object] = json.loads(export_all(shelf))
    del whole["exported_at"]
    return whole


def test_what_is_exported_comes_back_whole(full: Shelf, shelf_of: Callable[[str], Shelf]) -> None:
    """Another owner who imports the file has equal documents; the file names no owner."""
    exported = export_all(full)
    other = shelf_of("bob")
    assert import_all(other, exported.encode()) == 6
    assert _content(other) == _content(full)
    assert "alice" not in exported
    assert import_all(other, exported.encode()) == 6  # a second time replaces, and adds nothing
    assert _content(other) == _content(full)


def test_one_fault_takes_nothing_over(full: Shelf, shelf_of: Callable[[str], Shelf]) -> None:
    """Every fault is listed, and nothing of the file is imported."""
    whole = json.loads(export_all(full))
    by_kind = {entry["kind"]: entry for entry in whole["entries"]}
    by_kind["profile"]["document"]["diet"] = "lunar"
    by_kind["own_dish"]["document"]["meals"] = []
    whole["entries"].append({"kind": "poem", "name": "Ode", "document": {}})
    with pytest.raises(InputError, match="nothing was imported") as raised:
        import_all(shelf_of("bob"), json.dumps(whole).encode())
    assert all(word in str(raised.value) for word in ("meals", "lunar", "poem"))
    assert shelf_of("bob").entries() == ()


def test_a_fault_among_the_marks_takes_nothing_over(
    full: Shelf, shelf_of: Callable[[str], Shelf]
) -> None:
    """Favourites and pantry are imported in the same transaction."""
    whole = json.loads(export_all(full)) | {"pantry": {"lentils_boiled": -1}}
    with pytest.raises(InputError, match="lentils_boiled"):
        import_all(shelf_of("bob"), json.dumps(whole).encode())
    assert shelf_of("bob").entries() == ()
    assert shelf_of("bob").favourites() == {}


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff", b'{"steadyplate": 2, "exported_at": ""}', b"[" * 100_000],
)
def test_other_files_are_refused(shelf: Shelf, content: bytes) -> None:
    """A file that is not an export gives one message."""
    with pytest.raises(InputError, match="not a file that Steadyplate exported"):
        import_all(shelf, content)


def test_export_does_not_need_to_understand(full: Shelf, engine: Engine) -> None:
    """Documents that this version cannot open are still exported."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE entries SET document = replace(document, 'vegan', 'dodo')"))
    assert '"dodo"' in export_all(full)


def test_a_dish_of_an_own_food_is_taken_over_with_it(
    shelf: Shelf, shelf_of: Callable[[str], Shelf]
) -> None:
    """Another visitor imports an own food and a dish of it, and opens the dish."""
    bar = OwnFood(name="Bar", subgroup="nut", serving_g=40, label=(("fat_g", 30),))
    dish = OwnDish(id="own_cake", name="Cake", meals=("snack",), ingredients=((bar.id, 80),))
    shelf.save(OWN_FOOD, "Bar", bar)
    shelf.save(OWN_DISH, "Cake", dish)
    import_all(shelf_of("bob"), export_all(shelf).encode())
    (cake,) = shelf_of("bob").entries(OWN_DISH)
    assert shelf_of("bob").load(OWN_DISH, cake.id) == dish
    assert shelf_of("bob").load_all(OWN_FOOD) == (bar,)
