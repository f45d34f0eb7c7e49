"""The values of the form: shown in the chosen units, read as a request."""

from __future__ import annotations

from planner.dashboard.session import state
from planner.dashboard.wording import units
from planner.dashboard.wording.i18n import _
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.people.person import PREGNANCY_AGES, Person, make_person
from planner.request.plan_request import PlanRequest

TASTE = 2.0  # weight of a like or dislike; the largest is 3


def recipe_units() -> Units:
    """Return the units in which the visitor reads recipes."""
    return Units(state.get("units"))


def may_be_pregnant() -> bool:
    """Return whether the form has pregnancy and breastfeeding: women of the covered ages."""
    least, most = PREGNANCY_AGES
    return state.get("sex") == "female" and least <= int(state.get("age")) <= most


def us_note() -> list[str]:
    """Return a line that converts US values to the metric units of the messages."""
    if state.get("units") != "us":
        return []
    feet, inches = state.get("height_feet"), state.get("height_inches")
    us_words = f"{feet} ft {inches:g} in and {state.get('weight_lb'):g} lb"
    words = _("you entered {us}, which is {cm:g} cm and {kg:g} kg")
    return [words.format(us=us_words, cm=height_cm(), kg=weight_kg())]


def request_from_form() -> PlanRequest:
    """Return the request of the form; fields not in the form keep the values of the last inquiry.

    Raises
    ------
    InputError
        If a value is not valid; one message lists all faults.
    """
    last = state.asked().request
    return PlanRequest.from_raw(
        {
            **last.model_dump(exclude={"name"}),
            "person": _person(),
            "diet": state.get("diet"),
            "avoid": tuple(state.get("avoid")),
            "exclude": tuple(state.get("exclude")),
            "tastes": _tastes(dict(last.tastes)),
            "standard": state.get("standard"),
            "objective": state.get("objective"),
            "snacks": state.get("snacks"),
            "days": state.get("days"),
            "supplements": state.get("supplements"),
            "sun": state.get("sun"),
            "availability": state.get("availability"),
            "region": state.get("region"),
            "guidelines": state.get("guidelines"),
            "versions": state.get("versions"),
            "limits": _limits(),
        }
    )


def limit_key(name: str) -> str:
    """Return the key of the field for the figure of a limit."""
    return f"plan_limit_{name}"


def limit_fields() -> tuple[str, ...]:
    """Return the names of the limits that have a field, in the order in which they were chosen."""
    return tuple(state.get("limits"))


def _limits() -> tuple[tuple[str, float], ...]:
    """Return the limits whose figure is entered."""
    entered = ((name, state.entered(limit_key(name))) for name in limit_fields())
    return tuple((name, float(value)) for name, value in entered if value is not None)


def _tastes(last: dict[str, float]) -> tuple[tuple[str, float], ...]:
    """Return likes and dislikes, with their previous weights if they had any."""
    more = {name: max(last.get(name, 0.0), 0.0) or TASTE for name in state.get("more")}
    less = {name: min(last.get(name, 0.0), 0.0) or -TASTE for name in state.get("less")}
    return tuple((less | more).items())


def show_tastes(request: PlanRequest) -> None:
    """Fill the form with the tastes and exclusions of a request."""
    state.put("more", [name for name, weight in request.tastes if weight > 0])
    state.put("less", [name for name, weight in request.tastes if weight < 0])
    state.put("exclude", list(request.exclude))


