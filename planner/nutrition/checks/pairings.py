"""Check what belongs on a plate: sides, pairings, free-from versions, kinds once a day, MEDAS."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.foods.dishes import CUISINES, DISH_KINDS
from planner.nutrition.foods.food_guides import food_guides
from planner.nutrition.foods.meal_patterns import day_pattern, meal_names
from planner.nutrition.foods.once_a_day import all_once_a_day
from planner.nutrition.foods.pairings import NO_SIDE, without_dairy
from planner.nutrition.tables import read_rows, split_list

# Only some starches stand beside a dish, the others are plates of their own; water always does.
_FREE_ROLES = frozenset({"starch", "water"})


def pairing_faults() -> Iterator[str]:
    """Yield a message for each fault of the tables on what belongs on a plate."""
    yield from _pairing_rows()
    yield from _side_rows()
    yield from _foods_without_a_side()
    yield from _free_from_rows()
    yield from _once_a_day()
    yield from _screener()
    for cuisine in sorted(without_dairy() - set(CUISINES)):
        yield f"data/meals.toml without_dairy: {cuisine!r} is no cuisine"


def _pairing_rows() -> Iterator[str]:
    """Check that rows name sides, kinds and meals that exist, and each kind and meal once."""
    sides = {row["side"] for row in read_rows("sides.csv")} - {NO_SIDE}
    paired: dict[str, set[str]] = {kind: set() for kind in DISH_KINDS}
    for number, row in enumerate(read_rows("pairings.csv"), start=2):
        where, meals = f"data/pairings.csv row {number} {row['kind']}", split_list(row["meals"])
        if row["kind"] not in paired:
            yield f"{where}: no such kind of dish"
            continue
        odd = [side for side in split_list(row["sides"]) if side not in sides]
        yield from (f"{where}: {side!r} is not a side of sides.csv" for side in odd)
        for meal in meals:
            if meal not in meal_names():
                yield f"{where}: meal {meal!r}; allowed are {', '.join(meal_names())}"
            elif meal in paired[row["kind"]]:
                yield f"{where}: {meal} stands in another row, too"
            paired[row["kind"]].add(meal)
        if not meals:  # for every meal that no other row names
            paired[row["kind"]].add("")
    yield from _kinds_without_a_row(paired)


def _kinds_without_a_row(paired: dict[str, set[str]]) -> Iterator[str]:
    for kind, meals_of_kind in paired.items():
        missing = [meal for meal in meal_names() if meal not in meals_of_kind]
        if missing and "" not in meals_of_kind:
            yield f"data/pairings.csv: no row of {kind} for {', '.join(missing)}"


def _side_rows() -> Iterator[str]:
    """Check that sides name foods and subgroups that exist, and each of them once."""
    roles = {row["subgroup"]: row["role"] for row in read_rows("subgroups.csv")}
    subgroup_of = {row["food_id"]: row["subgroup"] for row in read_rows("foods.csv")}
    side_of: dict[str, str] = {}
    for row in read_rows("sides.csv"):
        where, subgroups = f"data/sides.csv {row['side']}", split_list(row["subgroups"])
        foods = split_list(row["foods"])
        limits = [entry.partition("=")[0] for entry in split_list(row["not_beside"])]
        for name in (*subgroups, *limits):
            if name not in roles:
                yield f"{where}: {name!r} is not a subgroup"
        for food_id in foods:
            if food_id not in subgroup_of:
                yield f"{where}: no food {food_id!r}"
            elif row["role"] not in ("", roles[subgroup_of[food_id]]):
                yield f"{where}: {food_id} has another role than {row['role']}"
        for name in (*subgroups, *foods):
            if side_of.setdefault(name, row["side"]) != row["side"]:
                yield f"{where}: {name} belongs to {side_of[name]}, too"


def _foods_without_a_side() -> Iterator[str]:
    """Find foods that could stand beside a dish by their role, but no row tells of."""
    roles = {row["subgroup"]: row["role"] for row in read_rows("subgroups.csv")}
    plates = {meal.name: meal.served_roles - _FREE_ROLES for meal in day_pattern().meals}
    named = {
        name
        for row in read_rows("sides.csv")
        for column in ("subgroups", "foods")
        for name in split_list(row[column])
    }
    for row in read_rows("foods.csv"):
        meals = [meal for meal in split_list(row["meals"]) if meal in plates]
        if not any(roles.get(row["subgroup"]) in plates[meal] for meal in meals):
            continue
        if named.isdisjoint((row["food_id"], row["subgroup"])):
            yield f"data/sides.csv: {row['food_id']} has no side; name it, or give it {NO_SIDE}"


def _free_from_rows() -> Iterator[str]:
    """Check that versions and what they replace exist, and are no versions of each other."""
    dishes = {row["dish_id"] for row in read_rows("dishes.csv")}
    dishes |= {row["variant_id"] for row in read_rows("dish_swaps.csv")}
    foods = {row["food_id"]: row["subgroup"] for row in read_rows("foods.csv")}
    keys = {"id": set(foods), "subgroup": set(foods.values()), "dish": dishes}
    rows = read_rows("free_from.csv")
    versions = {row["key"] for row in rows}
    for row in rows:
        where = f"data/free_from.csv {row['key']}"
        if row["key"] not in keys[row["key_column"]]:
            yield f"{where}: no such {row['key_column']}"
        if row["ordinary"] not in (dishes if row["key_column"] == "dish" else foods):
            yield f"{where}: it replaces {row['ordinary']!r}, which does not exist"
        elif not versions.isdisjoint((row["ordinary"], foods.get(row["ordinary"], ""))):
            yield f"{where}: it replaces {row['ordinary']!r}, a version itself"


def _once_a_day() -> Iterator[str]:
    """Check that kinds of food for one meal a day, and those of guides, name known subgroups."""
    known = {row["subgroup"] for row in read_rows("subgroups.csv")}
    for entry in all_once_a_day():
        for name in sorted(entry.subgroups - known):
            yield f"data/meals.toml once_a_day {entry.id}: {name!r} is not a subgroup"
        for kind in sorted(entry.dish_kinds - set(DISH_KINDS)):
            yield f"data/meals.toml once_a_day {entry.id}: {kind!r} is no kind of dish"
    for guide in food_guides():
        for name in sorted((guide.subgroups | guide.unless_served) - known):
            yield f"data/meals.toml food_guides {guide.id}: {name!r} is not a subgroup"


def _screener() -> Iterator[str]:
    """Check that the questions of the screener are 14 and name what exists."""
    known = {
        "subgroups": {row["subgroup"] for row in read_rows("subgroups.csv")},
        "sides": {row["side"] for row in read_rows("sides.csv")},
        "kinds": {row["kind"] for row in read_rows("foods.csv")},
        "not_dishes": set(DISH_KINDS),
    }
    known["than"] = known["subgroups"]
    rows = read_rows("medas.csv")
    if sorted({int(row["item"]) for row in rows}) != list(range(1, 15)):
        yield "data/medas.csv: the screener has the questions 1 to 14"
    for row in rows:
        for column, names in known.items():
            for name in split_list(row[column].replace("/", ";")):
                if name not in names:
                    yield f"data/medas.csv {row['item']}: {name!r} is none of the {column}"
