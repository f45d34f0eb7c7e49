"""Check what somebody has eaten against their targets: by day, and as a usual intake."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planner.certification.diary_amounts import ENERGY, weights_of
from planner.certification.diary_intake import Intake, Judge
from planner.certification.healthy_eating_index import pattern_total, points_of
from planner.certification.judge import why_forbidden
from planner.certification.uptake import B12, CALCIUM, absorbable_calcium_mg, b12_taken_up_ug
from planner.errors import InputError, Setting
from planner.nutrition.foods.diary import Diary, DiaryRow, What, select_days
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foods.portions import Portion
from planner.nutrition.knowledge.diary_matching import MatchedDiary, Question, match_diary
from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.clinical_messages import clinical_messages, removed_targets
from planner.nutrition.people.medicine_timing import timing_sentences
from planner.nutrition.people.targets import Targets
from planner.nutrition.tables import split_list
from planner.request.plan_request import PlanRequest, targets_of

LEAST_MATCHED = 0.9  # share of the energy that must have patterns for the index; project choice
MOST_FOODS = 3  # that give most of a nutrient


@dataclass(frozen=True)
class Giver:
    """A food that gives much of a nutrient: its name, and its share of the known intake, 0 to 1."""

    food: str
    share: float


@dataclass(frozen=True)
class DiaryCheck:
    """What a diary lacks or exceeds.

    Attributes
    ----------
    diary : Diary
        The diary with what its foods are known to hold.
    request : PlanRequest
        The person, standard and diet it is checked for.
    days : tuple of Intake
        Every nutrient with a target on every day.
    means : tuple of Intake
        The same as the mean of the days; of one day, that day.
    givers : dict of str to tuple of Giver
        The three foods that give most of each nutrient.
    meals : dict of str to float
        Share of the known energy of each meal, 0 to 1; the empty name is of no meal.
    index : dict of str to float or None
        Points of the components of the Healthy Eating Index 2020; None if too few foods are ours.
    absorbed : dict of str to float
        Estimated uptake a day of calcium and vitamin B12 by nutrient id, beside the intake; empty
        if too few foods are ours.
    forbidden : dict of str to str
        Foods that diet, avoidances or safety rules forbid the person, each with the reason; told of
        foods of our table only.
    questions : tuple of Question
        Foods to settle.
    notes : tuple of str
        How the diary was read, and what conditions and medicines ask for.
    """

    diary: Diary
    request: PlanRequest
    days: tuple[Intake, ...]
    means: tuple[Intake, ...]
    givers: dict[str, tuple[Giver, ...]]
    meals: dict[str, float]
    index: dict[str, float] | None
    absorbed: dict[str, float]
    forbidden: dict[str, str]
    questions: tuple[Question, ...]
    notes: tuple[str, ...]

    @property
    def below(self) -> tuple[Intake, ...]:
        """The means that are below their need."""
        return tuple(row for row in self.means if row.is_below)

    @property
    def over(self) -> tuple[Intake, ...]:
        """The means that are over their limit."""
        return tuple(row for row in self.means if row.status == "over")


def check_diary(diary: Diary, request: PlanRequest, *, takes_unsure: bool = False) -> DiaryCheck:
    r"""Check one person's diary against the targets of a request.

    Parameters
    ----------
    diary : Diary
        As `planner.read_diary` returns it; of one person (see `select_days`).
    request : PlanRequest
        Person, diet, standard and own limits.
    takes_unsure : bool
        Whether foods that are not sure count as the food they are likeliest.

    Raises
    ------
    InputError
        If the diary holds several people.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import PlanRequest, check_diary, make_person, read_diary
    >>> _ = Path("eaten.csv").write_text("day,meal,food,amount,unit\n1,lunch,whole milk,500,ml\n")
    >>> man = make_person(sex="male", age=45, height_cm=180, weight_kg=85)
    >>> found = check_diary(read_diary("eaten.csv"), PlanRequest(person=man))
    >>> next(row.status for row in found.means if row.nutrient == "magnesium_mg")
    'short'
    """
    if len(diary.people) > 1:
        raise InputError(
            f"the diary holds {len(diary.people)} people ({', '.join(diary.people[:5])}): check "
            "one at a time",
            settings=(Setting.PERSON,),
        )
    foods = request.catalog.foods
    return _checked(match_diary(select_days(diary), foods, takes_unsure=takes_unsure), request)


def _checked(matched: MatchedDiary, request: PlanRequest) -> DiaryCheck:
    """Check a diary whose foods are matched; see `check_diary`."""
    rows = matched.diary.rows
    targets = targets_of(request)
    foods = request.catalog.foods
    by_day: dict[int, list[DiaryRow]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    judged = Judge(request, foods, by_day)
    found = [judged.nutrient(target) for target in targets.rows]
    days = [day for of_days, _ in found for day in of_days]
    order = {name: number for number, name in enumerate(matched.diary.days)}
    means = tuple(mean for _, mean in found)
    effects = effects_for(request.person, request.standard)
    said = (
        *matched.diary.notes,
        *_doubts(rows),
        *_in_full(means),
        *_for_clinician(means, targets),
        *clinical_messages(targets),
        *timing_sentences(effects, (), foods),
    )
    return DiaryCheck(
        diary=matched.diary,
        request=request,
        days=tuple(sorted(days, key=lambda row: order[row.day])),
        means=means,
        givers={target.nutrient: _givers(rows, target.nutrient) for target in targets.rows},
        meals=_meals(rows),
        index=_index(rows, foods),
        absorbed=_absorbed(rows, foods),
        forbidden=_forbidden(rows, foods, request),
        questions=matched.questions,
        notes=tuple(dict.fromkeys(said)),
    )


def _givers(rows: Sequence[DiaryRow], name: str) -> tuple[Giver, ...]:
    """Return the foods that give most of a nutrient, each name once."""
    amounts: dict[str, float] = defaultdict(float)
    for row in rows:
        if row.what is not What.TOTAL:
            amounts[row.food] += row.nutrients.get(name, 0.0)
    whole = math.fsum(amounts.values())
    best = sorted(amounts.items(), key=lambda item: (-item[1], item[0]))[:MOST_FOODS]
    return tuple(Giver(food, amount / whole) for food, amount in best if amount > 0)


def _meals(rows: Sequence[DiaryRow]) -> dict[str, float]:
    """Return each meal's share of the known energy, in the order of a day."""
    energy: dict[str, float] = defaultdict(float)
    for row in rows:
        energy[row.meal] += row.nutrients.get(ENERGY, 0.0)
    whole = math.fsum(energy.values())
    ordered = [name for name in (*meal_names(), "") if energy.get(name)]
    return {name: energy[name] / whole for name in ordered}


