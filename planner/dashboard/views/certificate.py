"""The verdict on a plan, the table of its certificate, its scores, and remedies."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from planner.certification.certificate import Adequacy, whole_percent
from planner.certification.scores import Score
from planner.dashboard.actions import plan_actions
from planner.dashboard.session.answers import Answer
from planner.dashboard.wording.i18n import N_, _
from planner.dashboard.wording.text import (
    amount,
    as_list,
    capitalised,
    measured,
    plain,
)
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.nutrition.people.clinical_messages import clinical_messages
from planner.nutrition.people.nutrient_advice import untargeted_rows
from planner.nutrition.people.targets import Target
from planner.planning.make import Plan
from planner.planning.plan import MEDICAL_NOTE, counting_rules, sourced_notes

STATUS = {
    "met": N_("✓ met"),
    "short": N_("▼ short"),
    "over": N_("▲ over"),
    "averaged": N_("≈ met on average"),
    "limited": N_("≤ under its limit, no target"),
    "no_target": N_("– no target"),
    "building_up": N_("↗ built up step by step"),
}


def show_verdict(answer: Answer) -> None:
    """Show whether the plan is certified; if not, the conflict and the remedies."""
    if answer.certified:
        st.success("\n\n".join(verdict_words(answer.plans)), icon=":material/verified:")
    else:
        _show_no_plan(answer)


def verdict_words(plans: Sequence[Plan]) -> list[str]:
    """Say what the certificates promise each person, and what they do not, as Markdown."""
    words = []
    for plan in plans:
        who = f"{plain(plan.request.name)}: " if plan.request.name and len(plans) > 1 else ""
        words.append(f"{who}{_verdict_of(plan)}")
    return list(dict.fromkeys(words)) if len(plans) == 1 else words


def _verdict_of(plan: Plan) -> str:
    open_rows = [row for row in plan.certificate.without_target if row.status != "building_up"]
    names = {row.nutrient for row in open_rows}
    promised = [nutrient(name).name for name in core_nutrients() if name not in names]
    if not open_rows:
        words = _(
            "**Certified:** recomputed from the food table. Every food is allowed; the five core "
            "nutrients and energy are kept on every day."
        )
        return f"{words}\n\n{as_list(met_words(plan))}"
    words = _(
        "**Certified, but not for every nutrient:** recomputed from the food table. Every food is "
        "allowed; {nutrients} and energy are kept on every day."
    ).format(nutrients=plain(", ".join(promised)))
    unpromised = _("With your conditions and medicines there is no target for:")
    held = as_list([held_words(row) for row in open_rows])
    return f"{words}\n\n{as_list(met_words(plan))}\n\n{unpromised}\n\n{held}"


def met_words(plan: Plan) -> list[str]:
    """Say how many targets are met every day, and name those met over the days, or not at all."""
    found, tally = plan.certificate, plan.certificate.tally
    line = _("{met} of {targets} targets are met.")
    if tally.days > 1:
        line = _("{met} of {targets} targets are met on each of the {days} days.")
    words = [line.format(met=len(tally.daily), targets=tally.targets, days=tally.days)]
    if tally.over_days:
        lowest = [_how_far(found.lowest_day(name)) for name in tally.over_days]
        line = _("Met only on average over the {days} days (the lowest day of each: {nutrients})")
        words.append(line.format(days=tally.days, nutrients=", ".join(lowest)))
    if tally.missed:
        missed = [_how_far(found.furthest_day(name)) for name in tally.missed]
        words.append(_("Not met: {nutrients}").format(nutrients=", ".join(missed)))
    line = _("{nutrient} is built up: {amount} a day, {percent} % of a target set aside meanwhile")
    words += [
        line.format(
            nutrient=nutrient(row.nutrient).name,
            amount=measured(row.intake, nutrient(row.nutrient).unit),
            percent=whole_percent(row.percent),
        )
        for row in found.without_target
        if row.status == "building_up"
    ]
    return words


def _how_far(row: Adequacy) -> str:
    """Write a nutrient with its percent of the target, or of the ceiling it is over."""
    name, day = nutrient(row.nutrient).in_sentence, row.day
    if row.status == "over" and row.ceiling:
        words = _("{nutrient} {percent} % of the ceiling (day {day})")
        percent = whole_percent(100.0 * row.at_most / row.ceiling)
    else:
        words = _("{nutrient} {percent} % (day {day})")
        percent = whole_percent(row.percent)
    return words.format(nutrient=name, percent=percent, day=day)


def held_words(row: Adequacy) -> str:
    """Say how much a day holds of a nutrient without a target, and of what limit."""
    known = nutrient(row.nutrient)
    intake = measured(row.intake, known.unit)
    if row.status == "limited" and row.ceiling is not None:
        return _("{nutrient}: {amount} a day, its limit is {limit}").format(
            nutrient=known.name, amount=intake, limit=measured(row.ceiling, known.unit)
        )
    if row.ceiling is not None:
        words = _("{nutrient}: {amount} a day, no limit but the ceiling of {limit} for everybody")
        limit = measured(row.ceiling, known.unit)
        return words.format(nutrient=known.name, amount=intake, limit=limit)
    return _("{nutrient}: {amount} a day, and no limit is set").format(
        nutrient=known.name, amount=intake
    )


def _show_no_plan(answer: Answer) -> None:
    """Show the conflict and the remedies, and what the nearest plan misses."""
    why = as_list([capitalised(reason) for reason in answer.reasons])
    st.warning(
        _("**No day of food can meet all of these targets.**") + f"\n\n{why}",
        icon=":material/info:",
    )
    with st.container(border=True):
        show_changes(answer, "plan")
    if answer.plan is None:
        st.markdown(
            _("There is no nearest plan to show: too few foods are left for a day's meals.")
        )
        return
    missed = as_list([breach.message for breach in answer.plan.certificate.breaches])
    st.warning(
        _("**Not certified:** below is the nearest plan, which misses") + f"\n\n{missed}",
        icon=":material/warning:",
    )


def show_changes(answer: Answer, page: str) -> None:
    """Draw the remedies, with a button for each that can be applied.

    Parameters
    ----------
    answer : Answer
        An answer without a certified plan.
    page : str
        Prefix of the keys of the buttons.
    """
    if not answer.changes:
        st.markdown(
            _(
                "No single change of diet, allergies or foods left out is enough. Try two: fewer "
                "foods left out, fewer things avoided, or a wider diet."
            )
        )
        return
    st.markdown(
        _("**Each of these changes alone makes a plan possible**; all were tested. "
"The smallest changes come first. What you cannot eat remains your own "
"decision.")
    )  # fmt: skip
    for number, change in enumerate(answer.changes):
        words = plain(capitalised(change))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{number + 1}\\. {words}", width="stretch")
            changed = answer.requests.get(change)
            if changed is not None:
                st.button(
                    _("Apply"),
                    key=f"{page}_apply_{number}",
                    icon=":material/check:",
                    help=words,
                    on_click=plan_actions.adopt,
                    args=(changed,),
                )


def show_cautions(plan: Plan) -> None:
    """Show the messages on conditions and medicines."""
    cautions = _cautions(plan)
    if cautions:
        title = _("**With your conditions and medicines**")
        st.warning(f"{title}\n\n{as_list(cautions)}", icon=":material/stethoscope:")


def _cautions(plan: Plan) -> list[str]:
    said = set(clinical_messages(plan.targets))
    return [note for note in plan.warnings if note in said]


def show_notes(plan: Plan) -> None:
    """Show the other notes and warnings of a plan."""
    said = {MEDICAL_NOTE, *_cautions(plan)}
    notes = [*plan.explanation, *(note for note in plan.warnings if note not in said)]
    if notes:
        title = _("**Good to know**")
        st.markdown(f"{title}\n\n" + as_list([capitalised(note) for note in notes]))


def certificate_frame(plan: Plan, day: int = 1) -> pd.DataFrame:
    """Return a day's certificate as a table for display, core nutrients first."""
    core = core_nutrients()
    today = [row for row in plan.certificate.adequacy if row.day == day]
    rows = sorted(today, key=lambda row: row.nutrient not in core)
    without = {row.nutrient: row for row in untargeted_rows(plan.targets)}
    rows += [row for row in plan.certificate.untargeted if row.day == day]
    return pd.DataFrame(
        [
            _certificate_row(row, without.get(row.nutrient) or plan.targets[row.nutrient])
            for row in rows
        ]
    )


