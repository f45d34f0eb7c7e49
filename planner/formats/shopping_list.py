"""The shopping list of a plan: foods in the form bought, summed up, minus the pantry."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.formats.cooking_plan import day_title
from planner.formats.spreadsheet_text import safe_text, write_csv, write_number
from planner.nutrition.foods.catalog import Catalog, load_catalog
from planner.nutrition.foods.food_prices import prices_said
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.shopping_lines import Line, shopping_lines
from planner.request.use_by import UseBy


@dataclass(frozen=True)
class ShoppingList:
    """A shopping list.

    Attributes
    ----------
    lines : tuple of Line
        The lines in the order of aisles and names, staples last.
    days : tuple of int
        The days it covers.
    start : date or None
        Date of the first day of the plan.
    prices : str
        The words on its prices; see `prices_said`.
    """

    lines: tuple[Line, ...]
    days: tuple[int, ...]
    start: date | None = None
    prices: str = ""

    @property
    def cost_usd(self) -> float:
        """Cost of what is eaten, foods without a price at the price of like foods."""
        return _sum_known(line.estimate_usd for line in self.lines)

    @property
    def basket_usd(self) -> float:
        """Price of the packs to buy, staples apart."""
        return _sum_known(line.basket_usd for line in self.lines if not line.unit.staple)

    @property
    def unpriced(self) -> tuple[str, ...]:
        """Names of the lines without a known price, which count at the price of like foods."""
        return tuple(line.name for line in self.lines if line.cost_usd is None)


def _sum_known(values: Iterable[float]) -> float:
    return sum(value for value in values if not math.isnan(value))


def shopping_list(
    portions: Sequence[Portion],
    *,
    pantry: Mapping[str, float] | None = None,
    days: Collection[int] | None = None,
    start: date | None = None,
    catalog: Catalog | None = None,
    use_by: Collection[UseBy] = (),
) -> ShoppingList:
    """Return the shopping list of portions.

    Foods bought in the same form (raw and boiled carrots) form one line. The weight bought is the
    edible weight times the yield factor ``bought_g_per_g`` of ``data/food_facts.csv``.

    Parameters
    ----------
    portions : sequence of Portion
        Portions of any number of people.
    pantry : mapping of str to float, optional
        Grams as bought, by food id; see `planner.request.pantry_file.read_pantry`.
    days : collection of int, optional
        The days to cover; all by default.
    start : date, optional
        Date of the first day of the plan.
    catalog : Catalog, optional
        Catalog of the foods and dishes; that of ``data/`` by default.
    use_by : collection of UseBy, optional
        What of the pantry must be eaten by a day; it does not count for the days after.

    Raises
    ------
    InputError
        If a portion or the pantry names a food that is not in the catalog.

    Examples
    --------
    >>> from planner import PlanRequest, make_person, make_plan, shopping_list
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> plan = make_plan(PlanRequest(person=woman, diet="vegan"))
    >>> found = shopping_list(plan.portions)
    >>> all(line.grams > 0 for line in found.lines)
    True
    """
    catalog = catalog or load_catalog()
    lines = shopping_lines(portions, catalog, pantry or {}, days, use_by)
    covered = {row.day for row in portions if days is None or row.day in days}
    return ShoppingList(lines, tuple(sorted(covered)), start, prices_said(catalog.foods))


HEAD = (
    "aisle", "buy", "amount", "grams_needed", "grams_at_home", "grams_to_buy", "cost_usd",
    "price_year", "staple", "food_ids", "used_for", "days", "packs", "pack_grams", "basket_usd",
    "price_basis",
)  # fmt: skip


def shopping_as_csv(found: ShoppingList) -> str:
    """Return a list as CSV, one row per line; an unknown cost is an empty cell."""
    rows = [
        [
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
        ]
        for line in found.lines
    ]
    return write_csv(HEAD, rows)


def aisle_label(aisle: str) -> str:
    """Return the display name of an aisle."""
    return aisle.replace("_", " ").capitalize()


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
    """Return a list as Markdown with checkboxes, by aisle, staples last."""
    first, last = day_title(found.days[0], found.start), day_title(found.days[-1], found.start)
    lines = ["# Shopping list", "", f"{first} to {last}." if first != last else f"{first}.", ""]
    heading = ""
    for line in found.lines:
        title = "Staples, if you have none" if line.unit.staple else aisle_label(line.aisle)
        if title != heading:
            lines += ["", f"## {title}", ""]
            heading = title
        lines.append(f"- [ ] {_words(line)}")
    return "\n".join([*lines, "", cost_sentence(found), ""])


def _words(line: Line) -> str:
    """Return one line in words."""
    if line.units == 0:
        return f"{line.name}: enough at home ({_weight(line.grams)})"
    home = f", {_weight(line.at_home)} at home" if line.at_home else ""
    return f"{line.name}: {line.unit.write(line.units)} ({_weight(line.grams)} needed{home})"


def _weight(grams: float) -> str:
    """Return a weight in kg from 1 kg, else in whole grams."""
    if grams >= 1000:
        return f"{grams / 1000:.1f} kg"
    return f"{grams:.0f} g" if grams >= 1 else "under 1 g"
