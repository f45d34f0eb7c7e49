"""What portions need from the shop: foods summed in the form bought, in packs, minus the pantry."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.food_prices import PriceBasis
from planner.nutrition.foods.food_table import Food, FoodTable
from planner.nutrition.foods.keeping import Keeping, keeping_of
from planner.nutrition.foods.made_at_home import Bought, bought_for
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.purchase_units import (
    PurchaseUnit,
    aisles,
    is_bought,
    purchase_unit,
)

_SPARE = 1e-6  # tolerance in units, so that rounding errors do not add a unit


class EatenBy(Protocol):
    """Food at home that must be eaten by a day of the plan."""

    @property
    def food(self) -> str:
        """Id of the food; what is bought in the same form counts as it."""

    @property
    def grams(self) -> float:
        """Grams at home, as bought."""

    @property
    def day(self) -> int:
        """The last day on which to eat it, from 1."""


@dataclass(frozen=True)
class Use:
    """One use of what is bought.

    Attributes
    ----------
    label : str
        Name of the dish, or of the food if it is served alone.
    day : int
        The day on which it is eaten.
    grams : float
        Grams of the form bought.
    """

    label: str
    day: int
    grams: float


@dataclass(frozen=True)
class _Need:
    """What a portion needs from the shop."""

    bought: Bought
    label: str
    day: int

    @property
    def use(self) -> Use:
        """The use of what is bought."""
        return Use(self.label, self.day, self.bought.grams)


@dataclass(frozen=True)
class Line:
    """One line of a shopping list.

    Attributes
    ----------
    aisle, name : str
        Shop aisle, and name of the form bought.
    food_ids : tuple of str
        Ids of the foods of the plan that are made from it.
    grams : float
        Grams of the form bought that the plan needs.
    at_home : float
        Grams of the form bought that the pantry supplies.
    unit : PurchaseUnit
        Unit in which it is sold.
    cost_usd : float or None
        Cost of what the plan needs, regardless of the pantry; None if a price is unknown.
    price_year : str
        Year of the prices.
    used_for : tuple of str
        Names of the dishes, or of the food if it is served alone.
    days : tuple of int
        Days on which it is eaten.
    estimate_usd : float
        As `cost_usd`, with foods without a price at the price of like foods; NaN without any.
    price_basis : PriceBasis
        Where the price comes from; of several foods the least certain one.
    keeping : Keeping or None
        How long it keeps; None for a user's own food.
    uses : tuple of Use
        What it is for, portion by portion.
    """

    aisle: str
    name: str
    food_ids: tuple[str, ...]
    grams: float
    at_home: float
    unit: PurchaseUnit
    cost_usd: float | None
    price_year: str
    used_for: tuple[str, ...]
    days: tuple[int, ...]
    estimate_usd: float = math.nan
    price_basis: PriceBasis = PriceBasis.UNKNOWN
    keeping: Keeping | None = None
    uses: tuple[Use, ...] = ()

    @property
    def to_buy_g(self) -> float:
        """Grams to buy."""
        return max(self.grams - self.at_home, 0.0)

    @property
    def units(self) -> int:
        """Number of whole units to buy, in whole packs."""
        return self.packs * self.unit.pack_units

    @property
    def packs(self) -> int:
        """Number of packs to buy: what is sold by weight or piece is a pack of one."""
        return max(math.ceil(self.to_buy_g / self.unit.pack_grams - _SPARE), 0)

    @property
    def bought_g(self) -> float:
        """Grams in the packs to buy."""
        return self.packs * self.unit.pack_grams

    @property
    def left_over_g(self) -> float:
        """Grams of the packs to buy that the plan does not use."""
        return max(self.bought_g - self.to_buy_g, 0.0)

    @property
    def usd_per_g(self) -> float:
        """Price of a gram of the form bought; NaN without a price."""
        return self.estimate_usd / self.grams

    @property
    def basket_usd(self) -> float:
        """Price of the packs to buy; NaN without a price."""
        return self.bought_g * self.usd_per_g

    @property
    def is_perishable(self) -> bool:
        """Whether it spoils soon although nobody opened it."""
        return self.keeping is not None and self.keeping.is_perishable


def shopping_lines(
    portions: Sequence[Portion],
    catalog: Catalog,
    pantry: Mapping[str, float] | None = None,
    days: Collection[int] | None = None,
    use_by: Collection[EatenBy] = (),
) -> tuple[Line, ...]:
    """Return what portions need from the shop, in the order of aisles and names, staples last.

    Parameters
    ----------
    portions : sequence of Portion
        Portions of any number of people.
    catalog : Catalog
        Catalog of the foods and dishes.
    pantry : mapping of str to float, optional
        Grams as bought, by food id.
    days : collection of int, optional
        The days to cover; all by default.
    use_by : collection of EatenBy, optional
        What of the pantry must be eaten by a day; it does not count for the days after.

    Raises
    ------
    InputError
        If a portion or the pantry names a food that is not in the catalog.
    """
    grouped: dict[str, list[_Need]] = defaultdict(list)
    for row in portions:
        if is_bought(catalog.foods.food(row.food_id)) and (days is None or row.day in days):
            label = catalog.dish_name(row.dish) or catalog.foods.food(row.food_id).name
            for bought in bought_for(catalog.foods, row.food_id, row.grams):
                grouped[bought.food.bought_as].append(_Need(bought, label, row.day))
    at_home = usable_at_home(
        {form: [need.use for need in needs] for form, needs in grouped.items()},
        pantry or {}, use_by, catalog.foods,
    )  # fmt: skip
    lines = [_line(needs, at_home[name], catalog.foods) for name, needs in grouped.items()]
    return tuple(sorted(lines, key=_place_in_shop))


def usable_at_home(
    uses: Mapping[str, Sequence[Use]],
    pantry: Mapping[str, float],
    use_by: Collection[EatenBy],
    foods: FoodTable,
) -> dict[str, float]:
    """Return grams at home by bought form, less what is past its day when it is needed.

    Parameters
    ----------
    uses : mapping of str to sequence of Use
        The uses of each form bought.
    pantry : mapping of str to float
        Grams as bought by food id, with what must be eaten by a day.
    use_by : collection of EatenBy
        What of the pantry must be eaten by a day.
    foods : FoodTable
        The foods that they name.
    """
    found: dict[str, float] = defaultdict(float)
    for food_id, grams in pantry.items():
        found[foods.food(food_id).bought_as] += grams
    needed: dict[str, float] = defaultdict(float)
    for item in sorted(use_by, key=lambda one: one.day):
        form = foods.food(item.food).bought_as
        by_then = sum(use.grams for use in uses.get(form, ()) if use.day <= item.day)
        usable = min(item.grams, max(by_then - needed[form], 0.0))
        needed[form] += usable
        found[form] = max(found[form] - (item.grams - usable), 0.0)
    return found


def _place_in_shop(line: Line) -> tuple[bool, int, str]:
    """Return the sort key of a line: aisles in order, then names; staples last."""
    aisle = 0 if line.unit.staple else aisles().index(line.aisle)
    return line.unit.staple, aisle, line.name.lower()


def _line(needs: Sequence[_Need], pantry_g: float, foods: FoodTable) -> Line:
    """Return the line of what is bought in one form."""
    parts = {need.bought.food.id: need.bought.food for need in needs}
    first: Food = parts[min(parts)]
    grams = math.fsum(need.bought.grams for need in needs)
    basis = max((need.bought.basis for need in needs), key=list(PriceBasis).index)
    unknown = basis in (PriceBasis.LIKE_FOOD, PriceBasis.UNKNOWN)
    cost = math.fsum(need.bought.usd for need in needs)
    return Line(
        aisle=first.aisle,
        name=first.bought_as,
        food_ids=tuple(sorted(parts)),
        grams=grams,
        at_home=min(pantry_g, grams),
        unit=purchase_unit(first),
        cost_usd=None if unknown else cost,
        price_year="" if unknown else foods.price_year(first.id),
        used_for=tuple(dict.fromkeys(need.label for need in needs)),
        days=tuple(sorted({need.day for need in needs})),
        estimate_usd=cost,
        price_basis=basis,
        keeping=None if first.is_own else keeping_of(first),
        uses=tuple(need.use for need in needs),
    )
