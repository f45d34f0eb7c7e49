"""What stands around every page: language, links, the work that is going on, the medical note."""

from __future__ import annotations

import streamlit as st

from planner.dashboard import address, progress, reading, state, visit
from planner.dashboard.i18n import KEY, LANGUAGES, N_, _, browser_language, language
from planner.dashboard.text import as_list, plain, small

# The planner's own note, here for the catalogues to find it (a test holds the two together).
MEDICAL_NOTE = N_(
    "Not medical advice. Most muscle twitches are harmless and not caused by food. See a doctor "
    "for twitching that persists, spreads or comes with weakness."
)


def begin() -> None:
    """Prepare a run, before any page draws: the visitor's language, their link, their answer."""
    visit.keep_apart()
    st.session_state[KEY] = st.session_state.get(KEY) or browser_language()
    first = "app_asked" not in st.session_state
    state.start()
    if first:
        address.open_link()
        reading.show_request(state.asked().request)
    state.collect()


def above() -> None:
    """Draw what comes before the page: a link that could not be opened, the work going on."""
    address.keep_link()  # first of all, for a reload while the page is still being drawn
    bad_link = st.session_state.pop("app_bad_link", "")
    if bad_link:
        failed = _("**The plan of this link could not be opened; here is one to start from.**")
        st.warning(f"{failed}\n\n{as_list(bad_link.splitlines())}", icon=":material/link_off:")
    progress.show()
    if state.problem():
        stays = _("The plan below is the one from before.") if state.standing() else ""
        failed = _("**That could not be planned.**")
        st.error(
            f"{failed} {stays}\n\n{as_list(state.problem().splitlines())}",
            icon=":material/error:",
        )


def below() -> None:
    """Draw what comes after the page: settings in the sidebar, and the medical note."""
    with st.sidebar:
        st.selectbox(
            _("Language"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key=KEY,
            persist_state="session",
        )
    st.divider()
    if language() != "en":
        st.markdown(
            small(_("Names of foods and dishes, and what certificates say, are in English so far."))
        )
    st.markdown(small(plain(_(MEDICAL_NOTE))))