def _forbidden(rows: Sequence[DiaryRow], foods: FoodTable, request: PlanRequest) -> dict[str, str]:
    """Return the reason for each food that a plan would not serve this person."""
    eaten = {row.food_id: row.food for row in rows if row.food_id in foods}
    refused = {name: why_forbidden(foods.food(food_id), request) for food_id, name in eaten.items()}
    return {name: found.why for name, found in refused.items() if found is not None}


def _absorbed(rows: Sequence[DiaryRow], foods: FoodTable) -> dict[str, float]:
    """Return the estimated uptake a day where nearly all energy is of our foods in meals."""
    eaten = [row for row in rows if row.what is not What.SUPPLEMENT]
    ours = [row for row in eaten if row.food_id in foods and row.grams and row.meal]
    whole = math.fsum(weights_of(eaten))
    if not whole or sum(row.nutrients.get(ENERGY, 0.0) for row in ours) < LEAST_MATCHED * whole:
        return {}
    days = len({row.day for row in rows})
    portions = [Portion(row.day, row.meal, row.food_id, row.grams or 0.0) for row in ours]
    return {
        CALCIUM: absorbable_calcium_mg(portions, foods) / days,
        B12: b12_taken_up_ug(portions, foods) / days,
    }


def _index(rows: Sequence[DiaryRow], foods: FoodTable) -> dict[str, float] | None:
    """Return the points of the Healthy Eating Index where nearly all food has its patterns."""
    eaten = [row for row in rows if row.what is not What.SUPPLEMENT]
    stated = [row for row in eaten if row.patterns]
    ours = [row for row in eaten if row.food_id in foods and row.grams and not row.patterns]
    whole = math.fsum(weights_of(eaten))
    energy = math.fsum(row.nutrients.get(ENERGY, 0.0) for row in (*stated, *ours))
    if not whole or energy < LEAST_MATCHED * whole:
        return None
    portions = [Portion(row.day, row.meal, row.food_id, row.grams or 0.0) for row in ours]

    def amounts(names: str, moderated: bool) -> float:
        said = math.fsum(
            (row.patterns if name in row.patterns else row.nutrients).get(name, 0.0)
            for row in stated
            for name in split_list(names)
        )
        return said + pattern_total(foods, portions, names, moderated=moderated)

    return points_of(amounts, energy)


