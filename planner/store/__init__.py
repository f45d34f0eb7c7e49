"""The store: saved profiles, households, plans, own foods and dishes, favourites, pantry, ticks.

All owners share one database; a `Shelf` gives access to the items of one owner only.
"""

from planner.store.database import database_url, open_database
from planner.store.documents import (
    HOUSEHOLD,
    KINDS,
    OWN_DISH,
    OWN_FOOD,
    PLAN,
    PROFILE,
    SHOPS,
    SavedHousehold,
    SavedPlan,
    SavedShops,
)
from planner.store.exchange import export_all, import_all
from planner.store.marks import shopping_key
from planner.store.shelf import Entry, Shelf

__all__ = [
    "HOUSEHOLD",
    "KINDS",
    "OWN_DISH",
    "OWN_FOOD",
    "PLAN",
    "PROFILE",
    "SHOPS",
    "Entry",
    "SavedHousehold",
    "SavedPlan",
    "SavedShops",
    "Shelf",
    "database_url",
    "export_all",
    "import_all",
    "open_database",
    "shopping_key",
]
