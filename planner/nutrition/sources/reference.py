"""Food patterns, prices and footprints: the rows of the published tables that foods refer to."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from planner.errors import DataError
from planner.nutrition.tables import data_path, read_csv_text, read_table

GRAMS_PER_TEASPOON_OF_SUGAR = 4.2
_CIQUAL_COLUMNS = ["ciqual_code", "ciqual_food", "iodine_ug", "epa_g", "dha_g"]
_FULL = {
    "food_patterns": "food_pattern_equivalents_2017_18.csv",
    "prices": "prices_fndds_2017_18.csv",
}


def carry(folder: Path, foods: pd.DataFrame) -> None:
    """Rewrite ``data/reference/`` from the full published tables in `folder`.

    Parameters
    ----------
    folder : Path
        Folder of the USDA food pattern equivalents, the USDA prices, the two footprint tables and
        CIQUAL 2017.
    foods : DataFrame
        The food table; its codes select the rows.
    """
    patterns = read_csv_text(folder / _FULL["food_patterns"], "food pattern equivalents")
    patterns = patterns[patterns["foodcode"].isin(set(foods["pattern_code"]))]
    patterns.sort_values("foodcode").to_csv(
        data_path("reference/food_patterns.csv"), index=False, lineterminator="\n"
    )
    prices = read_csv_text(folder / _FULL["prices"], "prices")
    prices = prices[prices["food_code"].isin(set(foods["price_code"]))]
    prices.sort_values("food_code").to_csv(
        data_path("reference/prices.csv"), index=False, lineterminator="\n"
    )
    poore = read_csv_text(folder / "footprint_poore_nemecek_2018.csv", "footprints")
    clark = read_csv_text(folder / "footprint_clark_2022.csv", "footprints")
    rows = pd.concat(
        [
            poore.assign(source="poore").rename(columns={"food": "product"}),
            clark.assign(source="clark"),
        ]
    )[["source", "product", "ghg_kgco2e_per_kg"]]
    wanted = set(zip(foods["footprint_source"], foods["footprint_product"], strict=True))
    kept = [pair in wanted for pair in zip(rows["source"], rows["product"], strict=True)]
    rows[kept].sort_values(["source", "product"]).to_csv(
        data_path("reference/footprints.csv"), index=False, lineterminator="\n"
    )
    _carry_ciqual(folder)


def _carry_ciqual(folder: Path) -> None:
    """Carry the foods of the French table that values are borrowed from."""
    lent = read_table("borrowed_values.csv")
    wanted = set(lent.loc[lent["source"] == "ciqual", "source_id"])
    table = read_csv_text(folder / "ciqual_2017_extract.csv", "CIQUAL 2017")
    table = table.assign(ciqual_code=table["ciqual_code"].str.strip())
    table = table.loc[table["ciqual_code"].isin(wanted), _CIQUAL_COLUMNS]
    table.sort_values("ciqual_code").to_csv(
        data_path("reference/ciqual.csv"), index=False, lineterminator="\n"
    )


class Reference:
    """The tables of ``data/reference/``, indexed by the codes of the food table."""

    def __init__(self) -> None:
        patterns = read_table("reference/food_patterns.csv").set_index("foodcode")
        self.patterns = patterns.drop(columns="description").astype(float)
        prices = read_table("reference/prices.csv").set_index("food_code")
        self.prices = prices["usd_per_100_edible_g"].astype(float)
        footprints = read_table("reference/footprints.csv").set_index(["source", "product"])
        self.footprints = footprints["ghg_kgco2e_per_kg"].astype(float)

    def check(self, foods: pd.DataFrame) -> None:
        """Raise DataError that lists every code of the food table without a reference row."""
        faults = [
            f"data/foods.csv {row.food_id}: {column} {code!r} has no row in data/reference/{name}"
            for row in foods.itertuples()
            for column, code, known, name in (
                ("pattern_code", row.pattern_code, self.patterns.index, "food_patterns.csv"),
                ("price_code", row.price_code, self.prices.index, "prices.csv"),
                (
                    "footprint_product",
                    (row.footprint_source, row.footprint_product),
                    self.footprints.index,
                    "footprints.csv",
                ),
            )
            if code and code != ("", "") and code not in known
        ]
        if faults:
            raise DataError("\n".join([*faults, "run `make data REFERENCE=<folder>` to add them"]))