def _certificate_row(row: Adequacy, target: Target) -> dict[str, str | float | None]:
    known = nutrient(row.nutrient)
    return {
        _("Nutrient"): known.name,
        _("Status"): _(STATUS[row.status]),
        _("Intake"): row.intake,
        _("Floor"): row.floor,
        _("Ceiling"): row.ceiling,
        _("Unit"): known.unit,
        _("% of target"): row.percent,
        _("Floor is"): target.floor_basis,
        _("Ceiling is"): _ceiling_words(row, target),
        _("Source"): target.source,
        _("Known for % of weight"): 100.0 * row.coverage,
        _("Credited"): row.credited,
        _("Foods known"): _("{known} of {all}").format(
            known=len(row.foods - row.unknown), all=len(row.foods)
        ),
        _("Counted for the unknown"): row.presumed if row.ceiling is not None else None,
    }


def _ceiling_words(row: Adequacy, target: Target) -> str:
    """Return the basis of the ceiling; with its amount if it does not apply to food.

    Without a ceiling, the guide.
    """
    if target.ceiling is None and target.guide is not None:
        figure = measured(target.guide.most, target.unit)
        words = _("none; guide of {amount}: {basis}")
        return words.format(amount=figure, basis=target.guide.basis)
    if target.ceiling is None:
        return ""
    if row.ceiling is None:
        figure = measured(target.ceiling, target.unit)
        return _("{basis} of {amount}, for {what}").format(
            basis=target.ceiling_basis, amount=figure, what=target.ceiling_applies_to
        )
    return _("{basis}, for {what}").format(
        basis=target.ceiling_basis, what=target.ceiling_applies_to
    )


