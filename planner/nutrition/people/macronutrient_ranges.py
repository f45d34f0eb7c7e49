"""The lower ends of the macronutrient ranges, where they exceed a floor."""

from __future__ import annotations

from planner.nutrition.people.energy import energy_requirement, usual_weight_kg
from planner.nutrition.people.reference_intakes import figures_for
from planner.nutrition.people.target_figures import amount_of
from planner.nutrition.people.targets import ROOM, Targets

_MACRONUTRIENTS = ("protein_g", "carbohydrate_g")  # have an RDA besides the AMDR, unlike fat


def macronutrient_floors(targets: Targets) -> tuple[tuple[str, float, str], ...]:
    """Return the lower AMDR of protein and carbohydrate if it exceeds their floor.

    Fat needs no entry: it has no RDA, so its floor is its lower AMDR.

    Returns
    -------
    tuple of (str, float, str)
        Nutrient id, grams a day and source. None where a ceiling lies below the floor: a share of
        energy is advice, and gives way.
    """
    figures = figures_for(targets.person, targets.standard).figures
    energy = energy_requirement(targets.person, targets.standard)
    found = []
    for nutrient in _MACRONUTRIENTS:
        row = targets.get(nutrient)
        for figure in figures.get(nutrient, ()):
            if figure.kind != "AMDR_MIN":
                continue
            grams = round(amount_of(figure, usual_weight_kg(targets.person), energy.kcal), 2)
            if row is not None and row.ceiling and grams > row.ceiling * (1 - ROOM):
                continue
            if row is None or row.floor is None or grams > row.floor:
                found.append((nutrient, grams, figure.source))
    return tuple(found)
