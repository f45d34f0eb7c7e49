"""The shelf: everything one owner saved."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from planner.errors import InputError
from planner.store.database import transaction
from planner.store.documents import Document, Kind
from planner.store.marks import Marks
from planner.store.owned import LARGEST_DOCUMENT_BYTES, MOST_ENTRIES, checked_name
from planner.store.tables import TABLES, EntryRow, now


@dataclass(frozen=True)
class Entry:
    """The description of a saved document, without its content."""

    id: str
    kind: str
    name: str
    saved_at: datetime.datetime


class Shelf(Marks):
    """Everything one owner saved: named documents, favourites, pantry and ticks."""

    def entries(self, kind: Kind[Any] | None = None) -> tuple[Entry, ...]:
        """Return the saved documents sorted by kind and name, or those of one kind."""
        wanted = (
            select(EntryRow.id, EntryRow.kind, EntryRow.name, EntryRow.saved_at)
            .where(self.mine(EntryRow))
            .order_by(EntryRow.kind, EntryRow.name)
        )
        if kind is not None:
            wanted = wanted.where(EntryRow.kind == kind.id)
        with transaction(self.engine, writes=False) as session:
            return tuple(Entry(*row) for row in session.execute(wanted))

    def save(
        self, kind: Kind[Document], name: str, document: Document, *, replace: bool = False
    ) -> str:
        """Save a document under a name and return its id.

        Raises
        ------
        InputError
            If the name is taken and `replace` is false, or the limit of documents is reached.
        """
        text = checked_text(kind, name, document.model_dump_json())
        try:
            with transaction(self.engine, writes=True) as session:
                return self.put(session, kind, checked_name(name), text, replace=replace)
        except IntegrityError:  # another session of the same owner saved it first
            raise _taken(kind, name) from None

    def put(self, session: Session, kind: Kind[Any], name: str, text: str, *, replace: bool) -> str:
        """Save validated text in the caller's transaction and return the id of the document."""
        row = session.scalar(
            select(EntryRow).where(
                self.mine(EntryRow), EntryRow.kind == kind.id, EntryRow.name == name
            )
        )
        if row is not None and not replace:
            raise _taken(kind, name)
        if row is None:
            count = select(func.count()).where(self.mine(EntryRow), EntryRow.kind == kind.id)
            if (session.scalar(count) or 0) >= MOST_ENTRIES:
                raise InputError(f"{MOST_ENTRIES} {kind.plural} are saved; delete one first")
            row = EntryRow(owner=self.owner, kind=kind.id, name=name)
            session.add(row)
        row.document, row.saved_at = text, now()
        session.flush()
        return row.id

    def load(self, kind: Kind[Document], entry_id: str) -> Document:
        """Return a saved document.

        Raises
        ------
        InputError
            If the owner has no document of this id, or it is no longer valid.
        """
        with transaction(self.engine, writes=False) as session:
            row = self._row(session, entry_id, kind)
            text, name = row.document, row.name
        return kind.read(text, name)

    def load_all(self, kind: Kind[Document]) -> tuple[Document, ...]:
        """Return every document of a kind, sorted by name; raises InputError as `load` does."""
        wanted = (
            select(EntryRow.document, EntryRow.name)
            .where(self.mine(EntryRow), EntryRow.kind == kind.id)
            .order_by(EntryRow.name)
        )
        with transaction(self.engine, writes=False) as session:
            found = session.execute(wanted).all()
        return tuple(kind.read(text, name) for text, name in found)

    def rename(self, entry_id: str, name: str) -> None:
        """Rename a document; raises InputError if the name is taken or there is no document."""
        name = checked_name(name)
        try:
            with transaction(self.engine, writes=True) as session:
                self._row(session, entry_id).name = name
        except IntegrityError:
            raise InputError(f"the name {name!r} is taken; choose another") from None

    def delete(self, entry_id: str) -> None:
        """Delete a document; raises InputError if the owner has none of this id."""
        with transaction(self.engine, writes=True) as session:
            session.delete(self._row(session, entry_id))

    def _row(self, session: Session, entry_id: str, kind: Kind[Any] | None = None) -> EntryRow:
        row = session.scalar(select(EntryRow).where(self.mine(EntryRow), EntryRow.id == entry_id))
        if row is None or (kind is not None and row.kind != kind.id):
            what = kind.label if kind else "item"
            raise InputError(f"no {what} is saved under this id; it may have been deleted")
        return row

    def delete_all(self) -> int:
        """Delete everything of this owner and return the number of rows deleted."""
        with transaction(self.engine, writes=True) as session:
            count = 0
            for table in TABLES:
                rows = select(func.count()).select_from(table).where(self.mine(table))
                count += session.scalar(rows) or 0
                session.execute(delete(table).where(self.mine(table)))
            return count


def checked_text(kind: Kind[Any], name: str, text: str) -> str:
    """Return validated JSON text of a document; raises InputError if it is not valid."""
    size = len(text.encode())
    if size > LARGEST_DOCUMENT_BYTES:
        raise InputError(f"{kind.label} {name!r}: {size} bytes; at most {LARGEST_DOCUMENT_BYTES}")
    document: BaseModel = kind.read(text, name)
    return document.model_dump_json()


def _taken(kind: Kind[Any], name: str) -> InputError:
    return InputError(f"the name {name!r} is taken by another {kind.label}; choose another")
