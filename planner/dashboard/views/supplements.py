"""Food alone or supplements: comparison of plans, and the supplements the person may take."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.session.state import Standing
from planner.dashboard.views import what_if
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import capitalised, measured, plain, small
from planner.nutrition.foods.supplements import Supplement, dose_words, load_supplements
from planner.nutrition.knowledge.food_or_supplement import comparison_frame
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.supplement_use import why_not_taken
from planner.request.plan_request import PlanRequest

SUPPLEMENTS = "supplements"


def show(standing: Standing, person: int) -> None:
    """Draw the comparison with the other supplement mode, then each supplement."""
    plan = standing.plans[person]
    st.header(_("Food alone or supplements"), anchor=False)
    with_them = plan.request.supplements == "auto"
    if plan.doses:
        words = _("This plan includes supplements: {doses}.")
        st.markdown(plain(words.format(doses=dose_words(plan.doses))))
    elif with_them:
        st.markdown(_("Supplements are allowed, but this plan needs none: food alone is enough."))
    else:
        st.markdown(_("This plan is food alone."))
    st.button(
        _("Compare with food alone") if with_them else _("Compare with supplements allowed"),
        key="why_compare_supplements",
        icon=":material/compare_arrows:",
        on_click=what_if.ask,
        args=(plan, {"supplements": "none" if with_them else "auto"}, SUPPLEMENTS),
    )
    what_if.show_compared(standing, person, SUPPLEMENTS)
    st.header(_("Each supplement"), anchor=False)
    st.markdown(
        _("Plans use them only if food alone cannot meet the targets, and never against a caution.")
    )
    for supplement in load_supplements().values():
        _show_one(supplement, plan.request)


def _show_one(supplement: Supplement, request: PlanRequest) -> None:
    """Draw one supplement, whether the person may take it, and the comparison with food."""
    refused = why_not_taken(
        supplement, request.person, request.diet, request.avoid, request.exclude
    )
    verdict = _("▲ not for you") if refused else _("✓ may be taken")
    with st.expander(f"{plain(capitalised(supplement.label))}: {verdict}"):
        known = nutrient(supplement.nutrient)
        most = supplement.ceiling
        lines = [
            _("{amount} in one {unit}, as {form}").format(
                amount=measured(supplement.amount, known.unit),
                unit=supplement.unit,
                form=supplement.form,
            )
        ]
        if refused:
            lines.insert(0, capitalised(f"{supplement.label} {refused.why}"))
        if most is not None:
            ceiling = measured(most, known.unit)
            lines.append(_("At most {amount} a day from supplements").format(amount=ceiling))
        told = (supplement.uptake, supplement.advice, supplement.side_effects)
        lines += [capitalised(words) for words in (*told, supplement.interactions) if words]
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
        st.markdown(small(plain(_("Source: {source}.").format(source=supplement.source))))
        rows = comparison_frame(supplement.nutrient)
        for row in rows[rows["nutrient"] == known.name].to_dict("records"):
            food = _("From food: {words}.").format(words=row["food"])
            as_pill = _("As a supplement: {words}.").format(words=row["supplement"])
            title = plain(capitalised(str(row["aspect"])))
            st.markdown(f"- **{title}**  \n  {plain(food)}  \n  {plain(as_pill)}")
