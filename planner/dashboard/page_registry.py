"""The pages of the dashboard: one registry, read by the navigation and the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.dashboard.pages import foods as foods_page
from planner.dashboard.pages import learn as learn_page
from planner.dashboard.pages import my_data as my_data_page
from planner.dashboard.pages import nutrients as nutrients_page
from planner.dashboard.pages import plan as plan_page
from planner.dashboard.pages import shopping as shopping_page
from planner.dashboard.pages import week as week_page
from planner.dashboard.pages import why as why_page
from planner.dashboard.wording.i18n import N_


@dataclass(frozen=True)
class DashboardPage:
    """One page.

    Attributes
    ----------
    title : str
        In the navigation; English, looked up in the catalogue when it is drawn.
    icon : str
        A Material symbol.
    url_path : str
        The last part of its address; empty for the first page, which has none of its own.
    show : callable
        Draws it.
    has_form : bool
        Whether it asks in the sidebar who the plan is for.
    """

    title: str
    icon: str
    url_path: str
    show: Callable[[], None]
    has_form: bool = False


PAGES: dict[str, DashboardPage] = {
    "plan": DashboardPage(N_("Plan"), ":material/restaurant:", "", plan_page.show, has_form=True),
    "week": DashboardPage(
        N_("Week and household"),
        ":material/calendar_month:",
        "week",
        week_page.show,
        has_form=True,
    ),
    "shopping": DashboardPage(
        N_("Shopping"), ":material/shopping_cart:", "shopping", shopping_page.show
    ),
    "nutrients": DashboardPage(
        N_("Nutrients"), ":material/monitoring:", "nutrients", nutrients_page.show
    ),
    "why": DashboardPage(N_("Why and what if"), ":material/help:", "why", why_page.show),
    "foods": DashboardPage(N_("Foods and dishes"), ":material/grocery:", "foods", foods_page.show),
    "learn": DashboardPage(N_("Learn"), ":material/school:", "learn", learn_page.show),
    "my_data": DashboardPage(
        N_("My data"), ":material/folder_shared:", "my-data", my_data_page.show
    ),
}
