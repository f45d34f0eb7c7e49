"""Supplements (``data/supplements.csv``): what is sold, who may take it, how much of it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from planner.errors import unknown_name
from planner.nutrition.foods.household_measures import write_measure
from planner.nutrition.nutrients import nutrient
from planner.nutrition.tables import read_rows, split_list

SUPPLEMENT_MODES = {
    "none": "plans are of food alone (default)",
    "auto": "the fewest and smallest doses, and only where food alone makes no plan",
}
SUPPLEMENT = "supplement"  # source of a plan's row that is a dose, apart from the food
GRAMS_PER_UNIT = {"g": 1.0, "mg": 1e-3, "µg": 1e-6}


@dataclass(frozen=True)
class Supplement:
    """A product with one nutrient.

    Attributes
    ----------
    id, label, nutrient, form : str
        Key, name for people, nutrient id, and the compound that supplies it.
    unit, unit_plural : str
        What is swallowed: tablet, sachet.
    amount : float
        Of the nutrient in one unit, in the nutrient's own unit.
    most_units, most_units_meal : int
        Most units a day, and at one meal.
    meals : tuple of str
        Meals to take it at, the best first.
    from_age : int
        Least age in years.
    ceiling : float or None
        Most a day of the nutrient from supplements, in its unit; None where there is none.
    full_per_meal : float
        Counts in full toward the floor at one meal, the meal's food included.
    share_of_rest : float
        Share of the rest that counts toward the floor.
    uptake, advice, side_effects, interactions, source : str
        For people.
    animal, contains : frozenset of str
        Animal origins and allergens, as of foods.
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
    # Diets and allergies are rules over these too; a tablet is no fortified food.
    flags: frozenset[str] = frozenset()
    fortified: frozenset[str] = frozenset()
    group: str = SUPPLEMENT
    subgroup: str = SUPPLEMENT

    @property
    def name(self) -> str:
        """The label with the form where that tells more: ``Vitamin B12 (cyanocobalamin)``."""
        return self.label if self.form in self.label.lower() else f"{self.label} ({self.form})"

    @property
    def grams_per_unit(self) -> float:
        """Mass of the nutrient itself in one unit, in grams."""
        return self.amount * GRAMS_PER_UNIT[nutrient(self.nutrient).unit]

    def write_units(self, units: int) -> str:
        """Write a dose: ``2 tablets (20 µg)``."""
        words = write_measure(units, self.unit, self.unit_plural)
        return f"{words} ({self.amount * units:g} {nutrient(self.nutrient).unit})"

    def credited(self, units: int, eaten: float = 0.0) -> float:
        """Return what units taken at one meal add toward the floor, in the nutrient's unit.

        Parameters
        ----------
        units : int
            Taken together.
        eaten : float
            Of the nutrient in the meal's food, which is taken up first.
        """
        whole = self.amount * units
        full = min(whole, max(self.full_per_meal - eaten, 0.0))
        return full + self.share_of_rest * (whole - full)


@dataclass(frozen=True)
class Dose:
    """So many units of one supplement, at one meal of one day; `person` as in a portion."""

    day: int
    meal: str
    supplement_id: str
    units: int
    person: str = ""

    @property
    def supplement(self) -> Supplement:
        """The product."""
        return get_supplement(self.supplement_id)

    @property
    def amount(self) -> float:
        """Of the nutrient, in its unit."""
        return self.supplement.amount * self.units


@cache
def load_supplements() -> dict[str, Supplement]:
    """Return every supplement by id, in the order of the table: the preferred form first."""
    return {
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


def get_supplement(name: str) -> Supplement:
    """Look a supplement up; raises InputError naming the nearest ones if there is none."""
    if name not in load_supplements():
        raise unknown_name("supplement", name, load_supplements())
    return load_supplements()[name]


def credited(name: str, doses: Iterable[Dose], eaten: Mapping[str, float]) -> float:
    """Return what a day's doses add toward a nutrient's floor, in its unit.

    Parameters
    ----------
    name : str
        Nutrient id.
    doses : iterable of Dose
        Of one day.
    eaten : mapping of str to float
        Of the nutrient in each meal's food.
    """
    added = 0.0
    left = dict(eaten)
    for dose in doses:
        if dose.supplement.nutrient == name:
            added += dose.supplement.credited(dose.units, left.get(dose.meal, 0.0))
            left[dose.meal] = left.get(dose.meal, 0.0) + dose.amount
    return added


def taken(name: str, doses: Iterable[Dose]) -> float:
    """Return how much of a nutrient doses hold, all of it, in its unit."""
    return sum(dose.amount for dose in doses if dose.supplement.nutrient == name)


def at_meals(supplement: Supplement, units: int, person: str = "") -> Iterator[Dose]:
    """Spread a day's units over the meals it is best taken at, as few as hold them."""
    for meal in supplement.meals:
        here = min(units, supplement.most_units_meal)
        if here > 0:
            yield Dose(1, meal, supplement.id, here, person)
        units -= here


def dose_words(doses: Sequence[Dose]) -> str:
    """Name doses in one line: ``1 tablet (25 µg) of vitamin B12 (cyanocobalamin)``."""
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
    """Name the doses of several days: ``day 1, 2: 1 tablet (25 µg) of vitamin B12 ...``."""
    days: dict[str, list[int]] = {}
    for day in sorted({dose.day for dose in doses}):
        words = dose_words([dose for dose in doses if dose.day == day])
        days.setdefault(words, []).append(day)
    return "; ".join(f"day {', '.join(map(str, own))}: {words}" for words, own in days.items())
