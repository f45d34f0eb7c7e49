"""The registry of the pages, used by the navigation and the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.dashboard.pages import foods, learn, my_data, nutrients, plan, shopping, week, why
from planner.dashboard.wording.i18n import N_


@dataclass(frozen=True)
class DashboardPage:
    """One page.

    Attributes
    ----------
    title : str
        Title in the navigation; English, translated when it is drawn.
    icon : str
        Material symbol.
    url_path : str
        Last part of its address; empty for the first page.
    show : callable
        Function that draws the page.
    has_form : bool
        Whether its sidebar has the form of the person.
    """

    title: str
    icon: str
    url_path: str
    show: Callable[[], None]
    has_form: bool = False


PAGES: dict[str, DashboardPage] = {
    "plan": DashboardPage(N_("Plan"), ":material/restaurant:", "", plan.show, has_form=True),
    "week": DashboardPage(
        N_("Week and household"),
        ":material/calendar_month:",
        "week",
        week.show,
        has_form=True,
    ),
    "shopping": DashboardPage(
        N_("Shopping"), ":material/shopping_cart:", "shopping", shopping.show
    ),
    "nutrients": DashboardPage(
        N_("Nutrients"), ":material/monitoring:", "nutrients", nutrients.show
    ),
    "why": DashboardPage(N_("Why and what if"), ":material/help:", "why", why.show),
    "foods": DashboardPage(N_("Foods and dishes"), ":material/grocery:", "foods", foods.show),
    "learn": DashboardPage(N_("Learn"), ":material/school:", "learn", learn.show),
    "my_data": DashboardPage(N_("My data"), ":material/folder_shared:", "my-data", my_data.show),
}
