"""Supplements (``data/supplements.csv``): products, doses and their credited amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.errors import unknown_name
from planner.nutrition.foods.described import Described
from planner.nutrition.foods.household_measures import write_measure
from planner.nutrition.nutrients import nutrient
from planner.nutrition.tables import read_rows, split_list

SUPPLEMENT = "supplement"  # value of the plan's `source` column for a dose
GRAMS_PER_UNIT = {"g": 1.0, "mg": 1e-3, "µg": 1e-6}


@dataclass(frozen=True)
class Supplement(Described):
    """A product that supplies one nutrient.

    Attributes
    ----------
    id, label, nutrient, form : str
        Key, display name, nutrient id, and the compound that supplies the nutrient.
    unit, unit_plural : str
        Dose unit: tablet, sachet.
    amount : float
        Amount in one unit, in the nutrient's unit.
    most_units, most_units_meal : int
        Most units a day, and most at one meal.
    meals : tuple of str
        Meals to take it at, the best first.
    from_age : int
        Lowest age in years.
    ceiling : float or None
        Most of the nutrient a day from supplements, in its unit; None without a ceiling.
    full_per_meal : float
        Amount credited in full at one meal, in the nutrient's unit; the meal's food uses it first.
    share_of_rest : float
        Share of the remaining amount that is credited.
    uptake, advice, side_effects, interactions, source : str
        Texts for the user, and the publication.
    animal, contains : frozenset of str
        Animal origins and allergens, as for foods.
    """

    id: str
    label: str
    nutrient: str
    form: str
    unit: str
    unit_plural: str
    amount: float
    most_units: int
    most_units_meal: int
    meals: tuple[str, ...]
    from_age: int
    ceiling: float | None
    full_per_meal: float
    share_of_rest: float
    uptake: str
    advice: str
    side_effects: str
    interactions: str
    source: str
    animal: frozenset[str]
    contains: frozenset[str]
    # Rules of diets and avoidances read these attributes too; a supplement is not a fortified food.
    flags: frozenset[str] = frozenset()
    fortified: frozenset[str] = frozenset()
    group: str = SUPPLEMENT
    subgroup: str = SUPPLEMENT

    @property
    def name(self) -> str:
        """The label, with the form unless it names it: ``Vitamin B12 (cyanocobalamin)``."""
        return self.label if self.form in self.label.lower() else f"{self.label} ({self.form})"

    @property
    def grams_per_unit(self) -> float:
        """Mass of the nutrient in one unit, g."""
        return self.amount * GRAMS_PER_UNIT[nutrient(self.nutrient).unit]

    def write_units(self, units: int) -> str:
        """Write a dose: ``2 tablets (20 µg)``."""
        words = write_measure(units, self.unit, self.unit_plural)
        return f"{words} ({self.amount * units:g} {nutrient(self.nutrient).unit})"

    def credited(self, units: int, eaten: float = 0.0) -> float:
        """Return the credited amount of units taken at one meal, in the nutrient's unit.

        Parameters
        ----------
        units : int
            Units taken together.
        eaten : float
            Amount of the nutrient in the meal's food, which is absorbed first.
        """
        whole = self.amount * units
        full = min(whole, max(self.full_per_meal - eaten, 0.0))
        return full + self.share_of_rest * (whole - full)


@dataclass(frozen=True)
class Dose:
    """A number of units of one supplement at one meal of one day; `person` as in `Portion`."""

    day: int
    meal: str
    supplement_id: str
    units: int
    person: str = ""

    @property
    def supplement(self) -> Supplement:
        """The product that is taken."""
        return get_supplement(self.supplement_id)

    @property
    def amount(self) -> float:
        """Amount of the nutrient, in its unit."""
        return self.supplement.amount * self.units


@cache
def load_supplements() -> Mapping[str, Supplement]:
    """Return every supplement by id in the order of the table, which puts preferred forms first."""
    return MappingProxyType(
        {
            row["supplement"]: Supplement(
                id=row["supplement"],
                label=row["label"],
                nutrient=row["nutrient"],
                form=row["form"],
                unit=row["unit"],
                unit_plural=row["unit_plural"],
                amount=float(row["amount"]),
                most_units=int(row["most_units"]),
                most_units_meal=int(row["most_units_meal"]),
                meals=split_list(row["meals"]),
                from_age=int(row["from_age"]),
                ceiling=float(row["ceiling"]) if row["ceiling"] else None,
                full_per_meal=float(row["full_per_meal"] or 0.0),
                share_of_rest=float(row["share_of_rest"]),
                uptake=row["uptake"],
                advice=row["advice"],
                side_effects=row["side_effects"],
                interactions=row["interactions"],
                source=row["source"],
                animal=frozenset(split_list(row["animal"])),
                contains=frozenset(split_list(row["contains"])),
            )
            for row in read_rows("supplements.csv")
        }
    )


def get_supplement(name: str) -> Supplement:
    """Return a supplement by id; raises InputError with similar ids if there is none."""
    if name not in load_supplements():
        raise unknown_name("supplement", name, load_supplements())
    return load_supplements()[name]


def credited(name: str, doses: Iterable[Dose], eaten: Mapping[str, float]) -> float:
    """Return the credited amount of a nutrient from a day's doses, in its unit.

    Parameters
    ----------
    name : str
        Nutrient id.
    doses : iterable of Dose
        The doses of one day.
    eaten : mapping of str to float
        Amount of the nutrient in the food of each meal.
    """
    added = 0.0
    by_meal = dict(eaten)
    for dose in doses:
        if dose.supplement.nutrient == name:
            added += dose.supplement.credited(dose.units, by_meal.get(dose.meal, 0.0))
            by_meal[dose.meal] = by_meal.get(dose.meal, 0.0) + dose.amount
    return added


def taken(name: str, doses: Iterable[Dose]) -> float:
    """Return the total amount of a nutrient in doses, in its unit."""
    return sum(dose.amount for dose in doses if dose.supplement.nutrient == name)


def at_meals(supplement: Supplement, units: int, person: str = "") -> Iterator[Dose]:
    """Yield the doses that distribute a day's units over the fewest meals, the best first."""
    for meal in supplement.meals:
        at_meal = min(units, supplement.most_units_meal)
        if at_meal > 0:
            yield Dose(1, meal, supplement.id, at_meal, person)
        units -= at_meal


def dose_words(doses: Sequence[Dose]) -> str:
    """Write doses in one line: ``1 tablet (25 µg) of vitamin B12 (cyanocobalamin)``."""
    units: dict[str, int] = {}
    for dose in doses:
        units[dose.supplement_id] = units.get(dose.supplement_id, 0) + dose.units
    words = []
    for name, count in units.items():
        supplement = get_supplement(name)
        label = supplement.name[0].lower() + supplement.name[1:]
        words.append(f"{supplement.write_units(count)} of {label}")
    return " and ".join(words)


def doses_by_day(doses: Sequence[Dose]) -> str:
    """Write the doses of several days: ``day 1, 2: 1 tablet (25 µg) of vitamin B12 ...``."""
    days: dict[str, list[int]] = {}
    for day in sorted({dose.day for dose in doses}):
        words = dose_words([dose for dose in doses if dose.day == day])
        days.setdefault(words, []).append(day)
    return "; ".join(f"day {', '.join(map(str, own))}: {words}" for words, own in days.items())
