"""The file of own prices: what it may hold, and one clear message for each fault."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from planner.errors import DataError, InputError
from planner.nutrition.foods.currencies import currencies
from planner.nutrition.people.person import make_person
from planner.request.own_prices import OwnPrice
from planner.request.plan_request import PlanRequest
from planner.request.prices_file import read_prices

HEAD = "food,pack,price,currency,shop,date\n"
TODAY = datetime.date(2026, 11, 28)


def read(tmp_path: Path, *rows: str, head: str = HEAD) -> tuple[OwnPrice, ...]:
    """Read a file of prices with some rows."""
    path = tmp_path / "prices.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return read_prices(path, today=TODAY)


def test_rows_become_prices(tmp_path: Path) -> None:
    """Packs are weights or pieces; shop and date may be missing."""
    lentils, eggs = read(
        tmp_path, "lentils_boiled,1 kg,2.49,EUR,Market,2026-11-20", "egg_boiled,6 eggs,1.80,gbp,,"
    )
    assert (lentils.pack_g, lentils.shop, lentils.seen) == (
        1000.0, "Market", datetime.date(2026, 11, 20),
    )  # fmt: skip
    assert lentils.as_food_price().usd == pytest.approx(2.49 * currencies()["EUR"])
    assert (eggs.pack_g, eggs.currency, eggs.seen) == (342.0, "GBP", None)
    assert read(tmp_path, "banana,1 kg,1,USD", head="food,pack,price,currency\n")[0].shop == ""


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("lentil_boiled,1 kg,2,EUR,,", "unknown food id 'lentil_boiled': did you mean"),
        ("lentils_boiled,1 kg,2,EURO,,", "unknown currency 'EURO': did you mean EUR"),
        ("lentils_boiled,1 kg,-2,EUR,,", "price '-2': give a number above 0"),
        ("lentils_boiled,1 kg,nan,EUR,,", "price 'nan': give a number above 0"),
        ("lentils_boiled,1 kg,two,EUR,,", "price 'two': give a number above 0"),
        ("lentils_boiled,0 g,2,EUR,,", "pack '0 g': give a positive number and a unit"),
        ("lentils_boiled,500,2,EUR,,", "pack '500': give a positive number and a unit"),
        ("lentils_boiled,90 kg,2,EUR,,", "pack '90 kg': at most 50 kg"),
        ("lentils_boiled,2 handfuls,2,EUR,,", "unknown unit 'handfuls'"),
        ("lentils_boiled,1 kg,2,EUR,,2026-11-29", "give the day the price was seen"),
        ("lentils_boiled,1 kg,2,EUR,,1926-11-29", "give the day the price was seen"),
        ("lentils_boiled,1 kg,2,EUR,,29.11.2026", "write year-month-day"),
    ],
)
def test_faults_name_their_row(tmp_path: Path, row: str, words: str) -> None:
    """Each fault has one message with the file, the row and what to write instead."""
    with pytest.raises(DataError, match=r"prices .*prices\.csv, row 3: ") as caught:
        read(tmp_path, "banana,1 kg,1,USD,,", row)
    assert words in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    """Without a currency nobody knows what a price means."""
    with pytest.raises(DataError, match="there is no column 'currency'"):
        read(tmp_path, "banana,1 kg,1", head="food,pack,price\n")


def test_a_request_takes_prices() -> None:
    """Prices travel with the request, change its table, and survive the JSON round trip."""
    woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62)
    price = OwnPrice(food="banana", pack_g=1000, price=3.0, seen=datetime.date(2026, 1, 2))
    request = PlanRequest(person=woman, prices=(price,), price_year=2025)
    assert request.catalog.foods.own_priced == {
        food.id for food in request.catalog.foods.foods if food.bought_as == "bananas, fresh"
    }
    assert PlanRequest.from_json(request.model_dump_json()) == request


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"prices": ({"food": "bananna", "pack_g": 100, "price": 1},)}, "unknown food id"),
        ({"prices": ({"food": "banana", "pack_g": 0, "price": 1},)}, "pack_g"),
        ({"prices": ({"food": "banana", "pack_g": 1, "price": -1},)}, "price"),
        ({"price_year": 2016}, "price year 2016: allowed are 2017 to 2025"),
        ({"staples": (("bananna", True),)}, "unknown food id"),
        ({"staples": (("banana", True), ("banana", False))}, "named as both"),
    ],
)
def test_a_request_refuses_impossible_prices(fields: dict[str, object], words: str) -> None:
    """Python users get the same checks as files."""
    woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62)
    with pytest.raises(InputError, match=words):
        PlanRequest.from_raw({"person": woman, **fields})
