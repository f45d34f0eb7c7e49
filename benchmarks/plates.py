"""Count what does not belong on the plates of drawn people.

``python -m benchmarks.plates --people 200 --seed 1`` plans a day for everyone from 9 years up, on
every diet, and prints the figures. ``--adults`` draws adults without allergies on the usual diets;
``--workers N`` sets the number of processes, 2 by default; ``--first N`` leaves out the people
before the N-th, so that a run can be cut into parts; ``--show`` prints each finding.
``--tables N`` plans days of N drawn families instead and prints who eats which share of each dish.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from benchmarks.people import draw_requests
from benchmarks.tables import tables
from planner import PlannerError, PlanRequest, make_plan
from planner.certification.medas import medas as held_questions
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.one_sort import all_one_sorts, drinks
from planner.nutrition.foods.pairings import all_sides, side_of, takes_side
from planner.nutrition.foods.portions import Portion
from planner.nutrition.people.diets import get_diet
from planner.optimize.model.choices import forbidden_dish_reason, forbidden_reason
from planner.planning.other_shops import foods_of_other_shops
from planner.planning.plan import Plan
from planner.request.choices import GUIDELINES

# The findings that are counted by days, with the words of the report.
FINDINGS = {
    "milk": "days with more than one milk",
    "bread": "days with more than one bread",
    "side": "days with a side outside its pairing",
    "drink": "days with two drinks in a meal",
    "version": "days with free-from food without need",
    "fiber": "days with fiber above its guide",
    "shop": "days with food of specialty shops (taken only where no plan is found without)",
    "hei": "days below the aim of HEI-2020",
    "medas": "Mediterranean days below the aim of MEDAS",
    "short": "days with a nutrient below its target",
    "starch": "days with a plate of two starches",
    "glass": "days with a drink of more than 300 g",
    "half": "days with half a serving of a dish of much work",
    "fish": "days with fish at two meals",
}
_SECONDS = 600.0  # that the search may take: its nodes end it, not the clock of a busy machine
_GLASS_G = 305.0
_MUCH_WORK = 20  # minutes
_STARCH_G = {"bread": 30.0, "starch": 90.0}  # of a role, from which a plate has it
_TAKES_BOTH = ("soup", "stew", "salad", "chili")  # kinds of dish that take bread beside starch


@dataclass
class Day:
    """What was found on the plates of one person's day.

    Attributes
    ----------
    who : str
        The person and diet.
    status : str
        certified, not certified, or the error.
    seconds : float
        Processor time.
    found : list of (str, str)
        Key of `FINDINGS`, and what it is about.
    dishes : list of (str, str)
        Meal and base dish.
    scores : dict of str to float
        HEI-2020 and MAR.
    """

    who: str
    status: str = ""
    seconds: float = 0.0
    found: list[tuple[str, str]] = field(default_factory=list)
    dishes: list[tuple[str, str]] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)


def look_at(request: PlanRequest) -> Day:
    """Plan a day and look at its plates."""
    day = Day(f"{request.person.label}; {request.diet}; avoids {', '.join(request.avoid)}")
    started = time.process_time()
    try:
        plan = make_plan(request.changed(time_limit_seconds=_SECONDS))
    except PlannerError as error:
        day.status = f"{type(error).__name__}: {str(error).splitlines()[-1]}"
        return day
    finally:
        day.seconds = time.process_time() - started
    day.status = "certified" if plan.certificate.certified else "not certified"
    day.found = list(findings(plan))
    dishes = request.catalog.items.dishes_by_id
    day.dishes = sorted({(row.meal, dishes[row.dish].base) for row in plan.portions if row.dish})
    day.scores = {
        score.id: score.value
        for score in plan.scores
        if score.id in ("hei2020", "mar", "medas") and score.value is not None
    }
    return day


def findings(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what does not belong on the plates of a plan for one day."""
    request = plan.request
    yield from sorts(request, plan.portions)
    yield from plates(request, plan.portions)
    yield from (("version", name) for name in unneeded(request, plan.portions))
    yield from (("fiber", words.partition(" (")[0]) for words in plan.certificate.over_guides)
    yield from (("shop", name) for name in foods_of_other_shops(request, plan.portions))
    scores = {score.id: score.value for score in plan.scores}
    hei, medas = scores["hei2020"], scores.get("medas")
    if hei is not None and hei < GUIDELINES[request.guidelines].hei2020:
        yield "hei", f"{hei:.0f}"
    if medas is not None and medas < (get_diet(request.diet).medas or 0):
        missed = [item for item, held in held_questions(request.catalog, plan.portions).items()
                  if not held]  # fmt: skip
        yield "medas", f"{medas:.0f}, without {', '.join(map(str, missed))}"
    yield from (
        ("short", f"{row.nutrient} {row.percent:.0f} %")
        for row in plan.certificate.adequacy
        if row.status == "short"
    )
    yield from kitchen(request, plan.portions)


