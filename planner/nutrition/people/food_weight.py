"""How much people of an age and size eat by weight, from surveys (``data/food_weight.csv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from planner.errors import DataError
from planner.nutrition.people.person import Person
from planner.nutrition.tables import read_rows

# Dry matter of a kcal of a mixed diet: 50 % of the energy from carbohydrate, 16 % from protein and
# 34 % from fat at 4, 4 and 9 kcal/g weigh 203 g per 1000 kcal; fiber and minerals add 20 g.
DRY_G_PER_KCAL = 0.22
_BODY_POWER = 0.75  # food and fluid follow metabolic body size (Kleiber)


@dataclass(frozen=True)
class _Group:
    """A row of ``data/food_weight.csv``.

    Attributes
    ----------
    total_water_g, plain_water_share : float
        Water in all that the middle one of the group eats and drinks in a day, and the share of it
        that is drunk as plain water.
    body_kg : float
        The group's median body weight.
    most_ratio : float
        90th percentile of what the group eats, as a multiple of its median.
    source : str
        Publications.
    """

    sex: str
    life_stage: str
    age_min_years: int
    age_max_years: int
    total_water_g: float
    plain_water_share: float
    body_kg: float
    most_ratio: float
    source: str

    def holds(self, person: Person) -> bool:
        """Tell whether a person belongs to the group."""
        stage = (
            "pregnant"
            if person.pregnant_weeks is not None
            else "lactating"
            if person.lactating_months is not None
            else ""
        )
        in_age = self.age_min_years <= person.age <= self.age_max_years
        return in_age and (self.sex, self.life_stage) == (person.sex, stage)


@cache
def _groups() -> tuple[_Group, ...]:
    return tuple(
        _Group(
            sex=row["sex"],
            life_stage=row["life_stage"],
            age_min_years=int(row["age_min_years"]),
            age_max_years=int(row["age_max_years"]),
            total_water_g=float(row["total_water_g"]),
            plain_water_share=float(row["plain_water_percent"]) / 100.0,
            body_kg=float(row["body_kg"]),
            most_ratio=float(row["most_ratio"]),
            source=row["source"],
        )
        for row in read_rows("food_weight.csv")
    )


@dataclass(frozen=True)
class EatenWeight:
    """What people of an age and size eat in a day, by weight: food and drink without plain water.

    Attributes
    ----------
    usual, most : float
        Grams that the middle one of them eats, and those that nine in ten do not pass.
    source : str
        Publications.
    """

    usual: float
    most: float
    source: str


def eaten_weight(person: Person, energy_kcal: float) -> EatenWeight:
    """Return the weight of a day's food and drink, without plain water.

    The water in food and drinks of the person's group, less for a small body, and the dry matter
    that goes with the energy.

    Parameters
    ----------
    person : Person
        Age, sex, life stage and body weight count.
    energy_kcal : float
        Energy of the day.

    Raises
    ------
    DataError
        If no group of the table holds the person.
    """
    group = next((group for group in _groups() if group.holds(person)), None)
    if group is None:
        raise DataError(f"data/food_weight.csv: no row for {person.sex}, {person.age} years")
    weight = person.pre_pregnancy_weight_kg or person.weight_kg
    size = min(1.0, (weight / group.body_kg) ** _BODY_POWER)
    moist = group.total_water_g * (1.0 - group.plain_water_share) * size
    usual = moist + DRY_G_PER_KCAL * energy_kcal
    return EatenWeight(usual, usual * group.most_ratio, group.source)