def show_certificate(plan: Plan, day: int = 1) -> None:
    """Draw the table of the certificate, collapsed."""
    with st.expander(_("The certificate: every value, its basis and its source")):
        st.dataframe(
            certificate_frame(plan, day),
            hide_index=True,
            placeholder="–",
            column_config={
                _("Intake"): st.column_config.NumberColumn(format="%.1f"),
                _("Credited"): st.column_config.NumberColumn(format="%.1f"),
                _("Floor"): st.column_config.NumberColumn(format="%.1f"),
                _("Ceiling"): st.column_config.NumberColumn(format="%.1f"),
                _("% of target"): st.column_config.NumberColumn(format="%.0f"),
                _("Known for % of weight"): st.column_config.NumberColumn(format="%.0f"),
                _("Counted for the unknown"): st.column_config.NumberColumn(format="%.2f"),
            },
        )
        st.caption(
            _(
                "Values missing from the sources count as zero toward a floor, and as the worst "
                "of their kind toward a ceiling. A ceiling is shown only if "
                "it covers food; ceilings on supplements alone do not apply to food."
            )
        )
        rules = counting_rules(plan.request, plan.portions)
        counting = [f"{sentence} ({source})" for sentence, source in rules]
        if counting:
            st.markdown(plain(_("What counts toward the floors:")) + "\n\n" + as_list(counting))
        notes = sourced_notes(plan.request, plan.portions, plan.doses)
        if notes:
            sources = [f"{capitalised(note.sentence)}: {note.source}" for note in notes]
            st.markdown(plain(_("Sources of the notes:")) + "\n\n" + as_list(sources))


def show_scores(plan: Plan) -> None:
    """Draw each score with its definition and source."""
    lines = [
        f"- **{plain(score.name)}: {plain(_value(score))}.** {plain(score.sentence)} "
        f"*{plain(score.source)}*"
        for score in plan.scores
    ]
    st.header(_("Scores"), anchor=False)
    st.markdown("\n".join(lines))


def _value(score: Score) -> str:
    """Return a score with its unit; a ratio with two decimals."""
    if score.value is None:
        return _("not known")
    return f"{amount(score.value)} {score.unit}" if score.unit else f"{score.value:.2f}"