def kitchen(request: PlanRequest, portions: Sequence[Portion]) -> Iterator[tuple[str, str]]:
    """Yield what a cook would not put on a plate, counted on the grams alone."""
    foods, dishes = request.catalog.foods, request.catalog.items.dishes_by_id
    roles = subgroup_table()["role"]
    fish_meals: set[str] = set()
    for meal in dict.fromkeys(row.meal for row in portions):
        rows = [row for row in portions if row.meal == meal]
        held: dict[str, float] = {}
        for row in rows:
            food = foods.food(row.food_id)
            whole = "dish" if row.dish else row.food_id
            kind = f"{roles[food.subgroup]} {whole}"
            held[kind] = held.get(kind, 0.0) + row.grams
            if food.group == "fish" and row.grams >= 25:
                fish_meals.add(meal)
            if not row.dish and side_of(food) in drinks() and row.grams > _GLASS_G:
                yield "glass", f"{meal}: {row.grams:.0f} g {food.id}"
        served = {row.dish: row.scale for row in rows if row.dish}
        has = [kind for kind, grams in held.items()
               if grams >= _STARCH_G.get(kind.split()[0], 9e9)]  # fmt: skip
        takes_both = any(dishes[dish].kind in _TAKES_BOTH for dish in served)
        if len({kind.split()[1] for kind in has}) > 1 and not takes_both:
            yield "starch", f"{meal}: {', '.join(served)} with {', '.join(has)}"
        for dish, scale in served.items():
            if scale <= 0.5 and dishes[dish].active_minutes >= _MUCH_WORK:
                yield "half", f"{meal}: {scale:g} {dish}"
    if len(fish_meals) > 1:
        yield "fish", ", ".join(sorted(fish_meals))


def sorts(request: PlanRequest, portions: Sequence[Portion]) -> Iterator[tuple[str, str]]:
    """Yield milk and bread where a day needs more than one sort."""
    foods = request.catalog.foods
    for entry in all_one_sorts().values():
        opened: set[str] = set()
        little: set[str] = set()  # kinds of which any sort will do
        for row in portions:
            food, serving = foods.food(row.food_id), row.grams / row.scale
            if not entry.covers(food):
                continue
            if not row.dish or serving >= entry.sort_from_g:
                opened.add(food.id)
            elif serving >= entry.kind_from_g:
                little.add(food.kind)
        more = little - {foods.food(name).kind for name in opened}
        if len(opened) + len(more) > 1:
            yield entry.id, ", ".join(sorted(opened | more))


def plates(request: PlanRequest, portions: Sequence[Portion]) -> Iterator[tuple[str, str]]:
    """Yield sides that do not go with the dish of their meal, and second drinks."""
    foods, dishes = request.catalog.foods, request.catalog.items.dishes_by_id
    by_meal: dict[str, list[Portion]] = {}
    for row in portions:
        by_meal.setdefault(row.meal, []).append(row)
    for meal, rows in by_meal.items():
        served = {dishes[row.dish].id: dishes[row.dish] for row in rows if row.dish}
        alone = [foods.food(row.food_id) for row in rows if not row.dish]
        for food in alone:
            for dish in served.values():
                side = side_of(food)
                if side in all_sides() and not takes_side(dish, side, meal, foods):
                    yield "side", f"{food.id} beside {dish.id} ({dish.kind}, {meal})"
        poured = [food.id for food in alone if side_of(food) in drinks()]
        has_cereal = any("cereal" in food.subgroup for food in alone)
        if len(poured) > 1 + has_cereal:
            yield "drink", f"{meal}: {', '.join(poured)}"


def unneeded(request: PlanRequest, portions: Iterable[Portion]) -> list[str]:
    """Return foods and dishes that are barred only because this person does not need them."""
    foods, dishes = request.catalog.foods, request.catalog.items.dishes_by_id
    anyone = request.changed(versions="any")
    reasons = [
        {food.id: forbidden_reason(food, asked) for food in foods.foods}
        for asked in (request, anyone)
    ]
    found: set[str] = set()
    for row in portions:
        if reasons[0][row.food_id] and not reasons[1][row.food_id]:
            found.add(row.food_id)
        bars = [
            row.dish and forbidden_dish_reason(dishes[row.dish], asked, why, foods)
            for asked, why in zip((request, anyone), reasons, strict=True)
        ]
        if bars[0] and not bars[1]:
            found.add(row.dish)
    return sorted(found)


def report(days: Sequence[Day]) -> Iterator[str]:
    """Yield the lines of the report."""
    planned = [day for day in days if day.scores]
    status = Counter(day.status.partition(":")[0] for day in days)
    yield f"{len(days)} people: " + ", ".join(f"{n} {name}" for name, n in status.most_common())
    for key, words in FINDINGS.items():
        count = sum(any(kind == key for kind, _ in day.found) for day in planned)
        yield f"{words}: {count} ({count / max(len(planned), 1):.1%})"
    meals = Counter(meal for day in planned for meal, _ in day.dishes)
    shares = Counter(pair for day in planned for pair in day.dishes)
    for meal in meals:
        most = [(dish, n) for (at, dish), n in shares.most_common() if at == meal][:3]
        words = ", ".join(f"{dish} {n / meals[meal]:.1%} ({n})" for dish, n in most)
        yield f"most served at {meal}: {words}"
    for name in ("hei2020", "mar", "medas"):
        values = [day.scores[name] for day in planned if name in day.scores]
        if values:
            yield f"{name}: median {statistics.median(values):.3f}, least {min(values):.3f}"
    seconds = sorted(day.seconds for day in days)
    yield f"processor seconds: median {statistics.median(seconds):.2f}, longest {seconds[-1]:.2f}"


def main() -> None:
    """Print the findings, if asked for, and the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--adults", action="store_true")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--tables", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    if asked.tables:
        sys.stdout.writelines(f"{line}\n" for line in tables(asked.tables, asked.seed))
        return
    requests = draw_requests(asked.people, asked.seed, adults=asked.adults)[asked.first :]
    days: list[Day] = []
    with ProcessPoolExecutor(max_workers=asked.workers) as pool:
        for day in pool.map(look_at, requests, chunksize=1):
            days.append(day)
            if asked.show and (day.found or day.status != "certified"):
                words = "; ".join(f"{kind}: {what}" for kind, what in day.found)
                sys.stdout.write(f"[{day.status}] {day.who}\n    {words}\n")
                sys.stdout.flush()
    sys.stdout.write("\n".join(report(days)) + "\n")


if __name__ == "__main__":
    main()
