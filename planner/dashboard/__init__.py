"""The Streamlit dashboard: the only part of the planner that imports streamlit."""
