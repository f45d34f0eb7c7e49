"""Other forms of the food table: with a user's own foods, and as a data frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from planner.nutrition.foods.upper_bounds import MODERATED
from planner.nutrition.nutrients import nutrient_ids

if TYPE_CHECKING:
    import pandas as pd

    from planner.nutrition.foods.food_table import FoodTable, LabelledFood


def appended(table: FoodTable, added: tuple[LabelledFood, ...]) -> FoodTable:
    """Return a table with own foods appended; see `FoodTable.with_foods`."""
    import pandas as pd  # noqa: PLC0415 - targets are looked up without it

    known = table.facts
    columns = list(known.columns)
    patterns = columns[columns.index("kgco2e_per_kg") + 1 :]
    groups = np.array([food.subgroup for food in table.foods])
    rows = []
    for one in added:
        alike = known.loc[groups == one.food.subgroup, patterns].mean().to_dict()
        unknown = dict.fromkeys(MODERATED, np.nan)
        rows.append({"bought_g_per_g": 1.0, "price_year": "", **alike, **unknown})
    ids = [one.food.id for one in added]
    facts = pd.DataFrame(rows, index=ids).reindex(columns=known.columns)
    return replace(
        table,
        foods=(*table.foods, *(one.food for one in added)),
        composition=np.vstack(
            [table.composition, np.array([one.per_100_g for one in added], np.float64)]
        ),
        _facts=pd.concat([known, facts.astype(known.dtypes)]),
    )


def frame_of(table: FoodTable) -> pd.DataFrame:
    """Return the table of ``planner foods``; see `FoodTable.to_frame`."""
    import pandas as pd  # noqa: PLC0415

    head = pd.DataFrame(
        [
            {
                "food_id": food.id,
                "food": food.name,
                "group": food.group,
                "subgroup": food.subgroup,
                "source": food.source,
                "source_id": food.source_id,
                "contains": ";".join(sorted(food.contains)),
                "fortified": ";".join(sorted(food.fortified)),
                "measure": food.measure,
                "measure_grams": food.measure_g,
            }
            for food in table.foods
        ]
    )
    body = pd.DataFrame(table.composition, columns=list(nutrient_ids()))
    return pd.concat([head, body], axis=1)
