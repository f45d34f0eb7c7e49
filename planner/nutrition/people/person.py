"""A person: body, life stage, conditions and medicines, validated."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any, Self

from pydantic import ConfigDict, Field, field_validator, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from planner.errors import unknown_name
from planner.nutrition.checked_model import CheckedModel, shown
from planner.nutrition.people.body_limits import adult_bmi_limits, body_problems, outside
from planner.nutrition.people.body_mass import goal_problems
from planner.nutrition.people.conditions import care_problems, labels_of
from planner.nutrition.people.energy import (
    FIRST_ADULT_AGE,
    Activity,
    Sex,
    WeightGoal,
    safe_floor_kcal,
)

PREGNANCY_AGES = (14, 50)  # ages covered by the reference intakes for pregnancy and lactation
# Plausible change of weight since before pregnancy; beyond it a value is mistyped (project choice:
# IOM 2009 advises a gain of 5 to 18 kg, and a loss of a tenth is a complication).
WEIGHT_CHANGE = (0.85, 45.0)  # least share of the weight before, most kilograms gained

# Names of the fields on the command line and in profiles.
PERSON_OPTIONS = {
    "sex": "sex",
    "age": "age",
    "height": "height_cm",
    "weight": "weight_kg",
    "activity": "activity",
    "pregnant": "pregnant_weeks",
    "lactating": "lactating_months",
    "energy": "energy_kcal",
    "condition": "conditions",
    "medication": "medications",
    "pre_pregnancy_weight": "pre_pregnancy_weight_kg",
    "weight_goal": "weight_goal",
    "unintended_weight_loss": "unintended_weight_loss",
    "fiber_now": "fiber_now_g",
}
_OPTION_OF = {field: option for option, field in PERSON_OPTIONS.items()}

_ALLOWED = {
    "sex": "female or male",
    "age": "completed years, a whole number from 1 to 120",
    "height_cm": "40 to 260 cm",
    "weight_kg": "2 to 400 kg",
    "activity": "inactive, low_active, active or very_active",
    "pregnant_weeks": "weeks of pregnancy, a whole number from 1 to 42",
    "lactating_months": "months of breastfeeding, a whole number from 1 to 24",
    "energy_kcal": "kcal a day, more than 0 and at most 6000",
    "conditions": "a list of names",
    "medications": "a list of names",
    "pre_pregnancy_weight_kg": "20 to 400 kg",
    "weight_goal": "hold, gain or lose",
    "unintended_weight_loss": "true or false",
    "fiber_now_g": "1 to 100 g a day",
}


class Person(CheckedModel):
    """One person; immutable.

    Attributes
    ----------
    sex : {"female", "male"}
        Sex, as used by the reference intakes.
    age : int
        Completed years, 1 to 120.
    height_cm, weight_kg : float
        Height in centimetres (40-260) and current weight in kilograms (2-400).
    activity : {"inactive", "low_active", "active", "very_active"}
        Physical activity level of the NASEM 2023 energy equations.
    pregnant_weeks : int, optional
        Week of pregnancy, 1 to 42.
    lactating_months : int, optional
        Month of breastfeeding, 1 to 24. After month 12 the values of months 7-12 apply, since
        none are published.
    energy_kcal : float, optional
        The person's own energy target in kcal a day, instead of the estimated requirement.
    conditions, medications : tuple of str
        Ids of ``data/conditions.csv`` and ``data/medications.csv``, sorted, each once.
    pre_pregnancy_weight_kg : float, optional
        Weight before pregnancy in kilograms; the current weight if it is not given.
    weight_goal : {"hold", "gain", "lose"}
        Whether energy is planned to hold weight, or to gain or lose it slowly.
    unintended_weight_loss : bool
        Whether weight was lost without wanting.
    fiber_now_g : float, optional
        Fiber eaten a day now, in grams (1-100), from which a plan builds up to the target; None
        for a person who is used to as much as the target.

    Examples
    --------
    >>> from planner import Person
    >>> woman = Person(sex="female", age=34, height_cm=167, weight_kg=62)
    >>> woman.activity
    'low_active'
    """

    model_config = ConfigDict(allow_inf_nan=False)

    sex: Sex
    age: int = Field(ge=0, le=120)
    height_cm: float = Field(ge=40, le=260)
    weight_kg: float = Field(ge=2, le=400)
    activity: Activity = "low_active"
    pregnant_weeks: int | None = Field(default=None, ge=1, le=42)
    lactating_months: int | None = Field(default=None, ge=1, le=24)
    energy_kcal: float | None = Field(default=None, gt=0, le=6000)
    conditions: tuple[str, ...] = ()
    medications: tuple[str, ...] = ()
    pre_pregnancy_weight_kg: float | None = Field(default=None, ge=20, le=400)
    weight_goal: WeightGoal = "hold"
    unintended_weight_loss: bool = False
    fiber_now_g: float | None = Field(default=None, ge=1, le=100)

    @field_validator(
        "age",
        "height_cm",
        "weight_kg",
        "pregnant_weeks",
        "lactating_months",
        "energy_kcal",
        "pre_pregnancy_weight_kg",
        "fiber_now_g",
        mode="before",
    )
    @classmethod
    def _no_truth_value(cls, value: object) -> object:
        """Refuse true and false, which pydantic would accept as 1 and 0."""
        if isinstance(value, bool):
            raise PydanticCustomError("truth_value", "give a number, not true or false")
        return value

    @field_validator("conditions", "medications")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(value)))

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Refuse combinations of values that are implausible or contradict each other."""
        problems = body_problems(self.age, self.height_cm, self.weight_kg)
        problems += _life_stage_problems(self)
        problems += care_problems(self.conditions, self.medications)
        if not problems:
            problems = [*_energy_problems(self), *goal_problems(self)]
        if problems:
            raise PydanticCustomError("person", "{text}", {"text": "\n".join(problems)})
        return self

    @classmethod
    def describe_fault(cls, fault: ErrorDetails) -> list[str]:
        """Return the messages for one fault of pydantic, with the name of the option."""
        if not fault["loc"]:
            return fault["msg"].splitlines()
        field = str(fault["loc"][0])
        option = _OPTION_OF.get(field, field)
        if fault["type"] == "extra_forbidden":
            return [str(unknown_name("field of a person", field, cls.model_fields))]
        if fault["type"] == "missing":
            return [f"{option} is missing: give {_ALLOWED[field]}"]
        value = fault["input"]
        hint = ""
        if field == "height_cm" and isinstance(value, int | float) and 0 < value < 3:
            hint = "; for metres, multiply by 100"
        return [f"{option} {shown(value)}: allowed is {_ALLOWED[field]}{hint}"]

    @property
    def bmi(self) -> float:
        """Body mass index with the current weight, kg/m2."""
        return self.weight_kg / (self.height_cm / 100.0) ** 2

    @property
    def label(self) -> str:
        """A short description: ``woman, 34 years, 167 cm, 62 kg, active``."""
        names = ("girl", "boy") if self.age < 18 else ("woman", "man")
        words = [
            names[self.sex == "male"],
            f"{self.age} year{'' if self.age == 1 else 's'}",
            f"{self.height_cm:g} cm",
            f"{self.weight_kg:g} kg",
            self.activity.replace("_", " "),
        ]
        if self.pregnant_weeks is not None:
            words.append(f"week {self.pregnant_weeks} of pregnancy")
        if self.lactating_months is not None:
            words.append(f"month {self.lactating_months} of breastfeeding")
        if self.weight_goal != "hold":
            words.append(f"to {self.weight_goal} weight slowly")
        words += labels_of(self.conditions, self.medications)
        return ", ".join(words)


