"""Favourites, pantry, and ticked lines of shopping lists of one owner."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from planner.errors import InputError, unknown_name
from planner.nutrition.foods.portions import Portion
from planner.store.database import transaction
from planner.store.owned import MOST_MARKS, Owned, checked_key
from planner.store.tables import VERDICTS, Base, FavouriteRow, PantryRow, TickRow, now

MOST_GRAMS = 1_000_000


class Marks(Owned):
    """An owner's favourites, pantry and ticks."""

    def favourites(self) -> dict[str, str]:
        """Return the verdict (one of `VERDICTS`) on dishes, foods and groups of foods, by id."""
        wanted = select(FavouriteRow.subject, FavouriteRow.verdict).where(self.mine(FavouriteRow))
        with transaction(self.engine, writes=False) as session:
            return {row.subject: row.verdict for row in session.execute(wanted)}

    def set_favourite(self, subject: str, verdict: str | None) -> None:
        """Save a verdict on a dish, a food or a group; None removes it."""
        with transaction(self.engine, writes=True) as session:
            self.put_favourite(session, subject, verdict)

    def put_favourite(self, session: Session, subject: str, verdict: str | None) -> None:
        """Save a verdict in the caller's transaction."""
        place = FavouriteRow.subject == checked_key(subject)
        session.execute(delete(FavouriteRow).where(self.mine(FavouriteRow), place))
        if verdict is None:
            return
        if verdict not in VERDICTS:
            raise unknown_name("verdict", verdict, VERDICTS)
        self._make_room(session, FavouriteRow, "favourites")
        session.add(FavouriteRow(owner=self.owner, subject=subject, verdict=verdict))
        session.flush()

    def pantry(self) -> dict[str, float]:
        """Return the grams as bought by food id."""
        wanted = select(PantryRow.food_id, PantryRow.grams).where(self.mine(PantryRow))
        with transaction(self.engine, writes=False) as session:
            return {row.food_id: row.grams for row in session.execute(wanted)}

    def set_pantry(self, grams: Mapping[str, float]) -> None:
        """Replace the saved pantry."""
        with transaction(self.engine, writes=True) as session:
            session.execute(delete(PantryRow).where(self.mine(PantryRow)))
            for food_id, amount in grams.items():
                self.put_in_pantry(session, food_id, amount)

    def put_in_pantry(self, session: Session, food_id: str, grams: float) -> None:
        """Save the amount of a food in the caller's transaction."""
        place = PantryRow.food_id == checked_key(food_id)
        if not 0 < grams <= MOST_GRAMS:
            raise InputError(
                f"{food_id}: {grams:g} g; allowed are more than 0 and at most {MOST_GRAMS} g"
            )
        session.execute(delete(PantryRow).where(self.mine(PantryRow), place))
        self._make_room(session, PantryRow, "foods in the pantry")
        session.add(PantryRow(owner=self.owner, food_id=food_id, grams=grams))
        session.flush()

    def ticks(self, list_key: str) -> frozenset[str]:
        """Return the ticked lines of a shopping list (see `shopping_key`)."""
        wanted = select(TickRow.item).where(self.mine(TickRow), TickRow.list_key == list_key)
        with transaction(self.engine, writes=False) as session:
            return frozenset(session.scalars(wanted))

    def tick(self, list_key: str, item: str, *, ticked: bool) -> None:
        """Tick or untick a line of a shopping list."""
        with transaction(self.engine, writes=True) as session:
            self.put_tick(session, list_key, item, ticked=ticked)

    def put_tick(self, session: Session, list_key: str, item: str, *, ticked: bool) -> None:
        """Tick or untick a line in the caller's transaction; drop the oldest ticks if full."""
        place = (TickRow.list_key == checked_key(list_key), TickRow.item == checked_key(item))
        mine = self.mine(TickRow)
        session.execute(delete(TickRow).where(mine, *place))
        if not ticked:
            return
        if self._count(session, TickRow) >= MOST_MARKS:
            oldest = select(func.min(TickRow.ticked_at)).where(mine).scalar_subquery()
            session.execute(
                delete(TickRow).where(mine, TickRow.ticked_at == oldest),
                execution_options={"synchronize_session": False},
            )
        session.add(TickRow(owner=self.owner, list_key=list_key, item=item, ticked_at=now()))
        session.flush()

    def _count(self, session: Session, table: type[Base]) -> int:
        counted = select(func.count()).select_from(table).where(self.mine(table))
        return session.scalar(counted) or 0

    def _make_room(self, session: Session, table: type[Base], what: str) -> None:
        if self._count(session, table) >= MOST_MARKS:
            raise InputError(f"{MOST_MARKS} {what} are saved, which is the limit; remove one first")


def shopping_key(portions: Sequence[Portion]) -> str:
    """Return the key of a plan's shopping list, derived from its portions."""
    rows = [[row.day, row.person, row.meal, row.food_id, row.grams] for row in portions]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
