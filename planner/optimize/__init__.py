"""The optimization: model, solvers, and the classic diet problem."""
