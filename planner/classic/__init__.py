"""The classic cheapest-diet problem on the user's own two tables.

After Stigler, "The Cost of Subsistence", Journal of Farm Economics 27 (1945) 303-314: choose how
much of each food to buy so that every nutrient and food limit holds at the least cost.
"""

from planner.classic.answer import answer_as_csv, answer_as_json
from planner.classic.problem import DietAnswer, DietProblem
from planner.classic.reading import read_diet_problem
from planner.classic.solving import solve_diet

__all__ = [
    "DietAnswer",
    "DietProblem",
    "answer_as_csv",
    "answer_as_json",
    "read_diet_problem",
    "solve_diet",
]
