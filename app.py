"""Entry of the dashboard: page settings, navigation, run (``streamlit run app.py``)."""

import streamlit as st

from planner.dashboard import layout
from planner.dashboard.page_registry import PAGES
from planner.dashboard.wording.i18n import _

st.set_page_config(
    page_title="Steadyplate",
    page_icon="🥗",  # an icon of a font would be fetched from elsewhere
    layout="wide",
    initial_sidebar_state="auto",
    menu_items={"About": "Steadyplate: a day of real food, proven to meet your own targets."},
)
layout.begin()
pages = [
    st.Page(
        page.show,
        title=_(page.title),
        icon=page.icon,
        url_path=page.url_path or None,
        default=place == 0,
    )
    for place, page in enumerate(PAGES.values())
]
chosen = st.navigation(pages, position="top")
layout.above(pages, chosen.url_path)
chosen.run()
shown = next(page for page in PAGES.values() if page.url_path == chosen.url_path)
layout.below(None if shown.has_form else pages[0])
