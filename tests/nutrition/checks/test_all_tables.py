"""The data check: no fault as shipped; each kind of fault gives one message with its place."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import DataError
from planner.nutrition.checks.all_tables import check_all_tables
from planner.nutrition.sources.manifest import table_names, write_manifest


def edit(path: Path, line: int, **cells: str) -> str:
    """Change cells of one line (the header is line 1) and return that line's first cell."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header = rows[0]
    key = rows[line - 1][0]
    for name, value in cells.items():
        rows[line - 1][header.index(name)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return key


def swap_text(path: Path, old: str, new: str) -> None:
    """Replace a text, which must occur."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults() -> list[str]:
    """Return the faults found after the checksums were updated."""
    write_manifest()
    with pytest.raises(DataError) as caught:
        check_all_tables()
    first, *lines = str(caught.value).splitlines()
    assert first == f"{len(lines)} faults in the data tables:"
    return lines


def test_tables_are_in_order() -> None:
    """The tables as shipped pass every check, and the count of tables is right."""
    assert check_all_tables() == len(table_names())
    assert {"foods.csv", "composition.csv", "targets/nasem.csv"} <= set(table_names())


SCHEMA_FAULTS: dict[str, tuple[str, dict[str, str], str]] = {
    "capital in an id": ("foods.csv", {"food_id": "Avocado"}, "column food_id: 'Avocado'"),
    "formula in a name": ("foods.csv", {"food": "=1+1"}, "column food: '=1+1'"),
    "unknown source": ("foods.csv", {"source": "rumour"}, "column source: 'rumour'"),
    "unknown allergen": ("foods.csv", {"contains": "luck"}, "column contains: 'luck'"),
    "unknown origin": ("foods.csv", {"animal": "unicorn"}, "column animal: 'unicorn'"),
    "text for a number": ("foods.csv", {"measure_grams": "one"}, "column measure_grams: 'one'"),
    "negative weight": ("foods.csv", {"day_max_grams": "-5"}, "column day_max_grams: '-5'"),
    "negative nutrient": ("composition.csv", {"iron_mg": "-1"}, "column iron_mg: '-1'"),
    "unknown role": ("nutrients.csv", {"role": "vital"}, "column role: 'vital'"),
    "unknown unit": ("nutrients.csv", {"unit": "cal"}, "column unit: 'cal'"),
    "no source": ("knowledge.csv", {"source": ""}, "column source: ''"),
    "unknown verdict": ("founding_facts.csv", {"verdict": "true"}, "column verdict: 'true'"),
    "unknown kind": ("safety.csv", {"kind": "maybe"}, "column kind: 'maybe'"),
}


def test_schema_fault_names_file_row_and_cell(data_copy: Path) -> None:
    """Each invalid cell gives one fault with file, row and value; all are told at once.

    The cells are in rows of their own, from the third of a file on.
    """
    rows: Counter[str] = Counter()
    expected: dict[str, str] = {}
    for name, cells, words in SCHEMA_FAULTS.values():
        line = 3 + rows[name]
        rows[name] += 1
        edit(data_copy / name, line, **cells)
        expected[f"data/{name} row {line}, "] = words
    found = faults()
    assert len(found) == len(SCHEMA_FAULTS)
    for place, words in expected.items():
        (fault,) = (fault for fault in found if fault.startswith(place))
        assert words in fault


def _strange_subgroup(folder: Path) -> None:
    edit(folder / "foods.csv", 2, subgroup="ambrosia")


def _wrong_group(folder: Path) -> None:
    edit(folder / "foods.csv", 2, group="fruit")


def _strange_meal(folder: Path) -> None:
    edit(folder / "foods.csv", 2, meals="breakfast;elevenses")


def _unsaid_unknown(folder: Path) -> None:
    edit(folder / "composition.csv", 2, calcium_mg="")


def _energy_that_is_none(folder: Path) -> None:
    edit(folder / "composition.csv", 2, energy_kcal="900")


def _no_energy(folder: Path) -> None:
    edit(folder / "composition.csv", 2, energy_kcal="")


def _portion_over_a_kilo(folder: Path) -> None:
    edit(folder / "foods.csv", 2, measure_grams="2500", day_max_grams="9000")


def _least_over_the_day(folder: Path) -> None:
    edit(folder / "foods.csv", 2, day_max_grams="1")


def _strange_partner(folder: Path) -> None:
    edit(folder / "subgroups.csv", 2, goes_with="ambrosia")


def _strange_side(folder: Path) -> None:
    edit(folder / "pairings.csv", 2, sides="fruit;ambrosia")


def _kind_without_sides(folder: Path) -> None:
    edit(folder / "pairings.csv", 2, kind="cereal", meals="lunch")


def _side_of_another_role(folder: Path) -> None:
    edit(folder / "sides.csv", 2, foods="arugula_raw", role="bread")


def _rule_about_nothing(folder: Path) -> None:
    swap_text(folder / "diets.toml", 'contains = ["sesame"]', 'contains = ["moonlight"]')


def _strange_role(folder: Path) -> None:
    swap_text(folder / "meals.toml", "cereal = [0, 1]", "nectar = [0, 1]")


def _other_foods(folder: Path) -> None:
    path = folder / "composition.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:1] + lines[2:]), encoding="utf-8")


def _other_order(folder: Path) -> None:
    path = folder / "food_facts.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[2], lines[1], *lines[3:]]), encoding="utf-8")


def _entry_on_no_page(folder: Path) -> None:
    edit(folder / "knowledge.csv", 2, topic="gossip")


def _entry_without_address(folder: Path) -> None:
    edit(folder / "knowledge.csv", 2, link="")


def _reference_to_nothing(folder: Path) -> None:
    edit(folder / "founding_facts.csv", 2, found_in="knowledge:hearsay")


def _correction_without_reason(folder: Path) -> None:
    edit(folder / "founding_facts.csv", 2, reason="")


CROSS_FAULTS: dict[Callable[[Path], None], tuple[str, ...]] = {
    _strange_subgroup: ("data/foods.csv row 2 avocado", "subgroup 'ambrosia'"),
    _wrong_group: ("data/foods.csv row 2 avocado", "does not belong to group fruit"),
    _strange_meal: ("data/foods.csv row 2 avocado", "'elevenses'", "breakfast, lunch"),
    _unsaid_unknown: ("data/foods.csv avocado", "unknown must be calcium_mg"),
    _energy_that_is_none: ("data/composition.csv avocado", "900 kcal", "4/9/4/7"),
    _no_energy: ("data/composition.csv avocado", "no energy"),
    _portion_over_a_kilo: ("data/foods.csv avocado", "at most 1000 g"),
    _least_over_the_day: ("data/foods.csv avocado", "exceeds day_max_grams"),
    _strange_partner: ("data/subgroups.csv dark_green_vegetable", "'ambrosia' is not a subgroup"),
    _strange_side: ("data/pairings.csv row 2 porridge", "'ambrosia' is not a side"),
    _kind_without_sides: ("data/pairings.csv", "no row of porridge for breakfast"),
    _side_of_another_role: ("data/sides.csv leaf_salad", "another role than bread"),
    _rule_about_nothing: ("diets.toml avoid.sesame", "no food has the contains 'moonlight'"),
    _strange_role: ("data/meals.toml breakfast", "role 'nectar'"),
    _other_foods: ("data/composition.csv", "its foods differ from foods.csv (avocado)"),
    _other_order: ("data/food_facts.csv", "another order"),
    _entry_on_no_page: ("data/knowledge.csv twitch_common", "topic 'gossip'"),
    _entry_without_address: ("data/knowledge.csv twitch_common", "needs a link"),
    _reference_to_nothing: (
        "data/founding_facts.csv advice",
        "'knowledge:hearsay' is not in data/",
    ),
    _correction_without_reason: ("data/founding_facts.csv advice", "need a reason"),
}


# These do not touch each other, and are looked for in one copy of the tables.
TOGETHER = (
    (
        _strange_meal, _strange_partner, _strange_side, _side_of_another_role, _rule_about_nothing,
        _entry_on_no_page, _reference_to_nothing,
    ),
    (_energy_that_is_none, _least_over_the_day, _entry_without_address, _correction_without_reason),
    (_portion_over_a_kilo, _unsaid_unknown, _kind_without_sides, _strange_role),
)  # fmt: skip
ALONE = [(kind,) for kind in CROSS_FAULTS if not any(kind in group for group in TOGETHER)]


@pytest.mark.parametrize(
    "kinds", [*TOGETHER, *ALONE], ids=lambda kinds: "-".join(kind.__name__[1:] for kind in kinds)
)
def test_tables_that_disagree_are_named(
    kinds: tuple[Callable[[Path], None], ...], data_copy: Path
) -> None:
    """Each inconsistency gives one fault with its place and the remedy."""
    for breaking in kinds:
        breaking(data_copy)
    found = faults()
    assert len(found) == len(kinds), found
    for breaking in kinds:
        words = CROSS_FAULTS[breaking]
        assert [all(word in fault for word in words) for fault in found].count(True) == 1, found


def test_every_fault_is_reported_at_once(data_copy: Path) -> None:
    """Two invalid cells in two tables are two faults of one message."""
    edit(data_copy / "foods.csv", 3, source="rumour")
    edit(data_copy / "safety.csv", 2, kind="maybe")
    found = faults()
    assert [fault.split(",")[0] for fault in found] == [
        "data/foods.csv row 3",
        "data/safety.csv row 2",
    ]


def test_changed_table_betrays_itself(data_copy: Path) -> None:
    """A cell changed to another valid value is found by the checksum."""
    edit(data_copy / "foods.csv", 2, bought_as="ripe avocados")
    with pytest.raises(DataError, match=r"data/foods\.csv: its checksum"):
        check_all_tables()


def test_manifest_covers_what_is_there(data_copy: Path) -> None:
    """A table without a manifest entry and an entry without a table are both named."""
    (data_copy / "extra.csv").write_text("a\n1\n", encoding="utf-8")
    (data_copy / "targets" / "energy_additions.csv").unlink()
    with pytest.raises(DataError) as caught:
        check_all_tables()
    text = str(caught.value)
    assert "no entry for extra.csv" in text
    assert "targets/energy_additions.csv does not exist" in text


def test_entry_without_an_origin_is_named(data_copy: Path) -> None:
    """Every table says who published it and under which licence."""
    swap_text(data_copy / "MANIFEST.toml", 'licence = "MIT"\n', "")
    (fault,) = faults()
    assert "licence is missing" in fault


def test_missing_table_is_named(data_copy: Path) -> None:
    """A missing table gives one message, no traceback."""
    (data_copy / "subgroups.csv").unlink()
    with pytest.raises(DataError, match=r"subgroups\.csv: cannot be read: No such file"):
        check_all_tables()
