"""The form of the household: people, and which meals they eat at home."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from planner.dashboard.forms import household_health
from planner.dashboard.forms.profile import ACTIVITIES, SEXES
from planner.dashboard.session import state
from planner.dashboard.session.question import Inquiry, one
from planner.dashboard.views.choices import choose, choose_by_search, choose_several
from planner.dashboard.wording import units
from planner.dashboard.wording.i18n import N_, _, ngettext, translated
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.people.diets import all_avoidances, all_diets
from planner.nutrition.people.person import PERSON_OPTIONS
from planner.request.household import MOST_PEOPLE, SHARED_MEALS, household_from_raw
from planner.request.plan_request import PlanRequest

IDS = "week_people"  # numbers of the people besides the visitor; they are part of widget keys
NEW: dict[str, Any] = {
    "name": "", "sex": "male", "age": 36, "height_cm": 178.0, "weight_kg": 75.0,
    "activity": "low_active", "diet": "omnivore", "avoid": [], "at_home": list(SHARED_MEALS),
    "kept": None, **household_health.NEW,
}  # fmt: skip
ME = N_("Me")
# Settings of a request that are personal; the others are shared by the household.
_PERSONAL = ("tastes", "snacks", "standard", "exclude")


def _key(number: int, field: str) -> str:
    return f"week_person_{number}_{field}"


def _get(number: int, field: str) -> Any:
    return st.session_state[_key(number, field)]


def start() -> None:
    """Fill the form with the people of the inquiry, once per session."""
    question = state.asked()
    st.session_state[IDS] = []
    st.session_state["week_my_name"] = question.request.name or _(ME)
    meals = question.at_home[0] if len(question.requests) > 1 else SHARED_MEALS
    st.session_state["week_my_at_home"] = [meal for meal in SHARED_MEALS if meal in meals]
    for request, at_home in zip(question.requests[1:], question.at_home[1:], strict=True):
        person = request.person
        _add(
            {
                **{name: getattr(person, name) for name in NEW if hasattr(person, name)},
                "name": request.name,
                "diet": request.diet,
                "avoid": list(request.avoid),
                "at_home": [meal for meal in SHARED_MEALS if meal in at_home],
                "kept": request,
                **household_health.values_of(request),
            }
        )


def _add(values: dict[str, Any]) -> None:
    ids = st.session_state[IDS]
    number = st.session_state.get("week_next_person", 1)
    st.session_state["week_next_person"] = number + 1
    st.session_state[IDS] = [*ids, number]
    for field, value in values.items():
        st.session_state[_key(number, field)] = value


def add_person() -> None:
    """Add a person with an unused name."""
    names = {_get(number, "name") for number in st.session_state[IDS]}
    count = len(names) + 2
    while _("Person {number}").format(number=count) in names:
        count += 1
    _add(NEW | {"name": _("Person {number}").format(number=count)})


def _remove(number: int) -> None:
    st.session_state[IDS] = [other for other in st.session_state[IDS] if other != number]


@st.fragment
def show() -> None:
    """Draw the people, collapsed for one person."""
    if IDS not in st.session_state:
        start()
    ids = st.session_state[IDS]
    count = len(ids) + 1
    title = ngettext("At the table: {count} person", "At the table: {count} people", count)
    with st.expander(title.format(count=count), icon=":material/group:", expanded=bool(ids)):
        st.markdown(_("You are the person in the sidebar. Who else eats with you?"))
        if ids:
            _me()
        for number in ids:
            with st.container(border=True):
                _person(number)
        st.button(
            _("Add a person"),
            key="week_person_add",
            icon=":material/person_add:",
            on_click=add_person,
            disabled=count >= MOST_PEOPLE,
        )


def _me() -> None:
    left, right = st.columns(2)
    with left:
        st.text_input(_("Your name"), max_chars=60, key="week_my_name", persist_state="session")
    with right:
        _meals(_("You eat at home"), "week_my_at_home")


def _meals(label: str, key: str) -> None:
    labels = {meal: meal_labels()[meal] for meal in SHARED_MEALS}
    choose_several(label, labels, key, placeholder=_("No shared meal"))


def _choice(label: str, number: int, field: str, labels: dict[str, str]) -> None:
    choose(label, labels, _key(number, field))


def _person(number: int) -> None:
    """Draw one person's fields and the button that removes the person."""
    first, second, third, fourth = st.columns(4)
    with first:
        st.text_input(_("Name"), max_chars=60, key=_key(number, "name"), persist_state="session")
    with second:
        _choice(_("Sex"), number, "sex", translated(SEXES))
    with third:
        st.number_input(
            _("Age (years)"), min_value=0, step=1, key=_key(number, "age"), persist_state="session"
        )
    with fourth:
        _choice(_("Activity"), number, "activity", translated(ACTIVITIES))
    _body(number)
    first, second, third = st.columns(3)
    with first:
        diets = {name: diet.label for name, diet in all_diets().items()}
        _choice(_("Diet"), number, "diet", diets)
    with second:
        labels = {name: row.label for name, row in all_avoidances().items()}
        choose_by_search(_("Allergies and things to avoid"), labels, _key(number, "avoid"))
    with third:
        _meals(_("Eats at home"), _key(number, "at_home"))
    household_health.show(partial(_key, number), partial(_get, number))
    st.button(
        _("Remove {name}").format(name=_get(number, "name") or _("this person")),
        key=_key(number, "remove"),
        type="tertiary",
        icon=":material/person_remove:",
        on_click=_remove,
        args=(number,),
    )


