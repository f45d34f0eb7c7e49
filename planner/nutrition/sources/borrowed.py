"""Values that a food's own source lacks, borrowed from the same food, or the like, of another one.

``data/borrowed_values.csv`` names the food of the other source by hand: a USDA foundation food,
another record of USDA SR28, or one of the French table CIQUAL 2017.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from planner.errors import DataError
from planner.nutrition.sources.keys import keyed_value, known_amounts
from planner.nutrition.tables import read_table, split_list

TABLE = "borrowed_values.csv"
CIQUAL = "reference/ciqual.csv"
FOUNDATION = "foundation"
SR28 = "sr28"


class BorrowedValues:
    """The borrowed values of every food.

    Parameters
    ----------
    foundation : DataFrame
        USDA foundation foods and their samples, indexed by name.
    sr28 : mapping of str to dict, optional
        Amounts of the records of SR28 by nutrient number; none by default.

    Raises
    ------
    DataError
        If a row names a food that its source does not have.
    """

    def __init__(
        self, foundation: pd.DataFrame, sr28: Mapping[str, dict[str, float]] | None = None
    ) -> None:
        ciqual = read_table(CIQUAL).set_index("ciqual_code").drop(columns="ciqual_food")
        tables = {FOUNDATION: foundation, "ciqual": ciqual}
        records = {SR28: sr28 or {}}
        self._rows: dict[str, list[tuple[str, frozenset[str], float, dict[str, float]]]] = {}
        faults = []
        for row in read_table(TABLE).to_dict("records"):
            source, key = row["source"], row["source_id"]
            record = records.get(source, {}).get(key)
            if source in tables and key in tables[source].index:
                record = known_amounts(tables[source].loc[key])
            if record is None:
                faults.append(f"{row['food_id']}: no {source} record {key!r}")
                continue
            lent = frozenset(split_list(row["nutrients"]))
            entry = (source, lent, float(row["share"]), record)
            self._rows.setdefault(row["food_id"], []).append(entry)
        if faults:
            raise DataError("\n".join(f"data/{TABLE} {fault}" for fault in faults))

    def value(self, food_id: str, nutrient: Mapping[str, str]) -> float | None:
        """Return a nutrient per 100 g of a food; None where nothing is borrowed.

        `nutrient` is its row of ``data/nutrients.csv``, which names it in every source.
        """
        for source, lent, share, record in self._rows.get(food_id, []):
            if nutrient["nutrient"] in lent:
                amount = keyed_value(record, nutrient[source])
                if amount is not None:
                    return amount * share
        return None
