"""Export everything an owner saved as one JSON file, and import it."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import ConfigDict, Field
from sqlalchemy import select

from planner.errors import InputError, PlannerError, unknown_name
from planner.nutrition.checked_model import CheckedModel
from planner.nutrition.user_files import EXPORT_BYTES, check_size
from planner.store.database import transaction
from planner.store.documents import KINDS
from planner.store.owned import checked_name
from planner.store.shelf import Shelf, checked_text
from planner.store.tables import EntryRow, FavouriteRow, PantryRow, TickRow, now


class _Part(CheckedModel):
    model_config = ConfigDict(allow_inf_nan=False)


class SavedEntry(_Part):
    """One document saved under a name."""

    kind: str
    name: str
    document: dict[str, Any]


class SavedTick(_Part):
    """One ticked line of a shopping list."""

    list_key: str
    item: str


class Everything(_Part):
    """The content of the file."""

    steadyplate: Literal[1]
    exported_at: str
    entries: tuple[SavedEntry, ...] = ()
    favourites: dict[str, str] = Field(default_factory=dict)
    pantry: dict[str, float] = Field(default_factory=dict)
    ticks: tuple[SavedTick, ...] = ()


def export_all(shelf: Shelf) -> str:
    """Return everything an owner saved as JSON, read in one transaction."""
    entries = select(EntryRow).where(shelf.mine(EntryRow)).order_by(EntryRow.kind, EntryRow.name)
    favourites = select(FavouriteRow).where(shelf.mine(FavouriteRow)).order_by(FavouriteRow.subject)
    pantry = select(PantryRow).where(shelf.mine(PantryRow)).order_by(PantryRow.food_id)
    ticks = select(TickRow).where(shelf.mine(TickRow)).order_by(TickRow.list_key, TickRow.item)
    with transaction(shelf.engine, writes=False) as session:
        whole = Everything(
            steadyplate=1,
            exported_at=now().isoformat(),
            entries=tuple(
                SavedEntry(kind=row.kind, name=row.name, document=json.loads(row.document))
                for row in session.scalars(entries)
            ),
            favourites={row.subject: row.verdict for row in session.scalars(favourites)},
            pantry={row.food_id: row.grams for row in session.scalars(pantry)},
            ticks=tuple(
                SavedTick(list_key=row.list_key, item=row.item) for row in session.scalars(ticks)
            ),
        )
    return json.dumps(whole.model_dump(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def import_all(shelf: Shelf, content: bytes) -> int:
    """Import a file of `export_all`, completely or not at all.

    Items with the same name are replaced; all other items stay.

    Returns
    -------
    int
        Number of items imported.

    Raises
    ------
    InputError
        If the file is not valid; one message lists every fault.
    """
    whole = _read(content)
    faults: list[str] = []
    texts: list[tuple[str, str, str]] = []
    for entry in whole.entries:
        try:
            if entry.kind not in KINDS:
                raise unknown_name("kind of saved item", entry.kind, KINDS)
            name = checked_name(entry.name)
            text = json.dumps(entry.document, ensure_ascii=False)
            texts.append((entry.kind, name, checked_text(KINDS[entry.kind], name, text)))
        except PlannerError as error:
            faults += [f"{entry.name[:40]}: {line}" for line in str(error).splitlines()]
    if faults:
        raise InputError("\n".join(["nothing was imported:", *faults]))
    with transaction(shelf.engine, writes=True) as session:
        for kind, name, text in texts:
            shelf.put(session, KINDS[kind], name, text, replace=True)
        for subject, verdict in whole.favourites.items():
            shelf.put_favourite(session, subject, verdict)
        for food_id, grams in whole.pantry.items():
            shelf.put_in_pantry(session, food_id, grams)
        for tick in whole.ticks:
            shelf.put_tick(session, tick.list_key, tick.item, ticked=True)
    return len(texts) + len(whole.favourites) + len(whole.pantry) + len(whole.ticks)


def _read(content: bytes) -> Everything:
    check_size(content, EXPORT_BYTES, "the file")
    try:
        return Everything.from_json(content)
    except InputError as error:
        raise InputError(f"this is not a file that Steadyplate exported:\n{error}") from None