def _body(number: int) -> None:
    """Draw height and weight in the units of the sidebar; the saved values are metric."""
    if state.get("units") != "us":
        for column, (label, field) in zip(
            st.columns(2),
            ((_("Height (cm)"), "height_cm"), (_("Weight (kg)"), "weight_kg")),
            strict=True,
        ):
            with column:
                _number(label, _key(number, field))
        return
    feet, inches = units.feet_and_inches(_get(number, "height_cm"))
    shown = {"feet": float(feet), "inches": inches, "lb": units.pounds(_get(number, "weight_kg"))}
    labels = (_("Height: feet"), _("and inches"), _("Weight (pounds)"))
    for column, label, (field, value) in zip(st.columns(3), labels, shown.items(), strict=True):
        with column:
            st.session_state[_key(number, field)] = value
            _number(label, _key(number, field), number)


def _number(label: str, key: str, converts: int | None = None) -> None:
    st.number_input(
        label,
        min_value=0.0,
        step=1.0,
        format="%.1f",
        key=key,
        persist_state="session",
        on_change=_to_metric if converts else None,
        args=(converts,) if converts else None,
    )


def _to_metric(number: int) -> None:
    height = units.centimetres(_get(number, "feet"), _get(number, "inches"))
    st.session_state[_key(number, "height_cm")] = height
    st.session_state[_key(number, "weight_kg")] = units.kilograms(_get(number, "lb"))


def question_with(request: PlanRequest) -> Inquiry:
    """Return the inquiry of the household; `request` is the visitor's own.

    Raises
    ------
    InputError
        If a value is not valid; one message lists all faults.
    """
    ids = st.session_state.get(IDS, [])
    if not ids:
        return one(request)
    common = {
        name: getattr(request, name)
        for name in PlanRequest.model_fields
        if name not in {"person", "name", "diet", "avoid", "lock", "own_dishes", *_PERSONAL}
    }
    raw = {**common, "person": [_mine(request), *map(_theirs, ids)]}
    household = household_from_raw(raw, _("the table"))
    return Inquiry(
        tuple(member.request for member in household.members),
        tuple(member.at_home for member in household.members),
    )


def _mine(request: PlanRequest) -> dict[str, Any]:
    return _entry(
        request,
        name=st.session_state["week_my_name"],
        at_home=st.session_state["week_my_at_home"],
        avoid=list(request.avoid),
    )


def _entry(request: PlanRequest, **fields: Any) -> dict[str, Any]:
    """Return a person as an entry of a household file; `fields` override those of the request."""
    options = {
        option: getattr(request.person, field)
        for option, field in PERSON_OPTIONS.items()
        if getattr(request.person, field) not in {None, ()}
    }
    personal = {name: getattr(request, name) for name in _PERSONAL}
    return {**options, **personal, "diet": request.diet, **fields}


def _theirs(number: int) -> dict[str, Any]:
    """Return another person; settings that the form does not have keep the values of a link."""
    kept: PlanRequest | None = _get(number, "kept")
    return {
        **(_entry(kept) if kept else {}),
        "name": _get(number, "name"),
        "sex": _get(number, "sex"),
        "age": _get(number, "age"),
        "height": _get(number, "height_cm"),
        "weight": _get(number, "weight_kg"),
        "activity": _get(number, "activity"),
        "diet": _get(number, "diet"),
        "avoid": list(_get(number, "avoid")),
        **household_health.options(partial(_get, number)),
        "at_home": list(_get(number, "at_home")),
    }
