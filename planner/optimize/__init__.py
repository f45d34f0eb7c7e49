"""Optimization: the model of a day, the solvers, and the classic diet problem."""
