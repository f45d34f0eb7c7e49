"""The days of a diary are fixed each by itself, judged as plans are, and nothing is presumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import PlanRequest, certify, fix_diary, make_person, read_diary
from planner.errors import InputError
from planner.nutrition.foods.food_table import load_foods
from planner.planning.diary_fix import DiaryFix

MAN = PlanRequest(person=make_person(sex="male", age=45, height_cm=180, weight_kg=85))
ADDED = frozenset({"atlantic_salmon_farmed_cooked", "almonds", "spinach_boiled", "raspberries"})
EATEN = """day,meal,food,food_id,grams
1,breakfast,Corn flakes,corn_flakes,40
1,breakfast,Milk,milk_2_percent,200
1,breakfast,Coffee,coffee_brewed,480
1,lunch,Bread,white_bread,116
1,lunch,Ham,deli_ham,56
1,dinner,Beef,ground_beef_85_lean,170
1,dinner,Pasta,pasta_cooked,250
2,lunch,Banana,banana,118
"""


def _fix(
    folder: Path, text: str = EATEN, request: PlanRequest = MAN, **options: object
) -> DiaryFix:
    path = folder / "eaten.csv"
    path.write_text(text)
    wanted = {"at_most": 2, "may_add": ADDED} | options
    return fix_diary(read_diary(path), request, **wanted)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> DiaryFix:
    """Return both days, coffee and dinner kept."""
    return _fix(tmp_path_factory.mktemp("fix"), keep=("coffee", "dinner"))


def test_days_are_fixed_each_by_itself(found: DiaryFix) -> None:
    """Each day has its own answers; what they mend was missed and is missed no more."""
    assert [day.day for day in found.days] == ["1", "2"]
    for day in found.days:
        assert day.answers
        for answer in day.answers:
            assert set(answer.mends) == set(day.missed) - set(answer.change.missed)
            assert answer.status == "missed"


def test_what_is_kept_stays(found: DiaryFix) -> None:
    """Nothing is changed of the coffee, or of or at dinner."""
    changes = [one for day in found.days for answer in day.answers for one in answer.change.changes]
    assert changes
    assert not [one for one in changes if one.meal == "dinner" or one.food_id == "coffee_brewed"]


def test_the_judge_of_plans_has_the_last_word(found: DiaryFix) -> None:
    """An answer's reasons are the breaches that the judge finds in its portions."""
    answer = found.days[0].answers[-1]
    judged = certify(
        answer.change.portions, MAN, out_of_reach=frozenset({"water_g"}), foods=load_foods()
    )
    assert answer.why_not == tuple(one.message for one in judged.breaches)
    assert not answer.is_certified


def test_bounds_that_no_change_meets_are_named(found: DiaryFix) -> None:
    """With four foods to add, a day of one banana misses targets whatever is done."""
    assert found.days[1].conflict
    assert all("at least" in words or "at most" in words for words in found.days[1].conflict)


def test_what_one_may_not_eat_is_left_out(tmp_path: Path) -> None:
    """A vegan's ham, beef, milk and flakes (lanolin) are left out of every answer."""
    vegan = PlanRequest(person=MAN.person, diet="vegan")
    (day,) = _fix(tmp_path, EATEN.rsplit("\n", 2)[0], vegan, at_most=1).days
    assert len(day.forbidden) == 4
    assert day.answers
    left = {row.food_id for answer in day.answers for row in answer.change.portions}
    assert not left & {"deli_ham", "ground_beef_85_lean", "milk_2_percent"}


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("day,meal,food,amount,unit\n1,lunch,zorgblat stew,1,bowl\n", {}, "zorgblat stew"),
        (EATEN, {"keep": ("cofee",)}, "did you mean"),
        (EATEN, {"at_most": 0}, "give 1 to 6"),
        ("day,meal,food,food_id,grams\n" + "".join(
            f"{day},lunch,Banana,banana,100\n" for day in range(1, 9)), {}, "choose 7 at most"),
    ],
)  # fmt: skip
def test_what_cannot_be_fixed_is_refused(
    text: str, options: dict[str, object], said: str, tmp_path: Path
) -> None:
    """Foods to settle, unknown words, no changes and too many days: one message says which."""
    with pytest.raises(InputError, match=said):
        _fix(tmp_path, text, **options)
