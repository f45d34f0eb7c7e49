"""Explanations of a plan, and comparisons with the plan of a changed request."""