def show_request(request: PlanRequest) -> None:
    """Fill the form with a request; US values are converted from metric ones."""
    person = request.person
    stage = "pregnant" if person.pregnant_weeks else "neither"
    values = {
        "sex": person.sex,
        "age": person.age,
        "height_cm": person.height_cm,
        "weight_kg": person.weight_kg,
        "before_kg": person.pre_pregnancy_weight_kg,
        "activity": person.activity,
        "stage": "lactating" if person.lactating_months else stage,
        "energy_kcal": person.energy_kcal,
        "diet": request.diet,
        "avoid": list(request.avoid),
        "conditions": list(person.conditions),
        "medications": list(person.medications),
        "weight_goal": person.weight_goal,
        "unintended_weight_loss": person.unintended_weight_loss,
        "fiber_now_g": person.fiber_now_g,
        "standard": request.standard,
        "objective": request.objective,
        "snacks": request.snacks,
        "days": request.days,
        "supplements": request.supplements,
        "sun": request.sun,
        "availability": request.availability,
        "region": request.region,
        "guidelines": request.guidelines,
        "versions": request.versions,
        "limits": [name for name, _value in request.limits],
        **{limit_key(name).removeprefix("plan_"): value for name, value in request.limits},
    }
    if person.pregnant_weeks:
        values["weeks"] = person.pregnant_weeks
    if person.lactating_months:
        values["months"] = person.lactating_months
    for name, value in values.items():
        state.put(name, value)
    show_tastes(request)
    if state.get("units") == "us":
        switch_units()


def _person() -> Person:
    stage = state.get("stage") if may_be_pregnant() else "neither"
    return make_person(
        sex=state.get("sex"),
        age=state.get("age"),
        height_cm=height_cm(),
        weight_kg=weight_kg(),
        activity=state.get("activity"),
        pregnant_weeks=state.get("weeks") if stage == "pregnant" else None,
        lactating_months=state.get("months") if stage == "lactating" else None,
        energy_kcal=state.get("energy_kcal"),
        conditions=tuple(state.get("conditions")),
        medications=tuple(state.get("medications")),
        pre_pregnancy_weight_kg=before_kg() if stage == "pregnant" else None,
        weight_goal=state.get("weight_goal"),
        unintended_weight_loss=state.get("unintended_weight_loss"),
        fiber_now_g=state.get("fiber_now_g"),
    )


def height_cm() -> float:
    """Return the height entered, in cm."""
    if state.get("units") != "us":
        return float(state.get("height_cm"))
    return _height_from_us()


def weight_kg() -> float:
    """Return the weight entered, in kg."""
    if state.get("units") != "us":
        return float(state.get("weight_kg"))
    return _unless_converted(state.get("weight_lb"), state.get("weight_kg"))


def before_kg() -> float | None:
    """Return the weight before pregnancy in kg; None if it was not entered."""
    if state.get("units") != "us":
        entered = state.get("before_kg")
        return None if entered is None else float(entered)
    entered = state.get("before_lb")
    return None if entered is None else _unless_converted(entered, state.get("before_kg"))


def _height_from_us() -> float:
    """Return the height in cm; the metric value itself if the US values only display it."""
    entered = (state.get("height_feet"), state.get("height_inches"))
    if entered == units.feet_and_inches(state.get("height_cm")):
        return float(state.get("height_cm"))
    return units.centimetres(*entered)


def _unless_converted(weight_lb: float, last_kg: float | None) -> float:
    """Return the weight in kg; the last metric value if the pounds only display it."""
    if last_kg is not None and units.pounds(last_kg) == weight_lb:
        return float(last_kg)
    return units.kilograms(weight_lb)


def switch_units() -> None:
    """Convert the displayed values to the units just chosen; UK units are metric for a body."""
    was, now = state.get("body_units"), "us" if state.get("units") == "us" else "metric"
    state.put("body_units", now)
    if was == now == "metric":
        return
    if now == "us":
        feet, inches = units.feet_and_inches(state.get("height_cm"))
        state.put("height_feet", feet)
        state.put("height_inches", inches)
        for name in ("weight", "before"):
            entered = state.get(f"{name}_kg")
            state.put(f"{name}_lb", None if entered is None else units.pounds(entered))
        return
    state.put("height_cm", _height_from_us())
    for name in ("weight", "before"):
        entered = state.get(f"{name}_lb")
        last = state.get(f"{name}_kg")
        state.put(f"{name}_kg", None if entered is None else _unless_converted(entered, last))
