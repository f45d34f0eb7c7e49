"""One day among others: what the days around it bar, ask for and leave to average."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.nutrition.foods.cooking_batches import cooking_minutes, cookings
from planner.nutrition.foods.credited_intake import credited_intake
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import core_nutrients
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.safety import safety_rules_for
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.repetition_costs import WeekContext, day_points, is_a_drink
from planner.optimize.model.rules import Rule, RuleKey, count_rule
from planner.request.plan_request import PlanRequest
from planner.request.variety import (
    dish_days,
    eats_fish,
    fish_days,
    kind_of,
    kinds_eaten,
    least_kinds,
    may_be_leftover,
    meals_holding,
)
from planner.request.week_rules import (
    WEEK,
    WEEKDAYS,
    Subject,
    Wish,
    all_kinds,
    all_subjects,
    at_least_in,
    at_most_in,
    least_grams,
)

LEAST_OF_FLOOR = 0.75  # of a floor that the days average, the least on each; see certify
MOST_OF_FLOOR = 1.2  # the most that one day is asked for to make up for others
MILK_DRINK_POINTS = 2.0  # for a glass of milk beside a smoothie
FRESH_MINUTES = 15  # of work, still done on a day that is no cooking day
MARGIN = 1e-4
PROJECT = "project choice"


@dataclass(frozen=True)
class DayTerms:
    """What the surroundings make of a day.

    Attributes
    ----------
    keep : ndarray of bool, shape (choices,)
        Choices that are still open.
    points : ndarray, shape (choices,)
        Added to the objective for taking a choice.
    limits : dict of RuleKey to (float, float)
        New limits of rules.
    rules : tuple of Rule
        Further rules that must hold.
    demands : tuple of Rule
        Further rules that another day may take over.
    """

    keep: BoolArray
    points: FloatArray
    limits: dict[RuleKey, tuple[float, float]]
    rules: tuple[Rule, ...]
    demands: tuple[Rule, ...]


class DayShaper:
    """Turns surroundings into terms for one request; what never changes is worked out once."""

    def __init__(self, request: PlanRequest, choices: Choices, rules: Sequence[Rule]) -> None:
        self.request, self.choices, self.rules = request, choices, rules
        self.foods, self.dishes = choices.items.foods, choices.items.dishes_by_id
        self.meal = choices.meal_name
        dishes = [choices.dish(number) for number in range(len(choices))]
        self.base = choices.base_id
        self.keeps_days = np.array([dish.keeps_days if dish else 0 for dish in dishes])
        self.work = np.array([float(dish.active_minutes) if dish else 0.0 for dish in dishes])
        self.ready = np.array([dish.total_minutes if dish else 0 for dish in dishes])
        self.ids = choices.item_id
        self.least_units = choices.least
        self.most_units = choices.least + choices.step * (choices.usual_steps + choices.extra_steps)

    @cached_property
    def kinds(self) -> dict[str, dict[str, BoolArray]]:
        """Choices that surely serve enough of each kind of food to count."""
        choices = self.choices
        grams = choices.items.grams[choices.item] * self.least_units[:, None]
        found: dict[str, dict[str, BoolArray]] = {name: {} for name in all_kinds()}
        for column, food in enumerate(choices.items.foods.foods):
            held = grams[:, column] >= least_grams()
            if not held.any():
                continue
            for name, kinds in all_kinds().items():
                if food.group in kinds.groups:
                    old = found[name].get(kind_of(food), np.zeros(len(choices), dtype=np.bool_))
                    found[name][kind_of(food)] = old | held
        return found

    def holding(self, subject: Subject, *, surely: bool) -> BoolArray:
        """Mark the choices that surely, or possibly, hold enough of a subject to count."""
        choices = self.choices
        grams = choices.marked("group", subject.groups)
        grams = grams + choices.marked("subgroup", subject.subgroups)
        units, least = (
            (self.least_units, least_grams()) if surely else (self.most_units, least_grams() / 2)
        )
        held: BoolArray = grams * units >= least
        return held

    def terms(self, around: WeekContext) -> DayTerms:
        """Return what the surroundings make of this day."""
        rules = [*self._limits_of_wishes(around), *self._cooking(around), *self._one_milky_drink()]
        demands = [*self._demands(around)]
        return DayTerms(
            keep=self._open(around),
            points=day_points(self.choices, around),
            limits=dict(self._limits(around)),
            rules=tuple(rules),
            demands=tuple(demands),
        )

    def days_left(self, around: WeekContext) -> int:
        """Return how many days are not planned yet, this one among them."""
        return max(self.request.days - len({row.day for row in around.standing}), 1)

    def _open(self, around: WeekContext) -> BoolArray:
        """Bar dishes that came back often enough, or do not go with the table or the day."""
        keep: BoolArray = np.ones(len(self.choices), dtype=np.bool_)
        dishes = self.base != ""
        for base, days in dish_days(around.standing, self.dishes).items():
            if self._worn_out(base, days, around.day):
                keep &= self.base != base
        for meal, allowed in around.dishes.items():
            keep &= ~(dishes & (self.meal == meal)) | np.isin(self.base, sorted(allowed))
        for meal, base in around.barred:
            keep &= ~((self.meal == meal) & (self.base == base))
        weekday = self.request.weekday(around.day)
        for wish in self.request.week.read_wishes():
            if wish.sense == "@" and weekday in wish.days and wish.subject.most_minutes:
                keep &= ~(dishes & (self.ready > wish.subject.most_minutes))
        since = self._since_cooking(weekday)
        if since > 0:
            keep &= ~(dishes & (self.work > FRESH_MINUTES) & (self.keeps_days < since))
        return keep

    def _worn_out(self, base: str, days: Sequence[int], day: int) -> bool:
        """Tell whether a dish was served often enough around a day, or the day before or after."""
        times = max(
            sum(first <= other < first + WEEK for other in days)
            for first in range(day - WEEK + 1, day + 1)
        )
        if times >= self.request.week.dish_times:
            return True
        next_to = day - 1 in days or day + 1 in days
        return next_to and not may_be_leftover(base, self.request)

    def _since_cooking(self, weekday: int) -> int:
        """Return the days since the last cooking day; 0 on one, or where every day is one."""
        days = [WEEKDAYS.index(name) for name in self.request.week.cook_days]
        return min(((weekday - day) % WEEK for day in days), default=0)

    def _limits(self, around: WeekContext) -> Iterator[tuple[RuleKey, tuple[float, float]]]:
        """Let floors average over the days, and hold the limits by the week."""
        left = self.days_left(around)
        daily = {*core_nutrients(), *effects_for(self.request.person).steady}
        for rule in self.rules:
            if rule.family != "nutrient_floor" or rule.subject in daily:
                continue
            if self.request.week.strict_days:
                continue
            floor = rule.lower / (1 + MARGIN)
            had = self._counted_by_day(around, rule.subject)
            need = (self.request.days * floor - sum(had)) / left
            need = min(max(need, LEAST_OF_FLOOR * floor), MOST_OF_FLOOR * floor)
            if min(had, default=np.inf) < LEAST_OF_FLOOR * floor:
                need = max(need, floor)  # a day that was eaten is too low: nothing averages
            yield rule.key, (need * (1 + MARGIN), rule.upper)
        by_key = {rule.key: rule for rule in self.rules}
        for limit in safety_rules_for(self.request.person):
            key = RuleKey("group_cap", "day", limit.id)
            if limit.limit_g is not None and limit.days > 1 and key in by_key:
                foods = self.choices.items.foods
                grams = [
                    (row.day, row.grams)
                    for row in around.standing
                    if limit.covers(foods.food(row.food_id))
                ]
                spent = max(
                    sum(amount for day, amount in grams if first <= day < first + limit.days)
                    for first in range(around.day - limit.days + 1, around.day + 1)
                )
                yield key, (-np.inf, max(limit.limit_g - spent, 0.0))

    def _counted_by_day(self, around: WeekContext, nutrient_id: str) -> list[float]:
        """Return what counts of a nutrient on each standing day, as the certificate counts it."""
        foods, plain = self.choices.items.foods, self.request.plain_totals
        days: dict[int, list[Portion]] = defaultdict(list)
        for row in around.standing:
            days[row.day].append(row)
        return [credited_intake(nutrient_id, rows, foods, plain=plain) for rows in days.values()]

    def _rule(
        self, family: str, subject: str, counted: FloatArray | BoolArray,
        limits: tuple[float, float], sentence: str,
    ) -> Rule:  # fmt: skip
        taken = np.asarray(counted, dtype=np.float64)
        return Rule(
            family, subject, "day", taken, np.zeros_like(taken), *limits, "times", sentence,
            PROJECT if family == "variety" else "the request",
        )  # fmt: skip

    def _limits_of_wishes(self, around: WeekContext) -> Iterator[Rule]:
        """Write the wishes that hold on this very day."""
        left = self.days_left(around)
        for wish in self.request.week.read_wishes():
            if wish.sense == "<=":
                had = len(meals_holding(around.standing, wish.subject, self.foods))
                rest = at_most_in(wish.times, self.request.days) - had
                mask = self.holding(wish.subject, surely=False)
                upper = float(max(-(-rest // left), 0))
                yield self._rule("wish", wish.text, mask, (-np.inf, upper), wish.words)
                continue
            today = self.request.weekday(around.day) in wish.days
            if today and not wish.subject.most_minutes:
                mask = self.holding(wish.subject, surely=True)
                yield self._rule("wish", wish.text, mask, (1.0, np.inf), wish.words)

    def _one_milky_drink(self) -> Iterator[Rule]:
        """Serve a snack one glass of milk or the like: none beside a smoothie or golden milk."""
        mask = is_a_drink(self.choices) & (self.meal == "snack")
        if mask.sum() > 1:
            words = "one milk drink at the snack"
            snacks = float(max(self.request.snacks, 1))
            rule = self._rule("variety", "milk_drink", mask, (-np.inf, snacks), words)
            yield replace(rule, weight=MILK_DRINK_POINTS)

    def _cooking(self, around: WeekContext) -> Iterator[Rule]:
        """Limit the minutes of work on this day, and on the day on which one cooks for it."""
        work = self._own_work(around)
        cook_day = self._cook_day(around.day)
        ahead = self.keeps_days >= around.day - cook_day
        if cook_day < around.day:
            yield from self._minutes(around.day, np.where(ahead, 0.0, work), 0.0)
        spent = self._spent(around, cook_day) + around.cooked_minutes
        yield from self._minutes(cook_day, np.where(ahead, work, 0.0), spent)

    def _minutes(self, day: int, work: FloatArray, spent: float) -> Iterator[Rule]:
        """Limit the work on a day, less what is spent already."""
        weekday = self.request.weekday(day)
        most = self.request.week.most_minutes(weekday)
        if np.isfinite(most):
            words = f"at most {most:g} minutes of cooking on {WEEKDAYS[weekday]}"
            limits = (-np.inf, max(most - spent, 0.0))
            rule = self._rule("wish", f"cooking_minutes day {day}", work, limits, words)
            yield replace(rule, unit="minutes")

    def _own_work(self, around: WeekContext) -> FloatArray:
        """Return the minutes of work of each choice; none for what others cook or is left over."""
        yesterday = {row.dish for row in around.standing if row.day == around.day - 1}
        left_over = [name for name in yesterday if may_be_leftover(name, self.request)]
        work = np.where(np.isin(self.ids, left_over), 0.0, self.work)
        for allowed in around.dishes.values():
            if around.cooked_minutes:
                work = np.where(np.isin(self.base, sorted(allowed)), 0.0, work)
        return work

    def _cook_day(self, day: int) -> int:
        """Return the day of the plan on which one cooks for a day: itself, or a cooking day."""
        before = day - self._since_cooking(self.request.weekday(day))
        return before if before >= 1 else day

    def _spent(self, around: WeekContext, cook_day: int) -> float:
        """Return the minutes that the standing days already ask of a cooking day."""
        if not self.request.week.cook_days:
            return 0.0
        ahead = {self._cook_day(day) for day in range(1, self.request.days + 1)}
        made = cookings(around.standing, self.dishes, ahead)
        return float(cooking_minutes(made).get(cook_day, 0))

    def _share_of_cooking(self, around: WeekContext) -> Iterator[Rule]:
        """Leave the other days that are cooked for on the same day their share of its minutes."""
        cook_day = self._cook_day(around.day)
        most = self.request.week.most_minutes(self.request.weekday(cook_day))
        planned = {row.day for row in around.standing}
        span = [
            day
            for day in range(cook_day, self.request.days + 1)
            if day not in planned and self._cook_day(day) == cook_day
        ]
        if not np.isfinite(most) or len(span) < 2 or not self.request.week.cook_days:
            return
        rest = most - self._spent(around, cook_day) - around.cooked_minutes
        work = np.where(self.keeps_days >= around.day - cook_day, self._own_work(around), 0.0)
        words = f"a share of the {most:g} minutes of cooking for {len(span)} days"
        share = (-np.inf, max(rest / len(span), 0.0))
        yield replace(self._rule("wish", "share_of_cooking", work, share, words), unit="minutes")

    def _demands(self, around: WeekContext) -> Iterator[Rule]:
        """Write what this day should bring so that the days together keep their rules."""
        yield from self._leftover(around)
        yield from self._share_of_cooking(around)
        left = self.days_left(around)
        needed = fish_days(self.request) if eats_fish(self.request) else 0
        fish = all_subjects()["fish"]
        needed -= len({day for day, _ in meals_holding(around.standing, fish, self.foods)})
        if needed > 0 and needed / left >= 0.5:
            mask = self.holding(fish, surely=True)
            yield self._rule("variety", "fish_days", mask, (1.0, np.inf), "fish on this day")
        for wish in self.request.week.read_wishes():
            yield from self._wish_due(around, wish)
        eaten = kinds_eaten(around.standing, self.foods)
        for name, least in least_kinds(self.request).items():
            lower = (least - len(eaten[name])) // left
            if lower > 0:
                new = [mask for kind, mask in self.kinds[name].items() if kind not in eaten[name]]
                counted = np.sum(new, axis=0) if new else np.zeros(len(self.choices))
                words = f"{lower} more {all_kinds()[name].label} on this day"
                yield self._rule("variety", name, counted, (float(lower), np.inf), words)

    def _wish_due(self, around: WeekContext, wish: Wish) -> Iterator[Rule]:
        """Ask for a wish of "at least" when the days left are few for it."""
        if wish.sense != ">=":
            return
        left = self.days_left(around)
        needed = at_least_in(wish.times, self.request.days)
        needed -= len(meals_holding(around.standing, wish.subject, self.foods))
        if needed > 0 and needed / left >= 0.5:
            lower = float(max(1, round(needed / left)))
            mask = self.holding(wish.subject, surely=True)
            yield self._rule("wish", wish.text, mask, (lower, np.inf), wish.words)

    def _leftover(self, around: WeekContext) -> Iterator[Rule]:
        """Serve yesterday's dinner for lunch where leftovers are wanted and it suits."""
        if not self.request.week.leftovers or "lunch" in around.dishes:
            return
        rows = [row for row in around.standing if row.day == around.day - 1]
        for dish_id in sorted({row.dish for row in rows if row.meal == "dinner" and row.dish}):
            dish = self.dishes.get(dish_id)
            if dish is None or dish.keeps_days < 1 or "lunch" not in dish.meals:
                continue
            days = dish_days(around.standing, self.dishes).get(dish.base, [])
            if not self._worn_out(dish.base, days, around.day):
                taken, _ = count_rule((self.ids == dish_id) & (self.meal == "lunch"))
                words = f"{dish.name}, left over from dinner the day before, for lunch"
                yield self._rule("variety", f"leftover {dish_id}", taken, (1.0, np.inf), words)
