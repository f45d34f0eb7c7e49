"""Entry of the dashboard: page settings, navigation, run (``streamlit run app.py``)."""

import streamlit as st

from planner.dashboard import plan_page, state

st.set_page_config(
    page_title="Steadyplate",
    page_icon=":material/nutrition:",
    layout="wide",
    initial_sidebar_state="auto",
    menu_items={"About": "Steadyplate: a day of real food, proven to meet your own targets."},
)
state.start()
st.navigation([st.Page(plan_page.show, title="Plan", url_path="plan", default=True)]).run()
