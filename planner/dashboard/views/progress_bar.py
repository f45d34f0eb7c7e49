"""The progress of the background job, with a button to stop it."""

from __future__ import annotations

import math

import streamlit as st

from planner.dashboard.session import jobs, state
from planner.dashboard.session.jobs import Job
from planner.dashboard.wording.i18n import _

# Each refresh costs the browser 0.05 s, and the server time that jobs could use.
SECONDS_BETWEEN_LOOKS = 0.25
SECONDS_FOR_DAYS = 1.0  # for jobs of several days
SECONDS_WHEN_CROWDED = 2.0


def show() -> None:
    """Draw the progress of the current job, if any; the page is redrawn when it ends.

    The fragment exists without a job too, since a browser may refresh it once after the end.
    """
    st.fragment(_watch, run_every=None if state.job() is None else _seconds())()


def _seconds() -> float:
    """Return the seconds between two refreshes."""
    if jobs.crowded():
        return SECONDS_WHEN_CROWDED
    return SECONDS_FOR_DAYS if state.asked().days > 1 else SECONDS_BETWEEN_LOOKS


def _watch() -> None:
    job = state.job()
    if job is None:
        return
    if job.look():
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key="app_progress"):
        share, words = _progress(job)
        st.progress(share, words, width="stretch")
        st.button(
            _("Stop"),
            key="app_stop",
            icon=":material/stop_circle:",
            on_click=_stop,
            disabled=job.stopped,
            help=_("The current plan stays; finished days are kept."),
        )


def _progress(job: Job) -> tuple[float, str]:
    step = job.step
    if job.stopped:
        return 1.0, _("Stopping after this day …")
    if not job.begun and jobs.crowded():
        return 0.0, _("Other plans are being made; yours starts soon …")
    if step is None or step.days == 1:
        return 0.0, _("Planning a day of food and checking every nutrient …")
    words = _("Planning day {day} of {days} …").format(day=step.day, days=step.days)
    if step.person:
        words = f"{words} ({step.person})"
    if step.seconds_left is not None:
        left = _("about {seconds} s left").format(seconds=math.ceil(step.seconds_left))
        words = f"{words} · {left}"
    return step.share, words


def _stop() -> None:
    """Stop the job: after the first of several days it keeps the finished days, else it is lost."""
    job = state.job()
    if job is None:
        return
    if job.step is not None and job.step.days_done:
        job.stop()
    else:
        state.stop_work()
