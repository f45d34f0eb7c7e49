"""The levels from variety to simplicity: how many different meals a week, and what work costs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.errors import DataError, unknown_name
from planner.nutrition.foods.keeping import LeftOver
from planner.nutrition.foods.preferences import Points
from planner.nutrition.tables import read_toml

_FILE = "variety.toml"
WEEK = 7

Times = Annotated[int, Field(ge=1, le=3 * WEEK)]


class VarietyLevel(BaseModel):
    """A level of variety: numbers for seven days, and points of the objective of a week.

    The file ``data/variety.toml`` explains each. Points are those of the objective "balanced".

    Attributes
    ----------
    label, description : str
        Label in a form, and the meaning in one line.
    breakfasts, lunches, dinners : int
        Most different ones in seven days; lunches that are a dinner's second serving do not count.
    lunch_from_dinner : bool
        Whether lunch is, where it can be, the second serving of a dinner or of a batch.
    batches : int
        Most dishes cooked in seven days.
    most_days : int
        Most of seven days on which one lunch or dinner is served.
    different_food, second_form, pack, batch, work_10_minutes : float
        For each different food to buy, each that does the same work as another, each pack beyond a
        food's first, each dish cooked, and each ten minutes of active work.
    left_perishable, left_freezable, left_lasting : float
        For each US dollar of what is left over of the packs, by how long it keeps.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    description: str
    breakfasts: Times
    lunches: Times
    dinners: Times
    lunch_from_dinner: bool
    batches: Times
    most_days: Annotated[int, Field(ge=1, le=WEEK)]
    different_food: Points
    second_form: Points
    pack: Points
    left_perishable: Points
    left_freezable: Points
    left_lasting: Points
    batch: Points
    work_10_minutes: Points

    def left_over_points(self, left: LeftOver) -> float:
        """Return the points for each US dollar of what is left over of a kind."""
        return {
            LeftOver.PERISHABLE: self.left_perishable,
            LeftOver.FREEZABLE: self.left_freezable,
            LeftOver.LASTING: self.left_lasting,
        }[left]

    @staticmethod
    def in_days(times: int, days: int) -> int:
        """Return the share of a number for seven days that some days have, rounded up."""
        return -(-times * days // WEEK)


@cache
def variety_levels() -> Mapping[str, VarietyLevel]:
    """Return the levels of ``data/variety.toml`` by id, from simple to varied.

    Raises
    ------
    DataError
        If a value is missing or unknown, or is not a number of the right kind.
    """
    found, faults = {}, []
    for name, entry in read_toml(_FILE).items():
        try:
            found[name] = VarietyLevel.model_validate(entry)
        except ValidationError as error:
            faults += [
                f"{name}.{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
                for fault in error.errors()
            ]
    if faults:
        raise DataError(f"data/{_FILE}: {'; '.join(faults)}")
    return MappingProxyType(found)


def variety_level(name: str) -> VarietyLevel:
    """Return a level by id; raises InputError naming the levels if it is unknown."""
    levels = variety_levels()
    if name not in levels:
        raise unknown_name("variety", name, levels)
    return levels[name]
