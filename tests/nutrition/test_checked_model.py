"""Checked models: one InputError for all faults, and every change is validated."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field, field_validator

import planner
from planner.errors import DataError, InputError
from planner.nutrition.checked_model import MOST_FAULTS, CheckedModel
from planner.nutrition.people.person import make_person
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import WeekRules

WOMAN = make_person(sex="female", age=34, height_cm=167, weight_kg=62)


class Shelf(CheckedModel):
    """A model to test the base class."""

    name: str = "oak"
    boards: int = Field(default=3, ge=1)
    loads: tuple[float, ...] = ()

    @field_validator("name")
    @classmethod
    def _known(cls, value: str) -> str:
        if value == "glass":
            raise DataError("glass breaks\ntake wood")
        return value


def test_every_fault_is_a_line_with_its_place() -> None:
    """Two bad fields and an unknown one are three lines, each with the file and the value."""
    with pytest.raises(InputError) as caught:
        Shelf.from_raw({"boards": 0, "loads": [1, "x"], "colour": "red"}, "shelves.toml")
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["shelves.toml", "boards"],
        ["shelves.toml", "loads.1"],
        ["shelves.toml", "colour"],
    ]
    assert [line.rpartition("(")[2] for line in lines] == ["got 0)", "got 'x')", "got 'red')"]


def test_a_validators_own_error_keeps_its_kind_and_gets_the_place() -> None:
    """Every line of a validator's error starts with the place."""
    with pytest.raises(DataError, match=r"^here: glass breaks\nhere: take wood$"):
        Shelf.from_json('{"name": "glass"}', "here")
    with pytest.raises(DataError, match=r"^glass breaks\ntake wood$"):
        Shelf.from_raw({"name": "glass"})


def test_messages_are_bounded() -> None:
    """A thousand faults, or a value of a thousand letters, give a short message."""
    with pytest.raises(InputError) as caught:
        Shelf.from_raw({"loads": ["x" * 1000] * 1000})
    lines = str(caught.value).splitlines()
    assert len(lines) == MOST_FAULTS + 1
    assert lines[-1] == f"and {1000 - MOST_FAULTS} more faults"
    assert max(map(len, lines)) < 200


def test_a_change_is_checked_as_a_whole() -> None:
    """A changed copy is validated, and the original is unchanged."""
    shelf = Shelf(name="pine")
    assert shelf.changed(boards=5) == Shelf(name="pine", boards=5)
    assert shelf.boards == 3
    with pytest.raises(InputError, match=r"boards: .*greater than or equal to 1"):
        shelf.changed(boards=0)
    with pytest.raises(InputError, match="colour: Extra inputs"):
        shelf.changed(colour="red")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"snacks": 4}, "snacks: .*less than or equal to 3"),
        ({"diet": "vegann"}, "did you mean vegan"),
        ({"limits": (("max_sodium_mg", 1e9),)}, "max_sodium_mg"),
        ({"person": {"sex": "female"}}, "person.age: Field required"),
    ],
)
def test_a_request_is_changed_under_its_own_rules(fields: dict[str, object], words: str) -> None:
    """`changed` refuses what `from_raw` refuses, with the same message."""
    with pytest.raises(InputError, match=words) as caught:
        PlanRequest(person=WOMAN).changed(**fields)
    with pytest.raises(InputError) as fresh:
        PlanRequest.from_raw({"person": WOMAN, **fields})
    assert str(caught.value) == str(fresh.value)


def test_a_changed_request_is_put_in_order() -> None:
    """Lists are sorted, each name once, as in a new request."""
    request = PlanRequest(person=WOMAN).changed(exclude=("tofu_fried", "avocado", "tofu_fried"))
    assert request.exclude == ("avocado", "tofu_fried")


def test_a_changed_person_and_week_are_checked() -> None:
    """Messages of a person are kept; the numbers of week rules keep their bounds."""
    with pytest.raises(InputError, match="energy 700: under the safe floor"):
        WOMAN.changed(energy_kcal=700)
    with pytest.raises(InputError, match="fish_days"):
        WeekRules().changed(fish_days=8)


def test_nothing_is_copied_past_the_check() -> None:
    """No module uses model_copy(update=…) or model_construct, which skip validation."""
    folder = Path(planner.__file__).parent
    unchecked = ("model_copy(", "model_construct(")
    found = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if any(call in path.read_text(encoding="utf-8") for call in unchecked)
    ]
    assert found == []