def _for_clinician(means: Sequence[Intake], targets: Targets) -> list[str]:
    """Say how much is eaten of nutrients that a condition or medicine removes the target of."""
    removed = {row.nutrient for row in removed_targets(targets)}
    words = []
    for row in means:
        if row.nutrient in removed and row.intake is not None:
            known = nutrient(row.nutrient)
            least = "at least " if row.coverage < 1 else ""
            words.append(f"{least}{row.intake:.0f} {known.unit} of {known.in_sentence}")
    return [f"eaten a day: {'; '.join(words)}: show your clinician these figures"] if words else []


_LEAST_PERCENT = 60.0  # of the need for energy, below which days may lack foods; project choice


def _in_full(means: Sequence[Intake]) -> list[str]:
    """Ask whether all was recorded, where the energy is far below the need."""
    energy = next(row for row in means if row.nutrient == ENERGY)
    if energy.percent is None or energy.percent >= _LEAST_PERCENT:
        return []
    return [
        f"the known energy is {energy.percent:.0f} % of the need: were the days recorded in full?"
    ]


_DOUBTFUL_D_UG = 50.0  # in one food: IU may have been typed as µg; project choice
_DOUBTFUL_SODIUM_MG = 10_000.0  # in one row: 25 g of salt; project choice
_KCAL_PER_G_FAT = 9.0


def _doubts(rows: Sequence[DiaryRow]) -> list[str]:
    """Name the rows whose figures are hardly possible, for the user to check."""
    found = []
    for row in rows:
        if row.what is not What.FOOD:
            continue
        where = f"{row.day_name}, {row.food}"
        known = row.nutrients
        if known.get("vitamin_d_ug", 0.0) > _DOUBTFUL_D_UG:
            found.append(f"{where}: {known['vitamin_d_ug']:g} µg of vitamin D: is it in IU?")
        if known.get("sodium_mg", 0.0) > _DOUBTFUL_SODIUM_MG:
            found.append(f"{where}: {known['sodium_mg']:g} mg of sodium: is the amount right?")
        fat = known.get("fat_g", 0.0) * _KCAL_PER_G_FAT
        if ENERGY in known and fat > 1.3 * known[ENERGY] + 10:
            found.append(f"{where}: {known[ENERGY]:g} kcal beside {known['fat_g']:g} g of fat")
    return found


def names_of(rows: Sequence[Intake]) -> str:
    """Write the names of nutrients in a row: "magnesium, vitamin D"."""
    index = nutrient_index()
    ordered = sorted(rows, key=lambda row: index[row.nutrient])
    return ", ".join(nutrient(row.nutrient).in_sentence for row in ordered)
