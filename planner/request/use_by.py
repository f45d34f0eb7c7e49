"""Food at home that must be eaten by a day of the plan."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from planner.nutrition.checked_model import CheckedModel

MOST_AT_HOME_G = 25_000.0  # of one food; more is a slip of the pen
MOST_DATED = 500


class UseBy(CheckedModel):
    """Food at home that must be eaten by a day.

    Attributes
    ----------
    food : str
        Id of the food; what is bought in the same form counts as it.
    grams : float
        Grams at home, as bought.
    day : int
        The last day on which to eat it, the first day of the plan as 1.
    """

    model_config = ConfigDict(allow_inf_nan=False)

    food: str = Field(min_length=1, max_length=100)
    grams: float = Field(gt=0, le=MOST_AT_HOME_G)
    day: int = Field(ge=1, le=10_000)
