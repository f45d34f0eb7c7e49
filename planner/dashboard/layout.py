"""The layout around every page: menu, language, messages, progress and the medical note."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner.dashboard.session import form_values, state, url_state
from planner.dashboard.views import plan_caption, progress_bar
from planner.dashboard.wording.i18n import KEY, LANGUAGES, N_, _, browser_language, language
from planner.dashboard.wording.text import as_list, on_phone, plain, small

# The medical note of plans, repeated here for the translation catalogue; a test compares both.
MEDICAL_NOTE = N_(
    "Not medical advice. Most muscle twitches are harmless and not caused by food. See a doctor "
    "for twitching that persists, spreads or comes with weakness."
)


# Streamlit's padding above the page is too large for a phone.
_STYLE = "<style>[data-testid=stMainBlockContainer]{padding-top:4rem}</style>"


def begin() -> None:
    """Prepare a run before the page is drawn: language, link, and results of background work."""
    st.session_state[KEY] = st.session_state.get(KEY) or browser_language()
    first = "app_asked" not in st.session_state
    state.start()
    if first:
        url_state.open_link()
        form_values.show_request(state.asked().request)
    state.collect()


def above(pages: Sequence[st.Page] = (), shown: str = "") -> None:
    """Draw the part above the page: menu, messages, and progress of background work.

    The menu is for phones, which hide the navigation in the sidebar.

    Parameters
    ----------
    pages : sequence of st.Page, optional
        All pages, for the menu.
    shown : str, optional
        Address of the current page; each page has its own menu, so that a new page starts with it
        closed.
    """
    url_state.keep_link()  # first, so that a reload during drawing finds the link
    st.html(_STYLE)
    if pages and on_phone():
        with st.popover(_("Pages"), icon=":material/menu:", key=f"app_pages_{shown}"):
            for page in pages:
                st.page_link(page)
    bad_link = st.session_state.pop("app_bad_link", "")
    if bad_link:
        failed = _("**The plan of this link could not be opened; here is one to start from.**")
        st.warning(f"{failed}\n\n{as_list(bad_link.splitlines())}", icon=":material/link_off:")
    progress_bar.show()
    if state.problem():
        stays = _("The plan below is the previous one.") if state.standing() else ""
        failed = _("**That could not be planned.**")
        st.error(
            f"{failed} {stays}\n\n{as_list(state.problem().splitlines())}",
            icon=":material/error:",
        )


def below(form_page: st.Page | None = None) -> None:
    """Draw the part below the page: settings in the sidebar, and the medical note.

    Parameters
    ----------
    form_page : st.Page, optional
        Page with the form of the person, if the current page has no such form.
    """
    standing = state.standing()
    with st.sidebar:
        if standing is not None and form_page is not None:
            plan_caption.show(standing)
            st.page_link(form_page, label=_("Change person or diet"), icon=":material/edit:")
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
            small(_("Names of foods and dishes and the texts of certificates are in English only."))
        )
    st.markdown(small(plain(_(MEDICAL_NOTE))))
