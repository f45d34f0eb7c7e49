"""Write shopping lists as CSV and Markdown, and say what each line is for and what is left."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from planner.formats.cooking_plan import day_title
from planner.formats.shopping_list import ShoppingList
from planner.formats.spreadsheet_text import safe_text, write_csv, write_number
from planner.nutrition.foods.shopping_lines import Line
from planner.nutrition.foods.shopping_trips import Errand

HEAD = (
    "aisle", "buy", "amount", "grams_needed", "grams_at_home", "grams_to_buy", "cost_usd",
    "price_year", "staple", "food_ids", "used_for", "days", "packs", "pack_grams", "basket_usd",
    "price_basis", "grams_left", "uses", "packs_by_day", "grams_to_freeze",
)  # fmt: skip
STAPLES = "Check that you have"  # the heading of what every kitchen has
TOP_UP = "Midweek top-up"  # the heading of what would not keep until then
_LEAST_LEFT = 0.03  # share of what is bought from which what is left is worth a word
_LEAST_LEFT_G = 5.0


def shopping_as_csv(found: ShoppingList) -> str:
    """Return a list as CSV, one row per line; an unknown cost is an empty cell.

    ``uses`` holds dish and days (``Chili: 1 3; Soup: 2``), ``packs_by_day`` the day of shopping
    and its packs (``1: 2; 5: 1``), and ``grams_left`` what the plan leaves of the packs.
    """
    return write_csv(HEAD, csv_rows(found))


def csv_rows(found: ShoppingList) -> list[list[str]]:
    """Return the cells of a list, one row per line, in the order of `HEAD`."""
    pairs = zip(found.lines, found.errands, strict=True)
    return [_cells(line, errand) for line, errand in pairs]


def _cells(line: Line, errand: Errand) -> list[str]:
    uses = (f"{label}: {' '.join(map(str, days))}" for label, days in days_by_use(line))
    return [
        safe_text(line.aisle),
        safe_text(line.name),
        safe_text(line.unit.write(line.units)),
        write_number(line.grams, 1),
        write_number(line.at_home, 1),
        write_number(line.to_buy_g, 1),
        write_number(line.cost_usd, 2),
        line.price_year,
        "yes" if line.unit.staple else "no",
        ";".join(line.food_ids),
        safe_text("; ".join(line.used_for)),
        ";".join(map(str, line.days)),
        str(line.packs),
        write_number(line.unit.pack_grams, 1),
        "" if math.isnan(line.basket_usd) else write_number(line.basket_usd, 2),
        line.price_basis.value,
        write_number(line.left_over_g, 1),
        safe_text("; ".join(uses)),
        "; ".join(f"{day}: {packs}" for day, packs in errand.packs.items() if packs),
        write_number(errand.frozen_g, 1),
    ]


def days_by_use(line: Line) -> list[tuple[str, tuple[int, ...]]]:
    """Return the dishes and foods that a line is for, each with its days."""
    found: dict[str, set[int]] = {}
    for use in line.uses:
        found.setdefault(use.label, set()).add(use.day)
    return [(label, tuple(sorted(days))) for label, days in found.items()]


def short_day(day: int, start: date | None) -> str:
    """Return the weekday of a day of the plan, ``Mon``; its number without a start date."""
    return f"{start + timedelta(days=day - 1):%a}" if start else f"day {day}"


def uses_words(line: Line, errand: Errand, day: int, start: date | None) -> str:
    """Say what is bought on a day is for, and when: ``Chili (Mon, Wed); Soup (Tue)``."""
    return "; ".join(
        f"{label} ({', '.join(short_day(one, start) for one in days)})"
        for label, days in uses_of(line, errand, day)
    )


def uses_of(line: Line, errand: Errand, day: int) -> list[tuple[str, tuple[int, ...]]]:
    """Return the dishes and foods that what is bought on a day is for, each with its days."""
    found = (
        (label, tuple(one for one in days if errand.is_for(one, day)))
        for label, days in days_by_use(line)
    )
    return [(label, days) for label, days in found if days]


def left_words(line: Line) -> str:
    """Say what the plan leaves of the packs to buy; empty where it is next to nothing."""
    if line.unit.staple or line.left_over_g < max(_LEAST_LEFT_G, _LEAST_LEFT * line.bought_g):
        return ""
    return f"{weight_words(line.left_over_g)} left"


def keeping_words(line: Line, errand: Errand, start: date | None) -> str:
    """Say what to freeze, or what is used past the days it keeps; empty if there is neither."""
    if errand.frozen_for:
        days = ", ".join(short_day(day, start) for day in errand.frozen_for)
        return f"freeze {weight_words(errand.frozen_g)} for {days}"
    if errand.late_for and line.keeping is not None:
        days = ", ".join(short_day(day, start) for day in errand.late_for)
        return f"keeps about {line.keeping.days_unopened} days: look at it before {days}"
    return ""


def packs_words(line: Line, packs: int) -> str:
    """Write some packs of a line as they are sold: ``12 eggs``, ``2 × 400 g can``."""
    return line.unit.write(packs * line.unit.pack_units)


def aisle_label(aisle: str) -> str:
    """Return the display name of an aisle."""
    return aisle.replace("_", " ").capitalize()


def heading_of(line: Line) -> str:
    """Return the heading under which a line is listed."""
    return STAPLES if line.unit.staple else aisle_label(line.aisle)


def top_up_title(found: ShoppingList, day: int) -> str:
    """Return the heading of what is bought on a later day."""
    return f"{TOP_UP}, {day_title(day, found.start)}"


def cost_sentence(found: ShoppingList) -> str:
    """Return the sentence on what a list costs, eaten and bought, and at which prices."""
    words = (
        f"About {found.cost_usd:.0f} USD of food is eaten, and the packs to buy cost about "
        f"{found.basket_usd:.0f} USD, staples apart, at {found.prices}"
    )
    if found.unpriced:
        words += f"; {len(found.unpriced)} things without a known price count as like foods do"
    return words + "."


def shopping_as_markdown(found: ShoppingList) -> str:
    """Return a list as Markdown with checkboxes, by aisle, staples last.

    What would not keep until it is used has a list of its own, for the middle of the week.
    """
    first, last = day_title(found.days[0], found.start), day_title(found.days[-1], found.start)
    lines = ["# Shopping list", "", f"{first} to {last}." if first != last else f"{first}."]
    lines += _by_aisle(found, found.on_day(found.first_day), found.first_day)
    for day in found.top_up_days:
        lines += ["", f"## {top_up_title(found, day)}", ""]
        lines += [f"- [ ] {_words(found, *pair, day)}" for pair in found.on_day(day)]
    if enough := [line for line in found.lines if not line.packs]:
        lines += ["", "## Enough at home", ""]
        lines += [f"- {line.name}: {weight_words(line.grams)}" for line in enough]
    return "\n".join([*lines, "", cost_sentence(found), ""])


def _by_aisle(found: ShoppingList, pairs: Sequence[tuple[Line, Errand]], day: int) -> Iterator[str]:
    """Yield the lines that are bought on a day, below their aisles."""
    for title, group in groupby(pairs, key=lambda pair: heading_of(pair[0])):
        yield from ("", f"## {title}", "")
        for line, errand in group:
            yield f"- [ ] {_words(found, line, errand, day)}"


def _words(found: ShoppingList, line: Line, errand: Errand, day: int) -> str:
    """Return one line in words: packs, need, what is at home and left, what it is for."""
    amounts = [f"{weight_words(line.grams)} needed"]
    amounts += [f"{weight_words(line.at_home)} at home"] if line.at_home else []
    amounts += [words for words in (left_words(line),) if words]
    words = f"{line.name}: {packs_words(line, errand.packs[day])} ({', '.join(amounts)})"
    if keeping := keeping_words(line, errand, found.start):
        words += f", {keeping}"
    return f"{words} – {uses_words(line, errand, day, found.start)}"


def weight_words(grams: float) -> str:
    """Return a weight in kg from 1 kg, else in whole grams."""
    if grams >= 1000:
        return f"{grams / 1000:.1f} kg"
    return f"{grams:.0f} g" if grams >= 1 else "under 1 g"