def _life_stage_problems(person: Person) -> list[str]:
    stages = {"pregnant": person.pregnant_weeks, "lactating": person.lactating_months}
    given = [f"{name} {value}" for name, value in stages.items() if value is not None]
    problems = []
    if given and person.sex == "male":
        problems.append(f"{' and '.join(given)} with sex male: leave it out, or give sex female")
    elif given and outside(person.age, PREGNANCY_AGES):
        problems.append(
            f"{' and '.join(given)} at age {person.age}: the reference intakes for pregnancy and "
            f"breastfeeding cover {PREGNANCY_AGES[0]} to {PREGNANCY_AGES[1]} years; ask a clinician"
        )
    if len(given) > 1:
        problems.append(
            f"{' and '.join(given)}: no reference intakes are published for both at once; give "
            "one, and ask a clinician about the other"
        )
    before_kg = person.pre_pregnancy_weight_kg
    if before_kg is not None and person.pregnant_weeks is None:
        problems.append(f"pre_pregnancy_weight {before_kg:g} without pregnant: give the weeks too")
    elif before_kg is not None:
        low, high = adult_bmi_limits()
        if outside(before_kg / (person.height_cm / 100) ** 2, (low, high)):
            problems.append(
                f"pre_pregnancy_weight {before_kg:g} kg with height {person.height_cm:g} cm: a "
                f"body mass index outside {low:g} to {high:g}; check both values"
            )
        least, gained = WEIGHT_CHANGE
        if not least * before_kg <= person.weight_kg <= before_kg + gained:
            problems.append(
                f"pre_pregnancy_weight {before_kg:g} kg with weight {person.weight_kg:g} kg now: "
                f"accepted are from {least * before_kg:g} kg to {before_kg + gained:g} kg now; "
                "check both values, and see your midwife or doctor if they are right"
            )
    return problems


def _energy_problems(person: Person) -> list[str]:
    floor_kcal = safe_floor_kcal(person)
    if person.energy_kcal is None or person.energy_kcal >= floor_kcal:
        return []
    if person.age >= FIRST_ADULT_AGE:
        reason = "for women" if person.sex == "female" else "for men"
    else:
        reason = "at this age and size: three quarters of the estimated requirement"
    least = f"{ceil(floor_kcal)}"
    message = (
        f"energy {person.energy_kcal:g}: under the safe floor of {least} kcal a day {reason}; "
        f"give {least} to 6000, or leave it out for the estimated requirement"
    )
    return [message]


def make_person(**raw: Any) -> Person:
    """Return a validated person.

    Parameters
    ----------
    **raw
        The fields of `Person`; numbers may be given as text.

    Raises
    ------
    InputError
        If a value is not valid; one message lists all of them with the allowed values.

    Examples
    --------
    >>> from planner import InputError, make_person
    >>> make_person(sex="male", age="45", height_cm="180", weight_kg="85").height_cm
    180.0
    >>> try:
    ...     make_person(sex="male", age=45, height_cm=1.80, weight_kg=85)
    ... except InputError as error:
    ...     print("for metres, multiply by 100" in str(error))
    True
    """
    return Person.from_raw(raw)


def person_from_options(options: Mapping[str, Any]) -> Person:
    """Return a person from options of the command line or keys of a profile.

    Options that are None count as not given; options that are not about the person (``diet``,
    ``avoid`` ...) are ignored.

    Raises
    ------
    InputError
        As `make_person`.
    """
    return make_person(
        **{
            PERSON_OPTIONS[option]: value
            for option, value in options.items()
            if option in PERSON_OPTIONS and value is not None
        }
    )
