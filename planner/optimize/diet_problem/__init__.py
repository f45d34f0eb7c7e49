"""The classic cheapest-diet problem on the user's own two tables.

After Stigler, "The Cost of Subsistence", Journal of Farm Economics 27 (1945) 303-314: choose how
much of each food to buy so that every nutrient and food limit holds at the least cost.
"""

from planner.optimize.diet_problem.problem import DietAnswer, DietProblem
from planner.optimize.diet_problem.read import read_diet_problem
from planner.optimize.diet_problem.solve import solve_diet

__all__ = [
    "DietAnswer",
    "DietProblem",
    "read_diet_problem",
    "solve_diet",
]
