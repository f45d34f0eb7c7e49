"""What stands around every page: menu, language, links, the work going on, the medical note."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner.dashboard.session import form_values, state, url_state
from planner.dashboard.views import plan_caption, progress_bar
from planner.dashboard.wording.i18n import KEY, LANGUAGES, N_, _, browser_language, language
from planner.dashboard.wording.text import as_list, on_phone, plain, small

# The planner's own note, here for the catalogues to find it (a test holds the two together).
MEDICAL_NOTE = N_(
    "Not medical advice. Most muscle twitches are harmless and not caused by food. See a doctor "
    "for twitching that persists, spreads or comes with weakness."
)


# Streamlit leaves a hand's breadth above every page, too much of a phone.
_STYLE = "<style>[data-testid=stMainBlockContainer]{padding-top:4rem}</style>"


def begin() -> None:
    """Prepare a run, before any page draws: the visitor's language, their link, their answer."""
    st.session_state[KEY] = st.session_state.get(KEY) or browser_language()
    first = "app_asked" not in st.session_state
    state.start()
    if first:
        url_state.open_link()
        form_values.show_request(state.asked().request)
    state.collect()


def above(pages: Sequence[st.Page] = (), shown: str = "") -> None:
    """Draw what comes before the page: a menu, a link that could not be opened, the work going on.

    On a phone the navigation is folded away with the sidebar, where nobody would look for it.

    Parameters
    ----------
    pages : sequence of st.Page, optional
        All of them, for the menu.
    shown : str, optional
        The address of the page that is shown: each page has a menu of its own, which is closed.
    """
    url_state.keep_link()  # first of all, for a reload while the page is still being drawn
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
    """Draw what comes after the page: settings in the sidebar, and the medical note.

    Parameters
    ----------
    form_page : st.Page, optional
        Where one says who the plan is for, if the page that is shown does not ask for that itself.
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
