"""The knowledge pages: sourced claims, ranked foods and corrections of popular claims."""

from __future__ import annotations

from dataclasses import dataclass

from planner.nutrition.foods.absorption import CREDIT_KINDS, AbsorptionRule, rules_of
from planner.nutrition.knowledge.entries import (
    KINDS,
    Entry,
    Topic,
    get_topic,
    load_knowledge,
    load_topics,
)
from planner.nutrition.knowledge.food_or_supplement import Comparison, load_comparison
from planner.nutrition.knowledge.popular_claims import FoundingFact, facts_of
from planner.nutrition.knowledge.ranking import RankedFood, rank_foods
from planner.nutrition.people.targets import Target, Targets

# The bases of the rankings on a page.
RANKED_PER = ("serving", "100kcal")
DOCTOR_TOPIC = "see_a_doctor"  # every other page links to this one


@dataclass(frozen=True)
class Section:
    """The entries of one kind under their heading."""

    kind: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class LearnPage:
    """The content of a knowledge page.

    Attributes
    ----------
    topic : Topic
        The topic.
    sections : tuple of Section
        The sections in reading order.
    targets : Targets or None
        Targets of the person the page is for; None for a general page.
    rankings : dict of str to tuple of RankedFood
        Ranked foods by basis (`RANKED_PER`); empty if the topic has no nutrient or a condition
        removes its floor.
    facts : tuple of FoundingFact
        Popular claims on the topic; those corrected or left out come first.
    """

    topic: Topic
    sections: tuple[Section, ...]
    targets: Targets | None
    rankings: dict[str, tuple[RankedFood, ...]]
    facts: tuple[FoundingFact, ...]

    @property
    def target(self) -> Target | None:
        """The person's target of the topic's nutrient."""
        if self.targets is None or self.topic.nutrient is None:
            return None
        return self.targets.get(self.topic.nutrient)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in reading order."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def ranks(self) -> bool:
        """Whether the page ranks foods."""
        return bool(self.rankings)

    @property
    def counting(self) -> tuple[AbsorptionRule, ...]:
        """The crediting rules of the nutrient, one for each sentence."""
        if self.topic.nutrient is None:
            return ()
        rules = [rule for kind in CREDIT_KINDS for rule in rules_of(kind, self.topic.nutrient)]
        return tuple({rule.sentence: rule for rule in rules}.values())

    @property
    def food_or_supplement(self) -> tuple[Comparison, ...]:
        """The comparison of food and supplement; empty if no line is about the nutrient."""
        name = self.topic.nutrient
        lines = load_comparison()
        if not name or all(row.nutrient != name for row in lines):
            return ()
        return tuple(row for row in lines if row.nutrient in (name, ""))

    @property
    def own_target(self) -> str:
        """The person's target in words; empty for a general page or topic."""
        if self.targets is None or self.topic.nutrient is None:
            return ""
        row = self.target
        if row is None:
            return f"Your standard ({self.targets.standard}) has no target for this nutrient."
        if row.floor is None:
            return f"Your plan has {row.floor_basis}. Ask your clinician."
        return f"Your target: at least {row.floor:,.4g} {row.unit} a day ({row.floor_basis})."

    def own_figure(self, entry: Entry) -> str:
        """Return the person's own limit in words, for an entry of the kind ``plan``; else empty."""
        if entry.kind != "plan" or entry.nutrient is None or self.targets is None:
            return ""
        row = self.targets.get(entry.nutrient)
        if row is None:
            return ""
        if row.ceiling is not None and row.ceiling_scope == "total":
            if row.ceiling == 0:
                return "Yours: none."
            return f"Yours: at most {row.ceiling:,.4g} {row.unit} a day."
        return f"Yours: at least {row.floor:,.4g} {row.unit} a day." if row.floor else ""


def learn_page(
    topic: str,
    *,
    targets: Targets | None = None,
    diet: str = "omnivore",
    avoid: tuple[str, ...] = (),
    top: int = 10,
) -> LearnPage:
    """Return the knowledge page of a topic.

    Parameters
    ----------
    topic : str
        Id of a topic, or of the nutrient it is about.
    targets : Targets, optional
        A person's targets (`planner.request.plan_request.targets_of`); the rankings then show the
        share of the person's floor.
    diet : str
        Diet id; foods that it forbids are not ranked.
    avoid : tuple of str
        Avoidance ids; foods that they forbid are not ranked.
    top : int
        Number of foods in each ranking.

    Raises
    ------
    InputError
        If the topic, the diet or an avoidance is unknown.

    Examples
    --------
    >>> from planner import learn_page
    >>> page = learn_page("magnesium")
    >>> page.topic.title, len(page.entries) > 5
    ('Magnesium', True)
    """
    found = get_topic(topic)
    entries = load_knowledge(found.id)
    sections = [
        Section(kind, title, tuple(entry for entry in entries if entry.kind == kind))
        for kind, title in KINDS.items()
    ]
    page = LearnPage(
        topic=found,
        sections=tuple(section for section in sections if section.entries),
        targets=targets,
        rankings={},
        facts=facts_of(found.id),
    )
    if found.nutrient is None or (page.target is not None and page.target.floor is None):
        # With a condition that removes the floor, a list of the richest foods could do harm.
        return page
    for per in RANKED_PER:
        page.rankings[per] = rank_foods(
            found.nutrient, per=per, targets=targets, diet=diet, avoid=avoid, top=top
        )
    return page


def learn_pages(
    topic: str | None = None,
    *,
    targets: Targets | None = None,
    diet: str = "omnivore",
    avoid: tuple[str, ...] = (),
    top: int = 10,
) -> tuple[LearnPage, ...]:
    """Return the page of one topic, or of every topic; parameters as for `learn_page`."""
    names = tuple(load_topics()) if topic is None else (topic,)
    return tuple(
        learn_page(name, targets=targets, diet=diet, avoid=avoid, top=top) for name in names
    )
