"""What a food holds at most of a nutrient that its source has no value for: the worst of its kind.

Toward a floor an unknown amount counts as nothing. Toward a ceiling it counts as the upper bound
of this module, in the model and in the certificate alike. ``data/upper_bounds.csv`` lists the bound
of every food of ``data/foods.csv`` with its derivation; own foods get theirs by the same rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from planner.nutrition.foods.unknown_rules import is_absent, kin_of, most_in_a_gram, wholes_of
from planner.nutrition.nutrients import all_nutrients
from planner.nutrition.tables import read_rows

if TYPE_CHECKING:
    from planner.nutrition.foods.food_table import Food

FloatArray = npt.NDArray[np.float64]
# Food pattern equivalents that a score wants little of; see data/hei2020.csv.
MODERATED = ("g_refined_oz",)
# Less dry matter than this is too little to compare forms by; g in 100 g, project choice.
LEAST_SOLIDS = 2.0
_WATER = "water_g"
_MACROS = ("protein_g", "fat_g", "carbohydrate_g")
_SALT_G_PER_MG_SODIUM = 2.54e-3  # molar masses of NaCl and Na
BASES = ("absent", "like_food", "subgroup", "kin", "group", "every_food", "whole", "rest")


class UpperBound(NamedTuple):
    """The most that 100 g of a food can hold of a nutrient whose amount is not known.

    Attributes
    ----------
    per_100_g : float
        In the nutrient's unit.
    basis : str
        ``absent``: none, by the rules of ``data/unknown_rules.csv``; ``like_food``: the highest
        known amount of the same food in other forms in SR28, per gram of dry matter; ``subgroup``,
        ``kin``, ``group``, ``every_food``: the highest known amount there, per 100 g or per gram of
        dry matter; ``whole``: what it is part of; ``rest``: what its known parts leave room for.
    of : str
        The food, the source record or the whole that the amount is from.
    factor : float
        Ratio of this amount to that one.
    """

    per_100_g: float
    basis: str
    of: str
    factor: float = 1.0

    @property
    def words(self) -> str:
        """The derivation in words; `of` is an id."""
        share = "" if self.factor == 1.0 else f" × {self.factor:.3g}"
        return {
            "absent": "none by its kind",
            "like_food": f"like food {self.of}{share}",
            "subgroup": f"highest of its subgroup ({self.of}{share})",
            "kin": f"like {self.of}{share}",
            "group": f"highest of its group ({self.of}{share})",
            "every_food": f"highest of all foods ({self.of}{share})",
            "whole": f"all of its {self.of}{share}",
            "rest": "all that its label leaves room for",
        }[self.basis]


Bounds = Mapping[tuple[str, str], UpperBound]
Like = Callable[["Food", str], UpperBound | None]


@cache
def stored_bounds() -> Bounds:
    """Return the bounds of ``data/upper_bounds.csv`` by food id and nutrient."""
    return MappingProxyType(
        {
            (row["food_id"], row["nutrient"]): UpperBound(
                float(row["per_100_g"]), row["basis"], row["of"], float(row["factor"])
            )
            for row in read_rows("upper_bounds.csv")
        }
    )


def no_bounds() -> Bounds:
    """Return no bounds: a table made by hand derives its own."""
    return MappingProxyType({})


def _unlike(_food: Food, _nutrient: str) -> UpperBound | None:
    return None


def derive_bounds(
    foods: Sequence[Food],
    amounts: Mapping[str, FloatArray],
    stored: Bounds,
    like: Like = _unlike,
) -> dict[tuple[str, str], UpperBound]:
    """Return the bound of every amount that is not known.

    Parameters
    ----------
    foods : sequence of Food
        The foods.
    amounts : mapping of str to ndarray, shape (foods,)
        By nutrient the amounts per 100 g; NaN where it is not known.
    stored : mapping
        Bounds that are known already.
    like : callable, optional
        Returns the bound from the same food in another form, or None.

    Returns
    -------
    dict of (str, str) to UpperBound
        By food id and nutrient; without those of `stored`. An amount that no food is known to
        hold has no bound.
    """
    return _Derivation(foods, amounts, stored, like).bounds()


class _Derivation:
    """The state of `derive_bounds`: what is known by kind, and what is found so far."""

    def __init__(
        self, foods: Sequence[Food], amounts: Mapping[str, FloatArray], stored: Bounds, like: Like
    ) -> None:
        self._foods, self._amounts, self._like = foods, amounts, like
        self._stored = stored
        self._added_as = {row.id: row.added_as for row in all_nutrients()}
        self._solids = _dry_matter(amounts, len(foods))
        self._pools: dict[str, dict[tuple[str, str, bool], list[_Known]]] = {}
        self._found: dict[tuple[str, str], UpperBound | None] = {}

    def bounds(self) -> dict[tuple[str, str], UpperBound]:
        for name, column in self._amounts.items():
            for row in np.flatnonzero(np.isnan(column)).tolist():
                if (self._foods[row].id, name) not in self._stored:
                    self._bound(row, name)
        return {key: bound for key, bound in self._found.items() if bound is not None}

    def _bound(self, row: int, name: str) -> UpperBound | None:
        key = (self._foods[row].id, name)
        if key in self._stored:
            return self._stored[key]
        if key not in self._found:
            self._found[key] = self._derive(row, name)
        return self._found[key]

    def _derive(self, row: int, name: str) -> UpperBound | None:
        food = self._foods[row]
        if is_absent(food, name):
            return UpperBound(0.0, "absent", "")
        if (factor := most_in_a_gram(food, name)) is not None:
            return UpperBound(factor * self._rest_g(row), "rest", "", factor)
        all_of = [self._of_whole(row, *whole) for whole in wholes_of(name, all_of=True)]
        part_of = [self._of_whole(row, *whole) for whole in wholes_of(name, all_of=False)]
        wholes = [bound for bound in (*all_of, *part_of) if bound is not None]
        own = self._like(food, name)
        if own is None and not any(all_of):
            own = self._of_kind(row, name)
        known = wholes if own is None else [own, *wholes]
        return min(known, key=lambda bound: bound.per_100_g, default=None)

    def _rest_g(self, row: int) -> float:
        """Return the grams in 100 g that are not known to be something else, such as table salt."""
        names = (*_MACROS, _WATER)
        known = [float(self._amounts[name][row]) for name in names if name in self._amounts]
        if "sodium_mg" in self._amounts:
            known.append(float(self._amounts["sodium_mg"][row]) * _SALT_G_PER_MG_SODIUM)
        return max(0.0, 100.0 - float(np.nansum(known)))

    def _of_whole(self, row: int, whole: str, factor: float) -> UpperBound | None:
        if whole not in self._amounts:
            return None
        amount = float(self._amounts[whole][row])
        if np.isnan(amount):
            bound = self._bound(row, whole)
            if bound is None:
                return None
            amount = bound.per_100_g
        return UpperBound(amount * factor, "whole", whole, factor)

    def _of_kind(self, row: int, name: str) -> UpperBound | None:
        """Return the highest amount of the subgroup, of its kin, of the group, of all foods.

        Of a food to which the nutrient is not added, only foods without it are the like.
        """
        food, pools = self._foods[row], self._pools_of(name)
        fortified = food.may_have_any("fortified", frozenset({self._added_as.get(name, "")}))
        wanted = [False, True] if fortified else [False]
        kinds = list(_kinds(food))
        kinds[1:1] = [("kin", like) for like in kin_of(food, name)]
        for basis in dict.fromkeys(basis for basis, _ in kinds):
            keys = [(basis, kind, one) for own, kind in kinds if own == basis for one in wanted]
            if pool := [known for key in keys for known in pools.get(key, ())]:
                solids = np.nan if name == _WATER else float(self._solids[row])
                amount, of, factor = _highest(pool, solids, may_be_dried=basis != "kin")
                return UpperBound(amount, basis, of, factor)
        return None

    def _pools_of(self, name: str) -> dict[tuple[str, str, bool], list[_Known]]:
        """Return what is known by kind, and by whether the nutrient is added."""
        if name not in self._pools:
            pools: dict[tuple[str, str, bool], list[_Known]] = defaultdict(list)
            added = frozenset({self._added_as.get(name, "")})
            for row, food in enumerate(self._foods):
                stored = self._stored.get((food.id, name))
                amount = float(self._amounts[name][row]) if stored is None else stored.per_100_g
                if np.isnan(amount) or food.is_own:
                    continue
                is_added = food.has_any("fortified", added)
                for basis, kind in (*_kinds(food), ("kin", food.id)):
                    known = _Known(amount, float(self._solids[row]), food.id)
                    pools[basis, kind, is_added].append(known)
            self._pools[name] = dict(pools)
        return self._pools[name]


class _Known(NamedTuple):
    """A known amount in 100 g, the dry matter in 100 g (NaN if unknown), and the food."""

    amount: float
    solids: float
    food_id: str


def _dry_matter(amounts: Mapping[str, FloatArray], count: int) -> FloatArray:
    """Return the dry matter in 100 g of every food; NaN if neither water nor the rest is known.

    Where the water is not known it is protein, fat, carbohydrate and the salt of the sodium, and
    not less than `LEAST_SOLIDS`, since labels round.
    """
    unknown: FloatArray = np.full(count, np.nan)
    rest = [amounts.get(name, unknown) for name in _MACROS]
    salt = amounts.get("sodium_mg", unknown) * _SALT_G_PER_MG_SODIUM
    solids: FloatArray = np.clip(np.sum([*rest, salt], axis=0), LEAST_SOLIDS, 100.0)
    water = amounts.get(_WATER, unknown)
    return np.where(np.isnan(water), solids, 100.0 - water)


def _highest(
    pool: Sequence[_Known], solids: float, *, may_be_dried: bool
) -> tuple[float, str, float]:
    """Return the highest amount of a pool for a food of this dry matter: figure, food and factor.

    A like food with less water counts as if it were watered down to the food's own dry matter. A
    food that is drier than all of them is taken for a dried one.
    """
    driest = max((known.solids for known in pool if not np.isnan(known.solids)), default=np.nan)
    if may_be_dried and solids > driest >= LEAST_SOLIDS:
        top = max(pool, key=lambda known: (known.amount, known.food_id))
        return top.amount * solids / driest, top.food_id, solids / driest
    found = [
        (known.amount * factor, known.food_id, factor)
        for known in pool
        for factor in (solids / known.solids if known.solids > solids else 1.0,)
    ]
    return max(found)


def _kinds(food: Food) -> tuple[tuple[str, str], ...]:
    return ("subgroup", food.subgroup), ("group", food.group), ("every_food", "")
