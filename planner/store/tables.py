"""The tables of saved things; every row belongs to an owner."""

from __future__ import annotations

import datetime
import uuid

from sqlalchemy import CheckConstraint, DateTime, Float, Index, String, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

OWNER_LENGTH = 600  # an issuer's address and the 255 characters a subject may have
NAME_LENGTH = 120
KEY_LENGTH = 120
VERDICTS = ("liked", "disliked", "banned")


def now() -> datetime.datetime:
    """Return the current time in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


class UtcMoment(TypeDecorator[datetime.datetime]):
    """A time in UTC, also in databases without time zones (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(
        self,
        value: datetime.datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime.datetime | None:
        """Return a time of the database in UTC; a time without a zone is in UTC."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=datetime.UTC)


class Base(DeclarativeBase):
    """Base class of the tables."""


class EntryRow(Base):
    """A named document: a profile, a household, a plan, an own food or an own dish.

    The document is the JSON text of the kind's pydantic model, validated on saving and loading.
    """

    __tablename__ = "entries"
    __table_args__ = (UniqueConstraint("owner", "kind", "name", name="uq_entries_name"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=lambda: uuid.uuid4().hex)
    owner: Mapped[str] = mapped_column(String(OWNER_LENGTH))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    document: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime.datetime] = mapped_column(UtcMoment)


class FavouriteRow(Base):
    """An owner's verdict on a dish, a food or a group of foods."""

    __tablename__ = "favourites"
    __table_args__ = (
        CheckConstraint("verdict IN ('liked', 'disliked', 'banned')", name="ck_favourites_verdict"),
    )

    owner: Mapped[str] = mapped_column(String(OWNER_LENGTH), primary_key=True)
    subject: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(10))


class PantryRow(Base):
    """A food in an owner's pantry, in grams as bought."""

    __tablename__ = "pantry"
    __table_args__ = (CheckConstraint("grams > 0", name="ck_pantry_grams"),)

    owner: Mapped[str] = mapped_column(String(OWNER_LENGTH), primary_key=True)
    food_id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    grams: Mapped[float] = mapped_column(Float)


class TickRow(Base):
    """A ticked line of a shopping list."""

    __tablename__ = "ticks"
    __table_args__ = (Index("ix_ticks_owner_ticked_at", "owner", "ticked_at"),)

    owner: Mapped[str] = mapped_column(String(OWNER_LENGTH), primary_key=True)
    list_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    item: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    ticked_at: Mapped[datetime.datetime] = mapped_column(UtcMoment)


TABLES: tuple[type[Base], ...] = (EntryRow, FavouriteRow, PantryRow, TickRow)
