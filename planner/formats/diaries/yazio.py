"""YAZIO: the days and the products that community exporters save of its interface, as JSON.

Its own export has no foods. Amounts of nutrients are in g for each gram (or ml) of the product.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.errors import InputError
from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import (
    MOST_AMOUNT,
    check_amount,
    check_grams,
    check_nutrient,
    meal_or_note,
)
from planner.nutrition.foods.diary import DiaryRow
from planner.nutrition.foods.diary_columns import columns_of
from planner.nutrition.foreign.dates import read_date, read_time, time_part
from planner.nutrition.foreign.json_files import (
    as_list,
    as_number,
    as_object,
    as_text,
    read_json,
)


def sniff(source: Source) -> bool:
    """Return whether it is a file of days."""
    start = source.start
    if not start.lstrip().startswith("{"):
        return False
    return ('"consumed"' in start and "products" in start) or _is_products(start)


def _is_products(start: str) -> bool:
    return '"base_unit"' in start and '"nutrients"' in start and '"consumed"' not in start


def _products(source: Source) -> tuple[dict[str, Any], list[str]]:
    """Return the products by id: of the file named ``products`` for ``days``, if there is one."""
    name = Path(source.place).name
    other = name.replace("days", "products") if "days" in name else "yazio_products.json"
    content = source.sibling(other)
    if content is None:
        return {}, [f"there is no {other} beside it: nothing is known of its products"]
    return as_object(read_json(content, other), other), [f"products read from {other}"]


def read(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each product, recipe portion and quick entry."""
    if _is_products(source.start):
        raise InputError(
            f"{source.place}: is YAZIO's list of products; give the file of days "
            "(yazio_days.json), with this one beside it"
        )
    days = as_object(read_json(source.content(), source.place), source.place)
    products, notes = _products(source)
    rows: list[DiaryRow] = []
    for day, found in days.items():
        where = f"{source.place}, {day}"
        date = read_date(day, where, "month")
        eaten = as_object(as_object(found, where).get("consumed"), f"{where}, consumed")
        known = ("products", "recipe_portions", "simple_products")
        if not any(key in eaten for key in known):
            raise InputError(f"{where}: has none of {', '.join(known)}")
        for kind, build in (
            ("products", _product),
            ("recipe_portions", _recipe),
            ("simple_products", _simple),
        ):
            for number, entry in enumerate(as_list(eaten.get(kind), f"{where}, {kind}"), start=1):
                at = f"{where}, {kind} {number}"
                fields = build(as_object(entry, at), products, at)
                rows.append(DiaryRow(person="", date=date, **fields))
    return rows, notes


def _eaten(entry: dict[str, Any], where: str) -> dict[str, Any]:
    """Return the fields that every entry has."""
    meal, note = meal_or_note(as_text(entry.get("daytime"), f"{where}, daytime"))
    time = read_time(time_part(as_text(entry.get("date"), f"{where}, date")), where)
    return {"meal": meal, "note": note, "time": time}


def _nutrients(raw: Any, each: float, where: str) -> dict[str, float]:
    """Return the nutrients that are known, each multiplied by an amount."""
    found = {}
    columns = columns_of("yazio")
    for key, value in as_object(raw, f"{where}, nutrients").items():
        column = columns.get(key.casefold())
        number = as_number(value, f"{where}, {key}")
        if column is None or not column.nutrient or number is None:
            continue
        found[column.nutrient] = check_nutrient(
            column.nutrient, number * each * column.factor, f"{where}, {key}"
        )
    return found


def _product(entry: dict[str, Any], products: dict[str, Any], where: str) -> dict[str, Any]:
    key = as_text(entry.get("product_id"), f"{where}, product_id")
    product = as_object(products.get(key), f"{where}, product {key}")
    amount = as_number(entry.get("amount"), f"{where}, amount")
    amount = check_amount(amount, f"{where}, amount", MOST_AMOUNT)
    unit = as_text(product.get("base_unit"), where) or ""
    values = _nutrients(product.get("nutrients"), amount or 0.0, where) if amount else {}
    grams = amount if unit == "g" and amount else None
    return {
        **_eaten(entry, where),
        "food": as_text(product.get("name"), where) or f"product {key}",
        "amount": amount,
        "unit": unit,
        "grams": check_grams(grams, f"{where}, amount") if grams else None,
        "nutrients": values,
    }


def _recipe(entry: dict[str, Any], products: dict[str, Any], where: str) -> dict[str, Any]:
    del products
    key = as_text(entry.get("recipe_id"), f"{where}, recipe_id")
    count = as_number(entry.get("portion_count"), f"{where}, portion_count")
    return {
        **_eaten(entry, where),
        "food": f"recipe {key}",
        "amount": check_amount(count, f"{where}, portion_count", MOST_AMOUNT),
        "unit": "portion",
    }


def _simple(entry: dict[str, Any], products: dict[str, Any], where: str) -> dict[str, Any]:
    """Return a quick entry: its nutrients are those of what was eaten, in g."""
    del products
    return {
        **_eaten(entry, where),
        "food": as_text(entry.get("name"), f"{where}, name") or "quick entry",
        "nutrients": _nutrients(entry.get("nutrients"), 1.0, where),
    }
